"""A site to publish over another, and ways for that to fail."""

from __future__ import annotations

import errno
import inspect
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.core import fileops
from generator.core.errors import MachineError
from generator.publish.publish import publish
from tests.support.folders import Tree
from tests.support.guard import checked

OLD = {"index.html": "old", "style.css": "old", **{f"blog/{n}/index.html": f"old {n}" for n in range(23)}}
NEW = {"index.html": "new", "style.css": "old", **{f"blog/{n}/index.html": f"new {n}" for n in range(5, 28)}}
OWN = {"CNAME": "amara.example", ".nojekyll": "", "blog/own/mine.txt": "x"}
FUNCTIONS = inspect.getmembers(fileops, inspect.isfunction)
# What only looks is no operation: a run that dies there dies between two of them.
LOOKS = {"confine", "folders_at_hand", "read_own", "root_above"}
OPERATIONS = [
    name
    for name, made in FUNCTIONS
    if made.__module__ == fileops.__name__ and name[0] != "_" and name not in LOOKS
]
EXCHANGES = (True, False)


def wanted(files: dict[str, str]) -> Tree:
    return {name: text.encode() for name, text in {**files, **OWN}.items()}


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
        patch.setattr(fileops, name, wrap(name, getattr(fileops, name)))
    return done


def attempt(site: Path) -> str:
    """Publish the new site; gives what it says if the machine fails, else nothing."""
    try:
        publish(checked(NEW), site)
    except MachineError as fault:
        return f"{fault.exit_code} {fault.message}"
    return ""


def assert_tidy(site: Path) -> None:
    left = {path.name for path in (site.parent / ".weekproof").iterdir()}
    assert left == {".gitignore", "lock", "site.manifest.json", "report.manifest.json"}


def never_renamed(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Path) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    patch.setattr(fileops, "exchange", lambda *_: False)
    patch.setattr(fileops, "rename", refuse)


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
