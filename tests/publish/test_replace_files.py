"""Folders that the system does not let us rename, and the report: one file after the other."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.core import fileops
from generator.core.errors import MachineError
from generator.publish.publish import publish, write_report
from tests.support.failing_disk import (
    NEW,
    OLD,
    OWN,
    assert_tidy,
    break_at,
    die_in_a_child,
    half_done,
    never_renamed,
    wanted,
)
from tests.support.folders import tree
from tests.support.guard import checked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to die without a farewell")


def test_a_folder_that_cannot_be_renamed_is_changed_file_by_file(
    again: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = again()
    never_renamed(monkeypatch)
    moved: list[str] = []
    replace = fileops.replace

    def watch(source: Path, target: Path) -> None:
        if site in target.parents:
            moved.append(target.relative_to(site).as_posix())
        replace(source, target)

    monkeypatch.setattr(fileops, "replace", watch)
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
    replace = fileops.replace

    def apart(source: Path, target: Path) -> None:
        if source.parent.name.startswith(".weekproof") or ("site.new" in source.parts) != (
            "site.new" in target.parts
        ):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr(
        fileops, "replace", lambda a, b: replace(a, b) if a.suffix == ".weekproof-new" else apart(a, b)
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
            except MachineError:
                found = tree(site.parent / "report") or {}
                assert all(data in (old.get(name), new.get(name)) for name, data in found.items())
                if last < 6:
                    assert found == old
        write_report(files, site.parent / "report", site)
        assert tree(site.parent / "report") == new
        assert_tidy(site)
