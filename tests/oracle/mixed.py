"""The oracle for schools of their own: weekly check-ins, ways of any kind, severities of obligations."""

from __future__ import annotations

from typing import Any

from tests.oracle import naive
from tests.oracle.answers import answer_to, judge_offers
from tests.oracle.duties import judge_duties
from tests.oracle.follow_ups import with_held_weeks
from tests.oracle.frames import frames, needed, place, window_days
from tests.oracle.work import judge_activities, judge_applications

Plain = dict[str, Any]


def judge(world: Plain) -> Plain:
    """Weeks, obligations, strikes and standing of a search."""
    world = prepared(world)
    rows = all_rows(world)
    weeks = [judge_week(world, week, rows) for week in frames(world)]
    cases = [*judge_offers(world), *judge_duties(world)]
    strikes = naive.count_strikes(world, weeks)
    grave = [case for case in cases if is_grave(world, case["id"])]
    return {
        "weeks": weeks,
        "obligations": [naive.bare(case) for case in cases],
        "strikes": strikes,
        "standing": naive.standing(world, weeks, grave, strikes),
    }


def prepared(world: Plain) -> Plain:
    """The world with the weeks that are held open."""
    world = {**world, "cases": []}
    world["cases"] = judge_duties(world, softened=False)
    return with_held_weeks(world, lambda now, terms: all_rows(now)[terms["id"]], is_met)


def is_met(world: Plain, week: Plain, terms: Plain) -> bool:
    """Whether a requirement is met in a week."""
    return bool(judge_requirement(world, week, terms, all_rows(world)[terms["id"]])["verdict"] == "met")


def all_rows(world: Plain) -> dict[str, dict[str, list[Plain]]]:
    """The records that feed each way of each requirement, in the order of the terms."""
    rows = {}
    taken: set[Any] = set()
    for terms in world["requirements"]:
        rows[terms["id"]] = rows_of_ways(world, terms, taken)
        for way in ways_of(terms):
            if way["kind"] == "contacts" and not way.get("shared"):
                taken = taken | {row["at"] for row in rows[terms["id"]][way["id"]] if not row["reasons"]}
    return rows


def is_grave(world: Plain, name: str) -> bool:
    """Whether failing this obligation is an error: what concerns offers, unless the school says otherwise."""
    usual = "error" if name in ("offer-answer", "offer-granted") else "warning"
    return bool(world["severities"].get(name, usual) == "error")


def ways_of(terms: Plain) -> list[Plain]:
    """The ways to meet a requirement."""
    return terms["of"] if terms["kind"] == "any-of" else [terms]


def rows_of_ways(world: Plain, terms: Plain, taken: set[Any]) -> dict[str, list[Plain]]:
    """The records that feed each way; contacts that are taken feed only who shares."""
    ways = ways_of(terms)
    done = [way for way in ways if way["kind"] == "activities"]
    shown = judge_activities(only(world, done), done) if done else []
    found = {}
    for way in ways:
        if way["kind"] == "activities":
            found[way["id"]] = [row for row in shown if row["kind"] == way["activity"]]
        elif way["kind"] == "applications":
            found[way["id"]] = judge_applications(world)
        elif way["kind"] == "check-ins":
            found[way["id"]] = check_ins(world)
        elif way["kind"] == "contacts":
            found[way["id"]] = naive.rows_of(people_for(world, way, taken), way)
        else:
            found[way["id"]] = naive.rows_of(world, way)
    return found


def people_for(world: Plain, way: Plain, taken: set[Any]) -> Plain:
    """The world with the contacts that a requirement looks at."""
    left = []
    for one in world["contacts"]:
        is_asked = not way.get("kinds") or one["kind"] in way["kinds"]
        is_free = way.get("shared") or place(one) not in taken
        if is_asked and is_free:
            left.append(one)
    return {**world, "contacts": left}


def only(world: Plain, ways: list[Plain]) -> Plain:
    """The world with the activities that some way asks for."""
    kinds = [way["activity"] for way in ways]
    return {**world, "activities": [one for one in world["activities"] if one["kind"] in kinds]}


def check_ins(world: Plain) -> list[Plain]:
    """Calls with the coach that lie behind: they count once somebody said that they took place."""
    inside = window_days(world)
    found = []
    for record in world["coaching"]:
        if record["kind"] != "check-in" or record["date"] > world["as_of"]:
            continue
        reasons = set()
        if record["attended"] not in ("on-time", "late"):
            reasons.add("not-attended")
        if record["date"] not in inside:
            reasons.add("outside")
        at = place(record)
        found.append({"at": at, "day": record["date"], "reasons": reasons, "amount": 1})
    return found


def judge_week(world: Plain, week: Plain, rows: dict[str, dict[str, list[Plain]]]) -> Plain:
    """One week and each of its requirements."""
    asked = [judge_requirement(world, week, terms, rows[terms["id"]]) for terms in world["requirements"]]
    return {
        "name": week["name"],
        "starts": week["days"][0],
        "closed": week["closed"],
        "enforced": week["enforced"],
        "verdict": naive.week_verdict(world, week, [one["verdict"] for one in asked]),
        "requirements": asked,
    }


def judge_requirement(world: Plain, week: Plain, terms: Plain, rows: dict[str, list[Plain]]) -> Plain:
    """How many were needed and counted over all ways, and what follows."""
    done: dict[str, tuple[int, int]] = {}
    records: dict[Any, set[str]] = {}
    for way in ways_of(terms):
        here = [row for row in rows[way["id"]] if row["day"] in week["days"]]
        total = sum(row["amount"] for row in here if not row["reasons"])
        done[way["id"]] = (needed(world, week, way["minimum"]), total)
        for row in here:
            records[row["at"]] = records.get(row["at"], set()) | row["reasons"]
    least, counted = done[terms["id"]] if terms["kind"] != "any-of" else (1, 0)
    if terms["kind"] == "any-of":
        counted = sum(1 for asked, total in done.values() if total >= asked)
    said = answer_to(world, week["name"], terms["id"])
    kinds = {way["id"]: way["kind"] for way in ways_of(terms)}
    gaps = [(kinds[name], asked - total) for name, (asked, total) in done.items()]
    places = {at for at, reasons in records.items() if not reasons}
    verdict = naive.requirement_verdict(world, week, gaps, places, counted >= least, said)
    return {
        "id": terms["id"],
        "needed": least,
        "counted": counted,
        "alternatives": done if terms["kind"] == "any-of" else {},
        "verdict": verdict,
        "acknowledged": verdict == "short" and said == "acknowledged",
        "records": records,
    }
