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

from generator.agenda.due import OVER, Due
from generator.core.text import isolate, join_words
from generator.export.text import Key, Position, known_by, midnight, one_line, text, uid
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.verdict import JudgedObligation
from generator.report.context import Report, week_text
from generator.report.formatting import capitalized, humanize

_TASKS = {
    "offer-answer": "Answer the offer",
    "coach-answer": "Answer your coach",
    "coach-silence": "Answer your coach",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on `day`. `key` is what it is known by, `more` lines that say more.

    `where` is the position of its record, None for a week.
    """

    key: str
    where: Position | None
    day: dt.date
    what: str
    more: tuple[str, ...] = ()


def calendar(report: Report) -> bytes:
    """All that is ahead, by day, as one calendar; the same bytes for the same report."""
    made = Calendar()
    made.add("prodid", f"-//weekproof//{one_line(report.generator)}//EN")
    made.add("version", "2.0")
    name = f"Job search: {isolate(one_line(report.portfolio.graduate.name))}"
    made.add("name", name)
    made.add("x-wr-calname", name)
    keys = known_by(report)
    for entry in entries(report):
        made.add_component(_event(entry, report, keys))
    return bytes(made.to_ical())


def entries(report: Report) -> list[Entry]:
    """What lies ahead of all that is due, in order; of what is late the messages after meetings alone.

    Those are due today until they are sent. Other things that were not done in time have their day in the
    calendar already.
    """
    found = [*_weeks(report), *_duties(report), *_next_steps(report), *_follow_ups(report)]
    return sorted(found, key=lambda entry: (entry.day, entry.key, entry.where or ("", 0, 0)))


def _event(entry: Entry, report: Report, keys: Mapping[Position, Key]) -> Event:
    event = Event()
    known = () if entry.where is None else keys.get(entry.where, entry.where[:2])
    event.add("uid", uid(report, entry.key, *known))
    event.add("dtstamp", midnight(report.as_of))
    event.add("dtstart", entry.day)  # without an end it takes the one day
    event.add("summary", entry.what)
    event.add("description", "\n".join((one_line(report.portfolio.graduate.name), *entry.more)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day with something due is no day that is taken
    return event


def _weeks(report: Report) -> Iterator[Entry]:
    """The last day of each week that needs something, and of each that has all and may have needed it."""
    asked: dict[str, list[Due]] = {}
    for due in report.due_of("requirement"):
        asked.setdefault(due.subject[1], []).append(due)
    for week in report.evaluation.weeks:
        needs = asked.get(week.name, [])
        name = capitalized(week_text(week))
        if needs:
            missing = [need.requirement for need in needs if need.requirement]
            told = [
                f"{isolate(one_line(requirement.title))} {requirement.counted} of {requirement.needed}"
                for requirement in missing
            ]
            day = needs[0].by
            what = f"{name} {'closes' if day > week.ends else 'ends'}: {join_words(told)}"
        elif week.verdict == "met" and week.ends >= report.as_of and report.evaluation.standing not in OVER:
            # It may stand in a calendar already, from the time when something was missing.
            day, what = week.last_day, f"{name} ends: everything is done"
        else:
            continue
        yield Entry(f"week {week.name}", None, day, what)


def _duties(report: Report) -> Iterator[Entry]:
    """Appointments, things to hand in, answers and reviews; what is ahead has the words of its record."""
    for due in report.due_of("appointment", "deliverable", "event", "offer", "message", "review"):
        if due.late:
            continue
        if isinstance(due.record, Coaching) and due.kind != "message":
            yield _of_record(due.record, due.by)
        elif due.case is not None:
            yield Entry(due.case.id, due.case.origin.position, due.by, _task(due.case))


def _of_record(record: Coaching, day: dt.date) -> Entry:
    what = one_line(record.title) or humanize(record.kind)
    label = f"{humanize(record.kind).capitalize()}: {isolate(what)}" if record.title else what.capitalize()
    at = (isolate(one_line(record.employer)),) if record.employer else ()
    return Entry(record.kind, record.origin.position, day, label, (*at, *_notes(record.notes)))


def _task(case: JudgedObligation) -> str:
    words = isolate(one_line(case.label))
    return f"{_TASKS[case.id]}: {words}" if case.id in _TASKS else words


def _next_steps(report: Report) -> Iterator[Entry]:
    for due in report.due_of("next-step"):
        contact = due.record
        if not due.late and isinstance(contact, Contact) and contact.next_step:
            who = _who(contact)
            what = isolate(one_line(contact.next_step.what)) or "Next step"
            told = f"{what} ({isolate(who)})" if who else what
            yield Entry("next-step", contact.origin.position, due.by, told, _notes(contact.summary))


def _follow_ups(report: Report) -> Iterator[Entry]:
    """Messages after meetings: due on their last day in time, and when that is over today, until sent.

    Where a next step is planned with the person, that says it already.
    """
    planned = [due.record for due in report.due_of("next-step") if not due.late]
    for one in report.due_of("follow-up"):
        contact = one.record
        if isinstance(contact, Contact) and contact not in planned:
            what = f"Send a follow-up: {isolate(_who(contact) or 'the person you met')}"
            day = max(report.as_of, one.by)
            yield Entry("follow-up", contact.origin.position, day, what, _notes(contact.summary))


def _who(contact: Contact) -> str:
    name = " ".join(filter(None, (one_line(contact.first_name), one_line(contact.last_name))))
    return ", ".join(filter(None, (name, one_line(contact.employer))))


def _notes(words: str | None) -> tuple[str, ...]:
    return (text(words),) if words and words.strip() else ()
