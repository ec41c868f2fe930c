"""Commits in clones on this machine, for those without a token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.core.errors import UserError
from generator.environment import git
from generator.environment.git_remote import name_from_url
from generator.sync.days import Fetched, Span, Tally, records_of

_FIELDS = 3


def count_commits(
    paths: Iterable[Path],
    emails: frozenset[str],
    login: str,
    spans: Sequence[Span],
    zone: dt.tzinfo,
    at: dt.datetime,
) -> Fetched:
    """The commits by any of `emails` (in lower case) on the branch that is checked out in each clone.

    Their day is the author's date in `zone`, as for all records. Merges count, as they do on GitHub. Raises
    `UserError` for a folder that cannot be counted.
    """
    tally, seen = Tally(), set[bytes]()
    notes = []
    for path in paths:
        name, rows = _commits(path)
        mine = 0
        for commit, seconds, email in rows:
            day = dt.datetime.fromtimestamp(seconds, zone).date()
            if email.casefold() in emails and commit not in seen:
                seen.add(commit)
                mine += any(span.starts <= day <= span.ends for span in spans)
                tally.add(day, "commits", name)
        if not mine:
            authors = len({email.casefold() for _, _, email in rows})
            notes.append(
                f"{name}: no commit by {' or '.join(sorted(emails))} in these weeks, of {authors} authors."
            )
    records = records_of(tally, spans, zone, "git-log", login, at)
    return Fetched(
        source="git-log", login=login, at=at, records=records, answered=tuple(spans), notes=tuple(notes)
    )


def _commits(path: Path) -> tuple[str, list[tuple[bytes, int, str]]]:
    """A clone's `owner/name`, and of each commit its id, the author's time and address."""
    if not path.is_dir():
        raise UserError(f"{path} is not a folder.", hint="Give the folder of a clone.")
    try:
        if git.run_git(path, "rev-parse", "--is-shallow-repository").strip() != b"false":
            hint = "Run git fetch --unshallow in it, then try again."
            raise UserError(f"{path} is a shallow clone: its older commits are missing.", hint=hint)
        with git.reading(path) as objects:
            log = objects.run("log", "--format=%H%x00%at%x00%ae%x00", "--no-show-signature")
    except git.GitRefused:
        hint = "Give the folder of a clone with at least one commit."
        raise UserError(f"{path} is not a git repository that can be read.", hint=hint) from None
    except git.GitError as error:
        raise UserError(f"{path}: {error}.") from None
    name = _remote(path)
    if name is None:
        hint = "Only public work counts: push it to a public repository first."
        raise UserError(f"{path} has no remote `origin`, so nobody else can see its commits.", hint=hint)
    parts = log.replace(b"\0\n", b"\0").split(b"\0")[:-1]
    rows = [parts[n : n + _FIELDS] for n in range(0, len(parts) - _FIELDS + 1, _FIELDS)]
    return name, [(row[0], int(row[1]), row[2].decode("utf-8", "replace")) for row in rows]


def _remote(path: Path) -> str | None:
    try:
        url = git.ask_repository(path, "config", "--local", "--get", "remote.origin.url")
    except git.GitRefused:
        return None
    return name_from_url(url.decode("utf-8", "replace").strip())
