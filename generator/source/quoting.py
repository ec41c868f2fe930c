"""What somebody wrote, as a message quotes it."""

from __future__ import annotations

MOST = 60


def quoted(text: str) -> str:
    """The text in backquotes, in one line and cut to sixty characters."""
    line = " ".join(text.split()) if len(text) <= 10 * MOST else " ".join(text[: 10 * MOST].split())
    return f"`{line}`" if len(line) <= MOST else f"`{line[: MOST - 1]}…`"
