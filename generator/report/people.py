"""The people: contacts brought together by employer and individual, the liveliest thread first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.core.dates import day_range, relative_day, short_day
from generator.core.text import count, isolate, truncate
from generator.model.contact import Contact, NextStep
from generator.model.individuals import employer_key, group_by_individual
from generator.report.context import Report, chronological
from generator.report.formatting import humanize
from generator.report.funnel import FollowUp, Stage, follow_ups, stages
from generator.report.weeks import record_targets

# Of those contacted once so many are listed, the newest; of the others a number is enough.
ONCE_SHOWN = 500


class PersonLine(Struct, frozen=True):
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


class EmployerBlock(Struct, frozen=True):
    """One employer with whom the graduate is in conversation.

    `target` is the id of its rows. `people` are those of more than one message, `others` a list of
    everybody else, or empty.
    """

    target: str
    name: str
    summary: str
    people: tuple[PersonLine, ...]
    others: str


class StepLine(Struct, frozen=True):
    """A next step that a contact asks for."""

    day: str
    distance: str
    overdue: bool
    who: str
    what: str


class People(Struct, frozen=True):
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


class _Individual(Struct, frozen=True):
    """The records of one individual, the oldest first. `employer` is the key of the group.

    `counted` is how many of them counted. `planned` is the one whose next step is still open.
    """

    employer: str
    records: tuple[Contact, ...]
    counted: int
    planned: Contact | None

    @property
    def newest(self) -> Contact:
        return self.records[-1]

    @property
    def step(self) -> NextStep | None:
        return self.planned.next_step if self.planned else None

    @property
    def is_thread(self) -> bool:
        interviewed = any(record.kind == "interview" for record in self.records)
        return len(self.records) > 1 or interviewed or self.step is not None


def people(report: Report) -> People:
    """Everybody contacted up to `as_of`, grouped."""
    individuals = _individuals(report)
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
        f"{count(len(report.contacts), 'record')}."
    )
    quiet.sort(key=lambda person: _latest_first([person]))
    lively.sort(key=_latest_first)
    targets = {group[0].employer: f"employer-{number}" for number, group in enumerate(lively, start=1)}
    rows = record_targets(report)
    return People(
        total,
        stages(report, targets),
        follow_ups(report),
        _steps(individuals, report.as_of),
        tuple(_employer(group, targets[group[0].employer], report.as_of, rows) for group in lively),
        tuple(_person(person, report.as_of) for person in quiet[:ONCE_SHOWN]),
        max(0, len(quiet) - ONCE_SHOWN),
    )


def _individuals(report: Report) -> list[_Individual]:
    planned = {due.record.origin.position for due in report.due_of("next-step") if due.record}
    counted = {entry.record.origin.position for entry in report.contacts if entry.counted}
    individuals = []
    for records in group_by_individual(sorted(report.journal.contacts, key=chronological)):
        steps = [record for record in records if record.origin.position in planned]
        times = sum(record.origin.position in counted for record in records)
        employer = employer_key(records[-1].employer)
        individuals.append(_Individual(employer, records, times, steps[-1] if steps else None))
    return individuals


def _latest_first(group: Sequence[_Individual]) -> tuple[int, str, str]:
    newest = max(person.newest.date for person in group)
    return (-newest.toordinal(), group[0].employer, _name(group[0].newest))


def _employer(
    group: Sequence[_Individual], target: str, as_of: dt.date, rows: Mapping[tuple[str, int, int], str]
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
    person: _Individual, as_of: dt.date, rows: Mapping[tuple[str, int, int], str] | None = None
) -> PersonLine:
    newest, step = person.newest, person.step
    logged = len(person.records)
    staged = [
        f"{humanize(record.kind)}, {humanize(record.stage)}" for record in person.records if record.stage
    ]
    targets = [] if rows is None else [rows.get(record.origin.position, "") for record in person.records]
    return PersonLine(
        name=_name(newest),
        title=newest.title or "",
        employer=newest.employer or "",
        times=str(logged) if person.counted == logged else f"{logged}, {person.counted} counted",
        days=_days(person.records[0].date, newest.date, as_of),
        latest=staged[-1] if staged else humanize(newest.kind),
        step="" if step is None else f"{short_day(step.on)}: {truncate(step.what, 200)}",
        overdue=step is not None and step.on < as_of,
        records=tuple(
            (_days(record.date, record.date, as_of), target)
            for record, target in zip(person.records, targets, strict=False)
        ),
    )


def _days(first: dt.date, last: dt.date, as_of: dt.date) -> str:
    """From when to when, with the year only where it is not this one; a line breaks between days only."""
    days = day_range(first, last, year=not first.year == last.year == as_of.year)
    return days.replace(" ", "\u00a0").replace("\u2013\u00a0", "\u2013 ")


def _steps(individuals: Iterable[_Individual], as_of: dt.date) -> tuple[StepLine, ...]:
    waiting = [(person.step, person.planned) for person in individuals if person.step and person.planned]
    waiting.sort(key=lambda pair: (pair[0].on, pair[1].origin.position))
    return tuple(
        StepLine(
            short_day(step.on),
            relative_day(step.on, as_of),
            step.on < as_of,
            ", ".join(filter(None, (_name(record), record.employer))),
            truncate(step.what, 200),
        )
        for step, record in waiting
    )


def _name(contact: Contact) -> str:
    return contact.name or "(no name)"
