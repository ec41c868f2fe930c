"""The width of the terminal: long sentences are broken there between words."""

from __future__ import annotations

import shutil
import sys

from generator.agenda.text import broken


def width() -> int:
    """Columns of the terminal; 0 where the output is not one: then no line is broken."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def on_screen(text: str) -> str:
    """The text with its long lines broken for the terminal."""
    columns = width()
    return "\n".join(part for line in text.split("\n") for part in broken(line, columns))
