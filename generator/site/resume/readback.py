"""Read the PDF back as an employer's software would, to find facts of the résumé that it loses."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.site.resume.outline import Fact, Outline

LOST, BROKEN, MISPLACED = "lost", "broken", "misplaced"
MOST_PAGES = 6  # longer PDFs are not read back
# Words, and single characters of scripts without spaces between words.
_SIGNS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"


@dataclass(frozen=True, slots=True)
class LostFact:
    """A fact that is not read back. `kind` is name, employer, role, dates and so on; `problem` is how."""

    kind: str
    text: str
    problem: str


def text_of(pdf: bytes) -> str:
    """The text of a PDF in the order in which its pages draw it."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def pages_of(pdf: bytes) -> int:
    """The number of pages."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def lost_facts(resume: Outline, pdf_text: str, *, rtl: bool = False) -> tuple[LostFact, ...]:
    """The facts of a résumé that `pdf_text`, the text of its PDF, lacks, breaks up or has in another place.

    Both are compared as sequences of words: a fact outside the longest common subsequences is lost. In a
    right-to-left résumé (`rtl`) a line only needs to have all the words, because programs differ in the
    order in which they read them.
    """
    facts = [(fact, words) for fact in facts_of(resume) if (words := _words(fact.text))]
    expected = [word for _, words in facts for word in words]
    actual = _words(pdf_text)
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    matched = {
        index for block in matcher.get_matching_blocks() for index in range(block.a, block.a + block.size)
    }
    lines = [" ".join(_words(line)) for line in pdf_text.splitlines()]
    lost: list[LostFact] = []
    index = 0
    for fact, words in facts:
        is_matched = matched.issuperset(range(index, index + len(words)))
        if not is_matched and not (rtl and _in_a_line(words, lines)):
            lost.append(LostFact(fact.kind, fact.text, _problem(words, expected, actual)))
        index += len(words)
    return tuple(lost)


def facts_of(resume: Outline) -> Iterator[Fact]:
    """Every text of the résumé in reading order, with its kind."""
    yield Fact("name", resume.name)
    yield Fact("title", resume.label or "")
    yield from resume.contact
    yield Fact("summary", resume.summary or "")
    for section in resume.sections:
        yield Fact("heading", section.title)
        for entry in section.entries:
            yield entry.lead
            yield from (entry.second,) if entry.second else ()
            yield from entry.facts
            yield Fact("text", entry.text or "")
            yield from (Fact("highlight", point) for point in entry.points)
            yield Fact("keywords", entry.keywords)
        yield from (Fact("skill", f"{line.name}: {line.text}") for line in section.lines)


def _problem(words: Sequence[str], expected: Sequence[str], actual: Sequence[str]) -> str:
    if _count(words, actual) >= _count(words, expected):
        return MISPLACED
    joined = "".join(words)
    return BROKEN if "".join(actual).count(joined) >= "".join(expected).count(joined) else LOST


def _in_a_line(words: Sequence[str], lines: Sequence[str]) -> bool:
    return any(all(word in line for word in words) for line in lines)


def _count(words: Sequence[str], row: Sequence[str]) -> int:
    """How often `words` occur as a sequence in `row`."""
    size = len(words)
    return sum(row[start : start + size] == words for start in range(len(row) - size + 1))


def _words(text: str) -> list[str]:
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return re.findall(f"[{_SIGNS}]|[^\\W{_SIGNS}]+", unicodedata.normalize("NFKC", visible).casefold())
