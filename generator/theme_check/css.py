"""Check the style sheets of a theme: missing tokens, low contrast, files from other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.core.messages import Message
from generator.site.colours import MIN_CONTRAST, Colour, contrast, parse_hex
from generator.site.theme import ASSETS, SHEET, Theme, inside, read
from generator.site.tokens import pair_of
from generator.theme_check.html import FileProblem, host_of

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARED = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")
_USED = re.compile(r"var\(\s*--([a-z][a-z0-9-]*)\s*\)")  # without a fallback value
_LOADS = re.compile(r"""(?:url\(\s*|@import\s+(?:url\(\s*)?)["']?([^"')\s;]+)""")
_ON_PAPER = ("ink", "soft", "accent", "code-word", "code-text", "code-number")
_ON_WASH = ("ink", "soft", "code-word", "code-text", "code-number")


def css_problems(theme: Theme) -> Iterator[FileProblem]:
    """All problems with the style sheets that pages of the theme load, and with its tokens."""
    sheets = {path: _without_comments(path) for path in _sheets(theme)}
    for path, text in sheets.items():
        yield from _external(path, text)
    tokens = next((path for path in sheets if path.name == SHEET), None)
    if tokens is None:
        message = Message("theme-token-missing.no-sheet", sheet=f"{ASSETS}/{SHEET}")
        yield FileProblem(message, theme.folders[0] / ASSETS / SHEET, None)
        return
    yield from _missing(sheets)
    yield from _low_contrast(tokens, sheets[tokens])


def _sheets(theme: Theme) -> list[Path]:
    """The style sheets in use: the nearest of each name."""
    nearest: dict[str, Path] = {}
    for folder in theme.folders:
        for path in sorted((folder / ASSETS).rglob("*.css")):
            nearest.setdefault(path.relative_to(folder / ASSETS).as_posix(), inside(path, folder))
    return list(nearest.values())


def _without_comments(path: Path) -> str:
    """The style sheet without comments, with the same line numbers."""
    text = read(path).decode("utf-8", "replace")
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _external(path: Path, text: str) -> Iterator[FileProblem]:
    for match in _LOADS.finditer(text):
        line, link = _line(text, match.start()), match[1]
        if host_of(link):
            yield FileProblem(Message("theme-other-host.of-sheet", host=host_of(link)), path, line)
        elif link.startswith("data:"):
            yield FileProblem(Message("theme-blocked-by-policy.data"), path, line)


def _missing(sheets: Mapping[Path, str]) -> Iterator[FileProblem]:
    """Each undeclared token that is used without a fallback value, at its first use."""
    declared = {name for text in sheets.values() for name, _ in _DECLARED.findall(text)}
    reported: set[str] = set()
    for path, text in sheets.items():
        for match in _USED.finditer(text):
            if match[1] not in declared | reported:
                reported.add(match[1])
                message = Message("theme-token-missing.used", token=match[1])
                yield FileProblem(message, path, _line(text, match.start()))


def _low_contrast(path: Path, text: str) -> Iterator[FileProblem]:
    declared = {match[1]: match for match in _DECLARED.finditer(text)}
    for background_name, names in (("paper", _ON_PAPER), ("wash", _ON_WASH)):
        background = _pair(declared, background_name)
        for name in names:
            shades = _pair(declared, name)
            if background is None or shades is None:
                continue
            for scheme, shade, back_shade in zip(("light", "dark"), shades, background, strict=True):
                if contrast(shade, back_shade) < MIN_CONTRAST:
                    message = Message(
                        "theme-token-contrast.of-theme",
                        token=name,
                        contrast=contrast(shade, back_shade),
                        ground=background_name,
                        scheme=scheme,
                        readable=MIN_CONTRAST,
                    )
                    yield FileProblem(message, path, _line(text, declared[name].start()))


def _pair(declared: Mapping[str, re.Match[str]], name: str) -> tuple[Colour, Colour] | None:
    """A token's colours in light and dark mode; None if they are not hexadecimal."""
    value = declared[name][2].strip() if name in declared else ""
    single = parse_hex(value)
    return (single, single) if single is not None else pair_of(value)
