"""Compare sealed weeks with the journal as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.core.diagnostics import Location
from generator.core.text import count
from generator.model.calendar import Week
from generator.model.kinds import Journal
from generator.seals.records import SEALED_KINDS, Entry, by_day, make_entries, records_of
from generator.seals.weeks import SealedWeek, Seals


class Change(Struct, frozen=True):
    """How many records of one kind changed in a week, and the locations of new or changed ones."""

    kind: str
    added: int
    changed: int
    removed: int
    places: tuple[Location, ...]

    @property
    def text(self) -> str:
        """`2 contacts added, 1 contact changed`."""
        figures = ((self.added, "added"), (self.changed, "changed"), (self.removed, "removed"))
        words = SEALED_KINDS[self.kind]
        return ", ".join(f"{count(n, words.singular, words.plural)} {how}" for n, how in figures if n)


def changes(seals: Seals, journal: Journal) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The name and the changes of each sealed week that has changed, the oldest first.

    What a week is and when it closed comes from the file of seals, not from the current settings.
    """
    salt = bytes.fromhex(seals.salt)
    days = by_day(journal)
    for week in seals.weeks:
        now = make_entries(records_of(days, Week(week.starts), week.closed, journal), salt)
        changed = tuple(_changes(week, now))
        if changed:
            yield week.week, changed


def _changes(sealed: SealedWeek, now: Iterable[Entry]) -> Iterator[Change]:
    entries = tuple(now)
    for kind in SEALED_KINDS:
        before = Counter(sealed.records.get(kind, ()))
        fresh: list[Entry] = []
        for entry in entries:
            if entry.kind != kind:
                continue
            if before[entry.text] > 0:
                before[entry.text] -= 1
            else:
                fresh.append(entry)
        gone = Counter(text.partition(":")[0] for text in before.elements())
        if not fresh and not gone:
            continue
        changed = sum((gone & Counter(entry.id for entry in fresh)).values())
        places = sorted(entry.origin.location for entry in fresh)
        yield Change(kind, len(fresh) - changed, changed, gone.total() - changed, tuple(places))
