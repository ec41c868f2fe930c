"""The colours of a theme as they come out, for what is drawn or said outside of its style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.render.colours import parse, written

Pair = tuple[str, str]

_DECLARED = re.compile(r"--(paper|ink)\s*:\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)\Z")
_PAPER: Pair = ("#ffffff", "#121212")
_INK: Pair = ("#1a1a1a", "#eeeeee")


@dataclass(frozen=True, slots=True)
class Palette:
    """Paper and ink, each for light and for dark, as `#rrggbb`."""

    paper: Pair = _PAPER
    ink: Pair = _INK


def palette(*sheets: str) -> Palette:
    """What the tokens of style sheets come to, the later sheet over the earlier.

    A colour that is not written in hexadecimal digits gives way to black or white.
    """
    declared: dict[str, str] = dict(found for sheet in sheets for found in _DECLARED.findall(sheet))
    return Palette(_pair(declared.get("paper", ""), _PAPER), _pair(declared.get("ink", ""), _INK))


def _pair(value: str, default: Pair) -> Pair:
    both = _BOTH.match(value.strip())
    light, dark = both.groups() if both else (value, value)
    return _hex(light, default[0]), _hex(dark, default[1])


def _hex(value: str, default: str) -> str:
    colour = parse(value)
    return written(colour) if colour is not None else default
