"""`weekproof explain`: rules, weeks, records and the words that the program prints."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from generator.cli.explain_verdict import record_text, week_text
from generator.cli.findings import print_findings
from generator.cli.options import from_here, output, request, shared
from generator.commitment.loader import load_commitment
from generator.core.errors import UserError
from generator.core.text import closest_match
from generator.model.commitment import Commitment
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reading.portfolio import PATH, read_portfolio
from generator.reporters.registry import Output
from generator.rules.registry import RULES
from generator.rules.rule import Rule, load_page

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem  # loaded when something is completed

_WEEK = re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)
_SPOT = re.compile(r"(.+\.(?:yaml|yml|md)):(\d{1,7})")


def rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of rules that begin so, with what they say."""
    from click.shell_completion import CompletionItem

    titles = sorted((rule.name, rule.title) for rule in RULES.values())
    return [CompletionItem(name, help=title) for name, title in titles if name.startswith(incomplete)]


@click.command()
@click.argument("subject", metavar="RULE|WEEK|PATH:LINE", shell_complete=rules)
@shared
def explain(subject: str, **options: Any) -> int:
    """Say what a RULE means, why a WEEK got its verdict, or whether the record at PATH:LINE counted."""
    return _explain(from_here(subject, options["root"]), request(options), output(options))


def _explain(subject: str, request: Request, output: Output) -> int:
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


WIDTH = 88


def rule_text(rule: Rule, commitment: Commitment | None) -> str:
    """The whole explanation of `rule`, with the clauses of the commitment that it serves."""
    return "\n".join(_lines(rule, commitment)) + "\n"


def _lines(rule: Rule, commitment: Commitment | None) -> Iterator[str]:
    severity, set_by = _severity(rule, commitment)
    page = load_page(rule.name)
    yield f"{rule.name} ({severity}{set_by})"
    yield ""
    yield from _wrapped(rule.title)
    yield ""
    yield from _wrapped(f"What: {page.what}")
    yield ""
    yield from _wrapped(f"Why: {page.why}")
    for clause in _clauses(rule, commitment):
        yield ""
        yield from _wrapped(clause)
    if rule.ours:
        yield ""
        yield from _wrapped(
            "The school's documents don't say this, or don't give the numbers: Weekproof decided it."
        )
    if rule.hint:
        yield ""
        yield from _wrapped(f"What to do: {rule.hint}")
    for heading, example in (("Fails:", page.fails), ("Fixed:", page.fixed)):
        if example:
            yield ""
            yield heading
            yield ""
            yield from (f"    {line}" if line else "" for line in example.rstrip("\n").split("\n"))
    yield ""
    yield "This is how Weekproof reads your records; the school's terms decide."


def _severity(rule: Rule, commitment: Commitment | None) -> tuple[str, str]:
    word = commitment.severities.get(rule.name) if commitment and not rule.fixed else None
    if word:
        return word, f", set by {commitment.name if commitment else ''}"
    return rule.severity.value, ""


def _clauses(rule: Rule, commitment: Commitment | None) -> Iterator[str]:
    if commitment is None:
        return
    for terms in commitment.terms_for(rule.applies_to):
        if terms.clause:
            source = f" ({terms.source})" if terms.source else ""
            yield f"{commitment.title}: {terms.clause}{source}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), WIDTH)
