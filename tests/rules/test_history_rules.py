"""Rules about git's history, with commits made on the spot."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.rules.blocks import block_of
from tests.support.rules.judging import check, lay, mark_of

OFFERS, GOALS = "content/private/offers/2026.yaml", "content/private/goals.yaml"
OFFER = (
    "- {{employer: {}, title: Developer, received: 2026-06-02, answer: rescinded, answered: 2026-06-03}}\n"
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(root: Path, *arguments: str, day: str = "2026-06-02") -> None:
    moment = f"{day}T12:00:00-05:00"
    who = {f"GIT_{role}_{key}": "sam" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=root, check=True, env={**os.environ, **who, **dates, **quiet})


def commit(root: Path, day: str, files: str) -> None:
    """Write the files of a block and commit them on a day."""
    lay(block_of(files), root)
    if not (root / ".git").exists():
        git(root, "init", "-q")
        git(root, "remote", "add", "origin", "git@github.com:sam-example/job-search.git")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Log", day=day)


def late(root: Path, rule: str, as_of: str) -> list[tuple[str, int]]:
    found = check(root, dt.date.fromisoformat(as_of))
    return [(one.location.path, mark_of(one).line) for one in found if one.rule == rule]


@pytest.mark.parametrize(("day", "expected"), [("2026-06-09", []), ("2026-06-10", [(OFFERS, 1)])])
def test_logged_promptly(tmp_path: Path, day: str, expected: list[tuple[str, int]]) -> None:
    commit(tmp_path, day, f"# file: {OFFERS}\n" + OFFER.format("Arbor"))
    assert late(tmp_path, "logged-promptly", "2026-06-20") == expected


def test_commits_out_of_order(tmp_path: Path) -> None:
    block = f"# file: {OFFERS}\n" + OFFER.format("Arbor")
    for number, day in enumerate(("2026-06-10", "2026-06-10", "2026-06-03", "2026-06-04"), start=1):
        commit(tmp_path, day, block + "#" * number + "\n")
    found = [one for one in check(tmp_path, dt.date(2026, 6, 20)) if one.rule == "commits-out-of-order"]
    assert [one.message.partition(";")[0] for one in found] == [
        "1 commit is dated before the commit that it builds on"
    ]
    assert found[0].severity.value == "note"
    assert "2026-06-03" in found[0].message


def test_logged_promptly_looks_at_each_record(tmp_path: Path) -> None:
    first = f"# file: {OFFERS}\n" + OFFER.format("Arbor")
    commit(tmp_path, "2026-06-03", first)
    commit(tmp_path, "2026-06-19", first + OFFER.format("Elm"))
    assert late(tmp_path, "logged-promptly", "2026-06-20") == [(OFFERS, 2)]


def test_logged_promptly_is_not_guessed(tmp_path: Path) -> None:
    lay(block_of(f"# file: {OFFERS}\n" + OFFER.format("Arbor")), tmp_path)
    assert late(tmp_path, "logged-promptly", "2026-06-20") == []


def test_logged_promptly_knows_a_copy_by_its_remote(tmp_path: Path) -> None:
    commit(tmp_path, "2026-06-19", f"# file: {OFFERS}\n" + OFFER.format("Arbor"))
    git(tmp_path, "remote", "set-url", "origin", "git@github.com:somebody/job-search.git")
    assert late(tmp_path, "logged-promptly", "2026-06-20") == []


@pytest.mark.parametrize(("as_of", "expected"), [("2026-07-01", []), ("2026-07-02", [(GOALS, 1)])])
def test_goal_review(tmp_path: Path, as_of: str, expected: list[tuple[str, int]]) -> None:
    goals = f"# commitment: epicodus\n# file: {GOALS}\n- {{title: Ten conversations, current: 3}}\n"
    commit(tmp_path, "2026-06-03", goals)
    assert late(tmp_path, "goal-review", as_of) == expected


def test_goal_review_counts_from_the_last_change(tmp_path: Path) -> None:
    goals = f"# commitment: epicodus\n# file: {GOALS}\n- {{title: Ten conversations, current: 3}}\n"
    commit(tmp_path, "2026-06-03", goals)
    commit(tmp_path, "2026-06-20", goals.replace("3}", "4}"))
    assert late(tmp_path, "goal-review", "2026-07-10") == []
