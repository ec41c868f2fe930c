"""The oracle for schools of their own: weekly check-ins, ways of any kind, severities of obligations."""

from __future__ import annotations

from typing import Any

from tests.oracle import naive
from tests.oracle.answers import answer_to, judge_offers
from tests.oracle.duties import judge_duties
from tests.oracle.follow_ups import with_held_weeks
from tests.oracle.frames import ONE, frames, needed, place, window_days
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
            if not way.get("shared"):
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
    """The records that feed each way; what is taken feeds only who shares."""
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
        if not way.get("shared"):
            found[way["id"]] = [row for row in found[way["id"]] if row["at"] not in taken]
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
    month = month_of(world, week) if terms.get("per") == "month" else None
    days = days_that_count(week, month)
    done: dict[str, tuple[int, int]] = {}
    records: dict[Any, set[str]] = {}
    adding: list[Plain] = []
    for way in ways_of(terms):
        counting = [row for row in rows[way["id"]] if row["day"] in days and not row["reasons"]]
        done[way["id"]] = (asked_of(world, week, month, way.get("minimum", 1)), total(counting, way))
        adding += counting
        for row in rows[way["id"]]:
            if row["day"] in week["days"]:
                records[row["at"]] = records.get(row["at"], set()) | row["reasons"]
    alternatives = done if terms["kind"] == "any-of" and not terms.get("together") else {}
    if alternatives:
        least, counted = 1, sum(1 for asked, so_many in done.values() if so_many >= asked)
    else:
        least, counted = asked_of(world, week, month, terms["minimum"]), total(adding, terms)
    said = answer_to(world, week["name"], terms["id"])
    if terms.get("together") or not alternatives:
        gaps = [naive.gap([way["kind"] for way in ways_of(terms)], least - counted, terms)]
    else:
        gaps = [naive.gap([way["kind"]], done[way["id"]][0] - done[way["id"]][1], way) for way in terms["of"]]
    places = {row["at"] for row in adding}
    verdict = verdict_of(world, week, month, gaps, places, counted >= least, said)
    return {
        "id": terms["id"],
        "needed": least,
        "counted": counted,
        "alternatives": alternatives,
        "verdict": verdict,
        "acknowledged": verdict == "short" and said == "acknowledged",
        "records": records,
    }


def total(rows: list[Plain], terms: Plain) -> int:
    """What counting rows come to: their amounts, each record's once, or the days that have any."""
    amounts = {row["at"]: row["amount"] for row in reversed(rows) if row["amount"] > 0}
    if terms.get("count") == "days":
        return len({row["day"] for row in rows if row["amount"] > 0})
    return sum(amounts.values())


def month_of(world: Plain, week: Plain) -> Plain:
    """The month of a week: all weeks whose fourth day is in the month of its fourth day."""
    fourth = week["days"][3]
    mine = [one for one in frames(world) if same_month(one["days"][3], fourth)]
    first = last = fourth
    while same_month(first - 7 * ONE, fourth):
        first -= 7 * ONE
    while same_month(last + 7 * ONE, fourth):
        last += 7 * ONE
    whole = (last - first).days + 7
    asked = sum(len(one["asked"]) for one in mine)
    judged_in = [one["name"] for one in mine if one["asked"] and not one["paused"]][-1:]
    partial = asked < whole
    exempt = partial and world["terms"]["partial"] == "exempt"
    return {
        "weeks": mine,
        "from": first - 3 * ONE,
        "to": last + 3 * ONE,
        "whole": whole,
        "asked": asked,
        "judged": [week["name"]] == judged_in,
        "enforced": [week["name"]] == judged_in and not exempt,
    }


def same_month(one: Any, other: Any) -> bool:
    """Whether two days are of one month of one year."""
    return bool((one.year, one.month) == (other.year, other.month))


def days_that_count(week: Plain, month: Plain | None) -> list[Any]:
    """The days whose records count: of the week, or of the month so far; all of it where it is judged."""
    if month is None:
        return list(week["days"])
    weeks = [one for one in month["weeks"] if month["judged"] or one["days"][0] <= week["days"][0]]
    return [day for one in weeks for day in one["days"]]


def asked_of(world: Plain, week: Plain, month: Plain | None, minimum: int) -> int:
    """How many are asked, in a week or in a month."""
    if month is None:
        return needed(world, week, minimum)
    policy, days = world["terms"]["partial"], month["asked"]
    if policy == "exempt" or days == month["whole"]:
        return minimum
    if days == 0:
        return 0
    if policy == "full":
        return minimum
    if minimum == 1:
        return 1 if days * 7 >= month["whole"] * 4 else 0
    least = 0
    while least * month["whole"] < minimum * days:
        least += 1
    return least


def verdict_of(
    world: Plain,
    week: Plain,
    month: Plain | None,
    gaps: list[Plain],
    places: set[Any],
    met: bool,
    said: str | None,
) -> str:
    """The first that holds."""
    if not week["enforced"] or (month is not None and not month["enforced"]):
        return "not-enforced"
    if met:
        return "met"
    if not week["closed"]:
        return "open"
    if said == "waived":
        return "excused"
    first, last = (month["from"], month["to"]) if month else (week["days"][0], week["days"][-1])
    if naive.before_records(world, first):
        return "unknown"
    return "unknown" if naive.is_damaged(world, first, last, gaps, places) else "short"
