"""Reports made by hand: what stands in one, field by field, and the evaluation that has it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import msgspec

from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Programme, Requirement, WindowTerms
from generator.model.contact import Contact, NextStep
from generator.model.contribution import Contribution
from generator.model.decision import Pause
from generator.model.fields import Evidence
from generator.model.goal import Goal
from generator.model.kinds import CountableRecord, Journal
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.portfolio import Coach, Ended, Graduate, Portfolio, Search, Site
from generator.model.post import Post
from generator.model.verdict import (
    AsOfFrom,
    Evaluation,
    JudgedDecision,
    JudgedObligation,
    JudgedRecord,
    JudgedWeek,
    Standing,
    Strikes,
)
from generator.model.window import Window
from generator.report.context import Report
from tests.support.words import words

DIGEST = "9f2c1d7be04a5836c1f0a9d2e47b8c6530d1f2a4958b7c6e3d2a1b0c9f8e7d6c"
TERMS = Commitment(
    name="flatiron",
    title="Flatiron job search commitment",
    digest=DIGEST,
    window=WindowTerms(days=180),
    programmes=(
        Programme(
            id="software-engineering",
            title="Software engineering",
            field="software engineering",
            requirements=("contacts", "blog-post", "github-contributions"),
        ),
    ),
    requirements=(
        Requirement(id="contacts", kind="contacts", title="Contacts", minimum=8),
        Requirement(id="blog-post", kind="posts", title="Blog post"),
        Requirement(id="github-contributions", kind="contributions", title="GitHub contributions", minimum=5),
    ),
)
NOT_COUNTED = "contact-repeated"
FIRST_LINE = Location("p.yaml", 1, 1)


@dataclass(frozen=True)
class Made:
    """A report by its parts. A record that no week has counts all the same, unless it is given as judged."""

    as_of: dt.date
    as_of_from: AsOfFrom
    generator: str
    name: str
    github: str | None
    coach: str
    commitment: Commitment
    standing: Standing
    ended: Ended | None = None
    window: Window | None = None
    qualifying_offer: Offer | None = None
    strikes: Strikes | None = None
    history_unknown_because: str | None = None
    weeks: tuple[JudgedWeek, ...] = ()
    obligations: tuple[JudgedObligation, ...] = ()
    decisions: tuple[JudgedDecision, ...] = ()
    pauses: tuple[Pause, ...] = ()
    contacts: tuple[Contact | JudgedRecord, ...] = ()
    posts: tuple[Post | JudgedRecord, ...] = ()
    contributions: tuple[Contribution | JudgedRecord, ...] = ()
    activities: tuple[Activity | JudgedRecord, ...] = ()
    offers: tuple[Offer, ...] = ()
    coaching: tuple[Coaching, ...] = ()
    goals: tuple[Goal, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def report(self) -> Report:
        """What printers are given."""
        programme = self.commitment.programmes[0]
        journal = Journal(
            portfolio=Portfolio(
                graduate=Graduate(name=self.name, github=self.github),
                search=Search(programme=programme.id, ended=self.ended),
                coach=Coach(name=self.coach or None),
                site=Site(),
            ),
            contacts=tuple(record_of(one) for one in self.contacts),
            posts=tuple(record_of(one) for one in self.posts),
            contributions=tuple(record_of(one) for one in self.contributions),
            activities=tuple(record_of(one) for one in self.activities),
            offers=self.offers,
            coaching=self.coaching,
            goals=self.goals,
        )
        evaluation = Evaluation(
            journal=journal,
            as_of=self.as_of,
            as_of_from=self.as_of_from,
            window=self.window,
            standing=self.standing,
            weeks=self.weeks,
            outside=tuple(self._outside()),
            obligations=self.obligations,
            decisions=self.decisions,
            pauses=self.pauses,
            qualifying_offer=self.qualifying_offer,
            strikes=self.strikes,
            history_unknown_because=self.history_unknown_because,
        )
        return Report(evaluation, self.commitment, programme, self.findings, self.generator)

    def _outside(self) -> Iterator[JudgedRecord]:
        requirements = [found for week in self.weeks for found in week.requirements]
        known = {one.origin.position for found in requirements for one in found.records}
        for one in (*self.contacts, *self.posts, *self.contributions, *self.activities):
            if one.origin.position not in known:
                yield one if isinstance(one, JudgedRecord) else counts(one)


def record_of(one: Any) -> Any:
    """The record of what may be judged already."""
    return one.record if isinstance(one, JudgedRecord) else one


def counts(record: CountableRecord, amount: int | None = None) -> JudgedRecord:
    """The record, counted."""
    of_it = record.total if isinstance(record, Contribution) else 1
    return JudgedRecord(record=record, day=record.day, amount=of_it if amount is None else amount)


def not_counted(record: CountableRecord, *reasons: str) -> JudgedRecord:
    """The record, not counted."""
    return JudgedRecord(record=record, day=record.day, amount=0, reasons=reasons or (NOT_COUNTED,))


def at(path: str, line: int = 1) -> Origin:
    """A place in a file."""
    return Origin(path=path, line=line, column=1)


def case(name: str, label: str, path: str, line: int, due: dt.date | None, verdict: Any) -> JudgedObligation:
    """A case of an obligation that is about no record of the report."""
    return JudgedObligation(id=name, label=label, origin=at(path, line), due=due, verdict=verdict)


def finding(
    rule: str,
    message: str = "m",
    severity: str = "warning",
    hint: str | None = None,
    location: Location = FIRST_LINE,
    **more: Any,
) -> Diagnostic:
    """A finding in the first line of a file."""
    return Diagnostic(rule, Severity(severity), words(message, hint), location, **more)


W = TypeVar("W", Made, JudgedWeek, JudgedRecord)


@overload
def changed(one: W, **fields: Any) -> W: ...
@overload
def changed(one: Any, **fields: Any) -> Any: ...
def changed(one: Any, **fields: Any) -> Any:
    """A copy with some fields changed; `path` and `line` of a record or a finding are fields like others.

    Of a contact `next_step` is what comes next and `next_step_on` its day, and evidence is text. With
    `counted` or `reasons` it comes back as it was judged.
    """
    if isinstance(one, Diagnostic):
        location = {key: fields.pop(key) for key in fields.keys() & {"path", "line"}}
        text = words(fields.pop("message", one.message), fields.pop("hint", one.hint))
        return dataclasses.replace(one, text=text, location=one.location._replace(**location), **fields)
    if isinstance(one, Made):
        return dataclasses.replace(one, **fields)
    if not isinstance(one, JudgedRecord | CountableRecord):
        return _changed(one, fields)
    reasons, counted = fields.pop("reasons", None), fields.pop("counted", None)
    if isinstance(one, JudgedRecord):
        record = changed(one.record, **fields)
        told = one.reasons if reasons is None else reasons
    elif reasons is None and counted is None:
        return _changed(one, fields)
    else:
        record, told = _changed(one, fields), reasons or ()
    return not_counted(record, *told) if told or counted is False else counts(record)


def _changed(one: Any, fields: dict[str, Any]) -> Any:
    location = {key: fields.pop(key) for key in fields.keys() & {"path", "line"}}
    if location:
        fields["origin"] = msgspec.structs.replace(one.origin, **location)
    if isinstance(one, Contact):
        _of_contact(one, fields)
    return msgspec.structs.replace(one, **fields)


def _of_contact(contact: Contact, fields: dict[str, Any]) -> None:
    step = contact.next_step
    if fields.keys() & {"next_step", "next_step_on"}:
        on = fields.pop("next_step_on", step and step.on)
        what = fields.get("next_step", step.what if step else "")
        fields["next_step"] = NextStep(on=on, what=what) if on else None
    if "evidence" in fields:
        fields["evidence"] = tuple(Evidence(link=text) for text in fields["evidence"])
