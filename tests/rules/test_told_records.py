"""What judging says of each record, word for word: whether it counts, on which day, and why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from generator.core.diagnostics import Diagnostic
from generator.model.commitment import Commitment
from generator.model.fields import DateOrDateTime
from generator.model.kinds import Journal
from generator.model.verdict import Evaluation, JudgedRecord
from tests.support.rules.searches import (
    activity,
    application,
    coaching,
    contact,
    contributions,
    day,
    journal,
    judged,
    post,
    requirement,
    terms,
)

Row = tuple[str, str, str, str, int, str]
Told = tuple[str, str, str]
WORDS = "one two three four five six seven"
OWN = {"sam-example/job-search": 2}


def rows(evaluation: Evaluation) -> Iterator[tuple[str, ...] | Row]:
    """Week, place, day, label, amount and reasons of every record, those outside the window last."""
    for week in evaluation.weeks:
        for one in week.requirements:
            yield from (_row(week.week.name, record) for record in one.records)
    yield from (_row("-", record) for record in evaluation.outside)


def _row(week: str, record: JudgedRecord) -> Row:
    days = (
        f"{record.date:%m-%d}" if record.date == record.day else f"{record.date:%m-%d} on {record.day:%m-%d}"
    )
    spot = f"{record.origin.path.rsplit('/', 1)[-1]}:{record.origin.line}"
    return week, spot, days, record.label, record.amount, ", ".join(record.reasons)


def told(found: Diagnostic) -> Told:
    """Place, week and words of a finding on a record. The rule is known by its words."""
    return f"{found.location.path.rsplit('/', 1)[-1]}:{found.location.line}", found.week or "-", found.message


APPLICATIONS = journal(
    application("05-30", 1, employer="Quill"),
    application("06-03", 2, employer="QUILL"),
    application("06-04", 3, status="saved"),
    contact("06-02", 4, kind="application", employer="Quill", title="Developer"),
    contact("06-02", 5, kind="application", employer="Lantern", title="Developer", bounced=True),
    application("06-05", 6, title="n/a"),
    application("06-06", 7, employer="Employer3"),
)
CONTACTS = journal(
    contact("06-02", 1),
    contact("06-02", 2, evidence=()),
    contact("06-03", 3, title=None),
    contact("06-03", 4, title="TBD", employer=" "),
    contact("05-30", 5, title=None),
    contact("06-04", 6, last_name="Number1"),
    contact("06-04", 7, kind="interview", title="Recruiter", employer="Talent House"),
    contact("06-05", 8, kind="networking", follow_up=day("06-09")),
    contact("06-09", 9, person="p"),
    contact("06-10", 10, person="p", first_name="Zoe"),
    contact("06-11", 11, bounced=True, evidence=()),
)
SAME_WORDS = journal(
    *(
        contact("06-02", line, summary="Asked  about TESTS." if line % 2 else "asked about tests.")
        for line in (1, 2, 3, 4, 5)
    )
)
POSTS = journal(
    post("06-02", "a"),
    post("06-03", "b", body="> said", published_url=None, video="https://films.example/b"),
    post("05-30", "c", body="> said elsewhere", published_url="http://localhost:4000/c"),
    post("06-03", "d", body="> said", draft=True, published_url=None),
    post("06-04", "e", body=WORDS, published_url=None),
    post("06-05", "f", body=WORDS),
    post("06-06", "g", body="One two.", published_url=None, field="law"),
    post("06-08", "h", published_url="https://posts.example/a/"),
)
CONTRIBUTIONS = journal(
    contributions("06-02", 1, commits=2, pull_requests=1),
    contributions("06-02", 2, commits=9, source="git-log"),
    contributions("06-03", 3, commits=1, login="somebody"),
    contributions("06-03", 4, commits=1, source="by-hand"),
    contributions("06-04", 5, commits=2, issues=1, by_repository=OWN),
    contributions("06-05", 6, commits=2, by_repository=OWN),
    contributions("05-05", 7, commits=2),
)
ACTIVITIES = journal(
    activity("06-02", 1, title="Poster"),
    activity("06-03", 2, evidence=None),
    activity("06-04", 3, evidence="https://work.example/1"),
    activity("05-30", 4),
    activity("06-05", 5, kind="track-module", evidence="https://work.example/4"),
    activity("06-06", 6, kind="design-challenge", challenge_page="https://elsewhere.example/1"),
)
CALLS = journal(
    coaching("check-in", "06-02", 1, attended="on-time", title="First call"),
    coaching("check-in", "06-03", 2, attended="missed"),
    coaching("check-in", "05-30", 3, attended="late"),
    coaching("message", "06-03", 4),
    coaching("check-in", "06-16", 5),
)

AGAIN = (
    "This contact does not count: this person has already been counted, at content/private/contacts/c.yaml:"
)
CASES: dict[str, tuple[Commitment, Journal, list[Row], list[Told]]] = {
    "contacts": (
        terms(requirement("contacts", "people")),
        CONTACTS,
        [
            ("2026-W23", "c.yaml:1", "06-02", "Ann Number1, Developer, Quill", 1, ""),
            ("2026-W23", "c.yaml:2", "06-02", "Ann Number2, Developer, Quill", 1, ""),
            ("2026-W23", "c.yaml:3", "06-03", "Ann Number3, Quill", 0, "contact-identity-incomplete"),
            ("2026-W23", "c.yaml:4", "06-03", "Ann Number4, TBD,  ", 0, "contact-identity-incomplete"),
            ("2026-W23", "c.yaml:6", "06-04", "Ann Number1, Developer, Quill", 0, "contact-repeated"),
            ("2026-W23", "c.yaml:7", "06-04", "Ann Number7, Recruiter, Talent House", 1, ""),
            ("2026-W24", "c.yaml:8", "06-05 on 06-09", "Ann Number8, Developer, Quill", 1, ""),
            ("2026-W24", "c.yaml:9", "06-09", "Ann Number9, Developer, Quill", 1, ""),
            ("2026-W24", "c.yaml:10", "06-10", "Zoe Number10, Developer, Quill", 0, "contact-repeated"),
            ("2026-W24", "c.yaml:11", "06-11", "Ann Number11, Developer, Quill", 0, "contact-bounced"),
            (
                "-",
                "c.yaml:5",
                "05-30",
                "Ann Number5, Quill",
                0,
                "contact-identity-incomplete, outside-window",
            ),
        ],
        [
            ("c.yaml:2", "2026-W23", "No proof is attached to this contact."),
            ("c.yaml:3", "2026-W23", "This contact does not count: `title` is missing."),
            ("c.yaml:4", "2026-W23", "This contact does not count: `title`, `employer` are missing."),
            ("c.yaml:5", "-", "This contact does not count: `title` is missing."),
            ("c.yaml:7", "2026-W23", "This contact looks like an external recruiter."),
            ("c.yaml:10", "-", "One `person` id is used for names that have nothing in common."),
            ("c.yaml:5", "-", "This record does not count: its date is outside the search window."),
            ("c.yaml:6", "2026-W23", f"{AGAIN}1."),
            ("c.yaml:10", "2026-W24", f"{AGAIN}9."),
            ("c.yaml:11", "2026-W24", "This contact does not count: the message bounced."),
        ],
    ),
    "contacts with one summary": (
        terms(requirement("contacts", "people", repeat_after_weeks=0)),
        SAME_WORDS,
        [
            ("2026-W23", f"c.yaml:{n}", "06-02", f"Ann Number{n}, Developer, Quill", 1, "")
            for n in range(1, 6)
        ],
        [
            ("c.yaml:4", "2026-W23", "The same summary is used for more than 3 people this week."),
            ("c.yaml:5", "2026-W23", "The same summary is used for more than 3 people this week."),
        ],
    ),
    "posts": (
        terms(requirement("posts", "blog", min_words=5)),
        POSTS,
        [
            ("2026-W23", "a.md:1", "06-02", "a", 1, ""),
            ("2026-W23", "b.md:1", "06-03", "b", 1, ""),
            (
                "2026-W23",
                "d.md:1",
                "06-03",
                "d",
                0,
                "post-draft, post-without-public-address, post-too-short",
            ),
            ("2026-W23", "e.md:1", "06-04", "e", 0, "post-without-public-address"),
            ("2026-W23", "f.md:1", "06-05", "f", 0, "post-near-duplicate"),
            (
                "2026-W23",
                "g.md:1",
                "06-06",
                "g",
                0,
                "post-in-other-field, post-without-public-address, post-too-short",
            ),
            ("2026-W24", "h.md:1", "06-08", "h", 0, "post-address-reused"),
            ("-", "c.md:1", "05-30", "c", 0, "post-without-public-address, outside-window"),
        ],
        [
            ("b.md:1", "2026-W23", "This post quotes someone but doesn't name the source."),
            ("c.md:1", "-", "This post quotes someone but doesn't name the source."),
            ("c.md:1", "-", "This post does not count: its address can't be reached by others."),
            (
                "d.md:1",
                "2026-W23",
                "This post does not count: it has 1 word, not counting code, and needs 5.",
            ),
            ("d.md:1", "2026-W23", "This post does not count: it has no public address."),
            ("e.md:1", "2026-W23", "This post does not count: it has no public address."),
            ("f.md:1", "2026-W23", "This post does not count: it is nearly the same as content/blog/e.md."),
            (
                "g.md:1",
                "2026-W23",
                "This post does not count: it has 2 words, not counting code, and needs 5.",
            ),
            ("g.md:1", "2026-W23", "This post does not count: it has no public address."),
            ("h.md:1", "2026-W24", "This post does not count: content/blog/a.md has the same address."),
            ("c.md:1", "-", "This record does not count: its date is outside the search window."),
            ("d.md:1", "2026-W23", "This post does not count: it is a draft."),
            ("g.md:1", "2026-W23", "This post does not count: its topic is in another field."),
        ],
    ),
    "contributions": (
        terms(requirement("contributions", "code")),
        CONTRIBUTIONS,
        [
            ("2026-W23", "g.yaml:1", "06-02", "2 commits, 1 pull request (github-graphql)", 3, ""),
            ("2026-W23", "g.yaml:2", "06-02", "9 commits (git-log)", 0, "contributions-superseded"),
            ("2026-W23", "g.yaml:3", "06-03", "1 commit (github-graphql)", 0, "other-login"),
            ("2026-W23", "g.yaml:4", "06-03", "1 commit (by-hand)", 0, "contributions-without-links"),
            ("2026-W23", "g.yaml:5", "06-04", "2 commits, 1 issue (github-graphql)", 1, ""),
            (
                "2026-W23",
                "g.yaml:6",
                "06-05",
                "2 commits (github-graphql)",
                0,
                "contributions-in-own-repository",
            ),
            ("-", "g.yaml:7", "05-05", "2 commits (github-graphql)", 0, "outside-window"),
        ],
        [
            ("g.yaml:3", "2026-W23", "These contributions do not count: they belong to another login."),
            ("g.yaml:4", "2026-W23", "These contributions do not count: entries written by hand need links."),
            (
                "g.yaml:2",
                "2026-W23",
                "These contributions do not count: a better record of the same day is counted instead.",
            ),
            (
                "g.yaml:6",
                "2026-W23",
                "These contributions do not count: they were all made in this portfolio's own repository.",
            ),
            ("g.yaml:7", "-", "This record does not count: its date is outside the search window."),
        ],
    ),
    "activities": (
        terms(requirement("activities", "design", approved_pages=("challenges.example",))),
        ACTIVITIES,
        [
            ("2026-W23", "d.yaml:1", "06-02", "Poster (extra-credit)", 1, ""),
            ("2026-W23", "d.yaml:2", "06-03", "(no title) (extra-credit)", 0, "activity-without-link"),
            ("2026-W23", "d.yaml:3", "06-04", "(no title) (extra-credit)", 0, "activity-link-reused"),
            (
                "2026-W23",
                "d.yaml:5",
                "06-05",
                "(no title) (track-module)",
                0,
                "activity-in-own-specialization",
            ),
            (
                "2026-W23",
                "d.yaml:6",
                "06-06",
                "(no title) (design-challenge)",
                0,
                "activity-page-not-approved",
            ),
            ("-", "d.yaml:4", "05-30", "(no title) (extra-credit)", 0, "outside-window"),
        ],
        [
            ("d.yaml:2", "2026-W23", "This activity does not count: it has no link."),
            ("d.yaml:3", "2026-W23", "This activity does not count: an earlier activity has the same link."),
            (
                "d.yaml:6",
                "2026-W23",
                "This activity does not count: the challenge isn't from an approved site.",
            ),
            ("d.yaml:4", "-", "This record does not count: its date is outside the search window."),
            ("d.yaml:5", "2026-W23", "This activity does not count: the module isn't from the other track."),
        ],
    ),
    "applications": (
        terms(requirement("applications", "jobs")),
        APPLICATIONS,
        [
            ("2026-W23", "c.yaml:4", "06-02", "Ann Number4, Developer, Quill", 1, ""),
            ("2026-W23", "c.yaml:5", "06-02", "Ann Number5, Developer, Lantern", 0, "contact-bounced"),
            ("2026-W23", "j.yaml:2", "06-03", "Developer, QUILL", 0, "application-repeated"),
            ("2026-W23", "j.yaml:3", "06-04", "Developer, Employer3", 0, "application-not-sent"),
            ("2026-W23", "j.yaml:6", "06-05", "n/a, Employer6", 0, "application-without-job"),
            ("2026-W23", "j.yaml:7", "06-06", "Developer, Employer3", 1, ""),
            ("-", "j.yaml:1", "05-30", "Developer, Quill", 0, "outside-window"),
        ],
        [
            (
                "j.yaml:6",
                "2026-W23",
                "This application does not count: the employer or the job title is missing.",
            ),
            ("j.yaml:1", "-", "This record does not count: its date is outside the search window."),
            ("j.yaml:2", "2026-W23", "This application does not count: this job has already been counted."),
            ("j.yaml:3", "2026-W23", "This application does not count: the job is only saved."),
            ("c.yaml:5", "2026-W23", "This contact does not count: the message bounced."),
        ],
    ),
    "check-ins": (
        terms(requirement("check-ins", "call")),
        CALLS,
        [
            ("2026-W23", "k.yaml:1", "06-02", "First call", 1, ""),
            ("2026-W23", "k.yaml:2", "06-03", "check-in", 0, "check-in-not-attended"),
            ("-", "k.yaml:3", "05-30", "check-in", 0, "outside-window"),
        ],
        [
            ("k.yaml:2", "2026-W23", "This check-in does not count: it isn't marked as attended."),
            ("k.yaml:3", "-", "This record does not count: its date is outside the search window."),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_record_is_told_with_its_day_and_its_reasons(name: str) -> None:
    commitment, found, records, findings = CASES[name]
    # Both weeks are closed; the window is not over.
    evaluation = judged(commitment, "06-14", found)
    assert list(rows(evaluation)) == records
    asked = commitment.requirements[0].id
    on_records = [one for one in evaluation.diagnostics if "below-minimum" not in one.rule]
    assert [told(one) for one in on_records] == findings
    assert {one.requirement for one in on_records} == {asked}


BY_HAND: dict[str, Any] = {"source": "by-hand"}


@pytest.mark.parametrize(
    ("claims", "added"),
    [
        # (commits, links) of entries by hand of one day.
        ([(2, "a"), (3, "b")], [2, 3]),
        ([(2, "a"), (3, "a")], [2, 0]),
        ([(2, "a"), (2, "ab")], [2, 1]),
        ([(1, "a"), (1, "ab")], [1, 0]),
    ],
)
def test_entries_by_hand_of_one_day_add_up_and_a_link_counts_once(
    claims: list[tuple[int, str]], added: list[int]
) -> None:
    records = [
        contributions("06-02", n, commits=commits, links=links_of(links), **BY_HAND)
        for n, (commits, links) in enumerate(claims, start=1)
    ]
    assert amounts(*records) == added


def links_of(letters: str) -> tuple[str, ...]:
    return tuple(f"https://code.example/{letter}" for letter in letters)


def amounts(*records: Any) -> list[int]:
    """What each record adds to the first week."""
    evaluation = judged(terms(requirement("contributions", "code")), "06-08", journal(*records))
    return [record.amount for record in evaluation.weeks[0].requirements[0].records]


@pytest.mark.parametrize(
    ("hour", "claimed", "added"),
    [
        ("2026-06-02T20:00:00+00:00", 3, [0, 3]),  # GitHub was asked before its day was over
        ("2026-06-02T20:00:00+00:00", 2, [2, 0]),  # and the claims are no more than it knew
        ("2026-06-03T00:00:00+00:00", 9, [2, 0]),
        ("2026-06-02T23:30:00-05:00", 9, [2, 0]),  # the day is one of UTC
    ],
)
def test_claims_replace_what_was_fetched_before_its_day_was_over(
    hour: str, claimed: int, added: list[int]
) -> None:
    moment = dt.datetime.fromisoformat(hour)
    fetched = contributions("06-02", 1, commits=2, fetched_at=DateOrDateTime(moment.date(), moment))
    typed = contributions("06-02", 2, commits=claimed, links=links_of("a"), **BY_HAND)
    assert amounts(fetched, typed) == added


def test_an_activity_of_the_wrong_track_or_site_is_not_told_to_name_one() -> None:
    own = activity("06-02", 1, kind="track-module", track="ux")
    unsaid = activity("06-02", 2, kind="track-module")
    elsewhere = activity("06-02", 3, kind="design-challenge", challenge_page="https://other.example/1")
    nowhere = activity("06-02", 4, kind="design-challenge")
    asked = terms(requirement("activities", "design", approved_pages=("challenges.example",)))
    found = judged(asked, "06-08", journal(own, unsaid, elsewhere, nowhere, specialization="ux"))
    hints = {one.location.line: one.hint for one in found.diagnostics if one.rule.startswith("activity-")}
    assert hints == {
        1: "Modules of the other track count. If `track` is wrong, correct it.",
        2: "Add `track:` with the module's track, ux or ui.",
        3: "Approved: challenges.example. Do a challenge from there, or ask your coach about this one.",
        4: "Add `challenge_page:` with the address of the challenge.",
    }
