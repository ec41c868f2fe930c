"""Markdown for the summary of a CI job: the weeks as a table, then what to mend."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import count
from generator.model.verdict import Evaluation, JudgedWeek
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style

MAX_BYTES = 900 * 1024
"""GitHub refuses a summary of more than 1 MiB; this leaves room for what else the job writes."""
_TRUNCATED = "\nThere is more; `weekproof check` shows all of it.\n"
# What GitHub's Markdown would make a link of by itself: the parts that give it away, spelled otherwise.
_LINKING = {"://": ":&#47;/", "www.": "www&#46;", "WWW.": "WWW&#46;"}


def report(result: RunResult, _: Style) -> str:
    """The whole summary, cut with a word about it where it would grow too large."""
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
    if result.evaluation is not None:
        yield ""
        yield from _weeks(result.evaluation)
    for severity, heading in ((Severity.ERROR, "To mend"), (Severity.WARNING, "To look at")):
        of_kind = [diagnostic for diagnostic in result.diagnostics if diagnostic.severity is severity]
        if of_kind:
            yield ""
            yield f"### {heading}"
            yield ""
            yield from ("- " + _finding(diagnostic) for diagnostic in of_kind)


def _severity_counts(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    for severity in Severity:
        of_kind = sum(diagnostic.severity is severity for diagnostic in diagnostics)
        if of_kind:
            yield count(of_kind, severity.value)


def _weeks(evaluation: Evaluation) -> Iterator[str]:
    begun = [week for week in evaluation.weeks if week.verdict != "upcoming"]
    yield f"Standing as of {evaluation.as_of}: **{evaluation.standing}**."
    if not begun:
        return
    names = [_escape(requirement.id) for requirement in begun[0].requirements]
    yield ""
    yield f"| week | {' | '.join(names)} | verdict |"
    yield f"| --- |{' ---: |' * len(names)} --- |"
    for week in reversed(begun):
        yield _week(week)


def _week(week: JudgedWeek) -> str:
    cells = [f"{requirement.counted} of {requirement.needed}" for requirement in week.requirements]
    return f"| {week.week.name} | {' | '.join(cells)} | {week.verdict} |"


def _finding(one: Diagnostic) -> str:
    location = ":".join(str(part) for part in one.location[:2] if part is not None)
    hint = f" {_escape(one.hint)}" if one.hint else ""
    return f"`{printable(location).replace('`', '')}` **{one.rule}** {_escape(one.message)}{hint}"


def _escape(text: str) -> str:
    """User text as text: no HTML, links, emphasis or table cells of its own; our `code` stays."""
    safe = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\[]*_|#!~":
        safe = safe.replace(sign, "\\" + sign)
    for sign, spelled in _LINKING.items():
        safe = safe.replace(sign, spelled)
    return safe
