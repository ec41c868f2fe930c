"""How far a long piece of work has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many are done, and how many there are."""


def silent(_what: str, _done: int, _total: int) -> None:
    """For those who do not look."""


def steps(items: Sequence[Item], what: str, progress: Progress) -> Iterator[Item]:
    """`items`, one after the other, told to `progress` as each is begun, and when all are done."""
    for done, item in enumerate(items):
        progress(what, done, len(items))
        yield item
    progress(what, len(items), len(items))
