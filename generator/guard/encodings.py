"""Decode a text in every way a reader might: as it is, unescaped, without its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.guard.normalize import BREAK, SEAM, decode, latin_letters

_DEEPER = 2  # levels of escaped markup
_CONTEXT = 2  # lines around a match that are searched again
_TAG = re.compile(r"<([^<>]*)>")
_INLINE_NAMES = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u"
    "|var|wbr"
)
_INLINE = re.compile(rf"/?(?:{_INLINE_NAMES})\b|!--", re.IGNORECASE)
# A word that continues after inline tags: `Ja<wbr>ne`. Its parts may end or begin with an escape.
# Written as what it may not be: a range of all letters takes ten times as long to compile.
_NOT_BEFORE = r"\x00-/:<-@\[-`{-\x7f"
_NOT_BEHIND = r"\x00-$'-/:-@\[\]-`{-\x7f"
_JOINT = re.compile(
    rf"<(?<=[^{_NOT_BEFORE}]<)(?:/?(?:{_INLINE_NAMES})\b|!--)[^<>]*>"
    rf"(?:</?(?:{_INLINE_NAMES})\b[^<>]*>|<!--[^<>]*>)*(?=[^{_NOT_BEHIND}])",
    re.IGNORECASE,
)
# Escapes of characters that separate words, as the characters do.
_SEPARATORS = ("&lt;", "&gt;", "&quot;", "&#39;", "&#34;")
# Other escapes stand for a letter or for nothing, so that undoing them may join or split words. Three
# patterns, each fast because it begins with a fixed character.
_GLUE = (
    re.compile(r"\\"),
    re.compile(r"%[0-9A-Fa-f]{2}"),
    re.compile(r"&(?!(?:lt|gt|quot|nbsp|amp|apos|#39|#34|#x27);)#?[0-9A-Za-z]|&amp;#?[0-9A-Za-z]"),
)
# Byte classes, for a fast search for letters on both sides of a seam.
_SEAM_CLASSES = bytes(ord("a") if chr(c).isalnum() or c >= 128 else c if c == 0 else 32 for c in range(256))


def decoded_forms(text: str, tags: dict[str, None]) -> list[str]:
    """Every decoded form of a text; the contents of its tags are added to `tags`."""
    forms: list[str] = []
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        forms += _with_escapes(text)
    _spread(text, forms, tags, _DEEPER)
    return [*forms, *(plain for form in forms if (plain := latin_letters(form)) != form)]


def _with_escapes(text: str) -> list[str]:
    """The decoded text, and the original lines where decoding could hide a word."""
    plain = decode(text)
    return [plain] if plain == text else [plain, *_near(_GLUE, text)]


def _spread(text: str, forms: list[str], tags: dict[str, None], deeper: int) -> None:
    """Add the text between the tags, also of markup that is escaped."""
    parts = _TAG.split(text) if "<" in text else [text]
    inside = dict.fromkeys(parts[1::2])
    if not inside and deeper < _DEEPER:
        return
    tags.update(inside)
    between = SEAM.join(parts[::2])
    if _has_joint(_unwrap(between, forms, tags, deeper)):
        for part in _near((_JOINT,), text, _blank_separators(text)):
            _unwrap(_TAG.sub(_space_for_block, part), forms, tags, deeper)
    if any(tag.count('"') % 2 for tag in inside):
        # A `>` inside an attribute split a tag in two: only the whole text keeps its words together.
        _unwrap(text, forms, tags, deeper)


def _unwrap(text: str, forms: list[str], tags: dict[str, None], deeper: int) -> str:
    """Add the decoded text, and the text of markup in it that was escaped. Returns the decoded text."""
    plain = _with_escapes(text)
    forms += plain
    if deeper and "<" in plain[0] and plain[0] != text:
        _spread(plain[0], forms, tags, deeper - 1)
    return plain[0]


def _space_for_block(tag: re.Match[str]) -> str:
    return "" if _INLINE.match(tag[1]) else " "


def _has_joint(plain: str) -> bool:
    """Whether a tag may split a word. Fast, with false positives."""
    classes = plain.encode("utf-8", "replace").translate(_SEAM_CLASSES)
    while b"\0\0" in classes:
        classes = classes.replace(b"\0\0", b"\0")
    return b"a\0a" in classes


def _blank_separators(text: str) -> str:
    """The text with escaped separators replaced by spaces, at the same positions."""
    for escape in _SEPARATORS:
        text = text.replace(escape, " " * len(escape))
    return text


def _near(patterns: Iterable[re.Pattern[str]], text: str, searched: str = "") -> list[str]:
    """The lines with a match and some lines around them, as one text; empty if there is no match.

    The patterns are matched against `searched`, if given, which has the same length.
    """
    searched = searched or text
    spans: list[tuple[int, int]] = []
    line_end = -1
    for at, end in sorted(match.span() for pattern in patterns for match in pattern.finditer(searched)):
        if end <= line_end:
            continue  # on the same line as the previous match
        line_end = _line_end(text, end, 1)
        begin, end = _line_start(text, at, 1 + _CONTEXT), _line_end(text, line_end, _CONTEXT)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return [BREAK.join(text[begin:end] for begin, end in spans)] if spans else []


def _line_start(text: str, at: int, lines: int) -> int:
    """The start of the line that many lines up; 1 is the line of `at`."""
    for _ in range(lines):
        at = text.rfind("\n", 0, max(at, 0))
    return at + 1


def _line_end(text: str, at: int, lines: int) -> int:
    """The end of the line that many lines down; 1 is the line of `at`."""
    for _ in range(lines):
        at = text.find("\n", at)
        if at < 0:
            return len(text)
        at += 1
    return at
