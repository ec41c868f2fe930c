"""Random searches as plain dicts: nasty records, random terms, a random day of judging."""

from __future__ import annotations

import datetime as dt
import functools
import warnings
from typing import Any

from hypothesis import strategies as st

from tests.oracle.frames import NAMES, iso_name, place, week_days
from tests.support import nasty

Plain = dict[str, Any]
Draw = st.DrawFn
DAY = dt.timedelta(days=1)
STARTS = [dt.date(2026, 6, 1), dt.date(2026, 11, 18), dt.date(2026, 12, 17), dt.date(2027, 2, 24)]
PROGRAMMES = {
    "software-engineering": ["contacts", "blog-post", "github-contributions"],
    "data-science": ["contacts", "blog-post", "github-contributions"],
    "ux-ui-design": ["contacts", "blog-post", "design-activity"],
}
FIELDS = {
    "software-engineering": "software engineering",
    "data-science": "data science",
    "ux-ui-design": "design",
}


def pick(draw: Draw, values: list[Any]) -> Any:
    """One of `values`."""
    return draw(st.sampled_from(values))


def number(draw: Draw, least: int, most: int) -> int:
    """A whole number, both ends inside."""
    return draw(st.integers(least, most))


@functools.cache
def holidays_of(country: str | None) -> frozenset[dt.date]:
    """The public holidays of a country over the years of these tests."""
    if country is None:
        return frozenset()
    import holidays

    code, _, part = country.partition("-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return frozenset(holidays.country_holidays(code, subdiv=part or None, years=range(2025, 2030)))


@st.composite
def worlds(draw: Draw, gap: bool = True) -> Plain:
    """A search of one to six weeks. With `gap` false nobody has to wait before counting again."""
    start = pick(draw, STARTS) + number(draw, 0, 6) * DAY
    terms = _terms(draw)
    programme = pick(draw, ["software-engineering", "data-science", "ux-ui-design", "ux-ui-design"])
    country = pick(draw, [None, "US", "US-IL", "JP"])
    world: Plain = {
        "programme": programme,
        "own_field": [FIELDS[programme], programme],
        "start": pick(draw, [start] * 15 + [None]),
        "graduated": start - number(draw, 0, 9) * DAY,
        "records_since": pick(draw, [None] * 6 + [start + number(draw, -1, 30) * DAY]),
        "ended": None,
        "as_of": start + number(draw, -3, terms["days"] + 16) * DAY,
        "github": pick(draw, ["sam-example", "Sam-Example"]),
        "repository": pick(draw, [nasty.OWN, nasty.OWN, None]),
        "specialization": pick(draw, ["ux", "ui"]) if programme == "ux-ui-design" else None,
        "site_url": pick(draw, ["https://sam.example", None]),
        "country": country,
        "holidays": holidays_of(country),
        "terms": terms,
        "requirements": [_requirement(draw, name, gap) for name in PROGRAMMES[programme]],
        "obligations": {
            "offer-answer": pick(draw, [5, 5, 2]),
            "offer-granted": None,
            "offer-terms-known": None,
        },
        "standing": _standing(draw),
        "damaged": [],
    }
    if number(draw, 0, 4) == 0:
        reason = pick(draw, ["hired", "withdrawn", "support-ended"])
        day = start + number(draw, -2, terms["days"] + 4) * DAY
        world["ended"] = {"on": pick(draw, [day, day, world["as_of"]]), "reason": reason}
    _fill(draw, world, start)
    return world


def _terms(draw: Draw) -> Plain:
    return {
        "days": pick(draw, [1, 7, 10, 14, 17, 21, 26, 30, 40]),
        "from": pick(draw, ["start", "start", "start", "graduated"]),
        "week_start": pick(draw, ["monday", "monday", *NAMES]),
        "grace_days": pick(draw, [0, 0, 0, 1, 6]),
        "partial": pick(draw, ["exempt", "full", "prorate"]),
        "extend_window": pick(draw, [False, True]),
        "acceptance_ends": pick(draw, [True, True, False]),
    }


def _requirement(draw: Draw, name: str, gap: bool) -> Plain:
    if name == "contacts":
        return {
            "id": name,
            "kind": "contacts",
            "minimum": pick(draw, [1, 2, 3, 5]),
            "repeat_after_weeks": pick(draw, [0, 0, 1, 2]) if gap else 0,
            "follow_up_within_days": pick(draw, [1, 1, 0, 3]),
        }
    if name == "blog-post":
        return {
            "id": name,
            "kind": "posts",
            "minimum": pick(draw, [1, 1, 2]),
            "min_words": pick(draw, [5, 9, 10]),
            "similarity": pick(draw, [0.5, 0.8, 0.8, 1.0]),
        }
    if name == "github-contributions":
        return {
            "id": name,
            "kind": "contributions",
            "minimum": pick(draw, [1, 3, 5]),
            "count": pick(draw, ["contributions", "commits"]),
            "exclude_repositories": pick(draw, [["self"], ["self"], [], ["O/R"], ["self", "o/r"]]),
        }
    return {"id": name, "kind": "any-of", "minimum": 1, "of": _ways(draw)}


def _ways(draw: Draw) -> list[Plain]:
    return [
        {"id": "extra-credit", "activity": "extra-credit", "minimum": pick(draw, [1, 2])},
        {"id": "track-module", "activity": "track-module", "minimum": pick(draw, [2, 3])},
        {
            "id": "design-challenge",
            "activity": "design-challenge",
            "minimum": 1,
            "approved_pages": ["designchallenge.xyz"],
        },
    ]


def _standing(draw: Draw) -> Plain:
    levels = pick(
        draw,
        [
            {},
            {"contacts": [{"below": 1, "strikes": 2}, {"below": 3, "strikes": 1}]},
            {"contacts": [{"below": 2, "strikes": 3}], "blog-post": []},
        ],
    )
    return {
        "mode": pick(draw, ["strict", "strict", "strikes"]),
        "limit": pick(draw, [1, 2, 4]),
        "decay": pick(draw, [0, 1, 2]),
        "levels": levels,
    }


def _fill(draw: Draw, world: Plain, start: dt.date) -> None:
    """Put records into the world, around its window, some weeks made good on purpose."""
    from tests.support.worlds import records

    last = world["terms"]["days"] + 9

    def some_day() -> dt.date:
        # Twice as many in the first days, so that records meet.
        return start + number(draw, -8, pick(draw, [9, last])) * DAY

    known = [*pick(draw, nasty.FAMILIES), pick(draw, nasty.PEOPLE)]
    days = [start + number(draw, -1, 9) * DAY, some_day(), some_day()]
    world["contacts"] = [
        records.contact(draw, pick(draw, days) + number(draw, 0, 2) * DAY, known)
        for _ in range(number(draw, 0, 18))
    ]
    world["posts"] = [records.post(draw, some_day()) for _ in range(number(draw, 0, 6))]
    coding = world["programme"] != "ux-ui-design"
    count = number(draw, 0, 6)
    world["contributions"] = [records.contribution(draw, some_day()) for _ in range(count if coding else 0)]
    world["activities"] = [records.activity(draw, some_day()) for _ in range(0 if coding else count + 4)]
    tidy = number(draw, 0, 2) == 0
    offers = 0 if tidy else number(draw, 0, 4)
    world["offers"] = [records.offer(draw, some_day()) for _ in range(offers)]
    if number(draw, 0, 2) == 0:
        # One that fell due in the open week, or is about to.
        world["offers"].append(records.offer(draw, world["as_of"] - number(draw, 1, 7) * DAY))
    world["pauses"] = [records.pause(draw, some_day(), some_day()) for _ in range(number(draw, 0, 2))]
    weeks = [start + n * 7 * DAY for n in range(-1, 8)]
    names = [iso_name(week_days(day, world["terms"]["week_start"])[3]) for day in weeks]
    world["decisions"] = [records.decision(draw, some_day(), names) for _ in range(number(draw, 0, 3))]
    if number(draw, 0, 1):
        world["decisions"].append(records.wide_decision(draw, world["as_of"], names))
    if tidy or number(draw, 0, 4) == 0:
        kind = pick(draw, ["contacts", "posts", "contributions", "activities", "decisions"])
        day = None if kind == "decisions" else pick(draw, [None, some_day()])
        # A file, a record of which nothing is left, or one that was read in part.
        for whole in pick(draw, [[True], [False], [False, False], [False] * 4]):
            world["damaged"].append({"kind": kind, "day": day, "whole": whole, "at": None})
    _make_good(draw, world, weeks, tidy=tidy)
    _finish(draw, world, start)


def _met_lately(draw: Draw, world: Plain, start: dt.date) -> None:
    """Judge on one of the days after a week that has ended, with people met in its last days."""
    some_day = start + number(draw, 0, world["terms"]["days"]) * DAY
    days = week_days(some_day, world["terms"]["week_start"])
    world["terms"]["grace_days"] = pick(draw, [0, 0, 1])
    world["as_of"] = days[-1] + (world["terms"]["grace_days"] + number(draw, 1, 3)) * DAY
    within = pick(draw, [1, 3, 3])
    for terms in world["requirements"]:
        if terms["kind"] == "contacts":
            terms["follow_up_within_days"] = within
    here = [one for one in world["contacts"] if one["date"] in days]
    left = pick(draw, [[], here[:1], here[:3], here])
    world["contacts"] = [one for one in world["contacts"] if one["date"] not in days] + left
    for n in range(number(draw, 1, 5)):
        day = days[-1] - number(draw, 0, 2) * DAY
        who = {"first_name": f"Met {n - n % 4}", "last_name": f"{n % 3}", "employer": "Quill"}
        rest = {"single_name": False, "title": "Engineer", "summary": "Talked.", "field": None}
        more = {"person": None, "bounced": False, "follow_up": None, "kind": "networking"}
        world["contacts"].append({"date": day, **who, **rest, **more})


def _accepted(draw: Draw, world: Plain, start: dt.date) -> Plain:
    """A full-time offer in the field that was accepted."""
    from tests.support.worlds import records

    day = start + number(draw, 0, world["terms"]["days"]) * DAY
    yes = {"in_field": True, "full_time": True, "answer": "accepted"}
    answered = day + pick(draw, [0, 0, 1, 4, 9]) * DAY
    return {**records.offer(draw, day), **yes, "answered": answered}


def _make_good(draw: Draw, world: Plain, weeks: list[dt.date], *, tidy: bool) -> None:
    """Make some weeks good, in a tidy search all but one."""
    from tests.support.worlds import records

    missed = number(draw, 0, 8)
    for n, day in enumerate(weeks):
        if n != missed if tidy else number(draw, 0, 2):
            records.good_week(world, day)


def _finish(draw: Draw, world: Plain, start: dt.date) -> None:
    """Add what is rare by itself, and give every record its place."""
    from tests.support.worlds import records

    if number(draw, 0, 2) == 0:
        _met_lately(draw, world, start)
    if number(draw, 0, 5) == 0:
        world["offers"].append(_accepted(draw, world, start))
    records.give_places(draw, world)
    for damage in world["damaged"]:
        if not damage["whole"] and world.get(damage["kind"]) and number(draw, 0, 1):
            one = pick(draw, world[damage["kind"]])
            damage["at"], damage["day"] = place(one), one.get("date")
