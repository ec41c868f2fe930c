from __future__ import annotations

import datetime as dt

import pytest

from generator.core.resources import shipped_themes
from generator.model.kinds import Unreadable
from generator.model.portfolio import Ended, EndReason
from generator.model.window import Window
from generator.report import lists
from generator.report.action_items import action_items
from generator.report.page import facts, report_page
from generator.report.standing import Headline, headline
from tests.support import report_views
from tests.support.reports import LATE_OFFER, OFFER, Made, case, changed

START, LAST = dt.date(2026, 6, 1), dt.date(2026, 11, 27)
AFTER = dt.date(2026, 12, 1)


def told(view: Made) -> str:
    head: Headline = headline(view.report)
    return f"{head.lead} {head.sentence}"


def ended(standing: str, reason: EndReason) -> Made:
    last = dt.date(2026, 10, 2)
    over = {"window": Window(START, last, 180), "ended": Ended(on=last, reason=reason), "as_of": last}
    return changed(report_views.full_view(), standing=standing, **over)


def over(standing: str) -> Made:
    view = report_views.full_view()
    return changed(view, standing=standing, as_of=AFTER, window=Window(START, LAST, 180))


def this_week(verdict: str, standing: str = "on-track") -> Made:
    view = report_views.on_track_view()
    weeks = tuple(changed(week, verdict=verdict) if week.number == 25 else week for week in view.weeks)
    return changed(view, standing=standing, weeks=weeks, unreadable=(Unreadable("contacts"),))


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (report_views.empty_view(), "Not started. No start date is set, so nothing is required yet."),
        (
            changed(
                report_views.empty_view(),
                window=Window(dt.date(2026, 12, 7), dt.date(2027, 6, 4), 180),
            ),
            "Not started. The search begins on Monday 7 December 2026, in 15 days.",
        ),
        (ended("hired", "hired"), "Hired. The search ended on Friday 2 October 2026, day 124 of 180."),
        (
            ended("ended", "support-ended"),
            "Ended. The search ended on Friday 2 October 2026, day 124 of 180 (support ended).",
        ),
        (over("fulfilled"), "Fulfilled. The 180 days ended on Friday 27 November 2026."),
        (
            over("unfulfilled"),
            (
                "Not fulfilled: week 9 (27 Jul – 2 Aug) was short. "
                "The 180 days ended on Friday 27 November 2026."
            ),
        ),
        (
            report_views.full_view(),
            (
                "One week on record as short: week 9 (27 Jul – 2 Aug), acknowledged 4 Aug. "
                "Nothing else is short or late. "
                "Week 25 of 26 (16–22 Nov) still needs Contacts (6 of 8) and Blog post (0 of 1) "
                "by Sunday 22 November 2026, today."
            ),
        ),
        (
            report_views.failing_view(),
            (
                "Off track: 3 short weeks wait for your decision and one offer was not answered in time. "
                "Week 25 of 26 (16–22 Nov) still needs Contacts (6 of 8) and Blog post (0 of 1) "
                "by Sunday 22 November 2026, today."
            ),
        ),
        (this_week("met"), "On track. Week 25 of 26 (16–22 Nov) is complete."),
        (this_week("paused"), "On track. Week 25 of 26 (16–22 Nov) is paused."),
        (
            this_week("partial"),
            "On track. Week 25 of 26 (16–22 Nov) is a partial week: nothing is required in it.",
        ),
        (
            this_week("unknown", "unknown"),
            (
                "Unknown: week 25 (16–22 Nov) was not judged, because a file could not be read. "
                "Week 25 of 26 (16–22 Nov) cannot be judged, because a file could not be read."
            ),
        ),
    ],
)
def test_the_first_line(view: Made, line: str) -> None:
    assert told(view) == line


@pytest.mark.parametrize(
    ("standing", "tone"),
    [("on-track", "good"), ("hired", "good"), ("off-track", "bad"), ("unknown", "bad"), ("ended", "plain")],
)
def test_what_is_bad_is_told_apart(standing: str, tone: str) -> None:
    view = report_views.failing_view() if standing == "off-track" else report_views.full_view()
    assert headline(changed(view, standing=standing).report).tone == tone


def test_an_offer_that_decides_is_in_the_first_line() -> None:
    view = ended("hired", "hired")
    taken = changed(OFFER, answer="accepted", answered=view.as_of)
    assert told(changed(view, accepted_offer=taken)) == (
        "Hired: accepted Backend Engineer, Northline Transit Software, on Friday 2 October 2026. "
        "The search ended that day, day 124 of 180."
    )
    refused = changed(OFFER, answer="declined", answered=dt.date(2026, 11, 20))
    met = over("fulfilled")
    assert told(changed(met, qualifying_offer=refused)) == (
        "Fulfilled, but a full-time offer in the field was declined on 20 Nov 2026 "
        "(Backend Engineer, Northline Transit Software). The 180 days ended on Friday 27 November 2026."
    )
    unclear = changed(met, qualifying_offer=None, unclear_offers=(changed(OFFER, in_field=None),))
    assert told(unclear).startswith("Fulfilled, but an offer does not say whether")
    (need,) = [item for item in action_items(unclear.report) if item.kind == "offer-unclear"]
    assert need.title == "An offer does not say whether it is in the field"
    assert need.snippets[0].lines == "    in_field: true"
    assert "not known" in lists.qualifying(unclear.report)
    # Once another offer qualifies, nothing hangs on it any more.
    clear = changed(unclear, qualifying_offer=OFFER)
    assert not [item for item in action_items(clear.report) if item.kind == "offer-unclear"]


def test_what_was_acknowledged_is_on_record_and_no_alarm() -> None:
    """Only as long as all of it is acknowledged, and nothing is late that is an error."""
    view = report_views.full_view()
    seen = headline(view.report)
    assert (seen.tone, seen.lead) == ("plain", "One week on record as short:")
    assert ("Standing", "Off track") in facts(view.report)
    two = changed(view.weeks[3], verdict="short")
    lacking = changed(two.requirements[0], verdict="short", counted=7, acknowledged=True)
    two = changed(two, requirements=(lacking, *two.requirements[1:]))
    both = changed(view, weeks=(*view.weeks[:3], two, *view.weeks[4:]))
    assert headline(both.report).lead == "2 weeks on record as short:"
    waiting = changed(two, requirements=(changed(lacking, acknowledged=False), *two.requirements[1:]))
    alarm = headline(changed(view, weeks=(*view.weeks[:3], waiting, *view.weeks[4:])).report)
    assert (alarm.tone, alarm.lead) == ("bad", "Off track:")
    offer = case("offer-answer", "Engineer, Quillstone", "o.yaml", 1, dt.date(2026, 9, 9), "acknowledged")
    other = headline(changed(view, obligations=(offer,)).report)
    assert other.lead == "On record:"
    assert "week 9 (27 Jul – 2 Aug), acknowledged 4 Aug (short)" in other.sentence
    assert "one offer was not answered in time" in other.sentence


def test_reasons_name_the_weeks_by_what_was_decided() -> None:
    assert headline(report_views.failing_view().report).reasons == (
        "Short, without your decision: week 9 (27 Jul – 2 Aug), week 20 (12–18 Oct) and week 23 (2–8 Nov).",
        "An offer was not answered in time: Data Engineer, Cedar Ledger.",
        "3 of 5 strikes.",
        "25 weeks so far: 20 met, 1 open, 3 short, 1 excused.",
    )


def test_short_weeks_that_were_acknowledged_are_on_record_with_the_day() -> None:
    """One is named in the first line; of several that says the number, and the reasons have each."""
    view = report_views.full_view()
    assert headline(view.report).reasons == ("25 weeks so far: 22 met, 1 open, 1 short, 1 excused.",)
    view = changed(view, standing="unfulfilled")
    assert headline(view.report).reasons[0] == (
        "On record as short: week 9 (27 Jul – 2 Aug), acknowledged 4 Aug."
    )


def test_not_fulfilled_says_why() -> None:
    view = changed(report_views.failing_view(), standing="unfulfilled")
    late = changed(LATE_OFFER, done=dt.date(2026, 11, 12))
    view = changed(
        view, obligations=tuple(late if case.label == late.label else case for case in view.obligations)
    )
    assert headline(view.report).cause == "3 weeks were short and one offer was answered late"


def test_an_ended_week_that_is_not_closed_is_not_forgotten() -> None:
    view = changed(report_views.full_view(), as_of=dt.date(2026, 11, 23))
    upcoming = view.weeks[25]
    view = changed(view, weeks=(*view.weeks[:25], changed(upcoming, verdict="partial")))
    assert (
        "Week 25 (16–22 Nov) has ended, is not closed yet and still needs "
        "Contacts (6 of 8) and Blog post (0 of 1)." in headline(view.report).reasons
    )


def test_a_week_that_could_not_be_read_is_named() -> None:
    view = this_week("unknown", "unknown")
    both = changed(view, weeks=(*view.weeks[:2], changed(view.weeks[2], verdict="unknown"), *view.weeks[3:]))
    head = headline(both.report)
    assert head.cause == "2 weeks were not judged, because a file could not be read"
    assert head.reasons[0].endswith(": week 3 (15–21 Jun) and week 25 (16–22 Nov).")
    on_track = headline(changed(view, standing="on-track").report)
    assert on_track.reasons[0] == "Not judged, because a file could not be read: week 25 (16–22 Nov)."
    readable = headline(changed(both, unreadable=()).report)
    assert readable.cause == "2 weeks were not judged, because something that decides it is not known"


def test_what_was_late_is_named_after_the_end_too() -> None:
    late = changed(report_views.full_view(), standing="unfulfilled", obligations=(LATE_OFFER,), findings=())
    assert headline(late.report).cause == (
        "week 9 (27 Jul – 2 Aug) was short and one offer was not answered in time"
    )


def test_after_the_search_short_weeks_wait_for_no_decision() -> None:
    view = report_views.failing_view()
    running, over = (
        headline(view.report).reasons[0],
        headline(changed(view, standing="hired").report).reasons[0],
    )
    assert running.startswith("Short, without your decision: week 9 (27 Jul – 2 Aug)")
    assert over.startswith("Short: week 9 (27 Jul – 2 Aug)")


def test_a_school_that_asks_nothing_by_the_week_is_not_called_met() -> None:
    view = report_views.on_track_view()
    bare = changed(view, weeks=tuple(changed(week, requirements=()) for week in view.weeks))
    said = headline(bare.report)
    assert said.line == "Week 25 of 26 (16–22 Nov) has no weekly requirements."
    assert not [reason for reason in said.reasons if "so far" in reason]
    page = report_page(bare.report, shipped_themes() / "_report").decode()
    assert "<p>There are no weekly requirements.</p>" in page
    assert 'class="strip"' not in page
