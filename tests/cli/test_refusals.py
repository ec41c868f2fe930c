"""What the command line refuses, and in which words."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from generator.core import fileops
from tests.support.command import run, tree
from tests.support.repositories import repository, write

CONTACTS = "content/private/contacts"
CONTACT = "- {date: 2026-06-02, kind: interview, first_name: Ann}\n"


def test_a_fault_of_the_settings_hides_nothing_of_the_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(
        tmp_path, {"portfolio.yaml": "graduate: {}\nserch: x\n", f"{CONTACTS}/a.yaml": "- {date: x}\n"}
    )
    ran = run(capsys, "check", "--root", str(root))
    assert ran.code == 2
    for part in (
        "`name` is missing",
        "`serch`",
        "`search` is missing",
        f"{CONTACTS}/a.yaml:1:10",
        "`kind` is missing",
    ):
        assert part in ran.out


def test_an_old_report_is_no_report_of_settings_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    assert run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03").code == 0
    site = {path: content for path, content in tree(root).items() if path.startswith("site")}
    assert (root / "report/report.json").is_file()
    write(root, {"portfolio.yaml": "graduate: [\n"})
    assert run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03").code == 2
    assert not (root / "report/report.json").exists()
    assert "never closed" in (root / "report/index.html").read_text("utf-8")
    assert {path: content for path, content in tree(root).items() if path.startswith("site")} == site


def test_an_empty_folder_and_one_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "build", "--root", str(tmp_path))
    assert (ran.code, ran.out, tree(tmp_path)) == (2, "", {})
    assert ran.err.startswith("weekproof: There is no portfolio.yaml in this folder.\n  Run the command in")
    ran = run(capsys, "build", "--root", str(tmp_path / "nowhere"))
    assert ran.code == 2
    assert "does not exist" in ran.err


def test_below_the_repository_its_own_folder_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "sam", {f"{CONTACTS}/a.yaml": CONTACT})
    (root / ".git").mkdir()
    monkeypatch.chdir(root / CONTACTS)
    assert run(capsys, "check", "--as-of", "2026-06-03").code == 0
    ran = run(capsys, "status", "--short", "--as-of", "2026-06-03")
    assert (ran.code, ran.out[:7]) == (0, "week 1 ")
    assert run(capsys, "check", "--root", ".").code == 2  # what was named is what is meant


def test_a_path_typed_in_a_folder_below_is_meant_from_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "sam", {f"{CONTACTS}/a.yaml": CONTACT})
    (root / ".git").mkdir()
    monkeypatch.chdir(root / "content/private")
    for path in ("contacts/a.yaml:1", f"{CONTACTS}/a.yaml:1"):
        ran = run(capsys, "explain", path, "--as-of", "2026-06-03")
        assert (ran.code, ran.out.startswith(f"{CONTACTS}/a.yaml:1 Ann")) == (0, True), ran.said


def test_what_stands_above_the_repository_is_somebody_elses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository(tmp_path) / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert run(capsys, "check").code == 2


def test_a_preview_of_no_repository_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "serve", "--root", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "To begin: weekproof init" in ran.err


# tornado leaves the socket that it could not bind to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_port_that_is_taken_is_not_announced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ran = run(
            capsys, "serve", "--root", str(repository(tmp_path)), "--port", port, "--as-of", "2026-06-03"
        )
    assert ran.code == 3
    assert f"Port {port} is already in use" in ran.err
    assert "Showing" not in ran.out


@pytest.mark.parametrize(
    "day",
    ["tomorrow", "2026-11-31", "2026-W54-1", "2026-W47", "20261122", "1969-12-31", "", "2026-11-22T00:00Z"],
)
def test_a_day_that_is_none_is_refused(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "build", "--root", str(repository(tmp_path)), "--as-of", day)
    assert ran.code == 2
    assert f"--as-of {day!r} is not a date." in ran.err
    assert set(tree(tmp_path)) == {"portfolio.yaml"}


@pytest.mark.parametrize("epoch", ["soon", "1e9", "-1", "99999999999999999999", "٣", "1_000"])
def test_an_epoch_that_is_none_is_refused(
    epoch: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = run(capsys, "check", "--root", str(repository(tmp_path)))
    assert ran.code == 2
    assert f"SOURCE_DATE_EPOCH {epoch!r} is not a number of seconds." in ran.err


def test_the_epoch_is_a_day_in_the_graduates_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780444800")  # 2026-06-03 00:00 UTC
    ran = run(capsys, "build", "--root", str(repository(tmp_path)))
    assert "as of 2 Jun 2026" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [["build", "--colour"], ["check", "--format", "pdf"], ["frobnicate"], ["serve", "--port", "80"]],
)
def test_a_wrong_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *arguments)
    assert ran.code == 2
    assert "Error: " in ran.err
    assert "Traceback" not in ran.err


def test_a_file_without_permission_is_told_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path, {f"{CONTACTS}/a.yaml": CONTACT})
    real = os.open

    def refuse(path: Any, *more: Any, **options: Any) -> int:
        if str(path).endswith("a.yaml"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *more, **options)

    monkeypatch.setattr(os, "open", refuse)
    ran = run(capsys, "check", "--root", str(root), "--as-of", "2026-06-03")
    assert ran.code == 1
    assert f"{CONTACTS}/a.yaml:1:1 error file-unreadable" in ran.out
    assert "you don't have permission" in ran.out


@pytest.mark.parametrize("kind", ["a file", "no permission", "full"])
def test_a_site_folder_that_cannot_be_written_is_named(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "search", {"site": "a file"} if kind == "a file" else {})

    def refuse(path: Path, *_: object, **__: object) -> None:
        code = errno.ENOSPC if kind == "full" else errno.EACCES
        raise OSError(code, os.strerror(code), str(path))

    if kind != "a file":
        monkeypatch.setattr(fileops, "write_new", refuse)
    before = {path for path in tree(root) if path.startswith("site")}
    ran = run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03")
    assert ran.code == (2 if kind == "a file" else 3), ran.said
    expected = {
        "a file": "site",
        "no permission": "there is no permission to write there",
        "full": "the disk is full",
    }
    assert expected[kind] in ran.err
    assert "Traceback" not in ran.said
    assert {path for path in tree(root) if path.startswith("site")} == before
