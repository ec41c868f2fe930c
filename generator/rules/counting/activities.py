"""Design activities: which count, as which alternative, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping

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
from generator.rules.counting.judged import Counted, in_order, reasons_told
from generator.rules.posts.address_reused import same_address
from generator.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    without_link.RULE,
    own_specialization.RULE,
    page_not_approved.RULE,
    link_reused.RULE,
    outside_window.RULE,
)


def count_activities(case: Case, terms: Requirement) -> tuple[Counted, Mapping[int, str]]:
    """Every design activity, judged, and for each record's line and path which kind it is of.

    `terms` is a requirement of kind `activities`, or an `any-of` of such. The mapping goes from the
    position of a record to its `kind`.
    """
    activities = sorted(case.journal.activities, key=lambda a: (a.date, a.origin.path, a.origin.line))
    alternatives = terms.of or (terms,)
    by_kind = {alternative.activity: alternative for alternative in alternatives}
    judged: list[JudgedRecord] = []
    used: set[str] = set()
    for activity in activities:
        record = _judge(activity, case, by_kind.get(activity.kind, terms), used)
        if record.counted and activity.evidence:
            used.add(same_address(activity.evidence))
        judged.append(record)
    records = in_order(judged)
    found = reasons_told(records, RULES, case, terms.id)
    return Counted(records, tuple(found)), {n: activity.kind for n, activity in enumerate(activities)}


def _judge(activity: Activity, case: Case, terms: Requirement, used: set[str]) -> JudgedRecord:
    failing = [
        (without_link.RULE, without_link.fails(activity)),
        (own_specialization.RULE, own_specialization.fails(activity, case)),
        (page_not_approved.RULE, page_not_approved.fails(activity, terms)),
        (outside_window.RULE, case.is_outside(activity.date)),
    ]
    link = activity.evidence
    is_link = link is not None and without_link.is_evidence(link)
    failing.append((link_reused.RULE, is_link and same_address(link or "") in used))
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(
        origin=activity.origin,
        date=activity.date,
        day=activity.date,
        label=activity.label,
        amount=0 if reasons else 1,
        reasons=reasons,
    )
