"""The journal: everything that a graduate wrote, read and typed."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume


class Damage(Struct, frozen=True):
    """Something that could not be read, and what it may have held.

    `kind` is a kind of record (`contacts`, `posts`, `contributions`, `activities`, `offers`,
    `decisions` …). `day` is the day of the damaged record, None where that is not known: then any
    week may lack a record.
    """

    kind: str
    day: dt.date | None = None


class Journal(Struct, frozen=True, kw_only=True):
    """All records of one graduate, each kind in order of path and line.

    `decisions_void` is true where the coach's file had to be signed and is not as it should be: then
    its decisions are shown and none of them holds, and its pauses are none. `decisions_unchecked` is
    true where nobody here could look at the signature: then what a decision waives is unknown.
    """

    portfolio: Portfolio
    contacts: tuple[Contact, ...] = ()
    posts: tuple[Post, ...] = ()
    projects: tuple[Project, ...] = ()
    pages: tuple[Page, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    activities: tuple[Activity, ...] = ()
    offers: tuple[Offer, ...] = ()
    coaching: tuple[Coaching, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decisions_for: str | None = None
    decisions_void: bool = False
    decisions_unchecked: bool = False
    pauses: tuple[Pause, ...] = ()
    resume: Resume | None = None
    repository: str | None = None
    damaged: tuple[Damage, ...] = ()
