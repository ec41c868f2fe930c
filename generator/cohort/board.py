"""The board: one page with who needs the coach today and why, then everybody in a table."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from generator.cohort.clones import waits_for_push
from generator.cohort.gather import CLONES, Row
from generator.core.dates import full_date_with_weekday, relative_day, short_day
from generator.core.text import count, fold_line
from generator.report.summary import NeedLine, Summary

# What runs out comes before what has waited, and that before what is on record. The report's own order.
_URGENCY = {
    "offer-open": 0,
    "nothing-logged": 1,
    "no-answer": 1,
    "differs-from-pinned": 2,
    "signature": 2,
    "terms-differ": 2,
    "short-week": 3,
    "week-before-records": 4,
    "appointment-not-noted": 4,
    "obligation-late": 5,
    "offer-unclear": 5,
    "decision-void": 6,
    "errors": 6,
}
_LAST = 9
_RUNNING = ("on-track", "off-track", "unknown", "not-started")
STANDINGS: Mapping[str, tuple[str, str]] = {
    "on-track": ("on track", "good"),
    "off-track": ("off track", "bad"),
    "unknown": ("unknown", "doubt"),
    "not-started": ("not started", ""),
    "fulfilled": ("fulfilled", "good"),
    "unfulfilled": ("not fulfilled", "bad"),
    "hired": ("hired", "good"),
    "ended": ("ended", ""),
}
_WEEKS = ("met", "excused", "short", "unknown")


# What the report tells a coach to type in a clone → the option of `cohort decide` that does the same.
_ANSWERS = (("weekproof coach decide ", ""), ("weekproof coach note ", "--note "))


class Person(Struct, frozen=True, kw_only=True):
    """One row of the table, ready to be shown. `report` is the address of the report, or empty."""

    row: Row
    summary: Summary | None
    report: str
    coach: str
    standing: str
    tone: str
    needs: tuple[NeedLine, ...]
    decide: tuple[str, str] = ("", "")
    """What the command that answers this graduate begins and ends with; empty for a report alone."""

    is_unpushed: bool = False
    """Whether something was decided in the clone here, and not pushed."""

    @property
    def push(self) -> str:
        """The command that pushes it."""
        begin, end = self.decide
        return f"{begin}{end}"

    def command(self, command: str) -> str:
        """The command of an answer, as it works from anywhere for this graduate; empty if there is none."""
        begin, end = self.decide
        for words, option in _ANSWERS:
            if begin and command.startswith(words):
                return f"{begin} {option}{command.removeprefix(words)}{end}"
        return ""

    @property
    def first(self) -> NeedLine | None:
        """The most urgent need."""
        return self.needs[0] if self.needs else None

    @property
    def urgency(self) -> tuple[int, str, str]:
        """What the list is sorted by: the kind of the first need, its day, the name."""
        first = self.first
        if first is None:
            return _LAST, "", self.row.name.casefold()
        day = first.due or first.since
        return _URGENCY.get(first.kind, _LAST - 1), day.isoformat() if day else "", self.row.name.casefold()

    @property
    def is_running(self) -> bool:
        """Whether the search goes on."""
        return self.summary is None or self.summary.standing in _RUNNING

    @property
    def contacts(self) -> str:
        """The contacts of the current week: `5 of 8`."""
        for progress in self.summary.progress if self.summary else ():
            if progress.kind == "contacts":
                return f"{progress.counted} of {progress.needed}"
        return ""

    @property
    def weeks(self) -> str:
        """The closed weeks by verdict: `12 met, 1 short`."""
        found = self.summary.weeks if self.summary else {}
        return ", ".join(f"{found[word]} {word}" for word in _WEEKS if found.get(word))


class Board(Struct, frozen=True, kw_only=True):
    """Everything that the page shows."""

    title: str
    as_of: dt.date
    people: tuple[Person, ...]

    @property
    def waiting(self) -> list[Person]:
        """Those who need somebody, the most urgent first."""
        return sorted((one for one in self.people if one.needs), key=lambda one: one.urgency)

    @property
    def broken(self) -> list[Person]:
        """Those whose repository cannot be read."""
        return [one for one in self.people if one.row.problem]

    @property
    def unpushed(self) -> list[Person]:
        """Those whose repository does not have yet what was decided here."""
        return [one for one in self.people if one.is_unpushed]

    @property
    def sentence(self) -> str:
        """What a coach reads first."""
        told = [f"{count(len(self.waiting), 'graduate needs', 'graduates need')} you"]
        if self.broken:
            told.append(f"{count(len(self.broken), 'repository', 'repositories')} could not be read")
        running = sum(one.is_running for one in self.people)
        return (
            f"{'; '.join(told)}. {running} of {count(len(self.people), 'search is', 'searches are')} running."
        )

    @property
    def coaches(self) -> list[str]:
        """The names to filter by."""
        return sorted({one.coach for one in self.people if one.coach}, key=str.casefold)

    @property
    def programmes(self) -> list[str]:
        """The programmes to filter by."""
        return sorted({one.summary.programme for one in self.people if one.summary})


def board_of(title: str, rows: Sequence[Row], as_of: dt.date, folder: Path, file: Path) -> Board:
    """The board of these rows. `folder` is where the page will be: reports are linked from there.

    `file` is the cohort's.
    """
    names = Counter(fold_line(row.name) for row in rows)
    people = [
        _person(row, folder, _decide(row, folder, file, is_alone=names[fold_line(row.name)] == 1))
        for row in sorted(rows, key=lambda row: (row.name.casefold(), row.slug))
    ]
    return Board(title=title, as_of=as_of, people=tuple(people))


def _decide(row: Row, folder: Path, file: Path, *, is_alone: bool) -> tuple[str, str]:
    """The command that answers a graduate, before and after the answer itself."""
    if row.folder is None:
        return "", ""
    words = (
        "weekproof cohort decide",
        _word(str(file.absolute())),
        _word(row.name if is_alone and not row.name.startswith("-") else row.where),
    )
    board = "" if folder == file.absolute().parent / "board" else f" --board {_word(str(folder))}"
    is_clone = Path(row.folder).parent == folder / CLONES
    return " ".join(words), f"{board}{' --push' if is_clone else ''}"


def _word(text: str) -> str:
    """A text as one word of a command to be copied: nothing in it is run, on whatever system."""
    text = "".join(char if char.isprintable() else " " for char in text)
    return shlex.quote(text) if os.name == "posix" else f'"{text.translate(_OF_CMD)}"'


_OF_CMD = str.maketrans(dict.fromkeys('"%`$!', " "))
"""What would end a word in quotes, or be replaced in it."""


def _person(row: Row, folder: Path, decide: tuple[str, str]) -> Person:
    summary = row.summary
    word, tone = STANDINGS.get(summary.standing, (summary.standing, "")) if summary else ("not read", "doubt")
    report = Path(row.report) if row.report else None
    needs = sorted(
        summary.needs if summary else (),
        key=lambda need: (_URGENCY.get(need.kind, _LAST), (need.due or need.since or dt.date.max)),
    )
    return Person(
        row=row,
        summary=summary,
        report=quote(report.relative_to(folder).as_posix()) if report and report.is_file() else "",
        coach=row.coach or (summary.coach if summary else None) or "",
        standing=word,
        tone=tone,
        needs=tuple(needs),
        decide=decide,
        is_unpushed=row.folder is not None and waits_for_push(Path(row.folder)),
    )


def page(board: Board, templates: Path) -> bytes:
    """The page; it is whole by itself and asks nobody for anything."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "short_day": short_day,
        "long_day": full_date_with_weekday,
        "ago": lambda day: relative_day(day, board.as_of),
    }
    style = (templates / "board.css").read_text("utf-8")
    script = (templates / "board.js").read_text("utf-8")
    text = environment.get_template("board.html").render(
        board=board,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return text.encode("utf-8", "replace")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
