"""The style sheets of a theme: tokens that are missing, text that is too pale, files of other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.core.messages import Message
from generator.site.colours import READABLE, Colour, contrast, parse
from generator.site.theme import ASSETS, SHEET, Theme, checked, read
from generator.site.tokens import pair_of
from generator.theme_check.html import host_of

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARED = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")
_USED = re.compile(r"var\(\s*--([a-z][a-z0-9-]*)\s*\)")  # with a second value it may be missing
_CALLS = re.compile(r"""(?:url\(\s*|@import\s+(?:url\(\s*)?)["']?([^"')\s;]+)""")
_ON_PAPER = ("ink", "soft", "accent", "code-word", "code-text", "code-number")
_ON_WASH = ("ink", "soft", "code-word", "code-text", "code-number")


class Stain(NamedTuple):
    """Something wrong with a style sheet, at a line of a file."""

    text: Message
    path: Path
    line: int | None


def css_problems(theme: Theme) -> Iterator[Stain]:
    """All that is wrong with the style sheets that pages of the theme load, and with its tokens."""
    sheets = {path: _code(path) for path in _sheets(theme)}
    for path, text in sheets.items():
        yield from _calls(path, text)
    tokens = next((path for path in sheets if path.name == SHEET), None)
    if tokens is None:
        none = Message("theme-token-missing.no-sheet", sheet=f"{ASSETS}/{SHEET}")
        yield Stain(none, theme.folders[0] / ASSETS / SHEET, None)
        return
    yield from _missing(sheets)
    yield from _pale(tokens, sheets[tokens])


def _sheets(theme: Theme) -> list[Path]:
    """The sheets that count: of two with one name the nearer."""
    nearest: dict[str, Path] = {}
    for folder in theme.folders:
        for path in sorted((folder / ASSETS).rglob("*.css")):
            nearest.setdefault(path.relative_to(folder / ASSETS).as_posix(), checked(path, folder))
    return list(nearest.values())


def _code(path: Path) -> str:
    """The sheet without its comments, each line where it was."""
    text = read(path).decode("utf-8", "replace")
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _calls(path: Path, text: str) -> Iterator[Stain]:
    for match in _CALLS.finditer(text):
        line, link = _line(text, match.start()), match[1]
        if host_of(link):
            yield Stain(Message("theme-other-host.of-sheet", host=host_of(link)), path, line)
        elif link.startswith("data:"):
            yield Stain(Message("theme-blocked-by-policy.data"), path, line)


def _missing(sheets: Mapping[Path, str]) -> Iterator[Stain]:
    """Each token that is used without a second value and declared nowhere, where it is first used."""
    declared = {name for text in sheets.values() for name, _ in _DECLARED.findall(text)}
    told: set[str] = set()
    for path, text in sheets.items():
        for match in _USED.finditer(text):
            if match[1] not in declared | told:
                told.add(match[1])
                missing = Message("theme-token-missing.used", token=match[1])
                yield Stain(missing, path, _line(text, match.start()))


def _pale(path: Path, text: str) -> Iterator[Stain]:
    declared = {match[1]: match for match in _DECLARED.finditer(text)}
    for ground, names in (("paper", _ON_PAPER), ("wash", _ON_WASH)):
        back = _pair(declared, ground)
        for name in names:
            shades = _pair(declared, name)
            if back is None or shades is None:
                continue
            for scheme, one, other in zip(("light", "dark"), shades, back, strict=True):
                if contrast(one, other) < READABLE:
                    pale = Message(
                        "theme-token-contrast.of-theme",
                        token=name,
                        contrast=contrast(one, other),
                        ground=ground,
                        scheme=scheme,
                        readable=READABLE,
                    )
                    yield Stain(pale, path, _line(text, declared[name].start()))


def _pair(declared: Mapping[str, re.Match[str]], name: str) -> tuple[Colour, Colour] | None:
    """A token's colours in light and in dark; None of one that is no colour in figures."""
    value = declared[name][2].strip() if name in declared else ""
    single = parse(value)
    return (single, single) if single is not None else pair_of(value)
