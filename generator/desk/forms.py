"""Forms, made from the declarations of records: their keys, types, choices, help and private marks.

A form's answers are texts by dotted name (`next_step.on`, `citations.0.title`), as a browser sends them and
as a file has them: what was typed comes back as it was typed, valid or not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from generator.core.text import capitalized
from generator.intake.prompts import form_of
from generator.model.fields import Private
from generator.model.kinds import Kind
from generator.model.private import record_fields
from generator.reading.dates import read_day
from generator.reading.fields import (
    Choice,
    Either,
    EvidenceField,
    Group,
    Key,
    ListOf,
    MapOf,
    Shape,
    Text,
    keys_of,
)
from generator.reading.scalars import read_bool, read_float, read_int
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from generator.writing.emit import Value

Control = Literal["line", "prose", "body", "day", "number", "choice", "switch", "lines", "pairs"]
Texts = Mapping[str, str]
"""Answers by the dotted names of their fields."""

BODY = "body"
"""The name of the field with a document's text."""
# What is asked for first, where the questions at the terminal do not say it.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "contacts": (
        *("first_name", "last_name", "title", "employer", "kind", "summary", "date", "channel"),
        *("follow_up", "evidence"),
    ),
    "applications": ("date", "employer", "title", "status", "link", "notes"),
    "offers": (
        *("employer", "title", "received", "deadline", "in_field", "full_time", "terms"),
        *("answer", "answered"),
    ),
    "goals": ("title", "why", "measure", "target", "current", "due", "done"),
    "posts": ("title", "date", "summary", "tags", "draft"),
    "projects": ("title", "summary", "repository", "demo", "stack", "date"),
    "pages": ("title", "summary", "nav"),
    "letters": ("employer", "title", "to", "date", "subject"),
}
# A name in one word is too short for these.
_LABELS: Mapping[str, str] = {
    "contacts.title": "Job title",
    "contacts.kind": "Kind of contact",
    "applications.title": "Job title",
    "letters.title": "Job title",
    "letters.to": "Person it is for",
    "offers.title": "Job title",
    "offers.received": "Received on",
    "portfolio.graduate.github": "GitHub",
    "portfolio.graduate.gitlab": "GitLab",
    "portfolio.site.url": "Address (URL)",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Field(Struct, frozen=True, kw_only=True):
    """One field of a form.

    `seen` are earlier answers, for completion. `files` names the folder that dropped files go to. `problems`
    are sentences.
    """

    name: str
    label: str
    help: str = ""
    control: Control = "line"
    choices: tuple[str, ...] = ()
    required: bool = False
    is_private: bool = False
    seen: tuple[str, ...] = ()
    files: str = ""
    value: str = ""
    problems: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def is_native_day(self) -> bool:
        """Whether a browser's calendar can show the value: not so for `yesterday` or 31 June."""
        if self.control != "day":
            return False
        return not self.value or (_DAY.fullmatch(self.value) is not None and _exists(self.value))


def _exists(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


class FieldGroup(Struct, frozen=True, kw_only=True):
    """Fields below one key, or one entry of a list of such."""

    name: str
    label: str
    help: str = ""
    items: tuple[Field | FieldGroup, ...] = ()


Item = Field | FieldGroup


class Form(Struct, frozen=True, kw_only=True):
    """The fields of a kind: the `first` ones, and `more`, which few records need."""

    first: tuple[Item, ...]
    more: tuple[Item, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields."""
        return tuple(_flat((*self.first, *self.more)))


def _flat(items: Iterable[Item]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Field):
            yield item
        else:
            yield from _flat(item.items)


class Shown(Struct, frozen=True, kw_only=True):
    """What a form shows: values, problems and earlier answers, all by dotted name."""

    values: Texts = {}
    problems: Mapping[str, tuple[str, ...]] = {}
    seen: Mapping[str, tuple[str, ...]] = {}


def form_for(kind: Kind, shown: Shown) -> Form:
    """The form for a record of this kind."""
    items = {
        name: item for name, item in _items(kind.record, shown, kind, "") if name not in kind.by_machines
    }
    if kind.storage == "documents":
        items[BODY] = Field(
            name=BODY,
            label="Text",
            help="In Markdown." if kind.is_private else "In Markdown. Drop pictures here.",
            control="body",
            files="" if kind.is_private else "content/images",
            value=shown.values.get(BODY, ""),
            problems=shown.problems.get(BODY, ()),
        )
    if kind.storage == "record":
        return Form(first=tuple(items.values()), more=())
    asked = _FIRST.get(kind.name) or tuple(line.key for line in form_of(kind.name))
    first = [items[name] for name in asked if name in items]
    first += [item for name, item in items.items() if name not in asked and (_required(item) or name == BODY)]
    return Form(first=tuple(first), more=tuple(item for item in items.values() if item not in first))


def _required(item: Item) -> bool:
    return isinstance(item, Field) and item.required


def _items(
    kind: type[Struct], shown: Shown, of: Kind, prefix: str, *, is_needed: bool = True
) -> Iterator[tuple[str, Item]]:
    """The items for the keys of a struct; what is needed only within one that is not needed is not marked."""
    marks = {field.name: field.mark for field in record_fields(kind)}
    for key in keys_of(kind).values():
        item = _item(key, key.shape, shown, of, prefix + key.name, marks.get(key.field), is_needed)
        if item is not None:
            yield key.name, item


def _item(
    key: Key, shape: Shape, shown: Shown, of: Kind, name: str, mark: Private | None, is_needed: bool
) -> Item | None:
    label, help_ = label_of(of.name, name, key.name), capitalized(key.description)
    help_ = "" if help_.casefold() == label.casefold() else help_
    if isinstance(shape, Group):
        inner = tuple(
            item
            for _, item in _items(shape.type, shown, of, f"{name}.", is_needed=is_needed and key.required)
        )
        return FieldGroup(name=name, label=label, help=help_, items=inner)
    if isinstance(shape, ListOf) and isinstance(shape.of, Group):
        rows = range(rows_of(name, (one for one, text in shown.values.items() if text)) + 1)
        groups = tuple(
            FieldGroup(
                name=f"{name}.{row}",
                label=f"{label} {row + 1}",
                items=tuple(
                    item for _, item in _items(shape.of.type, shown, of, f"{name}.{row}.", is_needed=False)
                ),
            )
            for row in rows
        )
        return FieldGroup(name=name, label=label, help=help_, items=groups)
    if isinstance(shape, Either):
        return None
    control, choices = _control(key, shape)
    is_text = isinstance(shape, Text) and shape.is_text
    return Field(
        name=name,
        label=label,
        help=help_ if control != "lines" else f"{help_}{'; ' if help_ else ''}one a line",
        control=control,
        choices=choices,
        required=key.required and is_needed,
        is_private=mark is not None and mark is not Private.OPEN,
        seen=shown.seen.get(key.name, ()) if control == "line" and is_text else (),
        files=_files(key, shape),
        value=shown.values.get(name, ""),
        problems=shown.problems.get(name, ()),
    )


def label_of(kind: str, name: str, key: str) -> str:
    """The label of a key: its name as words, unless there is a better one."""
    return _LABELS.get(f"{kind}.{name}") or capitalized(key.replace("_", " "))


def in_words(text: str, kind: Kind | None) -> str:
    """A sentence about keys of a file, as one about the fields of its form.

    `` `single_name: true` `` becomes “Single name: yes”, an example in capitals (`` `evidence: [LINK]` ``)
    goes. What is no key of `kind` stays as it is.
    """
    labels = dict(_labels(kind.record, kind, "")) if kind else {}

    def told(match: re.Match[str]) -> str:
        key, value = match[1], (match[2] or "").strip()
        label = labels.get(key) or labels.get(key.rpartition(".")[2])
        if label is None:
            return match[0]
        value = {"true": "yes", "false": "no"}.get(value, value)
        return f"“{label}: {value}”" if value and not _EXAMPLE.search(value) else f"“{label}”"

    return _KEY.sub(told, text)


_KEY = re.compile(r"`([a-z][a-z_.]*)(?::( [^`]*)?)?`")
_EXAMPLE = re.compile(r"[A-Z]{2}|[\[{]")


def _labels(of: type[Struct], kind: Kind, prefix: str) -> Iterator[tuple[str, str]]:
    """The label of each key by its name, of inner ones also by the dotted name."""
    for key in keys_of(of).values():
        name = prefix + key.name
        shape = key.shape.of if isinstance(key.shape, ListOf) else key.shape
        if isinstance(shape, Group):
            yield from _labels(shape.type, kind, f"{name}.")
        label = label_of(kind.name, name, key.name)
        yield name, label


def _files(key: Key, shape: Shape) -> str:
    if isinstance(shape, ListOf) and isinstance(shape.of, EvidenceField):
        return "content/private/evidence"
    return "content/images" if key.name == "image" else ""


def _control(key: Key, shape: Shape) -> tuple[Control, tuple[str, ...]]:
    if isinstance(shape, Choice):
        return "choice", shape.words
    if isinstance(shape, ListOf):
        return "lines", ()
    if isinstance(shape, MapOf):
        return "pairs", ()
    if isinstance(shape, Text):
        if shape.read is read_bool:
            return ("switch", ()) if key.default is False else ("choice", ("yes", "no"))
        if shape.read is read_day:
            return "day", ()
        if shape.read in (read_int, read_float):
            return "number", ()
    return ("prose" if key.is_prose else "line"), ()


def rows_of(name: str, texts: Iterable[str]) -> int:
    """How many entries of the list at `name` the texts have."""
    pattern = re.compile(re.escape(name) + r"\.(\d{1,3})\.")
    found = [int(match[1]) for text in texts if (match := pattern.match(text))]
    return max(found, default=-1) + 1


def posted_texts(posted: Mapping[str, Sequence[str]], known: Collection[str]) -> dict[str, str]:
    """The answers that a browser sent: line ends as files have them, a switch that is off as empty."""
    return {name: "\n".join(posted.get(name, ())).replace("\r\n", "\n").replace("\r", "\n") for name in known}


def names_asked(kind: Kind, answered: Iterable[str]) -> list[str]:
    """The dotted names of all fields of a form with answers to these, and no others."""
    sent = [name for name in answered if name]
    shown = Shown(values=dict.fromkeys(sent, "sent"))
    return [field.name for field in form_for(kind, shown).fields]


def fields_from(kind: type[Struct], texts: Texts, prefix: str = "") -> dict[str, Value]:
    """A record's fields for `writing/`, without those that are empty."""
    found: dict[str, Value] = {}
    for key in keys_of(kind).values():
        value = value_from(key.shape, texts, prefix + key.name)
        if value not in ("", (), {}):
            found[key.name] = value
    return found


def value_from(shape: Shape, texts: Texts, name: str) -> Value:
    """The value at a dotted name; empty if nothing was typed."""
    if isinstance(shape, Group):
        return fields_from(shape.type, texts, f"{name}.")
    if isinstance(shape, ListOf) and isinstance(shape.of, Group):
        rows = (fields_from(shape.of.type, texts, f"{name}.{row}.") for row in range(rows_of(name, texts)))
        return tuple(row for row in rows if row)
    text = texts.get(name, "")
    if isinstance(shape, ListOf):
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if isinstance(shape, MapOf):
        pairs = (line.partition(":") for line in text.split("\n") if line.strip())
        return {key.strip(): value.strip() for key, _, value in pairs}
    return text.strip()


def texts_of(kind: type[Struct], node: MappingNode, prefix: str = "") -> dict[str, str]:
    """The answers that a record in a file stands for, as they are written there."""
    found: dict[str, str] = {}
    for key in keys_of(kind).values():
        entry = node.entries.get(key.name)
        if entry is not None:
            found.update(_texts(key.shape, entry.value, prefix + key.name, key.default))
    return found


def _texts(shape: Shape, node: Node, name: str, default: object = None) -> Mapping[str, str]:
    if isinstance(shape, Group) and isinstance(node, MappingNode):
        return texts_of(shape.type, node, f"{name}.")
    if isinstance(shape, ListOf) and isinstance(shape.of, Group) and isinstance(node, SequenceNode):
        found: dict[str, str] = {}
        for row, item in enumerate(node.items):
            found.update(_texts(shape.of, item, f"{name}.{row}"))
        return found
    text = _plain(node)
    if isinstance(shape, Text) and shape.read is read_bool:
        value = read_bool(text.strip(), dt.UTC)
        is_switch = default is False
        text = text if not isinstance(value, bool) else "yes" if value else "" if is_switch else "no"
    return {name: text}


def _plain(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "" if node.is_blank else node.text
    if isinstance(node, SequenceNode):
        return "\n".join(_plain(item) for item in node.items)
    path = node.entries.get("path")
    if path is not None:  # evidence with its digest
        return _plain(path.value)
    return "\n".join(f"{key}: {_plain(entry.value)}" for key, entry in node.entries.items())


def places(node: MappingNode, prefix: str = "") -> dict[tuple[int, int], str]:
    """Line and column of each value → the dotted name of its field, of a group → that of the group.

    A key has none: a record begins where its first key does, and what is about the record is not about that.
    """
    found: dict[tuple[int, int], str] = {}
    for key, entry in node.entries.items():
        name = prefix + key
        found[entry.value.line, entry.value.column] = name
        if isinstance(entry.value, MappingNode):
            found.update(places(entry.value, f"{name}."))
        elif isinstance(entry.value, SequenceNode):
            for row, item in enumerate(entry.value.items):
                is_group = isinstance(item, MappingNode)
                found[item.line, item.column] = f"{name}.{row}" if is_group else name
                if isinstance(item, MappingNode):
                    found.update(places(item, f"{name}.{row}."))
    return found
