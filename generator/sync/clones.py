"""Commits in clones on this machine, for those without a token."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import UserError
from generator.environment import git
from generator.environment.git_remote import name_from_url
from generator.model.contribution import SPECIAL_COMMITS
from generator.sync.days import Fetched, Span, Tally, records_of

_FIELDS = 5


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
        clone = _read(path)
        name, mine = clone.name, list[_Commit]()
        for commit in clone.commits:
            day = _day(commit, zone)
            if commit.email.casefold() in emails and commit.id not in seen:
                seen.add(commit.id)
                if any(span.starts <= day <= span.ends for span in spans):
                    mine.append(commit)
                tally.add(day, "commits", name)
        special = _special(path, mine)
        for commit in mine:
            tally.special[_day(commit, zone)].update(special[commit.id])
        if special_of := Counter(what for found in special.values() for what in found):
            told = ", ".join(
                f"{number} {SPECIAL_COMMITS[what]}" for what, number in sorted(special_of.items())
            )
            notes.append(
                f"{name}: of {len(mine)} commits, {told}. They count; your coach may ask about them."
            )
        if not mine:
            authors = len({commit.email.casefold() for commit in clone.commits})
            notes.append(
                f"{name}: no commit by {' or '.join(sorted(emails))} in these weeks, of {authors} authors."
            )
    records = records_of(tally, spans, zone, "git-log", login, at)
    return Fetched(
        source="git-log", login=login, at=at, records=records, answered=tuple(spans), notes=tuple(notes)
    )


_BURST_SECONDS = 120


class _Commit(NamedTuple):
    id: bytes
    seconds: int
    email: str
    parents: int
    author: str


class _Clone(NamedTuple):
    """A clone's `owner/name`, and the commits of what is checked out."""

    name: str
    commits: list[_Commit]


def _day(commit: _Commit, zone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromtimestamp(commit.seconds, zone).date()


def _special(path: Path, commits: Sequence[_Commit]) -> Mapping[bytes, list[str]]:
    """What is special about each of these commits of one clone."""
    found: dict[bytes, list[str]] = {commit.id: [] for commit in commits}
    if not commits:
        return found
    given = b"".join(commit.id + b"\n" for commit in commits)
    with git.reading(path) as objects:
        changed = _changes(objects, given)
        changed_but_space = _changes(objects, given, "--ignore-all-space", "--ignore-blank-lines")
    before: int | None = None
    for commit in sorted(commits, key=lambda one: one.seconds):
        files, lines = changed.get(commit.id, ([], 0))
        is_bot = commit.author.endswith("[bot]") or "[bot]@" in commit.email
        is_merge = commit.parents > 1
        tests = {
            "merges": is_merge,
            "bots": is_bot,
            "readme_only": bool(files) and all(_is_readme(file) for file in files),
            "whitespace_only": lines > 0 and changed_but_space.get(commit.id, ([], 0))[1] == 0,
            "within_two_minutes": before is not None and commit.seconds - before <= _BURST_SECONDS,
        }
        found[commit.id] = [what for what, holds in tests.items() if holds]
        before = commit.seconds
    return found


def _is_readme(file: str) -> bool:
    return file.rpartition("/")[2].casefold().partition(".")[0] == "readme"


def _changes(objects: git.Objects, given: bytes, *options: str) -> dict[bytes, tuple[list[str], int]]:
    """The files of each commit, and how many lines it adds or removes; nothing of merges."""
    form = ("--no-walk=unsorted", "--stdin", "--format=%x01%H", "--numstat", "--no-renames", "-z")
    changes: dict[bytes, tuple[list[str], int]] = {}
    files: list[str] = []
    commit, lines = b"", 0
    for part in objects.run("log", *form, *options, given=given).split(b"\0"):
        text = part.strip(b"\n")
        if text.startswith(b"\x01"):
            commit, files, lines = text[1:], [], 0
            changes[commit] = (files, lines)
        elif text.count(b"\t") == 2:
            added, removed, file = text.split(b"\t")
            # A picture has no lines: it counts as one.
            lines += 1 if added == b"-" else int(added) + int(removed)
            files.append(file.decode("utf-8", "replace"))
            changes[commit] = (files, lines)
    return changes


def _read(path: Path) -> _Clone:
    """Read a clone. Raises `UserError` if it cannot be counted."""
    if not path.is_dir():
        raise UserError(f"{path} is not a folder.", hint="Give the folder of a clone.")
    try:
        if git.run_git(path, "rev-parse", "--is-shallow-repository").strip() != b"false":
            hint = "Run git fetch --unshallow in it, then try again."
            raise UserError(f"{path} is a shallow clone: its older commits are missing.", hint=hint)
        with git.reading(path) as objects:
            log = objects.run("log", "--format=%H%x00%at%x00%ae%x00%P%x00%an%x00", "--no-show-signature")
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
    return _Clone(name, [_commit(*row) for row in rows])


def _commit(name: bytes, seconds: bytes, email: bytes, parents: bytes, author: bytes) -> _Commit:
    texts = (email.decode("utf-8", "replace"), author.decode("utf-8", "replace"))
    return _Commit(name, int(seconds), texts[0], len(parents.split()), texts[1])


def _remote(path: Path) -> str | None:
    try:
        url = git.ask_repository(path, "config", "--local", "--get", "remote.origin.url")
    except git.GitRefused:
        return None
    return name_from_url(url.decode("utf-8", "replace").strip())
