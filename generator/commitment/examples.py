"""Read a commitment's own examples: small journals with the expected verdict.

Below `tests:` each example has records with only what matters; defaults fill in the rest so that the record
would count. `people: 8` makes records of eight individuals, `times: 3` three records, `words: 150` a post
with a text of that length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic
from generator.model.commitment import Commitment
from generator.model.fields import SiteUrl
from generator.model.kinds import EXAMPLE_LOGIN, KINDS, Journal, Kind
from generator.model.origin import Origin, Record
from generator.model.portfolio import Coach, Ended, Graduate, Portfolio, Search, Site
from generator.reading.convert import Converter
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

_SITE = SiteUrl("https://sam.example")
OWN_REPOSITORY = f"{EXAMPLE_LOGIN}/job-search"
MOST_COPIES, MOST_WORDS = 200, 20_000
_COPIES = ("people", "times")

_KINDS: Mapping[str, Kind] = {kind.name: kind for kind in KINDS if kind.example_defaults is not None}


class ExampleHead(Struct, frozen=True, kw_only=True):
    """The keys of an example besides its records."""

    it: Annotated[str, Meta(description="what the example shows, as a sentence about “it”")]
    programme: Annotated[str | None, Meta(description="default: the first one")] = None
    specialization: Annotated[str | None, Meta(description="if the programme asks for it")] = None
    as_of: Annotated[dt.date, Meta(description="the day of judging")]
    start: Annotated[dt.date, Meta(description="when the search starts")]
    graduated: Annotated[dt.date | None, Meta(description="default: the start")] = None
    ended: Annotated[dt.date | None, Meta(description="when the search ended, hired")] = None
    country: Annotated[str | None, Meta(description="for public holidays")] = None


class Example(Struct, frozen=True):
    """One example. `expect` maps `standing`, `strikes` and week names to the expected verdict."""

    head: ExampleHead
    journal: Journal
    expect: MappingNode
    line: int


def read_examples(
    tree: MappingNode, path: str, commitment: Commitment
) -> tuple[tuple[Example, ...], tuple[Diagnostic, ...]]:
    """Read the examples below `tests:` of a commitment file."""
    convert = Converter(path, dt.UTC)
    entry = tree.entries.get("tests")
    if entry is None:
        return (), ()
    if not isinstance(entry.value, SequenceNode):
        convert.error("value-of-wrong-shape.tests", entry.value)
        return (), tuple(convert.diagnostics)
    examples = [
        example
        for node in entry.value.items
        if (example := _Reader(convert, commitment).read(node)) is not None
    ]
    return tuple(examples), tuple(convert.diagnostics)


class _Reader:
    """Reads one example. Its records are numbered, so that copies differ."""

    def __init__(self, convert: Converter, commitment: Commitment) -> None:
        self.convert = convert
        self.commitment = commitment
        self.number = 0

    def read(self, node: Node) -> Example | None:
        """Read the example; None and a finding if that fails."""
        if not isinstance(node, MappingNode) or "expect" not in node.entries:
            self.convert.error("missing-key.expect", node)
            return None
        expect = node.entries["expect"].value
        keys = {key: e for key, e in node.entries.items() if key not in _KINDS and key != "expect"}
        head = self.convert.record(MappingNode(keys, node.line, node.column), ExampleHead)
        if not isinstance(expect, MappingNode) or not expect.entries:
            self.convert.error("value-of-wrong-shape.expect", expect)
            return None
        if head is None:
            return None
        records: dict[str, Any] = {
            name: tuple(self._records(name, node.entries[name].value))
            for name in _KINDS
            if name in node.entries
        }
        journal = Journal(portfolio=self._portfolio(head), repository=OWN_REPOSITORY, **records)
        return Example(head, journal, expect, node.line)

    def _portfolio(self, head: ExampleHead) -> Portfolio:
        return Portfolio(
            graduate=Graduate(name="Sam Example", github=EXAMPLE_LOGIN),
            search=Search(
                programme=head.programme or self.commitment.programmes[0].id,
                specialization=head.specialization,  # type: ignore[arg-type] # checked with the commitment
                start=head.start,
                graduated=head.graduated or head.start,
                time_zone="UTC",
                country=head.country,
                ended=Ended(on=head.ended, reason="hired") if head.ended else None,
            ),
            coach=Coach(name="The coach"),
            site=Site(url=_SITE),
        )

    def _records(self, name: str, node: Node) -> Iterator[Record]:
        if not isinstance(node, SequenceNode):
            self.convert.error("value-of-wrong-shape.records-of-example", node, key=name)
            return
        for item in node.items:
            if not isinstance(item, MappingNode):
                self.convert.error("value-of-wrong-shape.record-of-example", item)
                continue
            for _ in range(self._copies(item)):
                self.number += 1
                record = self.convert.record(
                    self._filled(name, item), _KINDS[name].record, self._extra(name, item)
                )
                if record is not None:
                    # All copies are on the same line of the file, but counting needs an order.
                    yield replace(record, origin=Origin(self.convert.path, self.number, 1))

    def _copies(self, item: MappingNode) -> int:
        return min(
            (n for key in _COPIES if (n := self._number(key, item, MOST_COPIES)) is not None), default=1
        )

    def _extra(self, name: str, item: MappingNode) -> Mapping[str, object]:
        """The body of a post, made of words that no other post has."""
        words = self._number("words", item, MOST_WORDS) if name == "posts" else None
        if words is None:
            return {}
        return {"body": " ".join(f"word{self.number}x{n}" for n in range(words))}

    def _number(self, key: str, item: MappingNode, most: int) -> int | None:
        entry = item.entries.get(key)
        if entry is None:
            return None
        node = entry.value
        if isinstance(node, ScalarNode) and node.text.isdecimal() and 1 <= int(node.text) <= most:
            return int(node.text)
        self.convert.error("unreadable-number.of-example", node, key=key, most=most)
        return None

    def _filled(self, name: str, item: MappingNode) -> MappingNode:
        special = (*_COPIES, "words") if name == "posts" else _COPIES
        entries = {key: e for key, e in item.entries.items() if key not in special}
        is_written = name == "posts" and "words" in item.entries
        for key, text in (_KINDS[name].example_defaults or {}).items():
            # A post of so many words is published here; with another address it would be a link post.
            if key not in entries and not (is_written and key == "published_url"):
                value = ScalarNode(text.format(n=self.number), item.line, item.column)
                entries[key] = Entry(ScalarNode(key, item.line, item.column), value)
        return MappingNode(entries, item.line, item.column)
