"""The oracle's view of what is owed to the coach: answers, appointments, deliverables, regular meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.oracle.answers import business_day, search_end, settled
from tests.oracle.frames import ONE, paused_days, place, window_days

Plain = dict[str, Any]
APPOINTMENTS = ["check-in", "mock-interview", "material-review"]
# Where a case stands that no record stands for.
SETTINGS = ("", 1, 1)


def judge_duties(world: Plain, softened: bool = True) -> list[Plain]:
    """Every case of the obligations towards the coach, softened by the coach's decisions."""
    asked = world["obligations"]
    cases: list[Plain] = []
    for record in known(world):
        if record["kind"] == "message":
            cases += [one for one in of_message(world, record) if one["id"] in asked]
    for record in during_program(world):
        if record["kind"] == "deliverable" and "deliverable" in asked:
            cases.append(of_deliverable(world, record))
        if record["kind"] in APPOINTMENTS and "attendance" in asked:
            cases.append(of_appointment(world, record))
    if begun(world):
        if "check-in" in asked:
            cases += every_so_often(world, "check-in")
        for name in ("material-review", "mock-interview"):
            if name in asked:
                cases.append(once_early(world, name))
    return [settled(world, case) for case in cases] if softened else cases


def begun(world: Plain) -> bool:
    """Whether the window has opened."""
    inside = window_days(world)
    return bool(inside) and world["as_of"] >= inside[0]


def known(world: Plain) -> list[Plain]:
    """What is dated inside the window. Messages of days to come do not exist; all else may lie ahead."""
    inside = window_days(world)
    found = []
    for record in world["coaching"]:
        ahead = record["date"] > world["as_of"]
        if record["date"] in inside and not (ahead and record["kind"] == "message"):
            found.append(record)
    return found


def during_program(world: Plain) -> list[Plain]:
    """What is dated in the window or before it: some duties hold during the program too."""
    inside = window_days(world)
    return [record for record in world["coaching"] if not inside or record["date"] <= inside[-1]]


def day_of(world: Plain, record: Plain, key: str) -> dt.date | None:
    """A day that a record names, if it has come."""
    day: dt.date | None = record[key]
    return day if day is not None and day <= world["as_of"] else None


def verdict_by(world: Plain, done: dt.date | None, due: dt.date) -> str:
    """Whether something was done by its due day. What was not due before the end is nobody's fault."""
    end = search_end(world)
    if end is not None and due >= end:
        return "met"
    if done is not None:
        return "met" if done <= due else "late"
    return "open" if world["as_of"] <= due else "late"


def after_leave(world: Plain, day: dt.date) -> dt.date:
    """The first day from `day` on that is not paused."""
    while day in paused_days(world):
        day += ONE
    return day


def case(name: str, at: tuple[str, int, int], due: dt.date, verdict: str) -> Plain:
    """One case, at the place of its record."""
    return {"id": name, "at": at, "due": due, "verdict": verdict}


def location(record: Plain) -> tuple[str, int, int]:
    """Where a record stands."""
    return place(record)


def of_message(world: Plain, record: Plain) -> list[Plain]:
    """A message is answered within business days; who answers nothing for days is silent.

    An answer before its question is a mistake, and says nothing of what happened.
    """
    answered = day_of(world, record, "answered")
    cases = []
    if "coach-answer" in world["obligations"]:
        resting = {**world, "holidays": set(world["holidays"]) | paused_days(world)}
        due = business_day(resting, record["date"], world["obligations"]["coach-answer"])
        cases.append(case("coach-answer", location(record), due, verdict_by(world, answered, due)))
    if "coach-silence" in world["obligations"]:
        due = after_leave(world, record["date"] + world["obligations"]["coach-silence"] * ONE)
        cases.append(case("coach-silence", location(record), due, verdict_by(world, answered, due)))
    if answered is not None and answered < record["date"]:
        cases = [{**one, "verdict": "unknown"} for one in cases]
    return cases


def of_deliverable(world: Plain, record: Plain) -> Plain:
    """A deliverable is completed by its date."""
    done = day_of(world, record, "completed")
    due = after_leave(world, record["date"])
    return case("deliverable", location(record), due, verdict_by(world, done, due))


def of_appointment(world: Plain, record: Plain) -> Plain:
    """An appointment is kept, on time."""
    verdict, due = "open", after_leave(world, record["date"])
    if record["date"] <= world["as_of"]:
        # Nothing said on the day itself may still be said; later, nobody knows. Leave gives time until then.
        silent = "unknown" if world["as_of"] > due else "open"
        missed = silent if due > record["date"] and world["as_of"] <= due else "late"
        words = {"on-time": "met", "late": missed, "missed": missed}
        verdict = words.get(record["attended"] or "", silent)
    return case("attendance", location(record), due, verdict)


def past(world: Plain, kind: str, *words: str | None) -> list[Plain]:
    """Appointments of one kind that are past and were kept as one of `words` says, the first first."""
    inside = window_days(world)
    found = []
    for record in world["coaching"]:
        there = record["date"] in inside and record["date"] <= world["as_of"]
        if record["kind"] == kind and there and record["attended"] in words:
            found.append(record)
    return sorted(found, key=lambda one: (one["date"], *place(one)))


def every_so_often(world: Plain, name: str) -> list[Plain]:
    """One case for each stretch between two days with a meeting: it may last so many days.

    The first stretch begins with the window, whose first day is its day 1.
    """
    most = world["obligations"][name]
    since, at = window_days(world)[0] - ONE, SETTINGS
    cases = []
    for record in past(world, name, "on-time", "late"):
        if record["date"] > since:
            verdict = stretch(world, name, since, record["date"], most)
            cases.append(case(name, location(record), after_leave(world, since + most * ONE), verdict))
            since, at = record["date"], location(record)
    cases.append(
        case(name, at, after_leave(world, since + most * ONE), stretch(world, name, since, None, most))
    )
    return cases


def stretch(world: Plain, name: str, since: dt.date, until: dt.date | None, most: int) -> str:
    """Whether a stretch was short enough; unknown if that hangs on meetings of which nothing is said."""
    verdict = verdict_by(world, until, after_leave(world, since + most * ONE))
    if verdict != "late":
        return verdict
    for record in past(world, name, None):
        if since < record["date"] <= after_leave(world, since + most * ONE):
            since = record["date"]
    helped = verdict_by(world, until, after_leave(world, since + most * ONE)) != "late"
    return "unknown" if helped else "late"


def once_early(world: Plain, name: str) -> Plain:
    """Something done at least once in the first days of the window."""
    due = after_leave(world, window_days(world)[0] + (world["obligations"][name] - 1) * ONE)
    done = past(world, name, "on-time", "late")
    verdict = verdict_by(world, done[0]["date"] if done else None, due)
    if verdict == "late" and [one for one in past(world, name, None) if one["date"] <= due]:
        verdict = "unknown"
    return case(name, location(done[0]) if done else SETTINGS, due, verdict)
