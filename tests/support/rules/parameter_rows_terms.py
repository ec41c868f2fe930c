"""Rows for the parameters of programmes, obligations, severities and standing; see `parameter_rows`."""

from __future__ import annotations

from generator.model.commitment import Commitment, Level, StandingTerms
from generator.model.history import History
from tests.support.rules.parameter_rows import ONE_CONTACT, Differs, Row, too_late
from tests.support.rules.searches import (
    coaching,
    contact,
    day,
    journal,
    obligation,
    offer,
    requirement,
    terms,
    with_,
)


def owed(name: str, **parameter: int) -> Commitment:
    """A school that asks for nothing but one obligation."""
    return terms(obligations=(obligation(name, **parameter),))


def programme(**changes: object) -> Commitment:
    """A school whose one programme asks for a contact, with changes."""
    changed: Commitment = with_(ONE_CONTACT, programmes=(with_(ONE_CONTACT.programmes[0], **changes),))
    return changed


def strikes(**parameters: object) -> Commitment:
    """A school that asks for three contacts and counts strikes."""
    mode = StandingTerms(mode="strikes")
    changed: Commitment = with_(terms(requirement("contacts", minimum=3)), standing=with_(mode, **parameters))
    return changed


def levels(*found: tuple[int, int]) -> dict[str, tuple[Level, ...]]:
    """Levels for contacts: (below, strikes) each."""
    return {"contacts": tuple(Level(*one) for one in found)}


ONLY_POSTS = terms(requirement("any-of", "work", of=(requirement("posts"),)))
OR_CALLS = terms(requirement("any-of", "work", of=(requirement("posts"), requirement("check-ins"))))
CALLED = journal(coaching("check-in", "06-02", attended="late"))
PROGRAMMES = [
    Row(
        "programmes.requirements",
        programme(),
        programme(requirements=()),
        "06-08",
        journal(),
        {
            "! contacts-below-minimum 2026-W23.yaml:1 2026-W23": ("error", "-"),
            "2026-W23": ("short, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 contacts": ("0 of 1, short", "-"),
            "2026-W24": ("open, Mon 06-08", "met, Mon 06-08"),
            "2026-W24 contacts": ("0 of 1, open", "-"),
            "standing": ("off-track", "on-track"),
        },
    ),
    Row(
        "programmes.field",
        programme(),
        programme(field="Nursing"),
        "06-07",
        journal(contact("06-02", field="nursing")),
        {
            "! contact-in-other-field c.yaml:1 2026-W23": ("note", "-"),
            "2026-W23": ("open, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 contacts": ("0 of 1, open", "1 of 1, met"),
            "2026-W23 contacts c.yaml:1": ("contact-in-other-field", "+1"),
        },
    ),
    Row(
        "programmes.specializations",
        programme(specializations=("ux", "ui")),
        programme(specializations=("ui",)),
        "06-02",
        journal(specialization="ux"),
        {"! unknown-word -": ("-", "error")},
    ),
    Row(
        "any-of.of",
        ONLY_POSTS,
        OR_CALLS,
        "06-08",
        CALLED,
        {
            "! blog-posts-below-minimum 2026-06-01-title.md:1 2026-W23": ("error", "-"),
            "2026-W23": ("short, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 work": ("0 of 1, short", "1 of 1, met"),
            "2026-W23 work check-ins": ("-", "1 of 1"),
            "2026-W23 work k.yaml:1": ("-", "+1"),
            "2026-W24 work check-ins": ("-", "0 of 1"),
            "standing": ("off-track", "on-track"),
        },
    ),
]

MESSAGE = journal(coaching("message", "06-02"))
OFF_TRACK: Differs = {"standing": ("on-track", "off-track")}
LOGGED = History(first_seen={("content/private/contacts/c.yaml", 1): day("06-07")})
OBLIGATIONS = [
    Row(
        "offer-answer.business_days",
        owed("offer-answer", business_days=5),
        owed("offer-answer", business_days=4),
        "06-09",
        journal(offer("06-02")),
        too_late("offer-answer", "o.yaml:1", "06-09", "note", "error") | OFF_TRACK,
    ),
    Row(
        "coach-answer.business_days",
        owed("coach-answer", business_days=3),
        owed("coach-answer", business_days=2),
        "06-05",
        MESSAGE,
        too_late("coach-answer", "k.yaml:1", "06-05", "-"),
    ),
    Row(
        "coach-silence.days",
        owed("coach-silence", days=5),
        owed("coach-silence", days=4),
        "06-07",
        MESSAGE,
        too_late("coach-silence", "k.yaml:1", "06-07", "-"),
    ),
    *(
        Row(
            f"{name}.days",
            owed(name, days=5),
            owed(name, days=4),
            "06-05",
            journal(),
            too_late(name, "-", "06-05", "-"),
        )
        for name in ("check-in", "material-review", "mock-interview")
    ),
    Row(
        "goal-review.days",
        owed("goal-review", days=5),
        owed("goal-review", days=4),
        "06-06",
        journal(),
        too_late("goal-review", "-", "06-06", "-"),
        History(),
    ),
    Row(
        "logged-promptly.days",
        owed("logged-promptly", days=5),
        owed("logged-promptly", days=4),
        "06-08",
        journal(contact("06-02")),
        {
            "! logged-promptly c.yaml:1": ("-", "warning"),
            "logged-promptly c.yaml:1": ("-", "2026-06-06, late"),
        },
        LOGGED,
    ),
]

SEVERITIES = [
    Row(
        "severities",
        ONE_CONTACT,
        with_(ONE_CONTACT, severities={"contacts-below-minimum": "warning"}),
        "06-08",
        journal(),
        {"! contacts-below-minimum 2026-W23.yaml:1 2026-W23": ("error", "warning")},
    ),
    Row(
        "severities",
        ONE_CONTACT,
        with_(ONE_CONTACT, severities={"contact-bounced": "error"}),
        "06-07",
        journal(contact("06-02", bounced=True)),
        {"! contact-bounced c.yaml:1 2026-W23": ("note", "error")},
    ),
    Row(
        "severities",
        owed("coach-answer"),
        with_(owed("coach-answer"), severities={"coach-answer": "error"}),
        "06-12",
        MESSAGE,
        {"! coach-answer k.yaml:1": ("warning", "error")} | OFF_TRACK,
    ),
    Row(
        "severities",
        owed("offer-answer"),
        with_(owed("offer-answer"), severities={"offer-answer": "note"}),
        "06-12",
        journal(offer("06-02")),
        {"! offer-answer o.yaml:1": ("error", "note"), "standing": ("off-track", "on-track")},
    ),
]

THREE = journal(*(contact("06-09", n) for n in range(3)))
STANDING = [
    Row(
        "standing.mode",
        terms(requirement("contacts", minimum=3)),
        strikes(limit=2),
        "06-08",
        journal(),
        {"standing": ("off-track", "on-track"), "strikes": ("none", "1 of 2")},
    ),
    Row(
        "standing.limit",
        strikes(limit=2),
        strikes(limit=1),
        "06-08",
        journal(),
        {"standing": ("on-track", "off-track"), "strikes": ("1 of 2", "1 of 1")},
    ),
    Row(
        "standing.decay",
        strikes(decay=1),
        strikes(decay=0),
        "06-15",
        THREE,
        {"strikes": ("0 of 5", "1 of 5")},
    ),
    Row(
        "standing.levels",
        strikes(),
        strikes(levels=levels((1, 2))),
        "06-08",
        journal(),
        {"strikes": ("1 of 5", "2 of 5")},
    ),
    Row(
        "standing.levels.below",
        strikes(levels=levels((1, 2), (3, 1))),
        strikes(levels=levels((2, 2), (3, 1))),
        "06-08",
        journal(contact("06-02")),
        {"strikes": ("1 of 5", "2 of 5")},
    ),
    Row(
        "standing.levels.strikes",
        strikes(levels=levels((1, 2))),
        strikes(levels=levels((1, 3))),
        "06-08",
        journal(),
        {"strikes": ("2 of 5", "3 of 5")},
    ),
]
