"""What a board of many graduates says of one: a small part of the report, as data.

It is in the report's page too, so that whoever can open a sealed page has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape, unescape
from json import dumps
from typing import Annotated

from msgspec import DecodeError, Meta, Struct, ValidationError, json, to_builtins

from generator.core.diagnostics import has_errors
from generator.model.coaching import Coaching
from generator.model.verdict import JudgedWeek
from generator.report.action_items import ActionItem, action_items, last_activity
from generator.report.context import Report
from generator.report.formatting import humanize
from generator.report.standing import headline

SUMMARY_FORMAT = 1
_MOST = 200  # of anything in a list
_Text = Annotated[str, Meta(max_length=20_000)]


class NeedLine(Struct, frozen=True, kw_only=True):
    """One thing that waits for the coach; see `action_items`."""

    kind: _Text
    title: _Text
    text: _Text
    since: dt.date | None = None
    due: dt.date | None = None
    weeks: Annotated[tuple[_Text, ...], Meta(max_length=_MOST)] = ()
    answers: Annotated[tuple[tuple[_Text, _Text, _Text], ...], Meta(max_length=10)] = ()
    """Each the words before it, the command and the lines to paste."""


class Progress(Struct, frozen=True, kw_only=True):
    """A requirement in the current week."""

    kind: _Text
    title: _Text
    counted: int
    needed: int


class Appointment(Struct, frozen=True, kw_only=True):
    """Something with a day ahead: an appointment, an answer that is due, a review."""

    day: dt.date
    what: _Text


class Outcome(Struct, frozen=True, kw_only=True):
    """How the search ended, as far as it is written down; None is not known."""

    ended: _Text | None = None
    on: dt.date | None = None
    employer: _Text | None = None
    full_time: bool | None = None
    in_field: bool | None = None


class Summary(Struct, frozen=True, kw_only=True):
    """One graduate on the board, as of a day. `weeks` has the number of weeks by verdict."""

    format: int = SUMMARY_FORMAT
    as_of: dt.date
    generator: _Text
    name: _Text
    github: _Text | None = None
    programme: _Text
    coach: _Text | None = None
    commitment: _Text
    terms: _Text
    """The digest of the terms."""
    standing: _Text
    line: _Text
    """The first line of the report."""
    day: int | None = None
    days: int | None = None
    starts: dt.date | None = None
    week: _Text = ""
    last_logged: dt.date | None = None
    weeks: dict[_Text, int] = {}
    progress: Annotated[tuple[Progress, ...], Meta(max_length=_MOST)] = ()
    offers: int = 0
    """Offers without an answer."""
    outcome: Outcome = Outcome()
    needs: Annotated[tuple[NeedLine, ...], Meta(max_length=_MOST)] = ()
    agenda: Annotated[tuple[Appointment, ...], Meta(max_length=_MOST)] = ()
    has_errors: bool = False


def summary_of(report: Report) -> Summary:
    """The summary of a report."""
    evaluation, portfolio, head = report.evaluation, report.portfolio, headline(report)
    window = evaluation.window
    current = next((week for week in evaluation.weeks if report.as_of in week.week), None)
    weeks: dict[str, int] = {}
    for week in report.begun:
        weeks[week.verdict] = weeks.get(week.verdict, 0) + 1
    return Summary(
        as_of=report.as_of,
        generator=report.generator,
        name=portfolio.graduate.name,
        github=portfolio.graduate.github,
        programme=report.programme.title,
        coach=portfolio.coach.name,
        commitment=report.commitment.name,
        terms=report.commitment.digest,
        standing=evaluation.standing,
        line=f"{head.lead} {head.sentence}",
        day=report.day,
        days=window.days if window else None,
        starts=window.start if window else None,
        week=current.words if current else "",
        last_logged=last_activity(report),
        weeks=weeks,
        progress=tuple(_progress(current)) if current else (),
        offers=sum(offer.answer is None for offer in report.journal.offers),
        outcome=_outcome(report),
        needs=tuple(map(_need, action_items(report)[:_MOST])),
        agenda=tuple(_agenda(report))[:_MOST],
        has_errors=has_errors(report.findings),
    )


def _progress(week: JudgedWeek) -> Iterator[Progress]:
    for requirement in week.requirements:
        yield Progress(
            kind=requirement.id,
            title=requirement.title,
            counted=requirement.counted,
            needed=requirement.needed,
        )


def _need(item: ActionItem) -> NeedLine:
    return NeedLine(
        kind=item.kind,
        title=item.title,
        text=item.text,
        since=item.since,
        due=item.due,
        weeks=item.weeks,
        answers=tuple((snippet.title, snippet.command, snippet.lines) for snippet in item.snippets),
    )


def _agenda(report: Report) -> Iterator[Appointment]:
    for due in report.due_of("appointment", "deliverable", "offer", "message", "review"):
        record = due.record
        if due.late:
            continue
        if isinstance(record, Coaching):
            title = f": {record.title}" if record.title else ""
            yield Appointment(day=due.by, what=f"{humanize(record.kind)}{title}")
        elif due.case is not None:
            yield Appointment(day=due.by, what=f"{humanize(due.case.id)}: {due.case.label}")


def _outcome(report: Report) -> Outcome:
    ended, offer = report.portfolio.search.ended, report.evaluation.accepted_offer
    if offer is not None:
        return Outcome(
            ended="hired",
            on=offer.answered or (ended.on if ended else None),
            employer=offer.employer,
            full_time=offer.full_time,
            in_field=offer.in_field,
        )
    return Outcome(ended=ended.reason, on=ended.on) if ended else Outcome()


_BEGIN, _END = '<div id="summary" hidden data-summary="', '"></div>'


def encode_summary(summary: Summary) -> bytes:
    """The summary as JSON; what no file can hold in UTF-8 becomes a question mark."""
    return dumps(to_builtins(summary), ensure_ascii=False).encode("utf-8", "replace")


def data_block(summary: Summary) -> str:
    """The summary as a hidden element of a page in HTML: nothing in it can end its attribute."""
    return f"{_BEGIN}{escape(encode_summary(summary).decode())}{_END}"


def read_summary(data: bytes) -> Summary | None:
    """The summary in JSON or in a page of a report; None if there is none that can be read."""
    begin = data.rfind(_BEGIN.encode())
    if begin >= 0:
        rest = data[begin + len(_BEGIN) :]
        data = unescape(rest[: max(rest.find(b'"'), 0)].decode("utf-8", "replace")).encode()
    try:
        found = json.decode(data, type=Summary)
    except (DecodeError, ValidationError, RecursionError):
        return None
    return found if found.format == SUMMARY_FORMAT else None
