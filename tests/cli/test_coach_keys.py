"""`coach keygen`, `coach open` and `coach verify`, as a coach runs them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from generator.seals.age import new_key, seal
from tests.support.closed_weeks import AS_OF, CONTACTS, FILES, OPEN, PRIVATE, contact, lay
from tests.support.command import Ran, run
from tests.support.repositories import write

POST = "content/blog/2026-06-25-queues.md"


@pytest.fixture(name="seals", scope="module")
def _seals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seals that the coach kept."""
    from generator.cli.main import run as run_cli

    root = lay(tmp_path_factory.mktemp("kept"))
    assert run_cli(["build", "--root", str(root), "--as-of", AS_OF, "--quiet"]) == 1
    return root / "report/seals.json"


@pytest.fixture(name="today", autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """`verify` judges as of today: here that is the Wednesday of the open week."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783512000")


def verify(capsys: pytest.CaptureFixture[str], root: Path, seals: Path) -> Ran:
    return run(capsys, "coach", "verify", str(root), "--seals", str(seals))


def test_a_key_is_made_for_its_owner_alone_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, box = tmp_path / "keys/coach.key", tmp_path / "report.age"
    made = run(capsys, "coach", "keygen", "--output", str(key))
    recipient = made.out.strip().splitlines()[-1]
    assert made.code == 0
    assert key.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert "AGE-SECRET-KEY-" in key.read_text("utf-8")
    assert "AGE-SECRET-KEY-" not in made.said
    box.write_bytes(seal(b"<!doctype html>", [recipient]))
    assert run(capsys, "coach", "open", str(box), "--key", str(key)).code == 0
    assert (tmp_path / "report.html").read_bytes() == b"<!doctype html>"


def test_no_key_is_overwritten_and_none_lies_in_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "coach.key"
    key.write_text("mine", "utf-8")
    assert run(capsys, "coach", "keygen", "--output", str(key)).code == 2
    assert key.read_text("utf-8") == "mine"
    root = write(tmp_path / "repository", FILES)
    assert run(capsys, "coach", "keygen", "--output", str(root / PRIVATE / "coach.key")).code == 2
    assert not (root / PRIVATE / "coach.key").exists()


def test_what_does_not_open_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, box = tmp_path / "coach.key", tmp_path / "report.age"
    box.write_bytes(seal(b"<p>", [new_key()[1]]))
    assert "no key" in run(capsys, "coach", "open", str(box), "--key", str(key)).err
    key.write_text(new_key()[0], "utf-8")
    ran = run(capsys, "coach", "open", str(box), "--key", str(key))
    assert (ran.code, sorted(path.name for path in tmp_path.iterdir())) == (2, ["coach.key", "report.age"])
    assert "other keys" in ran.err


def test_opening_spares_what_lies_there_unless_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    identity, public = new_key()
    key, box, page = tmp_path / "coach.key", tmp_path / "report.age", tmp_path / "report.html"
    key.write_text(identity, "utf-8")
    box.write_bytes(seal(b"<p>", [public]))
    page.write_text("mine", "utf-8")
    assert run(capsys, "coach", "open", str(box), "--key", str(key)).code == 2
    assert page.read_text("utf-8") == "mine"
    assert run(capsys, "coach", "open", str(box), "--key", str(key), "--output", str(page)).code == 0
    assert page.read_bytes() == b"<p>"


def test_opened_pages_are_to_be_deleted_and_opened_seals_to_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    identity, public = new_key()
    key = tmp_path / "coach.key"
    key.write_text(identity, "utf-8")
    for name, data, told in (
        ("report", b"<p>", "Delete it"),
        ("seals", b"{}", "Keep it for weekproof coach"),
    ):
        (tmp_path / f"{name}.age").write_bytes(seal(data, [public]))
        assert told in run(capsys, "coach", "open", str(tmp_path / f"{name}.age"), "--key", str(key)).out


def test_opening_without_the_library_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.age").write_bytes(b"age-encryption.org/v1\n")
    (tmp_path / "coach.key").write_text("x", "utf-8")
    monkeypatch.setitem(sys.modules, "pyrage", None)
    ran = run(capsys, "coach", "open", str(tmp_path / "report.age"), "--key", str(tmp_path / "coach.key"))
    assert ran.code == 3
    assert "weekproof[seal]" in ran.err


def test_a_repository_that_did_not_change_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    ran = verify(capsys, lay(tmp_path), seals)
    assert (ran.code, ran.out) == (
        0,
        "Nothing has changed in the 5 sealed weeks, week 1 (1–7 Jun) to week 5 (29 Jun – 5 Jul).\n",
    )


CHANGES = {
    "additions": (
        {f"{CONTACTS}/late.yaml": contact("2026-06-10", "Hal") + contact("2026-06-11", "Ida")},
        [
            "Week 2 (8–14 Jun)  2 contacts added",
            f"          {CONTACTS}/late.yaml:1",
            f"          {CONTACTS}/late.yaml:3",
        ],
    ),
    "a change": (
        {POST: "---\ntitle: Queues\ndate: 2026-06-25\n---\nOn queues!\n"},
        ["Week 4 (22–28 Jun)  1 post changed", f"          {POST}:2"],
    ),
    "a removal": (
        {f"{CONTACTS}/2026-W25.yaml": contact("2026-06-16", "Dan")},
        ["Week 3 (15–21 Jun)  1 contact removed"],
    ),
    "another week": (
        {f"{CONTACTS}/2026-W27.yaml": contact("2026-06-23", "Fay")},
        [
            "Week 4 (22–28 Jun)  1 contact added",
            f"          {CONTACTS}/2026-W27.yaml:1",
            "Week 5 (29 Jun – 5 Jul)  1 contact removed",
        ],
    ),
}


def test_seals_of_another_repository_are_taken_for_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    root = lay(tmp_path)
    shutil.rmtree(root / "content")
    ran = verify(capsys, root, seals)
    assert ran.code == 1
    assert "these may be the seals of another repository" in ran.out


@pytest.mark.parametrize(("files", "told"), CHANGES.values(), ids=CHANGES)
def test_a_week_that_changed_is_named_and_how(
    files: dict[str, str | bytes],
    told: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seals: Path,
) -> None:
    ran = verify(capsys, write(lay(tmp_path), files), seals)
    assert ran.code == 1
    *lines, summary = ran.out.splitlines()
    assert lines == told
    assert summary.startswith("Of the 5 sealed weeks")
    assert "kanari" not in ran.said.casefold()


def test_what_is_no_record_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    root = lay(tmp_path)
    ann, ben = contact("2026-06-02", "Ann"), contact("2026-06-03", "'Ben'")
    (root / CONTACTS / "2026-W23.yaml").unlink()
    more: dict[str, str | bytes] = {
        f"{CONTACTS}/june.yaml": f"# a comment\n{ben}{ann}".replace("\n", "\r\n").encode(),
        f"{CONTACTS}/{OPEN}.yaml": contact("2026-07-06", "Jo"),
        f"{PRIVATE}/goals.yaml": "- title: Ten conversations\n",
    }
    assert verify(capsys, write(root, more), seals).code == 0


def test_a_week_moved_out_of_the_search_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    root = lay(tmp_path)
    settings = root / "portfolio.yaml"
    settings.write_text(settings.read_text("utf-8").replace("2026-06-01", "2026-06-08"), "utf-8")
    ran = verify(capsys, root, seals)
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "2026-W23  is no longer a week of the search"


def test_what_cannot_be_read_is_not_called_removed_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    root = write(lay(tmp_path), {f"{CONTACTS}/2026-W24.yaml": "- {date: 2026-06-09\n"})
    ran = verify(capsys, root, seals)
    assert ran.code == 1
    assert "Some records cannot be read" in ran.out


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda data: data.replace(b'"2026-06-08"', b'"2026-06-09"', 1), "does not fit together"),
        (lambda data: data[: len(data) // 2], "or not a whole one"),
        (lambda data: data.replace(b'"format": 1', b'"format": 2'), "newer Weekproof"),
        (lambda _: b"", "or not a whole one"),
        (lambda _: b"[" * 100_000, "not a file of seals"),
        (lambda _: b'{"format": 1, "salt": "x", "weeks": []}', "not a file of seals"),
        (lambda data: seal(data, [new_key()[1]]), "There is no key at"),
    ],
)
def test_a_file_of_seals_that_is_none_is_told(
    slip: object, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], seals: Path
) -> None:
    assert callable(slip)
    (tmp_path / "seals.json").write_bytes(slip(seals.read_bytes()))
    ran = verify(capsys, lay(tmp_path / "repository"), tmp_path / "seals.json")
    assert ran.code == 2
    assert words in ran.err
