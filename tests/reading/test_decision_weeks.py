"""A range of weeks that cannot be meant is told at its line, and the decision is void."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.reading.decisions import PATH, read_decisions
from tests.support.repositories import places, write

DECISION = """\
decisions:
  - weeks: {{from: {first}, to: {last}}}
    decision: waived
    reason: Ill.
    by: Dana Coach
    on: 2026-06-20
"""


@pytest.mark.parametrize(
    ("first", "last", "sound"),
    [
        ("2026-W23", "2026-W23", True),
        ("2026-W23", "2026-W24", True),
        ("2026-W24", "2026-W23", False),
        ("1990-W01", "2026-W23", False),
        ("2026-W53", "2027-W01", True),
    ],
)
def test_a_range_runs_forward_and_not_for_years(tmp_path: Path, first: str, last: str, sound: bool) -> None:
    write(tmp_path, {PATH: DECISION.format(first=first, last=last)})
    read = read_decisions(tmp_path, dt.UTC, 100)
    assert len(read.decisions) == sound
    assert places(read.diagnostics) == ([] if sound else [f"{PATH}:2:12 unreadable-week"])
