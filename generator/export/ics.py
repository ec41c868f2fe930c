"""What is due as iCalendar (RFC 5545): all-day events on the graduate's local days.

An event keeps its UID when its record is edited or others are added, so that importing the file again
updates events and duplicates none. There are no alarms: users set their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from icalendar import Calendar, Event

from generator.agenda.due import OVER, Due
from generator.core.text import isolate, join_words
from generator.export.stable_ids import Key, Position, clean_text, midnight, one_line, stable_keys, uid
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
class CalendarItem:
    """One item on `day`. `key` identifies it, `more` are further lines of text.

    `where` is the position of its record, None for a week.
    """

    key: str
    where: Position | None
    day: dt.date
    what: str
    more: tuple[str, ...] = ()


def calendar(report: Report) -> bytes:
    """Everything ahead as one calendar; the same report gives the same bytes."""
    feed = Calendar()
    feed.add("prodid", f"-//weekproof//{one_line(report.generator)}//EN")
    feed.add("version", "2.0")
    name = f"Job search: {isolate(one_line(report.portfolio.graduate.name))}"
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    keys = stable_keys(report)
    for item in calendar_items(report):
        feed.add_component(_event(item, report, keys))
    return bytes(feed.to_ical())


def calendar_items(report: Report) -> list[CalendarItem]:
    """Everything due in the future, in order; and late follow-ups, which stay due today until they are sent.

    Other late items are in the calendar already, on their day.
    """
    items = [*_weeks(report), *_duties(report), *_next_steps(report), *_follow_ups(report)]
    return sorted(items, key=lambda item: (item.day, item.key, item.where or ("", 0, 0)))


def _event(item: CalendarItem, report: Report, keys: Mapping[Position, Key]) -> Event:
    event = Event()
    key = () if item.where is None else keys.get(item.where, item.where[:2])
    event.add("uid", uid(report, item.key, *key))
    event.add("dtstamp", midnight(report.as_of))
    event.add("dtstart", item.day)  # without an end it is one day long
    event.add("summary", item.what)
    event.add("description", "\n".join((one_line(report.portfolio.graduate.name), *item.more)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a deadline does not make the day busy
    return event


def _weeks(report: Report) -> Iterator[CalendarItem]:
    """The last day of each week that needs something, and of each that has all and may have needed it."""
    dues_by_week: dict[str, list[Due]] = {}
    for due in report.due_of("requirement"):
        dues_by_week.setdefault(due.subject[1], []).append(due)
    for week in report.evaluation.weeks:
        dues = dues_by_week.get(week.name, [])
        name = capitalized(week_text(week))
        if dues:
            missing = [due_item.requirement for due_item in dues if due_item.requirement]
            progress = [
                f"{isolate(one_line(requirement.title))} {requirement.counted} of {requirement.needed}"
                for requirement in missing
            ]
            day = dues[0].by
            what = f"{name} {'closes' if day > week.ends else 'ends'}: {join_words(progress)}"
        elif week.verdict == "met" and week.ends >= report.as_of and report.evaluation.standing not in OVER:
            # It may be in a calendar already, with an earlier text.
            day, what = week.last_day, f"{name} ends: everything is done"
        else:
            continue
        yield CalendarItem(f"week {week.name}", None, day, what)


def _duties(report: Report) -> Iterator[CalendarItem]:
    """Appointments, deliverables, answers and reviews, with the text of their record."""
    for due in report.due_of("appointment", "deliverable", "event", "offer", "message", "review"):
        if due.late:
            continue
        if isinstance(due.record, Coaching) and due.kind != "message":
            yield _of_record(due.record, due.by)
        elif due.case is not None:
            yield CalendarItem(due.case.id, due.case.origin.position, due.by, _task(due.case))


def _of_record(record: Coaching, day: dt.date) -> CalendarItem:
    what = one_line(record.title) or humanize(record.kind)
    label = f"{humanize(record.kind).capitalize()}: {isolate(what)}" if record.title else what.capitalize()
    employer = (isolate(one_line(record.employer)),) if record.employer else ()
    return CalendarItem(record.kind, record.origin.position, day, label, (*employer, *_notes(record.notes)))


def _task(case: JudgedObligation) -> str:
    label = isolate(one_line(case.label))
    return f"{_TASKS[case.id]}: {label}" if case.id in _TASKS else label


def _next_steps(report: Report) -> Iterator[CalendarItem]:
    for due in report.due_of("next-step"):
        contact = due.record
        if not due.late and isinstance(contact, Contact) and contact.next_step:
            who = _who(contact)
            what = isolate(one_line(contact.next_step.what)) or "Next step"
            summary = f"{what} ({isolate(who)})" if who else what
            yield CalendarItem("next-step", contact.origin.position, due.by, summary, _notes(contact.summary))


def _follow_ups(report: Report) -> Iterator[CalendarItem]:
    """Follow-ups, on their last day in time, or today if that has passed; none if a next step is planned."""
    planned = [due.record for due in report.due_of("next-step") if not due.late]
    for due in report.due_of("follow-up"):
        contact = due.record
        if isinstance(contact, Contact) and contact not in planned:
            what = f"Send a follow-up: {isolate(_who(contact) or 'the person you met')}"
            day = max(report.as_of, due.by)
            yield CalendarItem("follow-up", contact.origin.position, day, what, _notes(contact.summary))


def _who(contact: Contact) -> str:
    name = " ".join(filter(None, (one_line(contact.first_name), one_line(contact.last_name))))
    return ", ".join(filter(None, (name, one_line(contact.employer))))


def _notes(notes: str | None) -> tuple[str, ...]:
    return (clean_text(notes),) if notes and notes.strip() else ()
