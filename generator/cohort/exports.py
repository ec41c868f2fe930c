"""The board for other programs: a workbook, a calendar, and the outcomes of a year."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.cohort.board import Board, Person
from generator.core.version import GENERATOR
from generator.export.sheets import Field, Tone, ToneValue, sheet_of
from generator.export.stable_ids import midnight, one_line
from generator.export.xlsx import workbook_of
from generator.report.summary import Summary

_NAMESPACE = uuid.UUID("8f0f3a52-3c0e-4f0d-9a3f-0d8d6a1f6f0b")
_TONES: Mapping[str, Tone] = {"good": "good", "bad": "bad", "doubt": "doubt"}
_FIELDS: tuple[Field[Person], ...] = (
    Field("Name", 28, lambda one: one.row.name),
    Field("Coach", 24, lambda one: one.coach),
    Field("Programme", 24, lambda one: one.summary.programme if one.summary else ""),
    Field("Standing", 14, lambda one: ToneValue(one.standing, _TONES.get(one.tone, "plain"))),
    Field("Needs you", 60, lambda one: "\n".join(f"{need.title}. {need.text}" for need in one.needs)),
    Field("Day", 8, lambda one: one.summary.day if one.summary else None),
    Field("Weeks met", 10, lambda one: _weeks(one, "met")),
    Field("Weeks short", 10, lambda one: _weeks(one, "short")),
    Field("Weeks unknown", 10, lambda one: _weeks(one, "unknown")),
    Field("Contacts this week", 12, lambda one: one.contacts),
    Field("Open offers", 10, lambda one: one.summary.offers if one.summary else None),
    Field("Last logged", 12, lambda one: one.summary.last_logged if one.summary else None),
    Field("Not read", 40, lambda one: one.row.problem),
)


def _weeks(one: Person, verdict: str) -> int | None:
    return one.summary.weeks.get(verdict, 0) if one.summary else None


def workbook(board: Board) -> bytes:
    """Everybody in one sheet, and the outcomes in another."""
    people = sheet_of("Graduates", _FIELDS, board.people)
    outcomes = sheet_of("Outcomes", _OUTCOME_FIELDS, board.people)
    return workbook_of((people, outcomes), board.title, GENERATOR, board.as_of)


def calendar(board: Board) -> bytes:
    """What has a day, of everybody, with their names in the titles."""
    from icalendar import Calendar, Event

    feed = Calendar()
    feed.add("prodid", f"-//weekproof//{GENERATOR}//EN")
    feed.add("version", "2.0")
    feed.add("name", one_line(board.title))
    feed.add("x-wr-calname", one_line(board.title))
    for name, where, day, what in _events(board):
        event = Event()
        key = "\0".join((where, what)).encode("utf-8", "replace").decode()
        event.add("uid", str(uuid.uuid5(_NAMESPACE, key)))
        event.add("dtstamp", midnight(board.as_of))
        event.add("dtstart", day)
        event.add("summary", f"{one_line(name)}: {one_line(what)}")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        feed.add_component(event)
    return bytes(feed.to_ical())


def _events(board: Board) -> Iterator[tuple[str, str, dt.date, str]]:
    for person in board.people:
        for item in person.summary.agenda if person.summary else ():
            yield person.row.name, person.row.where, item.day, item.what


# The statuses of the Council on Integrity in Results Reporting, as far as the records of a search can tell.
# Salary, and whether a job is paid, are not recorded here.
HIRED, PART_TIME = "employed full-time in the field", "employed part-time in the field"
OTHER_FIELD, EMPLOYED = "employed out of the field", "employed, terms unknown"
SEEKING, NOT_SEEKING, UNKNOWN = "still seeking", "no longer seeking", "unknown"
STATUSES = (HIRED, PART_TIME, OTHER_FIELD, EMPLOYED, SEEKING, NOT_SEEKING, UNKNOWN)


def status_of(summary: Summary | None) -> str:
    """How a graduate's search came out. What is not written down is unknown, never guessed."""
    if summary is None:
        return UNKNOWN
    outcome = summary.outcome
    if outcome.ended == "hired":
        if outcome.full_time is None or outcome.in_field is None:
            return EMPLOYED if outcome.in_field is not False else OTHER_FIELD
        if not outcome.in_field:
            return OTHER_FIELD
        return HIRED if outcome.full_time else PART_TIME
    if outcome.ended is not None:
        return NOT_SEEKING
    if summary.standing in ("on-track", "off-track", "unknown"):
        return SEEKING
    return UNKNOWN


def days_to_job(summary: Summary | None) -> int | None:
    """Days from the first day of the search to the accepted offer."""
    if summary is None or summary.outcome.ended != "hired" or not (summary.outcome.on and summary.starts):
        return None
    return max((summary.outcome.on - summary.starts).days, 0)


_OUTCOME_FIELDS: tuple[Field[Person], ...] = (
    Field("Name", 28, lambda one: one.row.name),
    Field("Programme", 24, lambda one: one.summary.programme if one.summary else ""),
    Field("Began", 12, lambda one: one.summary.starts if one.summary else None),
    Field("Outcome", 32, lambda one: status_of(one.summary)),
    Field("On", 12, lambda one: one.summary.outcome.on if one.summary else None),
    Field("Employer", 30, lambda one: one.summary.outcome.employer if one.summary else None),
    Field("Days to the job", 12, lambda one: days_to_job(one.summary)),
)


def outcomes_csv(people: Sequence[Person]) -> bytes:
    """One line per graduate. Cells that a spreadsheet would run as formulas are quoted as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.title for field in _OUTCOME_FIELDS])
    for person in people:
        cells = [field.value(person) for field in _OUTCOME_FIELDS]
        writer.writerow([_cell(value) for value in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    text = "" if value is None else value.isoformat() if isinstance(value, dt.date) else one_line(str(value))
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def outcome_lines(people: Sequence[Person]) -> Iterator[str]:
    """The outcomes in numbers, of everybody and by programme."""
    groups: dict[str, list[Person]] = {"Everybody": list(people)}
    for person in people:
        groups.setdefault(person.summary.programme if person.summary else "Not read", []).append(person)
    for name, found in groups.items():
        if name != "Everybody" and len(groups) == 2:
            continue  # one programme is everybody
        counts = Counter(status_of(one.summary) for one in found)
        days = sorted(day for one in found if (day := days_to_job(one.summary)) is not None)
        yield f"{name}: {len(found)}"
        for status in STATUSES:
            if counts[status]:
                yield f"  {counts[status]:>4}  {100 * counts[status] / len(found):>5.1f} %  {status}"
        if days:
            yield f"  median of {len(days)}: {days[len(days) // 2]} days to the job"
