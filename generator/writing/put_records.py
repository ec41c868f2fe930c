"""Write records that a machine counted: add new ones, and replace older ones of the same identity.

An older record is replaced on its own lines. Where that cannot be done without losing something (a comment
within it, a list in brackets), the new one is added below and the older one stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import UserError
from generator.model.kinds import KIND
from generator.model.origin import Record
from generator.model.portfolio import Portfolio, zone_of
from generator.reading.records import read_list
from generator.source.layout import detect_layout, split_lines
from generator.writing import editable_file
from generator.writing.append_entry import append_entry
from generator.writing.emit import Fields, coerce_fields, format_entry

Identity = Callable[[Record], object]


class Put(NamedTuple):
    """How many records of a file are new, and how many replaced an older one."""

    added: int
    replaced: int


def put_records(
    root: Path,
    path: str,
    name: str,
    records: Sequence[tuple[object, Fields]],
    identity: Identity,
    portfolio: Portfolio,
) -> Put:
    """Write `records`, each with its identity, to the file at `path`.

    Raises `UserError` if the file cannot take them, `MachineError` if the disk failed; then it is unchanged.
    """
    kind, zone = KIND[name].record, zone_of(portfolio.search)
    file = editable_file.open_file(root, path, portfolio.limits.yaml_kb)
    if file.diagnostics:
        raise UserError(f"{path} cannot be read.", hint="weekproof check says why.")
    text, added, replaced = file.text, 0, 0
    for wanted, fields in records:
        coerced = coerce_fields(kind, fields, zone)
        before = read_list(_with_lf(text), path, name, kind, zone)
        same = [record for record in before.records if identity(record) == wanted]
        new = _replace(text, same[-1], coerced) if same else None
        expected = len(before.records)
        if new is None:
            new, expected = append_entry(text, coerced), expected + 1
            added += 1
        else:
            replaced += 1
        if new is None or len(read_list(_with_lf(new), path, name, kind, zone).records) != expected:
            raise UserError(f"{path} cannot take a record.", hint="weekproof check says what is wrong in it.")
        text = new
    if text != file.text:
        editable_file.save(root, file, text)
    return Put(added, replaced)


def _replace(text: str, record: Record, fields: Fields) -> str | None:
    """The text with the entry of `record` written anew; None if that would lose something."""
    layout = detect_layout(text)
    start = record.origin.line - 1
    if layout is None or layout.form != "block" or start not in layout.entry_lines:
        return None
    lines = split_lines(text)
    later = [line for line in layout.entry_lines if line > start]
    end = later[0] if later else layout.end[0] + 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    if any("#" in line for line in lines[start:end]) or lines[start].lstrip()[:1] != "-":
        return None
    line_end = "\r\n" if lines[start].endswith("\r\n") else "\n"
    new = [f"{line}{line_end}" for line in format_entry(fields, indent=layout.dash, step=layout.key_offset)]
    if end == len(lines) and not lines[-1].endswith(("\n", "\r")):
        new[-1] = new[-1].removesuffix(line_end)
    return "".join([*lines[:start], *new, *lines[end:]])


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
