"""What the repository is called and who can read it, as far as anybody says so."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.environment.git_remote import repository_name
from generator.environment.visibility import is_public
from tests.support.repositories import write


def _named(root: Path, config: str | bytes) -> str | None:
    return repository_name(write(root, {".git/config": config}))


_CONFIG = """\
[core]
\tbare = false
[remote "upstream"]
\turl = https://x.example/o/other
[remote "origin"]
\turl = {url}
\tfetch = +refs/heads/*:refs/remotes/origin/*
"""


def _remote(url: str) -> str:
    return _CONFIG.format(url=url)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/sam-example/job-search.git", "sam-example/job-search"),
        ("https://github.com/sam-example/job-search", "sam-example/job-search"),
        ("https://user:token@github.com/sam/job.search/", "sam/job.search"),
        ("git@github.com:sam-example/job-search.git", "sam-example/job-search"),
        ("ssh://git@ssh.github.com:443/sam/jobs.git", "sam/jobs"),
        ("https://gitlab.example/group/sub/jobs.git", "sub/jobs"),
        ("/srv/git/sam/jobs.git", "sam/jobs"),
        ("jobs.git", None),
        ("", None),
        ("https://github.com/säm/jobs", None),
        ("https://github.com/sam/%%jobs", None),
    ],
)
def test_the_name_is_read_from_the_remote(tmp_path: Path, url: str, name: str | None) -> None:
    assert _named(tmp_path, _remote(url)) == name


@pytest.mark.parametrize(
    "config",
    [
        "",
        "[core]\n",
        "no section\n",
        "[remote\n",
        '[remote "origin"]\n',
        b"\xff\xfe\0",
        "[a]\n" * 100_000,
        "%(x)s\n[x]",
    ],
)
def test_a_configuration_without_an_answer_has_none(tmp_path: Path, config: str | bytes) -> None:
    assert _named(tmp_path, config) is None


def test_a_folder_without_git_and_odd_things_in_its_place(tmp_path: Path) -> None:
    assert repository_name(tmp_path) is None
    assert repository_name(write(tmp_path / "worktree", {".git": "gitdir: ../elsewhere\n"})) is None
    assert repository_name(write(tmp_path / "folder", {".git/config/x": ""})) is None
    (tmp_path / "pipe/.git").mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe/.git/config")
    assert repository_name(tmp_path / "pipe") is None, "and nobody waits for a pipe"


def _event(root: Path, content: str) -> dict[str, str]:
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_PATH": str(write(root, {"event.json": content}) / "event.json"),
    }


@pytest.mark.parametrize(
    ("repository", "answer"),
    [
        ({"private": False}, True),
        ({"private": True}, False),
        ({"visibility": "public"}, True),
        ({"visibility": "internal"}, False),
        ({"private": True, "visibility": "public"}, False),
        ({"private": "no"}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_github_tells_in_the_event(tmp_path: Path, repository: object, answer: bool | None) -> None:
    assert is_public(_event(tmp_path, json.dumps({"repository": repository}))) is answer


@pytest.mark.parametrize(
    "content", ["", "not JSON", "[]", '"x"', "[" * 100_000, '{"repository": {"private": ']
)
def test_an_event_that_says_nothing_is_no_answer(tmp_path: Path, content: str) -> None:
    assert is_public(_event(tmp_path, content)) is None


def test_where_no_ci_says_anything_nobody_knows(tmp_path: Path) -> None:
    event = _event(tmp_path, json.dumps({"repository": {"private": False}}))
    assert is_public({}) is None
    assert is_public({"GITHUB_EVENT_PATH": event["GITHUB_EVENT_PATH"]}) is None, "left over from elsewhere"
    assert is_public({**event, "GITHUB_EVENT_PATH": str(tmp_path / "nowhere.json")}) is None
    assert is_public({**event, "GITHUB_EVENT_PATH": str(tmp_path)}) is None


@pytest.mark.parametrize(
    ("word", "answer"), [("public", True), ("internal", False), ("private", False), ("", None)]
)
def test_gitlab_tells_in_a_variable(word: str, answer: bool | None) -> None:
    assert is_public({"CI_PROJECT_VISIBILITY": word}) is answer
