"""Reports for tests: their records, weeks and evaluation."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import msgspec

from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.model.activity import Activity
from generator.model.calendar import Week
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Programme, Requirement, WindowTerms
from generator.model.contact import Contact, NextStep
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.fields import DateOrDateTime, Evidence, Url, WeekName
from generator.model.goal import Goal
from generator.model.kinds import CountableRecord, Journal, Unreadable
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.portfolio import Coach, Ended, Graduate, Portfolio, Search, Site
from generator.model.post import Post
from generator.model.signing_key import Signature
from generator.model.trust import Compared
from generator.model.verdict import (
    AsOfFrom,
    Evaluation,
    JudgedDecision,
    JudgedObligation,
    JudgedRecord,
    JudgedRequirement,
    JudgedWeek,
    Standing,
    Strikes,
)
from generator.model.window import Window
from generator.report.context import Report
from tests.support.diagnostics import words

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
    unclear_offers: tuple[Offer, ...] = ()
    accepted_offer: Offer | None = None
    strikes: Strikes | None = None
    history_unknown_because: str | None = None
    weeks: tuple[JudgedWeek, ...] = ()
    obligations: tuple[JudgedObligation, ...] = ()
    decisions: tuple[JudgedDecision, ...] = ()
    pauses: tuple[Pause, ...] = ()
    signature: Signature | None = None
    decisions_void: bool = False
    unreadable: tuple[Unreadable, ...] = ()
    compared: Compared | None = None
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
            decisions=tuple(judged.decision for judged in self.decisions),
            pauses=self.pauses,
            signature=self.signature,
            decisions_void=self.decisions_void,
            unreadable=self.unreadable,
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
            pauses=() if self.decisions_void else self.pauses,
            qualifying_offer=self.qualifying_offer,
            unclear_offers=self.unclear_offers,
            accepted_offer=self.accepted_offer,
            strikes=self.strikes,
            history_unknown_because=self.history_unknown_because,
        )
        return Report(
            evaluation,
            self.commitment,
            programme,
            self.findings,
            self.generator,
            compared=self.compared,
        )

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


START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 11, 22)
LAST_WEEK = 26

_FIRST = ("Priya", "Tobias", "Esther", "Devon", "Nia", "Pavel", "Saoirse", "Abigail", "Hamid", "Linnea")
_LAST = ("Raman", "Ekwueme", "Villaluz", "Pruitt", "Broussard", "Dragan", "Quinlan", "Straka", "Noor", "Berg")
_JOBS = ("Engineering Manager", "Platform Engineer", "Senior Software Engineer", "Head of Data")
_FIRMS = (
    "Northline Transit Software",
    "Harbor & Pine Health",
    "Quillstone",
    "Cedar Ledger",
    "Lumen Street",
    "Meridian Library Systems",
    "Ostrava Robotics",
    "Second City Payments",
    "Tallgrass Energy Data",
    "Fernbank Analytics",
    "Pemberton Press",
    "Marlowe Grid",
    "Halyard",
)
_SUMMARIES = (
    "Second call. They want someone who has been on a night shift, and I have.",
    (
        "Asked how they handle a bus that vanishes from the feed between two stops. The honest answer "
        "was that they draw a line and hope, and sent me the ticket where they argue about it."
    ),
)
_TITLES = ("What a late bus looks like in a table", "Counting pills, counting rows", "Locks, explained badly")
# The weeks that are not met: acknowledged, waived, this one and the one ahead.
_ODD_WEEKS: dict[int, Any] = {9: "short", 14: "excused", 25: "open", LAST_WEEK: "upcoming"}


def contact(week: int, index: int) -> JudgedRecord:
    """The `index`-th contact of the `week`-th week, from 0. Every third is somebody met before."""
    turn = week * 9 + index
    known = index % 3 == 0
    firm = week % 4 if known else (turn * 5) % len(_FIRMS)
    family = _LAST[firm % 10] if known else f"{_LAST[turn * 3 % 10]}-{week + 1}{'abcdefghi'[index % 9]}"
    day = START + dt.timedelta(days=7 * week + index % 6)
    recruiter = index == 8 and week % 3 == 0
    interview = index == 1 and week % 4 == 2
    step = week > 21 and index == 2
    links = (f"https://mail.example/amara/sent/{week:02}{index:02}", "content/private/evidence/call.txt")
    made = Contact(
        origin=at(f"content/private/contacts/2026-W{23 + week}.yaml", 1 + index * 11),
        date=day,
        first_name=_FIRST[(firm + index // 10) % 10 if known else turn % 10],
        last_name=family,
        title="Talent partner" if recruiter else _JOBS[firm % 4],
        employer="Apex Staffing Partners" if recruiter else _FIRMS[firm],
        kind="external-recruiter" if recruiter else "interview" if interview else "cold-outreach",
        channel="email",
        stage="technical" if interview else None,
        summary=_SUMMARIES[index % 2],
        next_step=NextStep(day + dt.timedelta(days=5), "Send the write-up of the late-bus model")
        if step
        else None,
        evidence=tuple(Evidence(link=link) for link in links[: 1 + index % 2]),
    )
    return not_counted(made, "contact-external-recruiter") if recruiter else counts(made)


def week(number: int, contacts: tuple[JudgedRecord, ...]) -> JudgedWeek:
    """Week `number`, from 1, with its share of `contacts`."""
    starts = START + dt.timedelta(days=7 * (number - 1))
    there = Week(starts)
    met = tuple(row for row in contacts if row.date in there)
    counted = {9: 6, 25: 6}.get(number, sum(record.counted for record in met))
    code = contribution(starts, 5, line=number * 9)
    text = Post(
        origin=at(f"content/blog/{starts.isoformat()}-late-buses.md"),
        title=_TITLES[0],
        date=DateOrDateTime(starts),
    )
    ahead = number == LAST_WEEK
    return JudgedWeek(
        week=there,
        number=number,
        counts_until=there.ends,
        closes=there.ends,
        last_day=there.ends,
        verdict=_ODD_WEEKS.get(number, "met"),
        closed=number < 25,
        enforced=not ahead,
        partial=ahead,
        requirements=(
            _requirement(number, "contacts", "Contacts", 8, counted, met),
            _requirement(
                number,
                "blog-post",
                "Blog post",
                1,
                int(number < 25),
                (counts(text),) if number < 25 else (),
            ),
            _requirement(
                number,
                "github-contributions",
                "GitHub contributions",
                5,
                {14: 2, LAST_WEEK: 0}.get(number, 12),
                () if ahead else (counts(code),),
            ),
        ),
    )


def with_contacts(view: Made, *contacts: JudgedRecord) -> Made:
    """The report with these contacts alone, all in its first week."""
    first = view.weeks[0]
    asked = changed(first.requirements[0], records=contacts)
    return changed(view, contacts=contacts, weeks=(changed(first, requirements=(asked,)),))


def contribution(day: dt.date, commits: int, *, claimed: bool = False, line: int = 1) -> Contribution:
    """A day's commits."""
    return Contribution(
        origin=at("content/contributions/2026.yaml", line),
        date=day,
        source="by-hand" if claimed else "github-events",
        login="amara-okafor",
        commits=commits,
    )


def post(number: int) -> JudgedRecord:
    """The post of the `number`-th week, from 0: one copied, one a draft, every second a link."""
    day = START + dt.timedelta(days=7 * number + 3)
    copied, draft = number == 11, number == 24
    url = None if number % 5 == 4 else Url(f"https://amara.example/blog/late-buses-{number}/")
    made = Post(
        origin=at(f"content/blog/{day.isoformat()}-late-buses.md"),
        date=DateOrDateTime(day),
        title=_TITLES[number % 3],
        published_url=url,
        body="" if number % 2 else "word " * (420 + number),
        draft=draft,
    )
    if copied:
        return not_counted(made, "post-duplicate")
    return not_counted(made, "post-draft") if draft else counts(made)


def _requirement(
    number: int, name: str, title: str, needed: int, counted: int, records: tuple[JudgedRecord, ...]
) -> JudgedRequirement:
    verdict: Any = "met" if counted >= needed else _ODD_WEEKS.get(number, "short")
    if verdict == "upcoming":
        verdict = "not-enforced"
    seen = verdict == "short" and number == 9
    return JudgedRequirement(
        id=name,
        title=title,
        needed=needed,
        counted=counted,
        verdict=verdict,
        acknowledged=seen,
        records=records,
    )


COACH = "Dana Whitfield"
_OFFERS = "content/private/offers/2026.yaml"
_COACHING = "content/private/coaching/2026.yaml"


def _day(month: int, day: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, day)


OFFER = Offer(
    origin=at(_OFFERS, 9),
    employer="Northline Transit Software",
    title="Backend Engineer",
    received=_day(11, 16),
    full_time=True,
    in_field=True,
    terms="Start in January, two remote days.",
)
CONTRACT = Offer(
    origin=at(_OFFERS, 1),
    employer="Copperfield Insurance",
    title="Contract developer",
    received=_day(9, 18),
    full_time=False,
    in_field=True,
    answer="declined",
    answered=_day(9, 23),
    terms="Six months, part-time, through BlueDoor.",
)
_MOCK = Coaching(
    origin=at(_COACHING, 20),
    date=_day(10, 6),
    kind="mock-interview",
    title="Mock interview",
    notes="Slow start.",
    attended="late",
)


OBLIGATIONS = (
    JudgedObligation.about("offer-answer", CONTRACT, _day(9, 25), "met"),
    JudgedObligation.about("offer-answer", OFFER, _day(11, 25), "open"),
    case("attendance", "Check-in in October", _COACHING, 20, _day(10, 6), "met"),
)
LATE_OFFER = case("offer-answer", "Data Engineer, Cedar Ledger", _OFFERS, 31, _day(11, 10), "late")
UNANSWERED = Coaching(origin=at(_COACHING, 40), date=_day(10, 31), kind="message", title="Are you well?")
SILENCE = JudgedObligation.about("coach-silence", UNANSWERED, _day(11, 14), "late")
SILENCE_ANSWER = JudgedObligation.about("coach-answer", UNANSWERED, _day(11, 4), "late")


def decision(
    week: str,
    requirements: tuple[str, ...] | None,
    kind: Any,
    reason: str,
    on: dt.date,
    until: dt.date | None = None,
    *,
    holds: bool = True,
) -> JudgedDecision:
    """A decision of the coach's on one week."""
    written = Decision(
        weeks=(WeekName(week),),
        requirements=requirements,
        decision=kind,
        reason=reason,
        by=COACH,
        on=on,
        until=until,
    )
    return JudgedDecision(decision=written, weeks=(week,), holds=holds)


DECISIONS = (
    decision(
        "2026-W31", ("contacts",), "acknowledged", "Extra clinic shifts; we talked about it.", _day(8, 4)
    ),
    decision(
        "2026-W36",
        ("github-contributions",),
        "waived",
        "Her father was in hospital.",
        _day(9, 9),
        _day(12, 31),
    ),
)
RUN_OUT = decision("2026-W42", None, "waived", "Flu", _day(10, 20), _day(11, 1), holds=False)
PAUSE = Pause(first=_day(12, 21), last=_day(1, 3, 2027), reason="Holidays", by=COACH, on=_day(11, 2))
GOALS = (
    Goal(
        title="An offer before the year ends",
        why="Rent",
        measure="offers",
        target=1.0,
        current=1.0,
        due=_day(12, 31),
    ),
    Goal(
        title="Twelve written posts",
        why="To think aloud",
        measure="posts",
        target=12.0,
        current=12.0,
        due=_day(11, 20),
        done=AS_OF,
    ),
    Goal(title="Speak at a meetup", due=_day(10, 1)),
)
COACHING = (
    Coaching(
        origin=at(_COACHING, 1),
        date=_day(6, 9),
        kind="check-in",
        title="First check-in",
        notes="Plan for June.",
        attended="on-time",
    ),
    Coaching(
        origin=at(_COACHING, 10),
        date=_day(7, 1),
        kind="deliverable",
        title="resume",
        completed=_day(6, 28),
        link="https://amara.example/resume/",
    ),
    _MOCK,
    Coaching(
        origin=at(_COACHING, 30),
        date=_day(10, 20),
        kind="message",
        title="How did Quillstone go?",
        answered=_day(10, 21),
    ),
    Coaching(origin=at(_COACHING, 40), date=_day(11, 24), kind="check-in", title="Talk about the offer"),
    Coaching(
        origin=at(_COACHING, 50),
        date=_day(9, 1),
        kind="introduction",
        title="Met their lead",
        employer="Tallgrass",
    ),
)
FINDINGS = (
    finding(
        rule="contact-without-evidence",
        severity="warning",
        message="No proof is attached to this contact.",
        location=Location("content/private/contacts/2026-W33.yaml", 12, 3),
        week="2026-W33",
        requirement="contacts",
        hint="Add a link or a file below content/private/evidence/.",
    ),
    finding(
        rule="offer-open",
        severity="note",
        message="Backend Engineer, Northline Transit Software is to be answered by 25 November.",
        location=Location(_OFFERS, 9, 1),
        requirement="offer-answer",
    ),
)
LATE_OFFER_ERROR = finding(
    rule="offer-answer-late",
    severity="error",
    message="Data Engineer, Cedar Ledger was to be answered by 10 November.",
    location=Location(_OFFERS, 33, 3),
    requirement="offer-answer",
)


def short_error(week: str) -> Diagnostic:
    """The error of a week with 5 contacts."""
    return finding(
        rule="contacts-below-minimum",
        severity="error",
        message=f"Week {week} has 5 counted contacts of 8.",
        location=Location(f"content/private/contacts/{week}.yaml"),
        week=week,
        requirement="contacts",
        hint="Ask your coach for a decision.",
    )
