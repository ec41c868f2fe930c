"""Weekly requirements: counted over the whole search, then judged week by week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic
from generator.model.calendar import DAY
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.verdict import JudgedAlternative, JudgedRecord, JudgedRequirement, RequirementVerdict
from generator.rules.context import RuleContext
from generator.rules.counting.contacts import WITHOUT_FOLLOW_UP
from generator.rules.kinds import REQUIREMENT
from generator.rules.rule import crash_finding
from generator.rules.weeks.week_frame import WeekFrame, needed

ByWeek = Mapping[str, tuple[JudgedRecord, ...]]
"""Week name → the records whose counting day is in the week, in order."""


class Alternative(Struct, frozen=True):
    """One way to meet a requirement, with its records."""

    terms: Requirement
    by_week: ByWeek


class RequirementCount(Struct, frozen=True):
    """A counted requirement. `ways` is the requirement itself, or the alternatives of an `any-of`."""

    terms: Requirement
    ways: tuple[Alternative, ...]
    diagnostics: tuple[Diagnostic, ...]
    crashed: bool = False

    def records(self, week: str) -> tuple[JudgedRecord, ...]:
        """All records of a week, sorted by day and location."""
        records = [record for way in self.ways for record in way.by_week.get(week, ())]
        return tuple(sorted(records, key=lambda r: (r.day, r.origin.position)))

    @property
    def weeks(self) -> frozenset[str]:
        """The names of all weeks with records."""
        return frozenset(week for way in self.ways for week in way.by_week)


def count_or_crash(context: RuleContext, terms: Requirement) -> RequirementCount:
    """Count a requirement; if its rules crash, return an empty count and a finding.

    A bug in one rule must not look like a missed week or hide the findings of other rules.
    """
    try:
        return count_requirement(context, terms)
    except Exception as error:  # a bug: it is named, fails the run and hides nothing
        return RequirementCount(terms, (), (crash_finding(terms.id, error, context),), crashed=True)


def count_requirement(context: RuleContext, terms: Requirement) -> RequirementCount:
    """Count a requirement over the whole search."""
    by_kind: dict[str, list[Requirement]] = {}
    for way in terms.of or (terms,):
        by_kind.setdefault(way.kind, []).append(way)
    ways: list[Alternative] = []
    diagnostics: list[Diagnostic] = []
    for kind, of_kind in by_kind.items():
        counted, findings = REQUIREMENT[kind].count(context, terms.id, of_kind)
        diagnostics.extend(findings)
        ways += [
            Alternative(way, _by_week(part, context)) for way, part in zip(of_kind, counted, strict=True)
        ]
    order = [way.id for way in terms.of or (terms,)]
    return RequirementCount(
        terms, tuple(sorted(ways, key=lambda way: order.index(way.terms.id))), tuple(diagnostics)
    )


def _by_week(records: Iterable[JudgedRecord], context: RuleContext) -> ByWeek:
    by_week: dict[str, list[JudgedRecord]] = {}
    for record in records:
        by_week.setdefault(context.week_of(record.day).name, []).append(record)
    return {week: tuple(records) for week, records in by_week.items()}


def await_follow_ups(
    context: RuleContext, frames: Iterable[WeekFrame], counts: Sequence[RequirementCount]
) -> Iterator[WeekFrame]:
    """The weeks; one short of contacts stays open while a meeting of its last days can be followed up.

    A follow-up within `follow_up_within_days` counts in the week of the meeting, so that the week of a
    Sunday's meeting is not over on Monday, if such meetings would make up the number.
    """
    for frame in frames:
        held = None
        if frame.phase == "closed" and frame.enforced:
            held = next(
                (held for each in counts if (held := _held_open(context, frame, each)) is not None), None
            )
        yield held or frame


def _held_open(context: RuleContext, frame: WeekFrame, counts: RequirementCount) -> WeekFrame | None:
    """The week held open for the meetings that would meet the requirement; None if there are none."""
    waiting = [
        (record.record, record.record.date + way.terms.follow_up_within_days * DAY)
        for way in counts.ways
        if way.terms.kind == "contacts"
        for record in way.by_week.get(frame.week.name, ())
        if record.reasons == (WITHOUT_FOLLOW_UP.name,) and isinstance(record.record, Contact)
    ]
    waiting = [(meeting, last) for meeting, last in waiting if last >= context.as_of]
    if not waiting or _is_met(context, frame, counts):
        return None
    for last in sorted({last for _, last in waiting}, reverse=True):
        meetings = [meeting for meeting, until in waiting if until >= last]
        followed = _followed_up(context, meetings)
        if _is_met(followed, frame, count_or_crash(followed, counts.terms)):
            return replace(frame, phase="open", closes=last, awaits=tuple(meetings))
    return None


def _followed_up(context: RuleContext, meetings: Sequence[Contact]) -> RuleContext:
    """The context as if each of the meetings had been followed up today."""
    positions = {meeting.origin.position for meeting in meetings}
    contacts = tuple(
        replace(contact, follow_up=context.as_of) if contact.origin.position in positions else contact
        for contact in context.journal.contacts
    )
    return replace(context, journal=replace(context.journal, contacts=contacts))


def _is_met(context: RuleContext, frame: WeekFrame, counts: RequirementCount) -> bool:
    return judge_requirement(frame, counts, context).verdict == "met"


def judge_requirement(frame: WeekFrame, counts: RequirementCount, context: RuleContext) -> JudgedRequirement:
    """Judge a requirement in one week, without the coach's decisions."""
    terms, week = counts.terms, frame.week.name
    alternatives = tuple(
        JudgedAlternative(way.terms.id, needed(frame, way.terms, context), _count_in_week(way, week))
        for way in counts.ways
        if terms.of
    )
    if terms.of:
        asked, counted = 1, sum(alternative.met for alternative in alternatives)
    else:
        asked, counted = needed(frame, terms, context), sum(_count_in_week(way, week) for way in counts.ways)
    return JudgedRequirement(
        id=terms.id,
        title=terms.title,
        needed=asked,
        counted=counted,
        verdict=_verdict(frame, counts, context, met=counted >= asked),
        alternatives=alternatives,
        records=counts.records(week),
    )


def _count_in_week(way: Alternative, week: str) -> int:
    return sum(record.amount for record in way.by_week.get(week, ()))


def _verdict(
    frame: WeekFrame, counts: RequirementCount, context: RuleContext, *, met: bool
) -> RequirementVerdict:
    if not frame.enforced:
        return "not-enforced"
    if met:
        return "met"
    if frame.phase == "open":
        return "open"
    return "unknown" if counts.crashed or _may_be_unreadable(frame, counts, context) else "short"


def _may_be_unreadable(frame: WeekFrame, counts: RequirementCount, context: RuleContext) -> bool:
    """Whether what could not be read may contain all that is missing, or a decision on it."""
    if any(lost.kind == "decisions" for lost in context.journal.unreadable):
        return True
    counted = {record.origin.position for record in counts.records(frame.week.name) if record.counted}
    return any(_may_fill(way, frame, counted, context) for way in counts.ways)


def _may_fill(
    way: Alternative, frame: WeekFrame, counted: set[tuple[str, int, int]], context: RuleContext
) -> bool:
    """Whether the unreadable records of this week would meet `way`, each of them with one place.

    A file may hold any number of records, and a record of contributions any number of these. A record that
    was read in part and counts already fills no other place.
    """
    fed_by = {kind.name for kind in REQUIREMENT[way.terms.kind].record_kinds}
    missing = needed(frame, way.terms, context) - _count_in_week(way, frame.week.name)
    for lost in context.journal.unreadable:
        if lost.kind not in fed_by or (lost.day is not None and lost.day not in frame.week):
            continue
        if lost.records is None or lost.kind == "contributions":
            return True
        if lost.position not in counted:
            missing -= lost.records
    return missing <= 0
