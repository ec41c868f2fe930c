"""The oracle's view of what is owed to the coach: answers, appointments, deliverables, regular meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.oracle.answers import business_day, settle
from tests.oracle.frames import ONE, window_days

Plain = dict[str, Any]
APPOINTMENTS = ["check-in", "mock-interview", "material-review"]


def judge_duties(world: Plain) -> list[Plain]:
    """Every case of the obligations towards the coach, softened by the coach's decisions."""
    asked = world["obligations"]
    cases: list[Plain] = []
    for record in known(world):
        if record["kind"] == "message":
            cases += [one for one in of_message(world, record) if one["id"] in asked]
        if record["kind"] == "deliverable" and "deliverable" in asked:
            cases.append(of_deliverable(world, record))
        if record["kind"] in APPOINTMENTS and "attendance" in asked:
            cases.append(of_appointment(world, record))
    if "check-in" in asked:
        cases += every_so_often(world, "check-in", met_on(world, "check-in"), unsure_on(world, "check-in"))
    for name in ("material-review", "mock-interview"):
        if name in asked:
            cases.append(once_early(world, name))
    return [case for case in cases if settle(world, case)]


def known(world: Plain) -> list[Plain]:
    """What concerns the search: coaching dated inside the window; what is not a date ahead, exists."""
    inside = window_days(world)
    found = []
    for record in world["coaching"]:
        ahead = record["date"] > world["as_of"]
        may_lie_ahead = record["kind"] in (*APPOINTMENTS, "deliverable")
        if record["date"] in inside and (may_lie_ahead or not ahead):
            found.append(record)
    return found


def day_of(world: Plain, record: Plain, key: str) -> dt.date | None:
    """A day that a record names, if it has come."""
    day: dt.date | None = record[key]
    return day if day is not None and day <= world["as_of"] else None


def verdict_by(world: Plain, done: dt.date | None, due: dt.date) -> str:
    """Whether something was done by its due day."""
    if done is not None:
        return "met" if done <= due else "late"
    return "open" if world["as_of"] <= due else "late"


def case(name: str, record: Plain, due: dt.date, verdict: str) -> Plain:
    """One case, at the place of its record."""
    return {"id": name, "at": (record["path"], record["line"]), "due": due, "verdict": verdict}


def of_message(world: Plain, record: Plain) -> list[Plain]:
    """A message is answered within business days; who answers nothing for days is silent."""
    answered = day_of(world, record, "answered")
    cases = []
    if "coach-answer" in world["obligations"]:
        due = business_day(world, record["date"], world["obligations"]["coach-answer"])
        cases.append(case("coach-answer", record, due, verdict_by(world, answered, due)))
    if "coach-silence" in world["obligations"]:
        due = record["date"] + world["obligations"]["coach-silence"] * ONE
        cases.append(case("coach-silence", record, due, verdict_by(world, answered, due)))
    return cases


def of_deliverable(world: Plain, record: Plain) -> Plain:
    """A deliverable is completed by its date."""
    done = day_of(world, record, "completed")
    return case("deliverable", record, record["date"], verdict_by(world, done, record["date"]))


def of_appointment(world: Plain, record: Plain) -> Plain:
    """An appointment is kept, on time."""
    verdict = "open"
    if record["date"] <= world["as_of"]:
        words = {"on-time": "met", "late": "late", "missed": "late"}
        # Nothing said on the day itself may still be said; later, nobody knows.
        silent = "open" if record["date"] == world["as_of"] else "unknown"
        verdict = words.get(record["attended"] or "", silent)
    return case("attendance", record, record["date"], verdict)


def met_on(world: Plain, kind: str) -> list[dt.date]:
    """The days on which such an appointment took place."""
    found = []
    for record in world["coaching"]:
        there = record["date"] <= world["as_of"] and record["attended"] in ("on-time", "late")
        if record["kind"] == kind and there:
            found.append(record["date"])
    return sorted(found)


def unsure_on(world: Plain, kind: str) -> list[dt.date]:
    """The days of such appointments of which nobody said whether they took place."""
    found = []
    for record in world["coaching"]:
        if record["kind"] == kind and record["date"] <= world["as_of"] and record["attended"] is None:
            found.append(record["date"])
    return sorted(found)


def every_so_often(world: Plain, name: str, days: list[dt.date], unsure: list[dt.date]) -> list[Plain]:
    """One case for each stretch from one meeting to the next, which may last so many days."""
    inside = window_days(world)
    if not inside or world["as_of"] < inside[0]:
        return []
    most = world["obligations"][name]
    cases = []
    since = inside[0]
    for day in [one for one in days if one in inside]:
        due = since + most * ONE
        cases.append({"id": name, "at": ("portfolio.yaml", 1), "due": due, "verdict": "met"})
        if day > due:
            cases[-1]["verdict"] = "unknown" if any(since < one <= due for one in unsure) else "late"
        since = day
    due = since + most * ONE
    if due <= inside[-1]:
        verdict = "open" if world["as_of"] <= due else "late"
        if verdict == "late" and any(since < one <= due for one in unsure):
            verdict = "unknown"
        cases.append({"id": name, "at": ("portfolio.yaml", 1), "due": due, "verdict": verdict})
    return cases


def once_early(world: Plain, name: str) -> Plain:
    """Something done at least once in the first days of the window."""
    inside = window_days(world)
    due = inside[0] + (world["obligations"][name] - 1) * ONE
    done = [day for day in met_on(world, name) if inside[0] <= day]
    unsure = [day for day in unsure_on(world, name) if inside[0] <= day <= due]
    verdict = verdict_by(world, done[0] if done else None, due)
    if verdict == "late" and unsure:
        verdict = "unknown"
    return {"id": name, "at": ("portfolio.yaml", 1), "due": due, "verdict": verdict}
