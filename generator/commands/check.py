"""`weekproof check`: read and judge, write nothing."""

from __future__ import annotations

from dataclasses import replace

from generator import pipeline
from generator.commands.told import tell
from generator.reporters.bar import shown
from generator.reporters.table import Output
from generator.run import Request


def check(request: Request, output: Output, *, site: bool) -> int:
    """Judge, and with `site` render and guard too; the exit code."""
    with shown(output) as progress:
        outcome = pipeline.check(replace(request, progress=progress), site=site)
    tell(outcome.found, outcome.exit_code, output, outcome.judged.evaluation)
    return outcome.exit_code
