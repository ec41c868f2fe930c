"""Markdown for the summary of a CI job: the weeks as a table, then the findings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.dates import short_day
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import capitalized, count
from generator.model.verdict import Evaluation, JudgedWeek
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MAX_BYTES = 900 * 1024
"""GitHub refuses a summary of more than 1 MiB; this leaves room for what else the job writes."""
_TRUNCATED = "\nThere is more; `weekproof check` shows all of it.\n"
# Parts of what GitHub's Markdown turns into links by itself → their escaped spelling.
_LINKING = {"://": ":&#47;/", "www.": "www&#46;", "WWW.": "WWW&#46;"}


def report(result: RunResult, _: Style) -> str:
    """The whole summary; a too large one is truncated and says so."""
    text = "".join(f"{line}\n" for line in _lines(result))
    if len(text.encode()) < MAX_BYTES:
        return text
    kept = text.encode()[: MAX_BYTES - len(_TRUNCATED.encode()) - 1]
    return kept[: kept.rindex(b"\n") + 1].decode() + _TRUNCATED


def _lines(result: RunResult) -> Iterator[str]:
    counted = ", ".join(_severity_counts(result.diagnostics)) or "nothing found"
    yield f"## Weekproof: {'failed' if result.exit_code else 'passed'}"
    yield ""
    yield f"{counted}."
    if result.site:
        yield ""
        yield " ".join(map(_escape, result.site))
    if result.evaluation is not None:
        yield ""
        yield from _weeks(result.evaluation)
    for severity, heading in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        rows = [diagnostic for diagnostic in result.diagnostics if diagnostic.severity is severity]
        if rows:
            yield ""
            yield f"### {heading}"
            yield ""
            yield from ("- " + _finding(diagnostic) for diagnostic in rows)


def _severity_counts(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    for severity in Severity:
        rows = sum(diagnostic.severity is severity for diagnostic in diagnostics)
        if rows:
            yield count(rows, severity.value)


def _weeks(evaluation: Evaluation) -> Iterator[str]:
    begun = [week for week in evaluation.weeks if week.verdict != "upcoming"]
    yield f"Standing as of {short_day(evaluation.as_of)}: **{evaluation.standing_words}**."
    if not begun:
        return
    names = [_escape(requirement.title) for requirement in begun[0].requirements]
    yield ""
    yield f"| week | {' | '.join(names)} | verdict |"
    yield f"| --- |{' ---: |' * len(names)} --- |"
    for week in reversed(begun):
        yield _week(week)


def _week(week: JudgedWeek) -> str:
    cells = [f"{requirement.counted} of {requirement.needed}" for requirement in week.requirements]
    return f"| {capitalized(week.words)} | {' | '.join(cells)} | {week.verdict} |"


def _finding(diagnostic: Diagnostic) -> str:
    location = ":".join(str(part) for part in diagnostic.location[:2] if part is not None)
    hint = f" {_escape(diagnostic.hint)}" if diagnostic.hint else ""
    return (
        f"`{printable(location).replace('`', '')}` **{diagnostic.rule}** {_escape(diagnostic.message)}{hint}"
    )


def _escape(text: str) -> str:
    """Escape HTML, links, emphasis and table cells in user text; our `code` stays."""
    safe = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for char in "\\[]*_|#!~":
        safe = safe.replace(char, "\\" + char)
    for part, escaped in _LINKING.items():
        safe = safe.replace(part, escaped)
    return safe
