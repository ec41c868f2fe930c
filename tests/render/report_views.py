"""Reports made by hand: a search that goes well, one that fails, one not begun, a large one.

Built anew on every call and always the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.views.coach import (
    ActivityRow,
    AlternativeRow,
    CommitmentRow,
    DayRow,
    ObligationRow,
    ParameterRow,
    RecordRow,
    ReportView,
    RequirementRow,
    WeekRow,
    WindowRow,
)
from tests.render import report_records as records
from tests.render import report_weeks as weeks
from tests.render.report_weeks import AS_OF, START

MOTION = "https://design.example/motion-2"
NOT_APPROVED = "activity-page-not-approved"
ACTIVITIES = "content/private/activities/2026.yaml"


def empty_view() -> ReportView:
    """A portfolio without a start: nothing is asked yet."""
    return ReportView(
        as_of=AS_OF,
        as_of_from="clock",
        generator="weekproof 0.1.0",
        name="Amara Okafor",
        github=None,
        programme="software-engineering",
        programme_title="Software engineering",
        coach="",
        commitment=CommitmentRow("flatiron", "Flatiron job search commitment", records.DIGEST, ()),
        window=None,
        standing="not-started",
        qualifying_offer=None,
        strikes=None,
        weeks=(),
        obligations=(),
        decisions=(),
        pauses=(),
        contacts=(),
        posts=(),
        days=(),
        activities=(),
        offers=(),
        coaching=(),
        goals=(),
        findings=(),
    )


def full_view(per_week: int = 9) -> ReportView:
    """Week 25 of 26, on track but for an acknowledged week long ago, with something in every section."""
    contacts = tuple(weeks.contact(week, index) for week in range(25) for index in range(per_week))
    return replace(
        empty_view(),
        as_of_from="option",
        github="amara-okafor",
        coach=records.COACH,
        window=WindowRow(START, dt.date(2026, 11, 27), 175, 180, None, None),
        standing="off-track",
        qualifying_offer=records.OFFER,
        weeks=tuple(weeks.week(number, contacts) for number in range(1, weeks.LAST_WEEK + 1)),
        obligations=records.OBLIGATIONS,
        decisions=records.DECISIONS,
        pauses=(records.PAUSE,),
        contacts=contacts,
        posts=tuple(weeks.post(week) for week in range(25)),
        days=tuple(
            DayRow(START + dt.timedelta(days=day), (day * 7) % 5, "claimed" if day % 40 == 3 else "recorded")
            for day in range(-4, 175)
            if day % 7 not in (5, 6) or day % 3 == 0
        ),
        offers=(records.OFFER, records.CONTRACT),
        coaching=records.COACHING,
        goals=records.GOALS,
        findings=records.FINDINGS,
    )


def on_track_view() -> ReportView:
    """The full search without its acknowledged week and with all of this week done."""
    view = full_view()
    met = tuple(_all_met(week) if week.verdict in ("short", "open") else week for week in view.weeks)
    return replace(view, standing="on-track", weeks=met)


def failing_view() -> ReportView:
    """Short weeks without a decision, a late offer, silence, a void decision, loosened terms, errors."""
    view = full_view()
    failed = tuple(_short(week) if week.number in (9, 20, 23) else week for week in view.weeks)
    slow = tuple(
        ObligationRow(
            "logged-promptly", weeks.contact_label(c), c.path, c.line, c.date + dt.timedelta(days=7), "late"
        )
        for c in view.contacts[60:71]
    )
    loosened = (
        ParameterRow("requirements.contacts.minimum", "6", "8"),
        ParameterRow("weeks.grace_days", "3", "0"),
    )
    errors = tuple(records.short_error(week.week) for week in failed if week.verdict == "short")
    return replace(
        view,
        weeks=failed,
        strikes=(3, 5),
        obligations=(*view.obligations, records.LATE_OFFER, records.SILENCE, *slow),
        decisions=(*view.decisions, records.RUN_OUT),
        commitment=replace(view.commitment, differs=loosened),
        findings=(*errors, records.LATE_OFFER_ERROR, *view.findings),
    )


def design_view() -> ReportView:
    """A ux-ui-design search, whose weekly activity has alternatives."""
    view = full_view(2)
    activity = RequirementRow(
        id="design-activity",
        title="Design activity",
        needed=1,
        counted=0,
        verdict="open",
        acknowledged=False,
        alternatives=(
            AlternativeRow("extra-credit", 1, 0),
            AlternativeRow("track-module", 3, 2),
            AlternativeRow("design-challenge", 1, 0),
        ),
        records=(
            RecordRow(ACTIVITIES, 3, AS_OF, "Motion, module 2 (track-module)", True, ()),
            RecordRow(ACTIVITIES, 9, AS_OF, "Signage (design-challenge)", False, (NOT_APPROVED,)),
        ),
    )
    return replace(
        view,
        programme="ux-ui-design",
        programme_title="UX/UI design",
        weeks=(replace(view.weeks[24], verdict="open", requirements=(activity,)),),
        days=(),
        activities=(
            _activity(3, "track-module", "Motion, module 2", MOTION),
            _activity(9, "design-challenge", "Signage", "on paper", NOT_APPROVED),
        ),
        standing="on-track",
    )


def _activity(line: int, kind: str, title: str, evidence: str, *reasons: str) -> ActivityRow:
    return ActivityRow(ACTIVITIES, line, "2026-W47", AS_OF, kind, title, evidence, "", not reasons, reasons)


def large_view() -> ReportView:
    """25 weeks of 80 contacts: 2,000."""
    return full_view(80)


def _all_met(week: WeekRow) -> WeekRow:
    met = tuple(
        replace(found, counted=max(found.counted, found.needed), verdict="met", acknowledged=False)
        for found in week.requirements
    )
    return replace(week, verdict="met", requirements=met)


def _short(week: WeekRow) -> WeekRow:
    contacts, *rest = week.requirements
    lacking = replace(contacts, counted=5, verdict="short", acknowledged=False)
    if week.number == 20:
        rest[0] = replace(rest[0], counted=0, verdict="short", records=())
    return replace(week, verdict="short", requirements=(lacking, *rest))
