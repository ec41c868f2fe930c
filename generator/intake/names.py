"""Names as mails, profiles and people write them → first and last name, without what is no part of them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from generator.core.text import fold_line

# fmt: off
_TITLES = frozenset({
    "dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev", "reverend", "hon",
    "capt", "herr", "frau", "mag", "ing", "dipl", "doc", "mme", "mlle", "monsieur", "madame", "sr",
    "sra", "srta", "señor", "señora", "dott", "dottssa", "avv", "phdr", "mudr", "judr", "rndr",
})
# Degrees, certificates and generations behind a name, in capitals without dots. Those that are also names
# count only in capitals.
_SUFFIXES = frozenset({
    "PHD", "DPHIL", "MD", "DO", "DDS", "DVM", "JD", "LLB", "LLM", "ESQ", "EDD", "MBA", "EMBA", "MSC",
    "MENG", "BENG", "BSC", "BA", "MA", "MS", "MFA", "MPH", "MPA", "MPP", "MSW", "MED", "BED", "BFA",
    "BBA", "CPA", "CFA", "CFP", "CISSP", "CISA", "CISM", "PMP", "CAPM", "CSM", "CSPO", "PSM", "PSPO",
    "SHRM", "SPHR", "PHR", "GPHR", "ACC", "PCC", "MCC", "RN", "PE", "PENG", "CENG", "LCSW", "FRSA",
    "OBE", "MBE", "CBE", "JR", "SR", "II", "III", "IV", "DIPLING", "DIPLINF", "DIPLKFM", "MAG",
})
_ALSO_NAMES = frozenset({"MA", "DO", "MED", "PE", "ACC", "MAG", "BED", "MS", "BA"})
_PARTICLES = frozenset({
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al",
    "bin", "ibn", "ben", "ter", "ten", "zu", "af", "av", "y",
})
# fmt: on
_PRONOUN = (
    r"(?:she|he|they|her|him|them|hers|his|theirs|ze|zir|xe|xem|ey|em|any|all"
    r"|elle|il|lui|ella|él|sie|ihr|er|ihm)"
)
_PRONOUNS = re.compile(rf"(?i)(?<!\S)[\[(]?{_PRONOUN}(?:\s*/\s*{_PRONOUN})+[\])]?(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
# What mail programs and lists put behind a name.
_BEHIND = re.compile(
    r"\s+(?:via|on behalf of|im auftrag von)\s+.*$|\s*[|•·@].*$|\s+[–—-]\s+.*$", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# A letter that a program could not read is a sign for that, a question mark in or behind a word, or nothing.
_LOST = re.compile(r"[\ufffd\ud800-\udfff\x80-\x9f]|(?<=\w)\?(?=\w|\s|$)|=\?[^?\s]+\?[bq]\?", re.IGNORECASE)


LOST_NAME = "lost_name"
"""The key, among answers, of a name that has lost a letter: it has to be asked for."""


class PersonName(NamedTuple):
    """First and last name. `is_certain`: the name can be split in no other way."""

    first: str
    last: str
    is_certain: bool


def has_lost_letters(text: str) -> bool:
    """Whether a letter of the text was lost on its way: `Jos? Ray`, `Jos\ufffd Ray`."""
    return _LOST.search(text) is not None


def is_damaged_form(name: str, whole: str) -> bool:
    """Whether `name` is `whole` without its letters outside ASCII: `Jos Ray` of `José Ray`."""
    bare = " ".join("".join(char for char in whole if char.isascii()).split())
    return not whole.isascii() and fold_line(bare) == fold_line(name)


def clean_name(text: str) -> str:
    """The name alone: no titles, degrees, pronouns, employers, addresses, symbols or quotation marks."""
    name = _PRONOUNS.sub(" ", _tidy(text))
    if _ADDRESS.fullmatch(name):
        return ""
    name = _BEHIND.sub("", _BRACKETS.sub(" ", name))
    parts = [part for part in (_tidy(part) for part in name.split(",")) if part]
    while len(parts) > 1 and _is_suffix(parts[-1]):
        parts.pop()
    parts[:1] = [_without_titles(part) for part in parts[:1]]
    parts[-1:] = [_without_suffixes(part, is_alone=len(parts) > 1) for part in parts[-1:]]
    if len(parts) == 2:
        parts[1] = _without_titles(parts[1])
    name = ", ".join(filter(None, parts))
    return "" if "@" in name or not any(char.isalpha() for char in name) else name


def split_name(text: str) -> tuple[str, str] | None:
    """First and last name of `First Last` or `Last, First`; None for any other name, where it is a guess."""
    name = guess_name(text)
    return (name.first, name.last) if name.is_certain else None


def guess_name(text: str) -> PersonName:
    """First and last name, or what they most likely are; empty for what the name does not have."""
    name = clean_name(text)
    before, _, behind = (part.strip() for part in name.partition(","))
    if behind:
        words = before.split()
        is_last_name = len(words) == 1 or words[0].casefold() in _PARTICLES
        if is_last_name and "," not in behind and len(behind.split()) <= 3:
            return PersonName(behind, before, is_certain=True)
        return _guess_in_order(before)._replace(is_certain=False)
    if len(name.split()) < 2:
        # `Dr. Berg` and `Berg, PhD` are last names, `Ingrid` is most likely a first one.
        plain = _BRACKETS.sub(" ", _PRONOUNS.sub(" ", text))
        is_last_name = bool(name and (_title_before(_tidy(plain)) or "," in plain.strip(" ,")))
        return PersonName("", name, False) if is_last_name else PersonName(name, "", False)
    return _guess_in_order(name)


def _guess_in_order(name: str) -> PersonName:
    words = name.split()
    if len(words) == 2:
        first, last = words
        # In some countries the last name stands first, in capitals.
        if _is_shouted(first) and not _is_shouted(last):
            first, last = last, first
        return PersonName(first, last, is_certain=True)
    at = next((n for n, word in enumerate(words[1:-1], 1) if word.casefold() in _PARTICLES), len(words) - 1)
    return PersonName(" ".join(words[:at]), " ".join(words[at:]), is_certain=False)


def _is_shouted(word: str) -> bool:
    return len(word) > 2 and word.isupper() and "." not in word


def _tidy(text: str) -> str:
    """The text on one line without symbols, and without quotation marks and commas around it."""
    plain = "".join(" " if unicodedata.category(char) in ("So", "Sk", "Cc", "Cf") else char for char in text)
    return " ".join(plain.split()).strip(" '\"“”„‘’«»,;:*_<>")


def _title_before(name: str) -> str:
    """The titles with which the name begins."""
    words = name.split()
    count = 0
    while count < len(words) and _is_title(words[count]):
        count += 1
    return " ".join(words[:count])


def _is_title(word: str) -> bool:
    parts = re.split(r"[.\-]+", word.casefold().rstrip("."))
    is_written_so = word.endswith(".") or parts[0] not in ("ing", "mag", "doc", "sr", "hon", "capt")
    return (
        is_written_so and parts[0] in _TITLES and (len(parts) == 1 or all(map(_is_part_of_title, parts[1:])))
    )


def _is_part_of_title(part: str) -> bool:
    return part in _TITLES or part in ("med", "rer", "nat", "phil", "h", "c", "ing", "inf", "habil", "")


def _without_titles(name: str) -> str:
    rest = name[len(_title_before(name)) :].strip()
    words = rest.split()
    while words and words[0].endswith(".") and _is_part_of_title(words[0].casefold().rstrip(".")):
        words.pop(0)
    return " ".join(words) or name


def _without_suffixes(name: str, *, is_alone: bool) -> str:
    """The name without the degrees behind it; a last name is never taken for one."""
    words = name.split()
    while len(words) > (1 if is_alone else 2) and _is_suffix(words[-1]):
        words.pop()
    return " ".join(words)


def _is_suffix(part: str) -> bool:
    """Whether a part of a name is nothing but degrees: `PhD`, `M.D.`, `MBA PMP`, `SHRM-CP`."""
    words = part.split()
    return bool(words) and all(map(_is_degree, words))


def _is_degree(word: str) -> bool:
    bare = re.sub(r"[.\-®™()/’']", "", word)
    if bare.upper() in _ALSO_NAMES:
        return bare.isupper()
    return bare.upper() in _SUFFIXES or (
        len(bare) > 2 and bare.isupper() and "-" in word and bare[:4] in _SUFFIXES
    )
