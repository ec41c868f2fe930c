from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.xlsx import MAX_UNITS, lines_of, workbook
from tests.support import report_views
from tests.support.exports import HOSTILE, book, one_contact, tab
from tests.support.hypothesis_profile import examples
from tests.support.reports import Made, changed, record_of

TABS = ["Dashboard", "Job Search Activity", "Commits & Blog Posts", "One-to-ones", "Offers", "Goals"]
GREEN, RED, AMBER = "00C6EFCE", "00FFC7CE", "00FFEB9C"


def test_has_the_tabs_that_coaches_know() -> None:
    read = book(workbook(report_views.full_view().report))
    assert read.sheetnames == TABS
    for page in read:
        header = int(page.freeze_panes[1:]) - 1
        assert [cell.font.bold for cell in page[header]] == [True] * page.max_column
        assert page.print_title_rows == f"${header}:${header}"
        assert all(6 <= column.width <= 60 for column in page.column_dimensions.values())


def test_the_standing_stands_on_top() -> None:
    top = tab(report_views.failing_view(), "Dashboard").top
    assert top[0] == "Amara Okafor, Software engineering, as of 22 Nov 2026"
    assert top[1].startswith("Off track: ")
    assert (
        "Short, without your decision: week 9 (27 Jul – 2 Aug), week 20 (12–18 Oct) and week 23 (2–8 Nov)."
        in top
    )


def test_weeks_are_green_and_red_and_say_so() -> None:
    page = book(workbook(report_views.failing_view().report))["Dashboard"]
    names = [cell.value for cell in page[int(page.freeze_panes[1:]) - 1]]
    verdicts = [location for location, name in enumerate(names) if "erdict" in name]
    seen = set()
    for row in page.iter_rows(min_row=int(page.freeze_panes[1:])):
        for location in verdicts:
            seen.add(
                (
                    row[location].value,
                    row[location].fill.fgColor.rgb if row[location].fill.fill_type else None,
                )
            )
        for location in verdicts[1:]:
            assert row[location - 2].fill.fgColor.rgb == row[location].fill.fgColor.rgb
    assert seen >= {("met", GREEN), ("short", RED), ("excused", None), ("open", None), ("upcoming", None)}


def test_an_acknowledged_week_is_neither_green_nor_red() -> None:
    view = report_views.full_view()
    week = view.weeks[8]
    seen = tuple(changed(one, acknowledged=one.verdict == "short") for one in week.requirements)
    page = book(workbook(changed(view, weeks=(changed(week, requirements=seen),)).report))["Dashboard"]
    cells = {cell.value: cell.fill.fgColor.rgb for cell in page[page.max_row]}
    assert cells["short"] == cells["short, acknowledged"] == AMBER


def test_every_week_and_every_number_is_there() -> None:
    view = report_views.full_view()
    rows = tab(view, "Dashboard").rows
    assert [row["Week"] for row in rows] == [week.number for week in view.weeks]
    assert [row["ISO week"] for row in rows] == [week.name for week in view.weeks]
    assert rows[0]["From"] == dt.datetime(2026, 6, 1)  # noqa: DTZ001 - a spreadsheet's day has no zone
    assert (rows[0]["Contacts"], rows[0]["Contacts: needed"], rows[0]["Contacts: verdict"]) == (8, 8, "met")


def test_contacts_have_a_row_each_with_the_reasons() -> None:
    view = report_views.full_view()
    rows = tab(view, "Job Search Activity").rows
    assert len(rows) == len(view.contacts)
    recruiters = [row for row in rows if row["Employer"] == "Apex Staffing Partners"]
    assert {(row["Counted"], row["Why not"]) for row in recruiters} == {("no", "external recruiter")}
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)
    first = next(row for row in rows if row["Where"].endswith("2026-W23.yaml:12"))
    assert first["Evidence"].splitlines() == [proof.text for proof in record_of(view.contacts[1]).evidence]


def test_work_is_posts_and_commits_and_what_designers_do() -> None:
    view = report_views.full_view()
    rows = tab(view, "Commits & Blog Posts").rows
    assert {row["What"] for row in rows} == {"Blog post", "Draft", "GitHub contributions"}
    assert [row["Where"] for row in rows if row["Words"] is not None] == [
        post.origin.path for post in view.posts
    ]
    assert {row["Which"] for row in rows if row["What"] == "GitHub contributions"} == {
        "5 commits (github-events)"
    }
    design = tab(report_views.design_view(), "Commits & Blog Posts").rows
    assert [row["Why not"] for row in design if row["What"] == "Design activity"] == [
        None,
        "page not approved",
    ]


def test_calls_offers_and_goals_are_there() -> None:
    view = report_views.full_view()
    assert tab(view, "One-to-ones").rows[0]["Title"] == "First check-in"
    offer = tab(view, "Offers").rows[1]
    assert (offer["Employer"], offer["Full-time"]) == ("Northline Transit Software", "yes")
    assert offer["Answer by"].date() == dt.date(2026, 11, 25)
    assert tab(view, "Goals").rows[0]["Target"] == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_a_formula_or_breaks_the_file(words: str) -> None:
    view = one_contact(first_name=words, summary=words, employer=words, evidence=(words,), next_step=words)
    page = book(workbook(changed(view, name=words).report))["Job Search Activity"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    if words.isprintable() and "_x" not in words:
        assert page.cell(2, 3).value == (words or None)


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠'"))
def test_a_sign_at_the_start_survives_an_edit_as_text(sign: str) -> None:
    page = book(workbook(one_contact(title=f"{sign}1+1", employer="plain").report))["Job Search Activity"]
    title, employer = page.cell(2, 5), page.cell(2, 6)
    assert (title.value, title.data_type, title.quotePrefix) == (f"{sign}1+1", "s", True)
    assert not employer.quotePrefix


def test_what_looks_like_an_escape_is_what_was_written() -> None:
    data = workbook(one_contact(summary="_x000A_ and _x1").report)
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert b"_x005F_x000A_ and _x1" in parts.read("xl/worksheets/sheet2.xml")


def test_a_text_longer_than_a_cell_is_cut() -> None:
    value = tab(one_contact(summary="👩" * 20_000), "Job Search Activity").rows[0]["Summary"]
    assert len(value.encode("utf-16-le")) <= 2 * MAX_UNITS
    assert value.endswith("👩…")


@examples(25)
@given(st.text())
def test_any_text_at_all_can_be_exported(words: str) -> None:
    assert book(workbook(one_contact(summary=words).report))["Job Search Activity"].cell(2, 10).data_type in (
        "s",
        "n",
    )


@pytest.mark.parametrize(
    "view", [report_views.empty_view(), report_views.full_view(), report_views.hostile_view()]
)
def test_the_same_view_gives_the_same_bytes_with_the_day_of_judging(view: Made) -> None:
    data = workbook(view.report)
    assert data == workbook(view.report)
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert {part.date_time for part in parts.infolist()} == {(2026, 11, 22, 0, 0, 0)}
    core = parts.read("docProps/core.xml").decode()
    assert core.count("2026-11-22T00:00:00Z") == 2


def test_nothing_outside_is_referred_to() -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook(report_views.hostile_view().report)))
    assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]
    assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]


def test_an_empty_search_has_all_tabs() -> None:
    view = report_views.empty_view()
    assert book(workbook(view.report)).sheetnames == TABS
    assert [tab(view, title).rows for title in TABS] == [()] * len(TABS)
    assert tab(view, "Dashboard").top[1] == "Not started. No start date is set, so nothing is required yet."


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", 1),
        ("one", 1),
        ("nine char", 1),
        ("ten charac", 2),
        ("a\nb\n\nc", 4),
        ("x" * 27, 3),
        ("東京東京東京", 2),
    ],
)
def test_a_row_is_as_high_as_its_longest_text_needs(words: str, lines: int) -> None:
    assert lines_of(words, 10) == lines
