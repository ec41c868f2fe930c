"""Findings about the PDFs of résumé and letters, at their line in the graduate's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.text import first_few
from generator.site.resume.outline import Outline, Section
from generator.site.resume.readback import BROKEN, MISPLACED, LostFact


@dataclass(frozen=True, slots=True)
class ResumeLocations:
    """Finds locations in the file at `path`, whose text is read from `sources` on demand."""

    path: str
    sources: Mapping[str, str]

    def of_text(self, text: str) -> Location:
        """Where `text` begins; where its first words are if YAML breaks up the rest."""
        words = text.split()
        for word_count in dict.fromkeys((len(words), min(3, len(words)), 1)):
            match = re.search(r"\s+".join(map(re.escape, words[:word_count])), self._text) if words else None
            if match is not None:
                return self._location(match.start())
        return Location(self.path, 1, 1)

    def of_key(self, key: str) -> Location:
        """Where the section with that key begins."""
        match = re.search(rf"^{re.escape(key)}\s*:", self._text, re.MULTILINE)
        return self._location(match.start()) if match else Location(self.path, 1, 1)

    def of_letters(self, letters: Iterable[str]) -> dict[Location, tuple[str, ...]]:
        """The letters by the line of their first occurrence; the file's first line for escaped letters."""
        offsets = [(self._text.find(letter), letter) for letter in letters]
        location_by_line: dict[int | None, Location] = {}
        letters_by_location: dict[Location, tuple[str, ...]] = {}
        for offset, letter in sorted(offsets):
            location = self._location(offset) if offset >= 0 else Location(self.path, 1, 1)
            first = location_by_line.setdefault(location.line, location)
            letters_by_location[first] = (*letters_by_location.get(first, ()), letter)
        return letters_by_location

    @property
    def _text(self) -> str:
        return self.sources.get(self.path, "")

    def _location(self, offset: int) -> Location:
        before = self._text[:offset]
        return Location(self.path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


MOST_PAGES = 2
_MOST_TOLD = 12
_LETTERS_TOLD = 8
_SHOWN = 60  # characters of a text that a message quotes
_HOW = {BROKEN: "resume-facts-lost.broken", MISPLACED: "resume-facts-lost.misplaced"}


def letters_missing(
    letters: Iterable[str],
    font: str | None,
    locations: ResumeLocations,
    key: str = "resume-letters-missing.here",
) -> Iterator[Diagnostic]:
    """A finding, with the text of `key`, for each line with letters that no font has."""
    hint = Message("resume-letters-missing.no-font")
    if font is not None:
        hint = Message("resume-letters-missing.other-font", font=font)
    for location, missing in sorted(locations.of_letters(letters).items()):
        listed = first_few([f"{letter} (U+{ord(letter):04X})" for letter in missing], _LETTERS_TOLD)
        yield diagnostic(key, location, Severity.WARNING, letters=listed, hint=hint)


def too_long(pages: int, resume: Outline, locations: ResumeLocations) -> Iterator[Diagnostic]:
    """A finding on the longest sections if there are more than `MOST_PAGES` pages."""
    if pages <= MOST_PAGES:
        return
    longest = sorted(resume.sections, key=_words, reverse=True)[:2]
    parts = tuple(
        Message("resume-too-long.part", title=section.title, words=_words(section)) for section in longest
    )
    location = locations.of_key(longest[0].key) if longest else locations.of_key("basics")
    text = Message("resume-too-long.here", pages=pages, most=MOST_PAGES, parts=parts)
    yield diagnostic(text, location, Severity.WARNING)


def facts_lost(lost: Iterable[LostFact], locations: ResumeLocations) -> Iterator[Diagnostic]:
    """A finding for each fact that a program would not read from the PDF."""
    for loss in list(lost)[:_MOST_TOLD]:
        text = loss.text if len(loss.text) <= _SHOWN else loss.text[:_SHOWN].rstrip() + "…"
        key = _HOW.get(loss.problem, "resume-facts-lost.lost")
        yield diagnostic(key, locations.of_text(loss.text), Severity.WARNING, kind=loss.kind, text=text)


def _words(section: Section) -> int:
    entries = (
        " ".join((entry.lead.text, entry.text or "", *entry.points, entry.keywords))
        for entry in section.entries
    )
    lines = (f"{line.name} {line.text}" for line in section.lines)
    return sum(len(text.split()) for text in (*entries, *lines))
