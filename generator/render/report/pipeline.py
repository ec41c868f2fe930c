"""How far the graduate has come with whom, and who waits for a message after a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.core.dates import distance, short_day
from generator.core.text import fold_name
from generator.render.report.text import plain
from generator.views.coach import ContactRow, OfferRow, ReportView

# The furthest first; an interview without a stage is one somewhere on the way.
_STAGES = ("final", "culture", "on-site", "take-home", "technical", "phone-screen", "")


@dataclass(frozen=True, slots=True)
class Reached:
    """An employer at a stage. `target` is the id of its rows in the page, or empty; `side` tells more."""

    name: str
    target: str
    side: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way to an offer and the employers that it ended or stands at."""

    title: str
    employers: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody met in person to whom nothing was sent since, so that the meeting does not count yet."""

    day: str
    who: str
    distance: str


def stages(view: ReportView, targets: Mapping[str, str]) -> tuple[Stage, ...]:
    """Every employer that interviewed or offered, at the furthest it came to; the furthest stage first.

    `targets` has the ids of the employers' rows by their folded names.
    """
    told: dict[str, str] = {}
    offered: list[Reached] = []
    for offer in sorted(view.offers, key=lambda row: (row.received, row.path, row.line), reverse=True):
        key = fold_name(offer.employer)
        if told.setdefault(key, "offer") == "offer" and key not in {fold_name(one.name) for one in offered}:
            offered.append(Reached(offer.employer, targets.get(key, ""), _answer(offer)))
    groups = [Stage("Offer", tuple(offered))] if offered else []
    interviews = [row for row in view.contacts if row.kind == "interview" and row.employer]
    for stage in _STAGES:
        employers = _newest_first([row for row in interviews if row.stage == stage], told)
        if employers:
            shown = tuple(
                Reached(row.employer, targets.get(fold_name(row.employer), ""), "") for row in employers
            )
            title = plain(stage).capitalize() if stage else "Interview, no stage named"
            groups.append(Stage(title, shown))
    return tuple(groups)


def _newest_first(rows: Sequence[ContactRow], told: dict[str, str]) -> list[ContactRow]:
    """The newest row of each employer that stands at no later stage; they are noted in `told`."""
    found = []
    for row in sorted(rows, key=lambda row: (row.date, row.path, row.line), reverse=True):
        if fold_name(row.employer) not in told:
            told[fold_name(row.employer)] = row.stage
            found.append(row)
    return found


def _answer(offer: OfferRow) -> str:
    return offer.answer or "not answered yet"


def follow_ups(view: ReportView) -> tuple[FollowUp, ...]:
    """The meetings that count once a message is sent, the newest first."""
    rows = {(row.path, row.line): row for row in view.contacts}
    waiting = [rows[one.where] for one in view.due if one.kind == "follow-up"]
    return tuple(
        FollowUp(
            short_day(row.date),
            ", ".join(filter(None, (" ".join(filter(None, (row.first_name, row.last_name))), row.employer)))
            or "(no name)",
            distance(row.date, view.as_of),
        )
        for row in sorted(waiting, key=lambda row: (-row.date.toordinal(), row.path, row.line))
    )
