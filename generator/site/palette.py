"""The colours of a theme as they come out, for what is drawn or said outside of its style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.site.colours import parse, readable, written

Pair = tuple[str, str]

_DECLARED = re.compile(r"--(paper|ink|soft|accent|line)\s*:\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)\Z")
_PAPER: Pair = ("#ffffff", "#121212")
_INK: Pair = ("#1a1a1a", "#eeeeee")
_SOFT: Pair = ("#5c5c5c", "#a6a6a6")
_ACCENT: Pair = ("#1d4f86", "#98bfee")
_LINE: Pair = ("#d9d9d9", "#3a3a3a")
_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Palette:
    """Paper, ink, text that matters less, links and hairlines, each for light and for dark, as `#rrggbb`."""

    paper: Pair = _PAPER
    ink: Pair = _INK
    soft: Pair = _SOFT
    accent: Pair = _ACCENT
    line: Pair = _LINE

    def light(self) -> dict[str, str]:
        """The light ones by name."""
        pairs = (self.paper, self.ink, self.soft, self.accent, self.line)
        return {name: pair[0] for name, pair in zip(self.__slots__, pairs, strict=True)}

    def on_white(self) -> dict[str, str]:
        """The light ones for white paper, each dark enough to be read on it; hairlines stay as they are."""
        light = self.light()
        dark = {name: _readable(light[name]) for name in ("ink", "soft", "accent")}
        return {**light, "paper": "#ffffff", **dark}


def palette(*sheets: str) -> Palette:
    """What the tokens of style sheets come to, the later sheet over the earlier.

    A colour that is not written in hexadecimal digits gives way to black or white.
    """
    declared: dict[str, str] = dict(found for sheet in sheets for found in _DECLARED.findall(sheet))
    defaults = {"paper": _PAPER, "ink": _INK, "soft": _SOFT, "accent": _ACCENT, "line": _LINE}
    return Palette(**{name: _pair(declared.get(name, ""), default) for name, default in defaults.items()})


def _pair(value: str, default: Pair) -> Pair:
    both = _BOTH.match(value.strip())
    light, dark = both.groups() if both else (value, value)
    return _hex(light, default[0]), _hex(dark, default[1])


def _hex(value: str, default: str) -> str:
    colour = parse(value)
    return written(colour) if colour is not None else default


def _readable(colour: str) -> str:
    parsed = parse(colour)
    return written(readable(parsed, _WHITE)) if parsed is not None else colour
