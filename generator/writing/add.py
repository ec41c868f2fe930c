"""A record added to a file of records, as text: what the graduate wrote stays byte for byte."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.model.kinds import KIND
from generator.model.origin import Record
from generator.model.portfolio import Portfolio
from generator.model.zone import zone_of
from generator.reading.records import read_list
from generator.writing import files
from generator.writing.entries import Fields, format_entry
from generator.writing.lists import append_entry
from generator.writing.typed import coerce_fields


class Draft(Struct, frozen=True):
    """A record that is ready to be written, and has not been.

    `record` is what our own reader makes of it where it will stand. It is None where the fields make
    no record or the file cannot take it; `found` says why, each finding at the line where it would be.
    """

    file: files.EditableFile
    text: str
    record: Record | None
    diagnostics: tuple[Diagnostic, ...]


def draft_record(root: Path, path: str, name: str, fields: Fields, portfolio: Portfolio) -> Draft:
    """The file at `path` with one more record of the kind `name` (`contacts`, `goals` …).

    `fields` are its keys and values; those that are declared as days or numbers may come as text, and empty
    ones are left out. Nothing is written. `UserError` where the text of the file as it is can take no record.
    """
    zone, kind = zone_of(portfolio.search), KIND[name].record
    sheet = files.open_file(root, path, portfolio.limits.yaml_kb)
    if sheet.diagnostics:
        return Draft(sheet, sheet.text, None, sheet.diagnostics)
    text = append_entry(sheet.text, coerce_fields(kind, fields, zone))
    if text is None:
        raise UserError(
            f"{path} cannot take a record.", hint=_refusal_hint(sheet.text, path, name, portfolio)
        )
    before = read_list(_with_lf(sheet.text), path, name, kind, zone)
    after = read_list(_with_lf(text), path, name, kind, zone)
    known = {(diagnostic.rule, diagnostic.message, diagnostic.location) for diagnostic in before.diagnostics}
    diagnostics = tuple(
        diagnostic
        for diagnostic in after.diagnostics
        if (diagnostic.rule, diagnostic.message, diagnostic.location) not in known
    )
    is_more = len(after.records) == len(before.records) + 1
    return Draft(sheet, text, after.records[-1] if is_more and not diagnostics else None, diagnostics)


def add_record(root: Path, path: str, name: str, fields: Fields, portfolio: Portfolio) -> Draft:
    """Write what `draft` gives, where it gives a record; else leave the file as it is.

    What was written is read again from the disk. `UserError`, `MachineError`: the file is as it was.
    """
    made = draft_record(root, path, name, fields, portfolio)
    if made.record is not None:
        write_draft(root, made)
    return made


def write_draft(root: Path, made: Draft) -> None:
    """Write a draft that has a record. A `UserError` where the file changed since it was drafted."""
    if made.record is None:
        raise UserError("There is no record to write.")
    files.save(root, made.file, made.text)


def record_as_yaml(name: str, fields: Fields, portfolio: Portfolio) -> str:
    """The record as it would stand in a file, for whoever has to put it there by hand."""
    return "\n".join(format_entry(coerce_fields(KIND[name].record, fields, zone_of(portfolio.search)))) + "\n"


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refusal_hint(text: str, path: str, name: str, portfolio: Portfolio) -> str:
    diagnostics = read_list(
        _with_lf(text), path, name, KIND[name].record, zone_of(portfolio.search)
    ).diagnostics
    first = next((diagnostic for diagnostic in diagnostics if diagnostic.location.line), None)
    if first is None:
        return "Write it by hand, as a list whose records begin with `- `."
    return f"Mend line {first.location.line} first: {first.message}"
