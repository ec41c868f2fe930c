"""Workflow commands of GitHub Actions: findings at the lines of a commit or pull request.

GitHub shows ten annotations of a kind and step, so nine are given and the rest is counted. User
text never begins a line, and what the runner would read as the end of a value is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MAX_PER_SEVERITY = 9
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(result: RunResult, _: Style) -> str:
    """One line a finding, at most nine of a kind."""
    diagnostics = result.diagnostics
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        of_kind = [diagnostic for diagnostic in diagnostics if diagnostic.severity is severity]
        lines.extend(_command(diagnostic, command) for diagnostic in of_kind[:MAX_PER_SEVERITY])
        if len(of_kind) > MAX_PER_SEVERITY:
            lines.append(
                f"weekproof: {len(of_kind) - MAX_PER_SEVERITY} more of kind {command}, not annotated here"
            )
    lines.append(f"weekproof: {len(diagnostics)} findings, exit code {result.exit_code}")
    return "\n".join(lines) + "\n"


def _command(one: Diagnostic, command: str) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(one))
    text = one.text.with_hint
    return f"::{command} {properties}::{_data(text)}"


def _properties(one: Diagnostic) -> Iterator[tuple[str, str]]:
    yield "file", one.location.path
    if one.location.line is not None:
        yield "line", str(one.location.line)
        if one.location.column is not None:
            yield "col", str(one.location.column)
    yield "title", one.rule


def _data(text: str) -> str:
    """As the runner's own toolkit escapes a message: `%`, carriage return and line feed."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value may not hold `:` and `,` either."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
