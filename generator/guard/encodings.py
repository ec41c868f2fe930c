"""The forms in which a text may tell something: as it stands, unescaped, without its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.guard.folding import BREAK, SEAM, decode

_DEEPER = 2  # escaped markup inside escaped markup
_CONTEXT = 2  # lines around a spot that are looked at once more
_TAG = re.compile(r"<([^<>]*)>")
_INLINE_NAMES = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u"
    "|var|wbr"
)
_INLINE = re.compile(rf"/?(?:{_INLINE_NAMES})\b|!--", re.IGNORECASE)
# A word that goes on behind inline tags: `Ja<wbr>ne`. The words may end or begin in an escape.
_LETTERS = "a-z0-9\x80-\U0010ffff"
_JOINT = re.compile(
    rf"<(?<=[{_LETTERS};]<)(?:/?(?:{_INLINE_NAMES})\b|!--)[^<>]*>"
    rf"(?:</?(?:{_INLINE_NAMES})\b[^<>]*>|<!--[^<>]*>)*(?=[{_LETTERS}&%\\])",
    re.IGNORECASE,
)
# Escapes of signs, which part words as the signs themselves do.
_SIGNS = ("&lt;", "&gt;", "&quot;", "&#39;", "&#34;")
# Other escapes stand for a letter or for nothing: they may glue something to a word, or undo it. Three
# patterns, as each is fast by the sign that it begins with.
_GLUE = (
    re.compile(r"\\"),
    re.compile(r"%[0-9A-Fa-f]{2}"),
    re.compile(r"&(?!(?:lt|gt|quot|nbsp|amp|apos|#39|#34|#x27);)#?[0-9A-Za-z]|&amp;#?[0-9A-Za-z]"),
)
# Letters on both sides of a seam are quickly found among these.
_SEAM_CLASSES = bytes(ord("a") if chr(c).isalnum() or c >= 128 else c if c == 0 else 32 for c in range(256))


def forms(text: str, tags: dict[str, None]) -> list[str]:
    """Every form of a text; the insides of its tags are added to `tags`, where each stands once."""
    found: list[str] = []
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        found += _with_escapes(text)
    _spread(text, found, tags, _DEEPER)
    return found


def _with_escapes(text: str) -> list[str]:
    """The text with its escapes undone, and as it stands where undoing them could hide a word."""
    plain = decode(text)
    return [plain] if plain == text else [plain, *_near(_GLUE, text)]


def _spread(text: str, found: list[str], tags: dict[str, None], deeper: int) -> None:
    """Add the text between the tags of `text`, and of the markup that its escapes hide."""
    parts = _TAG.split(text) if "<" in text else [text]
    inside = dict.fromkeys(parts[1::2])
    if not inside and deeper < _DEEPER:
        return
    tags.update(inside)
    between = SEAM.join(parts[::2])
    if _has_joint(_unwrap(between, found, tags, deeper)):
        for part in _near((_JOINT,), text, _parted(text)):
            _unwrap(_TAG.sub(_space_for_block, part), found, tags, deeper)
    if any(tag.count('"') % 2 for tag in inside):
        # A `>` inside an attribute has cut a tag in two: only the whole shows what stood together.
        _unwrap(text, found, tags, deeper)


def _unwrap(text: str, found: list[str], tags: dict[str, None], deeper: int) -> str:
    """Add a text without its escapes, and what the markup says that they were hiding. Gives the first."""
    plain = _with_escapes(text)
    found += plain
    if deeper and "<" in plain[0] and plain[0] != text:
        _spread(plain[0], found, tags, deeper - 1)
    return plain[0]


def _space_for_block(tag: re.Match[str]) -> str:
    return "" if _INLINE.match(tag[1]) else " "


def _has_joint(plain: str) -> bool:
    """Whether tags may have parted a word. Quick, and sometimes wrong where there is none."""
    classes = plain.encode("utf-8", "replace").translate(_SEAM_CLASSES)
    while b"\0\0" in classes:
        classes = classes.replace(b"\0\0", b"\0")
    return b"a\0a" in classes


def _parted(text: str) -> str:
    """The text with spaces in place of escaped signs, letter below letter."""
    for escape in _SIGNS:
        text = text.replace(escape, " " * len(escape))
    return text


def _near(patterns: Iterable[re.Pattern[str]], text: str, searched: str = "") -> list[str]:
    """The lines that have a match, with some lines around them, as one text; none where there is none.

    `searched` is looked through in place of the text itself; it has the same length.
    """
    searched = searched or text
    spans: list[tuple[int, int]] = []
    line_end = -1
    for at, end in sorted(match.span() for pattern in patterns for match in pattern.finditer(searched)):
        if end <= line_end:
            continue  # on the line of the match before
        line_end = _lines_on(text, end, 1)
        begin, end = _lines_back(text, at, 1 + _CONTEXT), _lines_on(text, line_end, _CONTEXT)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return [BREAK.join(text[begin:end] for begin, end in spans)] if spans else []


def _lines_back(text: str, at: int, lines: int) -> int:
    """The beginning of the line so many lines up, the line of `at` counted."""
    for _ in range(lines):
        at = text.rfind("\n", 0, max(at, 0))
    return at + 1


def _lines_on(text: str, at: int, lines: int) -> int:
    """The end of the line so many lines down, the line of `at` counted."""
    for _ in range(lines):
        at = text.find("\n", at)
        if at < 0:
            return len(text)
        at += 1
    return at
