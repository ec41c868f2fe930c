"""Every parameter of a commitment file takes effect: two values flip exactly their case, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from generator.commitment import validate
from generator.core.diagnostics import Severity
from generator.model.commitment import (
    Commitment,
    Level,
    Obligation,
    OfferTerms,
    PauseTerms,
    Programme,
    Requirement,
    StandingTerms,
    WeekTerms,
    WindowTerms,
)
from tests.support.rules import parameter_rows
from tests.support.rules.parameter_rows import Row
from tests.support.rules.searches import coaching, difference, journal, judged, obligation, offer, terms, told

ROWS = [
    *parameter_rows.TIME,
    *parameter_rows.PARTIAL,
    *parameter_rows.REQUIREMENTS,
    *parameter_rows.OF_EVERY_KIND,
    *parameter_rows.TOGETHER,
    *parameter_rows.PROGRAMMES,
    *parameter_rows.OBLIGATIONS,
    *parameter_rows.SEVERITIES,
    *parameter_rows.STANDING,
]
# What a file says without asking for anything.
WORDS = {"origin", "id", "kind", "title", "clause", "source", "name", "url", "digest", "differs"}
# What decides which terms a file has: `tests/commitment/test_extend.py`.
WORDS |= {"extends", "without"}


@pytest.mark.parametrize("row", [pytest.param(row, id=row.parameter) for row in ROWS])
def test_a_parameter_flips_its_case_and_nothing_else(row: Row) -> None:
    ours = told(row.ours, row.as_of, row.diagnostics, row.history)
    theirs = told(row.theirs, row.as_of, row.diagnostics, row.history)
    assert difference(ours, theirs) == row.differs


def test_no_parameter_is_left_without_a_row() -> None:
    assert sorted({*_parameters()} - {row.parameter for row in ROWS}) == []


def test_every_row_is_of_a_parameter() -> None:
    assert sorted({row.parameter for row in ROWS} - {*_parameters()}) == []


def _parameters() -> Iterator[str]:
    """All parameters that a commitment file can have, from the declared structs."""
    groups: dict[str, type[msgspec.Struct]]
    groups = {"window": WindowTerms, "weeks": WeekTerms, "pauses": PauseTerms, "offers": OfferTerms}
    groups["standing"] = StandingTerms
    for name, struct in groups.items():
        yield from (f"{name}.{key}" for key in _keys(struct))
    yield from (f"standing.levels.{key}" for key in _keys(Level))
    yield from (f"programmes.{key}" for key in _keys(Programme))
    yield from (f"{kind}.{key}" for kind, keys in validate.PARAMETERS.items() for key in keys)
    yield from (f"{name}.{key}" for name, keys in validate.OBLIGATIONS.items() for key in keys)
    yield "severities"


def _keys(struct: type[msgspec.Struct]) -> list[str]:
    return [one.encode_name for one in msgspec.structs.fields(struct) if one.encode_name not in WORDS]


def test_the_groups_above_are_all_that_a_file_has() -> None:
    known = {
        "window",
        "weeks",
        "pauses",
        "offers",
        "short_week",  # what a short week does to the site is no verdict
        "standing",
        "programmes",
        "requirements",
        "obligations",
        "severities",
    }
    assert set(_keys(Commitment)) == known
    assert set(_keys(Requirement)) == {key for keys in validate.PARAMETERS.values() for key in keys}
    assert set(_keys(Obligation)) == {key for keys in validate.OBLIGATIONS.values() for key in keys}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("error", Severity.WARNING), ("warning", Severity.WARNING), ("note", Severity.NOTE)],
)
def test_a_severity_set_for_a_breach_makes_no_breach_of_a_doubt(word: str, expected: Severity) -> None:
    commitment = terms(obligations=(obligation("offer-answer"),), severities={"offer-answer": word})
    undated = journal(offer("06-02", answer="declined"))
    found = judged(commitment, "06-12", undated)
    assert [(one.rule, one.severity) for one in found.diagnostics] == [("offer-answer", expected)]
    assert found.standing == "on-track"


@pytest.mark.parametrize("word", ["error", "warning", "note"])
def test_a_note_of_what_is_still_open_stays_a_note(word: str) -> None:
    asked = tuple(obligation(name) for name in ("offer-answer", "attendance"))
    commitment = terms(obligations=asked, severities=dict.fromkeys(("offer-answer", "attendance"), word))
    found = judged(commitment, "06-04", journal(offer("06-02"), coaching("check-in", "06-03")))
    assert {one.rule: one.severity for one in found.diagnostics} == {
        "offer-answer": Severity.NOTE,
        "attendance": Severity.NOTE,
    }
