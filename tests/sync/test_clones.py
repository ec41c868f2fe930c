"""Commits counted in clones on this machine."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.core.errors import UserError
from generator.sync.clones import count_commits
from generator.sync.days import Fetched, Span
from tests.support.git_repositories import Repository

W1 = Span("week 1", dt.date(2026, 6, 1), dt.date(2026, 6, 7))
NOW = dt.datetime(2026, 6, 20, 8, tzinfo=dt.UTC)
APP = "git@github.com:sam-example/app.git"


def counted(*paths: Path, emails: tuple[str, ...] = ("sam",), zone: dt.tzinfo = dt.UTC) -> Fetched:
    return count_commits(paths, frozenset(emails), "sam-example", (W1,), zone, NOW)


def days(fetched: Fetched) -> dict[str, int]:
    return {f"{record.date}"[5:]: record.commits for record in fetched.records}


def test_commits_by_day_of_the_author_in_the_graduates_zone(tmp_path: Path) -> None:
    app = Repository(tmp_path / "app", APP)
    app.commit("06-02", {"a": "1"}, committed="06-05")
    app.commit("06-02", {"a": "2"})
    app.commit("06-04", {"a": "3"}, at="T03:00:00+0000")
    app.commit("06-09", {"a": "4"})
    assert days(counted(app.root)) == {"06-02": 2, "06-04": 1}
    assert days(counted(app.root, zone=ZoneInfo("America/Chicago"))) == {"06-02": 2, "06-03": 1}
    assert counted(app.root).records[0].by_repository == {"sam-example/app": 2}
    # The same clone twice, or a second clone of it, is the same work.
    subprocess.run(["git", "clone", "-q", app.root, tmp_path / "again"], check=True)
    again = Repository(tmp_path / "again", None)
    again.git("remote", "set-url", "origin", APP)
    assert days(counted(app.root, app.root, again.root)) == {"06-02": 2, "06-04": 1}


def test_only_the_authors_own_commits(tmp_path: Path) -> None:
    app = Repository(tmp_path / "app", APP)
    app.commit("06-02", {"a": "1"})
    app.write({"a": "2"})
    app.git("-c", "user.name=X", "commit", "-aqm", "x", "--author", "Sam <SAM@work.example>", day="06-03")
    assert days(counted(app.root, emails=("sam@work.example",))) == {"06-03": 1}
    fetched = counted(app.root, emails=("nobody@example.com",))
    assert days(fetched) == {"06-07": 0}
    assert "no commit by nobody@example.com in these weeks, of 2 authors" in fetched.notes[0]


def test_what_is_special_about_commits_is_told_and_all_of_them_count(tmp_path: Path) -> None:
    app = Repository(tmp_path / "app", APP)
    app.commit("06-02", {"a.py": "x = 1\ny = 2\n", "README.md": "A\n"})
    app.commit("06-02", {"README.md": "B\n"}, at="T12:01:30+0000")
    app.commit("06-03", {"a.py": "x = 1\n\n    y  = 2\n"})
    app.commit("06-03", {"docs/readme.txt": "C\n", "a.py": "x = 3\n"}, at="T15:00:00+0000")
    app.git("checkout", "-qb", "side", "HEAD~1")
    app.commit("06-04", {"b.py": "z\n"})
    app.git("checkout", "-q", "main")
    app.git("merge", "-q", "--no-ff", "-m", "Merge", "side", day="06-05")
    app.write({"b.py": "zz\n"})
    app.git("commit", "-qam", "x", "--author", "helper[bot] <sam>", day="06-06")
    fetched = counted(app.root)
    assert days(fetched) == {"06-02": 2, "06-03": 2, "06-04": 1, "06-05": 1, "06-06": 1}
    assert {
        f"{record.date}"[5:]: dict(record.worth_a_look) for record in fetched.records if record.worth_a_look
    } == {
        "06-02": {"readme_only": 1, "within_two_minutes": 1},
        "06-03": {"whitespace_only": 1},
        "06-05": {"merges": 1},
        "06-06": {"bots": 1},
    }
    told = "1 by a bot, 1 with nothing but a merge, 1 to a README alone, 1 of white space alone, "
    told += "1 within two minutes of another"
    assert fetched.notes == (
        f"sam-example/app: of 7 commits, {told}. They count; your coach may ask about them.",
    )


def test_what_cannot_be_counted_says_why(tmp_path: Path) -> None:
    app = Repository(tmp_path / "app", APP)
    app.commit("06-02", {"a": "1"})
    app.commit("06-03", {"a": "2"})
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{app.root}", shallow], check=True)
    alone = Repository(tmp_path / "alone", None)
    alone.commit("06-02", {"a": "1"})
    empty = Repository(tmp_path / "empty", APP)
    (tmp_path / "folder").mkdir()
    for path, told in (
        (shallow, "is a shallow clone"),
        (alone.root, "has no remote"),
        (empty.root, "cannot be|can be read"),
        (tmp_path / "folder", "can be read"),
        (tmp_path / "absent", "is not a folder"),
    ):
        with pytest.raises(UserError, match=told):
            counted(path)


def test_nothing_that_the_clone_names_is_run(tmp_path: Path) -> None:
    app = Repository(tmp_path / "app", APP)
    app.commit("06-02", {"a": "1"})
    for key in ("core.pager", "core.fsmonitor", "log.mailmap", "gpg.program", "diff.external"):
        app.git("config", key, f"touch {tmp_path}/ran")
    app.git("config", "log.showSignature", "true")
    assert days(counted(app.root)) == {"06-02": 1}
    assert not (tmp_path / "ran").exists()
