from __future__ import annotations

import datetime as dt

import pytest

from generator.model.calendar import Week
from generator.model.goal import Goal
from generator.model.signing_key import NOT_SIGNED
from generator.report import lists
from generator.report.charts import day_table
from tests.support import report_views, reports
from tests.support.reports import case, changed, contribution

FULL = report_views.full_view()
COPY = "this folder is a copy, not sam/job-search"


def test_posts_the_newest_first_with_why_one_did_not_count() -> None:
    rows = lists.posts(FULL.report)
    assert [row.day for row in rows[:2]] == ["19 Nov 2026", "12 Nov 2026"]
    assert rows[0].side == "444 words, draft"
    stolen = next(row for row in rows if "post-duplicate" in row.rules)
    assert (stolen.side, stolen.rules) == ("link or video, not counted: duplicate", ("post-duplicate",))


def test_a_post_without_a_web_address_has_no_link() -> None:
    row = changed(FULL.posts[0], published_url="blog/x/")
    assert lists.posts(changed(FULL, posts=(row,)).report)[0].href is None


def test_offers_tell_what_is_due_and_what_was_answered() -> None:
    waiting, contract = lists.offers(FULL.report)
    assert waiting.side == "full-time, in the field; answer due by 25 Nov 2026, in 3 days"
    assert contract.side == "part-time, in the field; declined 23 Sep 2026"
    assert lists.qualifying(FULL.report).endswith(
        "Backend Engineer, Northline Transit Software, received 16 Nov 2026."
    )
    assert lists.qualifying(report_views.empty_view().report) == "No full-time offer in the field so far."
    over = changed(FULL, qualifying_offer=None, as_of=dt.date(2026, 11, 28))
    assert lists.qualifying(over.report) == "No full-time offer in the field in the 180 days."


def test_what_is_late_is_marked() -> None:
    late = changed(FULL, as_of=dt.date(2026, 11, 26))
    assert [row.tone for row in lists.offers(late.report)] == ["bad", ""]
    assert [row.tone for row in lists.goals(FULL.report)] == ["", "", "bad"]


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal(title="g", measure="posts", target=12.0, current=2.5), "2.5 of 12: posts"),
        (
            Goal(title="g", measure="posts", target=12.0, done=reports.AS_OF),
            "0 of 12: posts; done 22 Nov 2026",
        ),
        (Goal(title="g", due=dt.date(2026, 11, 23)), "due tomorrow"),
        (Goal(title="g", measure="posts", current=3.0), "3: posts"),
        (Goal(title="g"), ""),
    ],
)
def test_goals(goal: Goal, words: str) -> None:
    assert lists.goals(changed(FULL, goals=(goal,)).report)[0].side == words


def test_coaching_the_newest_first_also_what_lies_ahead() -> None:
    sides = [row.side for row in lists.coaching(FULL.report)]
    assert sides == [
        "check-in, in 2 days",
        "message, answered 21 Oct 2026",
        "mock interview, late",
        "introduction at Tallgrass",
        "deliverable, completed 28 Jun 2026",
        "check-in, on time",
    ]


def test_decisions_are_never_hidden() -> None:
    rows = lists.decisions(report_views.failing_view().report)
    assert [(row.main, row.side) for row in rows] == [
        ("Acknowledged: Contacts, week 9 (27 Jul – 2 Aug)", f"by Dana Whitfield; {NOT_SIGNED}"),
        (
            "Excused: GitHub contributions, week 14 (31 Aug – 6 Sep)",
            f"by Dana Whitfield, until 31 Dec 2026; {NOT_SIGNED}",
        ),
        (
            "Excused: everything that the week asks, week 20 (12–18 Oct)",
            f"by Dana Whitfield, until 1 Nov 2026; {NOT_SIGNED}; has no effect",
        ),
    ]
    assert rows[2].tone == "bad"


def test_pauses() -> None:
    assert lists.pauses(FULL.report)[0].main == "Paused: 21 Dec 2026 – 3 Jan 2027"


def test_obligations_late_first_and_the_many_counted() -> None:
    slow = case("logged-promptly", "x", "p.yaml", 1, dt.date(2026, 6, 8), "unknown")
    cases = (
        *(changed(slow, line=line) for line in range(2, 60)),
        changed(slow, verdict="late", label="slow"),
    )
    (group,) = lists.obligations(changed(FULL, obligations=cases, history_unknown_because=COPY).report)
    assert group.summary == "1 late, 58 unknown"
    assert (group.cases[0].main, group.cases[0].tone) == ("slow", "bad")
    assert len(group.cases) == 1
    assert group.more == "When these were logged is unknown: this folder is a copy, not sam/job-search."
    new, odd = (
        changed(slow, unknown_because=why) for why in ("it is not committed yet", "git could not read it")
    )
    (group,) = lists.obligations(changed(FULL, obligations=(new, odd)).report)
    assert [row.side for row in group.cases] == [
        "unknown: it is not committed yet",
        "unknown: git could not read it",
    ]
    (group,) = lists.obligations(changed(FULL, obligations=(*[new] * 9, odd)).report)
    assert group.more == (
        "When these were logged is unknown: it is not committed yet (9); git could not read it (1)."
    )
    met = changed(slow, id="attendance", unknown_because="nobody has noted whether it took place")
    (group,) = lists.obligations(changed(FULL, obligations=(met,) * 9).report)
    assert group.more == "9 cases are unknown: nobody has noted whether it took place."
    (group,) = lists.obligations(changed(FULL, obligations=(*cases[-1:] * 50, *cases[:5])).report)
    assert (len(group.cases), group.more) == (40, "15 more cases: see report.json.")


def test_days_add_up_to_what_is_known() -> None:
    monday = reports.START
    days = (
        contribution(monday, 1, line=1),
        contribution(monday, 1, line=2),
        contribution(monday + dt.timedelta(days=6), 0, claimed=True, line=3),
        contribution(monday - dt.timedelta(days=1), 7, line=4),
    )
    table = day_table(changed(FULL, contributions=days).report)
    first = table.weeks[-1]
    assert (first.number, first.dates, first.total) == (1, "1–7 Jun", 2)
    assert [cell.figure for cell in first.days] == ["2", "", "", "", "", "", "0"]
    assert [cell.claimed for cell in first.days] == [False] * 6 + [True]
    assert table.columns == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert table.outside == "7 contributions on 1 day outside these weeks are not shown."


def test_weeks_that_begin_on_another_day_name_their_days() -> None:
    weeks = tuple(changed(week, week=Week(week.starts - dt.timedelta(days=1))) for week in FULL.weeks)
    assert day_table(changed(FULL, weeks=weeks).report).columns[0] == "Sun"
