"""Escape text that a terminal or CI runner could execute as a command; fingerprints of findings."""

from __future__ import annotations

import re
import unicodedata

from generator.core.diagnostics import Diagnostic

# GitHub's runner still executes the old commands, `##[add-mask]…`, anywhere in a line; Azure's `##vso[…]`
# too.
_OLD_COMMAND = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)
# New commands are executed at the beginning of a line, also after spaces.
_COMMAND = re.compile(r"^( *):(?=:)")


def printable(text: str) -> str:
    r"""The text on one line, with control and format characters as `\x1b` and tabs as spaces.

    Commands of CI runners are broken up, whether the text is a whole line or a part of one.
    """
    escaped = "".join(_escape_char(char) for char in text.replace("\t", " "))
    return _COMMAND.sub(r"\1\\x3a", _OLD_COMMAND.sub(r"#\\x23", escaped))


def printable_json(text: str) -> str:
    r"""Equivalent JSON without runner commands: a `#` that would begin one is written `\u0023`."""
    return _OLD_COMMAND.sub(r"#\\u0023", text)


def _escape_char(char: str) -> str:
    # Cc: control characters such as ESC; Cf: direction overrides and so on; Zl, Zp: line ends. The last two
    # code points of each plane are noncharacters, and XML does not allow those of the first.
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") or ord(char) & 0xFFFE == 0xFFFE:
        return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    return char


def fingerprint(diagnostic: Diagnostic, nth: int) -> str:
    """An id of a finding that does not change when lines above it are added or removed.

    SHA-256 in hex over rule, path, week, requirement and `nth`, which distinguishes repeats. The message is
    not part of it: it may be private, and changes between releases.
    """
    import hashlib

    parts = (diagnostic.rule, diagnostic.location.path, diagnostic.week, diagnostic.requirement, str(nth))
    return hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()


def with_fingerprints(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[Diagnostic, str]]:
    """Each finding with its fingerprint; repeats are numbered in order."""
    seen: dict[tuple[str, str, str | None, str | None], int] = {}
    rows = []
    for diagnostic in diagnostics:
        key = (diagnostic.rule, diagnostic.location.path, diagnostic.week, diagnostic.requirement)
        seen[key] = seen.get(key, 0) + 1
        rows.append((diagnostic, fingerprint(diagnostic, seen[key])))
    return rows
