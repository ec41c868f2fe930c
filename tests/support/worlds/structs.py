"""Plain dicts → what the generator judges, and its evaluation → plain dicts."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from generator.commitment.loader import load_commitment
from generator.model.activity import Activity
from generator.model.commitment import (
    Commitment,
    Level,
    OfferTerms,
    PauseTerms,
    Programme,
    Requirement,
    StandingTerms,
    WeekTerms,
    WindowTerms,
)
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause, WeekRange
from generator.model.fields import DateOrDateTime
from generator.model.kinds import Journal, Unreadable
from generator.model.offer import Negotiation, Offer
from generator.model.origin import Origin, Record
from generator.model.portfolio import Coach, Ended, Graduate, Portfolio, Search, Site
from generator.model.post import Post
from generator.model.verdict import Evaluation, JudgedRecord, JudgedRequirement, JudgedWeek
from generator.rules.engine import judge
from tests.oracle.frames import place

Plain = dict[str, Any]
R = TypeVar("R", bound=Record)


def judged(world: Plain, *, reverse: bool = False) -> Evaluation:
    """The generator's verdict on a world. With `reverse` its records are handed over last first."""
    commitment = commitment_of(world)
    journal = journal_of(world)
    if reverse:
        journal = turned(journal)
    return judge(journal, commitment, programme_of(commitment, world), world["as_of"], "option")


def turned(journal: Journal) -> Journal:
    """The same journal with the records of every kind in reverse order."""
    return replace(
        journal,
        contacts=journal.contacts[::-1],
        posts=journal.posts[::-1],
        contributions=journal.contributions[::-1],
        activities=journal.activities[::-1],
        offers=journal.offers[::-1],
        decisions=journal.decisions[::-1],
        pauses=journal.pauses[::-1],
        unreadable=journal.unreadable[::-1],
    )


@functools.cache
def shipped(name: str) -> Commitment:
    """A commitment that comes with the generator."""
    commitment, found = load_commitment(Path(), name)
    assert commitment is not None
    assert not found
    return commitment


def programme_of(commitment: Commitment, world: Plain) -> Programme:
    """The programme of a world."""
    programme = commitment.programme(world["programme"])
    assert programme is not None
    return programme


def commitment_of(world: Plain) -> Commitment:
    """The shipped commitment with the world's parameters."""
    terms, rules = world["terms"], world["standing"]
    base = shipped("flatiron")
    levels = {
        name: tuple(Level(level["below"], level["strikes"]) for level in found)
        for name, found in rules["levels"].items()
    }
    return replace(
        base,
        window=WindowTerms(days=terms["days"], from_=terms["from"]),
        weeks=WeekTerms(start=terms["week_start"], grace_days=terms["grace_days"], partial=terms["partial"]),
        pauses=PauseTerms(extend_window=terms["extend_window"]),
        offers=OfferTerms(acceptance_ends=terms["acceptance_ends"]),
        requirements=tuple(_requirement(one) for one in world["requirements"]),
        obligations=tuple(
            replace(one, business_days=world["obligations"][one.id])
            for one in base.obligations
            if one.id in world["obligations"]
        ),
        standing=StandingTerms(mode=rules["mode"], limit=rules["limit"], decay=rules["decay"], levels=levels),
    )


def _requirement(one: Plain) -> Requirement:
    given: Plain = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
    if "of" in one:
        given["of"] = tuple(_requirement({**way, "kind": "activities"}) for way in one["of"])
    return Requirement(title=one["id"], **given)


def journal_of(world: Plain) -> Journal:
    """The world's records, each kind in order of path and line."""
    ended = world["ended"]
    portfolio = Portfolio(
        graduate=Graduate(name="Sam Example", github=world["github"]),
        search=Search(
            programme=world["programme"],
            specialization=world["specialization"],
            graduated=world["graduated"],
            start=world["start"],
            records_since=world.get("records_since"),
            time_zone="America/Chicago",
            country=world["country"],
            ended=Ended(on=ended["on"], reason=ended["reason"]) if ended else None,
        ),
        coach=Coach(name="Dana Coach"),
        site=Site(url=world["site_url"]),
    )
    return Journal(
        portfolio=portfolio,
        contacts=tuple(_plain(Contact, one) for one in _sorted(world["contacts"])),
        posts=tuple(_post(one) for one in _sorted(world["posts"])),
        contributions=tuple(_contribution(one) for one in _sorted(world["contributions"])),
        activities=tuple(_plain(Activity, one) for one in _sorted(world["activities"])),
        offers=tuple(_offer(one) for one in _sorted(world["offers"])),
        decisions=tuple(_decision(one) for one in _sorted(world["decisions"])),
        pauses=tuple(_pause(one) for one in _sorted(world["pauses"])),
        repository=world["repository"],
        unreadable=tuple(_lost(one) for one in world["damaged"]),
    )


def _lost(one: Plain) -> Unreadable:
    return Unreadable(one["kind"], one["day"], None if one["whole"] else 1, one["at"])


def _sorted(records: list[Plain]) -> list[Plain]:
    return sorted(records, key=lambda one: place(one))


def _origin(one: Plain) -> Origin:
    return Origin(path=one["path"], line=one["line"], column=one["column"])


def _plain(kind: type[R], one: Plain) -> R:
    given = {key: value for key, value in one.items() if key not in ("path", "line", "column")}
    return kind(origin=_origin(one), **given)


def _moment(day: dt.date | dt.datetime | None) -> DateOrDateTime | None:
    if day is None:
        return None
    return DateOrDateTime(day.date(), day) if isinstance(day, dt.datetime) else DateOrDateTime(day)


def _post(one: Plain) -> Post:
    return _plain(Post, {**one, "title": "A post", "date": _moment(one["date"])})


def _contribution(one: Plain) -> Contribution:
    given = {**one, "links": tuple(one["links"]), "fetched_at": _moment(one["fetched_at"])}
    return _plain(Contribution, given)


def _offer(one: Plain) -> Offer:
    granted = one["granted"]
    given = {key: value for key, value in one.items() if key != "granted"}
    said = None if granted == "unsaid" else granted
    given["negotiated"] = None if granted is None else Negotiation("two days from home", said)
    return _plain(Offer, {**given, "employer": "Quill", "title": "Engineer"})


def _decision(one: Plain) -> Decision:
    weeks, asked = one["weeks"], one["requirements"]
    named = tuple(weeks) if isinstance(weeks, list) else WeekRange(weeks["from"], weeks["to"])
    given = {**one, "weeks": named, "requirements": None if asked is None else tuple(asked)}
    return _plain(Decision, {**given, "reason": "Ill.", "by": "Dana"})


def _pause(one: Plain) -> Pause:
    return Pause(
        origin=_origin(one), first=one["from"], last=one["to"], on=one["on"], reason="Away.", by="Dana"
    )


# The generator's rules → the oracle's reasons.
REASONS = {
    "outside-window": "outside",
    "contact-identity-incomplete": "identity",
    "contact-without-summary": "summary",
    "contact-external-recruiter": "external-recruiter",
    "contact-application": "application",
    "contact-in-other-field": "field",
    "contact-bounced": "bounced",
    "contact-without-follow-up": "follow-up",
    "contact-repeated": "repeat",
    "post-draft": "draft",
    "post-in-other-field": "field",
    "post-without-public-address": "no-address",
    "post-too-short": "short",
    "post-near-duplicate": "same-text",
    "post-address-reused": "same-address",
    "other-login": "other-login",
    "contributions-without-links": "no-links",
    "contributions-superseded": "superseded",
    "contributions-in-own-repository": "own-repository",
    "contributions-link-repeated": "same-links",
    "activity-without-link": "no-link",
    "activity-link-reused": "used-link",
    "activity-in-own-specialization": "own-track",
    "activity-page-not-approved": "page",
}


def told(evaluation: Evaluation) -> Plain:
    """The whole verdict as the oracle would tell it."""
    window, strikes, offer = evaluation.window, evaluation.strikes, evaluation.qualifying_offer
    return {
        "window": (window.start, window.end, window.days) if window else None,
        "weeks": [_week(week) for week in evaluation.weeks],
        "obligations": [
            {"id": one.id, "at": _at(one.origin), "due": one.due, "verdict": one.verdict}
            for one in evaluation.obligations
        ],
        "decisions": {_at(one.decision.origin): one.holds for one in evaluation.decisions},
        "strikes": {"count": strikes.count, "limit": strikes.limit} if strikes else None,
        "standing": evaluation.standing,
        "qualifying": _at(offer.origin) if offer else None,
        "unclear": {_at(one.origin) for one in evaluation.unclear_offers},
        "accepted": _at(taken.origin) if (taken := evaluation.accepted_offer) else None,
        "outside": _records(evaluation.outside),
    }


def _at(origin: Origin) -> tuple[str, int, int]:
    return origin.position


def _week(week: JudgedWeek) -> Plain:
    return {
        "name": week.week.name,
        "starts": week.week.starts,
        "closed": week.closed,
        "enforced": week.enforced,
        "verdict": week.verdict,
        "requirements": [_plain_requirement(one) for one in week.requirements],
    }


def _plain_requirement(one: JudgedRequirement) -> Plain:
    return {
        "id": one.id,
        "needed": one.needed,
        "counted": one.counted,
        "alternatives": {way.id: (way.needed, way.counted) for way in one.alternatives},
        "verdict": one.verdict,
        "acknowledged": one.acknowledged,
        "records": _records(one.records),
    }


def _records(records: Iterable[JudgedRecord]) -> dict[tuple[str, int, int], set[str]]:
    return {_at(one.origin): {REASONS[reason] for reason in one.reasons} for one in records}
