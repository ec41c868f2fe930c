"""What is due: one list, derived from the verdict, that status, forecast, calendar and report select from.

They choose and word its items; none of them decides what is due, or when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from generator.model.calendar import DAY, WEEK, week_of
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Requirement
from generator.model.contact import Contact
from generator.model.individuals import group_by_individual
from generator.model.offer import Offer
from generator.model.post import Post
from generator.model.verdict import Evaluation, JudgedObligation, JudgedRequirement, JudgedWeek, Standing
from generator.model.window import paused_days
from generator.rules.coaching import APPOINTMENTS
from generator.rules.counting.contacts import WITHOUT_FOLLOW_UP
from generator.rules.kinds import OBLIGATION, OBLIGATIONS

DueKind = Literal[
    "requirement",  # a week that has begun or is to come asks for more of something
    "offer",  # an answer to an employer
    "message",  # an answer to the coach
    "deliverable",
    "appointment",
    "review",  # a check-in, a review or a look at the goals that the terms want every so often
    "event",  # an internship or an introduction
    "follow-up",  # somebody met in person to whom nothing was sent since
    "next-step",  # what was planned with somebody
    "decision",  # a week fell short, and the coach has not answered it
]
OVER: frozenset[Standing] = frozenset({"hired", "ended", "fulfilled", "unfulfilled"})
"""Standings of a search that is over: nothing is required, and no follow-up makes a meeting count."""
REVIEWS = tuple(row.id for row in OBLIGATIONS if row.owed == "review")
"""Obligations whose cases are about a period of time, not a record."""

_COACHING: Mapping[str, DueKind] = {
    **dict.fromkeys(APPOINTMENTS, "appointment"),
    "deliverable": "deliverable",
    "internship": "event",
    "introduction": "event",
}
_DRAFT_DAYS = 28 * DAY
_Position = tuple[str, int, int]


class Due(Struct, frozen=True, kw_only=True):
    """One thing that is due.

    `subject` names it, the same on every day: `("week", "2026-W40", "contacts")`, `("offer-answer", path,
    line, column)`. It can be done since the day `since`; `by` is the last day on which it is in time. What is
    `late` can still be done; what cannot is not due. `missing` is how many a requirement still needs, and
    `counts` whether doing it now adds one to a week. `record` is what it is about: of a requirement the
    draft that would do. `week`, `requirement` and `case` are the verdicts that it follows from; the `week` of
    a follow-up is the one that stays open for it.
    """

    kind: DueKind
    subject: tuple[str, ...]
    since: dt.date
    by: dt.date
    missing: int = 0
    counts: bool = False
    late: bool = False
    record: Contact | Offer | Coaching | Post | None = None
    week: JudgedWeek | None = None
    requirement: JudgedRequirement | None = None
    case: JudgedObligation | None = None


def due(evaluation: Evaluation, commitment: Commitment) -> tuple[Due, ...]:
    """Everything that is due as of the evaluation's day, by its last day."""
    dues = [
        *_weeks(evaluation, commitment),
        *_obligations(evaluation),
        *_coaching(evaluation),
        *_people(evaluation, commitment),
        *_decisions(evaluation),
    ]
    return tuple(sorted(dues, key=lambda item: item.by))


def subject_of(case: JudgedObligation) -> tuple[str, ...]:
    """The identity of a case: its record, or its day if it is about a period."""
    if case.record is None:
        return case.id, str(case.due)
    return case.id, *map(str, case.origin.position)


def _weeks(evaluation: Evaluation, commitment: Commitment) -> Iterator[Due]:
    """What open weeks still need and future weeks will, except paused ones and exempt partial ones."""
    if evaluation.standing in OVER:
        return
    paused = paused_days(evaluation.pauses)
    for week in evaluation.weeks:
        is_upcoming = week.verdict == "upcoming"
        is_exempt = commitment.weeks.partial == "exempt" or paused.issuperset(week.week.days)
        if is_upcoming and week.partial and is_exempt:
            continue
        for requirement in week.requirements:
            missing = requirement.needed - requirement.counted
            is_to_come = is_upcoming and requirement.judged_here and missing > 0
            if requirement.verdict == "open" or is_to_come:
                terms = commitment.requirement(requirement.id)
                is_post = not is_upcoming and terms is not None and terms.kind == "posts"
                yield Due(
                    kind="requirement",
                    subject=("week", week.week.name, requirement.id),
                    since=requirement.month.starts if requirement.month else week.week.starts,
                    by=week.last_day,
                    missing=missing,
                    counts=True,
                    record=_draft(evaluation, week) if is_post else None,
                    week=week,
                    requirement=requirement,
                )


def _draft(evaluation: Evaluation, week: JudgedWeek) -> Post | None:
    """The newest draft, unless it is older than `_DRAFT_DAYS`."""
    drafts = [post for post in evaluation.journal.posts if post.draft]
    recent = [post for post in drafts if post.date.day >= week.week.starts - _DRAFT_DAYS]
    return max(recent, key=lambda post: (post.date.day, post.origin.path), default=None)


def _obligations(evaluation: Evaluation) -> Iterator[Due]:
    """Open obligations, and late ones that can still be done."""
    cases = evaluation.obligations
    answers = {case.origin.position: case.verdict for case in cases if case.id == "coach-answer"}
    running = [case for case in cases if case.id == "check-in"][-1:]
    for case in cases:
        kind = OBLIGATION[case.id].owed
        if kind is None or case.due is None:
            continue
        if case.id == "coach-silence" and answers.get(case.origin.position) in ("open", case.verdict):
            continue  # one message is one thing to do, by the day of its answer first
        record = case.record if isinstance(case.record, Offer | Coaching) else None
        late = case.verdict == "late" and _is_undone(case, record, evaluation, running)
        if case.verdict == "open" or late:
            yield Due(
                kind=kind,
                subject=subject_of(case),
                since=record.day if record else case.due,
                by=case.due,
                late=late,
                record=record,
                case=case,
            )


def _is_undone(
    case: JudgedObligation,
    record: Offer | Coaching | None,
    evaluation: Evaluation,
    running: list[JudgedObligation],
) -> bool:
    """Whether a late obligation is still to be done. A missed appointment is not: it is too late."""
    if case.id == "attendance":
        return False
    if case.id == "check-in":
        return case in running
    if case.id in REVIEWS:
        return case.id == "goal-review" or case.origin == evaluation.journal.portfolio.origin
    if isinstance(record, Offer):
        return record.answered is None
    return record is not None and record.answered is None and record.completed is None


def _coaching(evaluation: Evaluation) -> Iterator[Due]:
    """Future appointments and the like that are no obligation."""
    judged = {
        obligation.origin.position for obligation in evaluation.obligations if obligation.verdict == "open"
    }
    for record in evaluation.journal.coaching:
        kind = _COACHING.get(record.kind)
        is_ahead = record.date >= evaluation.as_of and not (record.attended or record.completed)
        if kind and is_ahead and record.origin.position not in judged:
            yield Due(
                kind=kind,
                subject=(record.kind, *map(str, record.origin.position)),
                since=record.date,
                by=record.date,
                record=record,
            )


def _people(evaluation: Evaluation, commitment: Commitment) -> Iterator[Due]:
    """People to write to: meetings that count after a follow-up, and planned next steps.

    Only the newest record of a person says what comes next: later records settle earlier ones. There is no
    age limit: a late follow-up still counts, on its own day.
    """
    as_of, first_weekday = evaluation.as_of, commitment.weeks.first_weekday
    meetings, weeks = _meetings(evaluation, commitment), _weeks_counted_in(evaluation)
    held = {contact.origin.position: week for week in evaluation.weeks for contact in week.awaits}
    for records in _by_person(evaluation.journal.contacts):
        latest = max(map(_noted, records))
        newest = [contact for contact in records if _noted(contact) == latest]
        counted = [weeks[record.origin.position] for record in records if record.origin.position in weeks]
        for contact in newest:
            terms = meetings.get(contact.origin.position)
            if terms is not None and _would_count(contact, counted, terms, as_of, first_weekday):
                by = contact.date + terms.follow_up_within_days * DAY
                week = held.get(contact.origin.position)
                yield _step("follow-up", contact, by, as_of, counts=True, week=week)
                break  # a second one with the same person would not count
        planned = [contact for contact in newest if contact.next_step is not None]
        for contact in planned[-1:]:
            if contact.next_step is not None:
                yield _step("next-step", contact, contact.next_step.on, as_of, counts=False)


def _step(
    kind: DueKind,
    contact: Contact,
    by: dt.date,
    as_of: dt.date,
    *,
    counts: bool,
    week: JudgedWeek | None = None,
) -> Due:
    return Due(
        kind=kind,
        subject=(kind, *map(str, contact.origin.position)),
        since=contact.date,
        by=by,
        counts=counts,
        late=as_of > by,
        record=contact,
        week=week,
    )


def _by_person(contacts: Sequence[Contact]) -> Iterable[Sequence[Contact]]:
    """The records of each individual, the oldest first."""
    return group_by_individual(sorted(contacts, key=lambda contact: (contact.date, contact.origin.position)))


def _noted(contact: Contact) -> dt.date:
    """The last day that a record mentions: its own, or that of the follow-up."""
    return max(contact.date, contact.follow_up or contact.date)


def _meetings(evaluation: Evaluation, commitment: Commitment) -> Mapping[_Position, Requirement]:
    """Meetings that only lack a follow-up, with the terms that would count them.

    None before the search begins and after it is over: then no follow-up makes a meeting count, but one that
    a week still waits for.
    """
    window = evaluation.window
    if window is None or evaluation.standing in OVER:
        return {}
    awaited = {contact.origin.position for week in evaluation.weeks for contact in week.awaits}
    only_follow_up = (WITHOUT_FOLLOW_UP.name,)
    meetings: dict[_Position, Requirement] = {}
    for week in evaluation.weeks:
        for requirement in week.requirements:
            terms = commitment.requirement(requirement.id)
            alternatives = terms.ways if terms else ()
            for counting in [alternative for alternative in alternatives if alternative.kind == "contacts"][
                :1
            ]:
                for record in requirement.records:
                    counts_today = evaluation.as_of in window or record.origin.position in awaited
                    if counts_today and record.reasons == only_follow_up:
                        meetings.setdefault(record.origin.position, counting)
    return meetings


def _weeks_counted_in(evaluation: Evaluation) -> Mapping[_Position, dt.date]:
    """Records that count → the first day of the week in which they do."""
    return {
        record.origin.position: week.week.starts
        for week in evaluation.weeks
        for requirement in week.requirements
        for record in requirement.records
        if record.counted
    }


def _would_count(
    contact: Contact, counted: Sequence[dt.date], terms: Requirement, as_of: dt.date, first_weekday: int
) -> bool:
    """Whether a message sent today makes a meeting count: not if the individual counts already.

    In time, it counts in the week of the meeting; later, in that of the message. `counted` are the first
    days of the weeks in which the individual counts.
    """
    is_late = as_of > contact.date + terms.follow_up_within_days * DAY
    starts = week_of(as_of if is_late else contact.date, first_weekday).starts
    return not any(0 * DAY <= starts - week <= terms.repeat_after_weeks * WEEK for week in counted)


def _decisions(evaluation: Evaluation) -> Iterator[Due]:
    """Short weeks without a decision of the coach: they fail the build until there is one.

    After the window a waiver can still fulfil a search; once it has ended, no decision is due.
    """
    if evaluation.standing in ("hired", "ended"):
        return
    for week in evaluation.weeks:
        if any(
            requirement.verdict == "short" and not requirement.acknowledged
            for requirement in week.requirements
        ):
            since = week.week.ends + DAY
            yield Due(
                kind="decision",
                subject=("decision", week.week.name),
                since=since,
                by=since,
                late=True,
                week=week,
            )
