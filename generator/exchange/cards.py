"""The people of the search, for address books: one vCard an individual.

Version 3.0 (RFC 2426), because every address book reads it; some of the great ones still do not read 4.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from icalendar import Component, vN, vOrg, vText, vUri

from generator.exchange.people import Individual, individuals
from generator.exchange.words import one_line, uid
from generator.render.report.text import count, short_day, web_link
from generator.views.coach import ReportView


class Card(Component):
    """A vCard: lines are written, folded and escaped as in a calendar."""

    name = "VCARD"


def cards(view: ReportView) -> bytes:
    """Everybody who has a name, by last name; empty where there is nobody."""
    made = (_card(one, view).to_ical(sorted=False) for one in individuals(view.contacts))
    return b"".join(map(bytes, made))


def _card(one: Individual, view: ReportView) -> Card:
    first, last = one_line(one.records[-1].first_name), one_line(one.records[-1].last_name)
    card = Card()
    card.add("version", vText("3.0"))
    card.add("n", vN((last, first, "", "", "")))
    card.add("fn", vText(" ".join(filter(None, (first, last)))))
    card.add("uid", vText(f"urn:uuid:{uid(view, 'person', *one.key)}"))
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
