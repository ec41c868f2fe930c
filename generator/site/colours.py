"""Colours that can be read: contrast as WCAG 2 defines it, and the nearest shade that has enough."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]

READABLE = 4.5  # the ratio that WCAG's level AA asks of text
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_STEPS = 64


def parse(text: str) -> Colour | None:
    """`#abc` or `#aabbcc` as red, green and blue from 0 to 255."""
    match = _HEX.match(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def written(colour: Colour) -> str:
    """As a style sheet has it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, paper: Colour) -> Colour:
    """`colour`, moved towards black or white until it can be read on `paper`."""
    end = (0, 0, 0) if _luminance(paper) > 0.18 else (255, 255, 255)
    shades = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, paper) >= READABLE), end)


def _mixed(colour: Colour, end: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(colour, end, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
