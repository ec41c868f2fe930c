"""The résumé as plain text, for forms that take nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generator.core.text import is_wide
from generator.site.resume.outline import Entry, Fact, Outline, Section

WIDTH = 78  # columns


def plain_text(resume: Outline) -> str:
    """The résumé in lines of at most `WIDTH` columns; only links may be longer."""
    blocks = [block for block in _blocks(resume) if block]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _blocks(resume: Outline) -> Iterator[list[str]]:
    yield [*_wrapped(resume.name), *_wrapped(resume.label or "")]
    yield [line for linked in resume.contact for line in _wrapped(_address(linked))]
    yield _wrapped(resume.summary or "")
    for section in resume.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[list[str]]:
    yield [section.title.upper()]
    yield from (_entry(entry) for entry in section.entries)
    yield [wrapped for line in section.lines for wrapped in _wrapped(_labelled(line.name, line.text), "  ")]


def _labelled(name: str, text: str) -> str:
    return f"{name}: {text}" if name and text else name or text


def _entry(entry: Entry) -> list[str]:
    titles = ", ".join(linked.text for linked in (entry.lead, entry.second) if linked)
    facts = ", ".join(fact.text for fact in entry.facts if fact.kind != "link")
    links = [line for fact in entry.facts if fact.kind == "link" for line in _wrapped(_address(fact))]
    points = [line for point in entry.points for line in _wrapped(f"- {point}", "  ")]
    keywords = _wrapped(entry.keywords)
    return [*_wrapped(titles), *_wrapped(facts), *links, *_wrapped(entry.text or ""), *points, *keywords]


def _address(fact: Fact) -> str:
    return fact.url if fact.kind == "link" and fact.url else fact.text


def _wrapped(text: str, indent: str = "") -> list[str]:
    """`text` wrapped to lines, those after the first indented. No word is broken or hyphenated."""
    wide = any(map(is_wide, text))
    return textwrap.wrap(
        text,
        # Wide characters take two columns, and belong to scripts in which lines may break anywhere.
        WIDTH if not wide else WIDTH // 2,
        subsequent_indent=indent,
        break_long_words=wide,
        break_on_hyphens=False,
    )
