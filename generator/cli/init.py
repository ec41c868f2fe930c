"""`weekproof init`: from nothing to a repository that builds."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.core.errors import UserError
from generator.init.answers import Answers
from generator.init.ask import Given, commitment_named, gather
from generator.init.files import starter_files
from generator.init.write import Placed, refuse_started, write_files
from generator.intake.question import Question, has_terminal
from generator.model.calendar import Week, week_of
from generator.model.zone import zone_from_name
from generator.pipeline.types import Clock
from generator.reporters.registry import Output


def init(
    root: Path, given: Given, clock: Clock, output: Output, *, commitment: str, requirement: str, yes: bool
) -> int:
    """Ask, then write; 0. Nothing is written before the last answer."""
    refuse_started(root)
    terms = commitment_named(root, commitment)
    if not yes and not output.quiet:
        output.echo(
            "Up to eight questions. Enter keeps the answer in brackets; Ctrl-C leaves all as it is.\n"
        )
    ask = None if yes else _ask
    answers = gather(given, terms, root, commitment, requirement, ask=ask, say=output.echo)
    zone = zone_from_name(answers.time_zone)
    assert zone is not None, "every answer was checked"  # noqa: S101 - tells the type checker
    today, _ = clock(zone)
    root = root.resolve()  # without `..`: the words below are about the folder as it is
    placed = write_files(root, starter_files(answers, terms, today))
    if not output.quiet:
        for line in told(root, placed, answers, week_of(today, terms.weeks.first_weekday)):
            output.echo(line)
    return 0


def _ask(question: Question) -> str:
    if not has_terminal():
        hint = "Answer by flags (weekproof init --help), or ask for nothing: weekproof init --yes"
        raise UserError("There is nobody here to answer.", hint=hint)
    from generator.intake.terminal import ask

    return ask(question)


def told(root: Path, placed: Placed, answers: Answers, week: Week) -> Iterator[str]:
    """What was written, what is still to fill in, and what to type next."""
    yield f"\nWrote {len(placed.written)} files into {root}."
    for path in placed.kept:
        yield f"{path} was there and stays as it is.{_ADD.get(path, '')}"
    if answers.to_fill_in:
        yield f"Still to fill in, in portfolio.yaml: {', '.join(answers.to_fill_in)}."
    if answers.start is None:
        yield "On the first day of your search write `start` and your coach's name into portfolio.yaml."
    elif answers.start < week.starts:
        yield "A week of your search is over already. Write down what you did in it, each thing with its day;"
        yield "until then, or until your coach has answered it, that week fails the build."
    yield "\nNext:"
    if root != Path.cwd():
        yield f"  cd {_quoted(os.path.relpath(root))}"
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        yield "  git init -b main"
    yield "  weekproof build            # your portfolio in site/, your coach's report in report/"
    yield "  weekproof serve --drafts   # look at it while you write, drafts too"
    yield '  git add -A && git commit -m "Begin"'
    yield "\nThen push it to a private repository on GitHub. README.md says what happens there,"
    yield "and what to do each day."
    if answers.repositories == "one":
        yield "One repository has to stay private, and GitHub Pages of a private one needs a paid plan."


_ADD = {".gitignore": " Add these lines to it: /site/ and /report/ and /.weekproof/"}
_quoted: Callable[[str], str] = shlex.quote if os.name == "posix" else lambda text: f'"{text}"'
