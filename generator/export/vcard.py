"""The contacts as address cards: one vCard for each individual.

Version 3.0 (RFC 2426), because every address book reads it; some major ones still do not read 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from icalendar import Component, vN, vOrg, vText, vUri

from generator.core.dates import short_day
from generator.core.text import count
from generator.export.stable_ids import one_line, uid
from generator.model.contact import Contact
from generator.model.individuals import group_by_individual, name_key
from generator.report.context import Report, chronological
from generator.report.formatting import web_link

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Individual:
    """One individual. `key` identifies them; `records` has at least one, the oldest first."""

    key: Key
    records: tuple[Contact, ...]

    def newest(self, field: str) -> str:
        """The newest value of `field`; empty if no record has one."""
        return next(iter(self.values(field)), "")

    def values(self, field: str) -> list[str]:
        """All values of `field`, each once, the newest first."""
        values = (str(getattr(record, field) or "").strip() for record in reversed(self.records))
        return list(dict.fromkeys(filter(None, values)))


def individuals(contacts: Iterable[Contact]) -> list[Individual]:
    """Everybody with a name, by name."""
    named_contacts = (contact for contact in sorted(contacts, key=chronological) if contact.name.strip())
    named_individuals = [
        Individual(_key(records), records) for records in group_by_individual(named_contacts)
    ]
    return sorted(named_individuals, key=lambda individual: (_name(individual.records[-1]), individual.key))


def _key(records: tuple[Contact, ...]) -> Key:
    person = next((contact.person for contact in records if contact.person), None)
    return ("person", person) if person else _name(records[0])


def _name(contact: Contact) -> Key:
    first, last, employer = name_key(contact)
    return last, first, employer


class Card(Component):
    """A vCard; icalendar folds and escapes its lines as in a calendar."""

    name = "VCARD"


def cards(report: Report) -> bytes:
    """A card for everybody with a name, by last name; empty if there is nobody."""
    serialized = (
        _card(individual, report).to_ical(sorted=False) for individual in individuals(report.journal.contacts)
    )
    return b"".join(map(bytes, serialized))


def _card(person: Individual, report: Report) -> Card:
    first, last = one_line(person.records[-1].first_name), one_line(person.records[-1].last_name)
    card = Card()
    card.add("version", vText("3.0"))
    card.add("n", vN((last, first, "", "", "")))
    card.add("fn", vText(" ".join(filter(None, (first, last)))))
    card.add("uid", vText(f"urn:uuid:{uid(report, 'person', *person.key)}"))
    if person.newest("employer"):
        card.add("org", vOrg((one_line(person.newest("employer")),)))
    if person.newest("title"):
        card.add("title", vText(one_line(person.newest("title"))))
    for name, field in (("email", "email"), ("tel", "phone")):
        for value in person.values(field):
            card.add(name, vText(one_line(value)))
    for address in filter(None, map(web_link, person.values("profile"))):
        card.add("url", vUri(address))
    card.add("note", vText("\n".join(_notes(person))))
    return card


def _notes(person: Individual) -> Iterator[str]:
    first, last = person.records[0].date, person.records[-1].date
    if len(person.records) == 1:
        yield f"Contacted once, on {short_day(first)}."
    else:
        times = count(len(person.records), "record")
        yield f"First contact {short_day(first)}, last {short_day(last)}, {times}."
    for profile in person.values("profile"):
        if web_link(profile) is None:
            yield f"Profile: {one_line(profile)}"
