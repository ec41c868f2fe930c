"""The page docs/clauses.md: every clause of the shipped commitments, with an anchor for links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.rules.registry import RULES

COMMITMENTS = ("flatiron", "epicodus")
_HEAD = (
    "# The clauses",
    "",
    "What the shipped commitments ask, clause by clause, in our own words, with the source document and",
    "the rules that check it. None of this is a legal reading: the school's terms decide.",
    "[What we decided](commitment.md) covers what their documents leave open.",
)


def shipped() -> list[Commitment]:
    """The shipped terms of real schools."""
    loaded = (load_commitment(SHIPPED_FOLDER, name)[0] for name in COMMITMENTS)
    return [commitment for commitment in loaded if commitment is not None]


def clauses() -> str:
    """The page."""
    lines = list(_HEAD)
    for commitment in shipped():
        lines += ["", f"## {commitment.name}", "", *_about(commitment)]
        asked: tuple[Requirement | Obligation, ...] = (*commitment.requirements, *commitment.obligations)
        for terms in asked:
            lines += ["", f"### {_heading(commitment, terms)}", "", *_clause(commitment, terms)]
    return "\n".join([*lines, ""])


def anchor_of(commitment: Commitment, terms: Requirement | Obligation) -> str:
    """The anchor of a clause on the page."""
    return f"{commitment.name}-{terms.id}"


def _heading(commitment: Commitment, terms: Requirement | Obligation) -> str:
    """The heading gives the anchor: Markdown readers make anchors from headings in the same way."""
    return f"{commitment.name} {terms.id}"


def _about(commitment: Commitment) -> Iterator[str]:
    window = commitment.window
    yield f"{commitment.title}: {window.days} days, in weeks that start on {commitment.weeks.start.title()}."
    if commitment.url:
        yield f"The document: <{commitment.url}>."
    yield ""
    for programme in commitment.programmes:
        asked = ", ".join(f"[{name}](#{commitment.name}-{name})" for name in programme.requirements)
        yield f"- {programme.title} (`{programme.id}`), every week: {asked}"


def _clause(commitment: Commitment, terms: Requirement | Obligation) -> Iterator[str]:
    yield f"**{terms.title}.** {terms.clause or 'No clause of its own.'}"
    if terms.source:
        yield ""
        yield f"Source: {terms.source}."
    rules = [rule.name for rule in RULES.values() if terms in commitment.terms_for(rule.applies_to)]
    if rules:
        yield ""
        yield "Rules: " + ", ".join(f"[{name}](rules/{name}.md)" for name in rules) + "."
