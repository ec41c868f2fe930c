"""The people of the search so far, for those who write to one of them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.individuals import grouped
from generator.core.text import fold_name
from generator.model.contact import Contact


def name_of(contact: Contact) -> str:
    """First and last name."""
    return " ".join(part for part in (contact.first_name, contact.last_name) if part)


def seen(contacts: Iterable[Contact], key: str) -> tuple[str, ...]:
    """What was written behind `key` so far, the latest first, each once; `name` for whole names."""
    texts = (name_of(one) if key == "name" else getattr(one, key) or "" for one in _latest_first(contacts))
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def known(contacts: Iterable[Contact], name: str = "", email: str = "") -> Contact | None:
    """The latest contact of that name or address; None where more than one individual has it."""
    alike = [
        one
        for one in _latest_first(contacts)
        if (name and fold_name(name_of(one)) == fold_name(name))
        or (email and fold_name(one.email) == fold_name(email))
    ]
    employers = {fold_name(one.employer) for one in alike}
    is_one = len(grouped(alike)) == 1 or (email and len(employers) == 1)
    return alike[0] if is_one else None


def split_name(name: str) -> tuple[str, str] | None:
    """First and last name of a name of two words, or of one with a comma; None where that is a guess."""
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        return (first, last) if first and last else None
    parts = name.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _latest_first(contacts: Iterable[Contact]) -> Iterator[Contact]:
    return iter(sorted(contacts, key=lambda one: (one.date, one.origin.position), reverse=True))
