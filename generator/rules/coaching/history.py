"""What git's history tells: records logged in time, goals looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.core.messages import Message
from generator.diagnostics import Severity
from generator.model.activity import Activity
from generator.model.calendar import DAY
from generator.model.commitment import Obligation
from generator.model.contact import Contact
from generator.model.history import History
from generator.model.journal import Journal
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.verdict import JudgedObligation
from generator.rules.case import Case
from generator.rules.coaching.due import Pair, verdict_of
from generator.rules.finding import finding
from generator.rules.rule import Rule

LOG_DAYS = 7
GOAL_DAYS = 28
NEED_HISTORY = ("logged-promptly", "goal-review")
"""Obligations that cannot be judged without git's history."""
GOALS = ("content/private/goals.yaml", "content/private/goals.yml")

LOGGED = Rule(
    name="logged-promptly",
    severity=Severity.WARNING,
    title="A record was first committed long after its day.",
    what="A contact, activity or offer is first committed at most 7 days after its day (`days`), as git's "
    "history has it. Without the history, on a shallow clone or in a copy of somebody else's repository, "
    "that is unknown and not guessed.",
    why="What is written down at once is remembered rightly, and a coach can act on it. Dates in git can "
    "be set by hand, so this is a hint and no proof.",
    applies_to="logged-promptly",
    points_at="date",
    ours=True,
    hint="Commit once a day while you search. In CI, fetch the whole history (fetch-depth: 0).",
    failing="",
    mended="",
)
GOAL_REVIEW = Rule(
    name="goal-review",
    severity=Severity.WARNING,
    title="The goals have not been looked at for long.",
    what="`content/private/goals.yaml` was changed at least every 28 days (`days`), as git's history has it.",
    why="The school sets goals with its graduates and comes back to them; it names no interval.",
    applies_to="goal-review",
    ours=True,
    hint="Bring `current:` up to date, or add `done:`, and commit.",
    failing="",
    mended="",
)


def judge_logged(case: Case, terms: Obligation, history: History) -> Iterator[Pair]:
    """One case for each record whose first commit is late or unknown. `due` is the last day in time."""
    days = LOG_DAYS if terms.days is None else terms.days
    for record, day in logged_records(case.journal):
        if case.is_outside(day):
            continue
        due = day + days * DAY
        seen = history.first_seen.get(spot(record.origin))
        if seen is not None and seen > case.as_of:
            seen = None
        if seen is not None and seen <= due:
            continue
        verdict = JudgedObligation(
            id=terms.id,
            label=record.label,
            origin=record.origin,
            due=due,
            verdict="unknown" if seen is None else "late",
        )
        found = None
        if seen is not None:
            late = Message("logged-promptly.late", day=day, seen=seen, days=(seen - day).days)
            found = finding(LOGGED, record.origin, late, requirement=terms.id)
        yield verdict, found


def logged_records(journal: Journal) -> Iterator[tuple[Contact | Activity | Offer, dt.date]]:
    """The records that are to be logged promptly, each with its day."""
    for contact in journal.contacts:
        yield contact, contact.date
    for activity in journal.activities:
        yield activity, activity.date
    for offer in journal.offers:
        yield offer, offer.received


def spot(origin: Origin) -> tuple[str, int]:
    """How the history names a record: by path and line."""
    return origin.path, origin.line


def judge_goals(case: Case, terms: Obligation, history: History) -> Iterator[Pair]:
    """One case: whether the goals were changed in the last days. `due` is the day it is due again."""
    window = case.window
    if window is None or case.as_of < window.start:
        return
    days = GOAL_DAYS if terms.days is None else terms.days
    touched = [day for path in GOALS for day in history.touched.get(path, ()) if day <= case.as_of]
    last = max([window.start, *touched])
    due = last + days * DAY
    origin = case.journal.goals[0].origin if case.journal.goals else case.journal.portfolio.origin
    verdict = "unknown" if history.unknown_because else verdict_of(due, None, case)
    judged = JudgedObligation(id=terms.id, label=terms.title, origin=origin, due=due, verdict=verdict)
    found = None
    if verdict == "late":
        key = "goal-review.changed" if last in touched else "goal-review.unchanged"
        found = finding(GOAL_REVIEW, origin, key, requirement=terms.id, last=last, due=due)
    yield judged, found
