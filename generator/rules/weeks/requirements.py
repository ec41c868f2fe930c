"""Weekly requirements: counted over the whole search, then judged week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic
from generator.model.calendar import DAY
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.verdict import (
    JudgedAlternative,
    JudgedRecord,
    JudgedRequirement,
    RequirementVerdict,
)
from generator.rules.context import RuleContext
from generator.rules.counting.applications import WITHOUT_PLACE
from generator.rules.counting.contacts import WITHOUT_FOLLOW_UP
from generator.rules.counting.result import Taken
from generator.rules.kinds import REQUIREMENT
from generator.rules.rule import crash_finding
from generator.rules.weeks.week_frame import MonthFrame, WeekFrame, month_frames, needed

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
    def taken(self) -> Taken:
        """The records that it counts and does not share."""
        return frozenset(
            record.origin.position
            for way in self.ways
            if not way.terms.shared
            for records in way.by_week.values()
            for record in records
            if record.counted
        )

    @property
    def weeks(self) -> frozenset[str]:
        """The names of all weeks with records."""
        return frozenset(week for way in self.ways for week in way.by_week)


def count_requirements(context: RuleContext) -> list[RequirementCount]:
    """Count what the programme asks for, in its order.

    No record counts for two requirements: the first in the commitment file that counts it keeps it. Those
    with `shared` take part on neither side, and alternatives of one requirement don't compete.
    """
    counts: dict[str, RequirementCount] = {}
    taken: set[tuple[str, int, int]] = set()
    asked = context.programme.requirements
    for terms in context.commitment.requirements:
        if terms.id in asked:
            counts[terms.id] = counted = _count_or_crash(context, terms, frozenset(taken))
            taken |= counted.taken
    return [counts[name] for name in asked if name in counts]


def _count_or_crash(context: RuleContext, terms: Requirement, taken: Taken) -> RequirementCount:
    """Count a requirement; if its rules crash, return an empty count and a finding.

    A bug in one rule must not look like a missed week or hide the findings of other rules.
    """
    try:
        return _count_requirement(context, terms, taken)
    except Exception as error:  # a bug: it is named, fails the run and hides nothing
        return RequirementCount(terms, (), (crash_finding(terms.id, error, context),), crashed=True)


def _count_requirement(context: RuleContext, terms: Requirement, taken: Taken) -> RequirementCount:
    """Count a requirement over the whole search."""
    by_kind: dict[str, list[Requirement]] = {}
    for way in terms.ways:
        by_kind.setdefault(way.kind, []).append(way)
    parts: dict[str, Sequence[JudgedRecord]] = {}
    diagnostics: list[Diagnostic] = []
    for kind, of_kind in by_kind.items():
        counted, findings = REQUIREMENT[kind].count(context, terms.id, of_kind, taken)
        diagnostics.extend(findings)
        parts |= {way.id: part for way, part in zip(of_kind, counted, strict=True)}
    ways = tuple(Alternative(way, _by_week(parts[way.id], context)) for way in terms.ways)
    return RequirementCount(terms, ways, tuple(diagnostics))


def _by_week(records: Iterable[JudgedRecord], context: RuleContext) -> ByWeek:
    by_week: dict[str, list[JudgedRecord]] = {}
    for record in records:
        by_week.setdefault(context.week_of(record.day).name, []).append(record)
    return {week: tuple(records) for week, records in by_week.items()}


def await_follow_ups(
    context: RuleContext, frames: Sequence[WeekFrame], counts: Sequence[RequirementCount]
) -> tuple[WeekFrame, ...]:
    """The weeks; one short of contacts stays open while a meeting of its last days can be followed up.

    A follow-up within `follow_up_within_days` counts in the week of the meeting, so that the week of a
    Sunday's meeting is not over on Monday, if such meetings would make up the number.
    """
    months = month_frames(frames)
    held: dict[str, WeekFrame] = {}
    for frame in frames:
        if frame.phase == "closed" and frame.enforced:
            for each in counts:
                if (longer := _held_open(context, frame, months[frame.week.name], each)) is not None:
                    held.setdefault(frame.week.name, longer)
    return tuple(held.get(frame.week.name, frame) for frame in frames)


def _held_open(
    context: RuleContext, frame: WeekFrame, month: MonthFrame, counts: RequirementCount
) -> WeekFrame | None:
    """The week held open for the meetings that would meet the requirement; None if there are none."""
    waiting = [
        (record.record, record.record.date + way.terms.follow_up_within_days * DAY)
        for way in counts.ways
        if way.terms.kind == "contacts"
        for record in way.by_week.get(frame.week.name, ())
        if record.reasons == (WITHOUT_FOLLOW_UP.name,) and isinstance(record.record, Contact)
    ]
    waiting = [(meeting, last) for meeting, last in waiting if last >= context.as_of]
    if not waiting or judge_requirement(frame, month, counts, context).verdict == "met":
        return None
    for last in sorted({last for _, last in waiting}, reverse=True):
        meetings = [meeting for meeting, until in waiting if until >= last]
        followed = _followed_up(context, meetings)
        again = next(one for one in count_requirements(followed) if one.terms == counts.terms)
        if judge_requirement(frame, month, again, followed).verdict == "met":
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


def judge_requirement(
    frame: WeekFrame, month: MonthFrame, counts: RequirementCount, context: RuleContext
) -> JudgedRequirement:
    """Judge a requirement in one week of a month, without the coach's decisions.

    One per month is judged in the month's last week that anything is asked of, over all of the month; the
    weeks before show how far it has come.
    """
    terms, week = counts.terms, frame.week.name
    is_monthly = terms.per == "month"
    period = month if is_monthly else frame
    weeks = _weeks_up_to(frame, month) if is_monthly else [week]
    alternatives = tuple(
        JudgedAlternative(way.terms.id, needed(period, way.terms, context), _count(way.terms, [way], weeks))
        for way in counts.ways
        if terms.of and not terms.together
    )
    if alternatives:
        asked, counted = 1, sum(alternative.met for alternative in alternatives)
    else:
        asked = needed(period, terms, context)
        counted = _count(terms, counts.ways, weeks)
    judged_here = not is_monthly or _is_judged(frame, month, context)
    return JudgedRequirement(
        id=terms.id,
        title=terms.title,
        needed=asked,
        counted=counted,
        verdict=_verdict(
            frame,
            counts,
            period,
            context,
            enforced=frame.enforced and judged_here,
            met=counted >= asked,
        ),
        month=month.span if is_monthly else None,
        judged_here=judged_here,
        alternatives=alternatives,
        records=counts.records(week),
    )


def _weeks_up_to(frame: WeekFrame, month: MonthFrame) -> list[str]:
    """The weeks of a month up to this one; all of it in the week that it is judged in."""
    is_whole = frame.week.name == month.judged_in
    return [one.week.name for one in month.frames if is_whole or one.week.starts <= frame.week.starts]


def _is_judged(frame: WeekFrame, month: MonthFrame, context: RuleContext) -> bool:
    is_exempt = month.partial and context.commitment.weeks.partial == "exempt"
    return frame.week.name == month.judged_in and not is_exempt


def _count(terms: Requirement, ways: Iterable[Alternative], weeks: Sequence[str]) -> int:
    """How much the weeks have: what each record adds, or the days with a record that adds anything.

    Of ways that are added up, a record adds to the first that counts it.
    """
    amounts: dict[tuple[str, int, int], int] = {}
    days: set[dt.date] = set()
    for record in (record for way in ways for week in weeks for record in way.by_week.get(week, ())):
        if record.amount > 0:
            amounts.setdefault(record.origin.position, record.amount)
            days.add(record.day)
    return len(days) if terms.count == "days" else sum(amounts.values())


def _verdict(
    frame: WeekFrame,
    counts: RequirementCount,
    period: WeekFrame | MonthFrame,
    context: RuleContext,
    *,
    enforced: bool,
    met: bool,
) -> RequirementVerdict:
    if not enforced:
        return "not-enforced"
    if met:
        return "met"
    if frame.phase == "open":
        return "open"
    return "unknown" if counts.crashed or _may_be_unreadable(counts, period, context) else "short"


def _may_be_unreadable(
    counts: RequirementCount, period: WeekFrame | MonthFrame, context: RuleContext
) -> bool:
    """Whether what is not here may contain all that is missing, or a decision on it.

    That is what could not be read, and what was done before the records here begin.
    """
    first, since = _first_day(period), context.journal.portfolio.search.records_since
    if since is not None and first < since:
        return True
    if any(lost.kind == "decisions" for lost in context.journal.unreadable):
        return True
    if counts.terms.of and not counts.terms.together:
        return any(_may_fill(way.terms, [way], period, context) for way in counts.ways)
    return _may_fill(counts.terms, counts.ways, period, context)


def _first_day(period: WeekFrame | MonthFrame) -> dt.date:
    return period.span.starts if isinstance(period, MonthFrame) else period.week.starts


def _may_fill(
    terms: Requirement, ways: Sequence[Alternative], period: WeekFrame | MonthFrame, context: RuleContext
) -> bool:
    """Whether the unreadable records of a week or month would meet `terms`, each of them with one place.

    A file may hold any number of records, and a record of contributions any number of these. A record that
    was read in part and counts already fills no other place. Where local jobs are asked for, an application
    that does not say where its job is may be for one. Where only fetched contributions count, a week
    of which nothing was fetched may have any number.
    """
    fed_by = {kind.name for way in ways for kind in REQUIREMENT[way.terms.kind].record_kinds}
    weeks = (
        [frame.week.name for frame in period.frames] if isinstance(period, MonthFrame) else [period.week.name]
    )
    span = period.span if isinstance(period, MonthFrame) else period.week
    records = [record for way in ways for week in weeks for record in way.by_week.get(week, ())]
    counted = {record.origin.position for record in records if record.counted}
    if terms.trust == "fetched" and not all(_is_fetched(ways, week) for week in weeks):
        return True
    missing = needed(period, terms, context) - _count(terms, ways, weeks)
    missing -= sum(record.reasons == (WITHOUT_PLACE.name,) for record in records)
    for lost in context.journal.unreadable:
        if lost.kind not in fed_by or not (lost.day is None or span.starts <= lost.day <= span.ends):
            continue
        if lost.records is None or (lost.kind == "contributions" and terms.count != "days"):
            return True
        if lost.position not in counted:
            missing -= lost.records
    return missing <= 0


def _is_fetched(ways: Sequence[Alternative], week: str) -> bool:
    """Whether this machine fetched a week: what it fetched has a record even if nothing was done."""
    records = (record.record for way in ways for record in way.by_week.get(week, ()))
    return any(isinstance(record, Contribution) and record.receipt is not None for record in records)
