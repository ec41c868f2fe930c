"""A report in which everything that a person can write is an attack."""

from __future__ import annotations

from dataclasses import replace

from generator.views.coach import CommitmentRow, ParameterRow, ReportView, WeekRow
from tests.render.report_records import DIGEST, OFFER
from tests.render.report_views import failing_view

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


def hostile_view() -> ReportView:
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
        replace(
            contact,
            first_name=evil(),
            last_name=evil(),
            title=evil(),
            employer=evil(),
            summary=evil(),
            next_step=evil(),
            kind=contact.kind,
            introduced_by=evil(),
            evidence=link,
        )
        for contact in view.contacts[-40:]
    )
    return replace(
        view,
        name="Wolfeschlegelsteinhausenbergerdorff " * 5 + "<b>" + ATTACKS[9],
        github='"><script>alert(1)</script>',
        coach=ATTACKS[1] + "\n  - weeks: [2026-W01]",
        programme_title=evil(),
        commitment=CommitmentRow(evil(), evil(), DIGEST, (ParameterRow(evil(), evil(), evil()),)),
        weeks=tuple(_hostile_week(week, evil) for week in view.weeks),
        obligations=tuple(replace(case, label=evil()) for case in view.obligations),
        decisions=tuple(replace(row, reason=evil(), by=evil()) for row in view.decisions),
        pauses=tuple(replace(row, reason=evil(), by=evil()) for row in view.pauses),
        contacts=contacts,
        posts=tuple(replace(row, title=evil(), address=link[row.date.day % 4]) for row in view.posts),
        offers=tuple(replace(row, employer=evil(), title=evil(), terms=evil()) for row in view.offers),
        qualifying_offer=replace(OFFER, employer=evil(), title=evil()),
        coaching=tuple(replace(row, title=evil(), notes=evil(), link=evil()) for row in view.coaching),
        goals=tuple(replace(row, title=evil(), why=evil(), measure=evil()) for row in view.goals),
        findings=tuple(replace(row, message=evil(), hint=evil(), path=evil()) for row in view.findings),
    )


def _hostile_week(week: WeekRow, evil: _Evil) -> WeekRow:
    return replace(
        week,
        requirements=tuple(
            replace(
                found,
                records=tuple(replace(record, label=evil(), path=evil()) for record in found.records),
            )
            for found in week.requirements
        ),
    )


class _Evil:
    """Gives the next attack at every call."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        return ATTACKS[self.calls % len(ATTACKS)]
