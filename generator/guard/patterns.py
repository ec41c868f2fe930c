"""How each kind of secret is found in a folded text: the words it cannot do without, and a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.core.text import fold
from generator.guard.folding import BREAK, decode, words

Kind = Literal["name", "single-name", "email", "phone", "profile", "street", "postal-code", "path", "passage"]


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """One thing that no public file may say.

    `parts`, as they were written, are for a `name` the first and the last name, for a `single-name`
    the name and the employer, for a `postal-code` the code and the city, for a `passage` a whole
    private text (of which runs of words are guarded), else the one text. `person` is a key by
    which a page may be allowed to tell it, empty where none may.
    """

    kind: Kind
    parts: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Everything that no public file may say, and what single pages may say all the same.

    `allowed` maps the path of a content file to the keys of the people whom it mentions on purpose.
    """

    secrets: tuple[Secret, ...] = ()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)


SHORTEST_PHONE = 7  # digits
_CORE = 9  # digits at the end of a phone number that tell it apart, with or without its country
_LONGEST_PREFIX = 6  # digits before them: 00, country, trunk zero
_BESIDE = 3  # words between a single name and its employer
_COMPANY_FORMS = frozenset(
    b"ab ag bv co company corp corporation gmbh inc incorporated limited llc llp ltd nv oy plc sa".split()
)
_BEFORE, _AFTER, _APART = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]+"
_BETWEEN_DIGITS = r"[\s().\-/+_]{0,4}"

Words = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How to find one secret.

    `phrases` are runs of words of which one must occur; `together` words that must all occur
    somewhere; `digits` must occur among the digits of the text. The secret is found where one of
    these holds and `pattern` matches.
    """

    secret: Secret
    pattern: str
    phrases: tuple[Words, ...] = ()
    together: tuple[Words, ...] = ()
    digits: bytes = b""


def search_for(secret: Secret) -> Search | None:
    """The search for any secret but a passage; None where too little is left to be looked for."""
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
    """A pattern for words next to each other: whatever is no word may part them."""
    return _BEFORE + _APART.join(re.escape(word.decode()) for word in run) + _AFTER


def _name(secret: Secret) -> Search | None:
    first, last = secret.parts
    orders = set[Words]()
    for one, other in _spellings(first, last):
        if one and other:
            orders |= {one + other, other + one}
    return _either(secret, orders) if orders else None


def _either(secret: Secret, runs: Iterable[Words]) -> Search:
    phrases = tuple(sorted(runs))
    return Search(secret, "|".join(map(sequence, phrases)), phrases)


def _spellings(first: str, last: str) -> list[tuple[Words, Words]]:
    """The name as it is written, without initials, and as an address would spell it."""
    one, other = tuple(words(fold(first))), tuple(words(fold(last)))
    found = [(one, other), (_without_initials(one), _without_initials(other))]
    if not (fold(first) + fold(last)).isascii():
        from slugify import slugify

        found.append((tuple(words(slugify(first))), tuple(words(slugify(last)))))
    return found


def _without_initials(name: Words) -> Words:
    return tuple(word for word in name if len(word) > 1)


def _beside(secret: Secret) -> Search | None:
    one, other = (tuple(words(fold(part))) for part in secret.parts)
    if secret.kind == "single-name":
        while len(other) > 1 and other[-1] in _COMPANY_FORMS:
            other = other[:-1]
    if not one or not other:
        return None
    gap = rf"{_APART}(?:[^\W_{BREAK.strip()}]+{_APART}){{0,{_BESIDE}}}?"
    pattern = f"{sequence(one)}{gap}{sequence(other)}|{sequence(other)}{gap}{sequence(one)}"
    return Search(secret, pattern, together=(one + other,))


def phone_core(phone: str) -> str:
    """The last digits of a phone number, which are the same with and without its country."""
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
            # Of a whole host only its front page is somebody's profile.
            below = "" if "/" in address or address.startswith("@") else r"|/[^\W_]"
            pattern = rf"(?<![^\W_]){re.escape(address)}(?![^\W_]|-|\.[^\W_]{below})"
        case "path":
            pattern = _BEFORE + r"[\\/]+".join(re.escape(part) for part in text.split("/")) + _AFTER
        case _:
            pattern = sequence(run)
    return Search(secret, pattern, (run,)) if run else None
