"""How far the graduate has come with whom, and who waits for a message after a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.core.dates import relative_day, short_day
from generator.model.contact import Contact
from generator.model.individuals import employer_key
from generator.report.context import Report, chronological
from generator.report.formatting import humanize

# The furthest first; an interview without a stage is one somewhere on the way.
_STAGES = ("final", "culture", "on-site", "take-home", "technical", "phone-screen", "")


class Reached(Struct, frozen=True):
    """An employer at a stage. `target` is the id of its rows in the page, or empty; `side` tells more."""

    name: str
    target: str
    side: str


class Stage(Struct, frozen=True):
    """One stage of the way to an offer and the employers that it ended or stands at."""

    title: str
    employers: tuple[Reached, ...]


class FollowUp(Struct, frozen=True):
    """Somebody met in person to whom nothing was sent since, so that the meeting does not count yet."""

    day: str
    who: str
    distance: str


def stages(report: Report, targets: Mapping[str, str]) -> tuple[Stage, ...]:
    """Every employer that interviewed or offered, at the furthest it came to; the furthest stage first.

    `targets` has the ids of the employers' rows by their folded names.
    """
    stage_by_employer: dict[str, str] = {}
    offered: list[Reached] = []
    for offer in sorted(report.journal.offers, key=chronological, reverse=True):
        key = employer_key(offer.employer)
        if stage_by_employer.setdefault(key, "offer") == "offer" and key not in {
            employer_key(reached.name) for reached in offered
        }:
            answer = offer.answer or "not answered yet"
            offered.append(Reached(offer.employer, targets.get(key, ""), answer))
    groups = [Stage("Offer", tuple(offered))] if offered else []
    interviews = [
        contact for contact in report.journal.contacts if contact.kind == "interview" and contact.employer
    ]
    for stage in _STAGES:
        employers = _newest_first(
            [interview for interview in interviews if (interview.stage or "") == stage], stage_by_employer
        )
        if employers:
            reached_employers = tuple(
                Reached(name, targets.get(employer_key(name), ""), "") for name in employers
            )
            title = humanize(stage).capitalize() if stage else "Interview (no stage given)"
            groups.append(Stage(title, reached_employers))
    return tuple(groups)


def _newest_first(contacts: Sequence[Contact], stage_by_employer: dict[str, str]) -> list[str]:
    """The employers that are not in `stage_by_employer` yet, the newest first; they are added to it."""
    names = []
    for contact in sorted(contacts, key=chronological, reverse=True):
        name = contact.employer or ""
        if employer_key(name) not in stage_by_employer:
            stage_by_employer[employer_key(name)] = contact.stage or ""
            names.append(name)
    return names


def follow_ups(report: Report) -> tuple[FollowUp, ...]:
    """The meetings that count once a message is sent, the newest first."""
    waiting = [due.record for due in report.due_of("follow-up") if isinstance(due.record, Contact)]
    return tuple(
        FollowUp(
            short_day(contact.date),
            ", ".join(filter(None, (contact.name, contact.employer))) or "(no name)",
            relative_day(contact.date, report.as_of),
        )
        for contact in sorted(
            waiting, key=lambda contact: (-contact.date.toordinal(), contact.origin.position)
        )
    )
