"""What is due, for calendars: iCalendar (RFC 5545), all-day events in the graduate's own days.

An event keeps its UID when its record is edited or other records are added around it, so that
importing the file again moves and rewords events and doubles none. There are no alarms: those are for
whoever imports it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from icalendar import Calendar, Event

from generator.core.text import isolate, listed
from generator.exchange.words import Key, known_by, midnight, one_line, text, uid
from generator.render.report.pipeline import waiting
from generator.render.report.text import plain
from generator.views.coach import CoachingRow, ContactRow, ObligationRow, ReportView, RequirementRow, WeekRow

_OVER = ("hired", "ended", "fulfilled", "unfulfilled")
# A message that is not answered is due by `coach-answer` already; a record that was logged late is
# past mending.
_NOT_DUE = ("coach-silence", "logged-promptly")
_TASKS = {"offer-answer": "Answer the offer", "coach-answer": "Answer your coach"}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due on `day`. `key` is what it is known by, `more` lines that say more.

    In `where` stand the path and line of its record, None for a week.
    """

    key: str
    where: tuple[str, int] | None
    day: dt.date
    what: str
    more: tuple[str, ...] = ()


def calendar(view: ReportView) -> bytes:
    """All that is ahead, by day, as one calendar; the same bytes for the same view."""
    made = Calendar()
    made.add("prodid", f"-//weekproof//{one_line(view.generator)}//EN")
    made.add("version", "2.0")
    name = f"Job search: {isolate(one_line(view.name))}"
    made.add("name", name)
    made.add("x-wr-calname", name)
    keys = known_by(view)
    for due in dues(view):
        made.add_component(_event(due, view, keys))
    return bytes(made.to_ical())


def dues(view: ReportView) -> list[Due]:
    """Week ends, appointments, deliverables, answers, next steps, follow-ups: what is ahead, in order."""
    found = [*_weeks(view), *_coaching(view), *_obligations(view), *_next_steps(view), *_follow_ups(view)]
    return sorted(found, key=lambda due: (due.day, due.key, due.where or ("", 0)))


def _event(due: Due, view: ReportView, keys: Mapping[tuple[str, int], Key]) -> Event:
    event = Event()
    place = () if due.where is None else keys.get(due.where, due.where)
    event.add("uid", uid(view, due.key, *place))
    event.add("dtstamp", midnight(view.as_of))
    event.add("dtstart", due.day)  # without an end it takes the one day
    event.add("summary", due.what)
    event.add("description", "\n".join((one_line(view.name), *due.more)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day with something due is no day that is taken
    return event


def _weeks(view: ReportView) -> Iterator[Due]:
    if view.standing in _OVER:
        return
    for week in view.weeks:
        asked = _asked(week, view)
        if asked:
            told = [f"{isolate(one_line(one.title))} {one.counted} of {one.needed}" for one in asked]
            what = f"{week.week} ends: {listed(told)}"
        elif week.verdict == "met" and week.ends >= view.as_of:
            # It may stand in a calendar already, from the time when something was missing.
            what = f"{week.week} ends: all is there"
        else:
            continue
        yield Due(f"week {week.week}", None, week.ends, what, (f"Week {week.number}",))


def _asked(week: WeekRow, view: ReportView) -> list[RequirementRow]:
    """What is missing in an open week; what will be asked in one to come."""
    if week.verdict == "open":
        return [one for one in week.requirements if one.verdict == "open"]
    if week.verdict != "upcoming" or _is_exempt(week, view):
        return []
    return [one for one in week.requirements if one.counted < one.needed]


def _is_exempt(week: WeekRow, view: ReportView) -> bool:
    """Whether a week to come is cut by an end of the window or by a pause: then nothing is enforced."""
    window = view.window
    if window is None or week.starts < window.start or week.ends > window.end:
        return True
    return any(pause.first <= week.ends and week.starts <= pause.last for pause in view.pauses)


def _coaching(view: ReportView) -> Iterator[Due]:
    for row in _ahead(view):
        what = one_line(row.title) or plain(row.kind)
        label = f"{plain(row.kind).capitalize()}: {isolate(what)}" if row.title else what.capitalize()
        at = (isolate(one_line(row.employer)),) if row.employer else ()
        yield Due(row.kind, (row.path, row.line), row.date, label, (*at, *_notes(row.notes)))


def _ahead(view: ReportView) -> list[CoachingRow]:
    return [
        row
        for row in view.coaching
        if row.kind != "message" and row.date >= view.as_of and not (row.attended or row.completed)
    ]


def _obligations(view: ReportView) -> Iterator[Due]:
    told = {(row.path, row.line) for row in _ahead(view)}
    for case in view.obligations:
        if case.verdict != "open" or case.due is None or case.id in _NOT_DUE:
            continue
        if (case.path, case.line) not in told:
            yield Due(case.id, (case.path, case.line), case.due, _task(case))


def _task(case: ObligationRow) -> str:
    words = isolate(one_line(case.label))
    return f"{_TASKS[case.id]}: {words}" if case.id in _TASKS else words


def _next_steps(view: ReportView) -> Iterator[Due]:
    for row in view.contacts:
        if row.next_step_on is None or row.next_step_on < view.as_of:
            continue
        who = _who(row)
        what = isolate(one_line(row.next_step)) or "Next step"
        told = f"{what} ({isolate(who)})" if who else what
        yield Due("next-step", (row.path, row.line), row.next_step_on, told, _notes(row.summary))


def _follow_ups(view: ReportView) -> Iterator[Due]:
    """Messages after meetings: due the next day, and when that is over today, until they are sent.

    Where a next step is planned with the person, that says it already.
    """
    if view.standing in _OVER:
        return
    for row in waiting(view):
        if row.next_step_on is None or row.next_step_on < view.as_of:
            day = max(view.as_of, row.date + dt.timedelta(days=1))
            what = f"Send a follow-up: {isolate(_who(row) or 'a person met')}"
            yield Due("follow-up", (row.path, row.line), day, what, _notes(row.summary))


def _who(row: ContactRow) -> str:
    name = " ".join(filter(None, (one_line(row.first_name), one_line(row.last_name))))
    return ", ".join(filter(None, (name, one_line(row.employer))))


def _notes(words: str) -> tuple[str, ...]:
    return (text(words),) if words.strip() else ()
