"""A journal with a value of its own in every field that a graduate can fill."""

from __future__ import annotations

import datetime as dt

from generator.model.activity import Activity
from generator.model.application import Application
from generator.model.coaching import Coaching
from generator.model.contact import Contact, NextStep
from generator.model.decision import Decision, Pause
from generator.model.fields import DateOrDateTime, Evidence, PublicAddress, Url, WeekName
from generator.model.goal import Goal
from generator.model.kinds import Journal
from generator.model.offer import Negotiation, Offer
from generator.model.origin import Origin
from generator.model.page import Page
from generator.model.portfolio import Coach, Graduate, Portfolio, ResumeSettings, Search, Site
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Basics, Location, Profile, Reference, Resume

DAY = dt.date(2026, 11, 16)


def prose(word: str) -> str:
    """Nine words that occur nowhere else."""
    return " ".join(f"{word}{number}" for number in "abcdefghi")


def contact(**fields: object) -> Contact:
    """A contact with Jane Doe at Acme, but for what is given."""
    known: dict[str, object] = {"first_name": "Jane", "last_name": "Doe", "employer": "Acme", "title": "Lead"}
    return Contact(date=DAY, kind="interview", **{**known, **fields})  # type: ignore[arg-type] # any fields


def post(name: str, *mentions: str) -> Post:
    path = f"content/blog/2026-11-16-{name}.md"
    return Post(origin=Origin(path, 1, 1), title=name, date=DateOrDateTime(DAY), mentions=mentions)


def portfolio(contact: str | None = None, show: tuple[str, ...] = ()) -> Portfolio:
    return Portfolio(
        graduate=Graduate(name="Amara Okafor", email="amara@private.example", github="amara-okafor"),
        search=Search(programme="software-engineering"),
        coach=Coach(name="Dana Whitfield", email="dana@school.example"),
        site=Site(
            url=Url("https://amara.example"),
            contact=PublicAddress(contact) if contact else None,
            resume=ResumeSettings(show=show),
        ),
    )


def resume() -> Resume:
    return Resume(
        basics=Basics(
            name="Amara Okafor",
            email="hi@amara.example",
            phone="+1 312 555 0199",
            url=Url("https://amara.example"),
            location=Location(address="1420 W Fulton Street", postal_code="60607", city="Chicago"),
            profiles=(Profile(network="GitHub", url=Url("https://github.com/amara-okafor")),),
        ),
        references=(Reference(name="Rosa Lind", reference=prose("reference")),),
    )


ACTIVITY = Activity(date=DAY, kind="extra-credit", title=prose("activity"), evidence="https://made.example/x")


def _filled_contact() -> Contact:
    return contact(
        channel="email",
        summary=prose("summary"),
        field=prose("field"),
        stage="final",
        follow_up=DAY,
        evidence=(
            Evidence(link="https://proof.example/thread"),
            Evidence(path="content/private/evidence/m.eml"),
        ),
        email="jane@acme.example",
        phone="312 555 0142",
        profile="https://linkedin.com/in/jdoe77",
        person="jane-1",
        introduced_by=prose("introduced"),
        next_step=NextStep(on=DAY, what=prose("step")),
    )


def full_journal() -> Journal:
    """Every private field is filled."""
    return Journal(
        portfolio=portfolio(),
        resume=resume(),
        contacts=(_filled_contact(),),
        applications=(
            Application(
                employer=prose("applied"),
                title=prose("opening"),
                date=DAY,
                link=Url("https://jobs.example/x"),
                status="screening",
                contact=prose("insider"),
                notes=prose("jottings"),
                next_step=NextStep(on=DAY, what=prose("upcoming")),
            ),
        ),
        activities=(ACTIVITY,),
        offers=(
            Offer(
                employer=prose("offering"),
                title=prose("position"),
                received=DAY,
                terms=prose("terms"),
                negotiated=Negotiation(asked=prose("asked")),
            ),
        ),
        coaching=(
            Coaching(
                kind="deliverable",
                date=DAY,
                title=prose("appointment"),
                notes=prose("notes"),
                link="https://deliverable.example/x",
                employer=prose("internship"),
            ),
        ),
        goals=(Goal(title=prose("goal"), why=prose("why"), measure=prose("measure")),),
        decisions=(
            Decision(
                weeks=(WeekName("2026-W40"),),
                decision="waived",
                reason=prose("waived"),
                by="Dana Whitfield",
                on=DAY,
            ),
        ),
        pauses=(Pause(first=DAY, last=DAY, reason=prose("paused"), by="Dana Whitfield", on=DAY),),
        posts=(post("plain"),),
        projects=(Project(origin=Origin("content/projects/latebus.md", 1, 1), title="Latebus", summary="x"),),
        pages=(Page(origin=Origin("content/pages/now.md", 1, 1), title="Now"),),
    )
