"""A report in which everything that a person can write is an attack."""

from __future__ import annotations

from generator.model.contribution import Contribution
from generator.model.verdict import JudgedRecord, JudgedWeek
from tests.support.report_made import Made, changed, record_of
from tests.support.report_records import OFFER
from tests.support.report_views import failing_view

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
