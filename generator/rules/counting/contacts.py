"""Contacts: which count, in which week, and why the others do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from generator.core.individuals import individuals, name_key, same_individual
from generator.core.messages import Message
from generator.diagnostics import Diagnostic
from generator.model.calendar import DAY, WEEK
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.verdict import JudgedRecord
from generator.rules import outside_window
from generator.rules.case import Case
from generator.rules.contacts import (
    application,
    bounced,
    external_recruiter,
    identity_incomplete,
    looks_external,
    other_field,
    person_with_unrelated_names,
    repeated,
    summary_repeated,
    without_evidence,
    without_follow_up,
    without_summary,
)
from generator.rules.counting.judged import Counted, reasons_told
from generator.rules.finding import finding
from generator.rules.rule import Rule

# Every condition but the last, each a rule of its own: they look at one record alone.
CONDITIONS: tuple[tuple[Rule, Callable[[Contact, Case], bool]], ...] = (
    (identity_incomplete.RULE, lambda contact, _: identity_incomplete.fails(contact)),
    (without_summary.RULE, lambda contact, _: without_summary.fails(contact)),
    (external_recruiter.RULE, lambda contact, _: external_recruiter.fails(contact)),
    (application.RULE, lambda contact, _: application.fails(contact)),
    (other_field.RULE, other_field.fails),
    (bounced.RULE, lambda contact, _: bounced.fails(contact)),
    (without_follow_up.RULE, lambda contact, _: without_follow_up.fails(contact)),
)
RULES: tuple[Rule, ...] = (*(rule for rule, _ in CONDITIONS), repeated.RULE, outside_window.RULE)


def counting_day(contact: Contact, terms: Requirement) -> dt.date:
    """The day that decides the week: the record's, or that of a late follow-up to a meeting."""
    day, follow_up = contact.date, contact.follow_up
    if contact.kind != "networking" or follow_up is None or follow_up < day:
        return day
    return follow_up if follow_up > day + terms.follow_up_within_days * DAY else day


def count_contacts(case: Case, terms: Requirement) -> Counted:
    """Every contact, judged."""
    rows = sorted(
        ((counting_day(contact, terms), contact) for contact in case.journal.contacts),
        key=lambda row: (row[0], row[1].origin.path, row[1].origin.line),
    )
    judged = [_judge(contact, day, case) for day, contact in rows]
    contacts = [contact for _, contact in rows]
    for position in _repeats(contacts, judged, case, terms):
        record = judged[position]
        judged[position] = replace(record, amount=0, reasons=(repeated.RULE.name,))
    found = [*_reasons(contacts, judged, case, terms), *_warnings(contacts, judged, case, terms)]
    return Counted(tuple(judged), tuple(found))


def _judge(contact: Contact, day: dt.date, case: Case) -> JudgedRecord:
    reasons = [rule.name for rule, fails in CONDITIONS if fails(contact, case)]
    if case.is_outside(day):
        reasons.append(outside_window.RULE.name)
    return JudgedRecord(
        origin=contact.origin,
        date=contact.date,
        day=day,
        label=contact.label,
        amount=0 if reasons else 1,
        reasons=tuple(reasons),
    )


def _repeats(
    contacts: list[Contact], judged: list[JudgedRecord], case: Case, terms: Requirement
) -> Iterator[int]:
    """Positions of records that would count, were the individual not counted already."""
    passing = [position for position, record in enumerate(judged) if record.counted]
    recent = _Recent(terms.repeat_after_weeks)
    for starts, group in groupby(passing, key=lambda p: case.week_of(judged[p].day).starts):
        positions = list(group)
        first = individuals(contacts[p] for p in positions)
        counted = []
        for place, position in enumerate(positions):
            if first[place] != place or recent.holds(contacts[position], starts):
                yield position
            else:
                counted.append(contacts[position])
        recent.add(counted, starts)


class _Recent:
    """Individuals counted in the last weeks, where a commitment lets nobody count again so soon."""

    def __init__(self, weeks: int) -> None:
        self.weeks = weeks
        self.by_name: dict[object, list[tuple[Contact, dt.date]]] = {}

    def holds(self, contact: Contact, starts: dt.date) -> bool:
        """Whether the individual was counted in one of the `weeks` weeks before this one."""
        return self.weeks > 0 and any(
            same_individual(contact, earlier) and starts - week <= self.weeks * WEEK
            for key in _keys(contact)
            for earlier, week in self.by_name.get(key, ())
        )

    def add(self, contacts: Iterable[Contact], starts: dt.date) -> None:
        """Remember who was counted in the week that starts on `starts`."""
        if self.weeks > 0:
            for contact in contacts:
                for key in _keys(contact):
                    self.by_name.setdefault(key, []).append((contact, starts))


def _keys(contact: Contact) -> Iterator[object]:
    yield name_key(contact)
    if contact.person:
        yield contact.person


def _reasons(
    contacts: list[Contact], judged: list[JudgedRecord], case: Case, terms: Requirement
) -> Iterator[Diagnostic]:
    silent = frozenset({identity_incomplete.RULE.name})
    yield from reasons_told(judged, RULES, case, terms.id, silent=silent)
    for contact, record in zip(contacts, judged, strict=True):
        missing = identity_incomplete.missing_fields(contact)
        if missing and identity_incomplete.RULE.name in record.reasons:
            week = None if case.is_outside(record.day) else case.week_of(record.day).name
            told = Message("contact-identity-incomplete.fields", fields=missing)
            rule = identity_incomplete.RULE
            yield finding(rule, contact.origin, told, week=week, requirement=terms.id)


def _warnings(
    contacts: list[Contact], judged: list[JudgedRecord], case: Case, terms: Requirement
) -> Iterator[Diagnostic]:
    by_week: dict[str, list[Contact]] = {}
    for contact, record in zip(contacts, judged, strict=True):
        if not record.counted:
            continue
        week = case.week_of(record.day).name
        by_week.setdefault(week, []).append(contact)
        for rule, warns in (
            (without_evidence.RULE, without_evidence.warns),
            (looks_external.RULE, looks_external.warns),
        ):
            if warns(contact):
                yield finding(rule, contact.origin, week=week, requirement=terms.id)
    for week, counted in by_week.items():
        for contact in summary_repeated.repeated(counted):
            yield finding(summary_repeated.RULE, contact.origin, week=week, requirement=terms.id)
    for contact in person_with_unrelated_names.unrelated(contacts):
        yield finding(person_with_unrelated_names.RULE, contact.origin, requirement=terms.id)
