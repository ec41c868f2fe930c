"""Public contributions: what each day adds, and why some records add nothing."""

from __future__ import annotations

import datetime as dt

from generator.model.commitment import Requirement
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedRecord
from generator.rules import outside_window
from generator.rules.case import Case
from generator.rules.contributions import other_login, own_repository, superseded, without_links
from generator.rules.counting.judged import Counted, in_order, reasons_told
from generator.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    other_login.RULE,
    without_links.RULE,
    superseded.RULE,
    own_repository.RULE,
    outside_window.RULE,
)


def count_contributions(case: Case, terms: Requirement) -> Counted:
    """Every contributions record, judged. Of one login and day one record counts at most."""
    best = _best_of_days(case)
    judged = in_order(
        _judge(record, case, terms, record is best.get(record.date)) for record in case.journal.contributions
    )
    return Counted(judged, tuple(reasons_told(judged, RULES, case, terms.id)))


def _usable(record: Contribution, case: Case) -> bool:
    return not other_login.fails(record, case) and not without_links.fails(record)


def _best_of_days(case: Case) -> dict[dt.date, Contribution]:
    best: dict[dt.date, Contribution] = {}
    for record in sorted(case.journal.contributions, key=lambda r: r.origin.position):
        if not _usable(record, case):
            continue
        known = best.get(record.date)
        if known is None or superseded.rank(record) > superseded.rank(known):
            best[record.date] = record
    return best


def _judge(record: Contribution, case: Case, terms: Requirement, is_best: bool) -> JudgedRecord:
    amount = own_repository.amount(record, terms, case.journal.repository)
    failing = (
        (other_login.RULE, other_login.fails(record, case)),
        (without_links.RULE, without_links.fails(record)),
        (superseded.RULE, _usable(record, case) and not is_best),
        (own_repository.RULE, own_repository.fails(record, terms, case.journal.repository)),
        (outside_window.RULE, case.is_outside(record.date)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=record, day=record.date, amount=0 if reasons else amount, reasons=reasons)
