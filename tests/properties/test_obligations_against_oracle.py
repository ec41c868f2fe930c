"""The generator and the oracle judge the same coached searches and must agree on everything."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.oracle import mixed
from tests.support.hypothesis_profile import examples
from tests.support.worlds.coached import coached_worlds, judged
from tests.support.worlds.structs import REASONS, told

Plain = dict[str, Any]
REASONS["check-in-not-attended"] = "not-attended"
REASONS["application-without-job"] = "no-job"
REASONS["application-not-sent"] = "saved"
REASONS["application-repeated"] = "same-job"


@examples(250)
@given(coached_worlds())
def test_the_generator_agrees_with_the_oracle_on_what_is_owed_to_the_coach(world: Plain) -> None:
    expected, found = mixed.judge(world), told(judged(world))
    for verdict in (expected, found):
        verdict["obligations"] = sorted(verdict["obligations"], key=_in_order)
    assert {part: found[part] for part in expected} == expected


@examples(100)
@given(coached_worlds())
def test_no_record_counts_for_two_requirements_that_do_not_share(world: Plain) -> None:
    shared = {terms["id"] for terms in world["requirements"] if terms.get("shared")}
    counted = [
        record.origin.position
        for week in judged(world).weeks
        for requirement in week.requirements
        if requirement.id not in shared
        for record in requirement.records
        if record.counted
    ]
    assert len(set(counted)) == len(counted)


def _in_order(case: Plain) -> tuple[Any, ...]:
    return case["id"], case["at"], str(case["due"])
