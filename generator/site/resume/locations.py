"""Where in content/resume.yaml a text stands: what is told of the résumé is told at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Location


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
