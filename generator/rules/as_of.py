"""The journal as of one day: what is dated later does not exist yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.goal import Goal
from generator.model.journal import Journal
from generator.model.offer import Offer
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.rules import record_in_future
from generator.rules.finding import finding
from generator.rules.posts import scheduled

MAY_LIE_AHEAD = frozenset({"check-in", "mock-interview", "material-review", "deliverable"})
"""Appointments and things due. A message or an introduction of a later day has not happened yet."""

Dated = Contact | Activity | Contribution | Offer
D = TypeVar("D", Contact, Activity, Contribution, Offer)


def journal_as_of(
    journal: Journal, as_of: dt.date, *, chosen: bool
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """The journal with only what exists as of the day, and findings on what was left out.

    `chosen` is true where the user chose the day: then a later record is no slip but a note.
    Appointments, due dates and goals may lie ahead.
    """
    left_out: list[Diagnostic] = []
    severity = Severity.NOTE if chosen else Severity.WARNING

    def existing(records: Iterable[D]) -> tuple[D, ...]:
        kept = []
        for record in records:
            day = record.received if isinstance(record, Offer) else record.date
            if day <= as_of:
                kept.append(record)
                continue
            key = "received" if isinstance(record, Offer) else "date"
            place = record.origin.place_of(key)
            left_out.append(diagnostic(record_in_future.RULE.name, place, severity))
        return tuple(kept)

    posts, waiting = _posts(journal.posts, as_of)
    seen = replace(
        journal,
        portfolio=_portfolio(journal.portfolio, as_of),
        contacts=tuple(_contact(record, as_of) for record in existing(journal.contacts)),
        posts=posts,
        contributions=existing(journal.contributions),
        activities=existing(journal.activities),
        offers=tuple(_offer(record, as_of) for record in existing(journal.offers)),
        coaching=tuple(
            _coaching(record, as_of)
            for record in journal.coaching
            if record.date <= as_of or record.kind in MAY_LIE_AHEAD
        ),
        goals=tuple(_goal(record, as_of) for record in journal.goals),
        decisions=tuple(decision for decision in journal.decisions if decision.on <= as_of),
        pauses=tuple(pause for pause in journal.pauses if pause.on <= as_of and not journal.decisions_void),
    )
    return seen, (*left_out, *waiting)


def _posts(posts: Iterable[Post], as_of: dt.date) -> tuple[tuple[Post, ...], list[Diagnostic]]:
    kept, waiting = [], []
    for post in posts:
        if post.date.day <= as_of:
            kept.append(post)
        elif not post.draft:
            waiting.append(finding(scheduled.RULE, post.origin, "post-scheduled.until", day=post.date.day))
    return tuple(kept), waiting


def _portfolio(portfolio: Portfolio, as_of: dt.date) -> Portfolio:
    ended = portfolio.search.ended
    if ended is None or ended.on <= as_of:
        return portfolio
    return replace(portfolio, search=replace(portfolio.search, ended=None))


def _contact(contact: Contact, as_of: dt.date) -> Contact:
    if contact.follow_up is None or contact.follow_up <= as_of:
        return contact
    return replace(contact, follow_up=None)


def _offer(offer: Offer, as_of: dt.date) -> Offer:
    if offer.answered is None or offer.answered <= as_of:
        return offer
    return replace(offer, answer=None, answered=None)


def _coaching(record: Coaching, as_of: dt.date) -> Coaching:
    later = {
        key: None
        for key in ("answered", "completed")
        if (day := getattr(record, key)) is not None and day > as_of
    }
    if record.date > as_of and record.attended is not None:
        later["attended"] = None
    return replace(record, **later) if later else record


def _goal(goal: Goal, as_of: dt.date) -> Goal:
    return replace(goal, done=None) if goal.done is not None and goal.done > as_of else goal
