"""One record drafted, judged, confirmed and written, and what it came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.agenda.consequences import Consequence, consequence
from generator.cli.findings import on_screen, redacted
from generator.cli.new_options import nested
from generator.core.errors import UserError
from generator.intake.prompts import NEVER_COUNT, ask_to_save
from generator.intake.question import Ask
from generator.model.kinds import KIND, Journal
from generator.model.origin import Record
from generator.pipeline.run import judge_again
from generator.pipeline.types import JudgeResult
from generator.reading.dates import read_day
from generator.reporters.registry import Output
from generator.writing.add import Draft, draft_record, record_as_yaml, write_draft
from generator.writing.entries import Value
from generator.writing.path_for import record_path

Given = Mapping[str, Value]


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


def add(name: str, answers: Given, jotter: RecordSession) -> Added:
    """Draft a record, judge it, ask whether to save it if it would not count, and write it."""
    path = _path(name, answers, jotter)
    fields = nested({key: value for key, value in answers.items() if value not in ("", ())})
    try:
        made = draft_record(jotter.root, path, name, fields, jotter.journal.portfolio)
    except UserError as fault:
        jotter.output.echo(_by_hand(name, fields, jotter))
        raise fault from None
    if made.record is None:
        for diagnostic in redacted(made.diagnostics) if jotter.output.redact else made.diagnostics:
            jotter.say(diagnostic.text.with_hint)
        jotter.say("Nothing was written.")
        return Added("unreadable", jotter.journal)
    journal = _with(jotter.journal, name, made.record)
    came_to = came_of(journal, made.record, jotter)
    # That a kind never counts was said when it was chosen: no need to ask.
    is_meant = jotter.ask is not None and answers.get("kind") in NEVER_COUNT
    for line in _told(came_to, is_meant=is_meant):
        jotter.say(line)
    if came_to.reasons and not is_meant and jotter.ask:
        decision = ask_to_save(jotter.ask)
        if decision == "edit":
            return Added("edit", jotter.journal)
        if decision == "discard":
            jotter.say("Nothing was written.")
            return Added("discarded", jotter.journal)
    _write(made, jotter)
    if came_to.progress:
        jotter.say(f"{came_to.progress}.")
    return Added("saved", journal)


def _by_hand(name: str, fields: Given, jotter: RecordSession) -> str:
    """The record itself, so that nothing typed is lost; not where strangers may read it."""
    return "" if jotter.output.redact else record_as_yaml(name, fields, jotter.journal.portfolio)


def _write(made: Draft, jotter: RecordSession) -> None:
    write_draft(jotter.root, made)
    if made.record is not None:
        jotter.say(f"Saved: {made.record.origin.path}:{made.record.origin.line}")


def _path(name: str, answers: Given, jotter: RecordSession) -> str:
    written = answers.get(KIND[name].day)
    day = read_day(written, dt.UTC) if isinstance(written, str) else jotter.today
    commitment = jotter.judged.commitment
    first = commitment.weeks.first_weekday if commitment else 0
    kind = str(answers.get("kind", ""))
    found = day if isinstance(day, dt.date) else jotter.today
    return record_path(name, found, jotter.journal, first, kind if name == "coaching" else "")


def _with(journal: Journal, name: str, record: Record) -> Journal:
    return replace(journal, **{name: (*getattr(journal, name), record)})


def came_of(journal: Journal, record: Record, jotter: RecordSession) -> Consequence:
    """What the rules make of the journal with the record in it, before anything is written."""
    verdict = jotter.judged.verdict
    return consequence(judge_again(verdict, journal), record) if verdict else Consequence()


def _told(came_to: Consequence, *, is_meant: bool) -> Iterator[str]:
    for reason in () if is_meant else came_to.reasons:
        yield f"Does not count: {reason}"
    for warning in came_to.warnings:
        yield f"Note: {warning}"
    for due in came_to.due:
        yield f"{due}."
