"""Find a file by a name that is written in another way: composed otherwise, with other spaces or capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

# Characters that look like a space; screenshots of macOS have one before AM and PM.
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")


class FileNames:
    """Names of files, to be found by what they look like."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def _by_look(self) -> Mapping[str, list[str]]:
        return _grouped((looks_like(name), name) for name in self._names)

    @cached_property
    def _by_letters(self) -> Mapping[str, list[str]]:
        return _grouped((looks_like(name).casefold(), name) for name in self._names)

    def similar(self, name: str) -> str | None:
        """The only name that looks like `name`, or else differs from it only in capitals."""
        look = looks_like(name)
        for found in (self._by_look.get(look, []), self._by_letters.get(look.casefold(), [])):
            if len(found) == 1:
                return found[0]
        return None


def looks_like(name: str) -> str:
    """The name as people see it: composed letters, ordinary spaces, nothing invisible."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACES.sub(" ", name)))


def odd_space(name: str) -> str | None:
    """The first character of a name that looks like a space or like nothing; None if there is none."""
    match = _SPACES.search(name) or _UNSEEN.search(name)
    return match[0] if match else None


def is_seen_alike(name: str, other: str) -> bool:
    """Whether two names differ only in how their letters are composed."""
    return unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return groups
