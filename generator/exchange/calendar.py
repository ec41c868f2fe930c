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
from generator.render.report.text import plain
from generator.views.coach import CoachingRow, ContactRow, DueRow, ObligationRow, ReportView

_OVER = ("hired", "ended", "fulfilled", "unfulfilled")
_TASKS = {
    "offer-answer": "Answer the offer",
    "coach-answer": "Answer your coach",
    "coach-silence": "Answer your coach",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on `day`. `key` is what it is known by, `more` lines that say more.

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
    for entry in entries(view):
        made.add_component(_event(entry, view, keys))
    return bytes(made.to_ical())


def entries(view: ReportView) -> list[Entry]:
    """What lies ahead of all that is due, in order; of what is late the messages after meetings alone.

    Those are due today until they are sent. Other things that were not done in time have their day in the
    calendar already.
    """
    found = [*_weeks(view), *_duties(view), *_next_steps(view), *_follow_ups(view)]
    return sorted(found, key=lambda entry: (entry.day, entry.key, entry.where or ("", 0)))


def _event(entry: Entry, view: ReportView, keys: Mapping[tuple[str, int], Key]) -> Event:
    event = Event()
    place = () if entry.where is None else keys.get(entry.where, entry.where)
    event.add("uid", uid(view, entry.key, *place))
    event.add("dtstamp", midnight(view.as_of))
    event.add("dtstart", entry.day)  # without an end it takes the one day
    event.add("summary", entry.what)
    event.add("description", "\n".join((one_line(view.name), *entry.more)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day with something due is no day that is taken
    return event


def _weeks(view: ReportView) -> Iterator[Entry]:
    """The last day of each week that needs something, and of each that has all and may have needed it."""
    asked: dict[str, list[DueRow]] = {}
    for one in _of(view, "requirement"):
        asked.setdefault(one.subject[1], []).append(one)
    for week in view.weeks:
        needs = asked.get(week.week, [])
        rows = {row.id: row for row in week.requirements}
        if needs:
            missing = [rows[one.subject[2]] for one in needs]
            told = [f"{isolate(one_line(row.title))} {row.counted} of {row.needed}" for row in missing]
            day = needs[0].by
            what = f"{week.week} {'closes' if day > week.ends else 'ends'}: {listed(told)}"
        elif week.verdict == "met" and week.ends >= view.as_of and view.standing not in _OVER:
            # It may stand in a calendar already, from the time when something was missing.
            day, what = week.last_day, f"{week.week} ends: all is there"
        else:
            continue
        yield Entry(f"week {week.week}", None, day, what, (f"Week {week.number}",))


def _of(view: ReportView, *kinds: str) -> list[DueRow]:
    return [one for one in view.due if one.kind in kinds]


def _duties(view: ReportView) -> Iterator[Entry]:
    """Appointments, things to hand in, answers and reviews; what is ahead has the words of its record."""
    rows = {(row.path, row.line): row for row in view.coaching if row.kind != "message"}
    cases = {(case.id, case.path, case.line): case for case in view.obligations}
    reviews = {(case.id, str(case.due)): case for case in view.obligations}
    for one in _of(view, "appointment", "deliverable", "event", "offer", "message", "review"):
        if one.late:
            continue
        case = reviews[one.subject[0], one.subject[1]] if one.kind == "review" else None
        row = None if case else rows.get(one.where)
        if row is not None:
            yield _of_record(row, one.by)
        else:
            case = case or cases[one.subject[0], *one.where]
            yield Entry(case.id, (case.path, case.line), one.by, _task(case))


def _of_record(row: CoachingRow, day: dt.date) -> Entry:
    what = one_line(row.title) or plain(row.kind)
    label = f"{plain(row.kind).capitalize()}: {isolate(what)}" if row.title else what.capitalize()
    at = (isolate(one_line(row.employer)),) if row.employer else ()
    return Entry(row.kind, (row.path, row.line), day, label, (*at, *_notes(row.notes)))


def _task(case: ObligationRow) -> str:
    words = isolate(one_line(case.label))
    return f"{_TASKS[case.id]}: {words}" if case.id in _TASKS else words


def _next_steps(view: ReportView) -> Iterator[Entry]:
    rows = _contacts(view)
    for one in _of(view, "next-step"):
        if one.late:
            continue
        row = rows[one.where]
        who = _who(row)
        what = isolate(one_line(row.next_step)) or "Next step"
        told = f"{what} ({isolate(who)})" if who else what
        yield Entry("next-step", one.where, one.by, told, _notes(row.summary))


def _follow_ups(view: ReportView) -> Iterator[Entry]:
    """Messages after meetings: due on their last day in time, and when that is over today, until sent.

    Where a next step is planned with the person, that says it already.
    """
    rows = _contacts(view)
    planned = {one.where for one in _of(view, "next-step") if not one.late}
    for one in _of(view, "follow-up"):
        if one.where not in planned:
            row = rows[one.where]
            what = f"Send a follow-up: {isolate(_who(row) or 'a person met')}"
            yield Entry("follow-up", one.where, max(view.as_of, one.by), what, _notes(row.summary))


def _contacts(view: ReportView) -> Mapping[tuple[str, int], ContactRow]:
    return {(row.path, row.line): row for row in view.contacts}


def _who(row: ContactRow) -> str:
    name = " ".join(filter(None, (one_line(row.first_name), one_line(row.last_name))))
    return ", ".join(filter(None, (name, one_line(row.employer))))


def _notes(words: str) -> tuple[str, ...]:
    return (text(words),) if words.strip() else ()
