"""From the journal to what is guarded: this file decides what counts as private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.text import fold
from generator.guard.folding import words
from generator.guard.patterns import Guarded, Secret, phone_core
from generator.model.fields import Private
from generator.model.kinds import Journal, kinds_stored_as, records_in
from generator.model.private import MarkedTexts, marked_texts

__all__ = ["Guarded", "collect"]

_PRIVATE = "private/"


def collect(journal: Journal, private_paths: Iterable[str]) -> Guarded:
    """All that no public file may say. `private_paths` are the files below `content/private/`.

    What becomes of a text is said where its field is declared; of a private record one that says nothing
    is guarded. The names of the graduate and the coach are not, nor is what the graduate shows on purpose.
    """
    own = _Own(journal)
    secrets = {Secret("path", (_below_private(path),)) for path in private_paths}
    for kind, record in records_in(journal):
        for held in marked_texts(record, Private.PASSAGE if kind.is_private else None):
            secrets.update(_person(held, own))
            secrets.update(_others(held, own))
    return Guarded(tuple(sorted(secrets)), _allowed(journal))


class _Own:
    """What is the graduate's own to tell, or already told: addresses, numbers and two names."""

    def __init__(self, journal: Journal) -> None:
        site, resume = journal.portfolio.site, journal.resume
        basics = resume.basics if resume else None
        shown = {field.casefold() for field in site.resume.show}
        self.shows_phone = "phone" in shown
        self.shows_street = bool(shown & {"street", "address"})
        self.email = fold((site.contact or "").removeprefix("mailto:").split("?")[0])
        self._phone = phone_core(basics.phone or "") if basics and self.shows_phone else ""
        profiles = [profile.url or "" for profile in basics.profiles] if basics else []
        self._profiles = {_bare(url) for url in (*profiles, (basics and basics.url) or "", site.url or "")}
        people = (journal.portfolio.graduate.name, journal.portfolio.coach.name or "")
        self._names = [_run(name) for name in people]

    def is_name(self, *parts: str) -> bool:
        """Whether these are the graduate's or the coach's name, or a part of it, in either order."""
        orders = (_run(" ".join(parts)), _run(" ".join(reversed(parts))))
        return any(order in name for name in self._names for order in orders)

    def is_phone(self, phone: str) -> bool:
        """Whether the number is the one that the résumé shows, with or without its country."""
        return phone_core(phone) == self._phone

    def is_profile(self, profile: str) -> bool:
        """Whether the address is one of the graduate's own."""
        return _bare(profile) in self._profiles


def _person(held: MarkedTexts, own: _Own) -> Iterator[Secret]:
    """The name in one group of keys, with the page of whom it names."""
    first, last = _one(held, Private.FIRST_NAME).strip(), _one(held, Private.LAST_NAME).strip()
    name, person, employer = f"{first} {last}".strip(), _key(first, last), _one(held, Private.EMPLOYER)
    if first and last:
        if not own.is_name(first, last):
            yield Secret("name", (first, last), person)
    elif name and employer and not own.is_name(name):
        yield Secret("single-name", (name, employer), person)
    for profile in held.get(Private.PROFILE, ()):
        if _is_address(profile) and not own.is_profile(profile):
            yield Secret("profile", (profile.strip(),), person)


def _others(held: MarkedTexts, own: _Own) -> Iterator[Secret]:
    """All else of one group of keys."""
    yield from (Secret("passage", (text,)) for text in held.get(Private.PASSAGE, ()) if text.strip())
    yield from (Secret("path", (_below_private(path),)) for path in held.get(Private.PATH, ()) if path)
    for email in held.get(Private.EMAIL, ()):
        if email.strip() and fold(email.strip()) != own.email:
            yield Secret("email", (email.strip(),))
    for phone in held.get(Private.PHONE, ()):
        if phone.strip() and not own.is_phone(phone):
            yield Secret("phone", (phone.strip(),))
    if own.shows_street:
        return
    for street in held.get(Private.STREET, ()):
        if len(words(fold(street))) > 1:
            yield Secret("street", (street,))
    code, city = _one(held, Private.POSTAL_CODE), _one(held, Private.CITY)
    if code and city:
        yield Secret("postal-code", (code, city))


def _one(held: MarkedTexts, mark: Private) -> str:
    return " ".join(held.get(mark, ()))


def _below_private(path: str) -> str:
    """The path from `private/` on: that much of it tells enough."""
    before, found, after = path.replace("\\", "/").partition(_PRIVATE)
    return _PRIVATE + after if found else before


def _allowed(journal: Journal) -> dict[str, frozenset[str]]:
    """Whom each post, project and page names on purpose: by `person`, or by full name in either order."""
    by_name: dict[str, set[str]] = {}
    for contact in journal.contacts:
        first, last = contact.first_name or "", contact.last_name or ""
        for said in (contact.person, f"{first} {last}", f"{last} {first}"):
            if said and said.strip():
                by_name.setdefault(_compact(said), set()).add(_key(first, last))
    mentions = {
        document.origin.path: getattr(document, "mentions", ())
        for _, document in records_in(journal, *kinds_stored_as("documents"))
    }
    return {
        path: frozenset(person for name in names for person in by_name.get(_compact(name), ()))
        for path, names in mentions.items()
        if names
    }


def _key(first: str, last: str) -> str:
    return _compact(f"{first} {last}")


def _compact(text: str) -> str:
    return b"".join(words(fold(text))).decode()


def _run(text: str) -> str:
    """The words of a text, each between spaces, to look for whole words in."""
    return " ".join(["", *(word.decode() for word in words(fold(text))), ""])


def _is_address(profile: str) -> bool:
    return profile.strip().startswith("@") or ("." in profile and not profile.strip().count(" "))


def _bare(url: str) -> str:
    return re.sub(r"^[a-z]+://(?:www\.)?", "", fold(url.strip())).rstrip("/")
