"""Every file operation fails once, or is the last before the process dies: nobody may lose anything."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from generator.core import fileops
from generator.core.errors import MachineError
from generator.publish.publish import publish
from tests.support.effort import moments, times
from tests.support.failing_disk import (
    EXCHANGES,
    NEW,
    OLD,
    OPERATIONS,
    assert_tidy,
    attempt,
    break_at,
    die_in_a_child,
    half_done,
    wanted,
)
from tests.support.folders import fill, tree
from tests.support.guard import checked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to die without a farewell")


def count(again: Callable[[], Path], *, exchange: bool) -> int:
    with pytest.MonkeyPatch.context() as patch:
        done = break_at(patch, 0, lambda *_: None, exchange=exchange)
        publish(checked(NEW), again())
    return len(done)


@pytest.mark.parametrize("exchange", EXCHANGES)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_an_operation_fails(again: Callable[[], Path], number: int, exchange: bool) -> None:
    operations = range(1, count(again, exchange=exchange) + 1)
    for last in moments(operations, 30 if exchange and number == errno.ENOSPC else 10):
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


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_the_disk_stays_full(again: Callable[[], Path], exchange: bool) -> None:
    """From one operation on, nothing can be made any more; what only removes still works."""
    for first in moments(range(1, count(again, exchange=exchange) + 1), 12):
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
        patch.setattr(fileops, name, wrap(name, getattr(fileops, name)))


def one_changed(site: Path) -> None:
    publish(checked({**OLD, "blog/3/index.html": "new 3"}), site)


def test_a_single_file_is_replaced_where_it_is_or_not_at_all(again: Callable[[], Path]) -> None:
    site = again()
    before, others = site.stat().st_ino, (site / "blog/4").stat().st_ino
    with pytest.MonkeyPatch.context() as patch:
        done = break_at(patch, 0, lambda *_: None, exchange=True)
        one_changed(site)
    assert tree(site) == wanted({**OLD, "blog/3/index.html": "new 3"})
    assert (site.stat().st_ino, (site / "blog/4").stat().st_ino) == (before, others)
    assert_tidy(site)
    for last in range(1, len(done) + 1):
        for number in (errno.ENOSPC, errno.EACCES):
            site = again()

            def fail(_: str, args: tuple[Any, ...], number: int = number) -> None:
                raise OSError(number, os.strerror(number), str(args[0]))

            with pytest.MonkeyPatch.context() as patch:
                break_at(patch, last, fail, exchange=True)
                with suppress(MachineError):
                    one_changed(site)
            assert tree(site) in (wanted(OLD), wanted({**OLD, "blog/3/index.html": "new 3"})), last
            one_changed(site)
            assert tree(site) == wanted({**OLD, "blog/3/index.html": "new 3"}), last
            assert_tidy(site)

        site = again()

        def die(last: int = last, site: Path = site) -> None:
            with pytest.MonkeyPatch.context() as patch:
                break_at(patch, last, half_done, exchange=True)
                one_changed(site)

        assert os.WIFSIGNALED(die_in_a_child(die)), last
        assert tree(site) in (wanted(OLD), wanted({**OLD, "blog/3/index.html": "new 3"})), last
        one_changed(site)
        assert tree(site) == wanted({**OLD, "blog/3/index.html": "new 3"}), last
        assert_tidy(site)


@pytest.mark.slow
@pytest.mark.parametrize("exchange", EXCHANGES)
def test_the_process_dies(again: Callable[[], Path], exchange: bool) -> None:
    # The last operations differ between the two ways; all before them are the same.
    operations = count(again, exchange=exchange)
    early, late = range(1, operations - 19), range(operations - 19, operations + 1)
    for last in (*(moments(early, 15) if exchange else ()), *late):
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
    kills = times(16, 1000)
    for moment in range(kills):
        site = again()
        child = os.fork()
        if child == 0:
            try:
                publish(checked(NEW), site)
            finally:
                os._exit(0)
        time.sleep(moment / kills / 37)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert tree(site) in (wanted(OLD), wanted(NEW)), moment
        publish(checked(NEW), site)
        assert tree(site) == wanted(NEW), moment
        assert_tidy(site)


def test_two_at_once(again: Callable[[], Path]) -> None:
    other = {name: text.replace("new", "other") for name, text in NEW.items()}
    for _ in range(times(5, 100)):
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

        def late(*_: object, site: Path = site) -> None:
            fill(site, {"late/proof.txt": "just now"})

        monkeypatch.setattr(fileops, "sync_new", late)
        monkeypatch.setattr(fileops, "exchange", fileops.exchange if exchange else lambda *_: False)
        publish(checked(NEW), site)
        assert tree(site) == {**wanted(NEW), "late/proof.txt": b"just now"}
        monkeypatch.undo()
