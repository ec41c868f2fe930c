"""The oracle's weeks that stay open: short of contacts, while a meeting can still be followed up in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.oracle.frames import ONE, frames, place

Plain = dict[str, Any]
Rows = Callable[[Plain, Plain], dict[str, list[Plain]]]
"""World, requirement → its ways with the records that feed each."""
IsMet = Callable[[Plain, Plain, Plain], bool]
"""World, week, requirement → whether it is met in that week."""


def with_held_weeks(world: Plain, rows: Rows, is_met: IsMet) -> Plain:
    """The world with the first days of the weeks that are held open."""
    world = {**world, "held": set()}
    over = [week for week in frames(world) if week["closed"] and week["enforced"]]
    held = {
        week["days"][0]
        for week in over
        if any(is_held(world, week, terms, rows, is_met) for terms in world["requirements"])
    }
    return {**world, "held": held}


def is_held(world: Plain, week: Plain, terms: Plain, rows: Rows, is_met: IsMet) -> bool:
    """Whether some day is left on which following up all that is then in time would meet the requirement."""
    if is_met(world, week, terms):
        return False
    waiting: dict[Any, dt.date] = {}
    for way in terms.get("of", [terms]):
        if way.get("kind") == "contacts":
            for row in rows(world, terms)[way["id"]]:
                if row["day"] in week["days"] and row["reasons"] == {"follow-up"}:
                    waiting[row["at"]] = row["day"] + way["follow_up_within_days"] * ONE
    days = sorted({last for last in waiting.values() if last >= world["as_of"]})
    return any(
        is_met(sent(world, {at for at, last in waiting.items() if last >= day}), week, terms) for day in days
    )


def sent(world: Plain, places: set[Any]) -> Plain:
    """The world in which a follow-up went out today to whoever was met at these places."""
    contacts = [
        {**one, "follow_up": world["as_of"]} if place(one) in places else one for one in world["contacts"]
    ]
    return {**world, "contacts": contacts}
