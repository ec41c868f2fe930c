"""The tables of requirements and obligations: nothing that a commitment can ask for lacks its row."""

from __future__ import annotations

import pytest

from generator.commitment import validate
from generator.model.commitment import COUNTED_KINDS, REQUIREMENT_KINDS
from generator.rules.kinds import (
    NO_ALTERNATIVE_MET,
    OBLIGATION,
    OBLIGATIONS,
    REQUIREMENT,
    REQUIREMENTS,
    RequirementRow,
    below_minimum,
)
from generator.rules.registry import RULES
from generator.rules.severities import ALREADY_SET
from tests.support.rules.searches import requirement


def test_every_kind_of_requirement_has_a_row_and_any_of_is_none_itself() -> None:
    assert [row.kind for row in REQUIREMENTS] == [*COUNTED_KINDS]
    assert {*REQUIREMENT, "any-of"} == {*REQUIREMENT_KINDS} == {*validate.PARAMETERS}
    assert len(REQUIREMENT) == len(REQUIREMENTS) > 4


def test_every_obligation_that_a_commitment_may_ask_for_has_a_row() -> None:
    assert {*OBLIGATION} == {*validate.OBLIGATIONS}
    assert len(OBLIGATION) == len(OBLIGATIONS) > 10
    assert [row.id for row in OBLIGATIONS if row.rule.applies_to != row.id] == []


@pytest.mark.parametrize("row", REQUIREMENTS, ids=lambda row: row.kind)
def test_a_kind_of_requirement_is_fed_by_records_that_are_judged(row: RequirementRow) -> None:
    assert row.record_kind is row.record_kinds[0]
    assert row.record_kind.counts_for[0] == row.kind
    for kind in row.record_kinds:
        assert kind.identity
        assert kind.example_defaults is not None
    assert row.rules
    assert row.below_minimum.applies_to == row.kind
    assert row.noun in row.below_minimum.title
    assert "minimum" in validate.PARAMETERS[row.kind]


def test_every_rule_of_a_row_is_known_and_set_where_it_is_found() -> None:
    rules = [rule for row in REQUIREMENTS for rule in (*row.rules, row.below_minimum)]
    assert {
        rule.name for rule in (*rules, NO_ALTERNATIVE_MET, *(row.rule for row in OBLIGATIONS))
    } <= RULES.keys()
    made_weaker = {row.below_minimum.name for row in REQUIREMENTS} | {row.rule.name for row in OBLIGATIONS}
    assert made_weaker | {NO_ALTERNATIVE_MET.name} == ALREADY_SET
    assert len({rule.name for rule in rules}) == len(rules)


def test_alternatives_of_one_kind_break_its_rule_and_those_of_several_the_rule_of_none() -> None:
    design = (requirement("activities", "one"), requirement("activities", "two"))
    mixed = (requirement("activities", "one"), requirement("contributions", "two"))
    assert below_minimum(requirement("any-of", "work", of=design)).name == "design-activities-below-minimum"
    assert below_minimum(requirement("any-of", "work", of=mixed)) is NO_ALTERNATIVE_MET
    assert below_minimum(requirement("posts")).name == "blog-posts-below-minimum"
