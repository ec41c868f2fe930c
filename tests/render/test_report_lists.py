from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.render.report import lists
from generator.render.report.days import day_table
from generator.views.coach import DayRow, GoalRow, ObligationRow, PostRow
from tests.render import report_views, report_weeks

FULL = report_views.full_view()


def test_posts_the_newest_first_with_why_one_did_not_count() -> None:
    rows = lists.posts(FULL)
    assert [row.day for row in rows[:2]] == ["19 Nov 2026", "12 Nov 2026"]
    assert rows[0].side == "444 words, draft"
    stolen = next(row for row in rows if row.rules)
    assert (stolen.side, stolen.rules) == ("link or video, not counted: duplicate", ("post-duplicate",))


def test_a_post_without_a_web_address_has_no_link() -> None:
    row = PostRow("content/blog/x.md", report_weeks.AS_OF, "T", "blog/x/", 200, False, True, ())
    assert lists.posts(replace(FULL, posts=(row,)))[0].href is None


def test_offers_tell_what_is_due_and_what_was_answered() -> None:
    waiting, contract = lists.offers(FULL)
    assert waiting.side == "full-time, in the field; to be answered by 25 Nov 2026, in 3 days"
    assert contract.side == "part-time, in the field; declined 23 Sep 2026"
    assert lists.qualifying(FULL).endswith(
        "Backend Engineer, Northline Transit Software, received 16 Nov 2026."
    )
    assert lists.qualifying(report_views.empty_view()).startswith("No qualifying offer")


def test_what_is_late_is_marked() -> None:
    late = replace(FULL, as_of=dt.date(2026, 11, 26))
    assert [row.tone for row in lists.offers(late)] == ["bad", ""]
    assert [row.tone for row in lists.goals(FULL)] == ["", "", "bad"]


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (GoalRow("g", "", "posts", 12.0, 2.5, None, None), "2.5 of 12: posts"),
        (GoalRow("g", "", "posts", 12.0, None, None, report_weeks.AS_OF), "0 of 12: posts; done 22 Nov 2026"),
        (GoalRow("g", "", "", None, None, dt.date(2026, 11, 23), None), "due tomorrow"),
        (GoalRow("g", "", "posts", None, 3.0, None, None), "3: posts"),
        (GoalRow("g", "", "", None, None, None, None), ""),
    ],
)
def test_goals(goal: GoalRow, words: str) -> None:
    assert lists.goals(replace(FULL, goals=(goal,)))[0].side == words


def test_coaching_the_newest_first_also_what_lies_ahead() -> None:
    sides = [row.side for row in lists.coaching(FULL)]
    assert sides == [
        "check in, in 2 days",
        "message, answered 21 Oct 2026",
        "mock interview, late",
        "introduction at Tallgrass",
        "deliverable, completed 28 Jun 2026",
        "check in, on time",
    ]


def test_decisions_are_never_hidden() -> None:
    rows = lists.decisions(report_views.failing_view())
    assert [(row.main, row.side) for row in rows] == [
        ("acknowledged: contacts, 2026-W31", "by Dana Whitfield"),
        ("waived: github-contributions, 2026-W36", "by Dana Whitfield, until 31 Dec 2026"),
        ("waived: all requirements, 2026-W42", "by Dana Whitfield, until 1 Nov 2026; does not hold"),
    ]
    assert rows[2].tone == "bad"


def test_pauses() -> None:
    assert lists.pauses(FULL)[0].main == "paused 21 Dec 2026 – 3 Jan 2027"


def test_obligations_late_first_and_the_many_counted() -> None:
    case = ObligationRow("logged-promptly", "x", "p.yaml", 1, dt.date(2026, 6, 8), "unknown")
    cases = (
        *(replace(case, line=line) for line in range(2, 60)),
        replace(case, verdict="late", label="slow"),
    )
    (group,) = lists.obligations(replace(FULL, obligations=cases))
    assert group.summary == "1 late, 58 unknown"
    assert (group.cases[0].main, group.cases[0].tone) == ("slow", "bad")
    assert (len(group.cases), group.more) == (1, "58 more cases: see report.json."), "of whom nobody knows"
    (group,) = lists.obligations(replace(FULL, obligations=(*cases[-1:] * 50, *cases[:5])))
    assert (len(group.cases), group.more) == (40, "15 more cases: see report.json.")


def test_days_add_up_to_what_is_known() -> None:
    monday = report_weeks.START
    days = (
        DayRow(monday, 1, "recorded"),
        DayRow(monday, 1, "recorded"),
        DayRow(monday + dt.timedelta(days=6), 0, "claimed"),
        DayRow(monday - dt.timedelta(days=1), 7, "recorded"),
    )
    table = day_table(replace(FULL, days=days))
    first = table.weeks[-1]
    assert (first.week, first.total) == ("2026-W23", 2)
    assert [cell.figure for cell in first.days] == ["2", "", "", "", "", "", "0"]
    assert [cell.claimed for cell in first.days] == [False] * 6 + [True]
    assert table.columns == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert table.beside == "7 contributions on 1 day outside these weeks are not shown."


def test_weeks_that_begin_on_another_day_name_their_days() -> None:
    weeks = tuple(
        replace(week, starts=week.starts - dt.timedelta(days=1), ends=week.ends - dt.timedelta(days=1))
        for week in FULL.weeks
    )
    assert day_table(replace(FULL, weeks=weeks)).columns[0] == "Sun"
