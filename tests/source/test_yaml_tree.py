"""YAML text becomes a positioned tree, and each way of surprising a reader is told at its place."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.core.diagnostics import Diagnostic, Severity
from generator.source import builder
from generator.source.builder import MAX_DEPTH
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from generator.source.yaml_tree import parse_yaml
from tests.support.effort import effort
from tests.support.repositories import marked

PATH = "content/private/goals.yaml"


def _values(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {name: _values(entry.value) for name, entry in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_values(item) for item in node.items if not _is_doubtful(item)]
    return node.text if node else None


def _is_doubtful(node: Node) -> bool:
    return isinstance(node, MappingNode) and node.recovered


def _one(text: str) -> Diagnostic:
    (found,) = parse_yaml(text, PATH)[1]
    assert found.severity is Severity.ERROR
    assert found.hint
    return found


def test_every_scalar_keeps_the_text_that_was_written() -> None:
    text = "- {a: NO, b: 0123, c: 12:30, d: 1_000, e: +15551234, f: 2026-11-03, g: ~, h: null, i: 1e3}\n"
    values = {"a": "NO", "b": "0123", "c": "12:30", "d": "1_000", "e": "+15551234"}
    more = {"f": "2026-11-03", "g": "~", "h": "null", "i": "1e3"}
    assert parse_yaml(text, PATH) == (parse_yaml(text, PATH)[0], ())
    assert _values(parse_yaml(text, PATH)[0]) == [{**values, **more}]


def test_keys_and_values_know_their_line_and_column() -> None:
    tree, found = parse_yaml("# one\n- title: Ten 😀 talks\n  why: [a, é😀, b]\n", PATH, first_line=4)
    assert found == ()
    assert isinstance(tree, SequenceNode)
    record = tree.items[0]
    assert isinstance(record, MappingNode)
    why = record.entries["why"].value
    assert isinstance(why, SequenceNode)
    assert (record.line, record.column) == (5, 3)
    assert (record.entries["why"].key.line, record.entries["why"].key.column) == (6, 3)
    assert [(item.line, item.column) for item in why.items] == [(6, 9), (6, 12), (6, 16)]


def test_a_quoted_value_and_a_block_are_text_on_purpose() -> None:
    tree, _ = parse_yaml("- '~'\n- \"\"\n- |\n  null\n- ~\n-\n", PATH)
    assert isinstance(tree, SequenceNode)
    scalars = [item for item in tree.items if isinstance(item, ScalarNode)]
    assert [scalar.plain for scalar in scalars] == [False, False, False, True, True]
    assert [scalar.is_blank for scalar in scalars] == [False, False, False, True, True]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- # nothing\n\n"])
def test_where_nothing_is_written_there_is_nothing(text: str) -> None:
    tree, found = parse_yaml(text, PATH)
    assert (_values(tree) or None, found) == (None, ())


SURPRISES = {
    "anchor": ("- a: ‸&x b\n", "yaml-alias", "starts with `&` as an anchor"),
    "alias": ("- a: ‸*x\n", "yaml-alias", "starts with `*` as an alias"),
    "anchor of a list": ("- ‸&x [a]\n", "yaml-alias", "`&`"),
    "merge": ("- ‸<<: {a: b}\n", "yaml-alias", "`<<` as a merge"),
    "tag": ("- a: ‸!!int 3\n", "yaml-tag", "`!!int` at the start of a value as a tag"),
    "own tag": ("- a: ‸!Great talk\n", "yaml-tag", "`!Great`"),
    "lone mark": ("- 😀: x\n  a: ‸! Great talk\n", "yaml-tag", "`!`"),
    "tag of a list": ("- ‸! [a]\n", "yaml-tag", "`!`"),
    "duplicate key": ("- a: b\n  ‸a: c\n", "duplicate-key", "`a` is written twice. The first is on line 1"),
    "second document": ("- a\n‸---\n- b\n", "yaml-several-documents", "A second document starts here"),
    "direction override": (
        "- a: b‸\u202ec\n",
        "bidi-control-character",
        "reverses the direction of the text",
    ),
    "control character": ("- a: b\n- c: d‸\x07e\n", "yaml-syntax", "control character (U+0007)"),
    "windows quote": ("- a: it‸\x92s\n", "yaml-syntax", "control character (U+0092)"),
    "half a character": ("- a: ‸\ud800\n", "yaml-syntax", "control character (U+D800)"),
}


@pytest.mark.parametrize(("written", "rule", "part"), SURPRISES.values(), ids=SURPRISES)
def test_each_surprise_is_told_where_it_stands(written: str, rule: str, part: str) -> None:
    text, line, column = marked(written)
    found = _one(text)
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)
    assert part in found.message


SLIPS = {
    "two colons": ("- summary: we said‸: hello\n", "This line has a second `: `."),
    "two colons, curly": ("- summary: “we said‸: hi”\n", "This line has a second `: `."),
    "indented too far": ("- date: 2026-11-03\n   kind‸: x\n", "indented more than the key above"),
    "indented too little": ("- date: 2026-11-03\n ‸kind: x\n", "doesn't match the list above"),
    "no colon": ("- date: 2026-11-03\n  ‸just text\n  kind: x\n", "There is no `: ` after the key"),
    "no space": ("- date: 2026-11-03\n  ‸kind:x\n", "There is no space after the colon"),
    "quote in quotes": ('- a: "he said "‸hi" to me"\n', "Unexpected text after the value"),
    "apostrophe": ("- a: 'it'‸s fine'\n", "Unexpected text after the value"),
    "quote never closed": ('- a: ‸"he said\n  b: x\n', "This quotation mark is never closed"),
    "backslash": ('- a: "C:\\new‸\\query"\n', "There is a backslash inside double quotes"),
    "bracket never closed": ("- a: ‸[b, c\n  d: e\n", "This bracket is never closed"),
    "bracket at the end": ("- a: ‸[b,", "This bracket is never closed"),
    "brace never closed": ("- a: ‸{b: c\n", "This bracket is never closed"),
    "inner bracket": ("- a: [b, ‸[c, d\n", "This bracket is never closed"),
    "no comma": ('- a: ["b" ‸"c"]\n', "There is a comma missing before this"),
    "two commas": ("- a: [b, ‸, c]\n", "A value is missing here"),
    "placeholder": ("- a: {‸{ title }}\n", "A key must be a word, but this is in brackets"),
    "star": ("- a: ‸*great*\n", "A value can't start with `*`"),
    "ampersand": ("- a: ‸& sons\n", "A value can't start with `&`"),
    "at sign": ("- a: ‸@handle\n", "A value can't start with this character"),
    "backquote": ("- a: ‸`code`\n", "A value can't start with this character"),
    "question mark": ("- a: ‸?\n", "A value can't start with `?`"),
    "percent": ("- a: ‸%x\n", "A value can't start with this character"),
    "list behind a key": ("- a: ‸- b\n", "A list can't start on the same line as its key"),
    "arrow": ("- a: ‸> 5 people\n", "Text can't follow `|` or `>`"),
    "tab": ("- date: x\n‸\tkind: y\n", "There is a tab where YAML needs spaces"),
    "tab behind a dash": ("-‸\tdate: x\n  kind: y\n", "There is a tab where YAML needs spaces"),
    "tab behind spaces": ("- date: x\n  ‸\tkind: y\n", "There is a tab where YAML needs spaces"),
    "tab in a block": ("- a: |\n‸\ttext\n", "There is a tab where YAML needs spaces"),
    "key behind a list": ("- a: b\n‸c: d\n", "doesn't match the list above"),
}


@pytest.mark.parametrize(("written", "part"), SLIPS.values(), ids=SLIPS)
def test_each_slip_is_told_in_plain_words_where_one_would_look(written: str, part: str) -> None:
    text, line, column = marked(written)
    found = _one(text)
    assert (found.rule, found.location.line, found.location.column) == ("yaml-syntax", line, column)
    assert part in found.message
    assert not re.search(r"\bexpected\b", found.message + (found.hint or "")), "no words of PyYAML"


def test_one_slip_does_not_hide_the_other_records_nor_their_slips() -> None:
    text = "# goals\n- a: b\n- c: [d\n- e: f: g\n- h: i\n  h: j\n- k: l\n"
    tree, found = parse_yaml(text, PATH)
    assert _values(tree) == [{"a": "b"}, {"h": "i"}, {"k": "l"}]
    told = [(one.rule, one.location.line, one.location.column) for one in found]
    assert told == [("yaml-syntax", 3, 6), ("yaml-syntax", 4, 7), ("duplicate-key", 6, 3)]


def test_what_stands_around_a_slip_is_read_to_tell_more_and_marked_as_doubtful() -> None:
    text = "- date: 2026-6-3\n  kind: ‸a: b\n\tline: tab\n  just words\n  title: [x\n  note: {y: z}\n"
    tree, found = parse_yaml(text.replace("‸", ""), PATH)
    assert [one.location.line for one in found] == [2, 3, 4, 5]
    assert isinstance(tree, SequenceNode)
    (record,) = tree.items
    assert isinstance(record, MappingNode)
    assert record.recovered
    values = {"date": "2026-6-3", "kind": "", "line": "tab", "title": "", "note": {"y": "z"}}
    assert _values(record) == values
    lost = [
        key
        for key, entry in record.entries.items()
        if isinstance(entry.value, ScalarNode) and entry.value.unreadable
    ]
    assert lost == ["kind", "title"]


def test_a_group_with_a_slip_is_read_past_it_too() -> None:
    tree, found = parse_yaml("graduate: {name: x\nsearch:\n  start: 12:30: x\n  end: y\n", PATH)
    assert [(one.location.line, one.location.column) for one in found] == [(1, 11), (3, 15)]
    assert _values(tree) == {"graduate": "", "search": {"start": "", "end": "y"}}


def test_a_fault_of_the_whole_that_no_record_has_alone_is_still_told() -> None:
    found = _one("- a\n...\n- b\n")
    assert (found.rule, found.location.line) == ("yaml-syntax", 2)


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029"])
def test_line_ends_that_no_editor_shows_move_no_place(end: str) -> None:
    text, line, column = marked(f"- a: one{end}two\n- b: ‸[c\n")
    tree, (found,) = parse_yaml(text, PATH)
    assert (found.location.line, found.location.column) == (line, column)
    assert _values(tree) == [{"a": "one two"}]


def test_a_sound_depth_is_read_and_one_more_is_told() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert parse_yaml(deepest, PATH)[1] == ()
    found = _one("[" + deepest + "]")
    assert (found.rule, found.location.column) == ("yaml-nested-too-deep", MAX_DEPTH + 1)


DEEP = {
    "brackets": "[" * 100_000,
    "brackets behind records": "- a\n- b: &x\n- " + "[" * 2_000,
    "brackets on lines of their own": "[\n" * 3_000,
    "braces": "{a: " * 5_000,
    "both": "a: [" * 5_000,
    "a key in brackets first": "{[a]: " + "[" * 2_000,
    "closed brackets": "[" * 1_500 + "]" * 1_500,
    "lists": "- " * 5_000,
    "asked keys": "? " * 5_000,
    "groups": "\n".join(" " * n + "a:" for n in range(2_000)),
    "a syntax error before": "a: b: c\n- " + "[" * 2_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_every_loader_tells_depth_at_the_same_place(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = parse_yaml(text, PATH)
    # PyYAML's own parser knows no deepest level, and nor did libyaml before 0.2.6.
    monkeypatch.setattr(builder, "Loader", yaml.Loader)
    assert parse_yaml(text, PATH) == told
    assert told[1]


_MEGABYTE = 1024 * 1024
HOSTILE = {
    "flow brackets": "[" * 100_000,
    "flow braces": "{a: " * 100_000,
    "block lists": "- " * 100_000,
    "complex keys": "? " * 100_000,
    "bomb of aliases": "- &a [x]\n" + "".join(f"- &a{n} [*a, *a, *a, *a, *a, *a, *a]\n" for n in range(500)),
    "a loop": "a: &a [*a]\n",
    "aliases": "- &a x\n" + "- *a\n" * 100_000,
    "broken records": "- ]\n" * 200_000,
    "one broken of many": "- a\n" * 200_000 + "- ]\n",
    "a slip in every key": "".join(f"key{n}: a: b\n" for n in range(60_000)),
    "a slip in every record": "- [\n" * 4_000 + "- x\n",
    "a tab in every line": "a:\n" + "\tb: c\n" * 150_000,
    "documents": "---\n" * 200_000,
    "one long scalar": "a: " + "x" * _MEGABYTE,
    "one long line": "a: " + "x y " * (_MEGABYTE // 4),
    "quotes": "'" * _MEGABYTE,
    "an odd quote": '"' * (_MEGABYTE - 1),
    "colons": ": " * (_MEGABYTE // 2),
    "control characters": "\x01" * _MEGABYTE,
    "direction overrides": "\u202e" * (_MEGABYTE // 3),
    "empty lines": "a: |\n" + "\n" * _MEGABYTE,
}


RECORD = "- date: 2026-06-02\n  kind: interview\n  first_name: Ann\n  notes: 'We spoke of maps: https://a.example'\n"


@pytest.fixture(scope="module", name="honest")
def _honest() -> float:
    return effort(lambda: parse_yaml(RECORD * (_MEGABYTE // len(RECORD)), PATH))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_little_longer_than_a_megabyte_of_records(text: str, honest: float) -> None:
    assert len(text) <= _MEGABYTE + 100
    assert effort(lambda: parse_yaml(text, PATH)) < 25 * honest


def test_a_long_word_is_quoted_short_and_in_one_line() -> None:
    long = "x" * 500
    found = _one(f"? {long}\n: a\n? {long}\n: b\n")
    assert len(found.message) < 150
    assert "…" in found.message
