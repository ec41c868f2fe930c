"""Design activities: which count, towards which way, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.activity import Activity
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedRecord
from generator.rules import outside_window
from generator.rules.activities import (
    link_reused,
    own_specialization,
    page_not_approved,
    without_link,
)
from generator.rules.case import Case
from generator.rules.counting.judged import Counted, reasons_told
from generator.rules.posts.address_reused import same_address
from generator.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    without_link.RULE,
    own_specialization.RULE,
    page_not_approved.RULE,
    link_reused.RULE,
    outside_window.RULE,
)


def count_activities(
    case: Case, requirement: str, ways: Sequence[Requirement]
) -> tuple[Counted, Mapping[str | None, Sequence[JudgedRecord]]]:
    """Every design activity that goes towards one of `ways`, judged; and the same by kind.

    A way without `activity` takes activities of every kind, under the key None. Activities of a kind
    that no way asks for are not looked at.
    """
    by_kind: dict[str | None, list[JudgedRecord]] = {way.activity: [] for way in ways}
    terms_of = {way.activity: way for way in ways}
    records: list[JudgedRecord] = []
    used: set[str] = set()
    for activity in sorted(case.journal.activities, key=lambda a: (a.date, a.origin.position)):
        key = activity.kind if activity.kind in by_kind else None
        if key not in by_kind:
            continue
        record = _judge(activity, case, terms_of[key], used)
        if record.counted and activity.evidence:
            used.add(_work(activity.evidence))
        records.append(record)
        by_kind[key].append(record)
    judged = tuple(records)
    return Counted(judged, tuple(reasons_told(judged, RULES, case, requirement))), by_kind


def _work(link: str) -> str:
    """What tells one piece of work from another: several may stand on one page, each at an anchor."""
    return same_address(link, keep_fragment=True)


def _judge(activity: Activity, case: Case, terms: Requirement, used: set[str]) -> JudgedRecord:
    link = activity.evidence
    is_link = link is not None and without_link.is_evidence(link)
    failing = (
        (without_link.RULE, without_link.fails(activity)),
        (own_specialization.RULE, own_specialization.fails(activity, case)),
        (page_not_approved.RULE, page_not_approved.fails(activity, terms)),
        (outside_window.RULE, case.is_outside(activity.date)),
        (link_reused.RULE, is_link and _work(link or "") in used),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=activity, day=activity.date, amount=0 if reasons else 1, reasons=reasons)
