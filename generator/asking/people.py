"""The people of the search so far, for those who write to one of them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.contact import Contact


def name_of(contact: Contact) -> str:
    """First and last name."""
    return " ".join(part for part in (contact.first_name, contact.last_name) if part)


def seen(contacts: Iterable[Contact], key: str) -> tuple[str, ...]:
    """What was written behind `key` so far, the latest first, each once; `name` for whole names."""
    texts = (name_of(one) if key == "name" else getattr(one, key) or "" for one in _latest_first(contacts))
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def known(contacts: Iterable[Contact], name: str = "", email: str = "") -> Contact | None:
    """The latest contact of that name or address, if all of that name are at one employer."""
    alike = [
        one
        for one in _latest_first(contacts)
        if (name and name_of(one).casefold() == name.casefold())
        or (email and (one.email or "").casefold() == email.casefold())
    ]
    employers = {(one.employer or "").casefold() for one in alike}
    return alike[0] if len(employers) == 1 else None


def split_name(name: str) -> tuple[str, str] | None:
    """First and last name of a name of two words, or of one with a comma; None where that is a guess."""
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        return (first, last) if first and last else None
    parts = name.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _latest_first(contacts: Iterable[Contact]) -> Iterator[Contact]:
    return iter(sorted(contacts, key=lambda one: (one.date, one.origin.position), reverse=True))
