"""What somebody wrote, as a message quotes it."""

from __future__ import annotations

MOST = 60


def quoted(text: str) -> str:
    """The text in backquotes: in one line, cut to sixty characters, what cannot be seen shown as `�`."""
    start = text[: 10 * MOST]
    line = "".join(sign if sign.isprintable() else "�" for sign in " ".join(start.split()))
    return f"`{line}`" if len(line) <= MOST and start == text else f"`{line[: MOST - 1]}…`"
