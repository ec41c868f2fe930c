"""The lines that a coach pastes into `content/private/coach-decisions.yaml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

# Words that other YAML readers take for a truth value or for nothing.
_NOT_PLAIN = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _.-]*[A-Za-z0-9_-])?")


def decision_lines(
    decision: str, weeks: Sequence[str], requirements: Sequence[str], by: str, on: dt.date
) -> str:
    """One entry of `decisions:`, to be pasted below that line.

    `decision` is `waived` or `acknowledged`. The reason is left empty on purpose: an empty reason
    is an error, so that no decision goes through without one.
    """
    return "\n".join(
        (
            f"  - weeks: [{', '.join(map(yaml_text, weeks))}]",
            f"    requirements: [{', '.join(map(yaml_text, requirements))}]",
            f"    decision: {decision}",
            '    reason: ""  # say why',
            f"    by: {yaml_text(by)}",
            f"    on: {on.isoformat()}",
        )
    )


def yaml_text(value: str) -> str:
    """`value` as a YAML scalar that reads back as the same text, on one line."""
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_PLAIN:
        return value
    if re.fullmatch(r"\d{4}-W\d\d", value):
        return value
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in ('"', "\\"):
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
