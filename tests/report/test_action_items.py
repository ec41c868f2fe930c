from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import generator.report
from generator.core.diagnostics import Severity
from generator.model.calendar import DAY
from generator.model.signing_key import Signature
from generator.model.trust import Compared, Difference
from generator.model.verdict import JudgedObligation
from generator.report.action_items import ActionItem, Kind, action_items, decision_lines, yaml_text
from tests.support import report_views
from tests.support.reports import AS_OF, UNANSWERED, Made, case, changed, finding, record_of


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
        "An offer needs an answer",
        "No answer to you for 22 days (since 31 Oct)",
        "The terms differ from the built-in ones in 2 places",
        "Decide on week 9 (27 Jul – 2 Aug)",
        "Decide on week 20 (12–18 Oct)",
        "Decide on week 23 (2–8 Nov)",
        "An offer was not answered in time",
        "Logged late",
        "A decision expired on 1 Nov 2026",
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
                "reason": "Decided with the report of 22 Nov 2026",
                "by": "Dana Whitfield",
                "on": "2026-11-22",
            }
        ]


def test_a_late_obligation_that_is_an_error_can_be_decided_in_the_week_it_fell_due() -> None:
    found = need(report_views.failing_view(), "An offer was not answered in time")
    assert (
        "weeks: [2026-W46]\n    requirements: [offer-answer]\n    decision: waived" in found.snippets[0].lines
    )
    assert found.snippets[0].command == (
        'weekproof coach decide 24 --waive --requirement offer-answer --reason "…"'
    )
    ask = need(report_views.failing_view(), "No answer to you for 22 days (since 31 Oct)").snippets
    assert [(snippet.command[:28], snippet.lines) for snippet in ask] == [
        ("weekproof coach note message", "")
    ]


def test_after_the_search_nobody_is_asked_to_decide() -> None:
    view = changed(report_views.failing_view(), standing="hired")
    assert not [title for title in titles(view) if title.startswith("Decide")]


def test_once_the_search_has_ended_what_was_late_is_on_record() -> None:
    view = report_views.failing_view()
    assert {item.kind for item in action_items(view.report)} >= {"obligation-late", "offer-open", "no-answer"}
    window = view.window
    assert window is not None
    over = changed(view, standing="unfulfilled", as_of=window.end + 40 * DAY)
    for ended in (changed(view, standing="hired"), over):
        kinds = {item.kind for item in action_items(ended.report)}
        assert kinds <= {"terms-differ", "short-week", "decision-void", "errors"}


def test_weeks_in_a_row_with_the_same_figures_are_told_together() -> None:
    view = report_views.failing_view()
    weeks = []
    for week in view.weeks:
        if week.number in (3, 4, 5, 7):
            lack = changed(week.requirements[0], verdict="short", counted=0 if week.number < 6 else 2)
            week = changed(week, verdict="short", requirements=(lack, *week.requirements[1:]))
        weeks.append(week)
    item = need(changed(view, weeks=tuple(weeks)), "Decide on 6 weeks")
    assert item.text.startswith(
        "Short of Contacts. Weeks 3 to 5 (15 Jun – 5 Jul): 0 of 8; week 7 (13–19 Jul): 2 of 8; week 9"
    )


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
        == "m (p.yaml:1)"
    )
    others = [changed(broken, message=f"{letter}.") for letter in "abcd"]
    view = changed(report_views.on_track_view(), findings=(broken, changed(broken, line=7), *others))
    assert need(view, "6 errors stop the build").text == (
        "m (p.yaml:1 and 1 more) a. (p.yaml:1) b. (p.yaml:1) And 2 more."
    )


def test_past_appointments_that_nobody_noted_are_asked_for() -> None:
    view = changed(report_views.on_track_view(), decisions=(), findings=())
    past = case("attendance", "Week 24", "content/private/coaching/2026.yaml", 9, AS_OF - 9 * DAY, "unknown")
    one = need(changed(view, obligations=(past,)), "Nobody noted whether an appointment took place")
    assert (one.text, one.where) == ("Week 24, Fri 13 Nov.", "coaching/2026.yaml:9")
    assert (one.kind, one.since, one.snippets[0].lines.strip()) == (
        "appointment-not-noted",
        dt.date(2026, 11, 13),
        "attended: on-time",
    )
    later = changed(past, label="Mock", line=20, due=AS_OF - 2 * DAY)
    both = need(changed(view, obligations=(later, past)), "Nobody noted whether 2 appointments took place")
    assert both.text == (
        "Week 24, Fri 13 Nov (coaching/2026.yaml:9); Mock, Fri 20 Nov (coaching/2026.yaml:20)."
    )


def test_what_differs_from_what_was_pinned_comes_first() -> None:
    compared = Compared(
        dt.date(2026, 6, 1),
        (
            Difference("key", "amara (SHA256:x)", None),
            Difference("terms.requirements.blog-post.min_words", "10", "75"),
            Difference("terms.window.days", None, "180"),
            Difference("start", "2026-06-08", "2026-06-01"),
        ),
    )
    view = changed(report_views.failing_view(), compared=compared)
    first = action_items(view.report)[0]
    assert (first.kind, first.since) == ("differs-from-pinned", dt.date(2026, 6, 1))
    assert first.message == (
        "4 things differ from what you pinned on 1 Jun 2026. "
        "A key that you did not pin may sign here: amara (SHA256:x); blog post, min words: 10 (pinned: 75); "
        "window, days: not set (pinned: 180); First day of the search: 8 Jun 2026 (pinned: 1 Jun 2026)."
    )
    # Terms are then compared with what was pinned, not with the built-in ones.
    assert not [title for title in titles(view) if title.startswith("The terms differ")]
    assert action_items(changed(view, compared=Compared(compared.pinned)).report)[0].kind == "offer-open"


@pytest.mark.parametrize(
    ("signature", "void", "title", "words"),
    [
        (
            Signature("tampered", "SHA256:x", "dana"),
            True,
            "Your decisions have no effect",
            "was changed after",
        ),
        (Signature("missing"), True, "Your decisions have no effect", "anyone who can write"),
        (Signature("other key", "SHA256:x"), False, "The settings do not say which key may sign", "SHA256:x"),
        (Signature("tampered", "SHA256:x"), False, "The settings do not say which key may sign", "changed"),
        (Signature("missing"), False, "", ""),
        (None, False, "", ""),
    ],
)
def test_who_could_have_written_the_decisions(
    signature: Signature | None, void: bool, title: str, words: str
) -> None:
    view = changed(report_views.full_view(), signature=signature, decisions_void=void)
    found = [item for item in action_items(view.report) if item.kind == "signature"]
    assert [item.title for item in found] == ([title] if title else [])
    assert all(words in item.text for item in found)


def test_every_item_says_what_programs_need() -> None:
    """A kind of the schema, a message in a line, no ISO date or week in it, and a day if it has one."""
    schema = json.loads((Path(generator.report.__path__[0]) / "report.schema.json").read_text("utf-8"))
    kinds = set(schema["$defs"]["need"]["properties"]["kind"]["enum"])
    assert kinds == set(get_args(Kind))
    for view in (report_views.failing_view(), report_views.full_view(), report_views.design_view()):
        for item in action_items(view.report):
            assert item.kind in kinds
            assert "\n" not in item.message
            assert not re.search(r"\d{4}-(W\d\d|\d\d-\d\d)", item.message), item.message
            assert not any(terms.id in item.message for terms in view.commitment.obligations)
            assert item.kind in ("terms-differ", "errors") or item.since is not None, item
