"""What a look at one thing came to, and what every look is given."""

from __future__ import annotations

import datetime as dt
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

    `portfolio` is None where portfolio.yaml cannot be used; `in_git` whether git knows the folder.
    """

    root: Path
    today: dt.date
    public: bool | None
    portfolio: Portfolio | None
    in_git: bool

    def git(self, *words: str) -> str | None:
        """What git says in the folder; None where it cannot."""
        if not self.in_git:
            return None
        try:
            return git.run_git(self.root, *words).decode("utf-8", "replace")
        except git.GitError:
            return None

    def paths(self, *words: str) -> tuple[str, ...]:
        """What git lists with `-z`, sorted, each once."""
        said = self.git(*words) or ""
        return tuple(sorted({path.strip("\n") for path in said.split("\0") if path.strip("\n")}))
