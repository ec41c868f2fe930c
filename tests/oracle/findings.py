"""The oracle's findings: what fails a build, and which decisions are void or needless."""

from __future__ import annotations

from typing import Any

from tests.oracle.answers import days_called, exists, in_force, named_weeks
from tests.oracle.frames import ended, is_closed, iso_name, week_days, window_days

Plain = dict[str, Any]
UNMET = ("short", "unknown", "excused")


def is_over(world: Plain) -> bool:
    """Whether nobody is left to answer: the search has ended, or its window is past."""
    days = window_days(world)
    return ended(world) is not None or (bool(days) and world["as_of"] > days[-1])


def short_weeks(world: Plain, verdict: Plain) -> dict[tuple[str, str], str]:
    """Each short requirement of each week: is it an error, or has it been answered, or is it too late?"""
    found = {}
    for week in verdict["weeks"]:
        for one in week["requirements"]:
            if one["verdict"] == "short":
                late = "warning" if is_over(world) else "error"
                found[week["name"], one["id"]] = "note" if one["acknowledged"] else late
    return found


def broken_obligations(world: Plain, verdict: Plain) -> dict[tuple[str, Any], str]:
    """Each offer at fault and how much it weighs."""
    found = {}
    for case in verdict["obligations"]:
        if case["verdict"] == "late":
            found[case["id"], case["at"]] = "warning" if is_over(world) else "error"
    return found


def void_decisions(world: Plain) -> set[tuple[Any, str]]:
    """Decisions on weeks that are not over, with those weeks."""
    found = set()
    for decision in world["decisions"]:
        for name in named_weeks(decision) if exists(world, decision) else []:
            if not is_closed(world, days_called(name, world["terms"]["week_start"])):
                found.add(((decision["path"], decision["line"]), name))
    return found


def needless_decisions(world: Plain, verdict: Plain) -> set[tuple[Any, str]]:
    """Decisions in force on closed weeks in which nothing that they answer is amiss, with those weeks."""
    amiss = {
        (week["name"], one["id"])
        for week in verdict["weeks"]
        for one in week["requirements"]
        if one["verdict"] in UNMET
    }
    for case in verdict["obligations"]:
        if case["verdict"] in ("late", "waived", "acknowledged") and case["due"] is not None:
            days = week_days(case["due"], world["terms"]["week_start"])
            amiss.add((iso_name(days[3]), case["id"]))
    everything = [one["id"] for one in world["requirements"]]
    void = void_decisions(world)
    found = set()
    for decision in world["decisions"]:
        location = (decision["path"], decision["line"])
        asked = everything if decision["requirements"] is None else decision["requirements"]
        for name in named_weeks(decision) if in_force(world, decision) else []:
            if (location, name) not in void and not any((name, one) in amiss for one in asked):
                found.add((location, name))
    return found
