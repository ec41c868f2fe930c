"""Whatever is written, reading it ends with a tree and findings that point into the text."""

from __future__ import annotations

import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.source.front_matter import split_document
from generator.source.tree import MappingNode, Node, SequenceNode
from generator.source.yaml_tree import parse_yaml
from tests.support.hypothesis_profile import examples

# Characters that mean something to YAML come up far more often than chance would have it.
YAML_LIKE = st.text(alphabet="-:?[]{}#&*!|>'\"%@`\\ \n\t,~<.=ab0é😀\u2028\x07", max_size=60)
LINES = st.lists(
    st.sampled_from(
        [
            "- a: b",
            "  c: d",
            "  - e",
            "---",
            "...",
            "- [f",
            "  g: 'h",
            "\ti: j",
            "k: |",
            "  l",
            "",
            "# m",
            "- n",
        ]
    ),
    max_size=12,
).map("\n".join)
TEXTS = st.one_of(YAML_LIKE, LINES, st.text(max_size=80))


@examples(300)
@given(TEXTS)
@example("? \n: \n")
@example("- a: ! \n")
def test_every_finding_points_into_the_text(text: str) -> None:
    tree, found = parse_yaml(text, "p.yaml", first_line=3)
    lines = text.split("\n")
    for one in found:
        line, column = one.location.line, one.location.column
        assert line is not None
        assert column is not None
        assert 3 <= line <= len(lines) + 3
        assert 1 <= column <= len([*lines, ""][line - 3]) + 1
        assert one.message.endswith(".")
    assert tree is not None or found or not _structure(yaml_node(_as_editors_see_it(text)))


@examples(300)
@given(TEXTS)
def test_a_text_without_findings_is_read_as_the_reference_reads_it(text: str) -> None:
    tree, found = parse_yaml(text, "p.yaml")
    if not found:
        assert _plain(tree) == _structure(yaml_node(_as_editors_see_it(text)))


@examples(300)
@given(TEXTS)
def test_reading_twice_says_the_same(text: str) -> None:
    assert parse_yaml(text, "p.yaml") == parse_yaml(text, "p.yaml")


@examples(300)
@given(st.one_of(TEXTS, st.tuples(TEXTS, TEXTS).map(lambda two: f"---\n{two[0]}\n---\n{two[1]}")))
@example("---\ntitle: |\n  a\n  ---\n  b\n---\nbody\n---\nmore")
def test_front_matter_and_body_come_apart_without_a_loss(text: str) -> None:
    document, found = split_document(text, "p.md")
    assert document is not None or found
    if document is not None:
        rest = "\n".join(text.split("\n")[document.body_line - 1 :])
        assert document.body == rest.lstrip("\n") if document.body else not rest.strip("- \t\n")


def _as_editors_see_it(text: str) -> str:
    """YAML 1.1 ends lines where no editor does."""
    return re.sub("[\r\x85\u2028\u2029]", " ", text)


def yaml_node(text: str) -> yaml.Node | None:
    """The text as PyYAML's own composer sees it; None if it refuses or sees nothing."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


def _structure(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _structure(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_structure(item) for item in node.value]
    return (node.value, node.start_mark.line + 1, node.start_mark.column + 1) if node else None


def _plain(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {name: _plain(entry.value) for name, entry in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.items]
    return (node.text, node.line, node.column) if node else None
