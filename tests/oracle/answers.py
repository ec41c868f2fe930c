"""The oracle's view of the coach's decisions and of offers."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from tests.oracle.frames import (
    ONE,
    accepted_on,
    ended,
    is_closed,
    is_upcoming,
    iso_name,
    place,
    week_days,
    window_days,
)

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


def holds_for(world: Plain, decision: Plain, week: str, name: str) -> bool:
    """Whether it answers this requirement or obligation in this week.

    On a week to come it is void. On an open one a waiver holds in advance, and an acknowledgement only what
    is late already.
    """
    if not in_force(world, decision) or week not in named_weeks(decision):
        return False
    days = days_called(week, world["terms"]["week_start"])
    if is_upcoming(world, days):
        return False
    if is_closed(world, days) or decision["decision"] == "waived":
        return True
    return (week, name) in late_in(world, [week])


def late_in(world: Plain, weeks: list[str]) -> set[tuple[str, str]]:
    """Which of these weeks has a late case of which obligation, whatever the coach says of it."""
    found = set()
    for case in [*world["cases"], *judge_offers(world, softened=False)]:
        if case["verdict"] == "late":
            found |= {(week, case["id"]) for week in weeks if falls_in(world, case, week)}
    return found


def falls_in(world: Plain, case: Plain, week: str) -> bool:
    """Whether a case fell due in a week. One without a day may be answered in any week from its offer on."""
    start = world["terms"]["week_start"]
    if case["due"] is not None:
        return iso_name(week_days(case["due"], start)[3]) == week
    return iso_name(week_days(case["since"], start)[3]) <= week


def answer_to(world: Plain, week: str, name: str, obligation: bool = False) -> str | None:
    """`waived`, `acknowledged` or None: what the coach says of a requirement or obligation in a week."""
    said = set()
    for decision in world["decisions"]:
        asked = decision["requirements"]
        covers = name in asked if asked is not None else not obligation
        if covers and holds_for(world, decision, week, name):
            said.add(decision["decision"])
    if "waived" in said:
        return "waived"
    return "acknowledged" if said else None


def any_hold(world: Plain, decision: Plain) -> bool:
    """Whether it holds for any of its weeks, be they weeks of the search or not."""
    asked = decision["requirements"]
    if asked is None:
        asked = [one["id"] for one in world["requirements"]]
    return any(holds_for(world, decision, week, name) for week in named_weeks(decision) for name in asked)


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


def judge_offers(world: Plain, softened: bool = True) -> list[Plain]:
    """Every case of the two obligations that offers bring."""
    inside = window_days(world)
    cases = []
    for offer in world["offers"]:
        if offer["received"] > world["as_of"] or offer["received"] not in inside:
            continue
        if "offer-answer" in world["obligations"]:
            cases.append(answered_in_time(world, offer))
        if "offer-granted" in world["obligations"] and offer["granted"] is True:
            cases.append(accepted_if_granted(world, offer))
        unsaid = offer["granted"] == "unsaid" and answer_of(world, offer) == "declined"
        if "offer-granted" in world["obligations"] and unsaid:
            cases.append({**accepted_if_granted(world, offer), "verdict": "unknown"})
        if "offer-terms-known" in world["obligations"]:
            unsaid = offer["full_time"] is None or offer["in_field"] is None
            verdict = "unknown" if unsaid else "met"
            cases.append({"id": "offer-terms-known", "at": place(offer), "due": None, "verdict": verdict})
    return [settled(world, case) for case in cases] if softened else cases


def settled(world: Plain, case: Plain) -> Plain:
    """The case as the coach's decisions soften its fault."""
    if case["verdict"] != "late":
        return case
    weeks = {week for decision in world["decisions"] for week in named_weeks(decision)}
    said = {
        answer_to(world, week, case["id"], obligation=True) for week in weeks if falls_in(world, case, week)
    }
    verdict = "waived" if "waived" in said else "acknowledged" if "acknowledged" in said else "late"
    return {**case, "verdict": verdict}


def answered_in_time(world: Plain, offer: Plain) -> Plain:
    """The case of `offer-answer`."""
    due = offer["deadline"] or business_day(world, offer["received"], world["obligations"]["offer-answer"])
    return {
        "id": "offer-answer",
        "at": place(offer),
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


def impossible(world: Plain, offer: Plain) -> bool:
    """Whether it was answered, or had to be, before it was received."""
    answered = offer["answered"] if answer_of(world, offer) is not None else None
    return any(day is not None and day < offer["received"] for day in (answered, offer["deadline"]))


def in_time(world: Plain, offer: Plain, due: dt.date) -> str:
    """Whether the offer was answered by its due day, or need not be."""
    answer, end = answer_of(world, offer), search_end(world)
    if answer == "rescinded":
        return "met"
    if impossible(world, offer):
        return "unknown"
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
        "at": place(offer),
        "due": day,
        "since": offer["received"],
        "verdict": verdict,
    }


def qualifying(world: Plain) -> Any:
    """The first in-field full-time offer received inside the window."""
    found = sorted(candidates(world, None), key=lambda offer: (offer["received"], *place(offer)))
    return place(found[0]) if found else None


def unclear(world: Plain) -> set[Any]:
    """Offers received inside the window of which nobody wrote down whether they qualify."""
    return {place(offer) for offer in candidates(world, "unsaid")}


def candidates(world: Plain, wanted: str | None) -> list[Plain]:
    """Offers received inside the window that qualify, or that may for all that is said."""
    found = []
    for offer in world["offers"]:
        there = offer["received"] <= world["as_of"] and offer["received"] in window_days(world)
        said = [offer["in_field"], offer["full_time"]]
        if there and False not in said and (None in said) is (wanted == "unsaid"):
            found.append(offer)
    return found


def accepted(world: Plain) -> Any:
    """The qualifying offer that was accepted first."""
    days = [(accepted_on(world, offer), place(offer)) for offer in candidates(world, None)]
    dated = sorted((day, at) for day, at in days if day)
    return dated[0][1] if dated else None
