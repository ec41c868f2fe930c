"""The sheets of the workbook, independent of the file format.

First the dashboard with the standing and the weeks, red if short and green if met; then the records, one
per row, the oldest first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from generator.core.dates import short_day
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.post import Post
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.report.context import Entry, Report, chronological, undecided
from generator.report.formatting import humanize
from generator.report.standing import headline
from generator.rules.counting.words import count_words

Tone = Literal["good", "bad", "doubt", "plain"]
Plain = str | int | float | dt.date | bool | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ToneValue:
    """A value with a colour. Its text says the same, because colour alone is not accessible."""

    value: Plain
    tone: Tone


Value = Plain | ToneValue


@dataclass(frozen=True, slots=True)
class Column:
    """One column, `width` in characters; longer texts wrap."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """A column and the function that gives its value for a row."""

    title: str
    width: int
    value: Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines of text on top, then the header, which is frozen, then the rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Value], ...]
    top: tuple[str, ...] = ()


def sheet_of(title: str, fields: Sequence[Field[Row]], rows: Iterable[Row]) -> Sheet:
    """A sheet with one column per field."""
    return Sheet(
        title,
        tuple(Column(field.title, field.width) for field in fields),
        tuple([field.value(row) for field in fields] for row in rows),
    )


_DAY, _WORD, _NAME, _LONG, _PATH = 12, 14, 24, 50, 44


def sheets(report: Report) -> tuple[Sheet, ...]:
    """All sheets, named and ordered as in the trackers that coaches know."""
    contacts = sorted(report.contacts, key=lambda entry: chronological(entry.record))
    offers = [(offer, report.answer_by(offer)) for offer in sorted(report.journal.offers, key=chronological)]
    return (
        _dashboard(report),
        sheet_of("Job Search Activity", _activity(report), contacts),
        sheet_of("Commits & Blog Posts", _WORK, _work(report)),
        sheet_of("One-to-ones", _COACHING, report.coaching),
        sheet_of("Offers", _OFFERS, offers),
        sheet_of("Goals", _GOALS, report.journal.goals),
    )


_TONES: Mapping[str, Tone] = {"met": "good", "short": "bad", "unknown": "doubt"}
_WEEK = (
    Column("Week", 7),
    Column("From", 12),
    Column("To", 12),
    Column("ISO week", 11),
    Column("Verdict", 12),
)


def _dashboard(report: Report) -> Sheet:
    """One row per week, the oldest first; three columns for each requirement that any week has."""
    weeks = report.evaluation.weeks
    titles = {requirement.id: requirement.title for week in weeks for requirement in week.requirements}
    columns = [*_WEEK]
    for title in titles.values():
        columns += [Column(title, 16), Column(f"{title}: needed", 14), Column(f"{title}: verdict", 20)]
    rows = tuple((*_week(week), *_requirements(week, titles)) for week in weeks)
    return Sheet("Dashboard", tuple(columns), rows, tuple(_top(report)))


def _top(report: Report) -> Iterator[str]:
    name = report.portfolio.graduate.name
    yield f"{name}, {report.programme.title}, as of {short_day(report.as_of)}"
    summary = headline(report)
    yield f"{summary.lead} {summary.sentence}"
    yield from summary.reasons


def _week(week: JudgedWeek) -> Iterator[Value]:
    yield from (week.number, week.starts, week.ends, week.name)
    yield ToneValue(week.verdict, _week_tone(week))


def _week_tone(week: JudgedWeek) -> Tone:
    tone = _TONES.get(week.verdict, "plain")
    return "doubt" if tone == "bad" and not undecided(week) else tone


def _requirements(week: JudgedWeek, titles: Mapping[str, str]) -> Iterator[Value]:
    by_id = {requirement.id: requirement for requirement in week.requirements}
    for name in titles:
        yield from _requirement(by_id.get(name))


def _requirement(requirement: JudgedRequirement | None) -> tuple[Value, Value, Value]:
    if requirement is None:
        return None, None, None
    tone, verdict = _TONES.get(requirement.verdict, "plain"), str(requirement.verdict)
    if requirement.acknowledged and requirement.verdict == "short":
        tone, verdict = "doubt", "short, acknowledged"
    return ToneValue(requirement.counted, tone), requirement.needed, ToneValue(verdict, tone)


def _reasons(rules: Iterable[str]) -> str:
    return ", ".join(map(humanize, rules))


def _where(record: Record) -> str:
    return f"{record.origin.path}:{record.origin.line}"


def _activity(report: Report) -> tuple[Field[Entry[Contact]], ...]:
    numbers = {week.name: week.number for week in report.evaluation.weeks}
    return (
        Field("Date", _DAY, lambda entry: entry.record.date),
        Field("Week", _DAY, lambda entry: numbers[entry.week] if entry.week else "outside"),
        Field("First name", _NAME, lambda entry: entry.record.first_name),
        Field("Last name", _NAME, lambda entry: entry.record.last_name),
        Field("Title", _NAME, lambda entry: entry.record.title),
        Field("Employer", _NAME, lambda entry: entry.record.employer),
        Field("Kind", _NAME, lambda entry: humanize(entry.record.kind)),
        Field("Channel", _WORD, lambda entry: humanize(entry.record.channel or "")),
        Field("Stage", _WORD, lambda entry: humanize(entry.record.stage or "")),
        Field("Summary", _LONG, lambda entry: entry.record.summary),
        Field("Followed up", _WORD, lambda entry: entry.record.follow_up),
        Field("Next step on", _WORD, lambda entry: step.on if (step := entry.record.next_step) else None),
        Field("Next step", _LONG, lambda entry: step.what if (step := entry.record.next_step) else None),
        Field("Evidence", _PATH, lambda entry: "\n".join(proof.text for proof in entry.record.evidence)),
        Field("Introduced by", _NAME, lambda entry: entry.record.introduced_by),
        Field("Counted", _DAY, lambda entry: entry.counted),
        Field("Why not", _NAME, lambda entry: _reasons(entry.reasons)),
        Field("Where", _PATH, lambda entry: _where(entry.record)),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """A post, or a record of a requirement other than contacts, posts and coaching."""

    date: dt.date
    week: int | str
    what: str
    which: str
    words: int | None
    address: str | None
    counted: bool
    reasons: tuple[str, ...]
    where: str


_WORK: tuple[Field[_Work], ...] = (
    Field("Date", _DAY, lambda row: row.date),
    Field("Week", _DAY, lambda row: row.week),
    Field("What", _NAME, lambda row: row.what),
    Field("Which", _LONG, lambda row: row.which),
    Field("Words", _DAY, lambda row: row.words),
    Field("Address", _PATH, lambda row: row.address),
    Field("Counted", _DAY, lambda row: row.counted),
    Field("Why not", _NAME, lambda row: _reasons(row.reasons)),
    Field("Where", _PATH, lambda row: row.where),
)


def _work(report: Report) -> list[_Work]:
    works = [*(_post(entry, report) for entry in report.posts), *_records(report)]
    return sorted(works, key=lambda row: (row.date, row.what, row.where))


def _post(entry: Entry[Post], report: Report) -> _Work:
    post, week = entry.record, report.week_of(entry.record.day)
    return _Work(
        date=post.day,
        week=week.number if week else "outside",
        what="Draft" if post.draft else "Blog post",
        which=post.title,
        words=count_words(post.body, post.dialect),
        address=report.address_of(post),
        counted=entry.counted,
        reasons=entry.reasons,
        where=post.origin.path,
    )


def _records(report: Report) -> Iterator[_Work]:
    """Commits, design activities and whatever else the school requires, by the requirement's title."""
    for week in report.evaluation.weeks:
        for requirement in week.requirements:
            for judged in requirement.records:
                if not isinstance(judged.record, Contact | Post | Coaching):
                    yield _Work(
                        date=judged.date,
                        week=week.number,
                        what=requirement.title,
                        which=judged.label,
                        words=None,
                        address=None,
                        counted=judged.counted,
                        reasons=judged.reasons,
                        where=_where(judged.record),
                    )


_COACHING: tuple[Field[Coaching], ...] = (
    Field("Date", _DAY, lambda record: record.date),
    Field("Kind", _NAME, lambda record: humanize(record.kind)),
    Field("Title", _NAME, lambda record: record.title),
    Field("Employer", _NAME, lambda record: record.employer),
    Field("Attended", _DAY, lambda record: humanize(record.attended or "")),
    Field("Answered", _DAY, lambda record: record.answered),
    Field("Completed", _DAY, lambda record: record.completed),
    Field("Link", _PATH, lambda record: record.link),
    Field("Notes", _LONG, lambda record: record.notes),
    Field("Where", _PATH, _where),
)
_OFFERS: tuple[Field[tuple[Offer, dt.date | None]], ...] = (
    Field("Received", _DAY, lambda row: row[0].received),
    Field("Employer", _NAME, lambda row: row[0].employer),
    Field("Title", _NAME, lambda row: row[0].title),
    Field("Full-time", _DAY, lambda row: row[0].full_time),
    Field("In the field", _WORD, lambda row: row[0].in_field),
    Field("Answer by", _DAY, lambda row: row[1]),
    Field("Answer", _DAY, lambda row: row[0].answer),
    Field("Answered", _DAY, lambda row: row[0].answered),
    Field("Terms", _LONG, lambda row: row[0].terms),
    Field("Where", _PATH, lambda row: _where(row[0])),
)
_GOALS: tuple[Field[Goal], ...] = (
    Field("Goal", _PATH, lambda goal: goal.title),
    Field("Why", _LONG, lambda goal: goal.why),
    Field("Measure", _NAME, lambda goal: goal.measure),
    Field("Target", _DAY, lambda goal: goal.target),
    Field("Current", _DAY, lambda goal: goal.current),
    Field("Due", _DAY, lambda goal: goal.due),
    Field("Done", _DAY, lambda goal: goal.done),
)
