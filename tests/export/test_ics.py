from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.ics import calendar
from generator.model.coaching import Coaching
from generator.model.verdict import JudgedObligation
from tests.support import report_views
from tests.support.exports import HOSTILE, INJECTED, contact, events, lines
from tests.support.hypothesis_profile import examples
from tests.support.reports import AS_OF, Made, at, case, changed, with_contacts


def told(view: Made) -> list[tuple[dt.date, str]]:
    return [(event.dtstart.value, event.summary.value) for event in events(view)]


def day(distance: int) -> dt.date:
    return AS_OF + dt.timedelta(days=distance)


def only(**fields: Any) -> Made:
    """A search in which nothing is due but what `fields` say."""
    begun = {"window": report_views.full_view(1).window, "standing": "on-track"}
    return changed(report_views.empty_view(), **{**begun, **fields})


def row(kind: Any, distance: int, **fields: Any) -> Any:
    made = Coaching(origin=at("c.yaml"), date=day(distance), kind=kind)
    return changed(made, **fields)


def test_a_whole_search_tells_what_is_ahead_by_day() -> None:
    assert told(report_views.full_view()) == [
        (day(0), "Week 25 (16–22 Nov) ends: Contacts 6 of 8 and Blog post 0 of 1"),
        (day(1), "Send the write-up of the late-bus model (Hamid Broussard-25c, Marlowe Grid)"),
        (day(2), "Check-in: Talk about the offer"),
        (day(3), "Answer the offer: Backend Engineer, Northline Transit Software"),
    ]


def test_an_open_week_says_what_is_missing_and_a_met_one_that_nothing_is() -> None:
    view = report_views.on_track_view()
    assert told(only(weeks=view.weeks)) == [(day(0), "Week 25 (16–22 Nov) ends: everything is done")]
    over = only(weeks=report_views.full_view().weeks, as_of=day(2))
    assert told(over)[0] == (day(0), "Week 25 (16–22 Nov) ends: Contacts 6 of 8 and Blog post 0 of 1")


def test_weeks_to_come_say_what_will_be_asked_unless_nothing_is() -> None:
    weeks = (changed(report_views.full_view().weeks[-1], partial=False),)
    window = report_views.full_view().window
    assert window is not None
    whole = changed(window, end=weeks[0].ends)
    asked = "Week 26 (23–29 Nov) ends: Contacts 0 of 8, Blog post 0 of 1 and GitHub contributions 0 of 5"
    assert told(only(weeks=weeks, window=whole)) == [(day(7), asked)]
    cut = (changed(weeks[0], partial=True),)
    assert told(only(weeks=cut, window=window)) == [], "cut by the end of the window"


@pytest.mark.parametrize("standing", ["hired", "ended", "fulfilled", "unfulfilled"])
def test_a_search_that_is_over_has_no_week_ends(standing: str) -> None:
    assert told(only(weeks=report_views.full_view().weeks, standing=standing)) == []


def test_appointments_and_deliverables_ahead_are_there_until_they_are_done() -> None:
    ahead = (
        row("check-in", 0, line=1),
        row("deliverable", 1, line=2, title="elevator-pitch"),
        row("mock-interview", -1, line=3),
        row("deliverable", 2, line=4, completed=day(-1)),
        row("check-in", 3, line=5, attended="on-time"),
        row("message", 4, line=6, title="Hello"),
        row("internship", 5, line=7, employer="Quillstone"),
    )
    found = only(coaching=ahead)
    assert told(found) == [
        (day(0), "Check-in"),
        (day(1), "Deliverable: elevator-pitch"),
        (day(5), "Internship"),
    ]
    assert events(found)[2].description.value == "Amara Okafor\nQuillstone"


def test_what_is_owed_is_there_once() -> None:
    call = row("check-in", 2, title="Call")
    owed = (
        JudgedObligation.about("attendance", call, day(2), "open"),
        case("coach-answer", "Are you well?", "c.yaml", 9, day(1), "open"),
        case("coach-silence", "Are you well?", "c.yaml", 9, day(12), "open"),
        case("offer-answer", "Engineer, Quillstone", "o.yaml", 1, day(3), "late"),
        case("offer-granted", "Engineer, Quillstone", "o.yaml", 1, None, "open"),
        case("check-in", "Check-in by Friday", "c.yaml", 1, day(5), "met"),
    )
    found = only(obligations=owed, coaching=(call,))
    assert told(found) == [(day(1), "Answer your coach: Are you well?"), (day(2), "Check-in: Call")]


def test_next_steps_ahead_name_whom_they_are_about() -> None:
    steps = (
        contact(
            line=1, next_step_on=day(0), next_step="Write", first_name="Ann", last_name="Lee", employer="Q"
        ),
        contact(line=2, next_step_on=day(4), next_step="", first_name="Bo", last_name="", employer=""),
        contact(line=3, next_step_on=day(-1), next_step="Too late"),
    )
    assert told(only(contacts=steps)) == [(day(0), "Write (Ann Lee, Q)"), (day(4), "Next step (Bo)")]


def test_a_message_after_a_meeting_is_due_until_it_is_sent() -> None:
    met = contact(
        first_name="Ann",
        last_name="Lee",
        employer="Q",
        counted=False,
        reasons=("contact-without-follow-up",),
        next_step="",
        next_step_on=None,
    )
    view = with_contacts(
        only(weeks=report_views.full_view(1).weeks),
        changed(met, line=1, date=day(0)),
        changed(met, line=2, date=day(-9), first_name="Bo"),
        changed(met, line=3, first_name="Sent", counted=True, reasons=()),
        changed(met, line=4, first_name="Planned", next_step="Ring", next_step_on=day(4)),
    )
    assert told(view) == [
        (day(0), "Send a follow-up: Bo Lee, Q"),
        (day(1), "Send a follow-up: Ann Lee, Q"),
        (day(4), "Ring (Planned Lee, Q)"),
    ]
    assert told(changed(view, standing="hired")) == [(day(4), "Ring (Planned Lee, Q)")]


def test_events_take_a_day_and_ring_no_bell() -> None:
    read: Any = icalendar.Calendar.from_ical(calendar(report_views.full_view().report))
    assert read["VERSION"] == "2.0"
    assert "Amara Okafor" in read["NAME"]
    for event in read.events:
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
        assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")
        assert event.subcomponents == []


def uids(view: Made) -> list[str]:
    return [event.uid.value for event in events(view)]


def test_an_event_is_known_again_after_its_record_was_edited_or_moved() -> None:
    step = contact(next_step_on=day(2), next_step="Write", last_name="Lee")
    first = uids(only(contacts=(step,)))
    edited = changed(step, next_step_on=day(9), next_step="Ring", summary="New", last_name=" LEE")
    assert uids(only(contacts=(edited,), as_of=day(1))) == first
    assert uids(only(contacts=(changed(step, line=99),))) == first, "a key was added to a record above it"
    assert uids(only(contacts=(changed(step, path="other.yaml"),))) == first
    assert uids(only(contacts=(step,), name="Somebody Else")) != first, "a coach has forty calendars"
    assert uids(only(contacts=(changed(step, last_name="Lime"),))) != first


def test_what_is_owed_and_agreed_is_known_again_wherever_it_stands_and_whenever_it_is_due() -> None:
    owed = case("coach-answer", "Hello", "c.yaml", 4, day(1), "open")
    message = row("message", 0, line=4, title="Hello")
    meeting = row("check-in", 1, line=7, title="Plans")
    first = set(uids(only(obligations=(owed,), coaching=(message, meeting))))
    down = (changed(message, line=9), changed(meeting, line=12, date=day(3), notes="More"))
    late = changed(owed, line=9, due=day(2))
    assert len(first) == 2
    assert set(uids(only(obligations=(late,), coaching=down))) == first


def test_no_two_events_are_known_by_one_name() -> None:
    step = contact(next_step_on=day(1), first_name=None, last_name=None)
    steps = tuple(changed(step, line=line) for line in range(50))
    every = uids(changed(report_views.failing_view(), contacts=steps))
    assert len(set(every)) == len(every) > 50


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_become_a_property(words: str) -> None:
    step = contact(
        next_step_on=day(1), next_step=words, summary=words, first_name=words, last_name="", employer=words
    )
    view = only(
        name=words,
        generator=words,
        contacts=(step,),
        coaching=(row("check-in", 2, title=words, notes=words, employer=words),),
        obligations=(case("offer-answer", words, "o", 1, day(3), "open"),),
    )
    names = {line.split(b":")[0].split(b";")[0] for line in lines(calendar(view.report)) if line[:1] != b" "}
    assert names == {
        *(b"BEGIN", b"END", b"VERSION", b"PRODID", b"NAME", b"X-WR-CALNAME"),
        *(b"UID", b"DTSTAMP", b"DTSTART", b"SUMMARY", b"DESCRIPTION", b"CLASS", b"TRANSP"),
    }
    read = events(view)
    assert len(read) == 3
    if INJECTED in words:
        assert INJECTED in read[0].summary.value, "it is there, as words"
        assert "\n" not in read[0].summary.value


def test_words_are_read_back_as_they_were_written() -> None:
    words = 'a;b, c\\d: "e" 👩🏽‍🚀'
    assert words in events(only(contacts=(contact(next_step_on=day(1), next_step=words),)))[0].summary.value


@examples(60)
@given(st.text(), st.text(alphabet="\r\n\t :;,\\NnX\u2028\x0b\x85"))
def test_whatever_is_written_two_readers_find_one_event(any_text: str, sly_text: str) -> None:
    step = contact(next_step_on=day(1), next_step=any_text, summary=sly_text, first_name=sly_text)
    view = only(contacts=(step,))
    list(lines(calendar(view.report)))
    assert len(events(view)) == 1
    read: Any = icalendar.Calendar.from_ical(calendar(view.report))
    assert len(read.events) == 1


@pytest.mark.parametrize("view", [report_views.full_view(), report_views.hostile_view()])
def test_the_same_view_gives_the_same_bytes(view: Made) -> None:
    assert calendar(view.report) == calendar(view.report)


def test_an_empty_search_has_an_empty_calendar() -> None:
    assert events(report_views.empty_view()) == []
    assert calendar(report_views.empty_view().report).endswith(b"END:VCALENDAR\r\n")
