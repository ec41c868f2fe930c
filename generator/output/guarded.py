"""From the journal to what is guarded: this file decides what counts as private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.text import fold
from generator.model.contact import Contact
from generator.model.journal import Journal
from generator.output.folding import words
from generator.output.patterns import phone_core
from generator.output.secret import Guarded, Secret

__all__ = ["Guarded", "collect"]

_PRIVATE = "private/"


def collect(journal: Journal, private_paths: Iterable[str]) -> Guarded:
    """All that no public file may say. `private_paths` are the files below `content/private/`.

    Employers, titles, kinds, dates, evidence links and the names of the graduate and the coach are
    not guarded, nor is what the graduate shows on purpose.
    """
    own = _Own(journal)
    secrets = {
        *(secret for contact in journal.contacts for secret in _contact(contact, own)),
        *_graduate(journal, own),
        *(Secret("path", (_below_private(path),)) for path in _paths(journal, private_paths)),
        *(Secret("passage", (text,)) for text in _texts(journal) if text.strip()),
    }
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


def _contact(contact: Contact, own: _Own) -> Iterator[Secret]:
    first, last = (contact.first_name or "").strip(), (contact.last_name or "").strip()
    name, person = f"{first} {last}".strip(), _person(first, last)
    if first and last:
        if not own.is_name(first, last):
            yield Secret("name", (first, last), person)
    elif name and contact.employer and not own.is_name(name):
        yield Secret("single-name", (name, contact.employer), person)
    if contact.email and fold(contact.email.strip()) != own.email:
        yield Secret("email", (contact.email.strip(),))
    if contact.phone and not own.is_phone(contact.phone):
        yield Secret("phone", (contact.phone.strip(),))
    if contact.profile and _is_address(contact.profile) and not own.is_profile(contact.profile):
        yield Secret("profile", (contact.profile.strip(),), person)


def _graduate(journal: Journal, own: _Own) -> Iterator[Secret]:
    portfolio = journal.portfolio
    for email in (portfolio.graduate.email, portfolio.coach.email):
        if email and fold(email) != own.email:
            yield Secret("email", (email,))
    if journal.resume is None:
        return
    basics = journal.resume.basics
    if basics.phone and not own.shows_phone:
        yield Secret("phone", (basics.phone,))
    home = basics.location
    if home and not own.shows_street:
        if home.address and len(words(fold(home.address))) > 1:
            yield Secret("street", (home.address,))
        if home.postal_code and home.city:
            yield Secret("postal-code", (home.postal_code, home.city))


def _texts(journal: Journal) -> Iterator[str]:
    """Every private text that was written freely. Titles and employers are none."""
    for contact in journal.contacts:
        yield from filter(None, (contact.summary, contact.introduced_by))
        if contact.next_step:
            yield contact.next_step.what
    for offer in journal.offers:
        yield from filter(None, (offer.terms, offer.negotiated.asked if offer.negotiated else None))
    for coaching in journal.coaching:
        yield from filter(None, (coaching.title, coaching.notes))
    for goal in journal.goals:
        yield from filter(None, (goal.title, goal.why, goal.measure))
    yield from (decision.reason for decision in journal.decisions)
    yield from (pause.reason for pause in journal.pauses)
    if journal.resume:
        yield from (reference.reference or "" for reference in journal.resume.references)


def _paths(journal: Journal, private_paths: Iterable[str]) -> Iterator[str]:
    yield from private_paths
    for contact in journal.contacts:
        yield from (evidence.path for evidence in contact.evidence if evidence.path)


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
                by_name.setdefault(_compact(said), set()).add(_person(first, last))
    mentions = {
        **{post.origin.path: post.mentions for post in journal.posts},
        **{project.origin.path: project.mentions for project in journal.projects},
        **{page.origin.path: page.mentions for page in journal.pages},
    }
    return {
        path: frozenset(person for name in names for person in by_name.get(_compact(name), ()))
        for path, names in mentions.items()
        if names
    }


def _person(first: str, last: str) -> str:
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
