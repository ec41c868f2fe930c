"""`weekproof audit`: one file for a claim, in which no byte can change unseen."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.core.errors import UserError
from generator.export.audit import MANIFEST, check_bundle
from tests.support.command import Ran, run
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-09")
FILES = {
    "content/private/contacts/2026-W23.yaml": (
        "- {date: 2026-06-02, kind: interview, first_name: Ingrid, last_name: Sol, title: CTO, "
        "employer: '<b>Wren</b>', summary: Talked., evidence: [mail.txt]}\n"
    ),
    "content/private/evidence/mail.txt": "Dear Sam",
    "content/private/coach-decisions.yaml": (
        "decisions:\n  - {weeks: [2026-W23], requirements: [contacts], decision: acknowledged, "
        "reason: Seen., by: Dana Coach, on: 2026-06-08}\n"
    ),
    "content/private/offers/2026.yaml": (
        "- {employer: '<i>Wren</i>', title: Clerk, received: 2026-06-08, full_time: true, in_field: true}\n"
    ),
}


@pytest.fixture(name="file", scope="module")
def _file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a graduate with a contact, evidence, a decision and an offer."""
    base = tmp_path_factory.mktemp("audit")
    root = repository(base / "sam", FILES)
    from generator.cli import main

    file = base / "claim.zip"
    assert main.run(["audit", "--root", str(root), "--output", str(file), *DAY]) == 0
    return file


def verify(capsys: Capture, file: Path, *more: str) -> Ran:
    return run(capsys, "audit", "verify", str(file), *more)


def test_it_has_everything_that_the_claim_hangs_on(file: Path) -> None:
    with ZipFile(file) as archive:
        names = archive.namelist()
        page = archive.read("sheet.html").decode()
        for path, text in FILES.items():
            assert archive.read(f"records/{path}").decode() == text
    assert {"verdict/report.json", "verdict/seals.json", "records/portfolio.yaml", MANIFEST} <= set(names)
    for words in ("week 1 (1–7 Jun)", "1 of 8, short", "acknowledged", "Qualifying offer", "1 claimed"):
        assert words.casefold() in page.casefold(), words
    assert "<i>Wren" not in page


def test_it_is_the_same_each_time_and_private(file: Path, capsys: Capture) -> None:
    again = file.with_name("again.zip")
    run(capsys, "audit", "--root", str(file.parent / "sam"), "--output", str(again), *DAY)
    assert again.read_bytes() == file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_it_says_what_it_proves(file: Path, capsys: Capture) -> None:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    ran = verify(capsys, file)
    assert (ran.code, "ask for its SHA-256 by another way" in ran.out) == (0, True)
    ran = verify(capsys, file, "--digest", digest.upper())
    assert (ran.code, "as you were told" in ran.out) == (0, True)
    assert "It doesn't prove that what the records say is true" in ran.out
    assert verify(capsys, file, "--digest", "0" * 64).code == 1


def test_no_byte_changes_unseen(file: Path) -> None:
    data = file.read_bytes()
    dice = random.Random(1)  # noqa: S311 - the same places each time
    places = {*dice.sample(range(len(data)), 150), *range(40), *range(len(data) - 60, len(data))}
    for place in sorted(places):
        broken = bytearray(data)
        broken[place] ^= 1 << dice.randrange(8)
        try:
            checked = check_bundle(bytes(broken))
        except UserError:
            continue
        assert checked.problems, place
    for cut in (b"", data[:100], data[:-1], data + b"x", b"x" + data):
        try:
            assert check_bundle(cut).problems
        except UserError:
            continue


def repacked(file: Path, changes: dict[str, bytes | None], more: str | None = None) -> bytes:
    """The bundle with other files in it, under the same manifest."""
    out = io.BytesIO()
    with ZipFile(file) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            data = changes.get(part.filename, old.read(part))
            if data is not None:
                new.writestr(part, data)
        if more:
            new.writestr(more, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("changes", "more", "told"),
    [
        ({"sheet.html": b"<p>paid</p>"}, None, "sheet.html was changed."),
        ({"verdict/report.json": None}, None, "verdict/report.json is missing."),
        ({}, "records/extra.yaml", "records/extra.yaml was added."),
        ({MANIFEST: b"{}"}, None, "manifest.json cannot be read."),
        ({MANIFEST: None}, None, "manifest.json cannot be read."),
    ],
)
def test_what_was_exchanged_is_named(
    file: Path, capsys: Capture, changes: dict[str, bytes | None], more: str | None, told: str
) -> None:
    other = file.with_name("other.zip")
    other.write_bytes(repacked(file, changes, more))
    ran = verify(capsys, other)
    assert (ran.code, told in ran.out) == (1, True), ran.out
    assert "Nothing in it should be relied on." in ran.out


def test_it_never_lies_in_the_repository(file: Path, capsys: Capture) -> None:
    root = file.parent / "sam"
    ran = run(capsys, "audit", "--root", str(root), "--output", str(root / "claim.zip"), *DAY)
    assert (ran.code, "must not be in the repository" in ran.err) == (2, True)
    ran = run(capsys, "audit", "--root", str(root), "--from", "2026-06-09", "--to", "2026-06-01", *DAY)
    assert ran.code == 2
