"""Text → a YAML scalar that every reader takes for the same text."""

from __future__ import annotations

import re

WIDTH = 100
"""Columns of a line of prose, its indentation counted."""

# Text that may stand without quotes: it begins with a letter and has no sign of YAML's own in it.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;/()+'’?!%=$€@&*~^<>-]|:(?=[^\s,\[\]{}]))*")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W\d_](?:[\w ./()+'’?!%=$€@&*~^<>-]|:(?=[^\s,\[\]{}/]|//))*")
_WEEK = re.compile(r"\d{4}-W\d{2}", re.ASCII)
# What some reader of YAML takes for something else than text.
_RESERVED = frozenset({"y", "yes", "n", "no", "true", "false", "on", "off", "null", "none", "nan", "inf"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def format_scalar(text: str, *, in_brackets: bool = False) -> str:
    """`text` on one line: as it stands where nobody can misread it, else in quotes."""
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    sound = plain.fullmatch(text) and not text.endswith((" ", ":"))
    if (sound and text.casefold() not in _RESERVED and _is_visible(text)) or _WEEK.fullmatch(text):
        return text
    if ('"' in text or "\\" in text) and "'" not in text and _is_visible(text):
        return f"'{text}'"
    return '"' + "".join(_escape(sign) for sign in text) + '"'


def _is_visible(text: str) -> bool:
    return all(sign.isprintable() for sign in text)


def _escape(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def format_text(text: str, indent: int) -> list[str]:
    """The lines of `text` behind a key whose own value would stand `indent` columns in.

    The first line goes behind the key. Prose that is too long for one line is folded, text of several
    lines stands as a block; what a block would change is put in quotes.
    """
    if "\n" in text and _fits_block(text):
        head = "|" if text.endswith("\n") else "|-"
        body = text.removesuffix("\n").split("\n")
        return [head, *(f"{' ' * indent}{line}" if line else "" for line in body)]
    if len(text) > WIDTH - indent and _can_fold(text):
        return [">-", *(" " * indent + line for line in _fold(text, WIDTH - indent))]
    return [format_scalar(text)]


def _fits_block(text: str) -> bool:
    """Whether a literal block gives the same text back: no edge spaces, at most one line end last."""
    if text.endswith("\n\n") or text.startswith("\n"):
        return False
    rows = text.split("\n")
    return all(_is_visible(row) and row == row.strip() for row in rows) and bool(rows[0])


def _can_fold(text: str) -> bool:
    """Whether words can be put on lines of their own and come back with one space between them."""
    return _is_visible(text) and text == " ".join(text.split(" ")).strip() and "  " not in text


def _fold(text: str, width: int) -> list[str]:
    rows = [""]
    for word in text.split(" "):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".lstrip()
    return rows
