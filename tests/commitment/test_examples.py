"""A commitment's own examples: read strictly, run in full, and there for every clause that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.cli.commitment import failures
from generator.commitment.examples import Example
from generator.commitment.loader import SHIPPED_FOLDER, load_examples, shipped_names
from generator.model.commitment import Commitment
from generator.source.tree import MappingNode, ScalarNode
from tests.support.repositories import marked, places, write

TERMS = """\
name: ours
title: Our terms
programmes:
  - {id: web, title: Web, field: web, requirements: [contacts, work]}
requirements:
  - {id: contacts, kind: contacts, title: Contacts, minimum: 2, clause: Ask., source: Terms}
  - id: work
    kind: any-of
    title: Work
    clause: Show it.
    source: Terms
    of:
      - {id: post, kind: posts, title: Post, min_words: 5}
      - {id: calls, kind: check-ins, title: Calls}
obligations:
  - {id: coach-answer, title: Answers, clause: Answer., source: Terms}
tests:
"""
HEAD = "  - {it: works, start: 2026-06-01, as_of: 2026-06-08, "


def examples_of(root: Path, text: str) -> tuple[Commitment, tuple[Example, ...]]:
    commitment, examples, found = load_examples(write(root, {"terms.yaml": TERMS + text}) / "terms.yaml")
    assert commitment is not None
    assert found == ()
    return commitment, examples


def said(root: Path, text: str) -> list[str]:
    """What the one example fails to show."""
    commitment, (example,) = examples_of(root, text)
    return failures(example, commitment)


@pytest.mark.parametrize("name", shipped_names())
def test_the_examples_that_are_shipped_hold(name: str) -> None:
    commitment, examples, found = load_examples(SHIPPED_FOLDER / f"{name}.yaml")
    assert commitment is not None
    assert found == ()
    assert {example.head.it: failures(example, commitment) for example in examples} == {
        example.head.it: [] for example in examples
    }


@pytest.mark.parametrize("name", shipped_names())
def test_every_clause_that_is_shipped_has_an_example(name: str) -> None:
    commitment, examples, _ = load_examples(SHIPPED_FOLDER / f"{name}.yaml")
    assert commitment is not None
    shown = {word for example in examples for word in _words(example.expect)}
    ids = {one.id for one in commitment.requirements} | {one.id for one in commitment.obligations}
    assert sorted(ids - shown) == []


def _words(expect: MappingNode) -> list[str]:
    inner = [entry.value for entry in expect.entries.values() if isinstance(entry.value, MappingNode)]
    return [*expect.entries, *(word for table in inner for word in table.entries)]


@pytest.mark.parametrize("name", shipped_names())
def test_every_expectation_that_is_shipped_can_fail(name: str) -> None:
    commitment, examples, _ = load_examples(SHIPPED_FOLDER / f"{name}.yaml")
    assert commitment is not None
    for example in examples:
        for word, entry in example.expect.entries.items():
            wrong = MappingNode({word: type(entry)(entry.key, _wrong(entry.value))}, 1, 1)
            assert failures(Example(example.head, example.journal, wrong, 1), commitment), word


def _wrong(node: object) -> ScalarNode | MappingNode:
    if isinstance(node, MappingNode):
        entries = {key: type(entry)(entry.key, _wrong(entry.value)) for key, entry in node.entries.items()}
        return MappingNode(entries, 1, 1)
    return ScalarNode("something else", 1, 1)


RIGHT = [
    "contacts: [{date: 2026-06-02, people: 2}], expect: {2026-W23: {contacts: 2}}}",
    "contacts: [{date: 2026-06-02, people: 2}], expect: {2026-W23: {contacts: 2 of 2}}}",
    "contacts: [{date: 2026-06-02, people: 2}], expect: {2026-W23: {contacts: met, verdict: short}}}",
    "posts: [{date: 2026-06-02, words: 5}], expect: {2026-W23: {work: met}}}",
    "posts: [{date: 2026-06-02, words: 4}], expect: {2026-W23: {work: short}}}",
    "posts: [{date: 2026-06-02, words: 5}, {date: 2026-06-03}], expect: {2026-W23: {work: 1 of 1}}}",
    "coaching: [{kind: message, date: 2026-06-01}], expect: {coach-answer: late}}",
    "expect: {standing: off-track, strikes: none, coach-answer: none}}",
]


@pytest.mark.parametrize("text", RIGHT)
def test_an_example_that_holds_says_nothing(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, HEAD + text) == []


WRONG = [
    ("expect: {standing: on-track}}", "the standing: expected on-track, got off-track"),
    ("expect: {strikes: 1}}", "the strikes: expected 1, got none"),
    ("expect: {2026-W23: {contacts: 1}}}", "2026-W23, contacts: expected 1, got 0"),
    ("expect: {2026-W23: {contacts: 0 of 3}}}", "2026-W23, contacts: expected 0 of 3, got 0 of 2"),
    ("expect: {2026-W23: {contacts: met}}}", "2026-W23, contacts: expected met, got short"),
    ("expect: {2026-W23: {verdict: met}}}", "2026-W23, verdict: expected met, got short"),
    ("expect: {2026-W23: {contact: 1}}}", "2026-W23, contact: there is no such requirement"),
    (
        "expect: {2026-W22: {verdict: met}}}",
        "`2026-W22` is not a week, an obligation or a word that can be expected",
    ),
    ("expect: {coach-answer: met}}", "`coach-answer`: expected met, got none"),
    (
        "expect: {attendance: met}}",
        "`attendance` is not a week, an obligation or a word that can be expected",
    ),
    (
        "coaching: [{kind: message, date: 2026-06-01}], expect: {coach-answer: met}}",
        "`coach-answer`: expected met, got late",
    ),
    ("programme: nursing, expect: {standing: on-track}}", "there is no programme `nursing`"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_an_example_that_fails_says_what_was_expected(tmp_path: Path, text: str, sentence: str) -> None:
    assert said(tmp_path, HEAD + text) == [sentence]


UNREADABLE = {
    "no expectation": ("  - ‸{it: works, start: 2026-06-01, as_of: 2026-06-08}", "missing-key"),
    "expecting a word": (HEAD + "expect: ‸met}", "value-of-wrong-shape"),
    "expecting nothing": (HEAD + "expect: ‸{}}", "value-of-wrong-shape"),
    "expecting a blank": (HEAD + "expect: ‸}", "value-of-wrong-shape"),
    "misspelt kind": (HEAD + "‸contact: [], expect: {standing: x}}", "unknown-key"),
    "misspelt key": (HEAD + "contacts: [{date: 2026-06-02, ‸nam: x}], expect: {standing: x}}", "unknown-key"),
    "no list": (HEAD + "contacts: ‸{date: 2026-06-02}, expect: {standing: x}}", "value-of-wrong-shape"),
    "no record": (HEAD + "contacts: [‸two], expect: {standing: x}}", "value-of-wrong-shape"),
    "no number": (
        HEAD + "contacts: [{date: 2026-06-02, people: ‸eight}], expect: {standing: x}}",
        "unreadable-number",
    ),
    "nobody": (
        HEAD + "contacts: [{date: 2026-06-02, people: ‸0}], expect: {standing: x}}",
        "unreadable-number",
    ),
    "too many": (
        HEAD + "contacts: [{date: 2026-06-02, people: ‸201}], expect: {standing: x}}",
        "unreadable-number",
    ),
    "words of a contact": (
        HEAD + "contacts: [{date: 2026-06-02, ‸words: 20}], expect: {standing: x}}",
        "unknown-key",
    ),
    "no day": ("  - {it: works, start: ‸2026-13-01, as_of: 2026-06-08, expect: {a: b}}", "unreadable-date"),
    "no name": ("  - ‸{start: 2026-06-01, as_of: 2026-06-08, expect: {a: b}}", "missing-key"),
}


@pytest.mark.parametrize(("text", "rule"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_example_that_cannot_be_read_is_told_at_its_line(tmp_path: Path, text: str, rule: str) -> None:
    whole, line, column = marked(TERMS + text)
    file = write(tmp_path, {"terms.yaml": whole}) / "terms.yaml"
    _, _, found = load_examples(file)
    assert places(found) == [f"terms.yaml:{line}:{column} {rule}"]
    assert main.run(["commitment", "test", str(file)]) == 2
    assert main.run(["commitment", "check", str(file)]) == 2


def test_examples_that_are_no_list_are_told(tmp_path: Path) -> None:
    file = write(tmp_path, {"terms.yaml": TERMS.replace("tests:", "tests: yes")}) / "terms.yaml"
    assert places(load_examples(file)[2]) == ["terms.yaml:17:8 value-of-wrong-shape"]


def test_examples_of_a_graduates_commitment_are_not_read(tmp_path: Path) -> None:
    from generator.commitment.loader import load_commitment

    write(tmp_path, {"terms.yaml": TERMS + "  - nonsense\n"})
    commitment, found = load_commitment(tmp_path, "terms.yaml")
    assert commitment is not None
    assert found == ()
