"""Where in a theme a piece of a page comes from: templates marked on their way in, pages read back.

Every line of text of a template is given a mark: its place between two characters that no text has.
A page that such templates have made is unmarked again, and any place in it can be led back to the
template and the line that printed it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import Environment

from generator.site.urls import file_of

_OPEN, _CLOSE = "\ue0fe", "\ue0ff"  # of Unicode's private area
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]+):(\\d+){_CLOSE}")


class Spot(NamedTuple):
    """A line of a template."""

    template: str
    line: int


@dataclass(slots=True)
class Marks:
    """Looks on while pages are made. `templates` tells which template made the file of a page."""

    templates: dict[str, str] = field(default_factory=dict)

    def mark(self, environment: Environment, text: str, template: str) -> str:
        """`text` with a mark before each line of what it prints as it stands."""
        return "".join(_marked(environment, text, template))

    def saw(self, template: str, values: Mapping[str, object]) -> None:
        """Remember which page the template makes."""
        if "here" in values:
            self.templates[file_of(str(values["here"]))] = template


def _marked(environment: Environment, text: str, template: str) -> Iterator[str]:
    for line, kind, piece in environment.lex(text):
        if kind != "data":
            yield piece
            continue
        for number, part in enumerate(piece.splitlines(keepends=True), start=line):
            yield (f"{_OPEN}{template}:{number}{_CLOSE}" if part.strip() else "") + part


def unmarked(page: str) -> tuple[str, Origins]:
    """The page as it would be without marks, and where its pieces come from."""
    pieces: list[str] = []
    starts: list[int] = []
    spots: list[Spot] = []
    end = length = 0
    for match in _MARK.finditer(page):
        pieces.append(page[end : match.start()])
        length += len(pieces[-1])
        starts.append(length)
        spots.append(Spot(match[1], int(match[2])))
        end = match.end()
    return "".join(pieces) + page[end:], Origins(starts, spots)


@dataclass(frozen=True, slots=True)
class Origins:
    """The spots of one page, in the order of the places where what they printed begins."""

    starts: list[int]
    spots: list[Spot]

    def of(self, place: int) -> Spot | None:
        """The spot that printed what stands at `place`."""
        found = bisect.bisect_right(self.starts, place) - 1
        return self.spots[found] if found >= 0 else None
