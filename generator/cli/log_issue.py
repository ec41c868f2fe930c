"""`weekproof log-issue`: a contact that was written into an issue form becomes a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from generator.core import fileops
from generator.core.errors import UserError
from generator.core.text import count
from generator.environment.visibility import is_public
from generator.intake.issue_form import Issue, Value, read_form
from generator.model.commitment import Commitment
from generator.model.contact import Contact
from generator.model.kinds import Journal
from generator.model.verdict import JudgedRequirement
from generator.model.zone import zone_of
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.reporters.registry import Output
from generator.rules.registry import RULES
from generator.writing.add import Draft, draft_record, write_draft
from generator.writing.path_for import record_path


class Reply(Struct, frozen=True):
    """What became of an issue: the exit code, the answer to its author (Markdown), a line for the log."""

    code: int
    reply: str
    line: str


def log_issue(request: Request, output: Output, issue: Issue, reply: Path | None) -> int:
    """Log the contact of an issue; 0, or 1 if the form has to be fixed first.

    The log may be read by others: it says path and line alone. `reply` is a file for the answer to the
    author, written in any case.
    """
    public = is_public(request.environment) if request.public is None else request.public
    if public:
        raise UserError(
            "This repository is public: contacts must not go into its issues.",
            hint="Delete the issue, then make the repository private.",
        )
    told = _logged(request, issue)
    if reply is not None:
        fileops.write_atomic(reply, f"{told.reply}\n".encode())
    output.echo(told.line)
    return told.code


def _logged(request: Request, issue: Issue) -> Reply:
    judged = run.judge(request)
    journal = judged.journal
    if journal is None:
        raise UserError("portfolio.yaml cannot be used.", hint="weekproof check says why.")
    opened = (
        issue.opened.astimezone(zone_of(journal.portfolio.search)).date() if issue.opened else judged.as_of
    )
    fields, wrong = read_form(issue.body, opened)
    if wrong:
        return _refused(wrong)
    made = _draft(request.root, fields, journal, judged.commitment)
    if made.record is None:
        return _refused([diagnostic.text.with_hint for diagnostic in made.diagnostics])
    for known in journal.contacts:
        if _content(known) == _content(made.record):
            return Reply(0, "This contact is already logged.", f"Already logged: {_place(known)}")
    write_draft(request.root, made)
    again = run.judge(request)
    return Reply(0, "\n".join(_reply(made.record, again)), f"Logged: {_place(made.record)}")


def _draft(root: Path, fields: dict[str, Value], journal: Journal, commitment: Commitment | None) -> Draft:
    first = commitment.weeks.first_weekday if commitment else 0
    day = fields["date"]
    assert isinstance(day, dt.date), "the form gives a day"  # noqa: S101 - tells the type checker
    path = record_path("contacts", day, journal, first)
    return draft_record(root, path, "contacts", fields, journal.portfolio)


def _refused(wrong: list[str] | tuple[str, ...]) -> Reply:
    text = "\n".join(
        ["Not logged yet. Edit the issue (three dots, then Edit) and fix this; it is then read again.", ""]
        + [f"- {one}" for one in wrong]
    )
    return Reply(1, text, f"Not logged: {count(len(wrong), 'answer')} in the form to fix.")


def _content(record: Any) -> dict[str, Any]:
    """A record without where it stands."""
    return {key: value for key, value in structs.asdict(record).items() if key != "origin"}


def _place(record: Any) -> str:
    return f"{record.origin.path}:{record.origin.line}"


def _reply(record: Any, judged: JudgeResult) -> Iterator[str]:
    """Where it stands, whether it counts, and how the week stands."""
    yield f"Logged in `{record.origin.path}`, line {record.origin.line}. Thank you."
    found = _requirement(record, judged)
    if found is None:
        return
    week, requirement, reasons = found
    if reasons:
        yield ""
        yield "It does not count yet:"
        yield from (f"- {RULES[name].title}" + f" {RULES[name].hint or ''}".rstrip() for name in reasons)
    yield ""
    yield f"{requirement.title} in {week}: {requirement.counted} of {requirement.needed}."


def _requirement(
    record: Contact, judged: JudgeResult
) -> tuple[str, JudgedRequirement, tuple[str, ...]] | None:
    """The week and the requirement that the record was judged for, and what kept it from counting."""
    for week in judged.evaluation.weeks if judged.evaluation else ():
        for requirement in week.requirements:
            for one in requirement.records:
                if one.origin.position == record.origin.position:
                    return week.week.name, requirement, () if one.counted else one.reasons
    return None
