"""Add a record to a YAML list; everything else in the file stays byte for byte."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.model.kinds import KIND
from generator.model.origin import Record
from generator.model.portfolio import Portfolio, zone_of
from generator.reading.records import read_list
from generator.writing import editable_file
from generator.writing.append_entry import append_entry
from generator.writing.emit import Fields, coerce_fields, format_entry


class Draft(Struct, frozen=True):
    """A new version of a file with one more record, the `fields` of a `kind`, not written yet.

    `record` is the new record as our reader reads it from `text`. It is None if the fields do not make a
    record or the file cannot take one; `diagnostics` says why, at the lines it would have.
    """

    kind: str
    fields: Fields
    file: editable_file.EditableFile
    text: str
    record: Record | None
    diagnostics: tuple[Diagnostic, ...]


def draft_record(root: Path, path: str, name: str, fields: Fields, portfolio: Portfolio) -> Draft:
    """Draft the file at `path` with one more record of the kind `name` (`contacts`, `goals` …).

    Values of `fields` that are declared as dates or numbers may be text; empty ones are left out. Raises
    `UserError` if no record can be added to the file as it is.
    """
    zone, kind = zone_of(portfolio.search), KIND[name].record
    file = editable_file.open_file(root, path, portfolio.limits.yaml_kb)
    if file.diagnostics:
        return Draft(name, fields, file, file.text, None, file.diagnostics)
    text = append_entry(file.text, coerce_fields(kind, fields, zone))
    if text is None:
        raise UserError(f"{path} cannot take a record.", hint=_refusal_hint(file.text, path, name, portfolio))
    before = read_list(_with_lf(file.text), path, name, kind, zone)
    after = read_list(_with_lf(text), path, name, kind, zone)
    known = {(diagnostic.rule, diagnostic.message, diagnostic.location) for diagnostic in before.diagnostics}
    diagnostics = tuple(
        diagnostic
        for diagnostic in after.diagnostics
        if (diagnostic.rule, diagnostic.message, diagnostic.location) not in known
    )
    is_more = len(after.records) == len(before.records) + 1
    record = after.records[-1] if is_more and not diagnostics else None
    return Draft(name, fields, file, text, record, diagnostics)


def add_record(root: Path, path: str, name: str, fields: Fields, portfolio: Portfolio) -> Draft:
    """Draft a record and write it if it is valid.

    Raises `UserError` or `MachineError`; then the file is unchanged.
    """
    draft = draft_record(root, path, name, fields, portfolio)
    return draft if draft.record is None else write_draft(root, draft, portfolio)


def write_draft(root: Path, draft: Draft, portfolio: Portfolio) -> Draft:
    """Write a draft that has a record, and give it as it was written.

    If another program has changed the file since then, the record is added to the file as it is now. Raises
    `UserError` if that cannot be done, or `MachineError`; then the file is unchanged.
    """
    with editable_file.nobody_else_edits(root):
        if draft.record is not None and editable_file.has_changed(root, draft.file):
            draft = draft_record(root, draft.file.path, draft.kind, draft.fields, portfolio)
        if draft.record is None:
            reason = draft.diagnostics[0].text.with_hint if draft.diagnostics else ""
            raise UserError(f"{draft.file.path} cannot take this record now.", hint=reason or None)
        editable_file.replace_text(root, draft.file, draft.text)
    return draft


def record_as_yaml(name: str, fields: Fields, portfolio: Portfolio) -> str:
    """The record as YAML, for adding it to a file by hand."""
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
    return f"Fix line {first.location.line} first: {first.message}"
