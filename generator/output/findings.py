"""What the leak guard tells: which secret, in which files, and where the words were written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.core.text import fold, some
from generator.diagnostics import Diagnostic, Place, Severity
from generator.model.kinds import held_as
from generator.output.folding import decode
from generator.output.index import Hit
from generator.output.origins import SITE
from generator.output.secret import Kind, Secret
from generator.render.files import RenderedSite

RULE = "private-text-in-public-output"
_FILES_NAMED = 3
_WORDS_QUOTED = 16
# So many secrets are looked for in so many sources; each takes a tenth of a millisecond or more.
_MOST_LOOKED_FOR = 20_000
# Content that can name people on purpose, in its front matter.
_WITH_MENTIONS = tuple(f"{kind.path}/" for kind in held_as("documents"))
_IF_YOUR_OWN: Mapping[Kind, str] = {
    "email": "name it in `site.contact`",
    "phone": "add `phone` to `site.resume.show`",
    "street": "add `street` to `site.resume.show`",
    "postal-code": "add `street` to `site.resume.show`",
}
_TAG = re.compile(r"<[^<>]*>")


def tell(
    found: Mapping[Hit, Sequence[str]], site: RenderedSite, sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """One finding for each secret and place. `found` maps a secret to the output files that have it.

    Where thousands are found, the last of them are placed at the files that would show them: looking
    for the lines of all would take minutes.
    """
    folded = cache(lambda path: _spellings(sources[path]) if path in sources else ())
    place_in = cache(lambda pattern, source: _place(pattern, source, folded(source)))
    told: dict[tuple[Secret, Place | None], Hit] = {}
    shown: dict[tuple[Secret, Place | None], list[str]] = {}
    for hit, paths in found.items():
        looked_for = place_in.cache_info().misses < _MOST_LOOKED_FOR
        for path in paths:
            written = [place_in(hit.pattern, source) for source in site.files[path].sources if looked_for]
            for place in {place: None for place in written if place} or (None,):
                spot = hit.secret, place
                told[spot] = max(told.get(spot, hit), hit, key=lambda one: len(one.told))
                shown.setdefault(spot, []).append(path)
    for (secret, place), paths in shown.items():
        files = sorted(set(paths), key=lambda path: (len(path), path))
        yield _finding(told[secret, place], place or Place(SITE + files[0]), files)


def _place(pattern: str, source: str, spellings: Sequence[str]) -> Place | None:
    """Where a content file has the secret: in a line, or in its own name."""
    for text in spellings:
        found = re.search(pattern, text)
        if found:
            return Place(source, text.count("\n", 0, found.start()) + 1)
    return Place(source) if re.search(pattern, fold(source)) else None


def _spellings(text: str) -> tuple[str, ...]:
    """A source as it stands, and with its escapes undone and its tags out; lines stay lines."""
    lines = text.split("\n")
    plain = [decode(line).replace("\n", " ") for line in lines]
    bare = [_TAG.sub(" ", line) for line in plain]
    joined = [_TAG.sub("", line) for line in plain]
    return tuple(fold("\n".join(form)) for form in (lines, plain, bare, joined))


def _finding(hit: Hit, place: Place, paths: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        RULE,
        Severity.ERROR,
        f"{_what(hit)}, and {_where(paths)} would show it.",
        place,
        hint=_hint(hit, place),
        personal=True,
    )


def _what(hit: Hit) -> str:
    first, *more = hit.secret.parts
    match hit.secret.kind:
        case "name":
            return f"“{' '.join(hit.secret.parts)}” is one of your contacts"
        case "single-name":
            return f"“{first}” of {more[0]} is one of your contacts"
        case "email":
            return f"The e-mail address “{first}” is private"
        case "phone":
            return f"The phone number “{first}” is private"
        case "profile":
            return f"The profile “{first}” is a contact's"
        case "street":
            return f"The street address “{first}” is private"
        case "postal-code":
            return f"The postal code “{first}” beside {more[0]} is private"
        case "path":
            return f"“{first}” is a private file"
        case _:
            return f"{len(hit.told)} words in a row are from a private note: “{_quote(hit.told)}”"


def _quote(told: Sequence[bytes]) -> str:
    more = " …" if len(told) > _WORDS_QUOTED else ""
    return " ".join(word.decode() for word in told[:_WORDS_QUOTED]) + more


def _where(paths: Sequence[str]) -> str:
    named = some([SITE + path for path in paths], _FILES_NAMED)
    return named if len(paths) == 1 else f"{len(paths)} public files ({named})"


def _hint(hit: Hit, place: Place) -> str:
    if not hit.secret.person:
        own = _IF_YOUR_OWN.get(hit.secret.kind)
        if own:
            return f"Leave it out. If it is your own and may be public, {own}."
        return "Put it in other words, or leave it out: whoever finds it here can keep it."
    if place.path.startswith(_WITH_MENTIONS):
        name = hit.secret.parts[0] if hit.secret.kind != "name" else " ".join(hit.secret.parts)
        who = name if hit.secret.kind != "profile" else "their name"
        return f"Leave it out, or, to name them on purpose, add to the front matter: mentions: [{who}]"
    return "Leave it out. A post, project or page may name people on purpose in its `mentions`."
