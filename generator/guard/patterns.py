"""Search patterns for each kind of secret in a folded text, and the words that a match must contain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Literal

from msgspec import Struct, field

from generator.core.diagnostics import Location
from generator.core.text import fold
from generator.guard.normalize import BREAK, decode, is_unspaced, words
from generator.model.individuals import LEGAL_FORMS, bare_name

Kind = Literal[
    "name",
    "single-name",
    "email",
    "phone",
    "profile",
    "street",
    "postal-code",
    "path",
    "passage",
    "summary",
    "comment",
]


class Secret(Struct, frozen=True, order=True):
    """Something that no public file may contain.

    `parts`, as written in the records: for a `name` the first and the last name, for a `single-name` the
    name and the employer, for a `postal-code` the code and the city, for a `passage` a private text (runs
    of its words are guarded), for a `summary` a short one (guarded as a whole), for a `comment` a sentence
    of one in a text, else one text. `person` is the key by which a page may mention the person, empty if no
    page may.
    """

    kind: Kind
    parts: tuple[str, ...]
    person: str = ""


Words = tuple[bytes, ...]


class Guarded(Struct, frozen=True):
    """All secrets, and the exceptions of single pages.

    `allowed` maps the path of a content file to what it `mentions`: the keys of people, and phrases, which
    begin with a space. What the settings mention is under `SETTINGS` and holds for all files. `origins` has
    the first private record with each secret, `employers` the employers of people.
    """

    secrets: tuple[Secret, ...] = ()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    origins: Mapping[Secret, Location] = field(default_factory=dict)
    employers: Mapping[Secret, str] = field(default_factory=dict)

    def allows(self, secret: Secret, found: Words, sources: Iterable[str]) -> bool:
        """Whether a file made from these content files may show a secret; `found` are words of a passage."""
        allowed = [entry for source in (*sources, SETTINGS) for entry in self.allowed.get(source, ())]
        if not allowed:
            return False
        if secret.person in filter(None, allowed):
            return True
        phrases = [entry for entry in allowed if entry.startswith(" ")]
        if secret.kind == "phone":
            core = phone_core(secret.parts[0])
            return any(phone_core(entry) == core for entry in phrases)
        runs = [b" ".join(found).decode()] if found else _runs_of(secret)
        return any(f" {run} " in entry for entry in phrases for run in runs if run)


SETTINGS = "portfolio.yaml"
SHORTEST_PHONE = 7  # digits
_WITH_PREFIX = 10  # digits of a number that has one
_CORE = 9  # last digits of a phone number that identify it, with or without its country
_LONGEST_PREFIX = 6  # digits before them: 00, country, trunk zero
_MAX_GAP = 3  # words between a single name and its employer
_LEGAL_FORMS = frozenset(form.encode() for form in LEGAL_FORMS)
BEFORE, AFTER, APART = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]+"
_BETWEEN_DIGITS = r"[\s().\-/+_]{0,4}"


class Search(Struct, frozen=True):
    """How to find one secret.

    A text contains the secret if `pattern` matches and one of these holds: one of the `phrases` (runs of
    words) is in it; all words of one of `together` are in it; `digits` are among its digits. Where capitals
    tell whether it is the secret, `meant` has to match the text as it is written. `make` makes both patterns
    where that takes longer, when a text has the words.
    """

    secret: Secret
    pattern: str = ""
    phrases: tuple[Words, ...] = ()
    together: tuple[Words, ...] = ()
    digits: bytes = b""
    meant: str = ""
    make: Callable[[], tuple[str, str]] | None = None

    def patterns(self) -> tuple[str, str]:
        """`pattern` and `meant`."""
        return self.make() if self.make else (self.pattern, self.meant)


def searches_for(secret: Secret) -> Iterator[Search]:
    """The searches for any secret except a passage; none if too little is left to search for."""
    match secret.kind:
        case "name":
            yield from filter(None, (_name(secret), *_other_spellings(secret)))
        case "single-name" | "postal-code":
            yield from filter(None, (_beside(secret),))
        case "phone":
            yield from filter(None, (_phone(secret),))
        case "email":
            yield from _email(secret)
        case _:
            yield from filter(None, (_literal(secret),))


def _runs_of(secret: Secret) -> list[str]:
    """The words of a secret, as a phrase may mention it; a name in both orders."""
    if secret.kind == "name":
        orders = secret.parts, secret.parts[::-1]
        return [_phrase(" ".join(map(spelled, order))) for order in orders for spelled in (str, bare_name)]
    text = fold(decode(secret.parts[0])).strip()
    return [_phrase(_bare_address(text) if secret.kind == "profile" else text)]


def _phrase(text: str) -> str:
    return b" ".join(words(fold(text))).decode()


def sequence(run: Iterable[bytes]) -> str:
    """A pattern for words next to each other, with anything but words between them."""
    return BEFORE + APART.join(re.escape(word.decode()) for word in run) + AFTER


def _name(secret: Secret) -> Search | None:
    first, last = secret.parts
    orders = set[Words]()
    for first_words, last_words in _spellings(first, last):
        if first_words and last_words:
            orders |= {first_words + last_words, last_words + first_words}
            orders |= {one + other for one in _halves(first_words) for other in _halves(last_words)}
    orders |= {_letters(run) for run in sorted(orders) if _is_spelled_out(run)}
    return _either(secret, orders) if orders else None


_PARTICLES = frozenset(
    b"al bin da de del den der di do dos du el la las le los mc san st ten van von".split()
)
_SHORTEST_HALF, _SHORTEST_JOINED, _SHORTEST_SPACED = 3, 6, 5  # letters


def _halves(name: Words) -> list[Words]:
    """The name, and each half of a double one: `Watson` and `Parker` of `Watson-Parker`."""
    halves = [(part,) for part in name if len(part) >= _SHORTEST_HALF and part not in _PARTICLES]
    return [name, *(halves if len(halves) > 1 else ())]


def _letters(run: Words) -> Words:
    return tuple(letter.encode() for word in run for letter in word.decode())


def _is_spelled_out(run: Words) -> bool:
    """Whether the letters of a name, one by one, are nothing but that name."""
    return sum(len(word) for word in run) >= _SHORTEST_SPACED and not any(is_unspaced(word) for word in run)


# What is between a first and a last name: another name, an initial, a title. With capitals, or a particle.
_BLANK = r"[ \t\r\n\0\u00a0]+"
_UPPER = r"(?![a-z\u00df-\u00ff])[^\W\d_]"
_ANY_MIDDLE = r"[\"'(\[]*[^\W\d_][\w'-]*[\"')\].]*"
_CAPITALIZED = rf"{_UPPER}[\w'’-]*[\"')\]”’]*|{_UPPER}\w{{0,3}}\."
_MIDDLE = rf"(?:[\"'(\[“‘]*(?:{_CAPITALIZED})|van|von|de|da|der|bin)"
_TITLE = r"(?:dr|prof|mr|mrs|ms|mx)\.?"


def _other_spellings(secret: Secret) -> Iterator[Search]:
    """With other names, initials or a title between, and joined as in `#JaneDoe`."""
    first, last = (tuple(words(bare_name(part))) for part in secret.parts)
    first = _without_initials(first) or first
    if not first or not last or any(is_unspaced(word) for word in first + last):
        return
    yield Search(secret, together=(first + last,), make=lambda: _with_middle(secret, first, last))
    joined = b"".join(first).decode(), b"".join(last).decode()
    if min(map(len, joined)) > 1 and len("".join(joined)) >= _SHORTEST_JOINED:
        for order in (joined, joined[::-1]):
            word = "".join(order).encode()
            yield Search(secret, phrases=((word,),), make=partial(_joined, *order))


def _with_middle(secret: Secret, first: Words, last: Words) -> tuple[str, str]:
    one, other = sequence(first), sequence(last)
    named, called = (_with_capital(part, run) for part, run in zip(secret.parts, (first, last), strict=True))
    pattern = rf"{one}{_BLANK}(?:{_ANY_MIDDLE}{_BLANK}){{1,2}}{other}|{other},?{_BLANK}{_TITLE}{_BLANK}{one}"
    between = rf"{named}{_BLANK}(?:{_MIDDLE}{_BLANK}){{1,2}}{called}"
    titled = rf"{called},?{_BLANK}(?i:{_TITLE}){_BLANK}{named}"
    return pattern, f"{BEFORE}(?:{between}|{titled}){AFTER}"


def _joined(left: str, right: str) -> tuple[str, str]:
    word = left + right
    initial = f"[{word[0].upper()}{word[0]}]"
    camel = initial + re.escape(left[1:] + right[0].upper() + right[1:])
    return sequence((word.encode(),)), rf"{BEFORE}(?:{camel}|(?<=[#@])(?i:{re.escape(word)})){AFTER}"


def _with_capital(written: str, run: Words) -> str:
    """A pattern for a name with a capital, with its accents or without."""
    bare = [word.decode() for word in run]
    found = [word for word in re.findall(r"[^\W\d_]+", written) if fold(word) in bare]
    forms = [APART.join(map(_capital, form)) for form in (found, bare) if form]
    return f"(?:{'|'.join(dict.fromkeys(forms))})"


def _capital(word: str) -> str:
    first = re.escape(word[0].upper())
    return first + (f"(?i:{re.escape(word[1:])})" if word[1:] else "")


def _email(secret: Secret) -> Iterator[Search]:
    """As it is, with a tag behind the name, and written out: `jane [at] acme [dot] example`."""
    text = fold(decode(secret.parts[0])).strip()
    name, _, host = text.rpartition("@")
    exact = _literal(secret)
    if exact is None or not name or not host:
        yield from filter(None, (exact,))
        return
    yield exact
    local, domain = re.escape(name), re.escape(host)
    before, after = r"(?<![^\W_])(?<![.+-])", r"(?![^\W_]|-|\.[^\W_])"
    run = tuple(words(text))
    yield Search(secret, rf"{before}{local}\+[\w.+-]{{1,64}}@{domain}{after}", together=(run,))
    bracketed, spoken = r"\s*[\[({<]\s*at\s*[\])}>]\s*", r"\s+at\s+"
    dot = r"\s*(?:[\[({<]\s*)?(?:dot|punkt)\s*(?:[\])}>]\s*)?"
    dots = rf"(?:\.|{dot})".join(map(re.escape, host.split(".")))
    apart = r"\s*\.\s*".join(map(re.escape, host.split(".")))
    spelled = dot.join(map(re.escape, host.split(".")))
    locals_ = rf"(?:\.|{dot})".join(map(re.escape, name.split(".")))
    patterns = [rf"{before}{locals_}{bracketed}{dots}{after}", rf"{before}{local}\s*@\s*{apart}{after}"]
    if "." in host:
        patterns.append(rf"{before}{locals_}{spoken}{spelled}{after}")
    yield Search(secret, "|".join(patterns), together=(run,))


def _either(secret: Secret, runs: Iterable[Words]) -> Search:
    phrases = tuple(sorted(runs))
    return Search(secret, phrases=phrases, make=lambda: ("|".join(map(sequence, phrases)), ""))


_APOSTROPHE = re.compile(r"(?<=\w)['’`´ʼ](?=\w)")


def _spellings(first: str, last: str) -> list[tuple[Words, Words]]:
    """The name as written, without titles, without initials, and transliterated as in addresses."""
    written = tuple(words(fold(first))), tuple(words(fold(last)))
    bare = tuple(words(bare_name(first))), tuple(words(bare_name(last)))
    spellings = [written, bare]
    spellings += [(_without_initials(one), _without_initials(other)) for one, other in spellings]
    if _APOSTROPHE.search(first + last):  # Bob ONeill
        closed = (tuple(words(bare_name(_APOSTROPHE.sub("", name)))) for name in (first, last))
        spellings.append((next(closed), next(closed)))
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
    gap = rf"{APART}(?:[^\W_{BREAK.strip()}]+{APART}){{0,{_MAX_GAP}}}?"
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
    if len(re.sub(r"\D", "", fold(secret.parts[0]))) >= _WITH_PREFIX:
        # Without its prefix, if no other stands before it.
        core = core[-SHORTEST_PHONE:]
        pattern += rf"|(?<!\d)(?<!\d[\s().\-/+_])(?<!\d\)\s){_BETWEEN_DIGITS.join(core)}(?!\d)"
    return Search(secret, pattern, digits=core.encode())


def _bare_address(text: str) -> str:
    """A profile without its scheme and what it is asked for."""
    return re.sub(r"^(?:[a-z]+:)?//(?:www\.)?|^www\.", "", re.split(r"[?#]", text)[0]).rstrip("/")


def _literal(secret: Secret) -> Search | None:
    text = fold(decode(secret.parts[0])).strip()
    run = tuple(words(text))
    if not run:
        return None
    match secret.kind:
        case "email":
            pattern = rf"(?<![^\W_])(?<![.+-]){re.escape(text)}(?![^\W_]|-|\.[^\W_])"
        case "profile":
            address = _bare_address(text)
            run = tuple(words(address))
            # If the profile is a whole host, its other pages are not meant.
            below = "" if "/" in address or address.startswith("@") else r"|/[^\W_]"
            pattern = rf"(?<![^\W_]){re.escape(address)}(?![^\W_]|-|\.[^\W_]{below})"
        case "path":
            pattern = BEFORE + r"[\\/]+".join(re.escape(part) for part in text.split("/")) + AFTER
        case _:
            pattern = sequence(run)
    return Search(secret, pattern, (run,)) if run else None
