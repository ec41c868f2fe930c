"""Writes docs/rules/ from the rules and docs/reference.md from the declared records.

`make docs` runs it; a test compares what is on disk with what it would write now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

from msgspec import Struct

from docs.theme_reference import theme_reference
from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.fields import Moment, PartialDate, PublicAddress, Slug, Url, WeekName
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.plan import Either, Group, Many, Pairs, Proof, Shape, Word, plan_of
from generator.reading.scalars import READERS
from generator.rules.rule import Rule
from generator.rules.table import RULES

FOLDER = Path(__file__).parent / "rules"
REFERENCE = Path(__file__).parent / "reference.md"
THEME_REFERENCE = Path(__file__).parent / "theme-reference.md"
COMMITMENTS = ("flatiron", "epicodus")


def pages() -> dict[str, str]:
    """The text of every page by its name below docs/rules/."""
    shipped = [load_commitment(SHIPPED_FOLDER, name)[0] for name in COMMITMENTS]
    known = [commitment for commitment in shipped if commitment is not None]
    texts = {f"{rule.name}.md": "\n".join(_page(rule, known)) + "\n" for rule in RULES.values()}
    return {**texts, "README.md": "\n".join(_index()) + "\n"}


def _index() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Every finding names its rule. `weekproof explain RULE` says the same as these pages."
    yield ""
    yield "| rule | severity | in a sentence |"
    yield "| --- | --- | --- |"
    for rule in RULES.values():
        yield f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.title.replace('|', '/')} |"


def _page(rule: Rule, commitments: list[Commitment]) -> Iterator[str]:
    yield f"# {rule.name}"
    yield ""
    yield f"**{rule.title}** Severity: {rule.severity.value}."
    yield ""
    yield rule.what
    yield ""
    yield f"**Why.** {rule.why}"
    yield from _clauses(rule, commitments)
    if rule.ours:
        yield ""
        yield "The schools' documents are silent on this or on its numbers: it was decided by Weekproof."
    if rule.hint:
        yield ""
        yield f"**What to do.** {rule.hint}"
    for heading, example in (("This breaks it", rule.failing), ("This mends it", rule.mended)):
        if example:
            yield from ("", f"## {heading}", "", "```yaml", example.rstrip("\n"), "```")
    yield from ("", "## Its severity", "")
    if rule.fixed:
        yield "Fixed: it is about privacy or about what cannot be read, and no commitment can change it."
    else:
        yield f"A commitment file may set another one: `severities: {{{rule.name}: warning}}`."
    yield ""
    yield "None of this page is a legal decision: the school's terms decide."


def _clauses(rule: Rule, commitments: list[Commitment]) -> Iterator[str]:
    for commitment in commitments:
        terms: Requirement | Obligation | None = None
        if rule.applies_to:
            terms = commitment.requirement(rule.applies_to) or commitment.obligation(rule.applies_to)
        if terms is not None and terms.clause:
            yield ""
            yield f"> {terms.clause}"
            yield ">"
            yield f"> {commitment.title}. Source: {terms.source}."


_KINDS: tuple[tuple[str, str, type[Struct]], ...] = (
    ("portfolio.yaml", "The one file of settings.", Portfolio),
    ("content/private/contacts/*.yaml", "Who was contacted, when and how. A list of records.", Contact),
    ("content/blog/*.md", "Front matter of posts.", Post),
    ("content/projects/*.md", "Front matter of projects.", Project),
    ("content/pages/*.md", "Front matter of free pages.", Page),
    ("content/contributions/*.yaml", "Public contributions by day. A list of records.", Contribution),
    ("content/private/activities/*.yaml", "Design activities. A list of records.", Activity),
    ("content/private/offers/*.yaml", "Offers and their answers. A list of records.", Offer),
    ("content/private/coaching/*.yaml", "Appointments, messages, deliverables. A list.", Coaching),
    ("content/private/goals.yaml", "Goals. A list of records.", Goal),
    ("content/private/coach-decisions.yaml, decisions", "The coach's answers.", Decision),
    ("content/private/coach-decisions.yaml, pauses", "Days on which nothing is asked.", Pause),
)


def reference() -> str:
    """The page of all keys of all files."""
    lines = ["# Every key of every file", "", "Made from the declarations that the reader itself uses.", ""]
    lines += ["Dates are `2026-11-22`; a date-time has an offset and is converted to your time zone.", ""]
    for name, about, kind in _KINDS:
        lines += [
            f"## {name}",
            "",
            about,
            "",
            "| key | type | needed | meaning |",
            "| --- | --- | --- | --- |",
        ]
        lines += [*_keys(kind, ""), ""]
    return "\n".join(lines)


def _keys(kind: type[Struct], prefix: str) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    for key in plan_of(kind).values():
        meaning = next(
            (
                str(meta.description)
                for meta in getattr(hints[key.field], "__metadata__", ())
                if meta.description
            ),
            "",
        )
        name, shape = prefix + key.name, key.shape
        if isinstance(shape, Group):
            yield from _keys(shape.type, f"{name}.")
            continue
        yield f"| `{name}` | {_type(shape)} | {'yes' if key.required else ''} | {meaning} |"


def _type(shape: Shape) -> str:
    if isinstance(shape, Word):
        return " or ".join(f"`{word}`" for word in shape.words)
    if isinstance(shape, Many):
        return f"list of {_type(shape.of)}"
    if isinstance(shape, Pairs):
        return f"keys with {_type(shape.of)}"
    if isinstance(shape, Proof):
        return "link, path, or {path, sha256}"
    if isinstance(shape, Either):
        return f"{_type(shape.many)}, or {{from, to}}"
    if isinstance(shape, Group):
        return "{" + ", ".join(plan_of(shape.type)) + "}"
    return next(word for reader, word in _WORDS if shape.read is READERS[reader])


_WORDS: tuple[tuple[object, str], ...] = (
    (str, "text"),
    (bool, "true or false"),
    (int, "whole number"),
    (float, "number"),
    (dt.date, "date"),
    (Moment, "date or date-time"),
    (Url, "web address"),
    (PublicAddress, "mailto or https"),
    (PartialDate, "year, month or date"),
    (WeekName, "week (`2026-W40`)"),
    (Slug, "slug"),
)


def main() -> None:
    """Write the pages, and remove those of rules that are no more."""
    REFERENCE.write_text(reference(), "utf-8")
    THEME_REFERENCE.write_text(theme_reference(), "utf-8")
    texts = pages()
    FOLDER.mkdir(exist_ok=True)
    for page in FOLDER.glob("*.md"):
        if page.name not in texts:
            page.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(texts)} pages in docs/rules/")


if __name__ == "__main__":
    main()
