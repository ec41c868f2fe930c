"""`weekproof init`: from nothing to a repository that builds."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.core.errors import UserError
from generator.init.answers import Answers, Given, commitment_named, gather
from generator.init.template import starter_files
from generator.init.write import Placed, refuse_started, write_files
from generator.intake.question import Question, has_terminal
from generator.model.calendar import Week, week_of
from generator.model.zone import zone_from_name
from generator.pipeline.types import Clock
from generator.reporters.registry import Output


def init(
    root: Path, given: Given, clock: Clock, output: Output, *, commitment: str, requirement: str, yes: bool
) -> int:
    """Ask all questions, then write the files; returns 0."""
    refuse_started(root)
    terms = commitment_named(root, commitment)
    if not yes and not output.quiet:
        output.echo(
            "Up to eight questions. Enter keeps the answer in brackets; Ctrl-C cancels, nothing is changed.\n"
        )
    ask = None if yes else _ask
    answers = gather(given, terms, root, commitment, requirement, ask=ask, say=output.echo)
    zone = zone_from_name(answers.time_zone)
    assert zone is not None, "every answer was checked"  # noqa: S101 - tells the type checker
    today, _ = clock(zone)
    root = root.resolve()  # without `..`, for the lines below
    placed = write_files(root, starter_files(answers, terms, today))
    if not output.quiet:
        for line in _summary(root, placed, answers, week_of(today, terms.weeks.first_weekday)):
            output.echo(line)
    return 0


def _ask(question: Question) -> str:
    if not has_terminal():
        hint = "Give the answers as flags (weekproof init --help), or use defaults: weekproof init --yes"
        raise UserError("Input is not a terminal.", hint=hint)
    from generator.intake.terminal import ask

    return ask(question)


def _summary(root: Path, placed: Placed, answers: Answers, week: Week) -> Iterator[str]:
    """Lines on what was written, what to fill in, and what to run next."""
    yield f"\nWrote {len(placed.written)} files to {root}."
    for path in placed.kept:
        yield f"{path} already exists and was not changed.{_ADD.get(path, '')}"
    if answers.to_fill_in:
        yield f"Fill these in, in portfolio.yaml: {', '.join(answers.to_fill_in)}."
    if answers.start is None:
        yield "On the first day of your search, add `start` and your coach's name to portfolio.yaml."
    elif answers.start < week.starts:
        yield "A week of your search is over already. Log what you did in it, each record with its date."
        yield "The build fails until you have, or until your coach has decided on that week."
    yield "\nNext:"
    if root != Path.cwd():
        yield f"  cd {_quoted(os.path.relpath(root))}"
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        yield "  git init -b main"
    yield "  weekproof build            # your portfolio in site/, your coach's report in report/"
    yield "  weekproof serve --drafts   # preview it while you write, drafts included"
    yield '  git add -A && git commit -m "Begin"'
    yield "\nThen push it to a private repository on GitHub. README.md explains what happens there"
    yield "and what to do each day."
    if answers.repositories == "one":
        yield "Keep the repository private: GitHub Pages then needs a paid plan."


_ADD = {".gitignore": " Add these lines to it: /site/, /report/ and /.weekproof/"}
_quoted: Callable[[str], str] = shlex.quote if os.name == "posix" else lambda text: f'"{text}"'
