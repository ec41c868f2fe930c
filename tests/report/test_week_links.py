from __future__ import annotations

import pytest

from generator.core.resources import shipped_themes
from generator.report.formatting import week_links
from generator.report.page import report_page
from tests.support import report_views


def test_weeks_that_have_a_row_are_linked_and_no_others() -> None:
    made = week_links("Short: 2026-W31 and 2026-W48, not x2026-W31 or 2026-W310.", {"2026-W31"})
    assert made == ('Short: <a href="#2026-W31">2026-W31</a> and 2026-W48, not x2026-W31 or 2026-W310.')


@pytest.mark.parametrize("words", ['<b title="2026-W31">', "a & b 'c' 2026-W32", "nul\0", "half \ud800"])
def test_words_of_others_stay_words(words: str) -> None:
    made = str(week_links(words, {"2026-W31"}))
    assert "<b" not in made
    assert "\0" not in made
    assert "\ud800" not in made
    assert made.count("<") == made.count("<a ") * 2


def test_sentences_above_the_weeks_lead_to_them_and_links_say_where_they_lead() -> None:
    source = report_page(report_views.failing_view().report, shipped_themes() / "_report").decode()
    first = source[source.index("<h1") : source.index('<dl class="facts">')]
    assert '<a href="#2026-W47">2026-W47</a>' in first
    assert '<a class="see" href="#2026-W31">See 2026-W31</a>' in first
    assert '<a class="see" href="#findings">See findings</a>' in first
