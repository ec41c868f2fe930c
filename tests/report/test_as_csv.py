from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.as_csv import contacts_csv, safe_cell, weeks_csv
from tests.support import report_views, reports
from tests.support.reports import Made, changed

SIGNS = "=+-@＝＋－＠"
AT_THE_START = (*SIGNS, "\t", "\r", "\n", "\0")


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sign", AT_THE_START)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert safe_cell(f"{sign}1+1").startswith("'")
    assert not safe_cell(f"1{sign}").startswith("'")


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000", "\ufeff", "\u200b"])
def test_spaces_before_the_sign_do_not_help(space: str) -> None:
    assert safe_cell(f"{space}=1+1") == f"'{space}=1+1"


def test_a_separator_of_other_countries_starts_no_formula_inside_a_cell() -> None:
    assert safe_cell("x;=1+1") == "x;'=1+1"
    assert safe_cell("x\n@SUM(A1)") == "x\n'@SUM(A1)"


def test_plain_values_stay_as_they_are() -> None:
    assert safe_cell("Rosalind Achterberg; a friend - of hers") == "Rosalind Achterberg; a friend - of hers"
    assert [safe_cell(value) for value in (None, True, False, 8, reports.AS_OF)] == [
        "",
        "yes",
        "no",
        "8",
        "2026-11-22",
    ]


@given(st.text(), st.text(alphabet=[*SIGNS, "\t", "\r", "\n", "\0", " ", ";", ",", '"', "'", "a"]))
def test_no_text_becomes_a_formula(any_text: str, sly_text: str) -> None:
    view = report_views.full_view(1)
    contact = changed(view.contacts[0], summary=any_text, first_name=sly_text, evidence=(sly_text,))
    header, row = rows(contacts_csv(changed(view, contacts=(contact,)).report))
    assert len(row) == len(header)
    for cell in row:
        assert not cell.lstrip().startswith(AT_THE_START)
        # The same file, split by a reader that takes the semicolon for the separator.
        assert not any(part.startswith(tuple(SIGNS)) for part in cell.split(";"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=SIGNS)))
def test_what_holds_no_sign_is_read_back_unchanged(text: str) -> None:
    view = report_views.full_view(1)
    contact = changed(view.contacts[0], summary=text)
    header, row = rows(contacts_csv(changed(view, contacts=(contact,)).report))
    assert row[header.index("summary")] == text


def test_contacts_have_a_row_each_with_everything() -> None:
    view = report_views.full_view()
    header, *table = rows(contacts_csv(view.report))
    assert len(table) == len(view.contacts)
    first = dict(zip(header, table[8], strict=True))
    assert first["employer"] == "Apex Staffing Partners"
    assert (first["counted"], first["reasons"]) == ("no", "contact-external-recruiter")
    assert (first["date"], first["week"], first["line"]) == ("2026-06-03", "2026-W23", "89")


def test_weeks_have_three_columns_for_each_requirement() -> None:
    header, *table = rows(weeks_csv(report_views.full_view().report))
    assert header[:5] == ["week", "number", "starts", "ends", "verdict"]
    assert header[5:8] == ["contacts counted", "contacts needed", "contacts verdict"]
    assert len(table) == 26
    assert table[8] == [
        "2026-W31",
        "9",
        "2026-07-27",
        "2026-08-02",
        "short",
        "6",
        "8",
        "short",
        "1",
        "1",
        "met",
        "12",
        "5",
        "met",
    ]


def test_a_week_that_is_not_asked_a_requirement_leaves_its_cells_empty() -> None:
    view = report_views.full_view(1)
    bare = changed(view.weeks[0], requirements=())
    _, first, second, *_ = rows(weeks_csv(changed(view, weeks=(bare, *view.weeks[1:])).report))
    assert first[5:] == [""] * 9
    assert second[5] == "1"


def test_without_weeks_there_is_a_header() -> None:
    assert rows(weeks_csv(report_views.empty_view().report)) == [
        ["week", "number", "starts", "ends", "verdict"]
    ]


@pytest.mark.parametrize("view", [report_views.full_view(), report_views.hostile_view()])
def test_is_what_spreadsheets_open(view: Made) -> None:
    for data in (weeks_csv(view.report), contacts_csv(view.report)):
        assert data.startswith(b'\xef\xbb\xbf"')
        assert data.endswith(b'"\r\n')
        assert b"\0" not in data
