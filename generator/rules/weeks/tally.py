"""One requirement counted over the whole search, its records sorted into weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedRecord
from generator.rules.case import Case
from generator.rules.counting.activities import count_activities
from generator.rules.counting.check_ins import count_check_ins
from generator.rules.counting.contacts import count_contacts
from generator.rules.counting.contributions import count_contributions
from generator.rules.counting.judged import Counted
from generator.rules.counting.posts import count_posts
from generator.rules.crash import crash

ByWeek = Mapping[str, tuple[JudgedRecord, ...]]
"""Name of a week → the records whose counting day lies in it, in order."""

# Kind of requirement → the kind of record that feeds it, as `Damage` names it.
FED_BY: Mapping[str, str] = {
    "contacts": "contacts",
    "posts": "posts",
    "contributions": "contributions",
    "activities": "activities",
    "check-ins": "coaching",
}

_COUNT: Mapping[str, Callable[[Case, Requirement], Counted]] = {
    "contacts": count_contacts,
    "posts": count_posts,
    "contributions": count_contributions,
    "check-ins": count_check_ins,
}


class Way(Struct, frozen=True):
    """One way to meet a requirement, with the records that go towards it."""

    terms: Requirement
    by_week: ByWeek


class Tally(Struct, frozen=True):
    """A requirement with its ways to be met: itself, or the alternatives of an `any-of`."""

    terms: Requirement
    ways: tuple[Way, ...]
    found: tuple[Diagnostic, ...]
    crashed: bool = False

    def records(self, week: str) -> tuple[JudgedRecord, ...]:
        """All records of a week, of every way, in order of day and place."""
        records = [record for way in self.ways for record in way.by_week.get(week, ())]
        return tuple(sorted(records, key=lambda r: (r.day, r.origin.position)))

    @property
    def weeks(self) -> frozenset[str]:
        """The names of all weeks that have a record."""
        return frozenset(week for way in self.ways for week in way.by_week)


def tally_or_crash(case: Case, terms: Requirement) -> Tally:
    """`tally`, or nothing counted and a finding that names the requirement whose rules crashed.

    A bug in one rule must neither pass for a missed week nor hide what the other rules found.
    """
    try:
        return tally(case, terms)
    except Exception as error:  # a bug: it is named, fails the run and hides nothing
        return Tally(terms, (), (crash(terms.id, error, case),), crashed=True)


def tally(case: Case, terms: Requirement) -> Tally:
    """Count one requirement over the whole search."""
    ways: list[Way] = []
    found: list[Diagnostic] = []
    activities = [way for way in terms.of or (terms,) if way.kind == "activities"]
    if activities:
        # Counted together: one link is one activity, whichever way it goes towards.
        counted, by_kind = count_activities(case, terms.id, activities)
        found.extend(counted.found)
        ways += [Way(way, _by_week(by_kind[way.activity], case)) for way in activities]
    for way in terms.of or (terms,):
        if way.kind != "activities":
            part = _COUNT[way.kind](case, way)
            found.extend(part.found)
            ways.append(Way(way, _by_week(part.records, case)))
    order = [way.id for way in terms.of or (terms,)]
    return Tally(terms, tuple(sorted(ways, key=lambda way: order.index(way.terms.id))), tuple(found))


def _by_week(records: Iterable[JudgedRecord], case: Case) -> ByWeek:
    by_week: dict[str, list[JudgedRecord]] = {}
    for record in records:
        by_week.setdefault(case.week_of(record.day).name, []).append(record)
    return {week: tuple(found) for week, found in by_week.items()}
