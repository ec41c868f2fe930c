"""A progress bar on the terminal for long work."""

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

DELAY = 1.0
"""Seconds before the bar appears: most work is done by then, and a flashing bar is only distracting."""
_MIN_INTERVAL = 0.1


@contextmanager
def progress_bar(output: Output) -> Iterator[Progress]:
    """Yield a progress callback; the bar disappears at the end, even after an exception."""
    if not output.progress:
        yield no_progress
        return
    display = _Display()
    try:
        yield display.update
    finally:
        display.stop()


class _Display:
    """Shows the bar after the delay, on standard error."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.bar: Bar | None = None
        self.tasks: dict[str, TaskID] = {}

    def update(self, what: str, done: int, total: int) -> None:
        """Show one step."""
        now = time.monotonic()
        if now - self.began < DELAY or (now - self.last < _MIN_INTERVAL and done < total):
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
        """Remove the bar."""
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=32), MofNCompleteColumn())
    bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar
