"""`weeks.csv` and `contacts.csv`: the report for spreadsheets.

UTF-8 with a byte order mark (without it Excel guesses another encoding), CRLF, every cell quoted.
What the graduate wrote is text and must stay text: a cell that a spreadsheet could take for a
formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence

from generator.render.report.text import encoded
from generator.views.coach import ContactRow, ReportView, RequirementRow, WeekRow

BYTE_ORDER_MARK = "\ufeff"

# Some spreadsheets take the full-width forms for the plain ones.
_FORMULA = "=+\\-@＝＋－＠"
# Spaces before the sign do not stop every spreadsheet; NUL, tab and line ends are dropped by some.
_STARTS_FORMULA = re.compile(rf"[\0\t\r\n]|[\s\ufeff\u200b]*[{_FORMULA}]")
# Where the list separator is a semicolon (most of Europe), one of ours inside a cell starts a new cell.
_RESTARTS_FORMULA = re.compile(rf"(?<=[;\t\r\n])(?=[{_FORMULA}])")
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")

_WEEK_COLUMNS = ("week", "number", "starts", "ends", "verdict")
_CONTACT_COLUMNS = (
    "path",
    "line",
    "week",
    "date",
    "first_name",
    "last_name",
    "title",
    "employer",
    "kind",
    "channel",
    "stage",
    "summary",
    "follow_up",
    "next_step_on",
    "next_step",
    "evidence",
    "introduced_by",
    "counted",
    "reasons",
)

Cell = str | int | dt.date | bool | None


def weeks_csv(view: ReportView) -> bytes:
    """One row per week, the oldest first; three columns for each requirement that any week has."""
    names = list(dict.fromkeys(found.id for week in view.weeks for found in week.requirements))
    header = [*_WEEK_COLUMNS]
    for name in names:
        header += [f"{name} counted", f"{name} needed", f"{name} verdict"]
    return _table(header, (_week_cells(week, names) for week in view.weeks))


def contacts_csv(view: ReportView) -> bytes:
    """One row per contact record, in the order of the view."""
    return _table(_CONTACT_COLUMNS, (_contact_cells(contact) for contact in view.contacts))


def safe_cell(value: Cell) -> str:
    """`value` as text that no spreadsheet evaluates. Lists are joined before they come here."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    if _STARTS_FORMULA.match(text):
        text = "'" + text
    return _CONTROLS.sub("\ufffd", _RESTARTS_FORMULA.sub("'", text))


def _table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return encoded(BYTE_ORDER_MARK + out.getvalue())


def _week_cells(week: WeekRow, names: Sequence[str]) -> list[Cell]:
    cells: list[Cell] = [week.week, week.number, week.starts, week.ends, week.verdict]
    by_name: dict[str, RequirementRow] = {found.id: found for found in week.requirements}
    for name in names:
        found = by_name.get(name)
        cells += [None, None, None] if found is None else [found.counted, found.needed, found.verdict]
    return cells


def _contact_cells(contact: ContactRow) -> list[Cell]:
    return [
        contact.path,
        contact.line,
        contact.week,
        contact.date,
        contact.first_name,
        contact.last_name,
        contact.title,
        contact.employer,
        contact.kind,
        contact.channel,
        contact.stage,
        contact.summary,
        contact.follow_up,
        contact.next_step_on,
        contact.next_step,
        "\n".join(contact.evidence),
        contact.introduced_by,
        contact.counted,
        " ".join(contact.reasons),
    ]
