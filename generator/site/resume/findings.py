"""What is told of the résumé's PDF: letters without a font, too many pages, facts that get lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.text import first_few
from generator.site.resume.outline import Outline, Section
from generator.site.resume.readback import BROKEN, MISPLACED, Loss


@dataclass(frozen=True, slots=True)
class Spots:
    """Finds places in the file at `path`, whose text is asked of `sources` when it is needed."""

    path: str
    sources: Mapping[str, str]

    def of(self, text: str) -> Location:
        """Where `text` begins; where its first words stand together if YAML broke the rest up."""
        words = text.split()
        for size in dict.fromkeys((len(words), min(3, len(words)), 1)):
            match = re.search(r"\s+".join(map(re.escape, words[:size])), self._text) if words else None
            if match is not None:
                return self._place(match.start())
        return Location(self.path, 1, 1)

    def of_key(self, key: str) -> Location:
        """Where the part of that key begins."""
        match = re.search(rf"^{re.escape(key)}\s*:", self._text, re.MULTILINE)
        return self._place(match.start()) if match else Location(self.path, 1, 1)

    def of_letters(self, letters: Iterable[str]) -> dict[Location, tuple[str, ...]]:
        """The letters by the line on which they first stand; by the file's first those written in code."""
        spots = [(self._text.find(letter), letter) for letter in letters]
        lines: dict[int | None, Location] = {}
        placed: dict[Location, tuple[str, ...]] = {}
        for at, letter in sorted(spots):
            location = self._place(at) if at >= 0 else Location(self.path, 1, 1)
            place = lines.setdefault(location.line, location)
            placed[place] = (*placed.get(place, ()), letter)
        return placed

    @property
    def _text(self) -> str:
        return self.sources.get(self.path, "")

    def _place(self, at: int) -> Location:
        before = self._text[:at]
        return Location(self.path, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


MOST_PAGES = 2
_MOST_TOLD = 12  # where all is lost, a dozen lines say so as well as a hundred
_LETTERS_TOLD = 8
_SHOWN = 60  # letters of a text that a message quotes
_HOW = {BROKEN: "resume-facts-lost.broken", MISPLACED: "resume-facts-lost.misplaced"}


def letters_missing(letters: Iterable[str], font: str | None, spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each line that has letters which no font has."""
    hint = Message("resume-letters-missing.no-font")
    if font is not None:
        hint = Message("resume-letters-missing.other-font", font=font)
    for place, missing in sorted(spots.of_letters(letters).items()):
        shown = first_few([f"{letter} (U+{ord(letter):04X})" for letter in missing], _LETTERS_TOLD)
        key = "resume-letters-missing.here"
        yield diagnostic(key, place, Severity.WARNING, letters=shown, hint=hint)


def too_long(pages: int, resume: Outline, spots: Spots) -> Iterator[Diagnostic]:
    """What to shorten where there are more pages than anybody reads."""
    if pages <= MOST_PAGES:
        return
    longest = sorted(resume.sections, key=_words, reverse=True)[:2]
    parts = tuple(Message("resume-too-long.part", title=each.title, words=_words(each)) for each in longest)
    place = spots.of_key(longest[0].key) if longest else spots.of_key("basics")
    text = Message("resume-too-long.here", pages=pages, most=MOST_PAGES, parts=parts)
    yield diagnostic(text, place, Severity.WARNING)


def facts_lost(lost: Iterable[Loss], spots: Spots) -> Iterator[Diagnostic]:
    """One finding for each fact that a program which reads the PDF would not get."""
    for loss in list(lost)[:_MOST_TOLD]:
        text = loss.text if len(loss.text) <= _SHOWN else loss.text[:_SHOWN].rstrip() + "…"
        key = _HOW.get(loss.trouble, "resume-facts-lost.lost")
        yield diagnostic(key, spots.of(loss.text), Severity.WARNING, kind=loss.kind, text=text)


def _words(section: Section) -> int:
    entries = (" ".join((entry.lead.text, entry.text or "", *entry.points)) for entry in section.entries)
    lines = (f"{line.name} {line.text}" for line in section.lines)
    return sum(len(text.split()) for text in (*entries, *lines))
