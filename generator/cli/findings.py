"""Print findings in the format asked for, redacted where output may be public; fit text to the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from generator.core.dates import short_day
from generator.core.diagnostics import Diagnostic
from generator.core.text import count, wrap_line
from generator.environment import machine
from generator.reporters.registry import Output, RunResult, reporter

if TYPE_CHECKING:
    from generator.model.page import Page
    from generator.model.post import Post
    from generator.model.project import Project
    from generator.model.verdict import Evaluation
    from generator.pipeline.types import JudgeResult


def site_of(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """What becomes of the site and what waits for whom, in sentences; empty if nothing fails the build."""
    if judged.verdict is None:
        return ()
    from generator.agenda.today import site_sentences

    return site_sentences(judged.verdict.evaluation, judged.verdict.commitment, diagnostics)


def print_findings(
    diagnostics: tuple[Diagnostic, ...],
    exit_code: int,
    output: Output,
    evaluation: Evaluation | None = None,
    site: tuple[str, ...] = (),
) -> None:
    """Write the findings in the format asked for, redacted where strangers may read them."""
    if output.redact:
        diagnostics = redacted(diagnostics)
    if output.quiet and output.format == "text":
        diagnostics = tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity.rank == 0)
        if not diagnostics:
            return
    output.write(reporter(output.format)(RunResult(diagnostics, exit_code, evaluation, site), output.style))
    is_hidden = output.redact and any(diagnostic.is_personal for diagnostic in diagnostics)
    can_change = not (machine.in_ci(os.environ) or machine.at_terminal())
    if is_hidden and can_change and output.format == "text":
        output.echo("Private details are hidden: no terminal is attached. --private-details shows them.")


def redacted(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Each finding on private data reduced to path, line, rule, week and counts."""
    from generator.rules.registry import RULES

    return tuple(
        diagnostic.redacted(RULES[diagnostic.rule].title if diagnostic.rule in RULES else _UNNAMED)
        for diagnostic in diagnostics
    )


_UNNAMED = "Something in a private file needs your attention."


def unpublished(judged: JudgeResult, *, drafts_shown: bool = False) -> str:
    """`1 draft, 2 posts dated later (next: 1 Dec 2026)`; empty if every text is shown."""
    journal = judged.journal
    if journal is None:
        return ""
    posts = journal.posts
    texts: tuple[Post | Project | Page, ...] = (*posts, *journal.projects, *journal.pages)
    drafts = 0 if drafts_shown else sum(text.draft for text in texts)
    later = sorted(post.date.day for post in posts if not post.draft and post.date.day > judged.as_of)
    parts = []
    if drafts:
        parts.append(count(drafts, "draft"))
    if later:
        parts.append(f"{count(len(later), 'post')} dated later (next: {short_day(later[0])})")
    return ", ".join(parts)


def width() -> int:
    """Columns of the terminal; 0 where the output is not one: then no line is broken."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def on_screen(text: str) -> str:
    """The text with its long lines broken for the terminal."""
    columns = width()
    return "\n".join(part for line in text.split("\n") for part in wrap_line(line, columns))
