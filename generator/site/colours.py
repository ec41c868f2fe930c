"""Colours: WCAG 2 contrast, the nearest readable shade, and the palette of a theme."""

from __future__ import annotations

import re
from dataclasses import dataclass

Colour = tuple[int, int, int]

MIN_CONTRAST = 4.5  # WCAG level AA for text
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_STEPS = 64


def parse_hex(text: str) -> Colour | None:
    """`#abc` or `#aabbcc` as red, green and blue from 0 to 255."""
    match = _HEX.match(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def to_hex(colour: Colour) -> str:
    """The colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(a: Colour, b: Colour) -> float:
    """The WCAG contrast ratio, from 1 (equal) to 21 (black on white)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_shade(colour: Colour, paper: Colour) -> Colour:
    """The nearest shade of `colour` towards black or white with `MIN_CONTRAST` on `paper`."""
    end = (0, 0, 0) if _luminance(paper) > 0.18 else (255, 255, 255)
    shades = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, paper) >= MIN_CONTRAST), end)


def _mixed(colour: Colour, end: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(colour, end, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


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
    """Background, text, secondary text, links and lines, each for light and dark mode as `#rrggbb`."""

    paper: Pair = _PAPER
    ink: Pair = _INK
    soft: Pair = _SOFT
    accent: Pair = _ACCENT
    line: Pair = _LINE

    def light(self) -> dict[str, str]:
        """The colours of light mode by name."""
        pairs = (self.paper, self.ink, self.soft, self.accent, self.line)
        return {name: pair[0] for name, pair in zip(self.__slots__, pairs, strict=True)}

    def on_white(self) -> dict[str, str]:
        """The colours of light mode for white paper, each text colour readable on it."""
        light = self.light()
        dark = {name: _readable(light[name]) for name in ("ink", "soft", "accent")}
        return {**light, "paper": "#ffffff", **dark}


def palette(*sheets: str) -> Palette:
    """The palette that style sheets declare, the later over the earlier.

    Colours that are not hexadecimal are replaced by defaults.
    """
    declared: dict[str, str] = dict(token for sheet in sheets for token in _DECLARED.findall(sheet))
    defaults = {"paper": _PAPER, "ink": _INK, "soft": _SOFT, "accent": _ACCENT, "line": _LINE}
    return Palette(**{name: _pair(declared.get(name, ""), default) for name, default in defaults.items()})


def _pair(value: str, default: Pair) -> Pair:
    both = _BOTH.match(value.strip())
    light, dark = both.groups() if both else (value, value)
    return _hex(light, default[0]), _hex(dark, default[1])


def _hex(value: str, default: str) -> str:
    colour = parse_hex(value)
    return to_hex(colour) if colour is not None else default


def _readable(colour: str) -> str:
    parsed = parse_hex(colour)
    return to_hex(readable_shade(parsed, _WHITE)) if parsed is not None else colour
