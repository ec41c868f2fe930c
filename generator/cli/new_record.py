"""`weekproof new contact` and its like: one record or several, each judged before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.agenda.consequences import Consequence, consequence
from generator.cli.findings import on_screen, print_findings, redacted
from generator.core.errors import UserError
from generator.core.text import quote
from generator.environment.evidence import digested
from generator.intake.mail import MAX_BYTES, read_mail
from generator.intake.names import LOST_NAME, is_damaged_form, split_name
from generator.intake.prompts import (
    NEEDED,
    NEVER_COUNT,
    Answers,
    ask_contact,
    ask_to_save,
    completed,
    confirm,
    fill,
    form_of,
    latest_contact,
    name_of,
    suggestions,
)
from generator.intake.question import Ask
from generator.model.kinds import KIND, Journal
from generator.model.origin import Record
from generator.model.portfolio import zone_of
from generator.pipeline import run
from generator.pipeline.run import judge_again
from generator.pipeline.types import JudgeResult, Request
from generator.reading.portfolio import read_portfolio
from generator.reporters.registry import Output
from generator.writing.add_record import Draft, draft_record, record_as_yaml, write_draft
from generator.writing.emit import Value
from generator.writing.record_path import path_for_new

Given = Mapping[str, Value]
BELOW = "__"
"""Between a key and one of the group behind it, in the name of an option."""


class RecordSession(Struct, frozen=True):
    """What is needed to write records down: the repository as it was judged, and who is asked.

    `ask` is None where nobody sits before a terminal: then what was given is all there is.
    """

    root: Path
    judged: JudgeResult
    journal: Journal
    output: Output
    ask: Ask | None

    @property
    def today(self) -> dt.date:
        """The day of judging."""
        return self.judged.as_of

    def say(self, text: str) -> None:
        """Lines for the person at the terminal."""
        self.output.echo(text if self.ask is None else on_screen(text))


class Added(NamedTuple):
    """The outcome of `add`, and the journal: with the record where it was saved."""

    outcome: Literal["saved", "discarded", "edit", "unreadable"]
    journal: Journal


def new_record(
    name: str, given: Given, initial: Given, request: Request, output: Output, ask: Ask | None
) -> int:
    """Write one record of the kind `name`, and more if the user is asked and wants to; the exit code.

    `given` are its keys from flags, `initial` answers from a mail, which can be edited.
    """
    judged = run.judge(request)
    if judged.journal is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    session = RecordSession(request.root, judged, judged.journal, output, ask)
    if all(key in given for key in _needed(name)):
        session = replace(session, ask=None)
    while True:
        answers = _answers(name, given, initial, session)
        added = add(name, answers, session)
        while added.outcome == "edit":
            answers = _edited(name, given, answers, session)
            added = add(name, answers, session)
        if added.outcome == "unreadable":
            return 2
        session = replace(session, journal=added.journal)
        if session.ask is None or not confirm(session.ask, "Another one?"):
            return 0
        output.echo("")
        # Flags like --date hold for the next record too; those that name a person do not.
        given, initial = {key: value for key, value in given.items() if key in _SHARED}, {}


_SHARED = ("date", "kind", "channel")


def _needed(name: str) -> tuple[str, ...]:
    """The keys that are asked for unless they are given."""
    if name == "contacts":
        return tuple(key for key in NEEDED if key != "date")
    return tuple(line.key for line in form_of(name) if line.required and not line.is_today)


def _answers(name: str, given: Given, initial: Given, session: RecordSession) -> dict[str, Value]:
    if session.ask is None:
        return _unasked(name, given, initial, session)
    texts, earlier = _as_texts(given), _as_texts(initial)
    contacts = session.journal.contacts
    if name == "contacts":
        asked = ask_contact(texts, earlier, contacts, session.ask, session.say, session.today)
    else:
        offered = (
            {key: suggestions(contacts, key) for key in ("employer", "title")} if name == "offers" else {}
        )
        asked = fill(name, texts, session.ask, session.today, offered, earlier)
    proof = asked.get("evidence")
    asked_for: dict[str, Value] = {
        **asked,
        **({"evidence": (proof,)} if name == "contacts" and proof else {}),
    }
    return completed(name, {**asked_for, **given}, session.journal)


def _edited(name: str, given: Given, answers: Given, session: RecordSession) -> dict[str, Value]:
    """The answers after another round of all questions, with the `answers` of this one to start from."""
    edited = _answers(name, {}, answers, session)
    return {**{key: value for key, value in given.items() if key not in edited}, **edited}


def _as_texts(answers: Given) -> dict[str, str]:
    """The answers as they would be typed; groups of keys, which are not asked for, are left out."""
    texts = {
        key: " ".join(map(str, value)) if isinstance(value, tuple) else value
        for key, value in answers.items()
    }
    return {key: str(value) for key, value in texts.items() if not isinstance(value, Mapping)}


def _unasked(name: str, given: Given, initial: Given, session: RecordSession) -> dict[str, Value]:
    """The record from what was given alone, with today where no day was."""
    found: dict[str, Value] = {**initial, **given}
    full, lost = str(found.pop("name", "")), found.pop(LOST_NAME, None)
    if lost and not ("first_name" in given or "last_name" in given):
        hint = "Nothing was written. Give --first-name and --last-name."
        raise UserError(f"The mail has lost a letter of the name {quote(str(lost))}.", hint=hint)
    if name == "contacts" and "first_name" not in given and "last_name" not in given:
        before = latest_contact(session.journal.contacts, full, str(found.get("email", "")))
        if before and is_damaged_form(name_of(before), full):
            before = None  # an earlier mail was saved without the letters
        parts = (before.first_name or "", before.last_name or "") if before else split_name(full)
        if full and parts is None:
            hint = "Nothing was written. Give --first-name and --last-name."
            raise UserError(f"Which part of the name {quote(full)} is the last name?", hint=hint)
        found.update(zip(("first_name", "last_name"), parts or ("", ""), strict=True))
        if before is not None:
            found = {"title": before.title or "", "employer": before.employer or "", **found}
    day = KIND[name].day
    if day:
        found.setdefault(day, session.today.isoformat())
    missing = [key for key in ("kind", *_needed(name)) if key in _required(name) and not found.get(key)]
    if missing:
        flags = ", ".join(f"--{key.replace('_', '-')}" for key in dict.fromkeys(missing))
        hint = (
            f"Nothing was written. {_to_count(name, found)}In a terminal, Weekproof asks for what is missing."
        )
        raise UserError(f"Missing: {flags}.", hint=hint)
    return completed(name, found, session.journal)


def _to_count(name: str, found: Given) -> str:
    """A sentence on what a contact needs besides."""
    missing = [key for key in _needed(name) if key != "kind" and not found.get(key)]
    if name != "contacts" or not missing:
        return ""
    flags = ", ".join("--" + key.replace("_", "-") for key in missing)
    return f"To count, it also needs {flags}. "


def _required(name: str) -> tuple[str, ...]:
    return ("kind",) if name == "contacts" else _needed(name)


def answers_of(mail: Path, root: Path) -> Answers:
    """The answers that the mail gives to whoever the repository at `root` is of."""
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    if mail.stat().st_size > MAX_BYTES:
        raise UserError("This file is too large for an email.", hint="The limit is 25 MB.")
    public = (portfolio.site.contact or "").removeprefix("mailto:")
    own = frozenset(text.casefold() for text in (portfolio.graduate.email, public) if text and "@" in text)
    return read_mail(mail.read_bytes(), own, zone_of(portfolio.search))


def add(name: str, answers: Given, session: RecordSession) -> Added:
    """Draft a record, judge it, ask whether to save it if it would not count, and write it."""
    path = _path(name, answers, session)
    fields = nested({key: value for key, value in answers.items() if value not in ("", ())})
    if name == "contacts" and isinstance(fields.get("evidence"), tuple):
        fields["evidence"] = digested(session.root, fields["evidence"])
    try:
        made = draft_record(session.root, path, name, fields, session.journal.portfolio)
    except UserError as fault:
        session.output.echo(_by_hand(name, fields, session))
        raise fault from None
    if made.record is None:
        for diagnostic in redacted(made.diagnostics) if session.output.redact else made.diagnostics:
            session.say(diagnostic.text.with_hint)
        session.say("Nothing was written.")
        return Added("unreadable", session.journal)
    journal = _with(session.journal, name, made.record)
    came_to = came_of(journal, made.record, session)
    # That a kind never counts was said when it was chosen: no need to ask.
    is_meant = session.ask is not None and answers.get("kind") in NEVER_COUNT
    for line in _told(came_to, is_meant=is_meant):
        session.say(line)
    if came_to.reasons and not is_meant and session.ask:
        decision = ask_to_save(session.ask, is_waiting=came_to.is_waiting)
        if decision == "edit":
            return Added("edit", session.journal)
        if decision == "discard":
            session.say("Nothing was written.")
            return Added("discarded", session.journal)
    _write(made, session)
    if came_to.progress:
        session.say(f"{came_to.progress}.")
    return Added("saved", journal)


def _by_hand(name: str, fields: Given, session: RecordSession) -> str:
    """The record itself, so that nothing typed is lost; not where strangers may read it."""
    return "" if session.output.redact else record_as_yaml(name, fields, session.journal.portfolio)


def _write(made: Draft, session: RecordSession) -> None:
    written = write_draft(session.root, made, session.journal.portfolio)
    if written.record is not None:
        session.say(f"Saved: {written.record.origin.path}:{written.record.origin.line}")


def _path(name: str, answers: Given, session: RecordSession) -> str:
    written, kind = answers.get(KIND[name].day), str(answers.get("kind", ""))
    commitment = session.judged.commitment
    first = commitment.weeks.first_weekday if commitment else 0
    return path_for_new(name, written, session.today, session.journal, first, kind)


def _with(journal: Journal, name: str, record: Record) -> Journal:
    return replace(journal, **{name: (*getattr(journal, name), record)})


def came_of(journal: Journal, record: Record, session: RecordSession) -> Consequence:
    """What the rules make of the journal with the record in it, before anything is written."""
    verdict = session.judged.verdict
    return consequence(judge_again(verdict, journal), record) if verdict else Consequence()


def _told(came_to: Consequence, *, is_meant: bool) -> Iterator[str]:
    for reason in () if is_meant else came_to.reasons:
        yield f"Does not count{' yet' if came_to.is_waiting else ''}: {reason}"
    for warning in came_to.warnings:
        yield f"Note: {warning}"
    for due in came_to.due:
        yield f"{due}."


def nested(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Names of options as groups of keys: `next_step__on` → `{next_step: {on: …}}`."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        head, _, rest = name.partition(BELOW)
        if rest:
            found.setdefault(head, {})[rest] = value
        else:
            found[head] = value
    return found
