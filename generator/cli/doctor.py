"""`weekproof doctor`: whether all is well around the content, and what to do where it is not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core.errors import UserError
from generator.doctor.checks import CheckContext, CheckResult, State, run_checks
from generator.environment import git
from generator.environment.visibility import is_public
from generator.model.portfolio import Portfolio, zone_of
from generator.pipeline.types import Request
from generator.reading.portfolio import read_portfolio
from generator.reporters.escape import printable, printable_json
from generator.reporters.registry import Output

_LABELS: dict[State, tuple[str, str]] = {
    "ok": ("ok", "32"),
    "warn": ("check", "33;1"),
    "fail": ("fix", "31;1"),
}
"""State → the word for it and its colour."""


@click.command()
@ROOT
@click.option("--json", "as_json", is_flag=True, help="JSON, for other programs.")
@click.option("-q", "--quiet", is_flag=True, help="Only show what has to be fixed.")
@click.option(
    "--public-repository/--private-repository", default=None, help="Say who can read this repository."
)
@TODAY
def doctor(root: Path, as_json: bool, **given: Any) -> int:
    """Check everything around your records: versions, privacy, keys, workflow, clock. Offline."""
    options = asked(root, **given)
    out = output(options)
    results = run_checks(context_of(request(options)))
    if as_json:
        rows = [result._asdict() for result in results]
        out.write(printable_json(json.dumps(rows, ensure_ascii=False, indent=2)))
    else:
        out.write("".join(f"{row}\n" for row in _page(results, out)))
    return int(any(result.state == "fail" for result in results))


def context_of(request: Request) -> CheckContext:
    """What the checks are given."""
    portfolio = _portfolio(request)
    today, _ = request.clock(zone_of(portfolio.search) if portfolio else dt.UTC)
    public = is_public(request.environment) if request.public is None else request.public
    try:
        output = git.run_git(request.root, "rev-parse", "--is-inside-work-tree")
        in_git, is_foreign = output.strip() == b"true", False
    except git.GitError as error:
        in_git, is_foreign = False, isinstance(error, git.ForeignRepository)
    return CheckContext(request.root, today, public, portfolio, in_git, is_foreign)


def _portfolio(request: Request) -> Portfolio | None:
    try:
        return read_portfolio(request.root)[0]
    except UserError:
        return None


def _page(results: Collection[CheckResult], output: Output) -> Iterator[str]:
    for result in results:
        if output.quiet and result.state != "fail":
            continue
        word, colour = _LABELS[result.state]
        word = f"{word:<5}"
        painted = f"\x1b[{colour}m{word}\x1b[0m" if output.style.colour else word
        yield f"{painted}  {result.subject}: {printable(result.message)}"
        yield from (f"       {printable(row)}" for row in (result.todo or "").splitlines())
    states = [result.state for result in results]
    parts = [f"{states.count('fail')} to fix"] if "fail" in states else []
    parts += [f"{states.count('warn')} to check"] if "warn" in states else []
    yield f"{' and '.join(parts)}." if parts else "All is well."
