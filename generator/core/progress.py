"""Progress callbacks for long work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and the total."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Report no progress."""


def with_progress(items: Sequence[Item], what: str, progress: Progress) -> Iterator[Item]:
    """Iterate over `items`; call `progress` before each and after the last."""
    for done, item in enumerate(items):
        progress(what, done, len(items))
        yield item
    progress(what, len(items), len(items))
