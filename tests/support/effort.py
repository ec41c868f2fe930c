"""How hard something is, in a way that no slow machine changes, and how hard we try."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

HARDENING = bool(os.environ.get("WEEKPROOF_HARDEN"))


def moments(places: range, few: int) -> Sequence[int]:
    """The places at which to fail: every one in `make harden`, else `few` from the first to the last.

    The few are the same in each run, so that a failure can be repeated.
    """
    if HARDENING or len(places) <= few:
        return places
    return [places[i * (len(places) - 1) // (few - 1)] for i in range(few)]


def some(items: Sequence[Item], few: int) -> Sequence[Item]:
    """The items to try: every one in `make harden`, else `few`, the same in each run."""
    return [items[at] for at in moments(range(len(items)), few)]


def times(few: int, many: int) -> int:
    """How often to do again what differs each time: `many` in `make harden`, else `few`."""
    return many if HARDENING else few


def effort(work: Callable[[], object]) -> float:
    """Seconds of this process's own time; compare them to those of other work, never to a number of seconds.

    What ends in a blink is done again and the least counts, so that noise does not decide.
    """
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
        if least > 0.1:
            break
    return max(least, 1e-4)
