"""The oracle's findings: what fails a build, and which decisions are void or needless."""

from __future__ import annotations

from typing import Any

from tests.oracle.answers import days_called, exists, in_force, late_in, named_weeks
from tests.oracle.frames import ended, is_closed, is_upcoming, place, window_days

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
    """Decisions on weeks to come, and acknowledgements of open weeks in which nothing they name is late."""
    found = set()
    for decision in world["decisions"]:
        for name in named_weeks(decision) if exists(world, decision) else []:
            days = days_called(name, world["terms"]["week_start"])
            late = any((name, one) in late_in(world, [name]) for one in asked_of(world, decision))
            in_advance = decision["decision"] == "waived" or late
            if is_upcoming(world, days) or not (is_closed(world, days) or in_advance):
                found.add((place(decision), name))
    return found


def asked_of(world: Plain, decision: Plain) -> list[str]:
    """What a decision is about."""
    asked: list[str] | None = decision["requirements"]
    return [one["id"] for one in world["requirements"]] if asked is None else asked


def needless_decisions(world: Plain, verdict: Plain) -> set[tuple[Any, str]]:
    """Decisions in force on weeks in which nothing that they answer is amiss, or can still be."""
    verdicts = {
        (week["name"], one["id"]): one["verdict"] for week in verdict["weeks"] for one in week["requirements"]
    }
    void = void_decisions(world)
    found = set()
    for decision in world["decisions"]:
        for name in named_weeks(decision) if in_force(world, decision) else []:
            asked = asked_of(world, decision)
            of_week = {verdicts[name, one] for one in asked if (name, one) in verdicts}
            late = late_in(world, [name])
            if (place(decision), name) in void or any((name, one) in late for one in asked):
                continue
            if is_closed(world, days_called(name, world["terms"]["week_start"])):
                needless = not of_week & set(UNMET)
            else:
                needless = bool(of_week) and "open" not in of_week and decision["decision"] == "waived"
            if needless:
                found.add((place(decision), name))
    return found
