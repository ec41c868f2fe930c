"""The time and the memory that a theme's template may take for one page.

A template can loop within loops, or repeat a text ten billion times. Its time is watched by a thread that
raises `OutOfTimeError` in the one that renders: unlike a signal, that works on every system and in every
thread. Its memory is limited by the system on Linux; elsewhere the sandbox only refuses the largest numbers.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2.exceptions import SecurityError

SECONDS = 10.0
BYTES = 1_000_000_000
PAGE_BYTES = 50_000_000
_LARGEST_NUMBER = 100_000
_LARGEST_TEXT = 10_000_000
_POLL_SECONDS = 0.2
_IDLE_POLLS = 50
_WIDE = re.compile(r"\d{6}")
_NUMBERED = ("batch", "center", "indent", "round", "slice", "tojson", "truncate", "urlize", "wordwrap")
"""The filters that do as much as a number says."""


class OutOfTimeError(BaseException):
    """The template took too long. No `Exception`: nothing on the way may take it for a failing filter."""


@contextmanager
def budget() -> Iterator[None]:
    """Raise `OutOfTimeError` or `MemoryError` in what takes more than its time or its memory."""
    with _memory():
        _watch.begin()
        try:
            yield
        finally:
            _watch.end()


class _Watch:
    """The thread that watches the time. It ends when nothing was rendered for a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due: dict[int, float] = {}
        self._late: set[int] = set()
        self._is_running = False

    def begin(self) -> None:
        with self._lock:
            self._due[threading.get_ident()] = time.monotonic() + SECONDS
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="template budget", daemon=True).start()

    def end(self) -> None:
        me = threading.get_ident()
        with self._lock:
            self._due.pop(me, None)
            if me in self._late:
                self._late.discard(me)
                _raise_in(me, None)  # if it has not been raised yet, it no longer is

    def _run(self) -> None:
        idle = 0
        pause = threading.Event()
        while True:
            pause.wait(_POLL_SECONDS)
            with self._lock:
                now = time.monotonic()
                for thread in [thread for thread, due in self._due.items() if due < now]:
                    del self._due[thread]
                    self._late.add(thread)
                    _raise_in(thread, OutOfTimeError)
                idle = 0 if self._due else idle + 1
                if idle > _IDLE_POLLS:
                    self._is_running = False
                    return


_watch = _Watch()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error else None
    )


@contextmanager
def _memory() -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([now + BYTES, *limits]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def check_operator(operator: str, left: Any, right: Any) -> None:
    """Raise `SecurityError` where `left operator right` would be something huge."""
    sizes = [len(value) if isinstance(value, str | list | tuple) else None for value in (left, right)]
    if operator == "*" and any(sizes):
        size, number = (sizes[0], right) if sizes[0] is not None else (sizes[1], left)
        is_huge = isinstance(number, int) and (size or 0) * number > _LARGEST_TEXT
    elif operator == "+" and None not in sizes:
        is_huge = sum(size or 0 for size in sizes) > _LARGEST_TEXT
    elif operator in ("*", "**") and isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        is_huge = bits > _LARGEST_NUMBER
    else:
        is_huge = operator == "%" and isinstance(left, str) and bool(_WIDE.search(left))
    if is_huge:
        raise SecurityError(f"the result of `{operator}` is too large")


def check_arguments(called: Any, arguments: Iterable[Any]) -> None:
    """Raise `SecurityError` where a method of a text or a list is given a huge number."""
    of = getattr(getattr(called, "__wrapped__", called), "__self__", None)
    if not isinstance(of, str | bytes | list | tuple):
        return
    if isinstance(of, str) and called.__name__ in ("format", "format_map") and _WIDE.search(of):
        raise SecurityError("the width in a format is too large")
    _check_numbers(arguments)


def _check_numbers(values: Iterable[Any]) -> None:
    if any(isinstance(value, int) and abs(value) > _LARGEST_NUMBER for value in values):
        raise SecurityError(f"a number is larger than {_LARGEST_NUMBER:,}")


def bounded(filters: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The filters of Jinja that do as much as a number says, with a limit for that number."""
    return {name: _bounded(filters[name]) for name in _NUMBERED} | {"format": _format(filters["format"])}


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def filter_(*values: Any, **options: Any) -> Any:
        _check_numbers((*values, *options.values()))
        return function(*values, **options)

    return filter_


def _format(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def filter_(value: Any, *values: Any, **options: Any) -> Any:
        check_operator("%", str(value), None)
        return function(value, *values, **options)

    return filter_
