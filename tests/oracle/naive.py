"""A second judge, written from the specification alone: plain loops over plain dicts, slow and obvious.

`judge` takes a world (see README.md) and gives weeks, obligations, decisions, standing and strikes in
plain values. It shares no code with the generator, so that the two can only agree by both being right.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.oracle.answers import (
    accepted,
    answer_to,
    any_hold,
    exists,
    judge_offers,
    qualifying,
    unclear,
)
from tests.oracle.follow_ups import with_held_weeks
from tests.oracle.frames import ended, frames, full_length, needed, place, window_days
from tests.oracle.people import judge_contacts
from tests.oracle.work import judge_activities, judge_contributions
from tests.oracle.writing import judge_posts

Plain = dict[str, Any]


def judge(world: Plain) -> Plain:
    """The verdict on a world."""
    world = prepared(world)
    days = window_days(world)
    rows = {terms["id"]: rows_of(world, terms) for terms in world["requirements"]}
    weeks = [judge_week(world, week, rows) for week in frames(world)]
    offers = judge_offers(world)
    strikes = count_strikes(world, weeks)
    return {
        "window": (days[0], days[-1], full_length(world)) if days else None,
        "weeks": weeks,
        "obligations": [bare(case) for case in offers],
        "decisions": {place(one): any_hold(world, one) for one in world["decisions"] if exists(world, one)},
        "strikes": strikes,
        "standing": standing(world, weeks, offers, strikes),
        "qualifying": qualifying(world),
        "unclear": unclear(world),
        "accepted": accepted(world),
        "outside": outside(rows, weeks),
    }


def prepared(world: Plain) -> Plain:
    """The world with the weeks that are held open."""
    world = {**world, "cases": []}
    return with_held_weeks(world, lambda now, terms: {terms["id"]: rows_of(now, terms)}, is_met)


def is_met(world: Plain, week: Plain, terms: Plain) -> bool:
    """Whether a requirement is met in a week."""
    verdict = judge_requirement(world, week, terms, rows_of(world, terms))["verdict"]
    return bool(verdict == "met")


def bare(case: Plain) -> Plain:
    """What is told of a case."""
    return {key: case[key] for key in ("id", "at", "due", "verdict")}


def rows_of(world: Plain, terms: Plain) -> list[Plain]:
    """Every record that feeds a requirement, counted or not."""
    if terms["kind"] == "contacts":
        return judge_contacts(world, terms)
    if terms["kind"] == "posts":
        return judge_posts(world, terms)
    if terms["kind"] == "contributions":
        return judge_contributions(world, terms)
    return judge_activities(world, terms["of"])


def outside(rows: dict[str, list[Plain]], weeks: list[Plain]) -> dict[Any, set[str]]:
    """Records that stand in no week of the search, with their reasons."""
    placed = {at for week in weeks for one in week["requirements"] for at in one["records"]}
    return {row["at"]: row["reasons"] for found in rows.values() for row in found if row["at"] not in placed}


def judge_week(world: Plain, week: Plain, rows: dict[str, list[Plain]]) -> Plain:
    """One week and each of its requirements."""
    asked = [judge_requirement(world, week, terms, rows[terms["id"]]) for terms in world["requirements"]]
    return {
        "name": week["name"],
        "starts": week["days"][0],
        "closed": week["closed"],
        "enforced": week["enforced"],
        "verdict": week_verdict(world, week, [one["verdict"] for one in asked]),
        "requirements": asked,
    }


def judge_requirement(world: Plain, week: Plain, terms: Plain, rows: list[Plain]) -> Plain:
    """How many were needed and counted, and what follows."""
    here = [row for row in rows if row["day"] in week["days"]]
    total = sum(row["amount"] for row in here if not row["reasons"])
    ways = {}
    if terms["kind"] == "any-of":
        for way in terms["of"]:
            done = [row for row in here if row["kind"] == way["activity"] and not row["reasons"]]
            ways[way["id"]] = (needed(world, week, way["minimum"]), len(done))
        total = sum(1 for least, done in ways.values() if done >= least)
    least = 1 if ways else needed(world, week, terms["minimum"])
    said = answer_to(world, week["name"], terms["id"])
    gaps = [gap(["activities"], asked - done, terms) for asked, done in ways.values()]
    gaps = gaps or [gap([terms["kind"]], least - total, terms)]
    counted = {row["at"] for row in here if not row["reasons"]}
    verdict = requirement_verdict(world, week, gaps, counted, total >= least, said)
    return {
        "id": terms["id"],
        "needed": least,
        "counted": total,
        "alternatives": ways,
        "verdict": verdict,
        "acknowledged": verdict == "short" and said == "acknowledged",
        "records": {row["at"]: row["reasons"] for row in here},
    }


def requirement_verdict(
    world: Plain, week: Plain, gaps: list[Plain], counted: set[Any], met: bool, said: str | None
) -> str:
    """The first that holds."""
    if not week["enforced"]:
        return "not-enforced"
    if met:
        return "met"
    if not week["closed"]:
        return "open"
    if said == "waived":
        return "excused"
    if before_records(world, week["days"][0]):
        return "unknown"
    return "unknown" if is_damaged(world, week["days"][0], week["days"][-1], gaps, counted) else "short"


def before_records(world: Plain, first: dt.date) -> bool:
    """Whether a week or month began before the records here do."""
    since = world.get("records_since")
    return since is not None and since <= world["as_of"] and first < since


FEEDS = {
    "contacts": ["contacts"],
    "posts": ["posts"],
    "contributions": ["contributions"],
    "activities": ["activities"],
    "check-ins": ["coaching"],
    "applications": ["applications", "contacts"],
}


def gap(kinds: list[str], lacks: int, terms: Plain) -> Plain:
    """What a requirement or one of its ways lacks, and the kinds of what could fill it."""
    return {"kinds": kinds, "lacks": lacks, "days": terms.get("count") == "days"}


def is_damaged(world: Plain, first: dt.date, last: dt.date, gaps: list[Plain], counted: set[Any]) -> bool:
    """Whether what could not be read could fill one of the gaps, or be a decision.

    A lost record fills one place, a lost file any number, and so does a lost day of contributions unless days
    are counted; a record that counts as far as it could be read fills none.
    """
    if any(damage["kind"] == "decisions" for damage in world["damaged"]):
        return True
    for one in gaps:
        left = one["lacks"]
        feeds = [records for kind in one["kinds"] for records in FEEDS[kind]]
        for damage in world["damaged"]:
            here = damage["day"] is None or first <= damage["day"] <= last
            if damage["kind"] in feeds and here:
                if damage["whole"] or (damage["kind"] == "contributions" and not one["days"]):
                    return True
                left -= damage["at"] not in counted
        if left <= 0:
            return True
    return False


def week_verdict(world: Plain, week: Plain, verdicts: list[str]) -> str:
    """The first that holds."""
    if week["upcoming"]:
        return "upcoming"
    if week["paused"]:
        return "paused"
    if week["partial"] and world["terms"]["partial"] == "exempt":
        return "partial"
    if all(verdict in ("met", "not-enforced") for verdict in verdicts):
        return "met"
    if not week["closed"]:
        return "open"
    if "short" in verdicts:
        return "short"
    return "unknown" if "unknown" in verdicts else "excused"


def standing(world: Plain, weeks: list[Plain], offers: list[Plain], strikes: Plain | None) -> str:
    """The first that holds."""
    days, end = window_days(world), ended(world)
    if not days or world["as_of"] < days[0]:
        return "not-started"
    if end:
        return "hired" if end["reason"] == "hired" else "ended"
    if strikes:
        off_track = strikes["count"] >= strikes["limit"]
    else:
        off_track = any(week["verdict"] == "short" for week in weeks) or any(
            case["verdict"] in ("late", "acknowledged") for case in offers
        )
    unknown = any(week["closed"] and week["verdict"] == "unknown" for week in weeks)
    if world["as_of"] > days[-1] and all(week["closed"] for week in weeks if week["enforced"]):
        return "unfulfilled" if off_track or unknown else "fulfilled"
    if off_track:
        return "off-track"
    return "unknown" if unknown else "on-track"


def count_strikes(world: Plain, weeks: list[Plain]) -> Plain | None:
    """The count after all closed enforced weeks, in order."""
    rules = world["standing"]
    if rules["mode"] != "strikes":
        return None
    count = 0
    for week in weeks:
        if not week["closed"] or not week["enforced"]:
            continue
        for one in week["requirements"]:
            if one["verdict"] == "short":
                count += strikes_for(rules["levels"].get(one["id"]), one["counted"])
        if week["verdict"] == "met":
            count = max(0, count - rules["decay"])
    return {"count": count, "limit": rules["limit"]}


def strikes_for(levels: list[Plain] | None, counted: int) -> int:
    """The strikes of the first level that holds; one where there are no levels."""
    if levels is None:
        return 1
    for level in levels:
        if counted < level["below"]:
            return int(level["strikes"])
    return 0
