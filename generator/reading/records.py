"""Read YAML lists of records: contacts, activities, offers, coaching, goals, contributions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from generator.core.diagnostics import PRIVATE_FOLDER, Diagnostic, Location, Severity, diagnostic, has_errors
from generator.core.messages import Message
from generator.model.contribution import Contribution
from generator.model.kinds import YAML_ENDINGS, Unreadable
from generator.model.origin import Record
from generator.reading.convert import Converter
from generator.reading.dates import read_day
from generator.source.files import list_files, read_text
from generator.source.tree import MappingNode, ScalarNode, SequenceNode, describe_shape
from generator.source.yaml_tree import parse_yaml

R = TypeVar("R", bound=Record)


class ReadRecords(Struct, Generic[R], frozen=True):
    """The records of one kind in order of path and line, and what could not be read."""

    records: tuple[R, ...]
    unreadable: tuple[Unreadable, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_folder(
    root: Path, folder: str, name: str, kind: type[R], zone: dt.tzinfo, max_kb: int
) -> ReadRecords[R]:
    """Read a folder of YAML files. `name` is the name of the kind."""
    paths, diagnostics = list_files(root, folder)
    yaml_paths = [path for path in paths if path.endswith(YAML_ENDINGS)]
    # In a private folder that is an error, reported by read_journal.
    is_public = not folder.startswith(PRIVATE_FOLDER)
    ignored = tuple(_ignored_file(path) for path in paths if is_public and not path.endswith(YAML_ENDINGS))
    unreadable = (Unreadable(name),) if diagnostics else ()
    files = [read_file(root, path, name, kind, zone, max_kb) for path in yaml_paths]
    return concatenate([ReadRecords((), unreadable, (*diagnostics, *ignored)), *files])


def concatenate(parts: Iterable[ReadRecords[R]]) -> ReadRecords[R]:
    """The records of several files in one."""
    files = list(parts)
    return ReadRecords(
        tuple(record for part in files for record in part.records),
        tuple(item for part in files for item in part.unreadable),
        tuple(item for part in files for item in part.diagnostics),
    )


def read_file(
    root: Path, path: str, name: str, kind: type[R], zone: dt.tzinfo, max_kb: int
) -> ReadRecords[R]:
    """Read one YAML file."""
    file, diagnostics = read_text(root, path, max_kb)
    if file is None:
        return ReadRecords((), (Unreadable(name),), diagnostics)
    return read_list(file.text, path, name, kind, zone)


def read_list(text: str, path: str, name: str, kind: type[R], zone: dt.tzinfo) -> ReadRecords[R]:
    """Read the text of one YAML file."""
    tree, diagnostics = parse_yaml(text, path)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    unreadable = [Unreadable(name)] if has_errors(diagnostics) else []
    if tree is None or (isinstance(tree, ScalarNode) and tree.is_blank and not tree.unreadable):
        return ReadRecords((), tuple(unreadable), tuple(convert.diagnostics))
    if not isinstance(tree, SequenceNode):
        convert.error("value-of-wrong-shape.no-list-of-records", tree, is_now=describe_shape(tree))
        return ReadRecords((), (Unreadable(name),), tuple(convert.diagnostics))
    records = _records(tree, kind, name, convert, unreadable)
    return ReadRecords(tuple(records), tuple(unreadable), tuple(convert.diagnostics))


def _records(
    tree: SequenceNode, kind: type[R], name: str, convert: Converter, unreadable: list[Unreadable]
) -> Iterable[R]:
    for item in tree.items:
        before = len(convert.diagnostics)
        if not isinstance(item, MappingNode):
            convert.error("value-of-wrong-shape.no-record", item, is_now=describe_shape(item))
            unreadable.append(Unreadable(name, records=1))
            continue
        record = convert.record(item, kind)
        errors = convert.diagnostics[before:]
        if has_errors(errors):
            day = _day_of(record, item, convert.zone, errors)
            position = record.origin.position if record else None
            unreadable.append(Unreadable(name, day, 1, position))
        if record is not None:
            yield record


def _day_of(
    record: Record | None, item: MappingNode, zone: dt.tzinfo, errors: Iterable[Diagnostic]
) -> dt.date | None:
    """The day of an unreadable record; None if the error could have moved it to another day."""
    if any(error.rule == "unreadable-date" for error in errors):
        return None
    day = day_at(item, zone) if record is None else getattr(record, "date", None)
    follow_up = item.entries.get("follow_up")
    if follow_up is not None and day_at(item, zone, "follow_up") != day:
        return None
    return day if isinstance(day, dt.date) else None


def day_at(item: MappingNode, zone: dt.tzinfo, key: str = "date") -> dt.date | None:
    """The date at `key`; None if there is no readable one."""
    entry = item.entries.get(key)
    if entry is None or not isinstance(entry.value, ScalarNode):
        return None
    day = read_day(entry.value.text.strip(), zone)
    return None if isinstance(day, Message) else day


def _ignored_file(path: str) -> Diagnostic:
    return diagnostic("file-ignored.no-yaml", Location(path, 1, 1), Severity.WARNING)


def check_totals(records: Iterable[Contribution]) -> tuple[list[Diagnostic], list[Unreadable]]:
    """Report records whose `by_repository` has more than the day's total: one of them must be wrong."""
    diagnostics, unreadable = [], []
    for record in records:
        count = sum(record.by_repository.values())
        if count > record.total:
            location = record.origin.location_of("by_repository")
            key = "contributions-exceed-total.sums"
            diagnostics.append(diagnostic(key, location, repositories=count, total=record.total))
            unreadable.append(Unreadable("contributions", record.date, 1, record.origin.position))
    return diagnostics, unreadable


# Kind → pairs of its days of which the second cannot be before the first.
_ORDER_OF_DAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "offers": (("received", "deadline"), ("received", "answered")),
    "coaching": (("date", "answered"),),
}


def check_order_of_days(kind: str, records: Iterable[Record]) -> list[Diagnostic]:
    """Report records with days in an impossible order: an answer before its question."""
    diagnostics = []
    for record in records:
        for earlier, later in _ORDER_OF_DAYS.get(kind, ()):
            first, day = getattr(record, earlier), getattr(record, later)
            if day is not None and day < first:
                message = Message(
                    "days-out-of-order.here", earlier=earlier, later=later, first=first, day=day
                )
                diagnostics.append(diagnostic(message, record.origin.location_of(later)))
    return diagnostics
