"""`weekproof explain PATH:LINE`: the record that the line is part of, and which parameter decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.support.repositories import write

Capture = pytest.CaptureFixture[str]
SETTINGS = """\
graduate: {name: Sam Example, github: sam-example, repository: sam-example/job-search}
search: {programme: web, start: 2026-06-01, time_zone: America/Chicago, specialization: ux}
coach: {name: Dana Coach}
commitment: terms.yaml
"""
TERMS = """\
name: ours
title: Our terms
window: {days: 21}
programmes:
  - {id: web, title: Web, field: web, requirements: [contacts, work, design]}
requirements:
  - id: contacts
    kind: contacts
    title: Contacts
    repeat_after_weeks: 2
    follow_up_within_days: 3
    clause: Ask two people.
    source: Terms
  - id: work
    kind: any-of
    title: Work
    clause: Show it.
    source: Terms
    of:
      - {id: commits, kind: contributions, title: Commits, count: commits}
      - {id: post, kind: posts, title: Post, min_words: 77, similarity: 0.7}
  - id: design
    kind: activities
    title: Design
    activity: design-challenge
    approved_pages: [good.example, fine.example]
    clause: Draw.
    source: Terms
obligations:
  - {id: coach-answer, title: Answers, business_days: 2, clause: Answer., source: Terms}
  - {id: offer-answer, title: Offers, clause: Answer too., source: Terms}
"""
C, K = "content/private/contacts/c.yaml", "content/private/coaching/k.yaml"
OFFERS, D = "content/private/offers/o.yaml", "content/private/activities/d.yaml"
G, GOALS = "content/contributions/g.yaml", "content/private/goals.yaml"
ANN = (
    "kind: cold-outreach, first_name: Ann, last_name: Canary, title: Developer, employer: Quill, summary: Hi."
)
BO = ANN.replace("cold-outreach", "networking").replace("Ann", "Bo")
OWN = "{sam-example/job-search: 2}"
FILES = {
    "portfolio.yaml": SETTINGS,
    "terms.yaml": TERMS,
    C: f"""\
# June
- {{date: 2026-06-02, {ANN}}}
- {{date: 2026-06-09, {ANN}}}
- date: 2026-06-30
  kind: interview
- date: yesterday
  kind: interview
- {{date: 2026-06-05, follow_up: 2026-06-09, {BO}}}
- {{date: 2026-05-05, {ANN}}}
""",
    K: """\
- {kind: message, date: 2026-06-02, title: About Canary, answered: 2026-06-03}
- {kind: internship, date: 2026-06-03, employer: Quill}
- {kind: message, date: 2026-05-02}
""",
    OFFERS: "- {employer: Canary, title: Developer, received: 2026-06-08}\n",
    D: """\
- date: 2026-06-02
  kind: design-challenge
  evidence: https://work.example/1
  challenge_page: https://bad.example
""",
    G: f"""\
- {{date: 2026-06-02, source: github-graphql, login: sam-example, commits: 5, by_repository: {OWN}}}
- {{date: 2026-06-03, source: github-graphql, login: sam-example, commits: 2, by_repository: {OWN}}}
""",
    GOALS: "- title: Ten talks\n  target: 10\n",
    "content/blog/2026-06-03-short.md": (
        "---\ntitle: Short\ndate: 2026-06-03\nsummary: None.\n---\nToo short.\n"
    ),
    "content/projects/p.md": "---\ntitle: P\nsummary: A project.\n---\nText.\n",
}


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def said(root: Path, capsys: Capture, subject: str, code: int = 0) -> list[str]:
    assert main.run(["explain", subject, "--root", str(root), "--as-of", "2026-06-12"]) == code
    told = capsys.readouterr()
    return (told.out if code == 0 else told.err).splitlines()


def test_a_record_that_counts(root: Path, capsys: Capture) -> None:
    assert said(root, capsys, f"{C}:2") == [
        f"{C}:2 Ann Canary, Developer, Quill",
        "  Counts towards `contacts` in week 1 (1–7 Jun).",
        "  Our terms, Contacts: Ask two people. (Terms)",
    ]
    assert said(root, capsys, f"{G}:1")[1:] == [
        "  Counts as 3 towards `work` in week 1 (1–7 Jun); 2 in this portfolio's repository left out.",
        "  Our terms, Work: Show it. (Terms)",
    ]


def test_a_post_needs_no_line(root: Path, capsys: Capture) -> None:
    post = "content/blog/2026-06-03-short.md"
    assert said(root, capsys, post) == said(root, capsys, f"{post}:1")


def test_a_week_says_what_was_taken_off_a_day(root: Path, capsys: Capture) -> None:
    [line] = [line for line in said(root, capsys, "1") if f"{G}:1" in line]
    assert line.startswith("  counts  +3")
    assert line.endswith("  (2 in this portfolio's repository left out)")


DECIDED = [
    (f"{C}:3", "contact-repeated (repeat_after_weeks: 2)"),
    (f"{C}:9", "outside-window (window.days: 21)"),
    (f"{D}:3", "activity-page-not-approved (approved_pages: good.example, fine.example)"),
    (f"{G}:2", "contributions-in-own-repository (exclude_repositories: self)"),
    ("content/blog/2026-06-03-short.md:6", "post-too-short (min_words: 77)"),
]


@pytest.mark.parametrize(("subject", "reason"), DECIDED)
def test_the_parameter_that_decided_is_quoted(root: Path, capsys: Capture, subject: str, reason: str) -> None:
    lines = said(root, capsys, subject)
    assert [line for line in lines if line.startswith(f"  - {reason}: ")], lines


def test_a_late_follow_up_moves_the_day(root: Path, capsys: Capture) -> None:
    lines = said(root, capsys, f"{C}:8")
    assert "  Counts towards `contacts` in week 2 (8–14 Jun)." in lines
    assert (
        "  Dated 2026-06-05, counted on 2026-06-09, the day of the follow-up (follow_up_within_days: 3)."
        in lines
    )


def test_obligations_have_their_days(root: Path, capsys: Capture) -> None:
    assert said(root, capsys, f"{K}:1") == [
        f"{K}:1 About Canary",
        "  Answers (`coach-answer`): met, due by 2026-06-04 (business_days: 2).",
        "  Our terms, Answers: Answer. (Terms)",
    ]
    assert "  Offers (`offer-answer`): open, due by 2026-06-15." in said(root, capsys, f"{OFFERS}:1")


NOT_JUDGED = [
    (f"{C}:4", "It is dated 30 June 2026, so it doesn't count until that day."),
    (f"{C}:5", "It is dated 30 June 2026, so it doesn't count until that day."),
    (f"{C}:6", "It could not be read: weekproof check says why."),
    (f"{C}:7", "It could not be read: weekproof check says why."),
    (f"{K}:2", "Your school asks for nothing that this record could count towards."),
    (f"{K}:3", "Its date, 2 May 2026, is outside your search."),
    (f"{GOALS}:2", "Goals, letters, projects and pages are not judged."),
    ("content/projects/p.md:3", "Goals, letters, projects and pages are not judged."),
]


@pytest.mark.parametrize(("subject", "why"), NOT_JUDGED)
def test_a_record_that_is_not_judged_does_not_pass_for_the_one_above(
    root: Path, capsys: Capture, subject: str, why: str
) -> None:
    first, hint = said(root, capsys, subject, 2)
    assert first.endswith(" is not judged.")
    assert hint.strip() == why


@pytest.mark.parametrize(
    "subject",
    [f"{C}:1", f"{C}:99", f"{C}:0", "content/private/contacts/none.yaml:1", "portfolio.yaml:1", "../x.yaml:1",
     "/etc/x.yaml:1", "content/../portfolio.yaml:1", f"content/../{C}:2"],
)  # fmt: skip
def test_where_no_record_stands_there_is_none(root: Path, capsys: Capture, subject: str) -> None:
    lines = said(root, capsys, subject, 2)
    assert lines[0] == f"weekproof: There is no record at {subject}."


def test_paths_may_be_written_as_a_shell_writes_them(root: Path, capsys: Capture) -> None:
    expected = said(root, capsys, f"{C}:2")
    assert said(root, capsys, f"./{C}:2") == expected
    assert said(root, capsys, f"{C.replace('/', chr(92))}:2") == expected


def test_a_public_log_names_nobody(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    for subject in (f"{C}:2", f"{C}:3", f"{C}:8", f"{K}:1", f"{OFFERS}:1"):
        lines = said(root, capsys, subject)
        assert lines[0] == subject
        assert "Canary" not in "".join(lines)


def test_two_offers_on_one_line_are_explained_one_by_one(root: Path, capsys: Capture) -> None:
    path = "content/private/offers/one-line.yaml"
    first, second = "employer: Quill, title: Dev, received: 2026-06-03", "employer: Arbor, title: Ops"
    offers = f"[{{{first}}}, {{{second}, received: 2026-06-04}}]"
    write(root, {path: offers + "\n"})
    text = "\n".join(said(root, capsys, f"{path}:1"))
    assert text.index(f"{path}:1:2 Dev, Quill") < text.index(":1:55 Ops, Arbor")
