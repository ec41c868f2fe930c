"""People whom a text hints at: Ms Doe, J. Doe, Jon Doe for Jonathan, a first name and the employer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.text import fold
from generator.guard.chance import is_word, plain_letters, without_code
from generator.guard.normalize import words
from generator.guard.patterns import Guarded, Secret
from generator.model.individuals import TITLES, bare_employer, bare_name, is_short_form
from generator.site.files import RenderedSite

_TEXTS = (".md", ".markdown")
_PARTICLES = "al bin da de del den der di dos du el la las le los ten van von".split()  # noqa: SIM905
# A title, a first name or initials (J., J.-L., JL), then a last name, which may begin as "van" or "al-".
_BEFORE_LAST = re.compile(
    r"(?<![\w@/.-])((?:[^\W\d_]\.[ \t\u00a0])*[^\W\d_](?:[\w'’]|[.-]+(?=[^\W\d_]))*)\.?[ \t\u00a0]+"
    rf"(?=((?:(?i:{'|'.join(_PARTICLES)})[ \t\u00a0-]+)*([^\W\d_][\w'’-]*)))"
)
_SHORTEST_HALF = 3  # letters of one of two last names, and of a short form that stands in a record
_WORD = re.compile(r"(?<![\w@/.-])[^\W\d_][\w'’]*")


def hints(site: RenderedSite, guarded: Guarded, sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A warning for each line of a published text that hints at a contact, without those it mentions."""
    by_last: dict[str, list[Secret]] = {}
    by_first: dict[str, list[Secret]] = {}
    for secret in guarded.secrets:
        if secret.kind == "name" and secret.person:
            first, last = map(bare_name, secret.parts)
            for name in _last_names(last):
                by_last.setdefault(name, []).append(secret)
            if secret in guarded.employers and not is_word(first):
                by_first.setdefault(first, []).append(secret)
    if not by_last and not by_first:
        return
    for path in sorted({source for file in site.files.values() for source in file.sources}):
        text = sources.get(path, "") if path.endswith(_TEXTS) else ""
        if text and not _names_nobody(text, by_last, by_first):
            prose = plain_letters(without_code(text)[0])
            yield from _in_text(path, prose, by_last, by_first, guarded)


def _last_names(last: str) -> set[str]:
    """What somebody may be called by: the last word, each of two names, O'Neill without its apostrophe."""
    parts = last.split()
    halves = {part for part in parts if len(part) >= _SHORTEST_HALF and part not in _PARTICLES}
    return {*parts[-1:], *halves, "".join(parts)}


def _names_nobody(text: str, *names: Mapping[str, list[Secret]]) -> bool:
    """Whether no word of a text, code or not, is in `names`: a quick look, which most texts pass."""
    there = {word.decode() for word in words(fold(plain_letters(text)))}
    return not any(there & each.keys() for each in names)


def _in_text(
    path: str,
    prose: str,
    by_last: Mapping[str, list[Secret]],
    by_first: Mapping[str, list[Secret]],
    guarded: Guarded,
) -> Iterator[Diagnostic]:
    told: set[tuple[Secret, int]] = set()
    folded = fold(prose)
    row = words(folded)
    there = {word.decode() for word in row}
    for match in _BEFORE_LAST.finditer(prose) if by_last.keys() & there else ():
        if not (match[1][0].isupper() and match[3][0].isupper()):
            continue
        before, after = fold(match[1]), [word.decode() for word in words(_without_s(match[3]))]
        initials = b"".join(words(before)).decode()
        called = dict.fromkeys(one for name in (*after, "".join(after)) for one in by_last.get(name, ()))
        for secret in called:
            first = bare_name(secret.parts[0])
            is_short = len(before) > 1 and is_short_form(before, first)
            is_short |= len(first) >= _SHORTEST_HALF and is_short_form(first, before)
            letters = {first[:1], "".join(part[0] for part in first.split())}
            is_hint = is_short or before in TITLES or initials in letters
            line = prose.count("\n", 0, match.start()) + 1
            if before != first and is_hint and (secret, line) not in told:
                told.add((secret, line))
                yield from _hint(path, line, match[0] + match[2], secret, guarded)
    run = b" %b " % b" ".join(row)
    for first in sorted(by_first.keys() & there):
        for secret in by_first[first]:
            employer = b" %b " % b" ".join(words(bare_employer(guarded.employers[secret])))
            if not employer.strip() or employer not in run or any(one == secret for one, _ in told):
                continue
            named = next((one for one in _WORD.finditer(prose) if _is_named(one[0], first)), None)
            if named:
                line = prose.count("\n", 0, named.start()) + 1
                told.add((secret, line))
                yield from _hint(path, line, named[0], secret, guarded)


def _is_named(word: str, first: str) -> bool:
    return word[0].isupper() and _without_s(word) == first


def _without_s(word: str) -> str:
    """A folded word without the `'s` of what is somebody's."""
    return fold(word.replace("’", "'")).removesuffix("'s").strip()


def _hint(path: str, line: int, text: str, secret: Secret, guarded: Guarded) -> Iterator[Diagnostic]:
    if guarded.allows(secret, (), (path,)):
        return
    message = Message("private-person-hinted.at", text=" ".join(text.split()), name=" ".join(secret.parts))
    yield diagnostic(message, Location(path, line), Severity.WARNING, personal=True)
