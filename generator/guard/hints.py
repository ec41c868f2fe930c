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
_BEFORE_LAST = re.compile(r"(?<![\w@/.-])([^\W\d_][\w'’]*)\.?[ \t\u00a0]+(?=([^\W\d_][\w'’-]*))")
_WORD = re.compile(r"(?<![\w@/.-])[^\W\d_][\w'’]*")


def hints(site: RenderedSite, guarded: Guarded, sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A warning for each line of a published text that hints at a contact, without those it mentions."""
    by_last: dict[str, list[Secret]] = {}
    by_first: dict[str, list[Secret]] = {}
    for secret in guarded.secrets:
        if secret.kind == "name" and secret.person:
            first, last = map(bare_name, secret.parts)
            by_last.setdefault(last.split()[-1] if last else "", []).append(secret)
            if secret in guarded.employers and not is_word(first):
                by_first.setdefault(first, []).append(secret)
    if not by_last and not by_first:
        return
    for path in sorted({source for file in site.files.values() for source in file.sources}):
        text = sources.get(path, "") if path.endswith(_TEXTS) else ""
        if text and not _names_nobody(text, by_last, by_first):
            prose = plain_letters(without_code(text)[0])
            yield from _in_text(path, prose, by_last, by_first, guarded)


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
        if not (match[1][0].isupper() and match[2][0].isupper()):
            continue
        before, after = fold(match[1]), fold(match[2]).removesuffix("'s")
        for secret in by_last.get(after, ()):
            first = bare_name(secret.parts[0])
            is_short = len(before) > 1 and is_short_form(before, first)
            is_hint = is_short or before in TITLES or before == first[:1]
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
    return word[0].isupper() and fold(word).removesuffix("'s").strip() == first


def _hint(path: str, line: int, text: str, secret: Secret, guarded: Guarded) -> Iterator[Diagnostic]:
    if guarded.allows(secret, (), (path,)):
        return
    message = Message("private-person-hinted.at", text=" ".join(text.split()), name=" ".join(secret.parts))
    yield diagnostic(message, Location(path, line), Severity.WARNING, personal=True)
