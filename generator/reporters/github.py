"""Workflow commands of GitHub Actions: annotations at the lines of a commit or pull request.

GitHub shows ten annotations per severity and step, so we write nine and count the rest. User text never
begins a line, and characters that would end a value are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MAX_PER_SEVERITY = 9
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(result: RunResult, _: Style) -> str:
    """One line per finding, at most nine per severity."""
    diagnostics = result.diagnostics
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        rows = [diagnostic for diagnostic in diagnostics if diagnostic.severity is severity]
        lines.extend(_command(diagnostic, command) for diagnostic in rows[:MAX_PER_SEVERITY])
        if len(rows) > MAX_PER_SEVERITY:
            lines.append(
                f"weekproof: {len(rows) - MAX_PER_SEVERITY} more of kind {command}, not annotated here"
            )
    lines.append(f"weekproof: {len(diagnostics)} findings, exit code {result.exit_code}")
    return "\n".join(lines) + "\n"


def _command(diagnostic: Diagnostic, command: str) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(diagnostic))
    return f"::{command} {properties}::{_data(diagnostic.text.with_hint)}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    yield "file", diagnostic.location.path
    if diagnostic.location.line is not None:
        yield "line", str(diagnostic.location.line)
        if diagnostic.location.column is not None:
            yield "col", str(diagnostic.location.column)
    yield "title", diagnostic.rule


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does: `%`, carriage return and line feed."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, which also must not contain `:` and `,`."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
