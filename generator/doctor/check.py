"""What a look at one thing came to, and what every look is given."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from generator.environment import git
from generator.model.portfolio import Portfolio

State = Literal["ok", "look", "mend"]


class Line(NamedTuple):
    """One thing: well, worth a look, or to be mended. `subject` names it, `todo` says what to do.

    `message` and `todo` name paths and counts, never a person.
    """

    state: State
    subject: str
    message: str
    todo: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beforehand. `public` is None where nobody said whether strangers can read this.

    `portfolio` is None where portfolio.yaml cannot be used; `in_git` whether git knows the folder, and
    `is_foreign` whether git does not read it since it belongs to another user.
    """

    root: Path
    today: dt.date
    public: bool | None
    portfolio: Portfolio | None
    in_git: bool
    is_foreign: bool = False

    def git(self, *words: str) -> str | None:
        """What git says in the folder; None where it cannot."""
        if not self.in_git:
            return None
        try:
            return git.run_git(self.root, *words).decode("utf-8", "replace")
        except git.GitError:
            return None

    def newest_commit(self) -> int | None:
        """When the last commit was made, in seconds; None where there is none."""
        try:
            with git.reading(self.root) as objects:
                return int(objects.run("log", "-1", "--format=%ct"))
        except (git.GitError, ValueError):
            return None

    def ever_committed(self, *folders: str) -> tuple[str, ...]:
        """The paths below `folders` of all files that a commit of any branch or tag added, sorted."""
        try:
            tips = git.run_git(self.root, "for-each-ref", "--format=%(objectname)")
            with git.reading(self.root) as objects:
                form = ("--diff-filter=A", "--no-renames", "--name-only", "--format=", "-z", "--stdin")
                places = "".join(f"{objects.prefix}{folder}\n" for folder in folders)
                given = b"HEAD\n" + tips + b"--\n" + os.fsencode(places)
                listed = objects.run("log", *form, given=given)
                own = os.fsencode(objects.prefix)
        except git.GitError:
            return ()
        paths = {path.strip(b"\n").removeprefix(own) for path in listed.split(b"\0")}
        return tuple(sorted(path.decode("utf-8", "replace") for path in paths if path))

    def paths(self, *words: str) -> tuple[str, ...]:
        """What git lists with `-z`, sorted, each once."""
        said = self.git(*words) or ""
        return tuple(sorted({path.strip("\n") for path in said.split("\0") if path.strip("\n")}))
