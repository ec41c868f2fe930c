"""One row a parameter of a commitment file: a search that hangs on it, two values, and what differs."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from generator.model.commitment import Commitment, Level, StandingTerms
from generator.model.contribution import Receipt
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from generator.rules.kinds import REQUIREMENTS as KINDS_OF_REQUIREMENT
from tests.support.rules.searches import (
    activity,
    application,
    coaching,
    contact,
    contributions,
    day,
    journal,
    obligation,
    offer,
    pause,
    post,
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


SAM = journal().portfolio
ON_GITLAB = with_(SAM, graduate=with_(SAM.graduate, gitlab="git.example/sam"))
RECEIPT = Receipt(dt.datetime(2026, 6, 8, tzinfo=dt.UTC))
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
    Row(
        "offers.acceptance_ends",
        ONE_CONTACT,
        group(ONE_CONTACT, "offers", acceptance_ends=False),
        "06-09",
        journal(
            contact("06-02"),
            offer("06-02", full_time=True, in_field=True, answer="accepted", answered="06-07"),
        ),
        {
            "2026-W24": ("-", "open, Mon 06-08"),
            "2026-W24 contacts": ("-", "0 of 1, open"),
            "standing": ("hired", "on-track"),
            "window": ("2026-06-01 to 2026-06-07", "2026-06-01 to 2026-06-14"),
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


ONE_POST = terms(requirement("posts"))
PROSE = " ".join(f"word{n}" for n in range(200))
ALMOST = " ".join(f"word{n}" if n % 40 else "other" for n in range(200))
FIVE, FIVE_COMMITS = (
    terms(requirement("contributions", minimum=5, count=count)) for count in ("contributions", "commits")
)
OWN = {"Sam-Example/Job-Search": 2}
BELOW = "github-contributions-below-minimum"
DESIGN = "design-activities-below-minimum"
CHALLENGE = terms(requirement("activities", activity="design-challenge", approved_pages=("good.example",)))
REQUIREMENTS = [
    Row(
        "contacts.minimum",
        TWO_CONTACTS,
        asked(TWO_CONTACTS, minimum=3),
        "06-08",
        journal(contact("06-02"), contact("06-03", 2)),
        short("contacts-below-minimum", "c.yaml:2", "contacts", "2 of 2", "2 of 3")
        | next_week("contacts", "0 of 2", "0 of 3"),
    ),
    Row(
        "contacts.kinds",
        ONE_CONTACT,
        asked(ONE_CONTACT, kinds=("interview", "networking")),
        "06-08",
        journal(contact("06-02")),
        short("contacts-below-minimum", "2026-W23.yaml:1", "contacts", "1 of 1", "0 of 1")
        | {"2026-W23 contacts c.yaml:1": ("+1", "-")},
    ),
    Row(
        "contacts.repeat_after_weeks",
        ONE_CONTACT,
        asked(ONE_CONTACT, repeat_after_weeks=1),
        "06-14",
        journal(contact("06-02"), contact("06-09", 2, last_name="Number1")),
        {
            "! contact-repeated c.yaml:2 2026-W24": ("-", "note"),
            "2026-W24": ("met, Mon 06-08", "open, Mon 06-08"),
            "2026-W24 contacts": ("1 of 1, met", "0 of 1, open"),
            "2026-W24 contacts c.yaml:2": ("+1", "contact-repeated"),
        },
    ),
    Row(
        "contacts.follow_up_within_days",
        ONE_CONTACT,
        asked(ONE_CONTACT, follow_up_within_days=2),
        "06-09",
        journal(contact("06-07", kind="networking", follow_up=day("06-09"))),
        {
            "! contacts-below-minimum 2026-W23.yaml:1 2026-W23": ("error", "-"),
            "2026-W23": ("short, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 contacts": ("0 of 1, short", "1 of 1, met"),
            "2026-W23 contacts c.yaml:1": ("-", "+1"),
            "2026-W24": ("met, Mon 06-08", "open, Mon 06-08"),
            "2026-W24 contacts": ("1 of 1, met", "0 of 1, open"),
            "2026-W24 contacts c.yaml:1": ("+1", "-"),
            "standing": ("off-track", "on-track"),
        },
    ),
    Row(
        "posts.minimum",
        ONE_POST,
        asked(ONE_POST, minimum=2),
        "06-08",
        journal(post("06-02")),
        short("blog-posts-below-minimum", "a.md:1", "posts", "1 of 1", "1 of 2")
        | next_week("posts", "0 of 1", "0 of 2"),
    ),
    Row(
        "posts.min_words",
        asked(ONE_POST, min_words=200),
        asked(ONE_POST, min_words=201),
        "06-08",
        journal(post("06-02", body=PROSE, published_url=None, video=None), site_url="https://sam.example"),
        short("blog-posts-below-minimum", "a.md:1", "posts", "1 of 1", "0 of 1")
        | {
            "! post-too-short a.md:1 2026-W23": ("-", "warning"),
            "2026-W23 posts a.md:1": ("+1", "post-too-short"),
        },
    ),
    Row(
        "posts.similarity",
        asked(ONE_POST, similarity=0.81),
        asked(ONE_POST, similarity=0.8),
        "06-08",
        journal(post("06-01", "b", body=PROSE, field="nursing"), post("06-02", body=ALMOST)),
        short("blog-posts-below-minimum", "a.md:1", "posts", "1 of 1", "0 of 1")
        | {
            "! post-near-duplicate a.md:1 2026-W23": ("-", "warning"),
            "2026-W23 posts a.md:1": ("+1", "post-near-duplicate"),
        },
    ),
    Row(
        "contributions.minimum",
        FIVE,
        asked(FIVE, minimum=6),
        "06-08",
        journal(contributions("06-02", commits=5)),
        short(BELOW, "g.yaml:1", "contributions", "5 of 5", "5 of 6")
        | next_week("contributions", "0 of 5", "0 of 6"),
    ),
    Row(
        "contributions.count",
        FIVE,
        FIVE_COMMITS,
        "06-08",
        journal(contributions("06-02", commits=4, reviews=1)),
        short(BELOW, "g.yaml:1", "contributions", "5 of 5", "4 of 5")
        | {"2026-W23 contributions g.yaml:1": ("+5", "+4")},
    ),
    Row(
        "contributions.exclude_repositories",
        asked(FIVE, exclude_repositories=()),
        FIVE,
        "06-08",
        journal(contributions("06-02", commits=5, by_repository=OWN)),
        short(BELOW, "g.yaml:1", "contributions", "5 of 5", "3 of 5")
        | {"2026-W23 contributions g.yaml:1": ("+5", "+3")},
    ),
    Row(
        "contributions.exclude_repositories",
        FIVE,
        asked(FIVE, exclude_repositories=("self", "School/Homework")),
        "06-08",
        journal(contributions("06-02", commits=5, by_repository={"school/homework": 1, "o/homework": 4})),
        short(BELOW, "g.yaml:1", "contributions", "5 of 5", "4 of 5")
        | {"2026-W23 contributions g.yaml:1": ("+5", "+4")},
    ),
    Row(
        "contributions.elsewhere",
        asked(FIVE, elsewhere=True),
        FIVE,
        "06-08",
        with_(
            journal(contributions("06-02", commits=5, source="gitlab-events", login="sam")),
            portfolio=ON_GITLAB,
        ),
        short(BELOW, "g.yaml:1", "contributions", "5 of 5", "0 of 5")
        | {"2026-W23 contributions g.yaml:1": ("+5", "contributions-elsewhere")}
        | {"! contributions-elsewhere g.yaml:1 2026-W23": ("-", "warning")},
    ),
    Row(
        "contributions.trust",
        FIVE,
        asked(FIVE, trust="fetched"),
        "06-08",
        journal(contributions("06-02", commits=5), contributions("06-03", 2, commits=0, receipt=RECEIPT)),
        short(BELOW, "g.yaml:2", "contributions", "5 of 5", "0 of 5")
        | {"2026-W23 contributions g.yaml:1": ("+5", "contributions-not-fetched")}
        | {"! contributions-not-fetched g.yaml:1 2026-W23": ("-", "warning")},
    ),
    Row(
        "activities.minimum",
        terms(requirement("activities")),
        terms(requirement("activities", minimum=2)),
        "06-08",
        journal(activity("06-02")),
        short(DESIGN, "d.yaml:1", "activities", "1 of 1", "1 of 2")
        | next_week("activities", "0 of 1", "0 of 2"),
    ),
    Row(
        "activities.activity",
        terms(requirement("activities", activity="extra-credit")),
        terms(requirement("activities", activity="track-module")),
        "06-08",
        journal(activity("06-02")),
        short(DESIGN, "2026-W23.yaml:1", "activities", "1 of 1", "0 of 1")
        | {"2026-W23 activities d.yaml:1": ("+1", "-")},
    ),
    Row(
        "activities.approved_pages",
        CHALLENGE,
        asked(CHALLENGE, approved_pages=("other.example",)),
        "06-08",
        journal(activity("06-02", kind="design-challenge", challenge_page="https://www.good.example/1")),
        short(DESIGN, "d.yaml:1", "activities", "1 of 1", "0 of 1")
        | {
            "! activity-page-not-approved d.yaml:1 2026-W23": ("-", "warning"),
            "2026-W23 activities d.yaml:1": ("+1", "activity-page-not-approved"),
        },
    ),
    Row(
        "applications.minimum",
        terms(requirement("applications")),
        terms(requirement("applications", minimum=2)),
        "06-08",
        journal(application("06-02")),
        short("applications-below-minimum", "j.yaml:1", "applications", "1 of 1", "1 of 2")
        | next_week("applications", "0 of 1", "0 of 2"),
    ),
    Row(
        "applications.local",
        terms(requirement("applications")),
        terms(requirement("applications", local=True)),
        "06-08",
        journal(application("06-02", local=False)),
        short("applications-below-minimum", "2026-W23.yaml:1", "applications", "1 of 1", "0 of 1")
        | {"2026-W23 applications j.yaml:1": ("+1", "-")},
    ),
    Row(
        "check-ins.minimum",
        terms(requirement("check-ins")),
        terms(requirement("check-ins", minimum=2)),
        "06-08",
        journal(coaching("check-in", "06-02", attended="late")),
        short("check-ins-below-minimum", "k.yaml:1", "check-ins", "1 of 1", "1 of 2")
        | next_week("check-ins", "0 of 1", "0 of 2"),
    ),
]

# Two records of one day, of each kind.
TWO_OF_A_DAY = {
    "contacts": (contact("06-02"), contact("06-02", 2)),
    "applications": (application("06-02"), application("06-02", 2)),
    "posts": (post("06-02"), post("06-02", "b")),
    "contributions": (contributions("06-02", commits=2),),
    "activities": (activity("06-02"), activity("06-02", 2)),
    "check-ins": (
        coaching("check-in", "06-02", attended="late"),
        coaching("check-in", "06-02", 2, attended="late"),
    ),
}
LAST_OF = {"contributions": "g.yaml:1", "posts": "a.md:1", "contacts": "c.yaml:2", "applications": "j.yaml:2"}
LAST_OF |= {"activities": "d.yaml:2", "check-ins": "k.yaml:2"}
FIRST_FILE = {
    "contacts": "2026-W23.yaml:1",
    "applications": "2026-W23.yaml:1",
    "posts": "2026-06-01-title.md:1",
    "contributions": "2026-06.yaml:1",
    "activities": "2026-W23.yaml:1",
    "check-ins": "2026-06.yaml:1",
}


def _any_activity(kind: str) -> dict[str, Any]:
    return {"activity": "extra-credit"} if kind == "activities" else {}


# The window has two weeks, half of June: a month that is partial, of which nothing is asked.
OF_EVERY_KIND = [
    *(
        Row(
            f"{row.kind}.count",
            terms(requirement(row.kind, minimum=2, **_any_activity(row.kind))),
            terms(requirement(row.kind, minimum=2, count="days", **_any_activity(row.kind))),
            "06-08",
            journal(*TWO_OF_A_DAY[row.kind]),
            short(row.below_minimum.name, LAST_OF[row.kind], row.kind, "2 of 2", "1 of 2"),
        )
        for row in KINDS_OF_REQUIREMENT
    ),
    *(
        Row(
            f"{row.kind}.per",
            terms(requirement(row.kind, **_any_activity(row.kind))),
            terms(requirement(row.kind, per="month", **_any_activity(row.kind))),
            "06-08",
            journal(),
            {
                f"! {row.below_minimum.name} {FIRST_FILE[row.kind]} 2026-W23": ("error", "-"),
                "2026-W23": ("short, Mon 06-01", "met, Mon 06-01"),
                f"2026-W23 {row.kind}": ("0 of 1, short", "0 of 1, not-enforced"),
                "2026-W24": ("open, Mon 06-08", "met, Mon 06-08"),
                f"2026-W24 {row.kind}": ("0 of 1, open", "0 of 1, not-enforced"),
                "standing": ("off-track", "on-track"),
            },
        )
        for row in KINDS_OF_REQUIREMENT
    ),
]

# Both ask for the same: only who shares counts what the other one counts.
OF_EVERY_KIND += [
    Row(
        f"{row.kind}.shared",
        terms(
            requirement(row.kind, "first", **_any_activity(row.kind)),
            requirement(row.kind, shared=True, **_any_activity(row.kind)),
        ),
        terms(
            requirement(row.kind, "first", **_any_activity(row.kind)),
            requirement(row.kind, **_any_activity(row.kind)),
        ),
        "06-08",
        journal(TWO_OF_A_DAY[row.kind][0]),
        short(
            row.below_minimum.name,
            FIRST_FILE[row.kind],
            row.kind,
            *(("2 of 1", "0 of 1") if row.kind == "contributions" else ("1 of 1", "0 of 1")),
        )
        | {
            f"2026-W23 {row.kind} {LAST_OF[row.kind].replace(':2', ':1')}": (
                "+2" if row.kind == "contributions" else "+1",
                "-",
            )
        },
    )
    for row in KINDS_OF_REQUIREMENT
]
WORK = (requirement("contacts"), requirement("applications"))
NONE_MET = "no-alternative-met"


def work(**more: Any) -> Commitment:
    """A school that asks for contacts, or applications, or both together."""
    return terms(requirement("any-of", "work", of=WORK, **more))


ONE_OF_EACH = journal(contact("06-02"), application("06-02"))
TOGETHER = [
    Row(
        "any-of.together",
        work(),
        work(together=True, minimum=2),
        "06-08",
        journal(contact("06-02")),
        short(NONE_MET, "c.yaml:1", "work", "1 of 1", "1 of 2")
        | {
            "2026-W23 work contacts": ("1 of 1", "-"),
            "2026-W23 work applications": ("0 of 1", "-"),
            "2026-W24 work": ("0 of 1, open", "0 of 2, open"),
            "2026-W24 work contacts": ("0 of 1", "-"),
            "2026-W24 work applications": ("0 of 1", "-"),
        },
    ),
    Row(
        "any-of.minimum",
        work(together=True, minimum=2),
        work(together=True, minimum=3),
        "06-08",
        ONE_OF_EACH,
        short(NONE_MET, "j.yaml:1", "work", "2 of 2", "2 of 3") | next_week("work", "0 of 2", "0 of 3"),
    ),
    Row(
        "any-of.count",
        work(together=True, minimum=2),
        work(together=True, minimum=2, count="days"),
        "06-08",
        ONE_OF_EACH,
        short(NONE_MET, "j.yaml:1", "work", "2 of 2", "1 of 2"),
    ),
    Row(
        "any-of.per",
        work(),
        work(per="month"),
        "06-07",
        journal(),
        {
            "2026-W23": ("open, Mon 06-01", "met, Mon 06-01"),
            "2026-W23 work": ("0 of 1, open", "0 of 1, not-enforced"),
        },
    ),
]


def owed(name: str, **parameter: Any) -> Commitment:
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
        "programmes.fields",
        programme(),
        programme(fields=("front end", "nursing")),
        "06-07",
        journal(contact("06-02", field="Front-End")),
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
        "leave.days",
        owed("leave", days=3),
        owed("leave", days=2),
        "06-08",
        journal(pause("06-02", "06-04")),
        {
            "! leave -": ("-", "warning"),
            "leave -": ("2026-06-04, met", "2026-06-03, late"),
        },
    ),
    *(
        Row(
            f"{name}.phase",
            owed(name),
            owed(name, phase="window"),
            "06-02",
            journal(coaching(kind, "05-20")),
            {f"! {name} k.yaml:1": (severity, "-"), f"{name} k.yaml:1": (f"2026-05-20, {verdict}", "-")},
        )
        for name, kind, severity, verdict in (
            ("attendance", "check-in", "note", "unknown"),
            ("deliverable", "deliverable", "warning", "late"),
        )
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
