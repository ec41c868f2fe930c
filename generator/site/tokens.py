"""A theme's tokens: the custom properties of its `tokens.css`, and what a portfolio makes of them.

A theme declares its tokens by having them in `assets/tokens.css`; these names and no others can be
set in `portfolio.yaml`. A value is a colour, a length, a list of fonts: nothing that could end the
declaration or call for another file.

Colours come in pairs, `light-dark(#…, #…)`. A single accent is set for both papers, in the nearest
shade that can be read there; any other single colour is for light alone, and dark stays the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.text import closest_match
from generator.site.colours import READABLE, Colour, contrast, parse, readable, written

Pair = tuple[Colour, Colour]

_DECLARED = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(\s*(#[0-9a-fA-F]{3,6})\s*,\s*(#[0-9a-fA-F]{3,6})\s*\)\Z")
_VALUE = re.compile(r"""[A-Za-z0-9#%.,()'" \-]{1,200}\Z""")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:rem|em|ch|px)\Z")
_FUNCTIONS = re.compile(r"([A-Za-z-]*)\(")
_ALLOWED_FUNCTIONS = {"light-dark", "rgb", "hsl", "oklch", "clamp", "min", "max", "calc"}
_TEXT = ("ink", "soft")  # the tokens that text is set in
_WHERE = Location("portfolio.yaml")


def own_sheet(tokens: tuple[tuple[str, str], ...], sheet: str) -> tuple[str, list[Diagnostic]]:
    """The style sheet that sets `tokens` over the theme's own `sheet`, and what is wrong with them."""
    declared: dict[str, str] = dict(_DECLARED.findall(sheet))
    diagnostics = [trouble for name, value in sorted(tokens) for trouble in _troubles(name, value, declared)]
    asked = {name: value for name, value in sorted(tokens) if not any(_troubles(name, value, declared))}
    chosen = {name: _paired(value, declared[name]) for name, value in asked.items()}
    effective = {**declared, **chosen}
    if "accent" in asked:
        chosen["accent"] = _accent(asked["accent"], effective)
    lines = "".join(f"  --{name}: {value};\n" for name, value in chosen.items())
    return (f":root {{\n{lines}}}\n" if lines else ""), [*diagnostics, *_pale(effective, chosen)]


def measure_of(sheet: str) -> str:
    """How wide the column of text is, by the last word of the style sheets; the base's where none says."""
    told = [value.strip() for name, value in _DECLARED.findall(sheet) if name == "measure"]
    return told[-1] if told and _LENGTH.match(told[-1]) else "34rem"


def _troubles(name: str, value: str, declared: Mapping[str, str]) -> Iterator[Diagnostic]:
    if name not in declared:
        close = closest_match(name, declared)
        near = Message("theme-token-unknown.meant", token=close) if close else None
        hint = near or Message("theme-token-unknown.known", tokens=tuple(sorted(declared)))
        yield diagnostic("theme-token-unknown.named", _WHERE, token=name, hint=hint)
    elif not _is_value(value):
        yield diagnostic("theme-token-invalid.named", _WHERE, token=name)


def _is_value(value: str) -> bool:
    balanced = value.count("(") == value.count(")") and not value.count("'") % 2 and not value.count('"') % 2
    known = all(word.lower() in _ALLOWED_FUNCTIONS for word in _FUNCTIONS.findall(value))
    return bool(_VALUE.match(value)) and balanced and known


def _paired(value: str, default: str) -> str:
    """A single colour for a token that is a pair: for the light paper alone."""
    colour, pair = parse(value), pair_of(default)
    return f"light-dark({written(colour)}, {written(pair[1])})" if colour and pair else value


def _accent(value: str, effective: Mapping[str, str]) -> str:
    colour, papers = parse(value), pair_of(effective.get("paper", ""))
    if colour is None or papers is None:
        return value
    light, dark = (written(readable(colour, paper)) for paper in papers)
    return f"light-dark({light}, {dark})"


def _pale(effective: Mapping[str, str], chosen: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Text that could hardly be read, where the portfolio has had a hand in it."""
    papers = pair_of(effective.get("paper", ""))
    for name in _TEXT:
        text = pair_of(effective.get(name, ""))
        if papers is None or text is None or not {"paper", name} & chosen.keys():
            continue
        worst = min(contrast(ink, paper) for ink, paper in zip(text, papers, strict=True))
        if worst < READABLE:
            pale = Message("theme-token-contrast.to-paper", token=name, contrast=worst, readable=READABLE)
            yield diagnostic(pale, _WHERE, Severity.WARNING)


def pair_of(value: str) -> Pair | None:
    """The two colours of `light-dark(#…, #…)`; None of anything else."""
    match = _BOTH.match(value.strip())
    light, dark = (parse(match[1]), parse(match[2])) if match else (None, None)
    return (light, dark) if light is not None and dark is not None else None
