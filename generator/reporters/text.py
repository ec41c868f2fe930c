"""For a person at a terminal: place, rule, sentence, the source line with a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import count, display_width
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MOST_ALIKE = 3
"""So many warnings of one rule are shown; `--verbose` shows all, and the notes."""
MAX_LINE = 160
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def report(told: RunResult, style: Style) -> str:
    """All errors, warnings up to three of a kind, then a line that counts everything."""
    diagnostics = told.diagnostics
    lines: list[str] = []
    sources = _Sources(style.root)
    shown: dict[str, int] = {}
    for diagnostic in diagnostics:
        shown[diagnostic.rule] = shown.get(diagnostic.rule, 0) + 1
        if _is_shown(diagnostic, shown[diagnostic.rule], style):
            lines.extend([*_finding(diagnostic, sources, style), ""])
    lines.extend(_more(diagnostics, style))
    lines.append(_count(diagnostics, told.exit_code, style))
    return "\n".join(lines) + "\n"


def _is_shown(one: Diagnostic, nth: int, style: Style) -> bool:
    if style.verbose or one.severity is Severity.ERROR:
        return True
    return one.severity is Severity.WARNING and nth <= MOST_ALIKE


def _finding(one: Diagnostic, sources: _Sources, style: Style) -> Iterator[str]:
    location = one.location
    where = ":".join(str(part) for part in location if part is not None)
    severity = _painted(one.severity.value, _COLOURS[one.severity], style)
    yield f"{_painted(printable(where), '1', style)} {severity} {one.rule}"
    yield f"  {printable(one.message)}"
    if location.line and location.column:
        source = sources.line(location.path, location.line)
        if source is not None:
            yield from _excerpt(source, location.line, location.column, style)
    if one.hint:
        yield f"  {_painted('hint:', '36', style)} {printable(one.hint)}"


def _excerpt(source: str, line: int, column: int, style: Style) -> Iterator[str]:
    """The source line and a caret below the character at fault; long lines are cut around it."""
    start = max(0, column - 1 - MAX_LINE // 2) if len(source) > MAX_LINE else 0
    shown = source[start : start + MAX_LINE]
    before = printable(shown[: column - 1 - start])
    margin = f"  {line:>5} | "
    yield f"{margin}{printable(shown)}"
    yield " " * len(margin) + " " * display_width(before) + _painted("^", "31;1", style)


def _more(diagnostics: tuple[Diagnostic, ...], style: Style) -> Iterator[str]:
    if style.verbose:
        return
    alike: dict[str, int] = {}
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.WARNING:
            alike[diagnostic.rule] = alike.get(diagnostic.rule, 0) + 1
    hidden = {rule: n - MOST_ALIKE for rule, n in alike.items() if n > MOST_ALIKE}
    for rule, n in sorted(hidden.items()):
        yield f"and {n} more {rule} (--verbose shows all)"
    if hidden:
        yield ""


def _count(diagnostics: tuple[Diagnostic, ...], exit_code: int, style: Style) -> str:
    parts = []
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")):
        n = sum(diagnostic.severity is severity for diagnostic in diagnostics)
        if n:
            parts.append(count(n, word))
    told = ", ".join(parts) or "nothing found"
    if exit_code:
        return _painted(f"Failed: {told}.", "31;1", style)
    return _painted(f"Passed: {told}.", "32;1", style)


def _painted(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour else text


class _Sources:
    """Lines of the repository's files, each file read once and only where a finding stands in it."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def line(self, path: str, line: int) -> str | None:
        """The text of one line without its end; None where it may not be shown or cannot be read."""
        if self.root is None:
            return None
        if path not in self.files:
            self.files[path] = self._read(path)
        lines = self.files[path]
        return lines[line - 1] if 0 < line <= len(lines) and lines[line - 1].strip() else None

    def _read(self, path: str) -> list[str]:
        from generator.source.files import read_text

        if self.root is None:
            return []
        file, _ = read_text(self.root, path, 2048)
        return file.text.split("\n") if file else []
