"""Contacts: conversations and messages with individuals at employers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.model.fields import PROSE, Evidence, Private
from generator.model.origin import Record

ContactKind = Literal[
    "networking", "interview", "warm-outreach", "cold-outreach", "external-recruiter", "application"
]
Channel = Literal["in-person", "email", "phone", "video", "message", "letter"]
Stage = Literal["phone-screen", "technical", "take-home", "on-site", "culture", "final"]


class NextStep(Struct, frozen=True):
    """The planned next step with a contact."""

    on: Annotated[dt.date, Meta(description="the day of the next step")]
    what: Annotated[str, Private.PASSAGE, Meta(description="what the next step is")]


class Contact(Record, frozen=True, kw_only=True):
    """One contact with one individual on one day. All of it is private."""

    date: Annotated[dt.date, Meta(description="the day it happened")]
    kind: Annotated[ContactKind, Meta(description="kind of contact")]
    first_name: Annotated[str | None, Private.FIRST_NAME, Meta(description="first name; needed to count")] = (
        None
    )
    last_name: Annotated[str | None, Private.LAST_NAME, Meta(description="last name; needed to count")] = None
    title: Annotated[str | None, Private.OPEN, Meta(description="their job title; needed to count")] = None
    employer: Annotated[
        str | None, Private.EMPLOYER, Meta(description="where they work; needed to count")
    ] = None
    channel: Annotated[Channel | None, Meta(description="how you spoke")] = None
    summary: Annotated[
        str | None, Private.PASSAGE, PROSE, Meta(description="what was said or sent, in your words")
    ] = None
    field: Annotated[str | None, Private.OPEN, Meta(description="their field of work, if not yours")] = None
    stage: Annotated[Stage | None, Meta(description="which stage of an interview")] = None
    follow_up: Annotated[dt.date | None, Meta(description="the day you followed up")] = None
    evidence: Annotated[tuple[Evidence, ...], Meta(description="proof: links or files")] = ()
    email: Annotated[str | None, Private.EMAIL, Meta(description="their address; kept for you")] = None
    phone: Annotated[str | None, Private.PHONE, Meta(description="their number; kept for you")] = None
    profile: Annotated[str | None, Private.PROFILE, Meta(description="their profile page; kept for you")] = (
        None
    )
    person: Annotated[str | None, Private.OPEN, Meta(description="an id you choose for one person")] = None
    single_name: Annotated[bool, Meta(description="they have only one name")] = False
    bounced: Annotated[bool, Meta(description="the message never arrived")] = False
    introduced_by: Annotated[str | None, Private.PERSON, Meta(description="who made the contact")] = None
    next_step: Annotated[NextStep | None, Meta(description="what comes next, and when")] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def name(self) -> str:
        """First and last name, as far as known."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def label(self) -> str:
        """How reports name the record: who, what, where."""
        return ", ".join(part for part in (self.name or "(no name)", self.title, self.employer) if part)
