"""Exports read back by programs that are not ours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import vobject

from generator.export.ics import calendar
from generator.export.vcard import cards
from generator.export.xlsx import workbook
from generator.report.context import Report
from tests.support import report_views
from tests.support.reports import Made, changed

INJECTED = "ATTENDEE:mailto:eve@evil.example"
HOSTILE = (
    '=HYPERLINK("https://evil.example","x")',
    f"line\r\n{INJECTED}",
    f"line\n{INJECTED}\rEND:VEVENT\rEND:VCARD",
    f"line\u2028{INJECTED}\u0085END:VCARD\x0bBEGIN:VCARD",
    "a;b,c\\;d\\,e\\\\n:f\"g'h",
    "👩🏽‍🚀 ناهد \u202egnp.exe שלום",
    "nul\0 bell\x07 esc\x1b[31m half\ud800 \ufffe",
    "</t><f>1+1</f> &amp; ]]> _x003D_1+1",
    "é" * 200,
    "",
    " ",
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the lines above the header, the header, and the rows by the names of the columns."""

    top: tuple[Any, ...]
    header: tuple[Any, ...]
    rows: tuple[dict[str, Any], ...]


def book(data: bytes) -> Any:
    """The workbook, formulas as they were written."""
    return openpyxl.load_workbook(io.BytesIO(data))


def tab(view: Made, title: str) -> Tab:
    """One tab of the exported workbook, read back."""
    return tab_of(view.report, title)


def tab_of(report: Report, title: str) -> Tab:
    """The same of a report that was not made by hand."""
    page = book(workbook(report))[title]
    lines = [tuple(cell.value for cell in row) for row in page.iter_rows()]
    header = int(page.auto_filter.ref[1 : page.auto_filter.ref.index(":")])
    names = lines[header - 1]
    rows = tuple(dict(zip(names, line, strict=True)) for line in lines[header:])
    return Tab(tuple(line[0] for line in lines[: header - 1]), names, rows)


def events(view: Made) -> list[Any]:
    """The events of the exported calendar, read back."""
    return list(getattr(vobject.readOne(calendar(view.report).decode()), "vevent_list", ()))


def people(view: Made) -> list[Any]:
    """The exported cards, read back."""
    return list(vobject.readComponents(cards(view.report).decode()))


def lines(data: bytes) -> Iterator[bytes]:
    """The lines as they stand in the file, which must be no longer than 75 bytes and end with CRLF."""
    assert data.endswith(b"\r\n")
    for line in data[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        yield line


def one_contact(**fields: Any) -> Made:
    """A report with nothing but one contact, of whom `fields` are as given."""
    return changed(report_views.empty_view(), contacts=(contact(**fields),))


def contact(**fields: Any) -> Any:
    """A contact of whom `fields` are as given."""
    return changed(report_views.full_view(1).contacts[0], **fields)
