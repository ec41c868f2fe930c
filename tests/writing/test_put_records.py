"""Records that a machine counted: new ones are added, older ones replaced, and nothing else changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.core.errors import UserError
from generator.model.contribution import Contribution
from generator.reading.portfolio import read_portfolio
from generator.writing.emit import Value
from generator.writing.put_records import Put, put_records
from tests.support.repositories import repository

PATH = "content/contributions/2026-06.yaml"


def identity(record: Any) -> object:
    assert isinstance(record, Contribution)
    return f"{record.date}", record.source


def put(root: Path, *rows: tuple[str, int]) -> Put:
    portfolio, _ = read_portfolio(root)
    assert portfolio is not None
    fields: list[tuple[object, dict[str, Value]]] = [
        ((day, "git-log"), {"date": day, "source": "git-log", "login": "sam", "commits": number})
        for day, number in rows
    ]
    return put_records(root, PATH, "contributions", fields, identity, portfolio)


def entry(day: str, number: int, *, source: str = "git-log") -> str:
    return f"- date: {day}\n  source: {source}\n  login: sam\n  commits: {number}\n"


ON_A_LINE = "{date: 2026-06-02, source: git-log, login: sam, commits: "
LAST = entry("2026-06-03", 1)


@pytest.mark.parametrize(
    ("before", "after", "came"),
    [
        ("", entry("2026-06-02", 5), (1, 0)),
        (entry("2026-06-02", 1), entry("2026-06-02", 5), (0, 1)),
        # Comments, blank lines and other records stay where they are.
        (
            f"# mine\n{entry('2026-06-01', 1)}\n{entry('2026-06-02', 1)}\n# the third\n{LAST}",
            f"# mine\n{entry('2026-06-01', 1)}\n{entry('2026-06-02', 5)}\n# the third\n{LAST}",
            (0, 1),
        ),
        # Another source's record of that day is another record.
        (
            entry("2026-06-02", 1, source="by-hand"),
            entry("2026-06-02", 1, source="by-hand") + "\n" + entry("2026-06-02", 5),
            (1, 0),
        ),
        # A comment in the record would be lost: the new one goes below.
        (
            entry("2026-06-02", 1).replace("commits: 1", "commits: 1 # at night"),
            entry("2026-06-02", 1).replace("commits: 1", "commits: 1 # at night")
            + "\n"
            + entry("2026-06-02", 5),
            (1, 0),
        ),
        (
            f"[{ON_A_LINE}1}}]\n",
            f"[{ON_A_LINE}1}}, {ON_A_LINE}5}}]\n",
            (1, 0),
        ),
        ("- {date: 2026-06-02, source: git-log, login: sam}\n", entry("2026-06-02", 5), (0, 1)),
        (entry("2026-06-02", 1).rstrip("\n"), entry("2026-06-02", 5).rstrip("\n"), (0, 1)),
        (entry("2026-06-02", 1) + "...\n", entry("2026-06-02", 5) + "...\n", (0, 1)),
        (
            entry("2026-06-02", 1).replace("\n", "\r\n"),
            entry("2026-06-02", 5).replace("\n", "\r\n"),
            (0, 1),
        ),
        (
            "-   date: 2026-06-02\n    source: git-log\n    login: sam\n",
            "-   date: 2026-06-02\n    source: git-log\n    login: sam\n    commits: 5\n",
            (0, 1),
        ),
    ],
)
def test_one_record_in_every_style_of_file(
    before: str, after: str, came: tuple[int, int], tmp_path: Path
) -> None:
    root = repository(tmp_path, {PATH: before} if before else {})
    assert put(root, ("2026-06-02", 5)) == came
    assert (root / PATH).read_bytes().decode() == after


def test_many_at_once_are_one_write_and_twice_the_same_is_none(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert put(root, ("2026-06-01", 1), ("2026-06-02", 2)) == (2, 0)
    text = (root / PATH).read_bytes()
    assert text.decode() == f"{entry('2026-06-01', 1)}\n{entry('2026-06-02', 2)}"
    before = (root / PATH).stat()
    assert put(root, ("2026-06-01", 1), ("2026-06-02", 2)) == (0, 2)
    assert (root / PATH).stat().st_ino == before.st_ino
    assert (root / PATH).read_bytes() == text


@pytest.mark.parametrize("broken", ["- {date: [\n", "date: 2026-06-02\n", "&a - b\n"])
def test_a_file_that_cannot_take_them_is_left_as_it_is(broken: str, tmp_path: Path) -> None:
    root = repository(tmp_path, {PATH: broken})
    with pytest.raises(UserError):
        put(root, ("2026-06-02", 5))
    assert (root / PATH).read_text("utf-8") == broken
