"""Identity of individuals and employers, for counting, the guard, the report, exports and suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Protocol, TypeVar

from generator.core.text import fold_line

# Hosts of many people's pages, paths on them that are nobody's, and handles that are words of code.
_HOSTS = (
    "linkedin.com github.com gitlab.com codeberg.org x.com twitter.com facebook.com instagram.com medium.com "
    "dev.to mastodon.social bsky.app youtube.com xing.com threads.net "
    "stackoverflow.com behance.net dribbble.com"
)
_PATHS = "about company feed home in jobs login mynetwork people pub search u user users"
_CODE = (
    "abstract app author charset cached class dataclass deprecated fontface import include js keyframes "
    "layer link media namespace override page param private property return returns supports ts type types "
    "use version"
)
_SHARED_HOSTS, _NOBODYS_PATHS, _NOBODYS_HANDLES = map(frozenset, map(str.split, (_HOSTS, _PATHS, _CODE)))
_DIGITS_IN_A_ROW = "01234567890"

NameKey = tuple[str, str, str]

# What people write before a name and behind it.
_BEFORE_NAMES = "dr mr mrs ms mx miss prof professor sir dame rev hon herr frau ing mag"
_DEGREES = "phd dphil md mba msc bsc mphil med beng meng llb llm jd edd dds cpa cfa pmp csm esq dr prof"
TITLES, _BEHIND = frozenset(_BEFORE_NAMES.split()), frozenset((_DEGREES + " jr sr ii iii iv").split())
_PRONOUN = (
    "(?:she|her|hers|he|him|his|they|them|theirs|ze|zir|hir|xe|xem|any|all|elle|elles|il|ella|el|sie|er)"
)
_PRONOUNS = re.compile(rf"(?<!\w){_PRONOUN}(?:\s*/\s*{_PRONOUN})+(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_FORMS = (
    "ab ag aps as asa bv bvba co company corp corporation cv doo dd eg ek eurl ev gbr gmbh inc incorporated "
    "kft kg kgaa kk lc lda limited llc llp lp ltd ltda mbh nv ohg oy oyj ou pbc plc pllc pte pty pvt sa "
    "sarl sas sasu se sl slu spa sro srl ug zrt"
)
LEGAL_FORMS = frozenset(_FORMS.split())
"""What stands behind an employer's name and is no part of it, folded and without dots."""
_INITIALS = re.compile(r"\b(\w)\.\s+(?=\w\.)")
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1b!-/:-`{-\x7f]+")  # of ASCII: no letter, digit or space
_SHORT_FORMS: Mapping[str, frozenset[str]] = {
    name: frozenset(short.split())
    for name, short in {
        "alexander": "sasha sandy",
        "alexandra": "sasha sandy",
        "andrew": "drew",
        "anthony": "tony",
        "catherine": "kate katie kathy",
        "charles": "chuck charlie",
        "edward": "ted ned",
        "elizabeth": "liz beth betty lisa",
        "james": "jim jimmy",
        "jennifer": "jenny",
        "john": "jack johnny",
        "joseph": "joe joey",
        "katherine": "kate katie kathy",
        "margaret": "peggy meg",
        "michael": "mike mick",
        "nicholas": "nick",
        "patricia": "trish",
        "rebecca": "becky",
        "richard": "dick rick rich",
        "robert": "bob bobby",
        "stephen": "steve",
        "susan": "sue",
        "theodore": "ted",
        "thomas": "tom tommy",
        "william": "bill billy will",
    }.items()
}
"""Short forms that are not the beginning of the name, folded."""
_NEARLY = 0.85
"""How alike two employers' names are that nearly agree, 0 to 1."""


class NamesIndividual(Protocol):
    """An object that names an individual: a contact, or a row made from one."""

    @property
    def person(self) -> str | None:
        """The graduate's own id for this person."""

    @property
    def first_name(self) -> str | None: ...  # noqa: D102

    @property
    def last_name(self) -> str | None: ...  # noqa: D102

    @property
    def employer(self) -> str | None: ...  # noqa: D102

    @property
    def email(self) -> str | None: ...  # noqa: D102

    @property
    def profile(self) -> str | None: ...  # noqa: D102


T = TypeVar("T", bound=NamesIndividual)


@lru_cache(maxsize=1 << 16)
def bare_name(text: str | None) -> str:
    """A first or last name, folded, without titles, degrees, pronouns and whatever is in brackets.

    What is behind a comma is left out too. A name that consists of nothing else stays as it is.
    """
    folded = fold_line(text)
    plain = _PRONOUNS.sub(" ", _BRACKETS.sub(" ", folded)).partition(",")[0]
    words = _words(plain) or _words(folded)
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _BEHIND:
        words = words[:-1]
    return " ".join(words)


@lru_cache(maxsize=1 << 16)
def bare_employer(text: str | None) -> str:
    """An employer's name, folded, without its legal form and a leading "the"."""
    words = _words(fold_line(text))
    if len(words) > 3 and words[-3:] == ["sp", "z", "oo"]:
        words = words[:-3]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _words(folded: str) -> list[str]:
    """The words of a folded text: dots are no part of one, other signs part two.

    Single letters in a row are one word: `S. A.` is `S.A.`
    """
    return _SIGNS.sub(" ", _INITIALS.sub(r"\1.", folded).replace(".", "")).split()


def _key(bare: str, text: str | None) -> str:
    """A bare name without its spaces, since a hyphen or none makes no other person."""
    return bare.replace(" ", "") or fold_line(text)


def employer_key(text: str | None) -> str:
    """What identifies an employer, however it is written."""
    return _key(bare_employer(text), text)


def name_key(one: NamesIndividual) -> NameKey:
    """What identifies an individual without an id: first name, last name and employer, folded."""
    names = (_key(bare_name(text), text) for text in (one.first_name, one.last_name))
    return (*names, employer_key(one.employer))  # type: ignore[return-value] # two names and an employer


def same_individual(one: NamesIndividual, other: NamesIndividual) -> bool:
    """Whether two records are about the same individual.

    If both have `person`, the ids decide, else first name, last name and employer; where these nearly agree,
    an equal address of e-mail or profile. Records without a name are never the same individual.
    """
    if one.person and other.person:
        return one.person == other.person
    if not (_has_name(one) and _has_name(other)):
        return False
    keys = name_key(one), name_key(other)
    return keys[0] == keys[1] or (_nearly_agree(*keys) and bool(addresses(one) & addresses(other)))


def maybe_same(one: NamesIndividual, other: NamesIndividual) -> bool:
    """Whether two records that are of two individuals may be of one: their names nearly agree."""
    if one.person and other.person:
        return False
    return (
        _has_name(one) and _nearly_agree(name_key(one), name_key(other)) and not same_individual(one, other)
    )


def addresses(one: NamesIndividual) -> frozenset[str]:
    """The addresses that only one individual has: e-mail and profile, as they are compared."""
    profile = re.sub(r"^[a-z]+://(?:www\.)?", "", fold_line(one.profile)).rstrip("/")
    return frozenset(filter(None, (fold_line(one.email), profile)))


def is_nobodys_email(text: str | None) -> bool:
    """Whether what is written as an address of e-mail is none: it has no name or no host."""
    name, _, host = (text or "").strip().rpartition("@")
    return bool((text or "").strip()) and not (name and host)


def is_nobodys_profile(text: str | None) -> bool:
    """Whether what is written as a profile leads to no person: a host alone, or a word of code (`@js`)."""
    address = re.sub(r"^[a-z]+://", "", fold_line(text)).partition("?")[0].partition("#")[0].rstrip("/")
    if address.startswith("@"):
        return len(address) < 4 or address[1:] in _NOBODYS_HANDLES
    host, _, path = re.sub(r"^(?:www|m|[a-z]{2})\.", "", address).partition("/")
    return host in _SHARED_HOSTS and (not path or path in _NOBODYS_PATHS)


def is_nobodys_phone(text: str | None) -> bool:
    """Whether what is written as a number is nobody's: the same digit all the time, or digits in a row."""
    digits = re.sub(r"\D", "", fold_line(text))
    return bool(digits) and (len(set(digits)) == 1 or (len(digits) > 3 and digits in _DIGITS_IN_A_ROW))


def _nearly_agree(one: NameKey, other: NameKey) -> bool:
    """Whether two names differ only in a short form of the first name, or a little in the employer."""
    if one[1] != other[1] or not one[0] or not other[0] or one == other:
        return False
    if one[2] == other[2]:
        return is_short_form(one[0], other[0]) or is_short_form(other[0], one[0])
    return one[0] == other[0] and _employers_nearly_agree(one[2], other[2])


def is_short_form(short: str, name: str) -> bool:
    """Whether one folded first name is a short form of the other: its beginning, or known as one."""
    return name.startswith(short) or short in _SHORT_FORMS.get(name, ())


def _employers_nearly_agree(one: str, other: str) -> bool:
    from difflib import SequenceMatcher

    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    return longer.startswith(shorter) or SequenceMatcher(None, one, other).ratio() >= _NEARLY


def first_positions(records: Iterable[NamesIndividual]) -> Mapping[int, int]:
    """Position of each record → position of the first record of the same individual.

    The relation is not transitive: a record without `person` can match two people with different ids by
    name. It is taken for the first of them, so that two ids are always two individuals.
    """
    rows = list(records)
    keys = _joined_keys(rows)
    by_person: dict[str, int] = {}
    person_of_name: dict[NameKey, str] = {}
    for row, key in zip(rows, keys, strict=True):
        if row.person and _has_name(row):
            person_of_name.setdefault(key, row.person)
    by_name: dict[NameKey, int] = {}
    first: dict[int, int] = {}
    for position, (row, key) in enumerate(zip(rows, keys, strict=True)):
        person = row.person or (person_of_name.get(key) if _has_name(row) else None)
        if person:
            first[position] = by_person.setdefault(person, position)
        else:
            first[position] = by_name.setdefault(key, position) if _has_name(row) else position
    return first


def _joined_keys(rows: Sequence[NamesIndividual]) -> list[NameKey]:
    """The name of each record; names that nearly agree and share an address are the first of them."""
    keys = [name_key(row) for row in rows]
    held: dict[str, list[NameKey]] = {}
    for row, key in zip(rows, keys, strict=True):
        for address in addresses(row):
            held.setdefault(address, []).append(key)
    joined: dict[NameKey, NameKey] = {}
    for names in held.values():
        for one, other in combinations(dict.fromkeys(names), 2):
            if _nearly_agree(one, other):
                joined.setdefault(other, joined.get(one, one))
    return [joined.get(key, key) for key in keys] if joined else keys


def near_pairs(records: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Each record whose individual may be that of an earlier one under another name, with that one."""
    by_last_name: dict[str, list[T]] = {}
    for record in records:
        earlier = by_last_name.setdefault(name_key(record)[1], [])
        near = next((other for other in earlier if maybe_same(record, other)), None)
        if near is not None:
            yield near, record
        earlier.append(record)


def group_by_individual(records: Iterable[T]) -> list[tuple[T, ...]]:
    """The records of each individual in input order; individuals ordered by their first record."""
    rows = list(records)
    groups: dict[int, list[T]] = {}
    for position, first in first_positions(rows).items():
        groups.setdefault(first, []).append(rows[position])
    return [tuple(group) for group in groups.values()]


def _has_name(one: NamesIndividual) -> bool:
    return any(map(fold_line, (one.first_name, one.last_name)))
