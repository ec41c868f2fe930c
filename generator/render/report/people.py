"""The people: contacts brought together by employer and individual, the liveliest thread first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.render.report.pipeline import FollowUp, Stage, follow_ups, stages
from generator.core.dates import day_range, distance, short_day
from generator.core.individuals import grouped
from generator.core.text import fold_name, clipped, count, isolate
from generator.render.report.text import plain
from generator.render.report.weeks import record_targets
from generator.views.coach import ContactRow, ReportView

# Of those contacted once so many are listed, the newest; of the others a number is enough.
ONCE_SHOWN = 500


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One individual. `times` tells how often, `step` the next step with its day, or is empty.

    `records` has the day of each record and the id in the page of the rows it stands among, or an
    empty id; it is empty itself for those who were contacted once.
    """

    name: str
    title: str
    employer: str
    times: str
    days: str
    latest: str
    step: str
    overdue: bool
    records: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EmployerBlock:
    """One employer with whom the graduate is in conversation.

    `target` is the id of its rows. `people` are those of more than one message, `others` a list of
    everybody else, or empty.
    """

    target: str
    name: str
    summary: str
    people: tuple[PersonLine, ...]
    others: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A next step that a contact asks for."""

    day: str
    distance: str
    overdue: bool
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class People:
    """`threads` are employers with more than a single message; `once` is everybody else.

    `more` is how many of the latter are not listed. `stages` says how far it went with whom.
    """

    total: str
    stages: tuple[Stage, ...]
    follow_ups: tuple[FollowUp, ...]
    steps: tuple[StepLine, ...]
    threads: tuple[EmployerBlock, ...]
    once: tuple[PersonLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Individual:
    """The records of one individual, the oldest first. `employer` is the key of the group.

    `step` is the record whose next step is still open.
    """

    employer: str
    records: tuple[ContactRow, ...]
    step: ContactRow | None

    @property
    def newest(self) -> ContactRow:
        return self.records[-1]

    @property
    def is_thread(self) -> bool:
        interviewed = any(record.kind == "interview" for record in self.records)
        return len(self.records) > 1 or interviewed or self.step is not None


def people(view: ReportView) -> People:
    """Everybody contacted up to `as_of`, grouped."""
    planned = {one.where for one in view.due if one.kind == "next-step"}
    individuals = _individuals(view.contacts, planned)
    by_employer: dict[str, list[_Individual]] = defaultdict(list)
    for person in individuals:
        by_employer[person.employer].append(person)
    lively, quiet = [], []
    for group in by_employer.values():
        if any(person.is_thread for person in group):
            lively.append(group)
        else:
            quiet += group
    total = (
        f"{count(len(individuals), 'individual')} at {count(len(by_employer), 'employer')}, "
        f"{count(len(view.contacts), 'record')}."
    )
    quiet.sort(key=lambda person: _latest_first([person]))
    lively.sort(key=_latest_first)
    targets = {group[0].employer: f"employer-{number}" for number, group in enumerate(lively, start=1)}
    rows = record_targets(view)
    return People(
        total,
        stages(view, targets),
        follow_ups(view),
        _steps(individuals, view.as_of),
        tuple(_employer(group, targets[group[0].employer], view.as_of, rows) for group in lively),
        tuple(_person(person, view.as_of) for person in quiet[:ONCE_SHOWN]),
        max(0, len(quiet) - ONCE_SHOWN),
    )


def _individuals(contacts: Iterable[ContactRow], planned: Container[tuple[str, int]]) -> list[_Individual]:
    """`planned` are path and line of the records with a next step that is still open."""
    found = []
    for records in grouped(sorted(contacts, key=lambda row: (row.date, row.path, row.line))):
        steps = [row for row in records if (row.path, row.line) in planned]
        found.append(_Individual(fold_name(records[-1].employer), records, steps[-1] if steps else None))
    return found


def _latest_first(group: Sequence[_Individual]) -> tuple[int, str, str]:
    newest = max(person.newest.date for person in group)
    return (-newest.toordinal(), group[0].employer, _name(group[0].newest))


def _employer(
    group: Sequence[_Individual], target: str, as_of: dt.date, rows: Mapping[tuple[str, int], str]
) -> EmployerBlock:
    members = sorted(group, key=lambda person: _latest_first([person]))
    records = sum(len(person.records) for person in members)
    name = members[0].newest.employer or "(no employer)"
    summary = f"{count(len(members), 'person', 'people')}, {count(records, 'record')}"
    threads = tuple(_person(person, as_of, rows) for person in members if person.is_thread)
    others = [
        f"{isolate(_name(person.newest))} ({_days(person.newest.date, person.newest.date, as_of)})"
        for person in members
        if not person.is_thread
    ]
    return EmployerBlock(target, name, summary, threads, ", ".join(others))


def _person(
    person: _Individual, as_of: dt.date, rows: Mapping[tuple[str, int], str] | None = None
) -> PersonLine:
    newest, step = person.newest, person.step
    counted = sum(record.counted for record in person.records)
    logged = len(person.records)
    staged = [record for record in person.records if record.stage]
    latest = plain(newest.kind) if not staged else f"{plain(staged[-1].kind)}, {plain(staged[-1].stage)}"
    return PersonLine(
        name=_name(newest),
        title=newest.title,
        employer=newest.employer,
        times=str(logged) if counted == logged else f"{logged}, {counted} counted",
        days=_days(person.records[0].date, newest.date, as_of),
        latest=latest,
        step="" if step is None else _step_text(step),
        overdue=step is not None and _day(step) < as_of,
        records=tuple(
            (_days(row.date, row.date, as_of), rows.get((row.path, row.line), "")) for row in person.records
        )
        if rows is not None
        else (),
    )


def _days(first: dt.date, last: dt.date, as_of: dt.date) -> str:
    """From when to when, with the year only where it is not this one; a line breaks between days only."""
    told = day_range(first, last, year=not first.year == last.year == as_of.year)
    return told.replace(" ", "\u00a0").replace("\u2013\u00a0", "\u2013 ")


def _steps(individuals: Iterable[_Individual], as_of: dt.date) -> tuple[StepLine, ...]:
    waiting = [person.step for person in individuals if person.step is not None]
    waiting.sort(key=lambda record: (_day(record), record.path, record.line))
    return tuple(
        StepLine(
            short_day(_day(record)),
            distance(_day(record), as_of),
            _day(record) < as_of,
            ", ".join(filter(None, (_name(record), record.employer))),
            clipped(record.next_step, 200),
        )
        for record in waiting
    )


def _day(record: ContactRow) -> dt.date:
    return record.next_step_on or record.date


def _step_text(record: ContactRow) -> str:
    return f"{short_day(_day(record))}: {clipped(record.next_step, 200)}"


def _name(contact: ContactRow) -> str:
    return " ".join(filter(None, (contact.first_name, contact.last_name))) or "(no name)"
