"""What people do to git and to its history: copies, odd names, forged days, settings of their own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import unicodedata
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.git_repositories import CONTACTS, OWN, W23, Repository, history, record, seen

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


@pytest.mark.parametrize(
    ("own", "knows"),
    [
        (OWN, True),
        ("Sam-Example/Job-Search", True),
        ("someone/job-search", False),
        (None, True),
    ],
)
def test_a_copy_is_known_by_its_remote(repository: Repository, own: str | None, knows: bool) -> None:
    found = history(repository.root, own=own)
    assert found.unknown_because == (None if knows else f"this folder is a copy, not {own}")


def test_a_repository_without_a_remote_cannot_be_told_from_a_copy(tmp_path: Path) -> None:
    repository = Repository(tmp_path, remote=None)
    repository.commit("06-02", {W23: ANN})
    assert history(tmp_path, own=OWN).unknown_because == f"this folder is a copy, not {OWN}"
    assert seen(history(tmp_path, {(W23, 1): "05-01"})) == {("2026-W23.yaml", 1): "06-02"}


def test_a_folder_inside_a_repository_is_read_from_there(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("06-02", {f"sam/{W23}": ANN, W23: BO})
    repository.commit("06-20", {f"sam/{W23}": ANN + BO})
    assert seen(history(tmp_path / "sam", own=OWN)) == BOTH


@pytest.mark.parametrize("name", ["Zoë, 李.yaml", 'a "quoted" one.yaml', "tab\there.yaml", "a\x01b 1 2.yaml"])
def test_names_of_files_may_hold_anything(repository: Repository, name: str) -> None:
    path = f"{CONTACTS}/{name}"
    repository.commit("06-25", {path: record("Cleo")})
    repository.commit("07-05", {path: record("Cleo") + record("Dan")})
    assert seen(history(repository.root, {(path, 1): "05-01", (path, 4): "05-01"})) == {
        (name, 1): "06-25",
        (name, 4): "07-05",
    }


def test_a_name_that_macos_composes_otherwise_is_the_same(repository: Repository) -> None:
    composed = f"{CONTACTS}/Zoë.yaml"
    decomposed = unicodedata.normalize("NFD", composed)
    repository.commit("06-02", {composed: ANN})
    repository.commit("06-20", {composed: ANN + BO})
    (repository.root / composed).rename(repository.root / decomposed)
    found = history(repository.root, {(decomposed, 1): "06-01", (decomposed, 4): "06-01"})
    assert {line: f"{day:%m-%d}" for (_, line), day in found.first_seen.items()} == {1: "06-02", 4: "06-20"}


def test_a_file_whose_name_is_no_text_harms_nothing(repository: Repository) -> None:
    (repository.root / "content" / os.fsdecode(b"\xff\x01 9 9.yaml")).write_text("x")
    repository.commit("06-25", {})
    assert seen(history(repository.root)) == BOTH


FAR = 999_999_999_999


@pytest.mark.parametrize(
    ("authored", "committed", "expected"),
    [
        ("06-25", "07-20", "06-25"),  # the earlier of the two: a rebase is honest
        ("07-20", "06-25", "06-25"),
        ("12-31", "12-31", "12-31"),  # of days to come; the judge leaves it out until then
        (str(FAR), "06-25", "06-25"),
        (str(FAR), str(FAR), "12-31"),  # the last day of the calendar
        ("0", "0", "01-01"),
    ],
)
def test_forged_days_are_believed_and_break_nothing(
    repository: Repository, authored: str, committed: str, expected: str
) -> None:
    repository.commit(authored, {W23: ANN + BO + record("Cleo")}, committed=committed)
    found = history(repository.root, {(W23, 1): "05-01", (W23, 4): "05-01", (W23, 7): "05-01"})
    assert seen(found) == {**BOTH, ("2026-W23.yaml", 7): expected}
    if authored == committed == str(FAR):
        assert found.first_seen[W23, 7] == dt.date(2100, 12, 31)


@pytest.mark.parametrize(
    ("zone", "expected"), [("UTC", "06-03"), ("America/Chicago", "06-02"), ("Asia/Tokyo", "06-03")]
)
def test_days_are_those_of_the_graduates_zone(tmp_path: Path, zone: str, expected: str) -> None:
    repository = Repository(tmp_path)
    repository.commit("06-03", {W23: ANN}, at="T02:30:00+0000")
    found = history(tmp_path, {(W23, 1): "05-01"}, zone=ZoneInfo(zone))
    assert seen(found) == {("2026-W23.yaml", 1): expected}


@pytest.mark.parametrize(
    "setting",
    [
        ("log.showSignature", "true"),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("log.date", "relative"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("blame.showEmail", "true"),
        ("diff.relative", "true"),
    ],
)
def test_a_users_own_settings_change_no_answer(repository: Repository, setting: tuple[str, str]) -> None:
    repository.git("config", *setting)
    assert seen(history(repository.root)) == BOTH


@pytest.mark.parametrize(
    "setting",
    [
        ("blame.ignoreRevsFile", "nowhere"),
        ("core.excludesFile", "/dev/full"),
        ("diff.algorithm", "none"),
        ("log.follow", "perhaps"),
    ],
)
def test_a_setting_of_the_repositorys_that_would_make_git_refuse_is_not_read(
    repository: Repository, setting: tuple[str, str]
) -> None:
    repository.git("config", *setting)
    assert seen(history(repository.root)) == BOTH


# Settings of the user, each of which has changed what git prints or where it looks.
USER_SETTINGS = """
[alias]\n log = "!false"\n blame = "!false"
[blame]\n ignoreRevsFile = nowhere\n markIgnoredLines = true\n markUnblamableLines = true
 coloring = highlightRecent\n showEmail = true\n showRoot = true
[color]\n ui = always\n blame = always
[core]\n quotePath = true\n bare = true\n worktree = /nowhere\n abbrev = 4\n commitGraph = false
 attributesFile = /dev/full\n excludesFile = /dev/full\n autocrlf = true\n ignoreCase = true
[diff]\n orderFile = nowhere\n renames = copies\n noprefix = true\n relative = true\n algorithm = histogram
 external = false\n ignoreSubmodules = all\n renameLimit = 1\n mnemonicPrefix = true\n submodule = log
[format]\n pretty = oneline
[i18n]\n logOutputEncoding = latin1\n commitEncoding = latin1
[include]\n path = /dev/full
[log]\n showSignature = true\n follow = true\n date = relative\n decorate = full\n diffMerges = first-parent
 showRoot = false\n mailmap = false\n excludeDecoration = *\n initialDecorationSet = all\n abbrevCommit = true
[remote "origin"]\n url = https://github.com/some/other.git
[rev]\n parse = x
[safe]\n bareRepository = explicit
"""


@pytest.mark.parametrize("settings", [USER_SETTINGS, "[core\nbroken"])
def test_no_setting_of_the_user_and_no_variable_changes_an_answer(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    repository.git("remote", "set-url", "origin", f"https://github.com/{OWN}.git")
    home = repository.root.parent / "home"
    (home / "git").mkdir(parents=True)
    (home / ".gitconfig").write_text(settings)
    (home / "git" / "config").write_text(settings)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.delenv(name, raising=False)
    variables = {
        **dict.fromkeys(
            ("HOME", "XDG_CONFIG_HOME", "GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_SHALLOW_FILE"), str(home)
        ),
        **dict.fromkeys(
            ("GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_TRACE", "GIT_CONFIG_COUNT"), "1"
        ),
        **dict.fromkeys(("GIT_NAMESPACE", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_ATTR_SOURCE"), "x"),
        "GIT_CONFIG_SYSTEM": str(home / ".gitconfig"),
        "GIT_CONFIG_KEY_0": "remote.origin.url",
        "GIT_CONFIG_VALUE_0": "some/other",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_DIFF_OPTS": "-u9",
        "GIT_EXTERNAL_DIFF": "false",
        "TZ": "Asia/Tokyo",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert seen(history(repository.root, own=OWN)) == BOTH


def test_a_hook_of_another_repository_leads_nowhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.commit("09-09", {W23: ANN + BO})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert seen(history(repository.root)) == BOTH
