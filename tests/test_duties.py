"""Each sentence of duty in the schools' three documents is held by a test, or is listed as not judged."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from docs.clauses import ROOT, Duty, clause_names, clauses, duties
from generator.commitment.loader import SHIPPED_FOLDER, load_examples
from generator.rules.registry import RULES
from generator.rules.rule import load_page

DUTIES = duties()


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def _unknown(duty: Duty) -> list[str]:
    """What a duty names and is not there."""
    gone = [name for name in duty.clauses if name not in clause_names()]
    gone += [name for name in duty.rules if name not in RULES or not load_page(name).fails]
    for test in duty.tests:
        path, _, name = test.partition("::")
        if not (ROOT / path).is_file() or name not in _functions(path):
            gone.append(test)
    for commitment, begins in duty.examples.items():
        _, examples, _ = load_examples(SHIPPED_FOLDER / f"{commitment}.yaml")
        told = [example.head.it for example in examples]
        gone += [begin for begin in begins if not any(it.startswith(begin) for it in told)]
    return gone


def test_all_three_documents_are_there() -> None:
    documents = {duty.document for duty in DUTIES}
    assert documents == {"Career Services Commitment", "Meet Career Services", "Career Services Overview"}
    assert len(DUTIES) > 60


@pytest.mark.parametrize("document", sorted({duty.document for duty in DUTIES}))
def test_what_holds_a_duty_exists(document: str) -> None:
    mine = [duty for duty in DUTIES if duty.document == document]
    assert {duty.duty: gone for duty in mine if (gone := _unknown(duty))} == {}
    assert [duty.duty for duty in mine if not (duty.rules or duty.examples or duty.tests or duty.why)] == []


def test_every_clause_is_of_a_duty_and_every_duty_that_is_not_judged_is_on_the_page() -> None:
    named = {name for duty in DUTIES for name in duty.clauses}
    assert sorted(clause_names() - named) == []
    page = clauses()
    assert [duty.duty for duty in DUTIES if duty.why and duty.duty not in page] == []


def test_a_test_that_is_gone_would_be_noticed() -> None:
    duty = Duty(
        document="", section="", duty="", tests=("tests/test_duties.py::test_nothing", "tests/no.py::a")
    )
    assert _unknown(duty) == list(duty.tests)
    assert _unknown(Duty(document="", section="", duty="", rules=("no-rule",), clauses=("flatiron x",))) == [
        "flatiron x",
        "no-rule",
    ]


def test_the_table_is_of_this_repository() -> None:
    assert Path(__file__).resolve().is_relative_to(ROOT)
