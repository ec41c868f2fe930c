"""The generator and the oracle judge the same random searches and must agree on everything."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from generator.core.diagnostics import Diagnostic
from generator.model.verdict import Evaluation
from tests.oracle import findings, naive
from tests.support.hypothesis_profile import examples
from tests.support.worlds.structs import judged, told
from tests.support.worlds.worlds import worlds

Plain = dict[str, Any]
SHORT = {
    "contacts-below-minimum",
    "blog-posts-below-minimum",
    "github-contributions-below-minimum",
    "design-activities-below-minimum",
}


@examples(300)
@given(worlds())
def test_the_generator_agrees_with_the_oracle(world: Plain) -> None:
    expected, found = naive.judge(world), told(judged(world))
    for verdict in (expected, found):
        verdict["obligations"] = sorted(verdict["obligations"], key=lambda one: (one["id"], one["at"]))
    assert found == expected


def of_rules(evaluation: Evaluation, *rules: str) -> list[Diagnostic]:
    """The findings of some rules."""
    return [one for one in evaluation.diagnostics if one.rule in rules]


def at(found: Diagnostic) -> tuple[str, int | None, int | None]:
    """Where a finding stands."""
    return found.location.path, found.location.line, found.location.column


@examples(150)
@given(worlds())
def test_the_same_things_fail_a_build(world: Plain) -> None:
    expected, evaluation = naive.judge(world), judged(world)

    world = naive.prepared(world)
    short = {(one.week, one.requirement): one.severity.value for one in of_rules(evaluation, *SHORT)}
    assert short == findings.short_weeks(world, expected)

    broken = of_rules(evaluation, "offer-answer", "offer-granted")
    late = {
        (one.rule, at(one)): one.severity.value
        for one in broken
        if (one.rule, at(one)) in findings.broken_obligations(world, expected)
    }
    assert late == findings.broken_obligations(world, expected)
    assert {(one.rule, at(one)) for one in broken if one.severity.value == "error"} <= late.keys()

    void = of_rules(evaluation, "decision-on-unfinished-week")
    assert {(at(one), one.week) for one in void} == findings.void_decisions(world)
    assert {one.severity.value for one in void} <= {"error"}
    needless = of_rules(evaluation, "decision-unneeded")
    assert {(at(one), one.week) for one in needless} == findings.needless_decisions(world, expected)
    assert {one.severity.value for one in needless} <= {"warning"}
