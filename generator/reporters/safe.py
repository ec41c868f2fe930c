"""Text that a terminal or a CI runner cannot take for a command."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    r"""The text with control and format characters shown as `\x1b`, tabs as spaces, one line."""
    return "".join(_shown(sign) for sign in text.replace("\t", " "))


def _shown(sign: str) -> str:
    # Cc: control characters, ESC among them; Cf: direction overrides and the like; Zl, Zp: line ends.
    if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    return sign
