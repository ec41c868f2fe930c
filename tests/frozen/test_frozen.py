"""What was written for the first release loads and builds for ever, and means what it meant.

`format-1` has every key of that release but `coach.signing_keys`. Nobody edits it: where it does not
build any more, the program is wrong, or a migration is missing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.model.kinds import Journal
from generator.reading.journal import read_journal
from generator.reading.portfolio import read_portfolio
from tests.support.command import run

FROZEN = Path(__file__).parent / "format-1"
DIGEST = "1cc4e3302163a7f697688883346522f4f2b70d1fd299b0f6ca785763abac9ac0"


def digest(root: Path) -> str:
    """Of all files, by path and content."""
    found = hashlib.sha256()
    for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
        if path.is_file():
            data = path.read_bytes()
            found.update(f"{path.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return found.hexdigest()


def test_nobody_edited_it() -> None:
    assert digest(FROZEN) == DIGEST


def journal() -> Journal:
    portfolio, found = read_portfolio(FROZEN)
    assert portfolio is not None
    made, more = read_journal(FROZEN, portfolio, None)
    assert (*found, *more) == ()
    return made


def test_every_key_is_read_and_none_is_strange() -> None:
    made = journal()
    counts = {
        name: len(getattr(made, name))
        for name in ("contacts", "activities", "offers", "coaching", "contributions", "goals")
    }
    assert counts == {
        "contacts": 8,
        "activities": 3,
        "offers": 2,
        "coaching": 7,
        "contributions": 4,
        "goals": 2,
    }
    assert len(made.posts) == 3
    second = made.contacts[1]
    assert (second.first_name, second.last_name, second.title, second.employer) == (
        "NO",
        "0123",
        "On",
        "12:30",
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    from generator.cli import main

    root = tmp_path_factory.mktemp("frozen") / "search"
    shutil.copytree(FROZEN, root)
    assert main.run(["build", "--quiet", "--root", str(root), "--as-of", "2026-06-18"]) == 0
    assert (root / "site/blog/late-buses/index.html").is_file()
    report: dict[str, Any] = json.loads((root / "report/report.json").read_bytes())
    return report


def test_its_weeks_mean_what_they_meant(built: dict[str, Any]) -> None:
    weeks = [
        (week["week"], week["verdict"], [(one["needed"], one["counted"]) for one in week["requirements"]])
        for week in built["weeks"][:3]
    ]
    assert weeks == [
        ("2026-W23", "excused", [(8, 4), (1, 0), (5, 10)]),
        ("2026-W24", "short", [(8, 0), (1, 1), (5, 1)]),
        ("2026-W25", "open", [(8, 0), (1, 0), (5, 0)]),
    ]
    assert built["standing"] == "off-track"
    # When records were logged is known from git alone, and nobody committed these. Whether an offer says
    # what it is was asked later.
    later = ("logged-promptly", "offer-terms-known")
    rows = [one for one in built["obligations"] if one["id"] not in later]
    assert [(one["id"], one["verdict"]) for one in rows] == [
        ("offer-answer", "met"),
        ("offer-answer", "met"),
        ("coach-answer", "met"),
        ("coach-silence", "met"),
        ("attendance", "met"),
        ("attendance", "late"),
        ("attendance", "met"),
        ("deliverable", "met"),
    ]


def test_it_needs_no_upgrade_of_its_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "search"
    shutil.copytree(FROZEN, root)
    before = digest(root / "content"), (root / "portfolio.yaml").read_bytes()
    assert run(capsys, "upgrade", "--root", str(root)).code == 0
    assert (digest(root / "content"), (root / "portfolio.yaml").read_bytes()) == before
