"""`weekproof doctor`: whether all is well around the content, and what to do where it is not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core.errors import UserError
from generator.core.text import count
from generator.doctor.check import Facts, Line, State
from generator.doctor.registry import look_at_all
from generator.environment import git
from generator.environment.visibility import is_public
from generator.model.portfolio import Portfolio
from generator.model.zone import zone_of
from generator.pipeline.types import Request
from generator.reading.portfolio import read_portfolio
from generator.reporters.escape import printable, printable_json

_COLOURS: dict[State, str] = {"ok": "32", "look": "33;1", "mend": "31;1"}


@click.command()
@ROOT
@click.option("--json", "as_json", is_flag=True, help="JSON, for other programs.")
@click.option("-q", "--quiet", is_flag=True, help="Show what is to be mended only.")
@click.option("--public-repository/--private-repository", default=None, help="Say who can read it.")
@TODAY
def doctor(root: Path, as_json: bool, **given: Any) -> int:
    """Look at everything around your records: versions, privacy, keys, workflow, clock. Offline."""
    options = asked(root, **given)
    out = output(options)
    lines = look_at_all(facts_of(request(options)))
    if as_json:
        told = json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=2)
        out.write(printable_json(told))
    else:
        shown = [line for line in lines if not out.quiet or line.state == "mend"]
        out.write("".join(f"{row}\n" for row in _page(shown, lines, colour=out.style.colour)))
    return int(any(line.state == "mend" for line in lines))


def facts_of(request: Request) -> Facts:
    """What is known before the first look."""
    portfolio = _portfolio(request)
    today, _ = request.clock(zone_of(portfolio.search) if portfolio else dt.UTC)
    public = is_public(request.environment) if request.public is None else request.public
    return Facts(request.root, today, public, portfolio, _is_in_git(request))


def _portfolio(request: Request) -> Portfolio | None:
    try:
        return read_portfolio(request.root)[0]
    except UserError:
        return None


def _is_in_git(request: Request) -> bool:
    try:
        return git.ask(request.root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except git.NoAnswer:
        return False


def _page(shown: Iterable[Line], lines: Iterable[Line], *, colour: bool) -> Iterator[str]:
    for line in shown:
        state = f"{line.state:<4}"
        painted = f"\x1b[{_COLOURS[line.state]}m{state}\x1b[0m" if colour else state
        yield f"{painted}  {line.subject}: {printable(line.message)}"
        for row in (line.todo or "").splitlines():
            yield f"      {printable(row)}"
    states = [line.state for line in lines]
    to_mend, to_see = states.count("mend"), states.count("look")
    told = [f"{to_mend} to mend"] if to_mend else []
    told += [f"{count(to_see, 'thing')} to look at"] if to_see else []
    yield f"{' and '.join(told)}." if told else "All is well."
