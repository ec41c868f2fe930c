"""What a build writes for the coach, where nobody else reads and where everybody does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.seals.age import new_key, open_sealed
from tests.support.closed_weeks import AS_OF, FILES, lay, with_keys
from tests.support.command import Ran, run
from tests.support.repositories import write

PLAIN = {".gitignore", "contacts.csv", "index.html", "report.json", "seals.json", "weeks.csv"}
MARK = "kanari"


@pytest.fixture(name="key", scope="module")
def _key() -> tuple[str, str]:
    return new_key()


def build(capsys: pytest.CaptureFixture[str], root: Path, *more: str) -> Ran:
    return run(capsys, "build", "--root", str(root), "--as-of", AS_OF, *more)


def report(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "report").iterdir()}


def test_in_private_the_page_is_there_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: tuple[str, str]
) -> None:
    ran = build(capsys, lay(tmp_path, key[1]))
    files = report(tmp_path)
    assert files.keys() == PLAIN | {"report.age"}
    assert open_sealed(files["report.age"], key[0].encode()) == files["index.html"]
    assert "report.age (sealed for your coach)" in ran.out


def test_in_public_nothing_plain_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: tuple[str, str]
) -> None:
    root = lay(tmp_path, key[1])
    build(capsys, root)
    before = report(root)
    site = root / "site"
    ran = build(capsys, root, "--public-repository")
    after = report(root)
    assert ran.code == 1
    assert "private-records-in-public-repository" in ran.out
    assert not site.exists()
    assert after.keys() == {".gitignore", "report.age", "seals.age"}
    assert all(MARK not in data.decode("latin-1").casefold() for data in after.values())
    assert MARK in open_sealed(after["report.age"], key[0].encode()).decode().casefold()
    assert open_sealed(after["seals.age"], key[0].encode()) == before["seals.json"]


def test_in_public_without_a_key_there_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay(tmp_path)
    build(capsys, root)
    assert report(root).keys() == PLAIN
    monkeypatch.setenv("CI_PROJECT_VISIBILITY", "public")
    ran = build(capsys, root)
    assert ran.code == 1
    assert report(root).keys() == {".gitignore"}
    assert "could not be sealed" in ran.out
    build(capsys, root, "--private-repository")
    assert report(root).keys() == PLAIN, "the user's word is heard before the CI's"


def test_in_public_without_the_library_there_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, key: tuple[str, str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    root = lay(tmp_path, key[1])
    build(capsys, root)
    assert report(root).keys() == PLAIN
    ran = build(capsys, root, "--public-repository")
    assert ran.code == 1
    assert "error report-not-sealed" in ran.out
    assert report(root).keys() == {".gitignore"}


@pytest.mark.parametrize("slip", ["time_zone: Kanari/City", "time_zone: [kanari"])
def test_settings_that_are_wrong_publish_nothing_either(
    slip: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], key: tuple[str, str]
) -> None:
    settings = with_keys(key[1], "age1slip").replace("time_zone: America/Chicago", slip)
    root = write(tmp_path, {**FILES, "portfolio.yaml": settings})
    assert build(capsys, root, "--public-repository").code == 2
    files = report(root)
    assert files.keys() <= {".gitignore", "report.age"}
    assert all(MARK not in data.decode("latin-1").casefold() for data in files.values())
    if "report.age" in files:
        assert b"unreadable-public-key" in open_sealed(files["report.age"], key[0].encode())


def test_two_builds_give_the_same_seals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = lay(tmp_path / "one"), write(tmp_path / "other", dict(reversed(FILES.items())))
    build(capsys, one)
    build(capsys, other)
    assert report(one)["seals.json"] == report(other)["seals.json"]
