"""Git repositories with a history that a test chooses."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.environment.git_history import read_history
from generator.model.history import History
from tests.support.repositories import write

CONTACTS = "content/private/contacts"
W23, W24 = f"{CONTACTS}/2026-W23.yaml", f"{CONTACTS}/2026-W24.yaml"
REMOTE = "git@github.com:sam-example/job-search.git"
OWN = "sam-example/job-search"


def record(name: str, *, indent: str = "") -> str:
    """A record of three lines, unlike any of another name."""
    lines = [f"- first_name: {name}", f"  last_name: Of {name}", f"  summary: Asked {name} about {name * 9}."]
    return "".join(f"{indent}{line}\n" for line in lines)


class Repository:
    """A repository at `root`. Every command is run on a day, at noon in UTC."""

    committer = "sam"

    def __init__(self, root: Path, remote: str | None = REMOTE) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        if remote is not None:
            self.git("remote", "add", "origin", remote)

    def git(
        self, *arguments: str, day: str = "06-01", committed: str | None = None, at: str = "T12:00:00+0000"
    ) -> str:
        """Run git; its output. `committed` is the committer's day where it is another one."""
        who = {f"GIT_{role}_{key}": "sam" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
        who["GIT_COMMITTER_EMAIL"] = self.committer
        dates = {"GIT_AUTHOR_DATE": moment(day, at), "GIT_COMMITTER_DATE": moment(committed or day, at)}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **who, **dates, **quiet},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")

    def commit(
        self, day: str, files: Mapping[str, str], *, committed: str | None = None, at: str = "T12:00:00+0000"
    ) -> None:
        """Write files and commit everything that changed."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Log", day=day, committed=committed, at=at)


def moment(day: str, at: str) -> str:
    """`06-01` → that day of 2026 at a time; a whole number stands for itself, in seconds."""
    return f"@{day} +0000" if day.lstrip("-").isdecimal() else f"2026-{day}{at}"


def history(
    root: Path,
    records: Mapping[tuple[str, int], str] | None = None,
    own: str | None = None,
    zone: dt.tzinfo = dt.UTC,
) -> History:
    """What git knows at `root` of records, by default of two in the file of W23, dated long ago."""
    wanted = records or {(W23, 1): "05-01", (W23, 4): "05-01"}
    days = {spot: dt.date.fromisoformat(f"2026-{day}") for spot, day in wanted.items()}
    return read_history(root, own, zone, days, 7)


def seen(found: History) -> dict[tuple[str, int], str]:
    """The days of first commits: (file's name, line) → month and day."""
    assert found.unknown_because is None
    return {(path.rsplit("/", 1)[-1], line): f"{day:%m-%d}" for (path, line), day in found.first_seen.items()}


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
