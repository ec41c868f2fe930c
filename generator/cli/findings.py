"""What every command that judges says of its findings, and what it keeps to itself."""

from __future__ import annotations

import shutil
import sys

from generator.agenda.text import broken
from generator.core.diagnostics import Diagnostic
from generator.model.verdict import Evaluation
from generator.reporters.registry import Output, Told, reporter


def tell(
    found: tuple[Diagnostic, ...], exit_code: int, output: Output, evaluation: Evaluation | None = None
) -> None:
    """Write the findings in the format asked for, redacted where strangers may read them."""
    if output.redact:
        found = redacted(found)
    if output.quiet and output.format == "text":
        found = tuple(one for one in found if one.severity.rank == 0)
        if not found:
            return
    output.hand_on(reporter(output.format)(Told(found, exit_code, evaluation), output.style))


def redacted(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Each finding on private data reduced to path, line, rule, week and counts."""
    from generator.rules.registry import RULES

    return tuple(one.redacted(RULES[one.rule].title if one.rule in RULES else _UNNAMED) for one in found)


_UNNAMED = "Something in a private file needs a look."


def width() -> int:
    """Columns of the terminal; 0 where the output is not one: then no line is broken."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def on_screen(text: str) -> str:
    """The text with its long lines broken for the terminal."""
    columns = width()
    return "\n".join(part for line in text.split("\n") for part in broken(line, columns))
