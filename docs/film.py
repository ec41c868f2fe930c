"""Screens of a terminal → one SVG file that plays them, without a script.

Each line of the screen is a text that is visible from when it came to when it changed. Whoever asks for less
motion is shown the last screen, still.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import NamedTuple

import pyte

_WIDTH, _HEIGHT, _SIZE, _PAD = 8.4, 18, 14, 16  # of a cell, of its letters, around the screen; CSS pixels
_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,monospace"
_INK, _PAPER = "#e6e6e0", "#1c2128"
_COLOURS: Mapping[str, str] = {
    "black": "#8b949e",
    "red": "#ff8b82",
    "green": "#7ee2a0",
    "brown": "#f2cc60",
    "yellow": "#f2cc60",
    "blue": "#8ab8ff",
    "magenta": "#d9a8ff",
    "cyan": "#76dfe6",
    "white": "#ffffff",
}


class Run(NamedTuple):
    """Text with one style, starting at a column."""

    column: int
    text: str
    colour: str
    bold: bool
    reverse: bool


Line = tuple[Run, ...]


class Film:
    """The text of each line of the screen, with start and end times."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.shown: list[tuple[int, float, float, Line]] = []
        self._now: dict[int, tuple[float, Line]] = {}

    def show(self, screen: pyte.Screen, seconds: float) -> None:
        """Hold the current screen for some seconds."""
        for row in range(screen.lines):
            line = _line(screen, row)
            since, before = self._now.get(row, (self.seconds, ()))
            if row in self._now and line == before:
                continue
            if before:
                self.shown.append((row, since, self.seconds, before))
            self._now[row] = (self.seconds, line)
        self.seconds += seconds

    def lines(self) -> Iterator[tuple[int, float, float, Line]]:
        """Row, start, end and text of each line; lines still shown at the end come last."""
        yield from self.shown
        for row, (since, line) in sorted(self._now.items()):
            if line:
                yield row, since, self.seconds, line


def _line(screen: pyte.Screen, row: int) -> Line:
    cells = [screen.buffer[row][column] for column in range(screen.columns)]
    cursor = screen.cursor.x if screen.cursor.y == row and not screen.cursor.hidden else None
    marked = [
        (column, cell.data, cell.fg, cell.bold, cell.reverse or column == cursor)
        for column, cell in enumerate(cells)
    ]
    runs = []
    for _, group in groupby(marked, key=lambda each: each[2:]):
        letters = list(group)
        column, _, colour, bold, reverse = letters[0]
        text = "".join(letter[1] for letter in letters)
        if text.strip() or reverse:
            kept = text if reverse else text.rstrip()
            runs.append(Run(column, kept, _colour(colour), bold, reverse))
    return tuple(runs)


def _colour(name: str) -> str:
    return _COLOURS.get(
        name.removeprefix("bright"), f"#{name}" if len(name) == 6 and name.isalnum() else _INK
    )


def svg(film: Film, columns: int, rows: int, title: str) -> str:
    """The whole file. It plays twice and stops at the last screen."""
    width, height = columns * _WIDTH + 2 * _PAD, rows * _HEIGHT + 2 * _PAD
    lines = list(film.lines())
    spans = sorted({(since, until) for _, since, until, _ in lines})
    names = {span: f"s{number}" for number, span in enumerate(spans)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>",
        f"text{{font:{_SIZE}px {_FONTS};white-space:pre;fill:{_INK}}}",
        f".b{{font-weight:700}}.r{{fill:{_PAPER}}}",
        f"g{{visibility:hidden;animation:{film.seconds:.2f}s step-end 2 forwards}}",
        *(_frames(names[span], span, film.seconds) for span in spans),
        "@media (prefers-reduced-motion:reduce){g{animation:none!important}g.end{visibility:visible}}",
        "</style>",
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}"/>',
        *(_group(row, line, names[since, until], until >= film.seconds) for row, since, until, line in lines),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _frames(name: str, span: tuple[float, float], seconds: float) -> str:
    since, until = (100 * moment / seconds for moment in span)
    steps = [] if since == 0 else ["0%{visibility:hidden}"]
    steps.append(f"{since:.2f}%{{visibility:visible}}")
    steps.append("100%{visibility:visible}" if until >= 100 else f"{until:.2f}%,100%{{visibility:hidden}}")
    return f".{name}{{animation-name:{name}}}@keyframes {name}{{{''.join(steps)}}}"


def _group(row: int, line: Line, name: str, last: bool) -> str:
    inner = "".join(_run(run, _PAD + row * _HEIGHT) for run in line)
    return f'<g class="{name}{" end" if last else ""}">{inner}</g>'


def _run(run: Run, top: float) -> str:
    left, width = _PAD + run.column * _WIDTH, len(run.text) * _WIDTH
    looks = " ".join(name for name, has in (("b", run.bold), ("r", run.reverse)) if has)
    colour = "" if run.colour == _INK or run.reverse else f' fill="{run.colour}" style="fill:{run.colour}"'
    box = f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{_HEIGHT}" fill="{run.colour}"/>'
    text = (
        f'<text x="{left:g}" y="{top + 13:g}" textLength="{width:g}"'
        f"{f' class={looks!r}' if looks else ''}{colour}>{escape(run.text, quote=False)}</text>"
    )
    return (box if run.reverse else "") + (text if run.text.strip() else "")
