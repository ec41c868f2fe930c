"""The oracle's view of the coach's decisions and of offers."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from tests.oracle.frames import ONE, ended, is_closed, iso_name, week_days, window_days

Plain = dict[str, Any]


def named_weeks(decision: Plain) -> list[str]:
    """The weeks that a decision names; a range is walked from name to name."""
    if isinstance(decision["weeks"], list):
        return list(decision["weeks"])
    first, last = decision["weeks"]["from"], decision["weeks"]["to"]
    return [name for name in every_name() if first <= name <= last]


@functools.cache
def every_name() -> list[str]:
    """The names of all weeks that the tests may speak of."""
    day = dt.date(2025, 6, 5)
    found = []
    while day.year < 2029:
        found.append(iso_name(day))
        day += 7 * ONE
    return found


def days_called(name: str, start: str) -> list[dt.date]:
    """The seven days of the week called `name`."""
    day = dt.date(int(name[:4]), 1, 1) + (int(name[6:]) * 7 - 21) * ONE
    while True:
        days = week_days(day, start)
        if iso_name(days[3]) == name:
            return days
        day += 7 * ONE


def exists(world: Plain, decision: Plain) -> bool:
    """Whether the decision has been taken by `as_of`."""
    return bool(decision["on"] <= world["as_of"])


def in_force(world: Plain, decision: Plain) -> bool:
    """Whether it has been taken, makes sense, and holds still."""
    if not exists(world, decision):
        return False
    until = decision["until"]
    return until is None or (until >= decision["on"] and until >= world["as_of"])


def holds_for(world: Plain, decision: Plain, week: str) -> bool:
    """Whether it answers this week: on one not closed yet it is void."""
    if not in_force(world, decision) or week not in named_weeks(decision):
        return False
    return is_closed(world, days_called(week, world["terms"]["week_start"]))


def answer_to(world: Plain, week: str, name: str, obligation: bool = False) -> str | None:
    """`waived`, `acknowledged` or None: what the coach says of a requirement or obligation in a week."""
    said = set()
    for decision in world["decisions"]:
        asked = decision["requirements"]
        covers = name in asked if asked is not None else not obligation
        if covers and holds_for(world, decision, week):
            said.add(decision["decision"])
    if "waived" in said:
        return "waived"
    return "acknowledged" if said else None


def any_hold(world: Plain, decision: Plain) -> bool:
    """Whether it holds for any of its weeks, be they weeks of the search or not."""
    return any(holds_for(world, decision, name) for name in named_weeks(decision))


def business_day(world: Plain, day: dt.date, count: int) -> dt.date:
    """The `count`-th business day after `day`."""
    while count > 0:
        day += ONE
        if day.weekday() not in (5, 6) and day not in world["holidays"]:
            count -= 1
    return day


def answer_of(world: Plain, offer: Plain) -> str | None:
    """How an offer was answered by `as_of`."""
    if offer["answered"] is not None and offer["answered"] > world["as_of"]:
        return None
    answer: str | None = offer["answer"]
    return answer


def judge_offers(world: Plain) -> list[Plain]:
    """Every case of the two obligations that offers bring."""
    inside = window_days(world)
    cases = []
    for offer in world["offers"]:
        if offer["received"] > world["as_of"] or offer["received"] not in inside:
            continue
        if "offer-answer" in world["obligations"]:
            cases.append(answered_in_time(world, offer))
        if "offer-granted" in world["obligations"] and offer["granted"]:
            cases.append(accepted_if_granted(world, offer))
    return [case for case in cases if settle(world, case)]


def settle(world: Plain, case: Plain) -> bool:
    """Let the coach's decisions soften a fault."""
    if case["verdict"] == "late" and case["due"] is not None:
        days = week_days(case["due"], world["terms"]["week_start"])
        said = answer_to(world, iso_name(days[3]), case["id"], obligation=True)
        case["verdict"] = said or "late"
    return True


def answered_in_time(world: Plain, offer: Plain) -> Plain:
    """The case of `offer-answer`."""
    due = offer["deadline"] or business_day(world, offer["received"], world["obligations"]["offer-answer"])
    return {
        "id": "offer-answer",
        "at": (offer["path"], offer["line"]),
        "due": due,
        "verdict": in_time(world, offer, due),
    }


def search_end(world: Plain) -> dt.date | None:
    """The last day of a search that is over, be it ended or past its window."""
    end, inside = ended(world), window_days(world)
    if end is not None:
        found: dt.date = end["on"]
        return found
    return inside[-1] if inside and world["as_of"] > inside[-1] else None


def in_time(world: Plain, offer: Plain, due: dt.date) -> str:
    """Whether the offer was answered by its due day, or need not be."""
    answer, end = answer_of(world, offer), search_end(world)
    if answer == "rescinded":
        return "met"
    # Answered by its end, it was in time; else it was open when the search ended.
    if end is not None and due >= end:
        return "met"
    if answer is None:
        return "open" if world["as_of"] <= due else "late"
    if offer["answered"] is None:
        return "unknown"
    return "met" if offer["answered"] <= due else "late"


def accepted_if_granted(world: Plain, offer: Plain) -> Plain:
    """The case of `offer-granted`."""
    answer = answer_of(world, offer)
    verdict = "open" if answer is None else "late" if answer == "declined" else "met"
    day = None if answer is None else offer["answered"]
    return {
        "id": "offer-granted",
        "at": (offer["path"], offer["line"]),
        "due": day,
        "verdict": verdict,
    }


def qualifying(world: Plain) -> tuple[str, int] | None:
    """The first in-field full-time offer received inside the window."""
    inside = window_days(world)
    found = []
    for offer in world["offers"]:
        there = offer["received"] <= world["as_of"] and offer["received"] in inside
        if there and offer["in_field"] is True and offer["full_time"] is True:
            found.append((offer["received"], offer["path"], offer["line"]))
    found.sort()
    return (found[0][1], found[0][2]) if found else None
