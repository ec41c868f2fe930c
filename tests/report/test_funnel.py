"""How far it went with whom, and who was met without a message since."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.report.funnel import Reached, follow_ups, stages
from tests.support import report_views, reports
from tests.support.reports import Made, changed, with_contacts

BASE = changed(
    report_views.full_view(1).contacts[0],
    first_name="Rosalind",
    last_name="Achterberg",
    employer="Lakeside Mercy",
    kind="interview",
    stage="",
)


def view(*contacts: Any, offers: tuple[Any, ...] = ()) -> Made:
    lined = tuple(changed(contact, line=line) for line, contact in enumerate(contacts, start=1))
    return changed(report_views.full_view(1), contacts=lined, offers=offers)


def told(made: Made) -> list[tuple[str, list[str]]]:
    return [(stage.title, [one.name for one in stage.employers]) for stage in stages(made.report, {})]


def test_an_employer_stands_at_the_furthest_stage_only() -> None:
    made = view(
        changed(BASE, stage="final", date=dt.date(2026, 6, 1)),
        changed(BASE, stage="phone-screen", date=dt.date(2026, 7, 1), employer="LAKESIDE  mercy"),
        changed(BASE, stage="technical", employer="Halyard"),
        changed(BASE, stage="", employer="Quillstone"),
    )
    assert told(made) == [
        ("Final", ["Lakeside Mercy"]),
        ("Technical", ["Halyard"]),
        ("Interview (no stage given)", ["Quillstone"]),
    ]


def test_an_offer_is_further_than_any_interview_and_tells_its_answer() -> None:
    offer = changed(reports.OFFER, employer="Halyard", answer="", answered=None)
    older = changed(offer, received=offer.received - dt.timedelta(days=30), answer="declined")
    made = view(changed(BASE, stage="final", employer="Halyard"), offers=(older, offer))
    (stage,) = stages(made.report, {"halyard": "employer-1"})
    assert stage.title == "Offer"
    assert stage.employers == (Reached("Halyard", "employer-1", "not answered yet"),)


def test_messages_and_meetings_are_no_stage() -> None:
    assert told(view(changed(BASE, kind="cold-outreach"), changed(BASE, kind="networking"))) == []


def test_a_meeting_without_a_message_since_is_due() -> None:
    met = changed(BASE, kind="networking", counted=False, reasons=("contact-without-follow-up",))
    sent = changed(met, counted=True, reasons=(), first_name="Bo", line=2)
    nobody = changed(met, reasons=("contact-identity",), first_name="Cy", line=3)
    made = with_contacts(report_views.full_view(1), met, sent, nobody)
    assert [(one.who, one.distance) for one in follow_ups(made.report)] == [
        ("Rosalind Achterberg, Lakeside Mercy", f"{(made.as_of - met.date).days} days ago")
    ]
