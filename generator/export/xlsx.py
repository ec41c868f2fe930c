"""The workbook as Office Open XML.

Texts of users are typed as text and stay text: no cell becomes a formula, not even when it is edited. The
same report gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from generator.core.text import is_wide
from generator.export.sheets import Sheet, Tone, ToneValue, Value, sheets
from generator.export.stable_ids import clean_text, one_line
from generator.report.context import Report

# The most that a cell may hold, in UTF-16 code units.
MAX_UNITS = 32_767
# The height of a line in points, and the most lines that a row shows; the rest is cut off from view.
LINE_HEIGHT, MAX_LINES = 15, 20
# Background and text colours, as in the cell styles of spreadsheets.
_COLOURS: Mapping[Tone, tuple[str, str]] = {
    "good": ("C6EFCE", "006100"),
    "bad": ("FFC7CE", "9C0006"),
    "doubt": ("FFEB9C", "7F4F00"),
}
_DAY_FORMAT = "yyyy-mm-dd"
# Editing a cell parses it again, and then one of these at the start makes a text a formula.
_STARTS_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠']")
# In these files `_x000A_` is an escape; in our texts it is literal.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def workbook(report: Report) -> bytes:
    """All sheets as one file."""
    return workbook_of(sheets(report), report.portfolio.graduate.name, report.generator, report.as_of)


def workbook_of(sheets: Sequence[Sheet], title: str, creator: str, day: dt.date) -> bytes:
    """A workbook with these sheets, as of a day."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(sheet, book.create_sheet(sheet.title))
    book.properties.creator, book.properties.title = one_line(creator), one_line(title)
    created = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format has no zones
    book.properties.created = book.properties.modified = created
    return _zipped(book, day)


def _styles() -> list[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    styles = [NamedStyle("text", alignment=top), NamedStyle("day", alignment=top, number_format=_DAY_FORMAT)]
    for tone, (background, text_colour) in _COLOURS.items():
        fill = PatternFill("solid", fgColor=background)
        styles.append(NamedStyle(tone, alignment=top, fill=fill, font=Font(color=text_colour)))
    return styles


def _write(sheet: Sheet, page: Worksheet) -> None:
    for number, line in enumerate(sheet.top):
        cell = _cell(page, line)
        cell.alignment = Alignment(wrap_text=False)
        cell.font = Font(bold=number < 2)
        page.append([cell])
    header = len(sheet.top) + 2 if sheet.top else 1
    if sheet.top:
        page.append([])
    page.append(_header(sheet, page))
    _fit(page, header, [column.title for column in sheet.columns], sheet)
    for row_number, row in enumerate(sheet.rows, start=header + 1):
        page.append([_cell(page, value) for value in row])
        _fit(page, row_number, row, sheet)
    _lay_out(sheet, page, header)


def _fit(page: Worksheet, row_number: int, row: Sequence[Value], sheet: Sheet) -> None:
    """Set a row's height for its longest text, because not every program does."""
    plain_values = (value.value if isinstance(value, ToneValue) else value for value in row)
    lines = (
        lines_of(value, column.width)
        for value, column in zip(plain_values, sheet.columns, strict=True)
        if isinstance(value, str)
    )
    page.row_dimensions[row_number].height = LINE_HEIGHT * min(max(lines, default=1), MAX_LINES)


def lines_of(text: str, width: int) -> int:
    """The number of lines of a text in a column of `width` characters, at least one."""
    line_width = max(width - 1, 1)
    return sum(max(len(textwrap.wrap(_double_wide(line), line_width)), 1) for line in text.split("\n"))


def _double_wide(line: str) -> str:
    """The line with each wide character doubled, so that its length is its width."""
    if line.isascii():
        return line
    return "".join(letter * 2 if is_wide(letter) else letter for letter in line)


def _header(sheet: Sheet, page: Worksheet) -> list[Cell]:
    cells = [_cell(page, column.title) for column in sheet.columns]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="bottom", wrap_text=True)
    return cells


def _cell(page: Worksheet, toned: Value) -> Cell:
    tone: Tone = toned.tone if isinstance(toned, ToneValue) else "plain"
    value = toned.value if isinstance(toned, ToneValue) else toned
    if isinstance(value, bool):
        value = "yes" if value else "no"
    cell = WriteOnlyCell(page)
    if value is None or value == "":
        return cell
    style = "day" if isinstance(value, dt.date) else "text"
    cell.value = _escaped(value) if isinstance(value, str) else value
    cell.style = tone if tone in _COLOURS else style
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it looks like
        cell.quotePrefix = _STARTS_FORMULA.match(value) is not None
    return cell


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", _truncated(clean_text(text)))


def _truncated(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_UNITS:
        return text
    return units[: 2 * (MAX_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _lay_out(sheet: Sheet, page: Worksheet, header: int) -> None:
    letters = [get_column_letter(index) for index in range(1, len(sheet.columns) + 1)]
    for letter, column in zip(letters, sheet.columns, strict=True):
        page.column_dimensions[letter].width = column.width
    page.freeze_panes = f"B{header + 1}"
    page.auto_filter.ref = f"A{header}:{letters[-1]}{header + len(sheet.rows)}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _zipped(book: Workbook, day: dt.date) -> bytes:
    """The workbook as a file. All its parts have the date `day`, because zip entries have a time stamp."""
    raw, out = io.BytesIO(), io.BytesIO()
    with ZipFile(raw, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with ZipFile(raw) as parts, ZipFile(out, "w") as archive:
        for name in parts.namelist():
            part = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            part.compress_type, part.create_system = ZIP_DEFLATED, 3
            archive.writestr(part, parts.read(name))
    return out.getvalue()
