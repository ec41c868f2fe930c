from __future__ import annotations

import pytest

from generator.core.resources import shipped_themes
from generator.report.formatting import week_links
from generator.report.page import report_page
from tests.support import report_views
from tests.support.reports import changed, finding

WEEK = {"week 9 (27 Jul – 2 Aug)": "2026-W31"}


def test_weeks_that_have_a_row_are_linked_and_no_others() -> None:
    said = (
        "Week {0} was short, week 9 of 26 (27 Jul – 2 Aug) too; not week 9 (3–9 Aug), a week 9 or xweek {0}."
    )
    made = week_links(said.format("9 (27 Jul – 2 Aug)"), WEEK)
    assert made == (
        '<a href="#2026-W31">Week 9 (27 Jul – 2 Aug)</a> was short, '
        '<a href="#2026-W31">week 9 of 26 (27 Jul – 2 Aug)</a> too; '
        "not week 9 (3–9 Aug), a week 9 or xweek 9 (27 Jul – 2 Aug)."
    )


@pytest.mark.parametrize(
    "words", ['<b title="week 9 (27 Jul – 2 Aug)">', "a & b 'c' week 10 (3–9 Aug)", "nul\0", "half \ud800"]
)
def test_words_of_others_stay_words(words: str) -> None:
    made = str(week_links(words, WEEK))
    assert "<b" not in made
    assert "\0" not in made
    assert "\ud800" not in made
    assert made.count("<") == made.count("<a ") * 2


def test_sentences_above_the_weeks_lead_to_them_and_links_say_where_they_lead() -> None:
    view = report_views.failing_view()
    view = changed(view, findings=(*view.findings, finding("yaml-syntax", "Broken.", "error")))
    source = report_page(view.report, shipped_themes() / "_report").decode()
    first = source[source.index("<h1") : source.index('<dl class="facts">')]
    assert '<a href="#2026-W47">Week 25 of 26 (16–22 Nov)</a>' in first
    assert '<a class="see" href="#2026-W31">See the week</a>' in first
    assert '<a class="see" href="#findings">See findings</a>' in first
