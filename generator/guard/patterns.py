"""Search patterns for each kind of secret in a folded text, and the words that a match must contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.core.text import fold
from generator.guard.normalize import BREAK, decode, words
from generator.model.individuals import LEGAL_FORMS, bare_name

Kind = Literal[
    "name", "single-name", "email", "phone", "profile", "street", "postal-code", "path", "passage", "comment"
]


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """Something that no public file may contain.

    `parts`, as written in the records: for a `name` the first and the last name, for a `single-name` the
    name and the employer, for a `postal-code` the code and the city, for a `passage` a private text (runs
    of its words are guarded), for a `comment` a sentence of one in a text, else one text. `person` is the
    key by which a page may mention the person, empty if no page may.
    """

    kind: Kind
    parts: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Guarded:
    """All secrets, and the exceptions of single pages.

    `allowed` maps the path of a content file to the keys of the people whom it `mentions`.
    """

    secrets: tuple[Secret, ...] = ()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)


SHORTEST_PHONE = 7  # digits
_CORE = 9  # last digits of a phone number that identify it, with or without its country
_LONGEST_PREFIX = 6  # digits before them: 00, country, trunk zero
_MAX_GAP = 3  # words between a single name and its employer
_LEGAL_FORMS = frozenset(form.encode() for form in LEGAL_FORMS)
_BEFORE, _AFTER, _APART = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]+"
_BETWEEN_DIGITS = r"[\s().\-/+_]{0,4}"

Words = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How to find one secret.

    A text contains the secret if `pattern` matches and one of these holds: one of the `phrases` (runs of
    words) is in it; all words of one of `together` are in it; `digits` are among its digits.
    """

    secret: Secret
    pattern: str
    phrases: tuple[Words, ...] = ()
    together: tuple[Words, ...] = ()
    digits: bytes = b""


def search_for(secret: Secret) -> Search | None:
    """The search for any secret except a passage; None if too little is left to search for."""
    match secret.kind:
        case "name":
            return _name(secret)
        case "single-name" | "postal-code":
            return _beside(secret)
        case "phone":
            return _phone(secret)
        case _:
            return _literal(secret)


def sequence(run: Iterable[bytes]) -> str:
    """A pattern for words next to each other, with anything but words between them."""
    return _BEFORE + _APART.join(re.escape(word.decode()) for word in run) + _AFTER


def _name(secret: Secret) -> Search | None:
    first, last = secret.parts
    orders = set[Words]()
    for first_words, last_words in _spellings(first, last):
        if first_words and last_words:
            orders |= {first_words + last_words, last_words + first_words}
    return _either(secret, orders) if orders else None


def _either(secret: Secret, runs: Iterable[Words]) -> Search:
    phrases = tuple(sorted(runs))
    return Search(secret, "|".join(map(sequence, phrases)), phrases)


def _spellings(first: str, last: str) -> list[tuple[Words, Words]]:
    """The name as written, without titles, without initials, and transliterated as in addresses."""
    written = tuple(words(fold(first))), tuple(words(fold(last)))
    bare = tuple(words(bare_name(first))), tuple(words(bare_name(last)))
    spellings = [written, bare]
    spellings += [(_without_initials(one), _without_initials(other)) for one, other in spellings]
    if not (fold(first) + fold(last)).isascii():
        from slugify import slugify

        spellings.append((tuple(words(slugify(first))), tuple(words(slugify(last)))))
    return spellings


def _without_initials(name: Words) -> Words:
    return tuple(word for word in name if len(word) > 1)


def _beside(secret: Secret) -> Search | None:
    left, right = (tuple(words(fold(part))) for part in secret.parts)
    if secret.kind == "single-name":
        bare = tuple(words(bare_name(secret.parts[0])))
        left = bare if len(bare) < len(left) else left
        while len(right) > 1 and right[-1] in _LEGAL_FORMS:
            right = right[:-1]
        right = right[1:] if len(right) > 1 and right[0] == b"the" else right
    if not left or not right:
        return None
    gap = rf"{_APART}(?:[^\W_{BREAK.strip()}]+{_APART}){{0,{_MAX_GAP}}}?"
    pattern = f"{sequence(left)}{gap}{sequence(right)}|{sequence(right)}{gap}{sequence(left)}"
    return Search(secret, pattern, together=(left + right,))


def phone_core(phone: str) -> str:
    """The last digits of a phone number, the same with and without its country."""
    return re.sub(r"\D", "", fold(phone))[-_CORE:]


def _phone(secret: Secret) -> Search | None:
    core = phone_core(secret.parts[0])
    if len(core) < SHORTEST_PHONE:
        return None
    before = rf"(?:\d{_BETWEEN_DIGITS}){{0,{_LONGEST_PREFIX}}}"
    pattern = rf"(?<!\d){before}{_BETWEEN_DIGITS.join(core)}(?!\d)"
    return Search(secret, pattern, digits=core.encode())


def _literal(secret: Secret) -> Search | None:
    text = fold(decode(secret.parts[0])).strip()
    run = tuple(words(text))
    if not run:
        return None
    match secret.kind:
        case "email":
            pattern = rf"(?<![^\W_])(?<![.+-]){re.escape(text)}(?![^\W_]|-|\.[^\W_])"
        case "profile":
            address = re.sub(r"^(?:[a-z]+:)?//(?:www\.)?|^www\.", "", re.split(r"[?#]", text)[0]).rstrip("/")
            run = tuple(words(address))
            # If the profile is a whole host, its other pages are not meant.
            below = "" if "/" in address or address.startswith("@") else r"|/[^\W_]"
            pattern = rf"(?<![^\W_]){re.escape(address)}(?![^\W_]|-|\.[^\W_]{below})"
        case "path":
            pattern = _BEFORE + r"[\\/]+".join(re.escape(part) for part in text.split("/")) + _AFTER
        case _:
            pattern = sequence(run)
    return Search(secret, pattern, (run,)) if run else None
