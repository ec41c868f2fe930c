"""The terms of schools and an office, as read of them: each can be said in a file, and its examples hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.commitment import failures
from generator.commitment.lint import lint_warnings
from generator.commitment.loader import load_examples
from generator.source.tree import MappingNode

SCHOOLS = sorted((Path(__file__).parent / "schools").glob("*.yaml"))


def test_they_are_there() -> None:
    assert [path.stem for path in SCHOOLS] == [
        "app-academy",
        "codeup",
        "designlab",
        "epicodus-weekly",
        "new-york-unemployment",
        "thinkful",
    ]


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_a_school_can_say_what_it_asks(path: Path) -> None:
    terms, examples, found = load_examples(path)
    assert found == ()
    assert terms is not None
    assert [one.message for one in lint_warnings(terms)] == []
    wrong = {example.head.it: failures(example, terms) for example in examples}
    assert {name: told for name, told in wrong.items() if told} == {}
    shown = {word for example in examples for word in _words(example.expect)}
    asked = {name for programme in terms.programmes for name in programme.requirements}
    assert sorted({*asked, *(one.id for one in terms.obligations)} - shown) == []


def _words(expect: MappingNode) -> list[str]:
    inner = [entry.value for entry in expect.entries.values() if isinstance(entry.value, MappingNode)]
    return [*expect.entries, *(word for table in inner for word in table.entries)]
