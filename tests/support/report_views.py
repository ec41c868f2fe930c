"""Reports made by hand: a search that goes well, one that fails, one not begun, a large one.

Built anew on every call and always the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.model.activity import Activity
from generator.model.commitment import Programme
from generator.model.verdict import JudgedAlternative, JudgedRequirement, JudgedWeek, Strikes
from generator.model.window import Window
from tests.support import report_records as records
from tests.support import report_weeks as weeks
from tests.support.report_made import TERMS, Made, at, case, changed, counts, not_counted, record_of
from tests.support.report_weeks import AS_OF, START

MOTION = "https://design.example/motion-2"
NOT_APPROVED = "activity-page-not-approved"
ACTIVITIES = "content/private/activities/2026.yaml"


def empty_view() -> Made:
    """A portfolio without a start: nothing is asked yet."""
    return Made(
        as_of=AS_OF,
        as_of_from="clock",
        generator="weekproof 0.1.0",
        name="Amara Okafor",
        github=None,
        coach="",
        commitment=TERMS,
        standing="not-started",
    )


def full_view(per_week: int = 9) -> Made:
    """Week 25 of 26, on track but for an acknowledged week long ago, with something in every section."""
    contacts = tuple(weeks.contact(week, index) for week in range(25) for index in range(per_week))
    return changed(
        empty_view(),
        as_of_from="option",
        github="amara-okafor",
        coach=records.COACH,
        window=Window(START, dt.date(2026, 11, 27), 180),
        standing="off-track",
        qualifying_offer=records.OFFER,
        weeks=tuple(weeks.week(number, contacts) for number in range(1, weeks.LAST_WEEK + 1)),
        obligations=records.OBLIGATIONS,
        decisions=records.DECISIONS,
        pauses=(records.PAUSE,),
        contacts=tuple(record_of(contact) for contact in contacts),
        posts=tuple(weeks.post(week) for week in range(25)),
        contributions=tuple(
            weeks.contribution(
                START + dt.timedelta(days=day), (day * 7) % 5, claimed=day % 40 == 3, line=1000 + day
            )
            for day in range(-4, 175)
            if day % 7 not in (5, 6) or day % 3 == 0
        ),
        offers=(records.OFFER, records.CONTRACT),
        coaching=records.COACHING,
        goals=records.GOALS,
        findings=records.FINDINGS,
    )


def on_track_view() -> Made:
    """The full search without its acknowledged week and with all of this week done."""
    view = full_view()
    met = tuple(_all_met(week) if week.verdict in ("short", "open") else week for week in view.weeks)
    return changed(view, standing="on-track", weeks=met)


def failing_view() -> Made:
    """Short weeks without a decision, a late offer, silence, a void decision, loosened terms, errors."""
    view = full_view()
    failed = tuple(_short(week) if week.number in (9, 20, 23) else week for week in view.weeks)
    slow = tuple(
        case(
            "logged-promptly",
            record_of(c).label,
            c.origin.path,
            c.origin.line,
            record_of(c).date + dt.timedelta(days=7),
            "late",
        )
        for c in view.contacts[60:71]
    )
    loosened = (("requirements.contacts.minimum", "6", "8"), ("weeks.grace_days", "3", "0"))
    errors = tuple(records.short_error(week.name) for week in failed if week.verdict == "short")
    return changed(
        view,
        weeks=failed,
        strikes=Strikes(3, 5),
        obligations=(*view.obligations, records.LATE_OFFER, records.SILENCE, records.SILENCE_ANSWER, *slow),
        decisions=(*view.decisions, records.RUN_OUT),
        commitment=changed(view.commitment, differs=loosened),
        findings=(*errors, records.LATE_OFFER_ERROR, *view.findings),
    )


def design_view() -> Made:
    """A ux-ui-design search, whose weekly activity has alternatives."""
    view = full_view(2)
    done = (
        counts(_activity(3, "track-module", "Motion, module 2", MOTION)),
        not_counted(_activity(9, "design-challenge", "Signage", "on paper"), NOT_APPROVED),
    )
    activity = JudgedRequirement(
        id="design-activity",
        title="Design activity",
        needed=1,
        counted=0,
        verdict="open",
        alternatives=(
            JudgedAlternative("extra-credit", 1, 0),
            JudgedAlternative("track-module", 3, 2),
            JudgedAlternative("design-challenge", 1, 0),
        ),
        records=done,
    )
    programme = Programme(
        id="ux-ui-design", title="UX/UI design", field="design", requirements=("design-activity",)
    )
    return changed(
        view,
        commitment=changed(TERMS, programmes=(programme,)),
        weeks=(changed(view.weeks[24], verdict="open", requirements=(activity,)),),
        contributions=(),
        activities=tuple(record_of(one) for one in done),
        standing="on-track",
    )


def _activity(line: int, kind: Any, title: str, evidence: str) -> Activity:
    return Activity(
        origin=at(ACTIVITIES, line),
        date=AS_OF,
        kind=kind,
        title=title,
        evidence=evidence,
    )


def large_view() -> Made:
    """25 weeks of 80 contacts: 2,000."""
    return full_view(80)


def _all_met(week: JudgedWeek) -> JudgedWeek:
    met = tuple(
        changed(found, counted=max(found.counted, found.needed), verdict="met", acknowledged=False)
        for found in week.requirements
    )
    return changed(week, verdict="met", requirements=met)


def _short(week: JudgedWeek) -> JudgedWeek:
    contacts, *rest = week.requirements
    lacking = changed(contacts, counted=5, verdict="short", acknowledged=False)
    if week.number == 20:
        rest[0] = changed(rest[0], counted=0, verdict="short", records=())
    return changed(week, verdict="short", requirements=(lacking, *rest))
