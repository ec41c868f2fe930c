"""A week in words: its verdict, and each record with whether it counted and why not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.commitment import Commitment
from generator.model.verdict import (
    Evaluation,
    JudgedDecision,
    JudgedRecord,
    JudgedRequirement,
    JudgedWeek,
)
from generator.pipeline.types import Verdict
from generator.reporters.escape import printable

_VERDICTS = {
    "upcoming": "has not begun",
    "paused": "is paused: nothing is asked of it",
    "partial": "is partial: it is counted and shown, and nothing is asked of it",
    "met": "is met",
    "open": "is open",
    "unknown": "cannot be known: a file that feeds it could not be read",
    "excused": "is excused by the coach",
    "short": "is short",
}


def week_text(week: JudgedWeek, verdict: Verdict, *, redact: bool) -> str:
    """Why `week` got its verdict. With `redact` no record is named, only its place."""
    lines = [*_head(week, verdict.evaluation)]
    for requirement in week.requirements:
        lines += ["", *_requirement(requirement, verdict.commitment, redact=redact)]
    lines += _decisions(week, verdict, redact=redact)
    return "\n".join(lines) + "\n"


def _head(week: JudgedWeek, evaluation: Evaluation) -> Iterator[str]:
    span = f"{week.week.starts} to {week.week.ends}"
    yield f"{week.week.name} ({span}, week {week.number} of the search) {_VERDICTS[week.verdict]}."
    source = {"option": "--as-of", "clock": "today"}.get(evaluation.as_of_from, evaluation.as_of_from)
    yield f"As of {evaluation.as_of} ({source})."


def _requirement(requirement: JudgedRequirement, commitment: Commitment, *, redact: bool) -> Iterator[str]:
    verdict = "acknowledged, still short" if requirement.acknowledged else requirement.verdict
    yield f"{requirement.title}: {requirement.counted} of {requirement.needed}, {verdict}"
    terms = commitment.requirement(requirement.id)
    if terms and terms.clause:
        yield f"  “{' '.join(terms.clause.split())}”"
    for way in requirement.alternatives:
        yield f"  {way.id}: {way.counted} of {way.needed}"
    if not requirement.records:
        yield "  nothing logged"
    for record in requirement.records:
        yield record_line(record, redact=redact)


def record_line(record: JudgedRecord, *, redact: bool) -> str:
    """A record, whether it counts, and why not. With `redact` it is known by its place alone."""
    mark = "counts " if record.counted else "does not"
    amount = f" +{record.amount}" if record.amount > 1 else ""
    label = "" if redact and record.origin.path.startswith("content/private/") else f"  {record.label}"
    reasons = f"  ({', '.join(record.reasons)})" if record.reasons else ""
    moved = f" counted on {record.day}" if record.day != record.date else ""
    location = f"{record.origin.path}:{record.origin.line}"
    return printable(f"  {mark}{amount}  {record.date}{moved}  {location}{label}{reasons}")


def _decisions(week: JudgedWeek, verdict: Verdict, *, redact: bool) -> list[str]:
    decisions = [decision for decision in verdict.evaluation.decisions if week.week.name in decision.weeks]
    lines = ["", "The coach's decisions:"] if decisions else []
    known = _known(verdict.commitment) if redact else None
    return [*lines, *(_decision(decision, known, redact=redact) for decision in decisions)]


def _known(commitment: Commitment) -> frozenset[str]:
    """The ids that a decision can name; any other was made up in a private file."""
    return frozenset(requirement.id for requirement in commitment.requirements) | {
        obligation.id for obligation in commitment.obligations
    }


def _decision(judged: JudgedDecision, known: frozenset[str] | None, *, redact: bool) -> str:
    decision = judged.decision
    names = decision.requirements or ("all requirements",)
    if known is not None and decision.requirements:
        names = tuple(name if name in known else "something unknown" for name in names)
    what = ", ".join(names)
    reason = "" if redact else f": {decision.reason}"
    by = "" if redact else f" by {decision.by}"
    holds = "" if judged.holds else " (does not hold)"
    return printable(f"  {decision.decision}{by} on {decision.on}, {what}{reason}{holds}")
