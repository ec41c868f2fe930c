"""Reports made by hand: a search that goes well, one that fails, one not begun, a large one.

Built anew on every call and always the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.model.activity import Activity
from generator.model.commitment import Programme
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedAlternative, JudgedRecord, JudgedRequirement, JudgedWeek, Strikes
from generator.model.window import Window
from tests.support import reports
from tests.support.reports import (
    AS_OF,
    OFFER,
    START,
    TERMS,
    Made,
    at,
    case,
    changed,
    counts,
    not_counted,
    record_of,
)

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
    contacts = tuple(reports.contact(week, index) for week in range(25) for index in range(per_week))
    return changed(
        empty_view(),
        as_of_from="option",
        github="amara-okafor",
        coach=reports.COACH,
        window=Window(START, dt.date(2026, 11, 27), 180),
        standing="off-track",
        qualifying_offer=reports.OFFER,
        weeks=tuple(reports.week(number, contacts) for number in range(1, reports.LAST_WEEK + 1)),
        obligations=reports.OBLIGATIONS,
        decisions=reports.DECISIONS,
        pauses=(reports.PAUSE,),
        contacts=tuple(record_of(contact) for contact in contacts),
        posts=tuple(reports.post(week) for week in range(25)),
        contributions=tuple(
            reports.contribution(
                START + dt.timedelta(days=day), (day * 7) % 5, claimed=day % 40 == 3, line=1000 + day
            )
            for day in range(-4, 175)
            if day % 7 not in (5, 6) or day % 3 == 0
        ),
        offers=(reports.OFFER, reports.CONTRACT),
        coaching=reports.COACHING,
        goals=reports.GOALS,
        findings=reports.FINDINGS,
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
    errors = tuple(reports.short_error(week.name) for week in failed if week.verdict == "short")
    return changed(
        view,
        weeks=failed,
        strikes=Strikes(3, 5),
        obligations=(*view.obligations, reports.LATE_OFFER, reports.SILENCE, reports.SILENCE_ANSWER, *slow),
        decisions=(*view.decisions, reports.RUN_OUT),
        commitment=changed(view.commitment, differs=loosened),
        findings=(*errors, reports.LATE_OFFER_ERROR, *view.findings),
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


ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "]]><!-- --><svg/onload=alert(1)>",
    "\u202egnp.exe\u2066",
    "李小龍 الاسم الكامل שלום",
    "nul\0 bell\x07 esc\x1b[31m half\ud800",
    "x" * 200,
)


def hostile_view() -> Made:
    """Attack strings, long names and other scripts in every field of text, turn and turn about."""
    view = failing_view()
    evil = _Evil()
    link = (
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "https://ok.example/a?b=1&c=2",
        ATTACKS[1],
    )
    contacts = tuple(
        changed(
            contact,
            first_name=evil(),
            last_name=evil(),
            title=evil(),
            employer=evil(),
            summary=evil(),
            next_step=evil(),
            introduced_by=evil(),
            evidence=link,
        )
        for contact in view.contacts[-40:]
    )
    return changed(
        view,
        name="Wolfeschlegelsteinhausenbergerdorff " * 5 + "<b>" + ATTACKS[9],
        github='"><script>alert(1)</script>',
        coach=ATTACKS[1] + "\n  - weeks: [2026-W01]",
        commitment=changed(
            view.commitment,
            name=evil(),
            title=evil(),
            differs=((evil(), evil(), evil()),),
            programmes=(changed(view.commitment.programmes[0], title=evil()),),
        ),
        weeks=tuple(_hostile_week(week, evil) for week in view.weeks),
        obligations=tuple(changed(case, label=evil()) for case in view.obligations),
        decisions=tuple(
            changed(row, decision=changed(row.decision, reason=evil(), by=evil())) for row in view.decisions
        ),
        pauses=tuple(changed(row, reason=evil(), by=evil()) for row in view.pauses),
        contacts=contacts,
        posts=tuple(
            changed(row, title=evil(), published_url=link[record_of(row).day.day % 4]) for row in view.posts
        ),
        offers=tuple(changed(row, employer=evil(), title=evil(), terms=evil()) for row in view.offers),
        qualifying_offer=changed(OFFER, employer=evil(), title=evil()),
        coaching=tuple(changed(row, title=evil(), notes=evil(), link=evil()) for row in view.coaching),
        goals=tuple(changed(row, title=evil(), why=evil(), measure=evil()) for row in view.goals),
        findings=tuple(changed(row, message=evil(), hint=evil(), path=evil()) for row in view.findings),
    )


def _hostile_week(week: JudgedWeek, evil: _Evil) -> JudgedWeek:
    requirements = tuple(
        changed(found, records=tuple(_hostile_record(record, evil) for record in found.records))
        for found in week.requirements
    )
    return changed(week, requirements=requirements)


def _hostile_record(record: JudgedRecord, evil: _Evil) -> JudgedRecord:
    title = {} if isinstance(record.record, Contribution) else {"title": evil()}
    return changed(record, path=evil(), **title)


class _Evil:
    """Gives the next attack at every call."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        return ATTACKS[self.calls % len(ATTACKS)]
