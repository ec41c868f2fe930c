"""The PDF read back as a program of an employer's would, to see which facts of the résumé it loses."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.site.resume.outline import Linked, Outline

LOST, BROKEN, MISPLACED = "lost", "broken", "misplaced"
MOST_PAGES = 6  # a longer one is not read back: nobody at an employer's would either
# Words, and single letters of scripts that put no space between words.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact that would not arrive. `kind` is what it is: name, employer, role, dates and so on."""

    kind: str
    text: str
    trouble: str


def text_of(pdf: bytes) -> str:
    """The text of a PDF in the order in which its pages draw it."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def pages_of(pdf: bytes) -> int:
    """How many pages it has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def losses(resume: Outline, read: str, *, leftward: bool = False) -> tuple[Loss, ...]:
    """The facts of a résumé that `read`, the text of its PDF, lacks, breaks or has elsewhere.

    Both are compared as rows of words. What the longest common rows do not cover has not arrived
    where it belongs. Where all of the résumé goes from right to left (`leftward`), a line need only have
    all words: programs differ in the order in which they read those, and no résumé can help it.
    """
    facts = [(fact, words) for fact in facts_of(resume) if (words := _words(fact.text))]
    written = [word for _, words in facts for word in words]
    found = _words(read)
    matcher = SequenceMatcher(None, written, found, autojunk=False)
    arrived = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    lines = [" ".join(_words(line)) for line in read.splitlines()]
    told: list[Loss] = []
    at = 0
    for fact, words in facts:
        has_arrived = arrived.issuperset(range(at, at + len(words)))
        if not has_arrived and not (leftward and _in_a_line(words, lines)):
            told.append(Loss(fact.kind, fact.text, _trouble(words, written, found)))
        at += len(words)
    return tuple(told)


def facts_of(resume: Outline) -> Iterator[Linked]:
    """Every text of the résumé in reading order, with what it is."""
    yield Linked("name", resume.name)
    yield Linked("title", resume.label or "")
    yield from resume.contact
    yield Linked("summary", resume.summary or "")
    for section in resume.sections:
        yield Linked("heading", section.title)
        for entry in section.entries:
            yield entry.lead
            yield from (entry.second,) if entry.second else ()
            yield from entry.facts
            yield Linked("text", entry.text or "")
            yield from (Linked("highlight", point) for point in entry.points)
        yield from (Linked("skill", f"{line.name}: {line.text}") for line in section.lines)


def _trouble(words: Sequence[str], written: Sequence[str], found: Sequence[str]) -> str:
    if _count(words, found) >= _count(words, written):
        return MISPLACED
    joined = "".join(words)
    return BROKEN if "".join(found).count(joined) >= "".join(written).count(joined) else LOST


def _in_a_line(words: Sequence[str], lines: Sequence[str]) -> bool:
    return any(all(word in line for word in words) for line in lines)


def _count(words: Sequence[str], row: Sequence[str]) -> int:
    """How often `words` stand one after the other in `row`."""
    size = len(words)
    return sum(row[at : at + size] == words for at in range(len(row) - size + 1))


def _words(text: str) -> list[str]:
    shown = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return _WORD.findall(unicodedata.normalize("NFKC", "".join(shown)).casefold())
