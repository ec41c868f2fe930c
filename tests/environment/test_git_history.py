"""When records were first committed, asked of real repositories in every shape that people hand in."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.environment import git, git_history
from generator.environment.git_history import read_history
from tests.support.git_repositories import (
    CONTACTS,
    OWN,
    W23,
    W24,
    Repository,
    history,
    record,
    seen,
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ANN, BO = record("Ann"), record("Bo")
BOTH = {("2026-W23.yaml", 1): "06-02", ("2026-W23.yaml", 4): "06-20"}


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Repository:
    """Ann was logged on the second of June, Bo on the twentieth."""
    repository = Repository(tmp_path / "own")
    repository.commit("06-02", {W23: ANN})
    repository.commit("06-20", {W23: ANN + BO})
    return repository


def clone(repository: Repository, *options: str) -> Path:
    """A clone, as a CI makes it."""
    to = repository.root.parent / "clone"
    repository.git("clone", "-q", *options, f"file://{repository.root}", str(to))
    return to


def test_each_record_has_the_day_of_its_own_first_commit(repository: Repository) -> None:
    assert seen(history(repository.root)) == BOTH


def test_a_file_that_was_quiet_since_needs_no_second_look(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_history, "_blame", None)
    found = history(repository.root, {(W23, 1): "06-14", (W23, 4): "06-13"})
    assert seen(found) == {("2026-W23.yaml", 1): "06-20", ("2026-W23.yaml", 4): "06-20"}


def test_touched_are_the_days_of_each_file(repository: Repository) -> None:
    repository.commit("06-25", {"content/private/goals.yaml": "- title: x\n"})
    touched = history(repository.root).touched
    assert {path: [f"{day:%m-%d}" for day in days] for path, days in touched.items()} == {
        W23: ["06-02", "06-20"],
        "content/private/goals.yaml": ["06-25"],
    }


def test_a_shallow_clone_is_unknown(repository: Repository) -> None:
    found = history(clone(repository, "--depth", "1"))
    assert found.unknown_because is not None
    assert "shallow" in found.unknown_because
    assert not found.first_seen


def test_a_clone_since_a_day_is_unknown_too(repository: Repository) -> None:
    found = history(clone(repository, "--shallow-since", "2026-06-10"))
    assert "shallow" in (found.unknown_because or "")
    assert not found.first_seen


def test_a_work_tree_of_a_shallow_clone_is_unknown_too(repository: Repository) -> None:
    shallow = clone(repository, "--depth", "1")
    tree = shallow.parent / "tree"
    subprocess.run(["git", "worktree", "add", "-q", str(tree)], cwd=shallow, check=True, capture_output=True)
    assert "shallow" in (history(tree).unknown_because or "")


def test_a_full_clone_knows(repository: Repository) -> None:
    assert seen(history(clone(repository))) == BOTH


def test_a_linked_work_tree_knows(repository: Repository) -> None:
    tree = repository.root.parent / "tree"
    repository.git("worktree", "add", "-q", str(tree))
    assert seen(history(tree, own=OWN)) == BOTH


def test_a_clone_without_its_files_fetches_nothing(repository: Repository) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    partial = clone(repository, "--filter=blob:none", "--no-checkout")
    (partial / CONTACTS).mkdir(parents=True)
    (partial / W23).write_text(ANN + BO)

    def objects() -> int:
        return sum(len(files) for _, _, files in os.walk(partial / ".git" / "objects"))

    before = objects()
    found = history(partial)
    assert found.first_seen == {}
    assert found.why_unknown(W23) == "git could not read the history of its file"
    assert objects() == before


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    found = history(tmp_path)
    assert found.unknown_because == "this folder is not in a git repository that can be read"


def test_where_git_is_not_installed_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    assert history(repository.root).unknown_because == "git is not installed"


def test_a_git_that_hangs_is_given_up(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = repository.root / "git"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{repository.root}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "TIMEOUT_SECONDS", 0.2)
    assert history(repository.root).unknown_because == "git took more than 0.2 seconds"


def test_a_repository_without_commits_is_unknown(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write({W23: ANN})
    assert history(tmp_path).unknown_because == "git could not read the history"


def test_a_damaged_repository_is_unknown(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git" / "objects")
    (repository.root / ".git" / "objects").mkdir()
    assert history(repository.root).unknown_because is not None


def test_a_detached_head_knows_its_own_past(repository: Repository) -> None:
    repository.git("checkout", "-q", "--detach", "HEAD~1")
    assert seen(history(repository.root, {(W23, 1): "05-01"})) == {("2026-W23.yaml", 1): "06-02"}


def test_a_renamed_file_keeps_its_days(repository: Repository) -> None:
    repository.git("mv", W23, W24)
    repository.commit("07-01", {})
    assert seen(history(repository.root, {(W24, 1): "05-01", (W24, 4): "05-01"})) == {
        ("2026-W24.yaml", 1): "06-02",
        ("2026-W24.yaml", 4): "06-20",
    }


def test_records_that_are_not_judged_have_the_day_that_their_file_tells(repository: Repository) -> None:
    post, days = "content/blog/2026-06-02-x.md", "content/contributions/2026-06.yaml"
    repository.commit("06-02", {post: "text\n" * 9, days: "- a\n"})
    repository.commit("06-05", {days: "- a\n- b\n"})
    repository.git("mv", post, "content/blog/2026-06-02-y.md")
    repository.commit("06-08", {"content/blog/2026-06-02-y.md": "text\n" * 9 + "more\n"})
    keys = [("content/blog/2026-06-02-y.md", 1), (days, 1), (days, 2), ("content/blog/never.md", 1)]
    found = read_history(repository.root, None, dt.UTC, {}, 7, keys)
    assert seen(found) == {
        ("2026-06-02-y.md", 1): "06-02",
        ("2026-06.yaml", 1): "06-05",
        ("2026-06.yaml", 2): "06-05",
    }
    # Of a file with changes that are not committed each line counts; a post is as old as its file.
    repository.write({days: "- c\n- a\n- b\n", "content/blog/2026-06-02-y.md": "other\n"})
    assert seen(read_history(repository.root, None, dt.UTC, {}, 7, keys)) == {
        ("2026-06-02-y.md", 1): "06-02",
        ("2026-06.yaml", 2): "06-05",
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("06-02", "06-03", "06-04"), (0, "")),
        (("06-05", "06-03", "06-04"), (1, "06-03")),
        (("06-05", "06-03", "06-02"), (2, "06-03")),
    ],
)
def test_commits_dated_before_those_they_build_on(
    tmp_path: Path, days: tuple[str, ...], expected: object
) -> None:
    repository = Repository(tmp_path / "sam")
    for number, day in enumerate(days):
        repository.commit(day, {W23: record(f"N{number}")})
    found = history(repository.root)
    first = f"{found.first_out_of_order[1]:%m-%d}" if found.first_out_of_order else ""
    assert (found.out_of_order, first) == expected


def test_a_clock_some_minutes_late_is_no_hint(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "sam")
    repository.commit("06-02", {W23: record("Ann")}, at="T12:30:00+0000")
    repository.commit("06-02", {W23: record("Bea")}, at="T12:00:00+0000")
    assert history(repository.root).out_of_order == 0


def test_a_submodule_and_what_is_in_it_harm_nothing(tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit("06-01", {"content/blog/x.md": "x\n"})
    repository = Repository(tmp_path / "sam")
    repository.commit("06-02", {W23: record("Ann")})
    repository.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "content/lib"
    )
    repository.commit("06-03", {W24: record("Bea")})
    found = read_history(
        repository.root,
        None,
        dt.UTC,
        {(W23, 1): dt.date(2026, 6, 2)},
        7,
        [("content/lib/content/blog/x.md", 1)],
    )
    assert seen(found) == {("2026-W23.yaml", 1): "06-02"}


def test_a_record_moved_to_another_file_keeps_its_day(repository: Repository) -> None:
    repository.commit("07-01", {W23: BO, W24: ANN})
    found = history(repository.root, {(W23, 1): "05-01", (W24, 1): "05-01"})
    assert seen(found) == {("2026-W23.yaml", 1): "06-20", ("2026-W24.yaml", 1): "06-02"}


def test_a_rebase_changes_no_day_since_the_author_keeps_it(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side", "HEAD~1")
    repository.commit("06-03", {"README.md": "x\n"})
    repository.git("rebase", "-q", "--onto", "side", "HEAD~1", "main", day="07-09", committed="07-09")
    log = repository.git("log", "-1", "--format=%ad %cd", "--date=format:%m-%d", "main").strip()
    assert log == "06-20 07-09"
    assert seen(history(repository.root)) == BOTH
    days = history(repository.root).touched[W23]
    assert [f"{day:%m-%d}" for day in days] == ["06-02", "06-20"]


def test_a_squash_has_one_day_and_it_is_its_own(repository: Repository) -> None:
    repository.git("reset", "-q", "--soft", "HEAD~1")
    repository.git(
        "commit", "-q", "--amend", "-m", "All", "--date", "2026-07-09T12:00:00Z", committed="07-09"
    )
    assert set(seen(history(repository.root)).values()) == {"07-09"}


# How squashed commits look, and what only looks like one: (message, committer, is squashed).
SQUASHES = (
    ("Squashed commit of the following:\n\ncommit 1234\n\n    Log\n", "sam@mail.example", True),
    ("Log week 1\n\nSquashed commit of the following:\n\ncommit 1234\n", "sam@mail.example", True),
    ("Log two weeks (#12)\n\n* Log week 1\n\n* Log week 2\n", "noreply@github.com", True),
    ("Log two weeks (#12)", "noreply@github.com", True),
    ("Log two weeks (#12)", "sam@mail.example", False),
    ("Update 2026-W23.yaml", "noreply@github.com", False),
    ("Log\n\nSee (#12)", "noreply@github.com", False),
)


@pytest.mark.parametrize(("message", "committer", "is_squashed"), SQUASHES)
def test_what_a_squash_took_its_time_from_is_unknown_and_told_why(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    message: str,
    committer: str,
    is_squashed: bool,
) -> None:
    monkeypatch.setattr(Repository, "committer", committer)
    repository.git("reset", "-q", "--soft", "HEAD~1")
    repository.git(
        "commit", "-q", "--amend", "-m", message, "--date", "2026-07-09T12:00:00Z", committed="07-09"
    )
    found = history(repository.root)
    places = {(W23, 1), (W23, 4)}
    assert found.squashed == (places if is_squashed else frozenset())
    assert set(found.first_seen) == places  # it has been there since that day at the latest
    if is_squashed:
        assert "on 9 Jul 2026 or earlier: several commits were squashed" in found.why_unknown(W23, 1)


def test_a_squash_on_github_of_one_commit_leaves_the_others_alone(repository: Repository) -> None:
    repository.committer = "noreply@github.com"
    repository.write({W23: ANN + BO + record("Cleo")})
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "Log (#3)", day="07-09")
    wanted = {(W23, line): "05-01" for line in (1, 4, 7)}
    found = history(repository.root, wanted)
    assert seen(found) == {**BOTH, ("2026-W23.yaml", 7): "07-09"}
    assert found.squashed == {(W23, 7)}


def test_lines_indented_anew_keep_their_days(repository: Repository) -> None:
    repository.commit("07-01", {W23: record("Ann", indent="  ") + record("Bo", indent="  ")})
    assert seen(history(repository.root)) == BOTH


def test_a_record_that_was_changed_later_keeps_its_first_day(repository: Repository) -> None:
    repository.commit("07-01", {W23: ANN.replace("about", "at length about") + BO})
    assert seen(history(repository.root)) == BOTH


def test_what_is_not_committed_yet_is_unknown(repository: Repository) -> None:
    repository.write({W23: ANN + BO + record("Cleo"), W24: ANN})
    wanted = {(W23, line): "06-20" for line in (1, 4, 7)} | {(W24, 1): "06-20"}
    assert seen(history(repository.root, wanted)) == BOTH


def test_a_file_taken_out_and_written_anew_is_unknown_until_it_is_committed(repository: Repository) -> None:
    repository.commit("06-21", {W24: record("Cleo")})
    (repository.root / W23).unlink()
    repository.commit("06-22", {})
    repository.write({W23: ANN})
    wanted = {(W23, 1): "06-21", (W24, 1): "05-01"}
    assert seen(history(repository.root, wanted)) == {("2026-W24.yaml", 1): "06-21"}


def test_what_a_merge_wrote_itself_has_its_day(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side", "HEAD~1")
    repository.commit("06-03", {W23: record("Zoe") + ANN})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-commit", "side", "-X", "ours", day="07-01")
    repository.commit("07-01", {W23: ANN + BO + record("Cleo")})
    wanted = {(W23, 1): "06-20", (W23, 4): "06-20", (W23, 7): "06-20"}
    assert seen(history(repository.root, wanted)) == {**BOTH, ("2026-W23.yaml", 7): "07-01"}


def many_commits(root: Path, weeks: int, a_week: int) -> dict[tuple[str, int], dt.date]:
    """A repository with a commit for each record, a file for each week; the records with their days."""
    begin, blob, records = dt.date(2026, 1, 5), dict[str, str](), {}
    rows = ["reset refs/heads/main"]
    for number in range(weeks * a_week):
        week, place = divmod(number, a_week)
        day = begin + dt.timedelta(week * 7 + place * 6 // a_week)
        path = f"{CONTACTS}/{week:03}.yaml"
        records[path, place * 3 + 1] = day
        blob[path] = blob.get(path, "") + record(f"N{number}")
        when = f"{int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())} +0000"
        rows += ["commit refs/heads/main", f"committer sam <sam> {when}", "data 3", "Log"]
        rows += [f"M 100644 inline {path}", f"data {len(blob[path])}", blob[path]]
    repository = Repository(root)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input="\n".join(rows).encode(), check=True)
    repository.git("reset", "-q", "--hard", "main")
    return records


def test_two_thousand_records_in_as_many_commits_are_a_few_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = many_commits(tmp_path / "sam", 40, 50)
    asked: list[str] = []
    run = git._run

    def counted(folder: Path, environment: dict[str, str], command: str, *words: str, **more: bytes) -> bytes:
        asked.append(command)
        return run(folder, environment, command, *words, **more)

    monkeypatch.setattr(git, "_run", counted)
    found = read_history(tmp_path / "sam", None, dt.UTC, records, 7, [("content/blog/x.md", 1)])
    assert found.unknown_because is None
    assert len(found.first_seen) == len(records) == 2_000
    assert all(found.first_seen[key] - day <= dt.timedelta(6) for key, day in records.items())
    assert "blame" not in asked
    assert len(asked) < 12
