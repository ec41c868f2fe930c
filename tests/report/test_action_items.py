from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Severity
from generator.model.verdict import JudgedObligation
from generator.report.action_items import ActionItem, action_items, decision_lines, yaml_text
from tests.support import report_views
from tests.support.reports import UNANSWERED, Made, changed, finding, record_of


def entries(lines: str) -> list[dict[str, Any]]:
    """The decisions in a file to which `lines` were pasted, all values as text."""
    read = yaml.load("decisions:\n" + lines, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    return list(read["decisions"])


def titles(view: Made) -> list[str]:
    return [need.title for need in action_items(view.report)]


def need(view: Made, title: str) -> ActionItem:
    return next(found for found in action_items(view.report) if found.title == title)


def test_a_quiet_week_needs_nothing() -> None:
    view = report_views.on_track_view()
    assert action_items(changed(view, obligations=(), decisions=(), findings=()).report) == ()


def test_all_kinds_in_their_order() -> None:
    assert titles(report_views.failing_view()) == [
        "Decide on week 9 (27 Jul – 2 Aug)",
        "Decide on week 20 (12–18 Oct)",
        "Decide on week 23 (2–8 Nov)",
        "An offer was not answered in time",
        "An offer needs an answer",
        "No answer to you for 22 days (since 31 Oct)",
        "Logged late",
        "A decision expired on 1 Nov 2026",
        "The terms differ from the built-in ones in 2 places",
    ]


def test_an_acknowledged_week_waits_for_nobody() -> None:
    assert not [title for title in titles(report_views.full_view()) if title.startswith("Decide")]


def test_an_open_offer_tells_its_day() -> None:
    found = need(report_views.full_view(), "An offer needs an answer")
    assert found.text == (
        "Backend Engineer, Northline Transit Software, by Wednesday 25 November 2026, in 3 days."
    )
    assert found.where == "offers/2026.yaml:9"


def test_the_lines_to_paste_decide_exactly_what_is_undecided() -> None:
    found = need(report_views.failing_view(), "Decide on week 20 (12–18 Oct)")
    assert found.text == "Short: Contacts (5 of 8) and Blog post (0 of 1)."
    for snippet, decision in zip(found.snippets, ("waived", "acknowledged"), strict=True):
        assert entries(snippet.lines) == [
            {
                "weeks": ["2026-W42"],
                "requirements": ["contacts", "blog-post"],
                "decision": decision,
                "reason": "",
                "by": "Dana Whitfield",
                "on": "2026-11-22",
            }
        ]


def test_a_late_obligation_that_is_an_error_can_be_decided_in_the_week_it_fell_due() -> None:
    found = need(report_views.failing_view(), "An offer was not answered in time")
    assert (
        "weeks: [2026-W46]\n    requirements: [offer-answer]\n    decision: waived" in found.snippets[0].lines
    )
    assert need(report_views.failing_view(), "No answer to you for 22 days (since 31 Oct)").snippets == ()


def test_after_the_search_nobody_is_asked_to_decide() -> None:
    view = changed(report_views.failing_view(), standing="hired")
    assert not [title for title in titles(view) if title.startswith("Decide")]


def test_many_cases_of_one_obligation_are_one_line() -> None:
    found = need(report_views.failing_view(), "Logged late")
    assert found.text.startswith("11 times, most recently ")
    assert found.where == "#obligations"


def test_a_decision_without_an_end_that_does_not_hold_is_void() -> None:
    view = report_views.failing_view()
    void = changed(view.decisions[-1], decision=changed(view.decisions[-1].decision, until=None))
    assert "A decision has no effect" in titles(changed(view, decisions=(void,)))


def test_loosened_terms_are_told_with_both_values() -> None:
    found = need(report_views.failing_view(), "The terms differ from the built-in ones in 2 places")
    assert found.text == "Contacts, minimum: 6 (built-in: 8); weeks, grace days: 3 (built-in: 0)."


def test_a_hostile_coach_cannot_add_lines() -> None:
    found = need(report_views.hostile_view(), "Decide on week 20 (12–18 Oct)")
    (entry,) = entries(found.snippets[0].lines)
    assert (entry["weeks"], entry["by"]) == (["2026-W42"], report_views.hostile_view().coach)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_from_the_lines(text: str) -> None:
    lines = decision_lines("waived", ("2026-W40",), (text, text), text, dt.date(2026, 11, 22))
    (entry,) = entries(lines)
    assert (entry["by"], entry["requirements"]) == (text, [text, text])
    assert len(lines.splitlines()) == 6


def test_plain_names_stay_readable() -> None:
    assert yaml_text("Dana Whitfield") == "Dana Whitfield"
    assert yaml_text("Zoë O'Neil: coach") == '"Zoë O\'Neil: coach"'
    assert yaml_text("no") == '"no"'
    assert yaml_text("") == '""'


def with_short_weeks(lacking: tuple[int, ...]) -> Made:
    """A search in which the contacts of as many weeks fell short, each with that many counted."""
    view = report_views.on_track_view()
    weeks = list(view.weeks)
    for index, counted in enumerate(lacking):
        contacts, *rest = weeks[index].requirements
        short = changed(contacts, counted=counted, verdict="short", acknowledged=False)
        weeks[index] = changed(weeks[index], verdict="short", requirements=(short, *rest))
    return changed(view, weeks=tuple(weeks), standing="off-track")


def test_many_short_weeks_are_told_together_and_decided_by_one_entry() -> None:
    assert [title for title in titles(with_short_weeks((5, 6, 7))) if title.startswith("Decide")] == [
        "Decide on week 1 (1–7 Jun)",
        "Decide on week 2 (8–14 Jun)",
        "Decide on week 3 (15–21 Jun)",
    ]
    (found,) = [
        need
        for need in action_items(with_short_weeks((5, 6, 7, 0)).report)
        if need.title.startswith("Decide")
    ]
    assert found.title == "Decide on 4 weeks"
    assert found.text == (
        "Short of Contacts. Week 1 (1–7 Jun): 5 of 8; week 2 (8–14 Jun): 6 of 8; "
        "week 3 (15–21 Jun): 7 of 8; week 4 (22–28 Jun): 0 of 8."
    )
    (entry,) = entries(found.snippets[0].lines)
    assert (entry["weeks"], entry["requirements"]) == (
        ["2026-W23", "2026-W24", "2026-W25", "2026-W26"],
        ["contacts"],
    )


def test_an_appointment_says_how_it_was_kept_and_is_news_for_four_weeks() -> None:
    view = report_views.full_view(1)
    meeting = next(row for row in view.coaching if row.kind == "check-in")

    def told(attended: str, days: int) -> list[tuple[str, str]]:
        day = view.as_of - dt.timedelta(days=days)
        row = changed(meeting, attended=attended, date=day, path="c.yaml", line=5)
        late = JudgedObligation.about("attendance", changed(row, title="Plans"), day, "late")
        found = action_items(changed(view, coaching=(row,), obligations=(late,)).report)
        return [(need.title, need.text) for need in found if need.where == "c.yaml:5"]

    assert told("late", 2) == [("An appointment started late", "Plans, 20 Nov 2026, 2 days ago.")]
    assert told("missed", 28) == [("An appointment was missed", "Plans, 25 Oct 2026, 28 days ago.")]
    assert told("missed", 29) == []


def test_all_messages_that_wait_for_an_answer_are_one_item() -> None:
    """The graduate owes an answer by two obligations and twice: the coach reads it once."""
    view = report_views.full_view(1)
    first = changed(UNANSWERED, date=dt.date(2026, 10, 4))
    second = changed(UNANSWERED, date=dt.date(2026, 11, 9), title="Still there?", line=50)
    due = dt.date(2026, 11, 12)
    owed = [
        JudgedObligation.about(name, message, due, "late")
        for name in ("coach-answer", "coach-silence")
        for message in (first, second)
    ][:-1]
    found = [
        need for need in action_items(changed(view, obligations=tuple(owed)).report) if "answer" in need.title
    ]
    assert [(need.title, need.text) for need in found] == [
        ("No answer to you for 49 days (since 4 Oct)", "Are you well? (4 Oct) and Still there? (9 Nov).")
    ]
    answered = JudgedObligation.about(
        "coach-answer", changed(first, answered=due), dt.date(2026, 10, 7), "late", due
    )
    found = [
        need for need in action_items(changed(view, obligations=(answered,)).report) if "answer" in need.title
    ]
    assert [(need.title, need.text) for need in found] == [
        ("Your message was not answered in time", "Are you well?, due 7 Oct 2026, done 12 Nov 2026.")
    ]


def test_what_was_logged_late_says_of_which_day_and_when() -> None:
    view = report_views.full_view(1)
    record = changed(record_of(view.contacts[0]), date=dt.date(2026, 6, 1))
    late = JudgedObligation.about(
        "logged-promptly", record, dt.date(2026, 6, 8), "late", dt.date(2026, 11, 30)
    )
    found = need(changed(view, obligations=(late,)), "Logged late")
    assert found.text == f"{record.label}, of 1 Jun, logged 30 Nov."


def test_an_obligation_that_the_terms_leave_out_is_told_in_words() -> None:
    view = report_views.failing_view()
    rows = (("obligations.attendance", "—", "there"), ("obligations.tea-with-alumni", "there", "—"))
    found = need(
        changed(view, commitment=changed(view.commitment, differs=rows)),
        "The terms differ from the built-in ones in 2 places",
    )
    assert found.text == (
        "Appointments are not asked for (built-in: asked for); "
        "Tea with alumni are asked for (built-in: not asked for)."
    )


def test_errors_that_an_item_above_is_about_are_not_told_again() -> None:
    view = report_views.failing_view()
    assert not [title for title in titles(view) if "the build" in title]
    broken = changed(finding("yaml-syntax"), severity=Severity.ERROR)
    assert (
        need(changed(view, findings=(*view.findings, broken)), "1 more error stops the build").text
        == "yaml-syntax."
    )
    view = changed(report_views.on_track_view(), findings=(broken, changed(broken, line=7)))
    assert need(view, "2 errors stop the build").text == "yaml-syntax (2)."
