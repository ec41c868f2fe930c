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
    for path in sorted({source for file in site.files.values() for source in file.sources}):
        text = sources.get(path, "") if path.endswith(_TEXTS) else ""
        if text:
            prose = plain_letters(without_code(text)[0])
            yield from _in_text(path, prose, by_last, by_first, guarded)


def _in_text(
    path: str,
    prose: str,
    by_last: Mapping[str, list[Secret]],
    by_first: Mapping[str, list[Secret]],
    guarded: Guarded,
) -> Iterator[Diagnostic]:
    told: set[tuple[Secret, int]] = set()
    for match in _BEFORE_LAST.finditer(prose):
        before, after = fold(match[1]), fold(match[2]).removesuffix("'s")
        if not (match[1][0].isupper() and match[2][0].isupper()):
            continue
        for secret in by_last.get(after, ()):
            first = bare_name(secret.parts[0])
            is_hint = (
                before in TITLES or before == first[:1] or (len(before) > 1 and is_short_form(before, first))
            )
            line = prose.count("\n", 0, match.start()) + 1
            if before != first and is_hint and (secret, line) not in told:
                told.add((secret, line))
                yield from _hint(path, line, match[0] + match[2], secret, guarded)
    run = b" %b " % b" ".join(words(fold(prose)))
    for match in re.finditer(r"(?<![\w@/.-])[^\W\d_][\w'’]*", prose):
        if not match[0][0].isupper():
            continue
        for secret in by_first.get(fold(match[0]).removesuffix("'s"), ()):
            employer = b" %b " % b" ".join(words(bare_employer(guarded.employers[secret])))
            if employer.strip() and employer in run and not any(one == secret for one, _ in told):
                line = prose.count("\n", 0, match.start()) + 1
                told.add((secret, line))
                yield from _hint(path, line, match[0], secret, guarded)


def _hint(path: str, line: int, text: str, secret: Secret, guarded: Guarded) -> Iterator[Diagnostic]:
    if guarded.allows(secret, (), (path,)):
        return
    message = Message("private-person-hinted.at", text=" ".join(text.split()), name=" ".join(secret.parts))
    yield diagnostic(message, Location(path, line), Severity.WARNING, personal=True)
