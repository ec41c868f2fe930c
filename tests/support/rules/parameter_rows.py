"""One row a parameter of a commitment file: a search that hangs on it, two values, and what differs."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from generator.model.commitment import Commitment
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from tests.support.rules.searches import (
    contact,
    day,
    journal,
    pause,
    requirement,
    terms,
    with_,
)

Differs = dict[str, tuple[str, str]]


class Row(NamedTuple):
    """`ours` and `theirs` differ in `parameter` alone."""

    parameter: str
    ours: Commitment
    theirs: Commitment
    as_of: str
    diagnostics: Journal
    differs: Differs
    history: History = UNKNOWN


ONE_CONTACT = terms(requirement("contacts"))
TWO_CONTACTS = terms(requirement("contacts", minimum=2))


def group(commitment: Commitment, name: str, **changes: Any) -> Commitment:
    """The commitment with a change in `window`, `weeks`, `pauses` or `standing`."""
    changed: Commitment = with_(commitment, **{name: with_(getattr(commitment, name), **changes)})
    return changed


def asked(commitment: Commitment, **changes: Any) -> Commitment:
    """The commitment with a change in its one requirement."""
    changed: Commitment = with_(commitment, requirements=(with_(commitment.requirements[0], **changes),))
    return changed


def short(rule: str, where: str, name: str, before: str, after: str) -> Differs:
    """A first week that is met by the one value and short by the other."""
    return {
        f"! {rule} {where} 2026-W23": ("-", "error"),
        "2026-W23": ("met, Mon 06-01", "short, Mon 06-01"),
        f"2026-W23 {name}": (f"{before}, met", f"{after}, short"),
        "standing": ("on-track", "off-track"),
    }


def next_week(name: str, before: str, after: str) -> Differs:
    """The week after, open, of which another number is asked."""
    return {f"2026-W24 {name}": (f"{before}, open", f"{after}, open")}


def too_late(name: str, where: str, due: str, before: str, severity: str = "warning") -> Differs:
    """An obligation that is open by the one value, due on the day of judging, and late by the other."""
    last = day(due)
    return {
        f"! {name} {where}": (before, severity),
        f"{name} {where}": (f"{last}, open", f"{last - dt.timedelta(days=1)}, late"),
    }


TIME = [
    Row(
        "window.days",
        ONE_CONTACT,
        group(ONE_CONTACT, "window", days=13),
        "06-15",
        journal(contact("06-02"), contact("06-14", 2)),
        {
            "! outside-window c.yaml:2": ("-", "note"),
            "2026-W24": ("met, Mon 06-08", "partial, Mon 06-08"),
            "2026-W24 contacts": ("1 of 1, met", "0 of 1, not-enforced"),
            "2026-W24 contacts c.yaml:2": ("+1", "outside-window"),
            "window": ("2026-06-01 to 2026-06-14", "2026-06-01 to 2026-06-13"),
        },
    ),
    Row(
        "window.from",
        ONE_CONTACT,
        group(ONE_CONTACT, "window", from_="graduated"),
        "06-15",
        journal(contact("05-26"), contact("06-02", 2), contact("06-09", 3), graduated=day("05-25")),
        {
            "! outside-window c.yaml:1": ("note", "-"),
            "! outside-window c.yaml:3": ("-", "note"),
            "2026-W22": ("-", "met, Mon 05-25"),
            "2026-W22 contacts": ("-", "1 of 1, met"),
            "2026-W22 contacts c.yaml:1": ("-", "+1"),
            "2026-W24": ("met, Mon 06-08", "-"),
            "2026-W24 contacts": ("1 of 1, met", "-"),
            "2026-W24 contacts c.yaml:3": ("+1", "-"),
            "outside c.yaml:1": ("outside-window", "-"),
            "outside c.yaml:3": ("-", "outside-window"),
            "window": ("2026-06-01 to 2026-06-14", "2026-05-25 to 2026-06-07"),
        },
    ),
    Row(
        "window.max_start_delay_days",
        group(ONE_CONTACT, "window", max_start_delay_days=7),
        group(ONE_CONTACT, "window", max_start_delay_days=6),
        "06-02",
        journal(graduated=day("05-25")),
        {"! search-started-late -": ("-", "error")},
    ),
    Row(
        "weeks.start",
        TWO_CONTACTS,
        group(TWO_CONTACTS, "weeks", start="sunday"),
        "06-15",
        journal(*(contact(date, n) for n, date in enumerate(["06-02", "06-03", "06-07", "06-10", "06-11"]))),
        {
            "2026-W23": ("met, Mon 06-01", "partial, Sun 05-31"),
            "2026-W23 contacts": ("3 of 2, met", "2 of 2, not-enforced"),
            "2026-W23 contacts c.yaml:2": ("+1", "-"),
            "2026-W24": ("met, Mon 06-08", "met, Sun 06-07"),
            "2026-W24 contacts": ("2 of 2, met", "3 of 2, met"),
            "2026-W24 contacts c.yaml:2": ("-", "+1"),
            "2026-W25": ("-", "partial, Sun 06-14"),
            "2026-W25 contacts": ("-", "0 of 2, not-enforced"),
        },
    ),
    Row(
        "weeks.grace_days",
        ONE_CONTACT,
        group(ONE_CONTACT, "weeks", grace_days=1),
        "06-08",
        journal(),
        {
            "! contacts-below-minimum 2026-W23.yaml:1 2026-W23": ("error", "-"),
            "2026-W23": ("short, Mon 06-01", "open, Mon 06-01"),
            "2026-W23 contacts": ("0 of 1, short", "0 of 1, open"),
            "standing": ("off-track", "on-track"),
        },
    ),
    Row(
        "pauses.extend_window",
        ONE_CONTACT,
        group(ONE_CONTACT, "pauses", extend_window=True),
        "06-16",
        journal(contact("06-02"), contact("06-15", 2), pause("06-08", "06-14")),
        {
            "! outside-window c.yaml:2": ("note", "-"),
            "2026-W25": ("-", "met, Mon 06-15"),
            "2026-W25 contacts": ("-", "1 of 1, met"),
            "2026-W25 contacts c.yaml:2": ("-", "+1"),
            "outside c.yaml:2": ("outside-window", "-"),
            "standing": ("fulfilled", "on-track"),
            "window": ("2026-06-01 to 2026-06-14", "2026-06-01 to 2026-06-21"),
        },
    ),
]

# From Thursday on: four days of seven. Exempt asks nothing, prorated four of seven, in full seven.
FOUR = journal(*(contact("06-04", n) for n in range(4)), start=day("06-04"))
SEVEN_CONTACTS = terms(requirement("contacts", minimum=7))
PRORATED, IN_FULL = (group(SEVEN_CONTACTS, "weeks", partial=word) for word in ("prorate", "full"))
PARTIAL = [
    Row(
        "weeks.partial",
        SEVEN_CONTACTS,
        PRORATED,
        "06-08",
        FOUR,
        {
            "2026-W23": ("partial, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 contacts": ("4 of 7, not-enforced", "4 of 4, met"),
            "2026-W25 contacts": ("0 of 7, not-enforced", "0 of 3, not-enforced"),
        },
    ),
    Row(
        "weeks.partial",
        PRORATED,
        IN_FULL,
        "06-08",
        FOUR,
        short("contacts-below-minimum", "c.yaml:3", "contacts", "4 of 4", "4 of 7")
        | {"2026-W25 contacts": ("0 of 3, not-enforced", "0 of 7, not-enforced")},
    ),
]
