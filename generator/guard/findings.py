"""Findings of the leak guard: which secret, in which files, and where in the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message, Value
from generator.core.text import first_few, fold
from generator.guard.index import Hit
from generator.guard.normalize import decode
from generator.guard.patterns import Kind, Secret
from generator.model.kinds import kinds_stored_as
from generator.site.files import SITE, RenderedSite

_FILES_NAMED = 3
_WORDS_QUOTED = 16
# Searches for a secret in a source; each takes a tenth of a millisecond or more.
_MAX_SEARCHES = 20_000
# Content whose front matter can allow names, with `mentions`.
_WITH_MENTIONS = tuple(f"{kind.path}/" for kind in kinds_stored_as("documents"))
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
}
_IF_YOUR_OWN: Mapping[Kind, str] = {
    "comment": "private-text-in-public-output.own-comment",
    "email": "private-text-in-public-output.own-email",
    "phone": "private-text-in-public-output.own-phone",
    "street": "private-text-in-public-output.own-street",
    "postal-code": "private-text-in-public-output.own-street",
}
_TAG = re.compile(r"<[^<>]*>")


def leak_findings(
    hits: Mapping[Hit, Sequence[str]], site: RenderedSite, sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """One finding for each secret and location. `hits` maps each hit to the output files that contain it.

    With thousands of hits, the last ones are located in the output files: searching the sources for all of
    them would take minutes.
    """
    folded = cache(lambda path: _spellings(sources[path]) if path in sources else ())
    place_in = cache(lambda pattern, source: _place(pattern, source, folded(source)))
    longest: dict[tuple[Secret, Location | None], Hit] = {}
    files: dict[tuple[Secret, Location | None], list[str]] = {}
    for hit, paths in hits.items():
        is_searched = place_in.cache_info().misses < _MAX_SEARCHES
        for path in paths:
            locations = [place_in(hit.pattern, source) for source in site.files[path].sources if is_searched]
            for location in {location: None for location in locations if location} or (None,):
                key = hit.secret, location
                longest[key] = max(longest.get(key, hit), hit, key=lambda hit: len(hit.words))
                files.setdefault(key, []).append(path)
    for (secret, location), paths in files.items():
        shortest_first = sorted(set(paths), key=lambda path: (len(path), path))
        where = location or Location(SITE + shortest_first[0])
        yield _finding(longest[secret, location], where, shortest_first)


def _place(pattern: str, source: str, spellings: Sequence[str]) -> Location | None:
    """Where a content file contains the secret: in a line, or in its file name."""
    for text in spellings:
        match = re.search(pattern, text)
        if match:
            return Location(source, text.count("\n", 0, match.start()) + 1)
    return Location(source) if re.search(pattern, fold(source)) else None


def _spellings(text: str) -> tuple[str, ...]:
    """A source as it is, decoded, and without tags (as spaces, as nothing). Line numbers stay the same."""
    lines = text.split("\n")
    plain = [decode(line).replace("\n", " ") for line in lines]
    bare = [_TAG.sub(" ", line) for line in plain]
    joined = [_TAG.sub("", line) for line in plain]
    return tuple(fold("\n".join(form)) for form in (lines, plain, bare, joined))


def _finding(hit: Hit, location: Location, paths: Sequence[str]) -> Diagnostic:
    key = _MESSAGES.get(hit.secret.kind, "private-text-in-public-output.words")
    first, *more = hit.secret.parts
    params: dict[str, Value] = {"count": len(hit.words), "words": _quote(hit.words)}
    if hit.secret.kind in _MESSAGES:
        params = {"text": " ".join(hit.secret.parts) if hit.secret.kind == "name" else first}
    if hit.secret.kind in ("single-name", "postal-code"):
        params["beside"] = more[0]
    text = Message(key, **params, where=_where(paths), hint=_hint(hit, location))
    return diagnostic(text, location, personal=True)


def _quote(words: Sequence[bytes]) -> str:
    more = " …" if len(words) > _WORDS_QUOTED else ""
    return " ".join(word.decode() for word in words[:_WORDS_QUOTED]) + more


def _where(paths: Sequence[str]) -> Message | str:
    named = first_few([SITE + path for path in paths], _FILES_NAMED)
    if len(paths) == 1:
        return named
    return Message("private-text-in-public-output.in-files", count=len(paths), files=named)


def _hint(hit: Hit, location: Location) -> Message:
    if not hit.secret.person:
        return Message(_IF_YOUR_OWN.get(hit.secret.kind, "private-text-in-public-output.other-words"))
    if not location.path.startswith(_WITH_MENTIONS):
        return Message("private-text-in-public-output.mentions")
    if hit.secret.kind == "profile":
        return Message("private-text-in-public-output.mention-owner")
    name = hit.secret.parts[0] if hit.secret.kind != "name" else " ".join(hit.secret.parts)
    return Message("private-text-in-public-output.mention", name=name)
