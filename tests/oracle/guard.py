"""The leak guard once more, slowly: every form of every text, every word, one after the other.

It shares nothing with the real one but the secrets, and knows only names and passages. Names that are words
have to be given: they are names only with capitals.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from generator.guard.patterns import Secret

INLINE = re.compile(
    r"/?(?:!--|(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong"
    r"|sub|sup|time|u|var|wbr)(?![a-z0-9]))",
    re.IGNORECASE,
)


def forms(text: str, depth: int = 4) -> set[str]:
    """Every text that can be had out of this one: tags out, tags alone, escapes undone, again and again."""
    found: set[str] = set()
    if not text.lstrip().startswith("<"):
        found.add(text)
    _collect(text, found, depth)
    return found


def _collect(text: str, found: set[str], depth: int) -> None:
    if depth < 0:
        return
    tags = re.findall(r"<([^<>]*)>", text)
    without = [re.sub(r"<[^<>]*>", " ", text), _joined(text)]
    whole = [text] if any(tag.count('"') % 2 for tag in tags) else []
    for one in {*without, *tags, *whole}:
        found.add(one)
        plain = _undone(one)
        if plain != one:
            found.add(plain)
            _collect(plain, found, depth - 1)


def _joined(text: str) -> str:
    def out(tag: re.Match[str]) -> str:
        return "" if INLINE.match(tag[1]) else " "

    return re.sub(r"<([^<>]*)>", out, text)


def _undone(text: str) -> str:
    """The escapes of one text undone, one kind after the other, until nothing changes."""
    for _ in range(12):
        before = text
        text = html.unescape(text)
        text = unquote(text)
        text = re.sub(r'\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["\\/bfnrt])', _unescape, text)
        if text == before:
            break
    return text


def _unescape(found: re.Match[str]) -> str:
    escape = found[0]
    if escape.startswith("\\x"):
        return bytes.fromhex(escape[2:]).decode("latin-1")
    return str(json.loads(f'"{escape}"')).encode("utf-8", "replace").decode("utf-8")


def words(text: str, *, with_capitals: bool = False) -> list[str]:
    found: list[str] = []
    word = ""
    for sign in unicodedata.normalize("NFKD", text):
        if unicodedata.category(sign) in ("Cf", "Mn"):
            continue
        for low in sign if with_capitals else sign.casefold():
            if low.isalnum():
                word += low
            elif word:
                found.append(word)
                word = ""
    return [*found, word] if word else found


def tells(text: str, secret: Secret, alike: frozenset[str] = frozenset()) -> bool:
    """Whether a text tells a secret. `alike` are names that are words as well, in small letters."""
    return any(_tells(one, secret, alike) for one in forms(text))


def _tells(text: str, secret: Secret, alike: frozenset[str]) -> bool:
    own = words(text)
    if secret.kind == "name":
        first, last = (words(part) for part in secret.parts)
        if alike.issuperset(first + last):
            runs = (first + last, last + first)
            return any(_has_with_capitals(words(text, with_capitals=True), run) for run in runs)
        return any(_has(own, run) for run in (first + last, last + first))
    if secret.kind == "passage":
        note = words(secret.parts[0])
        return any(_has(own, run) for run in _runs(note))
    raise AssertionError(secret.kind)


def _runs(note: list[str]) -> Iterator[list[str]]:
    for start in range(len(note) - 7):
        yield note[start : start + 8]


def _has_with_capitals(own: list[str], run: list[str]) -> bool:
    return any(
        [word.casefold() for word in there] == run and all(word[0].isupper() for word in there)
        for there in (own[start : start + len(run)] for start in range(len(own) - len(run) + 1))
    )


def _has(own: list[str], run: list[str]) -> bool:
    return any(own[start : start + len(run)] == run for start in range(len(own) - len(run) + 1))
