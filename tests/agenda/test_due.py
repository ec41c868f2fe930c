"""The one list of what is due: what stands in it, by which day, and who prints it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.agenda import text
from generator.agenda.consequences import consequence
from generator.agenda.due import Due, due
from generator.agenda.today import actions, today
from generator.export.ics import calendar_items
from generator.model.commitment import Commitment, WeekTerms, WindowTerms
from generator.model.contact import Contact, NextStep
from generator.model.kinds import Journal, Unreadable
from generator.report.action_items import action_items
from generator.report.context import Report
from generator.report.funnel import follow_ups
from generator.report.people import people as report_people
from generator.report.standing import headline
from tests.support.rules import searches
from tests.support.rules.searches import (
    coaching,
    contact,
    day,
    journal,
    judged,
    obligation,
    offer,
    requirement,
    terms,
)

CONTACTS = terms(requirement("contacts", minimum=3), window=WindowTerms(days=42))


def listed(commitment: Commitment, as_of: str, *records: Any, **search: Any) -> list[Due]:
    return list(due(judged(commitment, as_of, journal(*records, **search)), commitment))


def days(found: list[Due], *kinds: str) -> list[tuple[str, str]]:
    """What of these kinds is due, with its last day; late ones marked."""
    return [
        (" ".join(one.subject[1:3]) or one.kind, f"{one.by:%m-%d}{' late' if one.late else ''}")
        for one in found
        if one.kind in kinds
    ]


def people(found: list[Due]) -> list[tuple[int, str]]:
    """The line of each meeting that waits for a message, and by when it is in time."""
    return [(int(one.subject[2]), f"{one.by:%m-%d}") for one in found if one.kind == "follow-up"]


def texts(commitment: Commitment, as_of: str, whole: Journal) -> list[str]:
    return [action.text for action in actions(judged(commitment, as_of, whole), commitment, ())]


def met(date: str, line: int = 1, **more: Any) -> Contact:
    return contact(date, line, kind="networking", **more)


def test_a_meeting_waits_for_its_message_however_long_ago_it_was() -> None:
    found = listed(CONTACTS, "07-10", met("06-02"), met("07-09", 2))
    assert people(found) == [(1, "06-03"), (2, "07-10")]
    assert [one.late for one in found if one.kind == "follow-up"] == [True, False]
    whole = journal(met("06-02"))
    assert any("counts once you have written" in text for text in texts(CONTACTS, "07-10", whole))


@pytest.mark.parametrize(
    "fault",
    [{"title": None}, {"employer": " "}, {"summary": None}, {"bounced": True}, {"field": "law"}],
    ids=lambda fault: next(iter(fault)),
)
def test_a_meeting_that_would_not_count_for_another_reason_waits_for_no_message(fault: Any) -> None:
    assert people(listed(CONTACTS, "06-03", met("06-02", **fault))) == []
    assert people(listed(CONTACTS, "06-03", met("06-02"))) == [(1, "06-03")]


def test_who_counts_already_in_the_week_of_the_message_is_not_asked_for() -> None:
    name: dict[str, Any] = {"last_name": "Same"}
    earlier = contact("06-01", 1, **name)
    assert people(listed(CONTACTS, "06-03", earlier, met("06-02", 2, **name))) == []
    assert people(listed(CONTACTS, "06-09", earlier, met("06-02", 2, **name))) == [(2, "06-03")]
    once = terms(requirement("contacts", minimum=3, repeat_after_weeks=2), window=WindowTerms(days=42))
    assert people(listed(once, "06-09", earlier, met("06-02", 2, **name))) == []
    assert people(listed(once, "06-22", earlier, met("06-02", 2, **name))) == [(2, "06-03")]


def test_who_was_written_to_since_is_waiting_no_longer() -> None:
    name: dict[str, Any] = {"last_name": "Same"}
    assert people(listed(CONTACTS, "06-20", met("06-02", **name), contact("06-12", 2, **name))) == []
    nobody: dict[str, Any] = {"first_name": None, "last_name": None}
    step = NextStep(on=day("06-05"), what="ask for a name")
    unnamed = met("06-02", next_step=step, **nobody), contact("06-12", 2, **nobody)
    assert [one.kind for one in listed(CONTACTS, "06-20", *unnamed) if one.record] == ["next-step"]


def test_a_message_in_time_follows_the_terms() -> None:
    slow = terms(requirement("contacts", follow_up_within_days=4), window=WindowTerms(days=42))
    assert people(listed(slow, "06-03", met("06-02"))) == [(1, "06-06")]


def test_after_the_window_only_a_week_that_still_waits_asks_for_messages() -> None:
    """A late message would count on its own day, and that day is in no week any more."""
    two_weeks = terms(requirement("contacts", minimum=1), window=WindowTerms(days=14))
    met_on_the_last_day = met("06-14", 2)
    assert people(listed(two_weeks, "06-14", met("06-02"), met_on_the_last_day)) == [
        (1, "06-03"),
        (2, "06-15"),
    ]
    assert people(listed(two_weeks, "06-15", met("06-02"), met_on_the_last_day)) == [(2, "06-15")]
    assert people(listed(two_weeks, "06-16", met("06-02"), met_on_the_last_day)) == []


def test_the_newest_record_of_a_person_says_what_comes_next() -> None:
    name: dict[str, Any] = {"last_name": "Same"}
    first = contact("06-02", 1, next_step=NextStep(on=day("06-09"), what="ring"), **name)
    assert days(listed(CONTACTS, "06-20", first), "next-step") == [
        ("content/private/contacts/c.yaml 1", "06-09 late")
    ]
    assert days(listed(CONTACTS, "06-20", first, contact("06-05", 2, **name)), "next-step") == []


def test_status_names_first_who_can_still_be_written_to_in_time_and_counts_nobody_twice() -> None:
    step = NextStep(on=day("06-16"), what="ring")
    whole = journal(met("06-02", 1), met("06-11", 2), met("06-15", 3, next_step=step))
    told = [text for text in texts(CONTACTS, "06-16", whole) if "counts once" in text]
    assert told == [
        "Follow up with Ann Number3 (Quill), met on Mon 15 Jun: counts once you have written (and 2 more)"
    ]
    late = [text for text in texts(CONTACTS, "06-18", whole) if "counts once" in text]
    assert late[0].startswith("Follow up with Ann Number3")


PARTIAL: tuple[tuple[Any, list[tuple[str, str]]], ...] = (
    ("exempt", []),
    ("prorate", [("2026-W24 contacts", "06-10")]),
    ("full", [("2026-W24 contacts", "06-10")]),
)


@pytest.mark.parametrize(("partial", "asked"), PARTIAL)
def test_a_week_cut_by_the_window_is_due_by_the_windows_end_where_it_is_asked(
    partial: Any, asked: list[tuple[str, str]]
) -> None:
    cut = terms(
        requirement("contacts", minimum=3), window=WindowTerms(days=10), weeks=WeekTerms(partial=partial)
    )
    for as_of in ("06-03", "06-09"):
        found = days(listed(cut, as_of), "requirement")
        assert [row for row in found if "W24" in row[0]] == asked
    # The window is over, but the week is not: what happened can still be logged.
    later = [(name, "06-14") for name, _ in asked]
    assert days(listed(cut, "06-11"), "requirement") == later
    assert days(listed(cut, "06-15"), "requirement") == []


@pytest.mark.parametrize("partial", ["prorate", "full"])
def test_a_week_paused_in_part_is_asked_and_one_paused_whole_is_not(partial: Any) -> None:
    ours = terms(requirement("contacts", minimum=3), weeks=WeekTerms(partial=partial))
    some, whole = searches.pause("06-08", "06-10"), searches.pause("06-08", "06-14")
    assert ("2026-W24 contacts", "06-14") in days(listed(ours, "06-03", some), "requirement")
    assert [row for row in days(listed(ours, "06-03", whole), "requirement") if "W24" in row[0]] == []


def test_a_week_that_has_ended_is_due_by_its_last_day_of_grace() -> None:
    kind = terms(
        requirement("contacts", minimum=3), weeks=WeekTerms(grace_days=2), window=WindowTerms(days=28)
    )
    assert days(listed(kind, "06-07"), "requirement")[0] == ("2026-W23 contacts", "06-07")
    assert days(listed(kind, "06-09"), "requirement")[0] == ("2026-W23 contacts", "06-09")


def test_nothing_is_asked_of_weeks_nor_of_people_met_once_the_search_is_over() -> None:
    full = terms(requirement("contacts", minimum=3), weeks=WeekTerms(partial="full"))
    found = listed(full, "06-10", met("06-09"), ended="06-10")
    assert days(found, "requirement", "follow-up", "decision") == []


def test_a_message_of_the_coachs_is_one_thing_until_its_answer_is_late() -> None:
    both = terms(
        obligations=(obligation("coach-answer"), obligation("coach-silence")), window=WindowTerms(days=42)
    )
    message = coaching("message", "06-01", title="Hello")
    where = "content/private/coaching/k.yaml 1"
    assert days(listed(both, "06-02", message), "message") == [(where, "06-04")]
    assert days(listed(both, "06-05", message), "message") == [(where, "06-04 late"), (where, "06-15")]
    assert texts(both, "06-05", journal(message)) == [
        "Answer your coach: Hello; it was due on Thursday 4 June"
    ]
    assert days(listed(both, "06-20", message), "message") == [(where, "06-04 late")]
    silence = terms(obligations=(obligation("coach-silence"),), window=WindowTerms(days=42))
    assert days(listed(silence, "06-02", message), "message") == [(where, "06-15")]


def test_what_is_late_is_due_as_long_as_it_can_be_done() -> None:
    names = ("offer-answer", "deliverable", "attendance", "check-in", "mock-interview")
    ours = terms(obligations=tuple(obligation(name) for name in names), window=WindowTerms(days=90))
    records = (
        offer("06-01"),
        coaching("deliverable", "06-03", 1),
        coaching("deliverable", "06-03", 2, completed="06-09"),
        coaching("check-in", "06-04", 3, attended="missed"),
    )
    late = [(one.subject[0], f"{one.by:%m-%d}") for one in listed(ours, "07-10", *records) if one.late]
    assert sorted(late) == [
        ("check-in", "06-14"),
        ("deliverable", "06-03"),
        ("mock-interview", "06-30"),
        ("offer-answer", "06-08"),
    ]
    held = coaching("mock-interview", "07-05", 4, attended="on-time")
    assert "mock-interview" not in {
        one.subject[0] for one in listed(ours, "07-10", *records, held) if one.late
    }


def test_status_tells_of_check_ins_that_the_terms_want_and_of_appointments_of_any_kind() -> None:
    calls = terms(obligations=(obligation("check-in", days=10),), window=WindowTerms(days=42))
    assert texts(calls, "06-08", journal()) == ["Have a check-in with your coach; by Wednesday 10 June"]
    appointment = coaching("mock-interview", "06-04", title="With Dana")
    for ours in (terms(), terms(obligations=(obligation("attendance"),))):
        assert texts(ours, "06-03", journal(appointment)) == ["Attend: With Dana; tomorrow"]
        assert texts(ours, "06-01", journal(appointment)) == [], "more than two days ahead"


def test_the_list_is_in_order_of_last_days() -> None:
    found = listed(
        CONTACTS, "06-03", met("06-02"), contact("06-02", 2, next_step=NextStep(day("06-20"), "ring"))
    )
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert {type(one.since) for one in found} == {dt.date}


def printed(commitment: Commitment, as_of: str, *records: Any, **search: Any) -> Report:
    """What the report and the calendar are given."""
    evaluation = judged(commitment, as_of, journal(*records, **search))
    return Report(evaluation, commitment, commitment.programmes[0], evaluation.diagnostics, "weekproof")


def calendar(view: Report) -> list[tuple[str, str]]:
    return [(f"{entry.day:%m-%d}", entry.what) for entry in calendar_items(view)]


@pytest.mark.parametrize(
    ("partial", "needed"), [("exempt", None), ("prorate", 2), ("full", 3)], ids=["exempt", "prorate", "full"]
)
def test_the_calendar_has_the_partial_weeks_that_the_forecast_has(partial: Any, needed: int | None) -> None:
    """`export ics` left out every week that the window or a pause cuts, whatever was asked of it."""
    cut = terms(
        requirement("contacts", minimum=3), window=WindowTerms(days=10), weeks=WeekTerms(partial=partial)
    )
    asked = [] if needed is None else [("06-10", f"Week 2 (8–14 Jun) ends: contacts 0 of {needed}")]
    assert [row for row in calendar(printed(cut, "06-03")) if "Week 2" in row[1]] == asked
    paused = terms(requirement("contacts", minimum=3), weeks=WeekTerms(partial=partial))
    rest = searches.pause("06-08", "06-09")
    asked = [] if needed is None else [("06-14", "Week 2 (8–14 Jun) ends: contacts 0 of 3")]
    assert [row for row in calendar(printed(paused, "06-03", rest)) if "Week 2" in row[1]] == asked


def test_everybody_names_the_windows_last_day_as_that_of_the_week_that_it_cuts() -> None:
    cut = terms(
        requirement("contacts", minimum=3), window=WindowTerms(days=10), weeks=WeekTerms(partial="full")
    )
    evaluation, view = judged(cut, "06-08"), printed(cut, "06-08")
    assert "by Wednesday 10 June 2026, in 2 days." in headline(view).line
    page = text.page(today(evaluation, cut, ()), redact=False)
    assert "The last day is Wednesday 10 June, 2 days from now." in page
    assert text.line(today(evaluation, cut, ())) == "week 2 contacts 0/3 · 2 days · off track"
    (note,) = journal(met("06-08", follow_up=day("06-08"))).contacts
    noted = judged(cut, "06-08", journal(note))
    assert consequence(noted, noted.journal.contacts[0]).progress == (
        "1 of 3 this week; 2 more by Wednesday 10 June"
    )
    over = text.page(today(judged(cut, "06-11"), cut, ()), redact=False)
    assert "The last day that counts was Wednesday 10 June. Log what happened by Sunday 14 June" in over


def test_a_week_in_its_days_of_grace_closes_on_the_last_of_them() -> None:
    kind = terms(requirement("contacts", minimum=3), weeks=WeekTerms(grace_days=2))
    assert calendar(printed(kind, "06-08"))[0] == ("06-09", "Week 1 (1–7 Jun) closes: contacts 0 of 3")


@pytest.mark.parametrize("fault", [{"title": None}, {"bounced": True}, {"field": "law"}], ids=str)
def test_report_and_calendar_ask_for_no_message_that_would_not_count(fault: Any) -> None:
    """They said “counts once a follow-up is sent” of every meeting that lacked one."""
    counts, not_so = (
        printed(CONTACTS, "06-03", met("06-02")),
        printed(CONTACTS, "06-03", met("06-02", **fault)),
    )
    assert [one.who for one in follow_ups(counts)] == ["Ann Number1, Quill"]
    assert ("06-03", "Send a follow-up: Ann Number1, Quill") in calendar(counts)
    assert follow_ups(not_so) == ()
    assert not [what for _, what in calendar(not_so) if "follow-up" in what]


def test_a_step_that_something_later_settled_is_in_no_calendar() -> None:
    name: dict[str, Any] = {"last_name": "Same"}
    first = contact("06-02", 1, next_step=NextStep(on=day("06-09"), what="Ring"), **name)
    assert ("06-09", "Ring (Ann Same, Quill)") in calendar(printed(CONTACTS, "06-06", first))
    settled = printed(CONTACTS, "06-06", first, contact("06-05", 2, **name))
    assert not [what for _, what in calendar(settled) if "Ring" in what]
    assert report_people(settled).steps == ()


def test_the_coach_is_asked_to_answer_every_week_that_the_graduate_is_told_to_ask_about() -> None:
    """A week that also has something unknown was asked about in `status` alone."""
    both = terms(requirement("contacts"), requirement("posts"), window=WindowTerms(days=28))
    damaged = searches.with_(journal(), unreadable=(Unreadable("posts", None),))
    evaluation = judged(both, "06-09", damaged)
    assert {one.verdict for one in evaluation.weeks[0].requirements} == {"short", "unknown"}
    view = Report(evaluation, both, both.programmes[0], evaluation.diagnostics, "weekproof")
    assert "Decide on week 1 (1–7 Jun)" in [item.title for item in action_items(view)]
    assert "Ask your coach to decide on week 1 (1–7 Jun): it fell short" in texts(both, "06-09", damaged)


def test_a_school_that_asks_for_nothing_by_the_week_is_told_so() -> None:
    kind = terms(obligations=(searches.obligation("check-in", days=14),))
    page = text.page(today(judged(kind, "06-09"), kind, ()), redact=False)
    assert page.startswith("Week 2 (8–14 Jun): nothing is asked by the week.\n")
