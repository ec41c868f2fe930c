"""Source maps for pages: which line of which template printed a piece of HTML.

Each line of text in a template is prefixed with a mark: template and line between two private-use
characters. From the rendered page the marks are removed again, and give the source map.
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


class TemplateLine(NamedTuple):
    """A line of a template."""

    template: str
    line: int


@dataclass(slots=True)
class Marks:
    """A template observer that adds marks. `templates` has the template of each page by its file."""

    templates: dict[str, str] = field(default_factory=dict)

    def instrument(self, environment: Environment, text: str, template: str) -> str:
        """`text` with a mark before each line of literal text."""
        return "".join(_add_marks(environment, text, template))

    def on_render(self, template: str, values: Mapping[str, object]) -> None:
        """Remember the template of the page."""
        if "here" in values:
            self.templates[file_of(str(values["here"]))] = template


def _add_marks(environment: Environment, text: str, template: str) -> Iterator[str]:
    for line, kind, token in environment.lex(text):
        if kind != "data":
            yield token
            continue
        for number, text_line in enumerate(token.splitlines(keepends=True), start=line):
            yield (f"{_OPEN}{template}:{number}{_CLOSE}" if text_line.strip() else "") + text_line


def remove_marks(page: str) -> tuple[str, SourceMap]:
    """The page without marks, and its source map."""
    pieces: list[str] = []
    starts: list[int] = []
    lines: list[TemplateLine] = []
    end = length = 0
    for match in _MARK.finditer(page):
        pieces.append(page[end : match.start()])
        length += len(pieces[-1])
        starts.append(length)
        lines.append(TemplateLine(match[1], int(match[2])))
        end = match.end()
    return "".join(pieces) + page[end:], SourceMap(starts, lines)


@dataclass(frozen=True, slots=True)
class SourceMap:
    """`lines` printed the pieces of a page that begin at the offsets `starts`."""

    starts: list[int]
    lines: list[TemplateLine]

    def line_at(self, offset: int) -> TemplateLine | None:
        """The line of a template that printed what is at `offset`; None before the first mark."""
        index = bisect.bisect_right(self.starts, offset) - 1
        return self.lines[index] if index >= 0 else None
