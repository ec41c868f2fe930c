"""The whole repository: every file read by somebody, and every finding of every file in one run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.core.diagnostics import MAX_PER_FILE, limit_per_file, sort_diagnostics
from generator.model.kinds import Journal
from generator.reading.journal import read_journal
from generator.reading.portfolio import PLACEHOLDER
from tests.support.repositories import places, write

PRIVATE = "content/private"


def _read(root: Path, files: dict[str, str | bytes]) -> tuple[Journal, list[str]]:
    journal, found = read_journal(write(root, files), PLACEHOLDER, None)
    return journal, places(sort_diagnostics(found))


def test_nothing_is_nothing(tmp_path: Path) -> None:
    journal, told = _read(tmp_path, {})
    assert journal == Journal(portfolio=PLACEHOLDER)
    assert told == []


def test_every_kind_of_record_is_read_from_its_folder(tmp_path: Path) -> None:
    journal, told = _read(
        tmp_path,
        {
            f"{PRIVATE}/contacts/a.yaml": "- {date: 2026-06-02, kind: interview}",
            f"{PRIVATE}/activities/a.yaml": "- {date: 2026-06-02, kind: extra-credit}",
            f"{PRIVATE}/offers/a.yaml": "- {employer: a, title: b, received: 2026-06-02}",
            f"{PRIVATE}/coaching/a.yaml": "- {date: 2026-06-02, kind: check-in}",
            f"{PRIVATE}/goals.yaml": "- {title: one}",
            f"{PRIVATE}/goals.yml": "- {title: two}",
            f"{PRIVATE}/coach-decisions.yaml": "pauses: []",
            f"{PRIVATE}/coach-decisions.yaml.sig": "signature",
            f"{PRIVATE}/evidence/mail.eml": "not: [parsed",
            "content/contributions/a.yaml": "- {date: 2026-06-02, source: git-log, login: a, commits: 1}",
            "content/blog/a.md": "---\ntitle: a\ndate: 2026-06-02\n---\n",
            "content/projects/a.md": "---\ntitle: a\nsummary: b\n---\n",
            "content/pages/a.md": "---\ntitle: a\n---\n",
            "content/images/a.png": b"\x89PNG",
            "content/resume.yaml": "basics: {name: Sam}",
        },
    )
    assert told == []
    kinds = ("contacts", "activities", "offers", "coaching", "contributions", "posts", "projects", "pages")
    assert [len(getattr(journal, kind)) for kind in kinds] == [1] * len(kinds)
    assert [goal.title for goal in journal.goals] == ["one", "two"], "one file of goals never hides the other"
    assert journal.resume is not None
    assert journal.resume.basics.name == "Sam"


def test_what_nobody_reads_is_named_with_what_may_have_been_meant(tmp_path: Path) -> None:
    write(
        tmp_path,
        {f"{PRIVATE}/contact/a.yaml": "", f"{PRIVATE}/coach-decisions.yml": "", "content/resume.yml": ""},
    )
    write(tmp_path, {"content/notes.txt": "", f"{PRIVATE}/contacts.yaml": ""})
    _, found = read_journal(tmp_path, PLACEHOLDER, None)
    assert {one.rule for one in found} == {"file-ignored"}
    hints = {one.location.path.rpartition("/")[2]: one.hint or "" for one in found}
    assert set(hints) == {"a.yaml", "coach-decisions.yml", "resume.yml", "notes.txt", "contacts.yaml"}
    assert hints["coach-decisions.yml"] == "Rename it to coach-decisions.yaml."
    assert hints["resume.yml"] == "Rename it to resume.yaml."
    assert hints["a.yaml"] == "Check the folder name. Did you mean `contacts`?"
    assert "The manual lists all folders" in hints["notes.txt"]


def test_links_and_pipes_are_told_wherever_they_stand_and_once(tmp_path: Path) -> None:
    outside = write(
        tmp_path / "outside", {"secret.yaml": "- {date: 2026-06-02, kind: interview, first_name: Eve}"}
    )
    root = write(tmp_path / "in", {f"{PRIVATE}/contacts/x.yaml": "", "content/blog/x": ""})
    for path in (f"{PRIVATE}/offers", "content/images", "content/misc"):
        (root / path).symlink_to(outside)
    (root / f"{PRIVATE}/contacts/y.yaml").symlink_to(outside / "secret.yaml")
    (root / f"{PRIVATE}/goals.yaml").symlink_to("nowhere")
    (root / "content/resume.yaml").symlink_to(outside / "secret.yaml")
    os.mkfifo(root / "content/pipe")
    journal, told = _read(root, {})
    assert told == [
        "content/images:1:1 symlink-in-content",
        "content/misc:1:1 symlink-in-content",
        "content/pipe:1:1 file-unreadable",
        f"{PRIVATE}/contacts/y.yaml:1:1 symlink-in-content",
        f"{PRIVATE}/goals.yaml:1:1 symlink-in-content",
        f"{PRIVATE}/offers:1:1 symlink-in-content",
        "content/resume.yaml:1:1 symlink-in-content",
        "content/blog/x:1:1 file-ignored",
    ]
    assert {damage.kind for damage in journal.unreadable} == {"contacts", "goals", "offers"}
    assert "Eve" not in repr(journal)


def test_a_linked_content_folder_holds_nothing_and_says_so(tmp_path: Path) -> None:
    outside = write(
        tmp_path / "outside", {"blog/a.md": "---\ntitle: a\ndate: 2026-06-02\n---\n", "resume.yaml": "x"}
    )
    root = write(tmp_path / "in", {"portfolio.yaml": ""})
    (root / "content").symlink_to(outside)
    journal, told = _read(root, {})
    assert told == ["content:1:1 symlink-in-content"]
    assert (journal.posts, journal.resume) == ((), None)


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    _, told = _read(tmp_path, {f"{PRIVATE}/goals.yaml/x": "", f"{PRIVATE}/coach-decisions.yaml/x": ""})
    assert [location for location in told if "unreadable" in location] == [
        f"{PRIVATE}/coach-decisions.yaml:1:1 file-unreadable",
        f"{PRIVATE}/goals.yaml:1:1 file-unreadable",
    ]


def test_contributions_cannot_exceed_their_day(tmp_path: Path) -> None:
    record = "- {date: 2026-06-02, source: git-log, login: a, commits: 3, by_repository: {a/b: %d, a/c: 1}}"
    assert _read(tmp_path / "a", {"content/contributions/a.yaml": record % 2})[1] == []
    journal, told = _read(tmp_path / "b", {"content/contributions/a.yaml": record % 3})
    assert told == ["content/contributions/a.yaml:1:76 contributions-exceed-total"]
    assert [damage.kind for damage in journal.unreadable] == ["contributions"]


@pytest.mark.parametrize("count", [MAX_PER_FILE, MAX_PER_FILE + 1, 3 * MAX_PER_FILE])
def test_of_a_file_full_of_faults_the_first_thousand_are_told_and_the_rest_counted(
    tmp_path: Path, count: int
) -> None:
    files: dict[str, str | bytes] = {
        f"{PRIVATE}/goals.yaml": "- no\n" * count,
        f"{PRIVATE}/offers/a.yaml": "- no\n",
    }
    _, found = read_journal(write(tmp_path, files), PLACEHOLDER, None)
    goals = [one for one in found if one.location.path.endswith("goals.yaml")]
    more = [one.message for one in goals if one.rule == "file-unreadable"]
    assert len(goals) - len(more) == min(count, MAX_PER_FILE)
    assert [one.location.line for one in goals[:MAX_PER_FILE]] == list(range(1, min(count, MAX_PER_FILE) + 1))
    assert more == (
        [f"This file has {count - MAX_PER_FILE} more findings than are shown here."]
        if count > MAX_PER_FILE
        else []
    )
    assert len(found) == len(goals) + 1
    assert limit_per_file(found[:5]) == found[:5]
