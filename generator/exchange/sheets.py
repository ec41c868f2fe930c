"""The other tabs: the records themselves, one a row, the oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.exchange.dashboard import dashboard
from generator.exchange.sheet import Field, Sheet, sheet_of
from generator.render.report.text import plain
from generator.views.coach import CoachingRow, ContactRow, GoalRow, OfferRow, PostRow, ReportView

_DAY, _WORD, _NAME, _LONG, _PATH = 12, 14, 24, 50, 44


def sheets(view: ReportView) -> tuple[Sheet, ...]:
    """All tabs, named and ordered as in the trackers that coaches know."""
    return (
        dashboard(view),
        sheet_of("Job Search Activity", _ACTIVITY, sorted(view.contacts, key=_day_and_place)),
        sheet_of("Commits & Blog Posts", _WORK, _work(view)),
        sheet_of("One-to-ones", _COACHING, sorted(view.coaching, key=_day_and_place)),
        sheet_of("Offers", _OFFERS, sorted(view.offers, key=lambda row: (row.received, row.path, row.line))),
        sheet_of("Goals", _GOALS, view.goals),
    )


def _day_and_place(row: ContactRow | CoachingRow) -> tuple[dt.date, str, int]:
    return row.date, row.path, row.line


def _reasons(rules: Iterable[str]) -> str:
    return ", ".join(map(plain, rules))


_ACTIVITY: tuple[Field[ContactRow], ...] = (
    Field("Date", _DAY, lambda row: row.date),
    Field("Week", _DAY, lambda row: row.week or "outside"),
    Field("First name", _NAME, lambda row: row.first_name),
    Field("Last name", _NAME, lambda row: row.last_name),
    Field("Title", _NAME, lambda row: row.title),
    Field("Employer", _NAME, lambda row: row.employer),
    Field("Kind", _NAME, lambda row: plain(row.kind)),
    Field("Channel", _WORD, lambda row: plain(row.channel)),
    Field("Stage", _WORD, lambda row: plain(row.stage)),
    Field("Summary", _LONG, lambda row: row.summary),
    Field("Followed up", _WORD, lambda row: row.follow_up),
    Field("Next step on", _WORD, lambda row: row.next_step_on),
    Field("Next step", _LONG, lambda row: row.next_step),
    Field("Evidence", _PATH, lambda row: "\n".join(row.evidence)),
    Field("Introduced by", _NAME, lambda row: row.introduced_by),
    Field("Counted", _DAY, lambda row: row.counted),
    Field("Why not", _NAME, lambda row: _reasons(row.reasons)),
    Field("Where", _PATH, lambda row: f"{row.path}:{row.line}"),
)


@dataclass(frozen=True, slots=True)
class _Work:
    """A post, or a record of a requirement that asks for neither contacts nor posts nor calls."""

    date: dt.date
    week: str
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


def _work(view: ReportView) -> list[_Work]:
    found = [*(_post(row, view) for row in view.posts), *_records(view)]
    return sorted(found, key=lambda row: (row.date, row.what, row.where))


def _post(row: PostRow, view: ReportView) -> _Work:
    week = next((week.week for week in view.weeks if week.starts <= row.date <= week.ends), "outside")
    what = "Draft" if row.draft else "Blog post"
    return _Work(row.date, week, what, row.title, row.words, row.address, row.counted, row.reasons, row.path)


def _records(view: ReportView) -> Iterator[_Work]:
    """Commits, design activities and whatever else the school asks for, under its own name."""
    elsewhere = {(row.path, row.line) for row in view.contacts}
    elsewhere |= {(row.path, row.line) for row in view.coaching}
    posts = {row.path for row in view.posts}
    asked = ((week, found) for week in view.weeks for found in week.requirements)
    for week, found in asked:
        for row in found.records:
            if row.path not in posts and (row.path, row.line) not in elsewhere:
                yield _Work(
                    date=row.date,
                    week=week.week,
                    what=found.title,
                    which=row.label,
                    words=None,
                    address=None,
                    counted=row.counted,
                    reasons=row.reasons,
                    where=f"{row.path}:{row.line}",
                )


_COACHING: tuple[Field[CoachingRow], ...] = (
    Field("Date", _DAY, lambda row: row.date),
    Field("Kind", _NAME, lambda row: plain(row.kind)),
    Field("Title", _NAME, lambda row: row.title),
    Field("Employer", _NAME, lambda row: row.employer),
    Field("Attended", _DAY, lambda row: plain(row.attended)),
    Field("Answered", _DAY, lambda row: row.answered),
    Field("Completed", _DAY, lambda row: row.completed),
    Field("Link", _PATH, lambda row: row.link),
    Field("Notes", _LONG, lambda row: row.notes),
    Field("Where", _PATH, lambda row: f"{row.path}:{row.line}"),
)
_OFFERS: tuple[Field[OfferRow], ...] = (
    Field("Received", _DAY, lambda row: row.received),
    Field("Employer", _NAME, lambda row: row.employer),
    Field("Title", _NAME, lambda row: row.title),
    Field("Full-time", _DAY, lambda row: row.full_time),
    Field("In the field", _WORD, lambda row: row.in_field),
    Field("Answer by", _DAY, lambda row: row.due),
    Field("Answer", _DAY, lambda row: row.answer),
    Field("Answered", _DAY, lambda row: row.answered),
    Field("Terms", _LONG, lambda row: row.terms),
    Field("Where", _PATH, lambda row: f"{row.path}:{row.line}"),
)
_GOALS: tuple[Field[GoalRow], ...] = (
    Field("Goal", _PATH, lambda row: row.title),
    Field("Why", _LONG, lambda row: row.why),
    Field("Measure", _NAME, lambda row: row.measure),
    Field("Target", _DAY, lambda row: row.target),
    Field("Current", _DAY, lambda row: row.current),
    Field("Due", _DAY, lambda row: row.due),
    Field("Done", _DAY, lambda row: row.done),
)
