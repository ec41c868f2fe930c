"""Count public contributions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.core.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.contribution import ELSEWHERE, SOURCES, Contribution
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.result import OUTSIDE_WINDOW, CountResult, reason_findings, sort_by_day
from generator.rules.rule import Rule

OTHER_LOGIN = Rule(
    name="other-login", severity=Severity.WARNING, applies_to="contributions", points_at="login"
)
WITHOUT_LINKS = Rule(
    name="contributions-without-links",
    severity=Severity.WARNING,
    applies_to="contributions",
    points_at="source",
    ours=True,
)
SUPERSEDED = Rule(
    name="contributions-superseded",
    severity=Severity.NOTE,
    applies_to="contributions",
    points_at="source",
    ours=True,
)
ON_OTHER_FORGE = Rule(
    name="contributions-elsewhere",
    severity=Severity.WARNING,
    applies_to="contributions",
    points_at="source",
    ours=True,
)
NOT_FETCHED = Rule(
    name="contributions-not-fetched",
    severity=Severity.WARNING,
    applies_to="contributions",
    points_at="source",
    ours=True,
)
OWN_REPOSITORY = Rule(
    name="contributions-in-own-repository",
    severity=Severity.NOTE,
    applies_to="contributions",
    points_at="by_repository",
    ours=True,
)

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
Rank = tuple[int, float]

RULES: tuple[Rule, ...] = (
    OTHER_LOGIN,
    WITHOUT_LINKS,
    ON_OTHER_FORGE,
    NOT_FETCHED,
    SUPERSEDED,
    OWN_REPOSITORY,
    OUTSIDE_WINDOW,
)


def count_contributions(context: RuleContext, terms: Requirement) -> CountResult:
    """Judge all contributions. At most one record per login and day counts."""
    best = _best_of_days(context, terms)
    judged = sort_by_day(
        _judge(record, context, terms, record is best.get(record.date))
        for record in context.journal.contributions
    )
    return CountResult(judged, tuple(reason_findings(judged, RULES, context, terms.id)))


def _usable(record: Contribution, context: RuleContext, terms: Requirement) -> bool:
    is_bad = _is_other_login(record, context) or _lacks_links(record) or _is_elsewhere(record, terms)
    return not (is_bad or _is_only_claimed(record, terms))


def _best_of_days(context: RuleContext, terms: Requirement) -> dict[dt.date, Contribution]:
    best: dict[dt.date, Contribution] = {}
    for record in sorted(context.journal.contributions, key=lambda r: r.origin.position):
        if not _usable(record, context, terms):
            continue
        known = best.get(record.date)
        if known is None or rank(record) > rank(known):
            best[record.date] = record
    return best


def _judge(record: Contribution, context: RuleContext, terms: Requirement, is_best: bool) -> JudgedRecord:
    amount = amount_of(record, terms, context.journal.repository)
    failing = (
        (OTHER_LOGIN, _is_other_login(record, context)),
        (WITHOUT_LINKS, _lacks_links(record)),
        (ON_OTHER_FORGE, _is_elsewhere(record, terms)),
        (NOT_FETCHED, _is_only_claimed(record, terms)),
        (SUPERSEDED, _usable(record, context, terms) and not is_best),
        (OWN_REPOSITORY, is_all_excluded(record, terms, context.journal.repository)),
        (OUTSIDE_WINDOW, context.is_outside(record.date)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=record, day=record.date, amount=0 if reasons else amount, reasons=reasons)


def _is_other_login(record: Contribution, context: RuleContext) -> bool:
    """Whether the login is not the graduate's where the record comes from."""
    own = context.journal.portfolio.graduate.account_of(record.source) or ""
    return record.login.strip().casefold() != own.casefold()


def _lacks_links(record: Contribution) -> bool:
    """Whether it was entered by hand without a link."""
    return record.source == "by-hand" and not record.links


def _is_elsewhere(record: Contribution, terms: Requirement) -> bool:
    """Whether it was made on another forge than GitHub, and the terms don't say that this counts."""
    return record.source in ELSEWHERE and not terms.elsewhere


def _is_only_claimed(record: Contribution, terms: Requirement) -> bool:
    """Whether the terms ask for what was fetched, and this machine did not fetch it."""
    return terms.trust == "fetched" and record.receipt is None


def rank(record: Contribution) -> Rank:
    """Rank among the records of the same login and day; the highest counts."""
    return -SOURCES.index(record.source), (_fetched(record) - _NEVER).total_seconds()


def _fetched(record: Contribution) -> dt.datetime:
    fetched = record.fetched_at
    if fetched is None:
        return _NEVER
    return fetched.at or dt.datetime.combine(fetched.day, dt.time(), dt.UTC)


def amount_of(record: Contribution, terms: Requirement, own: str | None) -> int:
    """What a record adds to the week: contributions or commits, without excluded repositories.

    Under `count: days` a day with any is one, which the whole requirement sees to.
    """
    total = record.commits if terms.count == "commits" else record.total
    return max(0, total - _excluded_count(record, terms, own))


def is_all_excluded(record: Contribution, terms: Requirement, own: str | None) -> bool:
    """Whether all contributions of the day are in excluded repositories."""
    return _excluded_count(record, terms, own) > 0 and amount_of(record, terms, own) == 0


def _excluded_count(record: Contribution, terms: Requirement, own: str | None) -> int:
    excluded = frozenset(_excluded_names(terms, own))
    return sum(n for name, n in record.by_repository.items() if name.casefold() in excluded)


def _excluded_names(terms: Requirement, own: str | None) -> Iterable[str]:
    for name in terms.exclude_repositories:
        if name != "self":
            yield name.casefold()
        elif own is not None:
            yield own.casefold()
