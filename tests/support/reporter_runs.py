"""What whole checks print in a format, of portfolios in which little, much or everything is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.canaries import AS_OF, FILES, WRONG_SETTINGS
from tests.support.command import run
from tests.support.repositories import SETTINGS, write

TERMS = """\
name: ours
title: Our terms
weeks: {partial: prorate}
programmes:
  - {id: web, title: Web, field: web, requirements: [contacts, work]}
requirements:
  - {id: contacts, kind: contacts, title: Contacts, clause: Ask., source: Terms}
  - id: work
    kind: any-of
    title: Work
    clause: Show.
    source: Terms
    of: [{id: post, kind: posts, title: Post}, {id: calls, kind: check-ins, title: Calls}]
"""
RUNS: Mapping[str, Mapping[str, str | bytes]] = {
    "everything wrong": FILES,
    "nothing logged": {"portfolio.yaml": SETTINGS},
    "not started": {"portfolio.yaml": SETTINGS.replace(", start: 2026-06-01", "")},
    "own terms": {
        "portfolio.yaml": SETTINGS.replace("software-engineering", "web") + "commitment: terms.yaml\n",
        "terms.yaml": TERMS,
    },
    "wrong settings": {**FILES, "portfolio.yaml": next(iter(WRONG_SETTINGS.values()))},
}


def printed(name: str, which: str, root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The standard output of a check of `RUNS[which]` in the format `name`."""
    write(root, RUNS[which])
    return run(capsys, "check", "--root", str(root), "--as-of", AS_OF, "--format", name, *more).out
