"""Rows for the parameters of weekly requirements; see `parameter_rows`."""

from __future__ import annotations

from tests.support.rules.parameter_rows import ONE_CONTACT, TWO_CONTACTS, Row, asked, next_week, short
from tests.support.rules.searches import (
    activity,
    application,
    coaching,
    contact,
    contributions,
    day,
    journal,
    post,
    requirement,
    terms,
)

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
        journal(post("06-02", body=PROSE)),
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
        "check-ins.minimum",
        terms(requirement("check-ins")),
        terms(requirement("check-ins", minimum=2)),
        "06-08",
        journal(coaching("check-in", "06-02", attended="late")),
        short("check-ins-below-minimum", "k.yaml:1", "check-ins", "1 of 1", "1 of 2")
        | next_week("check-ins", "0 of 1", "0 of 2"),
    ),
]
