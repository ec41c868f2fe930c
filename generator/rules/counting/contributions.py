"""Count public contributions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from generator.core.diagnostics import Severity
from generator.model.calendar import DAY
from generator.model.commitment import Requirement
from generator.model.contribution import ELSEWHERE, SOURCES, Contribution
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.posts import normalize_address
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

LINK_REPEATED = Rule(
    name="contributions-link-repeated",
    severity=Severity.WARNING,
    applies_to="contributions",
    points_at="links",
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
    LINK_REPEATED,
    OWN_REPOSITORY,
    OUTSIDE_WINDOW,
)


def count_contributions(context: RuleContext, terms: Requirement) -> CountResult:
    """Judge all contributions. Of a day either the best source counts, or all that was typed by hand."""
    by_day: dict[dt.date, list[Contribution]] = {}
    for record in sorted(context.journal.contributions, key=lambda r: r.origin.position):
        if _usable(record, context, terms):
            by_day.setdefault(record.date, []).append(record)
    believed: dict[tuple[str, int, int], int] = {}
    for records in by_day.values():
        believed |= _believed(records, context, terms)
    judged = sort_by_day(
        _judge(record, context, terms, believed.get(record.origin.position))
        for record in context.journal.contributions
    )
    return CountResult(judged, tuple(reason_findings(judged, RULES, context, terms.id)))


def _usable(record: Contribution, context: RuleContext, terms: Requirement) -> bool:
    is_bad = _is_other_login(record, context) or _lacks_links(record) or _is_elsewhere(record, terms)
    return not (is_bad or _is_only_claimed(record, terms))


def _believed(
    records: Sequence[Contribution], context: RuleContext, terms: Requirement
) -> dict[tuple[str, int, int], int]:
    """The records of one day that are believed, with what each of them adds.

    Claims by hand are of different work and add up, each link counted once. A better source is believed in
    their place, unless it was asked before the day was over and they claim more.
    """
    own = context.journal.repository
    claims: dict[tuple[str, int, int], int] = {}
    used: set[str] = set()
    for record in records:
        if record.source == "by-hand":
            links = {normalize_address(link, keep_fragment=True) for link in record.links}
            left = amount_of(record, terms, own) - len(links & used)
            claims[record.origin.position] = 0 if links <= used else max(0, left)
            used |= links
    # The first of equal rank is taken, as `max` does.
    fetched = max((one for one in records if one.source != "by-hand"), key=rank, default=None)
    if fetched is None:
        return claims
    amount = amount_of(fetched, terms, own)
    is_early = _is_before_its_day_was_over(fetched) and sum(claims.values()) > amount
    return claims if is_early else {fetched.origin.position: amount}


def _is_before_its_day_was_over(record: Contribution) -> bool:
    """Whether GitHub was asked before the day was over there, in UTC."""
    over = dt.datetime.combine(record.date, dt.time(), dt.UTC) + DAY
    return record.fetched_at is not None and _fetched(record) < over


def _judge(
    record: Contribution, context: RuleContext, terms: Requirement, believed: int | None
) -> JudgedRecord:
    """Judge a record; `believed` is what it adds, None if another one is believed."""
    is_excluded = is_all_excluded(record, terms, context.journal.repository)
    full = amount_of(record, terms, context.journal.repository)
    failing = (
        (OTHER_LOGIN, _is_other_login(record, context)),
        (WITHOUT_LINKS, _lacks_links(record)),
        (ON_OTHER_FORGE, _is_elsewhere(record, terms)),
        (NOT_FETCHED, _is_only_claimed(record, terms)),
        (SUPERSEDED, _usable(record, context, terms) and believed is None),
        (LINK_REPEATED, believed == 0 and full > 0),
        (OWN_REPOSITORY, is_excluded),
        (OUTSIDE_WINDOW, context.is_outside(record.date)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(
        record=record, day=record.date, amount=0 if reasons else believed or 0, reasons=reasons
    )


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
    return max(0, total - excluded_count(record, terms, own))


def is_all_excluded(record: Contribution, terms: Requirement, own: str | None) -> bool:
    """Whether all contributions of the day are in excluded repositories."""
    return excluded_count(record, terms, own) > 0 and amount_of(record, terms, own) == 0


def excluded_count(record: Contribution, terms: Requirement, own: str | None) -> int:
    """How many contributions of a record are in excluded repositories."""
    excluded = frozenset(_excluded_names(terms, own))
    return sum(n for name, n in record.by_repository.items() if name.casefold() in excluded)


def _excluded_names(terms: Requirement, own: str | None) -> Iterable[str]:
    for name in terms.exclude_repositories:
        if name != "self":
            yield name.casefold()
        elif own is not None:
            yield own.casefold()
