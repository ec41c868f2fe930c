"""Files that are lists of records: contacts, activities, offers, coaching, goals, contributions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
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
    """The records of one kind, in order of path and line, and what could not be read of them."""

    records: tuple[R, ...]
    unreadable: tuple[Unreadable, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_folder(
    root: Path, folder: str, name: str, kind: type[R], zone: dt.tzinfo, max_kb: int
) -> ReadRecords[R]:
    """All records of a folder of YAML files. `name` is what `Unreadable` calls the kind."""
    paths, diagnostics = list_files(root, folder)
    yaml_paths = [path for path in paths if path.endswith(YAML_ENDINGS)]
    ignored = tuple(_ignored_file(path) for path in paths if not path.endswith(YAML_ENDINGS))
    damaged = (Unreadable(name),) if diagnostics else ()
    files = [read_file(root, path, name, kind, zone, max_kb) for path in yaml_paths]
    return concatenate([ReadRecords((), damaged, (*diagnostics, *ignored)), *files])


def concatenate(parts: Iterable[ReadRecords[R]]) -> ReadRecords[R]:
    """What several files hold, one after the other."""
    files = list(parts)
    return ReadRecords(
        tuple(record for part in files for record in part.records),
        tuple(damage for part in files for damage in part.unreadable),
        tuple(one for part in files for one in part.diagnostics),
    )


def read_file(
    root: Path, path: str, name: str, kind: type[R], zone: dt.tzinfo, max_kb: int
) -> ReadRecords[R]:
    """All records of one YAML file."""
    file, diagnostics = read_text(root, path, max_kb)
    if file is None:
        return ReadRecords((), (Unreadable(name),), diagnostics)
    return read_list(file.text, path, name, kind, zone)


def read_list(text: str, path: str, name: str, kind: type[R], zone: dt.tzinfo) -> ReadRecords[R]:
    """All records of the text of one YAML file."""
    tree, diagnostics = parse_yaml(text, path)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    damaged = [Unreadable(name)] if diagnostics else []
    if tree is None or (isinstance(tree, ScalarNode) and tree.is_blank and not tree.unreadable):
        return ReadRecords((), tuple(damaged), tuple(convert.diagnostics))
    if not isinstance(tree, SequenceNode):
        convert.error("value-of-wrong-shape.no-list-of-records", tree, is_now=describe_shape(tree))
        return ReadRecords((), (Unreadable(name),), tuple(convert.diagnostics))
    records = _records(tree, kind, name, convert, damaged)
    return ReadRecords(tuple(records), tuple(damaged), tuple(convert.diagnostics))


def _records(
    tree: SequenceNode, kind: type[R], name: str, convert: Converter, damaged: list[Unreadable]
) -> Iterable[R]:
    for item in tree.items:
        before = len(convert.diagnostics)
        if not isinstance(item, MappingNode):
            convert.error("value-of-wrong-shape.no-record", item, is_now=describe_shape(item))
            damaged.append(Unreadable(name))
            continue
        record = convert.record(item, kind)
        faults = convert.diagnostics[before:]
        if faults:
            damaged.append(Unreadable(name, _day_of(record, item, convert.zone, faults)))
        if record is not None:
            yield record


def _day_of(
    record: Record | None, item: MappingNode, zone: dt.tzinfo, faults: Iterable[Diagnostic]
) -> dt.date | None:
    """The day of a damaged record, where nothing that could move it to another day is in doubt."""
    if any(fault.rule == "unreadable-date" for fault in faults):
        return None
    day = day_at(item, zone) if record is None else getattr(record, "date", None)
    follow_up = item.entries.get("follow_up")
    if follow_up is not None and day_at(item, zone, "follow_up") != day:
        return None
    return day if isinstance(day, dt.date) else None


def day_at(item: MappingNode, zone: dt.tzinfo, key: str = "date") -> dt.date | None:
    """The day that stands behind `key`, where one can be read."""
    entry = item.entries.get(key)
    if entry is None or not isinstance(entry.value, ScalarNode):
        return None
    day = read_day(entry.value.text.strip(), zone)
    return None if isinstance(day, Message) else day


def _ignored_file(path: str) -> Diagnostic:
    return diagnostic("file-ignored.no-yaml", Location(path, 1, 1), Severity.WARNING)


def check_totals(records: Iterable[Contribution]) -> tuple[list[Diagnostic], list[Unreadable]]:
    """Records whose `by_repository` tells of more than the day had: one of the two must be wrong."""
    found, damaged = [], []
    for record in records:
        told = sum(record.by_repository.values())
        if told > record.total:
            location = record.origin.location_of("by_repository")
            found.append(
                diagnostic("contributions-exceed-total.sums", location, repositories=told, total=record.total)
            )
            damaged.append(Unreadable("contributions", record.date))
    return found, damaged
