"""A bar on the terminal for what takes longer than a moment. Where nobody looks there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.core.progress import Progress, no_progress
from generator.reporters.registry import Output

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds before a bar is shown: most work is done by then, and a bar that flashes only disturbs."""
_EACH = 0.1


@contextmanager
def shown(output: Output) -> Iterator[Progress]:
    """What to tell of progress; the bar is gone when the work is done, whatever comes of it."""
    if not output.progress:
        yield no_progress
        return
    display = _Display()
    try:
        yield display.tell
    finally:
        display.stop()


class _Display:
    """Shows the bar once patience is over. It is drawn on standard error, below no finding."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.bar: Bar | None = None
        self.tasks: dict[str, TaskID] = {}

    def tell(self, what: str, done: int, total: int) -> None:
        """One step."""
        now = time.monotonic()
        if now - self.began < PATIENCE or (now - self.last < _EACH and done < total):
            return
        self.last = now
        if self.bar is None:
            self.bar = _bar()
        if what not in self.tasks:
            for task in self.tasks.values():
                self.bar.update(task, visible=False)
            self.tasks[what] = self.bar.add_task(what, total=total)
        self.bar.update(self.tasks[what], completed=done, total=total)

    def stop(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Made

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=32), MofNCompleteColumn())
    made = Made(*columns, console=Console(stderr=True), transient=True)
    made.start()
    return made
