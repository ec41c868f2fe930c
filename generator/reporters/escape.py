"""Text that a terminal or a CI runner cannot take for a command."""

from __future__ import annotations

import re
import unicodedata

from generator.core.diagnostics import Diagnostic

# GitHub's runner still obeys its oldest form of command, `##[add-mask]…`, anywhere in a line; Azure's
# `##vso[…]` likewise.
_OLD_COMMAND = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)
# Its newer form is obeyed at the beginning of a line, behind spaces too.
_COMMAND = re.compile(r"^( *):(?=:)")


def printable(text: str) -> str:
    r"""The text with control and format characters shown as `\x1b`, tabs as spaces, one line.

    What a CI runner would take for a command is broken up, be the text a line or a part of one.
    """
    shown = "".join(_escape_char(sign) for sign in text.replace("\t", " "))
    return _COMMAND.sub(r"\1\\x3a", _OLD_COMMAND.sub(r"#\\x23", shown))


def printable_json(text: str) -> str:
    r"""JSON that says the same, with no command in it: `#` is spelled `\u0023` where it would begin one."""
    return _OLD_COMMAND.sub(r"#\\u0023", text)


def _escape_char(sign: str) -> str:
    # Cc: control characters, ESC among them; Cf: direction overrides and the like; Zl, Zp: line ends. The
    # last two of each plane are no characters at all, and no XML may hold those of the first.
    if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") or ord(sign) & 0xFFFE == 0xFFFE:
        return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    return sign


def fingerprint(one: Diagnostic, nth: int) -> str:
    """A name for a finding that stays the same while lines above it come and go.

    SHA-256 in hex over rule, path, week, requirement and `nth`, which tells repeats of those apart.
    Nothing of the message is in it: that may be private, and changes with every release.
    """
    import hashlib

    parts = (one.rule, one.location.path, one.week or "", one.requirement or "", str(nth))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def with_fingerprints(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[Diagnostic, str]]:
    """Each finding with its fingerprint, repeats numbered in their order."""
    seen: dict[tuple[str, str, str | None, str | None], int] = {}
    result = []
    for diagnostic in diagnostics:
        key = (diagnostic.rule, diagnostic.location.path, diagnostic.week, diagnostic.requirement)
        seen[key] = seen.get(key, 0) + 1
        result.append((diagnostic, fingerprint(diagnostic, seen[key])))
    return result
