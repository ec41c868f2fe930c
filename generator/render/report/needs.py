"""What needs the coach, the most pressing kind first: the part of the report to act on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from generator.render.report.need import Need, snippets
from generator.render.report.quiet import quiet
from generator.render.report.standing import broken
from generator.core.dates import distance, long_day, short_day
from generator.core.text import count, isolate, listed
from generator.render.report.text import place, plain
from generator.render.report.undecided_weeks import short_weeks
from generator.views.coach import DecisionRow, ObligationRow, ReportView

# More cases of one obligation than this are told in one line; all stand in the table of obligations.
_EACH_ON_ITS_OWN = 3
# An appointment that was missed or begun late is news for so many days, and on record ever after.
_NEWS_DAYS = 28
# What a late case is called; an obligation of a school's own is called by its name.
_LATE = {
    "offer-answer": "An offer was not answered in time",
    "offer-granted": "An offer was declined though its request was granted",
    "coach-answer": "Your message was not answered in time",
    "coach-silence": "Silence",
    "attendance": "An appointment was missed or begun late",
    "deliverable": "Something due was not delivered",
    "logged-promptly": "Logged late",
    "check-in": "A check-in is late",
    "material-review": "The review of materials is late",
    "mock-interview": "The mock interview is late",
    "goal-review": "Another look at the goals is late",
}


def needs(view: ReportView) -> tuple[Need, ...]:
    """Everything that waits for the coach; empty on a quiet week."""
    return (
        *quiet(view),
        *short_weeks(view),
        *_broken_obligations(view),
        *_open_offers(view),
        *_late(view),
        *_void_decisions(view),
        *_parameters(view),
        *_errors(view),
    )


def _broken_obligations(view: ReportView) -> Iterator[Need]:
    for case in broken(view):
        week = _week_of(view, case.due)
        yield Need(
            _title(case),
            f"{isolate(case.label)}{_was_due(case, view.as_of)}.",
            place(case.path, case.line),
            () if week is None else snippets(view, (week,), (case.id,)),
        )


def _open_offers(view: ReportView) -> Iterator[Need]:
    offers = {(case.path, case.line): case for case in view.obligations if case.id == "offer-answer"}
    waiting = [one for one in view.due if one.kind == "offer" and not one.late]
    for one in sorted(waiting, key=lambda one: (one.by, *one.where)):
        text = f"{isolate(offers[one.where].label)}, by {long_day(one.by)}, {distance(one.by, view.as_of)}."
        yield Need("An offer waits for an answer", text, place(*one.where))


def _late(view: ReportView) -> Iterator[Need]:
    grave = set(broken(view))
    late = [
        case
        for case in view.obligations
        if case.verdict == "late" and case not in grave and not _is_old_news(case, view.as_of)
    ]
    for name in dict.fromkeys(case.id for case in late):
        cases = [case for case in late if case.id == name]
        if len(cases) > _EACH_ON_ITS_OWN:
            last = listed([isolate(case.label) for case in cases[:-4:-1]])
            text = f"{count(len(cases), 'case')}, the last of them: {last}."
            yield Need(_title(cases[0]), text, "#obligations")
            continue
        for case in cases:
            text = f"{isolate(case.label)}{_was_due(case, view.as_of)}."
            yield Need(_attended(case, view) or _title(case), text, place(case.path, case.line))


def _is_old_news(case: ObligationRow, as_of: dt.date) -> bool:
    """Whether nothing can be done about a late case any more but to leave it on record."""
    return case.id == "attendance" and case.due is not None and (as_of - case.due).days > _NEWS_DAYS


def _void_decisions(view: ReportView) -> Iterator[Need]:
    for decision in view.decisions:
        if decision.holds:
            continue
        what = f"{decision.decision} {listed(decision.weeks)}, decided on {short_day(decision.on)}"
        yield Need(f"A decision {_why_void(decision, view.as_of)}", f"{what}.", "#decisions")


def _why_void(decision: DecisionRow, as_of: dt.date) -> str:
    if decision.until is not None and decision.until < as_of:
        return f"ran out on {short_day(decision.until)}"
    return "does not hold"


def _parameters(view: ReportView) -> Iterator[Need]:
    differs = view.commitment.differs
    if differs:
        told = listed(
            [f"{isolate(p.name)} is {isolate(p.here)} (shipped: {isolate(p.shipped)})" for p in differs], 6
        )
        yield Need(f"The terms differ in {count(len(differs), 'place')} from the shipped ones", f"{told}.")


def _errors(view: ReportView) -> Iterator[Need]:
    rules = Counter(found.rule for found in view.findings if found.severity == "error")
    if rules:
        told = listed(
            [f"{rule} ({times})" if times > 1 else rule for rule, times in sorted(rules.items())], 6
        )
        title = f"{count(sum(rules.values()), 'error')} {'stops' if rules.total() == 1 else 'stop'} the build"
        yield Need(title, f"{told}.", "#findings")


def _week_of(view: ReportView, day: dt.date | None) -> str | None:
    if day is None:
        return None
    return next((week.week for week in view.weeks if week.starts <= day <= week.ends), None)


def _title(case: ObligationRow) -> str:
    words = plain(case.id)
    return _LATE.get(case.id, f"{words[:1].upper()}{words[1:]}: late")


def _attended(case: ObligationRow, view: ReportView) -> str | None:
    """How an appointment was kept, in words; None where `case` is of none that is on record."""
    at = (case.path, case.line) if case.id == "attendance" else None
    how = next((row.attended for row in view.coaching if (row.path, row.line) == at), "")
    return {"missed": "An appointment was missed", "late": "An appointment began late"}.get(how)


def _was_due(case: ObligationRow, as_of: dt.date) -> str:
    if case.due is None:
        return ""
    was = "on" if case.id == "attendance" else "due"
    return f", {was} {short_day(case.due)}, {distance(case.due, as_of)}"
