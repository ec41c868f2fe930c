"""Every file operation fails once, or is the last before the process dies: nobody may lose anything."""

from __future__ import annotations

import errno
import inspect
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.faults import MachineFault
from generator.output import disk
from generator.output.publish import publish, write_report
from tests.output.sites import checked
from tests.output.trees import Tree, fill, tree

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to die without a farewell")

OLD = {"index.html": "old", "style.css": "old", **{f"blog/{n}/index.html": f"old {n}" for n in range(23)}}
NEW = {"index.html": "new", "style.css": "old", **{f"blog/{n}/index.html": f"new {n}" for n in range(5, 28)}}
OWN = {"CNAME": "amara.example", ".nojekyll": "", "blog/own/mine.txt": "x"}
FUNCTIONS = inspect.getmembers(disk, inspect.isfunction)
OPERATIONS = [name for name, made in FUNCTIONS if made.__module__ == disk.__name__]
EXCHANGES = (True, False)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only processes die here, never the machine, so nothing need reach the disk itself."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def wanted(files: dict[str, str]) -> Tree:
    return {name: text.encode() for name, text in {**files, **OWN}.items()}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site with files of somebody in it, to copy from."""
    folder = tmp_path_factory.mktemp("start")
    publish(checked(OLD), folder / "site")
    fill(folder / "site", OWN)
    write_report({"index.html": b"old", "report.json": b"old"}, folder / "report", folder / "site")
    return folder


@pytest.fixture
def again(start: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes that folder anew, as often as asked."""

    def make() -> Path:
        shutil.rmtree(tmp_path)
        shutil.copytree(start, tmp_path, symlinks=True)
        return tmp_path / "site"

    return make


def break_at(
    patch: pytest.MonkeyPatch, last: int, fail: Callable[[str, tuple[Any, ...]], None], *, exchange: bool
) -> list[str]:
    """Call `fail` instead of the operation with that number; gives the names of those done."""
    done: list[str] = []

    def wrap(name: str, operate: Callable[..., object]) -> Callable[..., object]:
        def broken(*args: Any, **more: Any) -> object:
            done.append(name)
            if len(done) == last:
                fail(name, args)
            return False if name == "exchange" and not exchange else operate(*args, **more)

        return broken

    for name in OPERATIONS:
        patch.setattr(disk, name, wrap(name, getattr(disk, name)))
    return done


def count(again: Callable[[], Path], *, exchange: bool) -> int:
    with pytest.MonkeyPatch.context() as patch:
        done = break_at(patch, 0, lambda *_: None, exchange=exchange)
        publish(checked(NEW), again())
    return len(done)


def assert_tidy(site: Path) -> None:
    left = {path.name for path in (site.parent / ".weekproof").iterdir()}
    assert left == {".gitignore", "lock", "site.manifest.json", "report.manifest.json"}


@pytest.mark.parametrize("exchange", EXCHANGES)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_an_operation_fails(again: Callable[[], Path], number: int, exchange: bool) -> None:
    step = 1 if number == errno.ENOSPC else 5
    for last in range(step, count(again, exchange=exchange) + 1, step):
        site = again()

        def fail(_: str, args: tuple[Any, ...]) -> None:
            raise OSError(number, os.strerror(number), str(args[0]))

        with pytest.MonkeyPatch.context() as patch:
            done = break_at(patch, last, fail, exchange=exchange)
            told = attempt(site)
        assert tree(site) == wanted(OLD if told else NEW), (last, done[last - 1])
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW), (last, done[last - 1])
        assert_tidy(site)


def attempt(site: Path) -> str:
    """Publish the new site; gives what it says if the machine fails, else nothing."""
    try:
        publish(checked(NEW), site)
    except MachineFault as fault:
        return f"{fault.exit_code} {fault.message}"
    return ""


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_the_disk_stays_full(again: Callable[[], Path], exchange: bool) -> None:
    """From one operation on, nothing can be made any more; what only removes still works."""
    for first in range(1, count(again, exchange=exchange) + 1, 3):
        site = again()
        with pytest.MonkeyPatch.context() as patch:
            fill_disk(patch, first, exchange=exchange)
            told = attempt(site)
        assert tree(site) == wanted(OLD if told else NEW)
        assert not told or (told.startswith("3 ") and "disk is full" in told)
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW)
        assert_tidy(site)


def fill_disk(patch: pytest.MonkeyPatch, first: int, *, exchange: bool) -> None:
    calls = iter(range(1, 1_000_000))

    def wrap(name: str, operate: Callable[..., object]) -> Callable[..., object]:
        def broken(*args: Any, **more: Any) -> object:
            if next(calls) >= first and name in ("write_new", "make_folder", "link"):
                raise OSError(errno.ENOSPC, "No space left on device")
            return False if name == "exchange" and not exchange else operate(*args, **more)

        return broken

    for name in OPERATIONS:
        patch.setattr(disk, name, wrap(name, getattr(disk, name)))


def die_in_a_child(work: Callable[[], object]) -> int:
    """Do the work in a forked process; gives its exit status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def half_done(name: str, args: tuple[Any, ...]) -> None:
    """Die as the machine would: in the middle of a write, or of removing a folder."""
    if name == "write_new":
        args[0].write_bytes(args[1][: len(args[1]) // 2])
    if name == "remove_tree":
        for path in sorted(args[0].rglob("*"))[::2]:
            if path.is_file():
                path.unlink()
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("exchange", EXCHANGES)
def test_the_process_dies(again: Callable[[], Path], exchange: bool) -> None:
    for last in range(1, count(again, exchange=exchange) + 1):
        site = again()

        def work(last: int = last, site: Path = site) -> None:
            with pytest.MonkeyPatch.context() as patch:
                break_at(patch, last, half_done, exchange=exchange)
                publish(checked(NEW), site)

        assert os.WIFSIGNALED(die_in_a_child(work)), last
        found = tree(site)
        # Between two renames the site is away for a moment, where the system cannot exchange folders.
        assert found in (wanted(OLD), wanted(NEW)) or (found is None and not exchange), last
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW), last
        assert_tidy(site)


@pytest.mark.slow
def test_the_process_dies_at_any_moment(again: Callable[[], Path]) -> None:
    for moment in range(40):
        site = again()
        child = os.fork()
        if child == 0:
            try:
                publish(checked(NEW), site)
            finally:
                os._exit(0)
        time.sleep(moment / 1500)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert tree(site) in (wanted(OLD), wanted(NEW)), moment
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW), moment
        assert_tidy(site)


def test_two_at_once(again: Callable[[], Path]) -> None:
    other = {name: text.replace("new", "other") for name, text in NEW.items()}
    for _ in range(10):
        site = again()
        children = []
        for files in (NEW, other):
            child = os.fork()
            if child == 0:
                try:
                    publish(checked(files), site)
                finally:
                    os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        assert tree(site) in (wanted(NEW), wanted(other))
        assert_tidy(site)


def test_a_file_that_arrives_while_we_build_is_kept(
    again: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for exchange in EXCHANGES:
        site = again()
        settle = disk.settle

        def late(folder: Path, site: Path = site, settle: Callable[[Path], None] = settle) -> None:
            fill(site, {"late/proof.txt": "just now"})
            settle(folder)

        monkeypatch.setattr(disk, "settle", late)
        monkeypatch.setattr(disk, "exchange", disk.exchange if exchange else lambda *_: False)
        publish(checked(NEW), site)
        assert tree(site) == {**wanted(NEW), "late/proof.txt": b"just now"}
        monkeypatch.undo()


def never_renamed(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Path) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    patch.setattr(disk, "exchange", lambda *_: False)
    patch.setattr(disk, "rename", refuse)


def test_a_folder_that_cannot_be_renamed_is_changed_file_by_file(
    again: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = again()
    never_renamed(monkeypatch)
    moved: list[str] = []
    replace = disk.replace

    def watch(source: Path, target: Path) -> None:
        if site in target.parents:
            moved.append(target.relative_to(site).as_posix())
        replace(source, target)

    monkeypatch.setattr(disk, "replace", watch)
    publish(
        checked({**NEW, "zebra.css": "late in the alphabet", "blog/3": "a file in place of a folder"}), site
    )
    assert tree(site) == {
        **wanted(NEW),
        "zebra.css": b"late in the alphabet",
        "blog/3": b"a file in place of a folder",
    }
    assert moved[-1] == "index.html"
    assert moved.index("zebra.css") < min(at for at, name in enumerate(moved) if name.endswith(".html"))
    assert_tidy(site)


def test_a_death_while_files_are_changed_one_by_one_is_mended(again: Callable[[], Path]) -> None:
    for last in range(60, 125, 4):
        site = again()

        def work(last: int = last, site: Path = site) -> None:
            with pytest.MonkeyPatch.context() as patch:
                never_renamed(patch)
                break_at(patch, last, half_done, exchange=False)
                publish(checked(NEW), site)

        die_in_a_child(work)
        found = tree(site) or {}
        assert {name: found[name] for name in OWN} == {name: text.encode() for name, text in OWN.items()}
        for name, data in found.items():
            assert data in (wanted(OLD).get(name), wanted(NEW).get(name)), name
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW)
        assert_tidy(site)


def test_another_disk_on_the_way(again: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The state folder lies on another disk: links, renames and replacing from there all fail."""
    site = again()
    never_renamed(monkeypatch)
    replace = disk.replace

    def apart(source: Path, target: Path) -> None:
        if source.parent.name.startswith(".weekproof") or ("site.new" in source.parts) != (
            "site.new" in target.parts
        ):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr(
        disk, "replace", lambda a, b: replace(a, b) if a.suffix == ".weekproof-new" else apart(a, b)
    )
    monkeypatch.setattr(
        os, "link", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EXDEV, "cross-device"))
    )
    publish(checked(NEW), site)
    assert tree(site) == wanted(NEW)


def test_a_report_fails_whole(again: Callable[[], Path]) -> None:
    files = {"index.html": b"new", "weeks.csv": b"new"}
    kept = {".gitignore": (again().parent / "report/.gitignore").read_bytes()}
    old, new = {**kept, "index.html": b"old", "report.json": b"old"}, {**kept, **files}
    for last in range(1, 20):
        site = again()

        def fail(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.MonkeyPatch.context() as patch:
            break_at(patch, last, fail, exchange=True)
            try:
                write_report(files, site.parent / "report", site)
            except MachineFault:
                found = tree(site.parent / "report") or {}
                assert all(data in (old.get(name), new.get(name)) for name, data in found.items())
                if last < 6:
                    assert found == old
        write_report(files, site.parent / "report", site)
        assert tree(site.parent / "report") == new
        assert_tidy(site)
