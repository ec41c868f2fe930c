"""The page docs/clauses.md: every clause of the shipped commitments, for findings and pages to lead to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.rules.registry import RULES

COMMITMENTS = ("flatiron", "epicodus")
_HEAD = (
    "# The clauses",
    "",
    "What the shipped commitments ask, clause by clause, in our own words, with the document that each",
    "comes from and the rules that hold it. None of this is a legal reading: the school's terms decide.",
    "What their documents leave open stands in [what we decided](commitment.md).",
)


def shipped() -> list[Commitment]:
    """The real schools' terms that come with the program."""
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
    """Where on the page a clause stands."""
    return f"{commitment.name}-{terms.id}"


def _heading(commitment: Commitment, terms: Requirement | Obligation) -> str:
    """Its address is its name: readers of Markdown make anchors of headings in one and the same way."""
    return f"{commitment.name} {terms.id}"


def _about(commitment: Commitment) -> Iterator[str]:
    window = commitment.window
    yield f"{commitment.title}: {window.days} days, in weeks that begin on {commitment.weeks.start.title()}."
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
