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
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.model.contact import Contact
from generator.model.verdict import JudgedWeek
from generator.report.context import Entry, Report
from generator.report.formatting import encoded

BYTE_ORDER_MARK = "\ufeff"

# Some spreadsheets take the full-width forms for the plain ones.
_FORMULA = "=+\\-@＝＋－＠"
# Spaces before the sign do not stop every spreadsheet; NUL, tab and line ends are dropped by some.
_STARTS_FORMULA = re.compile(rf"[\0\t\r\n]|[\s\ufeff\u200b]*[{_FORMULA}]")
# Where the list separator is a semicolon (most of Europe), one of ours inside a cell starts a new cell.
_RESTARTS_FORMULA = re.compile(rf"(?<=[;\t\r\n])(?=[{_FORMULA}])")
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")

_WEEK_COLUMNS = ("week", "number", "starts", "ends", "verdict")
Cell = str | int | dt.date | bool | None

_CONTACT_COLUMNS: Mapping[str, Callable[[Entry[Contact]], Cell]] = {
    "path": lambda entry: entry.record.origin.path,
    "line": lambda entry: entry.record.origin.line,
    "week": lambda entry: entry.week,
    "date": lambda entry: entry.record.date,
    "first_name": lambda entry: entry.record.first_name,
    "last_name": lambda entry: entry.record.last_name,
    "title": lambda entry: entry.record.title,
    "employer": lambda entry: entry.record.employer,
    "kind": lambda entry: entry.record.kind,
    "channel": lambda entry: entry.record.channel,
    "stage": lambda entry: entry.record.stage,
    "summary": lambda entry: entry.record.summary,
    "follow_up": lambda entry: entry.record.follow_up,
    "next_step_on": lambda entry: step.on if (step := entry.record.next_step) else None,
    "next_step": lambda entry: step.what if (step := entry.record.next_step) else None,
    "evidence": lambda entry: "\n".join(proof.text for proof in entry.record.evidence),
    "introduced_by": lambda entry: entry.record.introduced_by,
    "counted": lambda entry: entry.counted,
    "reasons": lambda entry: " ".join(entry.reasons),
}


def weeks_csv(report: Report) -> bytes:
    """One row per week, the oldest first; three columns for each requirement that any week has."""
    weeks = report.evaluation.weeks
    names = list(dict.fromkeys(requirement.id for week in weeks for requirement in week.requirements))
    header = [*_WEEK_COLUMNS]
    for name in names:
        header += [f"{name} counted", f"{name} needed", f"{name} verdict"]
    return _table(header, (_week_cells(week, names) for week in weeks))


def contacts_csv(report: Report) -> bytes:
    """One row per contact record, in the order of the journal."""
    rows = ([cell(entry) for cell in _CONTACT_COLUMNS.values()] for entry in report.contacts)
    return _table(list(_CONTACT_COLUMNS), rows)


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


def _week_cells(week: JudgedWeek, names: Sequence[str]) -> list[Cell]:
    cells: list[Cell] = [week.name, week.number, week.starts, week.ends, week.verdict]
    by_name = {requirement.id: requirement for requirement in week.requirements}
    for name in names:
        requirement = by_name.get(name)
        cells += (
            [None, None, None]
            if requirement is None
            else [requirement.counted, requirement.needed, requirement.verdict]
        )
    return cells
