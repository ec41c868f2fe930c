"""By what a record is known again in another program after it was edited, or after lines moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.exchange.words import folded
from generator.views.coach import ReportView

Key = tuple[str, ...]


def known_by(view: ReportView) -> Mapping[tuple[str, int], Key]:
    """The key of every contact, offer and coaching record, by its path and line; no two are the same.

    A contact is known by its day and individual, an offer by employer and title, a coaching record by
    its kind and title: what is seldom edited. Which file and line they stand in has no part in it. Of
    records that agree in all that, each is known by its turn.
    """
    turns: Counter[Key] = Counter()
    found: dict[tuple[str, int], Key] = {}
    for path, line, key in _named(view):
        turns[key] += 1
        found[path, line] = (*key, str(turns[key]))
    return found


def _named(view: ReportView) -> Iterator[tuple[str, int, Key]]:
    """Path, line and name of each record, by day, so that records that are added leave turns alone."""
    for contact in sorted(view.contacts, key=lambda row: (row.date, row.path, row.line)):
        names = (contact.first_name, contact.last_name, contact.employer)
        who = (contact.person,) if contact.person else tuple(map(folded, names))
        yield contact.path, contact.line, ("contact", contact.date.isoformat(), *who)
    for offer in sorted(view.offers, key=lambda row: (row.received, row.path, row.line)):
        yield offer.path, offer.line, ("offer", folded(offer.employer), folded(offer.title))
    for row in sorted(view.coaching, key=lambda row: (row.date, row.path, row.line)):
        yield row.path, row.line, ("coaching", row.kind, folded(row.title), folded(row.employer))
