"""The theme's own type: the files that every page loads ahead, and the families for the PDF and the cards.

A theme's fonts are files of its `assets/`, named by the `@font-face` rules of its style sheets. For typst,
which cannot read those, it has the same faces in `type/`: `almanac-serif.ttf` is for the family `Almanac
Serif`, and `almanac-serif-greek.ttf` for `Almanac Serif Greek`, which has the letters that the first lacks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.core.addresses import ASSETS

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TOKEN = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;{}]+);")
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_URL = re.compile(r"""url\(\s*["']?([^"')\s]+\.woff2)["']?\s*\)""")
_RANGE = re.compile(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", re.IGNORECASE)
_REFERENCE = re.compile(r"var\(\s*--([a-z][a-z0-9-]*)\s*\)\Z")
_WEIGHT = re.compile(r"[1-9]\d{2}\Z")
_COMMON_LETTER = ord("e")
_FONTS = ("font-text", "font-label", "font-title")
_REGULAR = 400


@dataclass(frozen=True, slots=True)
class Typefaces:
    """`ahead` are addresses of fonts that every page needs.

    `text`, `label` and `title` are families that typst has, the preferred first. `title_weight` is how
    bold titles are.
    """

    ahead: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    title_weight: int = _REGULAR


def typefaces(sheets: Collection[str], assets: Collection[str], printed: Collection[str]) -> Typefaces:
    """What the style `sheets` ask for, the later over the earlier.

    `assets` are the addresses of the theme's files, `printed` the names of its fonts for typst.
    """
    styles = _COMMENT.sub("", "\n".join(sheets))
    tokens: dict[str, str] = dict(_TOKEN.findall(styles))
    families = {name: _family(name, tokens) for name in _FONTS}
    wanted = set(families.values()) - {""}
    ahead = (f"{ASSETS}{url}" for family, url in _faces(styles) if family in wanted)
    weight = tokens.get("title-weight", "").strip()
    text, label, title = (
        tuple(_printed(families[name] or families["font-text"], printed)) for name in _FONTS
    )
    return Typefaces(
        tuple(dict.fromkeys(address for address in ahead if address in assets)),
        text,
        label,
        title,
        int(weight) if _WEIGHT.match(weight) else _REGULAR,
    )


def _family(name: str, tokens: Mapping[str, str]) -> str:
    """The first family of a token, in small letters. A token may be another one."""
    value = tokens.get(name, "").strip()
    reference = _REFERENCE.match(value)
    if reference:
        value = tokens.get(reference[1], "").strip()
    return value.split(",")[0].strip("\"' ").lower()


def _faces(styles: str) -> Iterator[tuple[str, str]]:
    """Family and file of each upright face that has the letters of most texts."""
    for rule in _FACE.findall(styles):
        parts = dict(part.split(":", 1) for part in rule.split(";") if ":" in part)
        declared = {name.strip().lower(): value.strip() for name, value in parts.items()}
        url = _URL.search(declared.get("src", ""))
        if url and declared.get("font-style", "normal") == "normal" and _is_common(declared):
            yield declared.get("font-family", "").strip("\"' ").lower(), url[1].removeprefix("./")


def _is_common(face: Mapping[str, str]) -> bool:
    ranges = _RANGE.findall(face.get("unicode-range", "U+0-10FFFF"))
    return any(int(low, 16) <= _COMMON_LETTER <= int(high or low, 16) for low, high in ranges)


def _printed(family: str, files: Collection[str]) -> Iterator[str]:
    """The family and those that complete it, as far as there are files."""
    start = family.replace(" ", "-")
    for stem in sorted(name.rpartition(".")[0] for name in files):
        if family and (stem == start or stem.startswith(f"{start}-")):
            yield f"{family}{stem.removeprefix(start).replace('-', ' ')}"
