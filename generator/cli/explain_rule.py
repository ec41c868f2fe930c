"""The text of `explain RULE`: what the rule says, why it exists, and examples that fail and pass."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generator.model.commitment import Commitment
from generator.rules.rule import Rule, page_of

WIDTH = 88


def titles() -> tuple[tuple[str, str], ...]:
    """Name and title of every rule, sorted by name."""
    from generator.rules.registry import RULES

    return tuple(sorted((rule.name, rule.title) for rule in RULES.values()))


def rule_text(rule: Rule, commitment: Commitment | None) -> str:
    """The whole explanation of `rule`, with the clauses of the commitment that it serves."""
    return "\n".join(_lines(rule, commitment)) + "\n"


def _lines(rule: Rule, commitment: Commitment | None) -> Iterator[str]:
    severity, set_by = _severity(rule, commitment)
    page = page_of(rule.name)
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
        yield from _wrapped("The school's documents don't say anything about this. Weekproof decided it.")
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
        return word, f", as {commitment.name if commitment else ''} sets it"
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
