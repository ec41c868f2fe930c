"""The people of the search, for address books: one vCard an individual.

Version 3.0 (RFC 2426), because every address book reads it; some of the great ones still do not read 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from icalendar import Component, vN, vOrg, vText, vUri

from generator.core.dates import short_day
from generator.core.text import count, fold_name
from generator.export.text import one_line, uid
from generator.model.contact import Contact
from generator.model.individuals import group_by_individual
from generator.report.context import Report, chronological
from generator.report.formatting import web_link

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Individual:
    """One individual. `key` is what they are known by; `records` has the oldest first, never empty."""

    key: Key
    records: tuple[Contact, ...]

    def newest(self, field: str) -> str:
        """What the newest record says in `field`, of those that say something; else empty."""
        return next(iter(self.every(field)), "")

    def every(self, field: str) -> list[str]:
        """All that the records say in `field`, each once, the newest first."""
        told = (str(getattr(record, field) or "").strip() for record in reversed(self.records))
        return list(dict.fromkeys(filter(None, told)))


def individuals(contacts: Iterable[Contact]) -> list[Individual]:
    """Everybody who has a name, by name."""
    named = (contact for contact in sorted(contacts, key=chronological) if contact.name.strip())
    found = [Individual(_key(records), records) for records in group_by_individual(named)]
    return sorted(found, key=lambda individual: (_name(individual.records[-1]), individual.key))


def _key(records: tuple[Contact, ...]) -> Key:
    person = next((contact.person for contact in records if contact.person), None)
    return ("person", person) if person else _name(records[0])


def _name(contact: Contact) -> Key:
    return fold_name(contact.last_name), fold_name(contact.first_name), fold_name(contact.employer)


class Card(Component):
    """A vCard: lines are written, folded and escaped as in a calendar."""

    name = "VCARD"


def cards(report: Report) -> bytes:
    """Everybody who has a name, by last name; empty where there is nobody."""
    made = (
        _card(individual, report).to_ical(sorted=False) for individual in individuals(report.journal.contacts)
    )
    return b"".join(map(bytes, made))


def _card(one: Individual, report: Report) -> Card:
    first, last = one_line(one.records[-1].first_name), one_line(one.records[-1].last_name)
    card = Card()
    card.add("version", vText("3.0"))
    card.add("n", vN((last, first, "", "", "")))
    card.add("fn", vText(" ".join(filter(None, (first, last)))))
    card.add("uid", vText(f"urn:uuid:{uid(report, 'person', *one.key)}"))
    if one.newest("employer"):
        card.add("org", vOrg((one_line(one.newest("employer")),)))
    if one.newest("title"):
        card.add("title", vText(one_line(one.newest("title"))))
    for name, field in (("email", "email"), ("tel", "phone")):
        for told in one.every(field):
            card.add(name, vText(one_line(told)))
    for address in filter(None, map(web_link, one.every("profile"))):
        card.add("url", vUri(address))
    card.add("note", vText("\n".join(_notes(one))))
    return card


def _notes(one: Individual) -> Iterator[str]:
    first, last = one.records[0].date, one.records[-1].date
    if len(one.records) == 1:
        yield f"Contacted once, on {short_day(first)}."
    else:
        times = count(len(one.records), "record")
        yield f"First contact {short_day(first)}, last {short_day(last)}, {times}."
    for told in one.every("profile"):
        if web_link(told) is None:
            yield f"Profile: {one_line(told)}"
