"""Repositories with a history of their own."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.support.repositories import write

# Nothing that the machine's own settings of git say may change a test.
_QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_WHO = {
    "GIT_AUTHOR_NAME": "Sam",
    "GIT_AUTHOR_EMAIL": "sam@mail.example",
    "GIT_COMMITTER_NAME": "Sam",
    "GIT_COMMITTER_EMAIL": "sam@mail.example",
}


def _git(root: Path, *arguments: str, day: dt.date | None = None) -> None:
    when = {} if day is None else dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
    environment = {**os.environ, **_QUIET, **_WHO, **when}
    subprocess.run(("git", *arguments), cwd=root, env=environment, check=True, capture_output=True)


def committed(root: Path, files: Mapping[str, str], day: dt.date) -> Path:
    """The graduate's own repository with all files committed on one day, and an older first commit."""
    write(root, {"README.md": "A job search.\n"})
    _git(root, "init", "-q", "-b", "main")
    _git(root, "remote", "add", "origin", "https://code.example/sam-example/job-search.git")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "Begin", day=day - dt.timedelta(days=30))
    write(root, files)
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "Log", day=day)
    return root


def shallow(whole: Path, root: Path) -> Path:
    """A clone of it with the last commit only."""
    _git(whole, "clone", "-q", "--depth", "1", whole.as_uri(), str(root))
    _git(root, "remote", "set-url", "origin", "https://code.example/sam-example/job-search.git")
    return root
