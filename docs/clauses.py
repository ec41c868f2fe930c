"""The page docs/clauses.md: every clause of the shipped commitments, with an anchor for links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from msgspec.yaml import decode

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.rules.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
COMMITMENTS = ("flatiron", "epicodus")
_HEAD = (
    "# The clauses",
    "",
    "What the shipped commitments ask, clause by clause, in our own words, with the source document and",
    "the rules that check it. None of this is a legal reading: the school's terms decide.",
    "[What we decided](commitment.md) covers what their documents leave open.",
)


class Duty(Struct, frozen=True, kw_only=True):
    """A sentence of a document that asks something, in our words, and what holds it: `tests/duties.yaml`."""

    document: str = ""
    section: str
    duty: str
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    examples: Mapping[str, tuple[str, ...]] = {}
    tests: tuple[str, ...] = ()
    why: str = ""


class _Document(Struct, frozen=True):
    document: str
    about: str
    duties: tuple[Duty, ...]


def _documents() -> tuple[_Document, ...]:
    return decode((ROOT / "tests/duties.yaml").read_bytes(), type=tuple[_Document, ...])


def clause_names() -> frozenset[str]:
    """Every clause of the shipped terms, as its heading names it."""
    return frozenset(
        _heading(commitment, terms)
        for commitment in shipped()
        for terms in (*commitment.requirements, *commitment.obligations)
        if isinstance(terms, Requirement | Obligation)
    )


def duties() -> tuple[Duty, ...]:
    """Every duty of the documents, in their order."""
    return tuple(
        replace(duty, document=document.document) for document in _documents() for duty in document.duties
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
    return "\n".join([*lines, *_not_judged(), ""])


def _not_judged() -> Iterator[str]:
    """What the documents ask and nothing judges, with why."""
    yield from ("", "## Not judged", "")
    yield "The other sentences of the three documents, in our own words: what no rule judges, why, and where"
    yield "it can be noted. `tests/duties.yaml` has every sentence with what holds it, and a test checks it."
    for document in _documents():
        yield from ("", f"### {document.document}", "", f"{document.about}.", "")
        yield from ("| section | what it says | why it is not judged |", "| --- | --- | --- |")
        for duty in document.duties:
            if duty.why:
                yield f"| {duty.section} | {duty.duty.strip()} | {duty.why.strip()} |"


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
