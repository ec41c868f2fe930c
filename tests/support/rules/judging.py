"""Blocks laid over a base portfolio, and what the program finds in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.model.verdict import AsOfFrom
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.rules.registry import RENDERING_RULES
from tests.support.rules.blocks import BASE_DAY, Block, Mark

_PORTFOLIO = """\
graduate: {{name: Sam Example, github: sam-example, repository: sam-example/job-search}}
search: {{programme: {programme}{more}, graduated: 2026-06-01, start: 2026-06-01, time_zone: America/Chicago}}
coach: {{name: Dana Coach}}
commitment: {commitment}
site: {{url: "https://sam.example", contact: "mailto:hi@sam.example"}}
"""
# Requirements that no shipped commitment has, each by the name of the file that asks for it.
_COMMITMENTS = {
    "applications": """\
name: applications
title: A school that asks for applications every week
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: [applications]}
requirements:
  - {id: applications, kind: applications, title: Jobs applied for, clause: Apply once a week., source: Terms}
""",
    "local-applications": """\
name: local-applications
title: A school that asks for applications where the graduate lives
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: [applications]}
requirements:
  - {id: applications, kind: applications, local: true, title: Nearby, clause: Apply once., source: Terms}
""",
    "short-leave": """\
name: short-leave
title: A school that allows three days of leave
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: []}
obligations:
  - {id: leave, days: 3, title: Leave, clause: Three days of leave are allowed., source: Terms}
""",
    "check-ins": """\
name: check-ins
title: A school that asks for a call every week
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: [check-ins]}
requirements:
  - {id: check-ins, kind: check-ins, title: Call with the coach, clause: Call once a week., source: Terms}
""",
    "showing-work": """\
name: showing-work
title: A school that asks to show one's work
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: [showing-work]}
requirements:
  - id: showing-work
    kind: any-of
    title: Showing work
    clause: Show your work, with a post or with five commits.
    source: Terms
    of:
      - {id: post, kind: posts, title: A post}
      - {id: commits, kind: contributions, title: Commits, minimum: 5, count: commits}
""",
}


RULES_OF_THE_SITE = frozenset(rule.name for rule in RENDERING_RULES)
"""Rules that are found while the site is rendered: only their blocks are worth the time."""


def findings(block: Block, root: Path, *, site: bool) -> tuple[Diagnostic, ...]:
    """What a check of the block finds; with `site` it is rendered and guarded too."""
    lay(block, root)
    return check(root, block.as_of, chosen=block.chosen, site=site)


def lay(block: Block, root: Path) -> None:
    """Write the files of the block, and of its base portfolio those that it does not have."""
    for path, data in {**dict(_base(block)), **block.files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def check(
    root: Path,
    as_of: dt.date = BASE_DAY,
    *,
    chosen: bool = False,
    site: bool = False,
    environment: Mapping[str, str] | None = None,
) -> tuple[Diagnostic, ...]:
    """What a check of the repository at `root` finds."""

    def clock(_: dt.tzinfo) -> tuple[dt.date, AsOfFrom]:
        return as_of, "option" if chosen else "clock"

    request = Request(root=root, clock=clock, environment=environment or {})
    return run.check(request, site=site).diagnostics


def _base(block: Block) -> Iterator[tuple[str, bytes]]:
    more = ", specialization: ux" if block.programme == "ux-ui-design" else ""
    terms = block.commitment
    if terms in _COMMITMENTS:
        yield f"{terms}.yaml", _COMMITMENTS[terms].encode()
        terms = f"{terms}.yaml"
    yield "portfolio.yaml", _PORTFOLIO.format(programme=block.programme, more=more, commitment=terms).encode()


def mark_of(found: Diagnostic) -> Mark:
    """A finding as a page marks it. What is about a whole file stands on its first line."""
    return Mark(found.location.path, found.location.line or 1, found.severity.value, found.rule)
