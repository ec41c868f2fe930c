"""Count contacts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.core.text import fold_line
from generator.model.calendar import DAY, WEEK
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.individuals import (
    addresses,
    bare_name,
    first_positions,
    is_nobodys_email,
    is_nobodys_phone,
    is_nobodys_profile,
    name_key,
    near_pairs,
    same_individual,
)
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.result import OUTSIDE_WINDOW, Taken, reason_findings
from generator.rules.rule import Rule, finding

IDENTITY_INCOMPLETE = Rule(
    name="contact-identity-incomplete", severity=Severity.WARNING, applies_to="contacts"
)
WITHOUT_SUMMARY = Rule(
    name="contact-without-summary", severity=Severity.WARNING, applies_to="contacts", points_at="summary"
)
EXTERNAL_RECRUITER = Rule(
    name="contact-external-recruiter", severity=Severity.NOTE, applies_to="contacts", points_at="kind"
)
APPLICATION = Rule(
    name="contact-application", severity=Severity.NOTE, applies_to="contacts", points_at="kind"
)
OTHER_FIELD = Rule(
    name="contact-in-other-field", severity=Severity.NOTE, applies_to="contacts", points_at="field"
)
BOUNCED = Rule(
    name="contact-bounced", severity=Severity.NOTE, applies_to="contacts", points_at="bounced", ours=True
)
WITHOUT_FOLLOW_UP = Rule(
    name="contact-without-follow-up", severity=Severity.WARNING, applies_to="contacts", points_at="follow_up"
)
REPEATED = Rule(name="contact-repeated", severity=Severity.NOTE, applies_to="contacts", ours=True)
WITHOUT_EVIDENCE = Rule(name="contact-without-evidence", severity=Severity.WARNING, applies_to="contacts")
LOOKS_EXTERNAL = Rule(
    name="contact-looks-like-external-recruiter",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="employer",
)
SUMMARY_REPEATED = Rule(
    name="contact-summary-repeated", severity=Severity.WARNING, applies_to="contacts", points_at="summary"
)
MAYBE_SAME = Rule(
    name="contact-maybe-same",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="first_name",
    ours=True,
)
PERSON_WITH_UNRELATED_NAMES = Rule(
    name="person-with-unrelated-names", severity=Severity.WARNING, applies_to="contacts", points_at="person"
)
ADDRESS_OF_NOBODY = Rule(
    name="contact-address-of-nobody", severity=Severity.WARNING, applies_to="contacts", ours=True
)

_AGENCY = re.compile(r"\b(staffing|talent|recruiting|agency)\b")
MAX_SAME_SUMMARY = 3
"""Individuals of a week that may have the same summary (commitment manual: "more than 3 individuals")."""
PLACEHOLDERS = frozenset({"n/a", "n.a.", "tbd", "tba", "unknown"})
"""The commitment manual names `N/A`, `TBD`, `unknown`, `-` and `?`; the last two are covered by the check for
letters and digits. Words that are also surnames (Null, None, Na) are not in the list."""


def is_missing(text: str | None) -> bool:
    """Whether an identity field is blank or a placeholder."""
    plain = fold_line(text)
    return plain in PLACEHOLDERS or not any(char.isalnum() for char in plain)


def missing_fields(contact: Contact) -> tuple[str, ...]:
    """The missing identity fields, in the order of the manual."""
    needed = ["first_name", "last_name", "title", "employer"]
    if contact.single_name:
        needed.remove("last_name")
    return tuple(name for name in needed if is_missing(getattr(contact, name)))


def lacks_follow_up(contact: Contact) -> bool:
    """Whether it is a meeting without a follow-up on the same day or later."""
    if contact.kind != "networking":
        return False
    return contact.follow_up is None or contact.follow_up < contact.date


def looks_external(contact: Contact) -> bool:
    """Whether title and employer look like a recruiter at an agency, although the kind is another."""
    if contact.kind == "external-recruiter":
        return False
    return "recruiter" in fold_line(contact.title) and bool(_AGENCY.search(fold_line(contact.employer)))


def repeated_summaries(counted_of_week: Sequence[Contact]) -> Iterator[Contact]:
    """The counted contacts of a week whose summary is shared by too many."""
    seen: dict[str, list[Contact]] = {}
    for contact in counted_of_week:
        seen.setdefault(fold_line(contact.summary), []).append(contact)
    for contacts in seen.values():
        if len(contacts) > MAX_SAME_SUMMARY:
            yield from contacts[MAX_SAME_SUMMARY:]


def unrelated_names(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """Contacts whose name has no part in common with the first contact of the same `person`."""
    first: dict[str, frozenset[str]] = {}
    for contact in contacts:
        if contact.person is None:
            continue
        parts = frozenset(_name_parts(contact))
        known = first.setdefault(contact.person, parts)
        if parts and known and not parts & known:
            yield contact


def _name_parts(contact: Contact) -> Iterator[str]:
    for name in (contact.first_name, contact.last_name):
        yield from bare_name(name).split()


# The conditions that depend on a single record; all but the last two of `RULES`.
CONDITIONS: tuple[tuple[Rule, Callable[[Contact, RuleContext], bool]], ...] = (
    (IDENTITY_INCOMPLETE, lambda contact, _: bool(missing_fields(contact))),
    (WITHOUT_SUMMARY, lambda contact, _: not (contact.summary or "").strip()),
    (EXTERNAL_RECRUITER, lambda contact, _: contact.kind == "external-recruiter"),
    (APPLICATION, lambda contact, _: contact.kind == "application"),
    (OTHER_FIELD, lambda contact, context: not context.is_own_field(contact.field)),
    (BOUNCED, lambda contact, _: contact.bounced),
    (WITHOUT_FOLLOW_UP, lambda contact, _: lacks_follow_up(contact)),
)
RULES: tuple[Rule, ...] = (*(rule for rule, _ in CONDITIONS), REPEATED, OUTSIDE_WINDOW)


def counting_day(contact: Contact, terms: Requirement) -> dt.date:
    """The day that decides the week: the contact's, or that of a late follow-up to a meeting."""
    day, follow_up = contact.date, contact.follow_up
    if contact.kind != "networking" or follow_up is None or follow_up < day:
        return day
    return follow_up if follow_up > day + terms.follow_up_within_days * DAY else day


def count_contacts(
    context: RuleContext, _: str, ways: Sequence[Requirement], taken: Taken
) -> tuple[list[Sequence[JudgedRecord]], list[Diagnostic]]:
    """Every contact of the kinds that each way asks for, judged, without those that count elsewhere.

    What is taken is not looked at: who was counted elsewhere can be counted here with another record.
    """
    counted: list[Sequence[JudgedRecord]] = []
    diagnostics: list[Diagnostic] = []
    for terms in ways:
        contacts, judged, earlier = _count(context, terms, frozenset() if terms.shared else taken)
        counted.append(tuple(judged))
        diagnostics += _reasons(judged, earlier, context, terms)
        diagnostics += _warnings(contacts, judged, context, terms)
    return counted, diagnostics


def _count(
    context: RuleContext, terms: Requirement, taken: Taken
) -> tuple[list[Contact], list[JudgedRecord], dict[tuple[str, int, int], Contact]]:
    """The contacts, what became of each, and of each repeated one the contact that counted before."""
    rows = sorted(
        (
            (counting_day(contact, terms), contact)
            for contact in context.journal.contacts
            if (not terms.kinds or contact.kind in terms.kinds) and contact.origin.position not in taken
        ),
        key=lambda row: (row[0], row[1].origin.position),
    )
    judged = [_judge(contact, day, context) for day, contact in rows]
    contacts = [contact for _, contact in rows]
    earlier: dict[tuple[str, int, int], Contact] = {}
    for position, first in list(_repeated(contacts, judged, context, terms)):
        record = judged[position]
        judged[position] = replace(record, amount=0, reasons=(REPEATED.name,))
        earlier[record.origin.position] = first
    return contacts, judged, earlier


def _judge(contact: Contact, day: dt.date, context: RuleContext) -> JudgedRecord:
    reasons = [rule.name for rule, fails in CONDITIONS if fails(contact, context)]
    if context.is_outside(day):
        reasons.append(OUTSIDE_WINDOW.name)
    return JudgedRecord(record=contact, day=day, amount=0 if reasons else 1, reasons=tuple(reasons))


def _repeated(
    contacts: list[Contact], judged: list[JudgedRecord], context: RuleContext, terms: Requirement
) -> Iterator[tuple[int, Contact]]:
    """Positions of contacts that would count, but the individual was already counted: with which contact."""
    passing = [position for position, record in enumerate(judged) if record.counted]
    recent = _RecentIndividuals(terms.repeat_after_weeks)
    for starts, group in groupby(passing, key=lambda p: context.week_of(judged[p].day).starts):
        positions = list(group)
        first = first_positions(contacts[p] for p in positions)
        counted = []
        for index, position in enumerate(positions):
            if first[index] != index:
                yield position, contacts[positions[first[index]]]
            elif (before := recent.find(contacts[position], starts)) is not None:
                yield position, before
            else:
                counted.append(contacts[position])
        recent.add(counted, starts)


class _RecentIndividuals:
    """Individuals counted in recent weeks, for commitments that do not count them again so soon."""

    def __init__(self, weeks: int) -> None:
        self.weeks = weeks
        self.by_name: dict[object, list[tuple[Contact, dt.date]]] = {}

    def find(self, contact: Contact, starts: dt.date) -> Contact | None:
        """The contact with which the individual was counted in one of the previous `weeks` weeks."""
        return next(
            (
                earlier
                for key in (_keys(contact) if self.weeks > 0 else ())
                for earlier, week in self.by_name.get(key, ())
                if same_individual(contact, earlier) and starts - week <= self.weeks * WEEK
            ),
            None,
        )

    def add(self, contacts: Iterable[Contact], starts: dt.date) -> None:
        """Record who was counted in the week that starts on `starts`."""
        if self.weeks > 0:
            for contact in contacts:
                for key in _keys(contact):
                    self.by_name.setdefault(key, []).append((contact, starts))


def _keys(contact: Contact) -> Iterator[object]:
    yield name_key(contact)
    yield from addresses(contact)
    if contact.person:
        yield "person", contact.person


def _reasons(
    judged: list[JudgedRecord],
    earlier: Mapping[tuple[str, int, int], Contact],
    context: RuleContext,
    terms: Requirement,
) -> list[Diagnostic]:
    def details(record: JudgedRecord, reason: str) -> tuple[Message, str | None] | None:
        contact = record.record
        if reason == REPEATED.name:
            first = earlier[record.origin.position].origin
            return Message("contact-repeated.of", path=first.path, line=str(first.line)), None
        if reason == IDENTITY_INCOMPLETE.name and isinstance(contact, Contact):
            missing = missing_fields(contact)
            # A placeholder is at fault itself, what is absent is nowhere.
            written = next((name for name in missing if name in contact.origin.fields), None)
            return Message("contact-identity-incomplete.fields", fields=missing), written
        if reason == WITHOUT_FOLLOW_UP.name and isinstance(contact, Contact) and contact.follow_up:
            key = "contact-without-follow-up.before"
            return Message(key, follow_up=contact.follow_up, day=contact.date), None
        return None

    return reason_findings(judged, RULES, context, terms.id, details=details)


def _warnings(
    contacts: list[Contact], judged: list[JudgedRecord], context: RuleContext, terms: Requirement
) -> Iterator[Diagnostic]:
    by_week: dict[str, list[Contact]] = {}
    for contact, record in zip(contacts, judged, strict=True):
        if not record.counted:
            continue
        week = context.week_of(record.day).name
        by_week.setdefault(week, []).append(contact)
        for rule, warns in (
            (WITHOUT_EVIDENCE, not contact.evidence),
            (LOOKS_EXTERNAL, looks_external(contact)),
        ):
            if warns:
                yield finding(rule, contact.origin, week=week, requirement=terms.id)
    for week, counted in by_week.items():
        for contact in repeated_summaries(counted):
            yield finding(SUMMARY_REPEATED, contact.origin, week=week, requirement=terms.id)
        for earlier, contact in near_pairs(counted):
            where = Message("contact-maybe-same.as", path=earlier.origin.path, line=earlier.origin.line)
            yield finding(MAYBE_SAME, contact.origin, where, week=week, requirement=terms.id)
    for contact in unrelated_names(contacts):
        yield finding(PERSON_WITH_UNRELATED_NAMES, contact.origin, requirement=terms.id)
    for contact in contacts:
        yield from _addresses_of_nobody(contact, terms)


def _addresses_of_nobody(contact: Contact, terms: Requirement) -> Iterator[Diagnostic]:
    for key, told, text, is_nobodys in (
        ("email", "contact-address-of-nobody.email", contact.email, is_nobodys_email),
        ("phone", "contact-address-of-nobody.phone", contact.phone, is_nobodys_phone),
        ("profile", "contact-address-of-nobody.profile", contact.profile, is_nobodys_profile),
    ):
        if is_nobodys(text):
            found = finding(ADDRESS_OF_NOBODY, contact.origin, told, requirement=terms.id, text=text)
            yield dataclasses.replace(found, location=contact.origin.location_of(key))
