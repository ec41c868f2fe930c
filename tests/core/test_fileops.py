"""The one module that changes anything on disk: whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest

from generator.core import fileops

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for data in (b"one", b"two"):
        fileops.write_atomic(file, data)
        assert file.read_bytes() == data
        assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("step", ["write_new", "replace"])
def test_whatever_fails_the_file_is_as_it_was(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(fileops, step, fail)
    with pytest.raises(OSError, match="full"):
        fileops.write_atomic(file, b"after")
    assert file.read_bytes() == b"before"
    assert names(tmp_path) == ["a.txt"]


def test_who_looks_once_more_before_the_move_can_stop_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"before")

    def refuse() -> None:
        raise ValueError("changed meanwhile")

    with pytest.raises(ValueError, match="changed meanwhile"):
        fileops.write_atomic(file, b"after", before=refuse)
    assert file.read_bytes() == b"before"
    assert names(tmp_path) == ["a.txt"]


def test_half_a_file_of_a_run_that_died_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f".a.txt{fileops.TEMPORARY}").write_bytes(b"half")
    fileops.write_atomic(tmp_path / "a.txt", b"whole")
    assert names(tmp_path) == ["a.txt"]


@POSIX
def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    other, file = tmp_path / "other", tmp_path / "a.txt"
    other.write_bytes(b"somebody's")
    file.symlink_to(other)
    with pytest.raises(FileExistsError):
        fileops.write_new(file, b"x")
    fileops.write_atomic(file, b"x")
    assert other.read_bytes() == b"somebody's"
    assert not file.is_symlink()


@POSIX
def test_permissions_are_as_asked_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        fileops.write_atomic(tmp_path / "public", b"", mode=0o644)
    finally:
        os.umask(before)
    fileops.write_atomic(tmp_path / "secret", b"", mode=0o600)
    fileops.write_new(tmp_path / "key", b"", 0o600)
    assert [path.stat().st_mode & 0o777 for path in sorted(tmp_path.iterdir())] == [0o600, 0o644, 0o600]


@POSIX
def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        fileops.write_new(tmp_path / "new", b"x")
    assert names(tmp_path) == []


def test_a_scratch_folder_has_what_it_was_given_and_goes() -> None:
    with fileops.scratch_folder({"a/b.txt": b"x"}, folders=("empty",)) as folder:
        assert (folder / "a/b.txt").read_bytes() == b"x"
        assert names(folder) == [".weekproof-in-use", "a", "empty"]
    assert not folder.exists()


@POSIX
def test_scratch_folders_of_killed_runs_are_removed_and_nothing_else(tmp_path: Path) -> None:
    def scratch(name: str, mark: str | None = ".weekproof-in-use", *, age: float = 4000) -> None:
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("private")
        if mark:
            (tmp_path / name / mark).touch()
            os.utime(tmp_path / name / mark, (time.time() - age,) * 2)

    scratch("weekproof-killed")
    scratch("weekproof-just-now", age=1)
    scratch("weekproof-testing1", None)
    scratch("weekproof-busy")
    scratch("another-killed")
    (tmp_path / "weekproof-link").symlink_to(tmp_path / "another-killed")
    (tmp_path / "weekproof-pipe").mkdir()
    os.mkfifo(tmp_path / "weekproof-pipe/.weekproof-in-use")
    left = {"weekproof-just-now", "weekproof-testing1", "weekproof-busy", "another-killed"}
    with fileops.locked(tmp_path / "weekproof-busy/.weekproof-in-use", 0):
        fileops.remove_left_over(tmp_path)
    assert set(names(tmp_path)) == left | {"weekproof-link", "weekproof-pipe"}
    assert names(tmp_path / "another-killed") == [".weekproof-in-use", "page.html"]


def test_the_first_scratch_folder_of_a_run_looks_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(fileops, "remove_left_over", looked.append)
    with fileops.scratch_folder({}):
        assert looked == [tmp_path]


@pytest.mark.parametrize("can", [True, False])
def test_what_was_staged_is_synced_at_once_or_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can: bool
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.txt").write_bytes(b"x")
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    if not can:
        monkeypatch.setattr(fileops, "_sync_file_system", lambda _: False)
    fileops.sync_new(tmp_path, ["a/b.txt"], [Path(), Path("a")])
    at_once = can and sys.platform == "linux"
    assert synced == ([] if at_once else [False, *([True, True] if os.name == "posix" else [])])


@pytest.mark.skipif(sys.platform != "linux", reason="the call is Linux's")
@pytest.mark.parametrize(("error", "known"), [(errno.ENOSYS, False), (errno.EPERM, False), (errno.EIO, True)])
def test_a_disk_that_fails_is_a_fault_and_a_system_without_the_call_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, known: bool
) -> None:
    class Library:
        @staticmethod
        def syncfs(_: int) -> int:
            ctypes.set_errno(error)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library)
    if known:
        with pytest.raises(OSError, match=r"[Ii]nput"):
            fileops.sync_new(tmp_path, [], [])
    else:
        fileops.sync_new(tmp_path, [], [])
