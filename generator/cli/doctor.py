"""`weekproof doctor`: whether all is well around the content, and what to do where it is not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator

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
from generator.reporters.registry import Output

_COLOURS: dict[State, str] = {"ok": "32", "look": "33;1", "mend": "31;1"}


def doctor(request: Request, output: Output, *, as_json: bool) -> int:
    """Look at everything, offline; 0, or 1 where something is to be mended."""
    lines = look_at_all(facts_of(request))
    if as_json:
        told = json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=2)
        output.write(printable_json(told))
    else:
        shown = [line for line in lines if not output.quiet or line.state == "mend"]
        output.write("".join(f"{row}\n" for row in _page(shown, lines, colour=output.style.colour)))
    return int(any(line.state == "mend" for line in lines))


def facts_of(request: Request) -> Facts:
    """What is known before the first look."""
    portfolio = _portfolio(request)
    today, _ = request.clock(zone_of(portfolio.search) if portfolio else dt.UTC)
    public = is_public(request.environment) if request.public is None else request.public
    try:
        said = git.run_git(request.root, "rev-parse", "--is-inside-work-tree")
        in_git, is_foreign = said.strip() == b"true", False
    except git.GitError as silence:
        in_git, is_foreign = False, isinstance(silence, git.ForeignRepository)
    return Facts(request.root, today, public, portfolio, in_git, is_foreign)


def _portfolio(request: Request) -> Portfolio | None:
    try:
        return read_portfolio(request.root)[0]
    except UserError:
        return None


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
