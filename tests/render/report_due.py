"""What is due in reports made by hand: the rows that follow plainly from what else stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from generator.views.coach import DueRow, ReportView

KINDS = {
    "offer-answer": "offer",
    "coach-answer": "message",
    "deliverable": "deliverable",
    "attendance": "appointment",
}
OVER = ("hired", "ended", "fulfilled", "unfulfilled")


def due_row(kind: str, subject: tuple[str, ...], by: dt.date, view: ReportView, missing: int = 0) -> DueRow:
    """A row of the list; late where its day is over."""
    return DueRow(kind, subject, by, by, missing, counts=kind == "follow-up", late=by < view.as_of)


def with_due(view: ReportView) -> ReportView:
    """The report with a list of what is due: of whole weeks, each contact's own next step, and no grace."""
    return replace(view, due=tuple(sorted(_due(view), key=lambda one: one.by)))


def _due(view: ReportView) -> Iterator[DueRow]:
    yield from _weeks(view)
    yield from _coaching(view)
    for met in view.contacts:
        where = met.path, str(met.line)
        if met.next_step_on is not None:
            yield due_row("next-step", ("next-step", *where), met.next_step_on, view)
        if met.reasons == ("contact-without-follow-up",) and view.standing not in OVER:
            yield due_row("follow-up", ("follow-up", *where), met.date + dt.timedelta(days=1), view)


def _weeks(view: ReportView) -> Iterator[DueRow]:
    for week in view.weeks:
        is_whole = view.window is not None and week.ends <= view.window.end
        for one in week.requirements if view.standing not in OVER else ():
            is_to_come = is_whole and week.verdict == "upcoming" and one.counted < one.needed
            if one.verdict == "open" or is_to_come:
                subject = ("week", week.week, one.id)
                yield due_row("requirement", subject, week.ends, view, one.needed - one.counted)
        is_undecided = any(one.verdict == "short" and not one.acknowledged for one in week.requirements)
        if is_undecided and view.standing not in ("hired", "ended"):
            yield due_row("decision", ("decision", week.week), week.ends, view)


def _coaching(view: ReportView) -> Iterator[DueRow]:
    for case in view.obligations:
        if case.verdict == "open" and case.due is not None and case.id in KINDS:
            yield due_row(KINDS[case.id], (case.id, case.path, str(case.line)), case.due, view)
    owed = {(case.path, case.line) for case in view.obligations if case.verdict == "open"}
    for row in view.coaching:
        is_done = row.kind == "message" or row.attended or row.completed or row.date < view.as_of
        if not is_done and (row.path, row.line) not in owed:
            yield due_row("appointment", (row.kind, row.path, str(row.line)), row.date, view)
