"""Check-ins often enough, and reviews early enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.commitment import Obligation
from generator.model.origin import Origin
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import Case
from generator.rules.coaching.due import Pair, inside, verdict_of
from generator.rules.finding import finding
from generator.rules.rule import Rule

CHECK_IN_DAYS = 14
FIRST_DAYS = 30
ATTENDED = ("on-time", "late")

CHECK_IN = Rule(name="check-in", severity=Severity.WARNING, applies_to="check-in", ours=True)


def _early(name: str) -> Rule:
    return Rule(name=name, severity=Severity.WARNING, applies_to=name, ours=True)


MATERIAL_REVIEW = _early("material-review")
MOCK_INTERVIEW = _early("mock-interview")


def judge_check_ins(case: Case, terms: Obligation) -> Iterator[Pair]:
    """One case for each interval between days with a check-in, the one that runs now included.

    `due` is the last day of the interval. Where it is too long, and would not be if the appointments
    in it that have no `attended` took place, the verdict is `unknown`.
    """
    window = case.window
    if window is None or case.as_of < window.start:
        return
    days = (CHECK_IN_DAYS if terms.days is None else terms.days) * DAY
    calls = _past(case, "check-in")
    unsure = [call.date for call in calls if call.attended is None]
    last, origin = window.start - DAY, case.journal.portfolio.origin
    for call in (call for call in calls if call.attended in ATTENDED):
        if call.date == last:
            continue  # the second one of a day ends no interval
        verdict = _interval_verdict(case, last, call.date, days, unsure)
        yield _interval(terms, call.origin, last + days, call.date, verdict)
        last, origin = call.date, call.origin
    verdict = _interval_verdict(case, last, None, days, unsure)
    yield _interval(terms, origin, last + days, None, verdict)


def _past(case: Case, kind: str) -> list[Coaching]:
    records = (r for r in inside(case, case.journal.coaching, kind) if r.date <= case.as_of)
    return sorted(records, key=lambda r: (r.date, r.origin.position))


def _interval_verdict(
    case: Case, last: dt.date, done: dt.date | None, days: dt.timedelta, unsure: list[dt.date]
) -> ObligationVerdict:
    verdict = verdict_of(last + days, done, case)
    if verdict != "late":
        return verdict
    for day in unsure:
        if last < day <= last + days:
            last = day
    return "late" if verdict_of(last + days, done, case) == "late" else "unknown"


def _interval(
    terms: Obligation, origin: Origin, due: dt.date, done: dt.date | None, verdict: ObligationVerdict
) -> Pair:
    judged = JudgedObligation(
        id=terms.id, label=f"Check-in by {due}", origin=origin, due=due, verdict=verdict
    )
    if verdict != "late":
        return judged, None
    if done is None:
        return judged, finding(CHECK_IN, origin, "check-in.none-since", requirement=terms.id, due=due)
    return judged, finding(CHECK_IN, origin, "check-in.late", requirement=terms.id, due=due, done=done)


def judge_early(case: Case, terms: Obligation, rule: Rule) -> Iterator[Pair]:
    """The one case of a review that is due in the first days of the window."""
    window = case.window
    if window is None or case.as_of < window.start:
        return
    days = FIRST_DAYS if terms.days is None else terms.days
    due = window.start + (days - 1) * DAY
    held = [record for record in _past(case, rule.name) if record.attended in ATTENDED]
    first = held[0] if held else None
    verdict = _early_verdict(case, due, first, rule.name)
    origin = first.origin if first else case.journal.portfolio.origin
    judged = JudgedObligation(id=terms.id, label=terms.title, origin=origin, due=due, verdict=verdict)
    found = None
    if verdict == "late":
        key = "mock-interview.late" if rule is MOCK_INTERVIEW else "material-review.late"
        found = finding(rule, origin, key, requirement=terms.id, title=terms.title, due=due)
    yield judged, found


def _early_verdict(case: Case, due: dt.date, first: Coaching | None, kind: str) -> ObligationVerdict:
    verdict = verdict_of(due, first.date if first else None, case)
    unsure = any(r.attended is None and r.date <= due for r in _past(case, kind))
    return "unknown" if verdict == "late" and unsure else verdict
