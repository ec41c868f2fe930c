"""How far it went with whom, and who was met without a message since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.render.report.pipeline import Reached, follow_ups, stages
from generator.views.coach import ContactRow, OfferRow, ReportView
from tests.render import report_records, report_views
from tests.render.report_due import with_due

BASE = replace(
    report_views.full_view(1).contacts[0],
    first_name="Rosalind",
    last_name="Achterberg",
    employer="Lakeside Mercy",
    kind="interview",
    stage="",
)


def view(*contacts: ContactRow, offers: tuple[OfferRow, ...] = ()) -> ReportView:
    lined = tuple(replace(contact, line=line) for line, contact in enumerate(contacts, start=1))
    return replace(report_views.full_view(1), contacts=lined, offers=offers)


def told(made: ReportView) -> list[tuple[str, list[str]]]:
    return [(stage.title, [one.name for one in stage.employers]) for stage in stages(made, {})]


def test_an_employer_stands_at_the_furthest_stage_only() -> None:
    made = view(
        replace(BASE, stage="final", date=dt.date(2026, 6, 1)),
        replace(BASE, stage="phone-screen", date=dt.date(2026, 7, 1), employer="LAKESIDE  mercy"),
        replace(BASE, stage="technical", employer="Halyard"),
        replace(BASE, stage="", employer="Quillstone"),
    )
    assert told(made) == [
        ("Final", ["Lakeside Mercy"]),
        ("Technical", ["Halyard"]),
        ("Interview, no stage named", ["Quillstone"]),
    ]


def test_an_offer_is_further_than_any_interview_and_tells_its_answer() -> None:
    offer = replace(report_records.OFFER, employer="Halyard", answer="", answered=None)
    older = replace(offer, received=offer.received - dt.timedelta(days=30), answer="declined")
    made = view(replace(BASE, stage="final", employer="Halyard"), offers=(older, offer))
    (stage,) = stages(made, {"halyard": "employer-1"})
    assert stage.title == "Offer"
    assert stage.employers == (Reached("Halyard", "employer-1", "not answered yet"),)


def test_messages_and_meetings_are_no_stage() -> None:
    assert told(view(replace(BASE, kind="cold-outreach"), replace(BASE, kind="networking"))) == []


def test_a_meeting_without_a_message_since_is_due() -> None:
    met = replace(BASE, kind="networking", counted=False, reasons=("contact-without-follow-up",))
    made = view(met, replace(met, counted=True, reasons=()), replace(met, reasons=("contact-identity",)))
    assert [(one.who, one.distance) for one in follow_ups(with_due(made))] == [
        ("Rosalind Achterberg, Lakeside Mercy", f"{(made.as_of - met.date).days} days ago")
    ]
