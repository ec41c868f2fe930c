"""`weekproof explain`: what a rule means, why a week got its verdict, whether a record counted."""

from __future__ import annotations

import re

from generator.cli.explain_record import record_text
from generator.cli.explain_rule import rule_text
from generator.cli.explain_week import week_text
from generator.cli.findings import print_findings
from generator.core.errors import UserError
from generator.core.text import closest_match
from generator.model.commitment import Commitment
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reading.portfolio import PATH
from generator.reporters.registry import Output
from generator.rules.registry import RULES

_WEEK = re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)
_SPOT = re.compile(r"(.+\.(?:yaml|yml|md)):(\d{1,7})")


def explain(subject: str, request: Request, output: Output) -> int:
    """Explain a rule, a week or a record; the exit code. A `UserError` where there is no such thing."""
    if _WEEK.fullmatch(subject):
        return _week(subject.upper(), request, output)
    spot = _SPOT.fullmatch(subject)
    if spot:
        judged = run.judge(request)
        path = spot[1].replace("\\", "/").removeprefix("./")
        output.echo(record_text(request.root, path, int(spot[2]), judged, redact=output.redact))
        return 0
    rule = RULES.get(subject)
    if rule is None:
        close = closest_match(subject, RULES, cutoff=0.5)
        hint = f"Did you mean `{close}`?" if close else "Findings name their rule; weeks are 2026-W40."
        raise UserError(f"There is no rule and no week called `{subject}`.", hint=hint)
    output.echo(rule_text(rule, _terms(request)))
    return 0


def _terms(request: Request) -> Commitment | None:
    """The commitment in force here; the shipped `flatiron` outside a graduate's repository."""
    from generator.commitment.loader import load_commitment
    from generator.reading.portfolio import read_portfolio

    named = "flatiron"
    if (request.root / PATH).is_file():
        portfolio, _ = read_portfolio(request.root)
        named = portfolio.commitment if portfolio else named
    try:
        commitment, _ = load_commitment(request.root, named)
    except UserError:
        commitment, _ = load_commitment(request.root, "flatiron")
    return commitment


def _week(name: str, request: Request, output: Output) -> int:
    judged = run.judge(request)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    evaluation = judged.verdict.evaluation
    week = next((week for week in evaluation.weeks if week.week.name == name), None)
    if week is None:
        window = evaluation.window
        if window is None:
            raise UserError(
                "The search has no first day yet, so no week has a verdict.",
                hint="Write it into portfolio.yaml, as `start: YYYY-MM-DD` below `search`.",
            )
        raise UserError(
            f"{name} is not a week of this search.",
            hint=f"The window runs from {window.start} to {window.end}.",
        )
    output.echo(week_text(week, judged.verdict, redact=output.redact))
    return 0
