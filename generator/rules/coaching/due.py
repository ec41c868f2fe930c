"""What obligations that fall due on a day have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.core.messages import Message, Value
from generator.diagnostics import Diagnostic
from generator.model.coaching import Coaching
from generator.model.commitment import Obligation
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import Case
from generator.rules.finding import finding
from generator.rules.rule import Rule

Pair = tuple[JudgedObligation, Diagnostic | None]


class Due(NamedTuple):
    """One thing to be done by a day: by when, and when it was done, None while it is not."""

    record: Coaching
    by: dt.date
    done: dt.date | None


def search_end(case: Case) -> dt.date | None:
    """The last day of a search that is over as of the day of judging, else None."""
    ended = case.journal.portfolio.search.ended
    if ended is not None:
        return ended.on
    if case.window is not None and case.as_of > case.window.end:
        return case.window.end
    return None


def verdict_of(by: dt.date, done: dt.date | None, case: Case) -> ObligationVerdict:
    """Met, open or late. What was not due before the search ended is closed without fault."""
    end = search_end(case)
    if end is not None and by >= end:
        # Done by the end, it was in time; done later, it was still open when the search ended.
        return "met"
    if done is not None:
        return "met" if done <= by else "late"
    return "open" if case.as_of <= by else "late"


def judge_due(
    dues: Iterable[Due], case: Case, terms: Obligation, rule: Rule, text: str, **params: Value
) -> Iterator[Pair]:
    """Each thing due with its verdict, and a finding of `rule` with that text where it is late."""
    for due in dues:
        verdict = verdict_of(due.by, due.done, case)
        judged = JudgedObligation.of(terms.id, due.record, due.by, verdict)
        found = None
        if verdict == "late":
            done = Message("phrase.done-on", day=due.done) if due.done else Message("phrase.not-done-yet")
            told = Message(text, by=due.by, done=done, **params)
            found = finding(rule, due.record.origin, told, requirement=terms.id)
        yield judged, found


def inside(case: Case, records: Iterable[Coaching], *kinds: str) -> Iterator[Coaching]:
    """The records of the kinds named whose day lies in the window."""
    return (record for record in records if record.kind in kinds and not case.is_outside(record.date))
