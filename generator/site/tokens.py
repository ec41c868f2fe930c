"""A theme's tokens: the custom properties of its `tokens.css`, and a portfolio's values for them.

Only tokens that the theme declares in `assets/tokens.css` can be set in `portfolio.yaml`. A value is a
colour, a length or a list of fonts: nothing that could end the declaration or load another file.

Colours come in pairs, `light-dark(#…, #…)`. A single accent is set for both modes, in the nearest readable
shade; any other single colour is for light mode only, and dark mode keeps the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.text import closest_match
from generator.site.colours import MIN_CONTRAST, Colour, contrast, parse_hex, readable_shade, to_hex

Pair = tuple[Colour, Colour]

_DECLARED = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;]+);")
_BOTH = re.compile(r"light-dark\(\s*(#[0-9a-fA-F]{3,6})\s*,\s*(#[0-9a-fA-F]{3,6})\s*\)\Z")
_VALUE = re.compile(r"""[A-Za-z0-9#%.,()'" \-]{1,200}\Z""")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:rem|em|ch|px)\Z")
_FUNCTIONS = re.compile(r"([A-Za-z-]*)\(")
_ALLOWED_FUNCTIONS = {"light-dark", "rgb", "hsl", "oklch", "clamp", "min", "max", "calc"}
_TEXT = ("ink", "soft")  # tokens for text colours
_LOCATION = Location("portfolio.yaml")


def token_sheet(tokens: tuple[tuple[str, str], ...], sheet: str) -> tuple[str, list[Diagnostic]]:
    """The style sheet that overrides tokens of the theme's `sheet`, and findings."""
    declared: dict[str, str] = dict(_DECLARED.findall(sheet))
    diagnostics = [problem for name, value in sorted(tokens) for problem in _problems(name, value, declared)]
    valid = {name: value for name, value in sorted(tokens) if not any(_problems(name, value, declared))}
    chosen = {name: _paired(value, declared[name]) for name, value in valid.items()}
    effective = {**declared, **chosen}
    if "accent" in valid:
        chosen["accent"] = _accent(valid["accent"], effective)
    lines = "".join(f"  --{name}: {value};\n" for name, value in chosen.items())
    return (f":root {{\n{lines}}}\n" if lines else ""), [*diagnostics, *_low_contrast(effective, chosen)]


def measure_of(sheet: str) -> str:
    """The width of the text column in the style sheets; the default of `_base` if they have none."""
    values = [value.strip() for name, value in _DECLARED.findall(sheet) if name == "measure"]
    return values[-1] if values and _LENGTH.match(values[-1]) else "34rem"


def _problems(name: str, value: str, declared: Mapping[str, str]) -> Iterator[Diagnostic]:
    if name not in declared:
        closest = closest_match(name, declared)
        similar = Message("theme-token-unknown.meant", token=closest) if closest else None
        hint = similar or Message("theme-token-unknown.known", tokens=tuple(sorted(declared)))
        yield diagnostic("theme-token-unknown.named", _LOCATION, token=name, hint=hint)
    elif not _is_value(value):
        yield diagnostic("theme-token-invalid.named", _LOCATION, token=name)


def _is_value(value: str) -> bool:
    balanced = value.count("(") == value.count(")") and not value.count("'") % 2 and not value.count('"') % 2
    is_allowed = all(function.lower() in _ALLOWED_FUNCTIONS for function in _FUNCTIONS.findall(value))
    return bool(_VALUE.match(value)) and balanced and is_allowed


def _paired(value: str, default: str) -> str:
    """A single colour for a token that is a pair is for light mode only."""
    colour, pair = parse_hex(value), pair_of(default)
    return f"light-dark({to_hex(colour)}, {to_hex(pair[1])})" if colour and pair else value


def _accent(value: str, effective: Mapping[str, str]) -> str:
    colour, papers = parse_hex(value), pair_of(effective.get("paper", ""))
    if colour is None or papers is None:
        return value
    light, dark = (to_hex(readable_shade(colour, paper)) for paper in papers)
    return f"light-dark({light}, {dark})"


def _low_contrast(effective: Mapping[str, str], chosen: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Findings on text colours with low contrast, if the portfolio set one of the two."""
    papers = pair_of(effective.get("paper", ""))
    for name in _TEXT:
        text = pair_of(effective.get(name, ""))
        if papers is None or text is None or not {"paper", name} & chosen.keys():
            continue
        worst = min(contrast(ink, paper) for ink, paper in zip(text, papers, strict=True))
        if worst < MIN_CONTRAST:
            message = Message(
                "theme-token-contrast.to-paper", token=name, contrast=worst, readable=MIN_CONTRAST
            )
            yield diagnostic(message, _LOCATION, Severity.WARNING)


def pair_of(value: str) -> Pair | None:
    """The two colours of `light-dark(#…, #…)`; None of anything else."""
    match = _BOTH.match(value.strip())
    light, dark = (parse_hex(match[1]), parse_hex(match[2])) if match else (None, None)
    return (light, dark) if light is not None and dark is not None else None
