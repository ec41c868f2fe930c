"""Findings for a terminal: location, rule, message, source line with a caret, and hint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import count, display_width
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MAX_PER_RULE = 3
"""Warnings counts per rule; `--verbose` shows all of them, and the notes."""
MAX_LINE = 160
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def report(result: RunResult, style: Style) -> str:
    """All errors, up to three warnings per rule, then a line with the totals."""
    diagnostics = result.diagnostics
    lines: list[str] = []
    sources = _Sources(style.root)
    counts: dict[str, int] = {}
    for diagnostic in diagnostics:
        counts[diagnostic.rule] = counts.get(diagnostic.rule, 0) + 1
        if _is_visible(diagnostic, counts[diagnostic.rule], style):
            lines.extend([*_finding(diagnostic, sources, style), ""])
    lines.extend(_hidden_counts(diagnostics, style))
    lines.append(_count(diagnostics, result.exit_code, style))
    return "\n".join(lines) + "\n"


def _is_visible(diagnostic: Diagnostic, nth: int, style: Style) -> bool:
    if style.verbose or diagnostic.severity is Severity.ERROR:
        return True
    return diagnostic.severity is Severity.WARNING and nth <= MAX_PER_RULE


def _finding(diagnostic: Diagnostic, sources: _Sources, style: Style) -> Iterator[str]:
    location = diagnostic.location
    where = ":".join(str(part) for part in location if part is not None)
    severity = _paint(diagnostic.severity.value, _COLOURS[diagnostic.severity], style)
    yield f"{_paint(printable(where), '1', style)} {severity} {diagnostic.rule}"
    yield f"  {printable(diagnostic.message)}"
    if location.line and location.column:
        source = sources.line(location.path, location.line)
        if source is not None:
            yield from _excerpt(source, location.line, location.column, style)
    if diagnostic.terms:
        yield f"  {_paint('terms:', '36', style)} {printable(diagnostic.terms)}"
    if diagnostic.hint:
        yield f"  {_paint('hint:', '36', style)} {printable(diagnostic.hint)}"


def _excerpt(source: str, line: int, column: int, style: Style) -> Iterator[str]:
    """The source line with a caret below the column; long lines are cut around it."""
    start = max(0, column - 1 - MAX_LINE // 2) if len(source) > MAX_LINE else 0
    excerpt = source[start : start + MAX_LINE]
    before = printable(excerpt[: column - 1 - start])
    margin = f"  {line:>5} | "
    yield f"{margin}{printable(excerpt)}"
    yield " " * len(margin) + " " * display_width(before) + _paint("^", "31;1", style)


def _hidden_counts(diagnostics: tuple[Diagnostic, ...], style: Style) -> Iterator[str]:
    if style.verbose:
        return
    alike: dict[str, int] = {}
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.WARNING:
            alike[diagnostic.rule] = alike.get(diagnostic.rule, 0) + 1
    hidden = {rule: n - MAX_PER_RULE for rule, n in alike.items() if n > MAX_PER_RULE}
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
    text = ", ".join(parts) or "nothing found"
    if exit_code:
        return _paint(f"Failed: {text}.", "31;1", style)
    return _paint(f"Passed: {text}.", "32;1", style)


def _paint(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour else text


class _Sources:
    """Source lines; each file is read once, when a finding needs it."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def line(self, path: str, line: int) -> str | None:
        """One line without its end; None if it must not be counts, is blank or cannot be read."""
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
