"""One requirement over all weeks: what was counted in each, and whether it was enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.model.commitment import Requirement
from generator.model.verdict import (
    JudgedAlternative,
    JudgedRecord,
    JudgedRequirement,
    RequirementVerdict,
)
from generator.rules.case import Case
from generator.rules.counting.activities import count_activities
from generator.rules.counting.contacts import count_contacts
from generator.rules.counting.contributions import count_contributions
from generator.rules.counting.judged import Counted
from generator.rules.counting.posts import count_posts
from generator.rules.crash import crash
from generator.rules.weeks.frame import WeekFrame, needed

# Kind of requirement → the kind of record that feeds it, as `Damage` names it.
FED_BY: Mapping[str, str] = {
    "contacts": "contacts",
    "posts": "posts",
    "contributions": "contributions",
    "activities": "activities",
    "any-of": "activities",
}

_COUNT: Mapping[str, Callable[[Case, Requirement], Counted]] = {
    "contacts": count_contacts,
    "posts": count_posts,
    "contributions": count_contributions,
}


class Tally(Struct, frozen=True):
    """A requirement with its records, sorted into weeks by the name of the week.

    `kinds` gives the kind of a design activity by path and line, and is empty for other records.
    """

    terms: Requirement
    by_week: Mapping[str, tuple[JudgedRecord, ...]]
    kinds: Mapping[tuple[str, int], str]
    found: tuple[Diagnostic, ...]
    crashed: bool = False


def tally_or_crash(case: Case, terms: Requirement) -> Tally:
    """`tally`, or nothing counted and a finding that names the requirement whose rules crashed.

    A bug in one rule must neither pass for a missed week nor hide what the other rules found.
    """
    try:
        return tally(case, terms)
    except Exception as error:  # a bug: it is named, fails the run and hides nothing
        return Tally(terms, {}, {}, (crash(terms.id, error, case),), crashed=True)


def tally(case: Case, terms: Requirement) -> Tally:
    """Count one requirement over the whole search."""
    kinds: dict[tuple[str, int], str] = {}
    if terms.kind in ("activities", "any-of"):
        counted, by_position = count_activities(case, terms)
        for position, kind in by_position.items():
            origin = counted.records[position].origin
            kinds[origin.path, origin.line] = kind
    else:
        counted = _COUNT[terms.kind](case, terms)
    by_week: dict[str, list[JudgedRecord]] = {}
    for record in counted.records:
        by_week.setdefault(case.week_of(record.day).name, []).append(record)
    sorted_in = {week: tuple(records) for week, records in by_week.items()}
    return Tally(terms, sorted_in, kinds, counted.found)


def judge_requirement(frame: WeekFrame, counts: Tally, case: Case) -> JudgedRequirement:
    """One requirement in one week, before the coach's decisions are heard."""
    terms = counts.terms
    records = counts.by_week.get(frame.week.name, ())
    alternatives = tuple(_alternatives(frame, terms, records, counts.kinds, case))
    if alternatives:
        asked, counted = 1, sum(alternative.met for alternative in alternatives)
    else:
        asked, counted = needed(frame, terms, case), _sum(records, terms, counts.kinds)
    return JudgedRequirement(
        id=terms.id,
        title=terms.title,
        needed=asked,
        counted=counted,
        verdict=_verdict(frame, terms, case, met=counted >= asked, crashed=counts.crashed),
        alternatives=alternatives,
        records=records,
    )


def _alternatives(
    frame: WeekFrame,
    terms: Requirement,
    records: Sequence[JudgedRecord],
    kinds: Mapping[tuple[str, int], str],
    case: Case,
) -> Iterable[JudgedAlternative]:
    for way in terms.of:
        yield JudgedAlternative(way.id, needed(frame, way, case), _sum(records, way, kinds))


def _sum(records: Iterable[JudgedRecord], terms: Requirement, kinds: Mapping[tuple[str, int], str]) -> int:
    return sum(
        record.amount
        for record in records
        if terms.activity is None or kinds.get((record.origin.path, record.origin.line)) == terms.activity
    )


def _verdict(
    frame: WeekFrame, terms: Requirement, case: Case, *, met: bool, crashed: bool
) -> RequirementVerdict:
    if not frame.enforced:
        return "not-enforced"
    if met:
        return "met"
    if frame.phase == "open":
        return "open"
    return "unknown" if crashed or _is_damaged(frame, terms, case) else "short"


def _is_damaged(frame: WeekFrame, terms: Requirement, case: Case) -> bool:
    """Whether something that could not be read may have held what is missing."""
    return any(
        damage.kind == "decisions"
        or (damage.kind == FED_BY[terms.kind] and (damage.day is None or damage.day in frame.week))
        for damage in case.journal.damaged
    )
