"""Random searches with a coach: messages, appointments, deliverables, and terms of a school's own."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.application import Application
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.model.kinds import Journal
from generator.model.origin import Origin, Record
from generator.model.verdict import Evaluation
from generator.rules.engine import judge
from tests.oracle.frames import place
from tests.support.worlds import structs
from tests.support.worlds.worlds import DAY, number, pick, worlds

Plain = dict[str, Any]
R = TypeVar("R", bound=Record)
IN_BUSINESS_DAYS = ("offer-answer", "coach-answer")
APPOINTMENTS = ["check-in", "check-in", "check-in", "mock-interview", "material-review"]
KEPT = ["on-time", "on-time", "late", "missed", None]
UNITS = ["contributions", "contributions", "days"]
PERIODS = ["week", "week", "month"]
NOTHING = {"attended": None, "answered": None, "completed": None}


@st.composite
def coached_worlds(draw: st.DrawFn) -> Plain:
    """A search of `worlds()` with coaching, and with requirements and obligations of a school's own."""
    world: Plain = draw(worlds())
    start = world["start"] or world["as_of"]
    # Without posts every week hangs on what is tried here.
    world["requirements"] = [*_contacts(draw, world["requirements"][0]), *_terms(draw)]
    world["obligations"] = {**world["obligations"], **_duties(draw)}
    asked = pick(draw, [{}, {"attendance": "error"}, {"coach-answer": "error", "offer-answer": "warning"}])
    world["severities"] = asked
    days = [start + number(draw, -3, world["terms"]["days"] + 9) * DAY for _ in range(number(draw, 0, 12))]
    world["coaching"] = [_record(draw, day) for day in days]
    for n, record in enumerate(world["coaching"]):
        record["path"], record["line"] = f"content/private/coaching/{'ba'[n % 2]}.yaml", 1 + (n * 5) % 37
        record["column"] = 3
    days = [start + number(draw, -3, pick(draw, [9, 30])) * DAY for _ in range(number(draw, 0, 9))]
    world["applications"] = [_application(draw, day) for day in days]
    for n, record in enumerate(world["applications"]):
        record["path"], record["line"] = f"content/private/applications/{'ba'[n % 2]}.yaml", 1 + (n * 5) % 37
        record["column"] = 3
    lost = {"whole": pick(draw, [True, False]), "at": None}
    if number(draw, 0, 9) == 0:
        world["damaged"].append({"kind": "applications", "day": pick(draw, [None, start]), **lost})
    if number(draw, 0, 5) == 0:
        world["damaged"].append({"kind": "coaching", "day": pick(draw, [None, start]), **lost})
    _answers(draw, world)
    return world


def _contacts(draw: st.DrawFn, usual: Plain) -> list[Plain]:
    """One requirement of contacts, or several that count some kinds, with shared records or without."""
    kinds = [[], ["interview"], ["networking", "interview"], ["cold-outreach", "warm-outreach"]]
    more = [
        {
            **usual,
            "id": name,
            "minimum": pick(draw, [1, 2]),
            "kinds": pick(draw, kinds),
            "shared": number(draw, 0, 1) == 0,
        }
        for name in ("talks", "letters")
    ]
    choice = [[usual], [usual], more, [*more, usual], [more[0], usual], [usual, more[0]]]
    return choice[number(draw, 0, 5)]


def _terms(draw: st.DrawFn) -> list[Plain]:
    """Check-ins every week, and ways of different kinds to meet one requirement."""
    ways = [
        {"id": "post", "kind": "posts", "minimum": pick(draw, [1, 2]), "min_words": 9, "similarity": 0.8},
        {"id": "calls", "kind": "check-ins", "minimum": pick(draw, [1, 3])},
        {"id": "credit", "kind": "activities", "activity": "extra-credit", "minimum": 1},
        {"id": "modules", "kind": "activities", "activity": "track-module", "minimum": pick(draw, [1, 2])},
    ]
    mixed: Plain = {"id": "showing-work", "kind": "any-of", "per": pick(draw, PERIODS)}
    if number(draw, 0, 2) == 0:
        mixed |= {"together": True, "count": pick(draw, UNITS), "minimum": pick(draw, [1, 2, 4])}
    else:
        ways = [{**way, "count": pick(draw, UNITS)} for way in ways]
    chosen = draw(st.lists(st.sampled_from(ways), min_size=1, max_size=4, unique_by=lambda way: way["id"]))
    often = {"count": pick(draw, UNITS), "per": pick(draw, PERIODS), "shared": number(draw, 0, 3) == 0}
    calls = {"id": "calls-with-coach", "kind": "check-ins", "minimum": pick(draw, [1, 1, 2]), **often}
    jobs = {"id": "jobs", "kind": "applications", "minimum": pick(draw, [1, 2, 3]), **often}
    choice = [[calls], [{**mixed, "of": chosen}], [calls, {**mixed, "of": chosen}], [jobs], [jobs, calls]]
    return choice[number(draw, 0, 4)]


def _duties(draw: st.DrawFn) -> Plain:
    all_of_them = {
        "coach-answer": number(draw, 0, 4),
        "coach-silence": pick(draw, [1, 5, 14]),
        "attendance": None,
        "deliverable": None,
        "check-in": pick(draw, [1, 4, 7, 14]),
        "material-review": pick(draw, [1, 9, 30]),
        "mock-interview": pick(draw, [4, 30]),
    }
    return {name: value for name, value in all_of_them.items() if number(draw, 0, 5)}


def _record(draw: st.DrawFn, day: dt.date) -> Plain:
    kind = pick(draw, [*APPOINTMENTS, "message", "message", "deliverable", "internship", "introduction"])
    record = {**NOTHING, "kind": kind, "date": day}
    if kind in APPOINTMENTS:
        record["attended"] = pick(draw, KEPT)
    later = pick(draw, [None, -1, 0, 1, 2, 3, 4, 5, 14, 15])
    key = {"message": "answered", "deliverable": "completed"}.get(kind)
    if key and later is not None:
        record[key] = day + later * DAY
    return record


def _application(draw: st.DrawFn, day: dt.date) -> Plain:
    return {
        "date": day,
        "employer": pick(draw, ["Quill", "QUILL, Inc.", "Northline", "The Northline", "Harbour", "TBD"]),
        "title": pick(draw, ["Engineer", "engineer", "Tester", "Analyst", "?"]),
        "link": pick(
            draw, [None, None, "https://jobs.example/1", "https://JOBS.example/1/", "https://jobs.example/2"]
        ),
        "status": pick(draw, ["applied", "applied", "saved", "screening", "rejected", "withdrawn"]),
    }


def _answers(draw: st.DrawFn, world: Plain) -> None:
    """Let some decisions speak of what is new here."""
    names = [one["id"] for one in world["requirements"]] + sorted(world["obligations"])
    for decision in world["decisions"]:
        if number(draw, 0, 2) == 0:
            decision["requirements"] = [pick(draw, names), pick(draw, names)]


def judged(world: Plain) -> Evaluation:
    """The generator's verdict on a coached world."""
    commitment = commitment_of(world)
    programme = structs.programme_of(commitment, world)
    return judge(journal_of(world), commitment, programme, world["as_of"], "option")


def commitment_of(world: Plain) -> Commitment:
    """The world's terms, its own requirements and obligations among them."""
    base = structs.commitment_of({**world, "requirements": []})
    programme = structs.programme_of(base, world)
    ids = tuple(one["id"] for one in world["requirements"])
    return replace(
        base,
        programmes=(replace(programme, requirements=ids),),
        requirements=tuple(_requirement(one) for one in world["requirements"]),
        obligations=tuple(_obligation(name, value) for name, value in world["obligations"].items()),
        severities=world["severities"],
    )


def _requirement(one: Plain) -> Requirement:
    given: Plain = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
    given["of"] = tuple(_requirement(way) for way in one.get("of", ()))
    return Requirement(title=one["id"], **given)


def _obligation(name: str, value: int | None) -> Obligation:
    key = "business_days" if name in IN_BUSINESS_DAYS else "days"
    given: Plain = {} if value is None else {key: value}
    return Obligation(id=name, title=name, **given)


def journal_of(world: Plain) -> Journal:
    """The world's records, its coaching among them."""
    records = sorted(world["coaching"], key=lambda one: place(one))
    jobs = sorted(world["applications"], key=lambda one: place(one))
    return replace(
        structs.journal_of(world),
        coaching=tuple(_written(Coaching, one) for one in records),
        applications=tuple(_written(Application, one) for one in jobs),
    )


def _written(kind: type[R], one: Plain) -> R:
    given = {key: value for key, value in one.items() if key not in ("path", "line", "column")}
    return kind(origin=Origin(path=one["path"], line=one["line"], column=one["column"]), **given)
