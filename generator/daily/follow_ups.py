"""People to write to: next steps that have come due, and meetings that count once they are followed up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from generator.model.calendar import DAY
from generator.model.contact import Contact
from generator.model.verdict import Evaluation
from generator.rules.contacts import without_follow_up
from generator.rules.contacts.identity import same_individual

AHEAD, BEHIND = 1, 14
"""A next step is told from the day before; what is two weeks old is let go."""


class FollowUp(Struct, frozen=True):
    """Somebody to write to, since or on which day, and what for."""

    contact: Contact
    on: dt.date
    what: str
    counts: bool


def follow_ups(evaluation: Evaluation) -> list[FollowUp]:
    """The people to write to now, the one who waits longest first."""
    found = [*_meetings(evaluation), *_next_steps(evaluation)]
    return sorted(found, key=lambda one: (not one.counts, one.on, one.contact.origin.position))


def _meetings(evaluation: Evaluation) -> Iterator[FollowUp]:
    """Meetings whose only fault is that nobody wrote afterwards."""
    fault = (without_follow_up.RULE.name,)
    waiting = {
        judged.origin.position: judged.record
        for week in evaluation.weeks
        for requirement in week.requirements
        for judged in requirement.records
        if judged.reasons == fault and judged.date >= evaluation.as_of - BEHIND * DAY
    }
    for contact in waiting.values():
        if isinstance(contact, Contact):
            yield FollowUp(contact, contact.date, "", counts=True)


def _next_steps(evaluation: Evaluation) -> Iterator[FollowUp]:
    """Next steps due about now, of people with whom nothing was noted since."""
    contacts, as_of = evaluation.journal.contacts, evaluation.as_of
    for contact in contacts:
        step = contact.next_step
        if step is None or not as_of - BEHIND * DAY <= step.on <= as_of + AHEAD * DAY:
            continue
        since = max(contact.date, contact.follow_up or contact.date)
        if not any(one.date > since and same_individual(one, contact) for one in contacts):
            yield FollowUp(contact, step.on, step.what, counts=False)
