"""Findings of the leak guard: which secret, in which files, and where in the content."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Literal

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message, Value
from generator.core.text import first_few, fold
from generator.guard.chance import (
    CODE_FILES,
    NAMES,
    capitalized,
    is_our_own,
    needs_capitals,
    plain_letters,
    side_by_side,
    without_code,
)
from generator.guard.encodings import decoded_forms
from generator.guard.extract_text import extract_text
from generator.guard.index import Hit
from generator.guard.normalize import decode, latin_letters
from generator.guard.patterns import Kind, Secret
from generator.model.kinds import KINDS, kinds_stored_as
from generator.site.files import SITE, RenderedSite

_FILES_NAMED = 3
_WORDS_QUOTED = 16
# Searches for a secret in a source; each takes a tenth of a millisecond or more.
_MAX_SEARCHES = 20_000
# Content whose front matter can allow names, with `mentions`.
_WITH_MENTIONS = tuple(f"{kind.path}/" for kind in kinds_stored_as("documents"))
RESUME = next(kind.path for kind in KINDS if kind.name == "resume")
_MESSAGES: Mapping[Kind, str] = {
    "name": "private-text-in-public-output.name",
    "single-name": "private-text-in-public-output.single-name",
    "email": "private-text-in-public-output.email",
    "phone": "private-text-in-public-output.phone",
    "profile": "private-text-in-public-output.profile",
    "street": "private-text-in-public-output.street",
    "postal-code": "private-text-in-public-output.postal-code",
    "path": "private-text-in-public-output.path",
    "comment": "private-text-in-public-output.comment",
    "summary": "private-text-in-public-output.summary",
}
_ADVICE: Mapping[Kind, str] = {
    "passage": "private-text-in-public-output.other-words",
    "summary": "private-text-in-public-output.other-words",
    "comment": "private-text-in-public-output.own-comment",
    "email": "private-text-in-public-output.own-email",
    "phone": "private-text-in-public-output.own-phone",
    "street": "private-text-in-public-output.own-street",
    "postal-code": "private-text-in-public-output.own-street",
}
_MARKDOWN = (".md", ".markdown")
# Where files from `content/files/` and its pictures are published: nothing of ours is in them.
_AS_THEY_ARE = ("files/", "images/")
_TAG = re.compile(r"<[^<>]*>")
# Text that YAML reads as itself without quotes, in a list.
_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off)$)[^\W\d_][\w .'’-]*[\w.]", re.IGNORECASE)


def leak_findings(
    hits: Mapping[Hit, Sequence[str]],
    site: RenderedSite,
    sources: Mapping[str, str],
    origins: Mapping[Secret, Location],
) -> Iterator[Diagnostic]:
    """One finding for each secret and location. `hits` maps each hit to the output files that contain it.

    `origins` are the private lines that have the secrets.

    With thousands of hits, the last ones are located in the output files: searching the sources for all of
    them would take minutes.
    """
    text_of = cache(lambda path: _Text(path, sources.get(path, "")))
    place_in = cache(lambda hit, source: _place(hit, text_of(source)))
    forms_of = cache(lambda path: _forms(path, site.files[path].data))
    is_chance = cache(lambda hit, path: _is_chance_in(hit, path, lambda: forms_of(path)))
    longest: dict[tuple[Secret, Location | None], Hit] = {}
    files: dict[tuple[Secret, Location | None], list[str]] = {}
    for hit, paths in hits.items():
        is_searched = place_in.cache_info().misses < _MAX_SEARCHES
        for path in paths:
            places = [place_in(hit, source) for source in site.files[path].sources if is_searched]
            locations = {place: None for place in places if isinstance(place, Location)}
            is_name = is_searched and hit.secret.kind in NAMES
            if is_name and not locations and (BY_CHANCE in places or is_chance(hit, path)):
                continue
            for location in locations or (None,):
                key = hit.secret, location
                longest[key] = max(longest.get(key, hit), hit, key=lambda hit: len(hit.words))
                files.setdefault(key, []).append(path)
    for (secret, location), paths in files.items():
        shortest_first = sorted(set(paths), key=lambda path: (len(path), path))
        where = location or Location(SITE + shortest_first[0])
        yield _finding(longest[secret, location], where, shortest_first, origins.get(secret))


BY_CHANCE: Literal["by chance"] = "by chance"


class _Text:
    """A content file and its spellings, in which secrets are searched for."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """All of it, with capitals."""
        return _spellings(self._text)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """All of it, folded."""
        return tuple(map(fold, self.spellings))

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The spellings of the prose and of the code."""
        if not self.path.endswith(_MARKDOWN):
            return self.spellings, ()
        prose, code = without_code(self._text)
        return _spellings(prose), _spellings(code) if code.strip() else ()

    @cached_property
    def folded_prose(self) -> tuple[str, ...]:
        """The prose, folded."""
        return tuple(map(fold, self.parts[0]))


def _place(hit: Hit, text: _Text) -> Location | Literal["by chance"] | None:
    """Where a content file contains the secret: in a line, or in its file name."""
    if hit.secret.kind not in NAMES:
        return _line(text.path, hit.pattern, text.folded) or _in_file_name(hit, text.path)
    prose, code = text.parts
    in_code = _line(text.path, side_by_side(hit.secret), map(plain_letters, code))
    if hit.meant:
        named = _line(text.path, hit.meant, map(plain_letters, prose))
        return named or (BY_CHANCE if _line(text.path, hit.pattern, text.folded) else None)
    if needs_capitals(hit.secret):
        named = _line(text.path, capitalized(hit.secret), map(plain_letters, prose)) or in_code
        return named or (BY_CHANCE if _line(text.path, hit.pattern, text.folded) else None)
    named = _line(text.path, hit.pattern, text.folded_prose) or in_code or _in_file_name(hit, text.path)
    if named or not code:
        return named
    if _line(text.path, hit.pattern, map(fold, code)):
        return BY_CHANCE
    return _line(text.path, hit.pattern, text.folded)  # half of it is in code


def _line(path: str, pattern: str | re.Pattern[str], spellings: Iterable[str]) -> Location | None:
    for text in spellings:
        match = re.search(pattern, text)
        if match:
            return Location(path, text.count("\n", 0, match.start()) + 1)
    return None


def _in_file_name(hit: Hit, path: str) -> Location | None:
    return Location(path) if re.search(hit.pattern, fold(path)) else None


def _is_chance_in(hit: Hit, path: str, forms: Callable[[], tuple[str, ...]]) -> bool:
    """Whether a published file has a name by chance which none of its content files has."""
    secret, pattern = hit.secret, re.compile(hit.meant)
    if not hit.meant:
        if path.startswith(_AS_THEY_ARE):
            return False
        is_code = path.endswith(CODE_FILES)
        if not is_code and not needs_capitals(secret) and not is_our_own(secret):
            return False
        pattern = side_by_side(secret) if is_code else capitalized(secret)
    if is_our_own(secret) and not path.startswith(_AS_THEY_ARE):
        return True
    return not any(pattern.search(form) for form in forms())


def _forms(path: str, data: bytes) -> tuple[str, ...]:
    """The texts of a published file, with capitals."""
    tags: dict[str, None] = {}
    forms = [form for text in (path, *extract_text(data).texts) for form in decoded_forms(text, tags)]
    return tuple(map(plain_letters, (*forms, *tags)))


def _spellings(text: str) -> tuple[str, ...]:
    """A source as it is, decoded, and without tags (as spaces, as nothing). Line numbers stay the same."""
    lines = text.split("\n")
    plain = [latin_letters(decode(line).replace("\n", " ")) for line in lines]
    bare = [_TAG.sub(" ", line) for line in plain]
    joined = [_TAG.sub("", line) for line in plain]
    return tuple("\n".join(form) for form in (lines, plain, bare, joined))


def _finding(hit: Hit, location: Location, paths: Sequence[str], origin: Location | None) -> Diagnostic:
    key = _MESSAGES.get(hit.secret.kind, "private-text-in-public-output.words")
    first, *more = hit.secret.parts
    params: dict[str, Value] = {"count": len(hit.words), "words": _quote(hit.words)}
    if hit.secret.kind in _MESSAGES:
        params = {"text": " ".join(hit.secret.parts) if hit.secret.kind == "name" else first}
    if hit.secret.kind in ("single-name", "postal-code"):
        params["beside"] = more[0]
    text = Message(key, **params, where=_where(paths), hint=_hint(hit, location, origin))
    return diagnostic(text, location, personal=True)


def _quote(words: Sequence[bytes]) -> str:
    more = " …" if len(words) > _WORDS_QUOTED else ""
    return " ".join(word.decode() for word in words[:_WORDS_QUOTED]) + more


def _where(paths: Sequence[str]) -> Message | str:
    named = first_few([SITE + path for path in paths], _FILES_NAMED)
    if len(paths) == 1:
        return named
    return Message("private-text-in-public-output.in-files", count=len(paths), files=named)


def _hint(hit: Hit, location: Location, origin: Location | None) -> Message:
    """What to do: how to remove it, the line that allows it, and why it is private."""
    kind = hit.secret.kind
    advice = Message(_ADVICE.get(kind, "private-text-in-public-output.remove"))
    if location.path.startswith(_WITH_MENTIONS):
        place = Message("private-text-in-public-output.in-front-matter")
    elif location.path == RESUME:
        place = Message("private-text-in-public-output.in-file", path=location.path)
    else:
        place = Message("private-text-in-public-output.in-settings")
    line = f"mentions: [{_mentioned(hit)}]"
    if origin is None:
        return Message("private-text-in-public-output.way-out", advice=advice, place=place, mentions=line)
    why = (
        Message("private-text-in-public-output.private-at-line", path=origin.path, line=origin.line)
        if origin.line
        else Message("private-text-in-public-output.private-file", path=origin.path)
    )
    return Message(
        "private-text-in-public-output.way-out-known", advice=advice, why=why, place=place, mentions=line
    )


def _mentioned(hit: Hit) -> str:
    """What allows the hit, as YAML."""
    secret = hit.secret
    text = secret.parts[0]
    if hit.words:
        text = b" ".join(hit.words).decode()
    elif secret.kind == "name":
        text = " ".join(secret.parts)
    text = " ".join(text.split())
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
