"""The weeks show work, never need."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.public.view import KindCount, ProgressView
from generator.site.week_strip import LEVELS, made_words, strip
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import full_site, full_view, rendered, text_of


def table_of(file: str, mode: str = "work") -> str:
    site = full_site() if mode == "work" else rendered(full_view(progress=site_views.progress(mode)))
    return text_of(site, file).partition('<table class="strip">')[2].partition("</table>")[0]


def counted(**changes: object) -> ProgressView:
    return replace(site_views.progress(), **changes)  # type: ignore[arg-type]  # the caller names fields


@pytest.mark.parametrize("file", ["index.html", "progress/index.html"])
def test_the_strip_is_a_table_with_a_caption_a_column_per_week_and_two_rows(file: str) -> None:
    page = Page(f"<table>{table_of(file)}</table>")
    assert not page.trouble
    assert len([head for head in page.all("th") if head["scope"] == "col"]) == 25
    assert len([head for head in page.all("th") if head["scope"] == "row"]) == 2
    assert page.text.startswith("24 posts and 418 public contributions in 25 weeks, verified automatically .")
    assert "Week of 1 Jun" in page.text


def test_a_week_without_is_an_empty_cell_and_no_word_says_why() -> None:
    for row in table_of("index.html").split("<tr>")[2:]:
        cells = re.findall(r"<td>(.*?)</td>", row)
        assert len(cells) == 25
        assert [index for index, cell in enumerate(cells) if not cell] == [2]
    pages = [Page(text_of(full_site(), file)).text for file in full_site().files if file.endswith(".html")]
    words = re.compile(
        r"\b(missed|waived|excused|paused|short|failed|skipped|streak|not met)\b", re.IGNORECASE
    )
    assert not any(words.search(text) for text in pages)


def test_cells_are_read_aloud_as_what_was_done() -> None:
    table = table_of("index.html")
    assert '<span class="vh">1 post</span>' in table
    assert '<span class="vh">29 public contributions</span>' in table


def test_in_full_there_is_a_row_of_contacts_as_numbers_and_the_weeks_met() -> None:
    page = Page(f"<table>{table_of('index.html', 'full')}</table>")
    assert len([head for head in page.all("th") if head["scope"] == "row"]) == 3
    assert "Requirements met in 24 of 25 weeks." in page.text
    assert table_of("index.html", "full").count('<b aria-hidden="true">8</b>') == 24
    assert "Requirements met" not in table_of("index.html")


def test_contacts_are_shown_only_in_full() -> None:
    shown = site_views.progress("full")
    site = rendered(full_view(progress=replace(shown, mode="work")))  # a view that says more than it may
    for file in ("index.html", "progress/index.html"):
        assert "contact" not in text_of(site, file).partition("<main")[2].partition("<footer")[0].lower()


def test_without_progress_there_is_neither_page_nor_strip() -> None:
    site = rendered(full_view(progress=None))
    assert "progress/index.html" not in site.files
    for file in site.files:
        if file.endswith(".html"):
            assert 'class="strip"' not in text_of(site, file)
            assert "progress/" not in text_of(site, file)


def test_a_search_whose_first_week_has_not_begun_has_no_strip() -> None:
    site = rendered(full_view(progress=counted(weeks=(), total_writing=0, total_making=0)))
    assert "progress/index.html" not in site.files
    assert 'class="strip"' not in text_of(site, "index.html")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "24 posts and 418 public contributions in 25 weeks"),
        ({"total_writing": 1, "total_making": 1}, "1 post and 1 public contribution in 25 weeks"),
        ({"total_writing": 0}, "418 public contributions in 25 weeks"),
        ({"total_making": 0}, "24 posts in 25 weeks"),
        ({"total_writing": 0, "total_making": 0}, "25 weeks so far"),
        (
            {"total_making": 1, "making_label": "design activities"},
            "24 posts and 1 design activity in 25 weeks",
        ),
        ({"total_making": 1312}, "24 posts and 1,312 public contributions in 25 weeks"),
        ({"weeks": site_views.weeks()[:1]}, "24 posts and 418 public contributions in 1 week"),
    ],
)
def test_the_sentence_counts_what_is_there(changes: dict[str, object], sentence: str) -> None:
    assert strip(counted(**changes)).sentence == sentence


def test_heights_are_in_proportion_and_the_least_still_shows() -> None:
    weeks = tuple(replace(site_views.weeks()[0], making=value) for value in (0, 1, 10, 50, 100))
    rows = strip(counted(weeks=weeks)).rows
    assert [cell.level for cell in rows[1].cells] == [0, 1, 1, 5, LEVELS]
    assert {cell.level for cell in rows[0].cells} == {LEVELS}


def test_a_column_says_its_days_and_what_was_done_in_them() -> None:
    columns = strip(site_views.progress()).columns
    assert [column.number for column in columns[:2]] == [1, 2]
    assert columns[0].words == "1–7 Jun: 1 post, 5 public contributions"
    assert columns[2].words == "15–21 Jun"  # nothing is said of a week that shows nothing


def test_a_designers_weeks_have_a_row_for_each_kind_of_design_work_of_one_measure() -> None:
    first, second = (replace(week, making=1) for week in site_views.weeks()[:2])
    weeks = (
        replace(first, making=4, design=(KindCount("design-challenge", 1), KindCount("track-module", 3))),
        replace(second, design=(KindCount("extra-credit", 1),)),
    )
    designed = counted(weeks=weeks, making_label="design activities", total_making=5, total_writing=2)
    drawn = strip(designed)
    rows = {row.label: [cell.level for cell in row.cells] for row in drawn.rows}
    assert rows == {"Writing": [10, 10], "Challenges": [4, 0], "Modules": [10, 0], "Exercises": [0, 4]}
    assert drawn.rows[1].cells[0].words == "1 design challenge"
    assert [(figure.value, figure.what) for figure in drawn.figures] == [
        ("2", "posts"),
        ("1", "design challenge"),
        ("3", "design modules"),
        ("1", "design exercise"),
        ("2", "weeks"),
    ]
    assert made_words(weeks[0], "design activities") == "1 design challenge and 3 design modules"
    site = rendered(full_view(progress=designed))
    page = Page(text_of(site, "progress/index.html"))
    assert not page.trouble
    assert "1 design challenge and 3 design modules" in page.text


def test_the_sums_stand_above_the_weeks_and_contacts_only_in_full() -> None:
    assert [figure.what for figure in strip(site_views.progress()).figures] == [
        "posts",
        "public contributions",
        "weeks",
    ]
    assert "contacts" in [figure.what for figure in strip(site_views.progress("full")).figures]
    page = text_of(full_site(), "progress/index.html")
    assert page.index('class="results sums"') < page.index('<table class="strip">')


def test_every_height_is_drawn_by_the_style_sheet() -> None:
    sheet = text_of(full_site(), "assets/base.css")
    drawn = {int(level) for level in re.findall(r'i\[data-level="(\d+)"\]', sheet)}
    assert drawn == set(range(1, LEVELS + 1))


def test_months_are_named_where_they_begin_and_a_short_first_one_gives_way() -> None:
    months = [column.month for column in strip(site_views.progress()).columns]
    assert [month for month in months if month] == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert months[5] == "Jul"
    late = strip(counted(weeks=site_views.weeks()[4:])).columns  # begins with the last week of June
    assert [column.month for column in late][:2] == ["", "Jul"]


def test_the_page_of_the_weeks_says_in_words_what_the_strip_draws() -> None:
    page = text_of(full_site(), "progress/index.html")
    ledger = Page(
        "<table>" + page.partition('<table class="ledger">')[2].partition("</table>")[0] + "</table>"
    )
    assert not ledger.trouble
    assert {"href": "../blog/first/"} in ledger.all("a")
    assert {"href": "https://writing.example/far", "rel": "noopener"} in ledger.all("a")
    assert ledger.text.index("16–22 Nov") < ledger.text.index("1–7 Jun")
    assert "29 Jun – 5 Jul" in ledger.text
