"""The repository's files and its clock: line ends, size, the newest commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from generator.core.text import count
from generator.doctor.check import Facts, Line
from generator.environment.git_history import day_of
from generator.model.zone import zone_of

IDLE_DAYS, NEARLY_IDLE_DAYS = 60, 45
"""After so many days without a commit GitHub stops the weekly runs of a public repository."""
LARGE, TOO_LARGE = 5 * 1024 * 1024, 95 * 1024 * 1024
"""Worth a look; and near the 100 MB that GitHub refuses."""
MOST_LISTED = 3
_RELEASED = dt.date(2026, 11, 1)


def in_git(facts: Facts) -> Iterator[Line]:
    """Whether there is a history at all, and all of it."""
    if facts.is_foreign:
        message = "This repository belongs to another user of this computer, and git does not read it."
        todo = f"If you trust it: git config --global --add safe.directory {facts.root}"
        yield Line("look", "git", message, todo)
    elif not facts.in_git:
        yield Line("look", "git", "This folder is in no git repository.", "git init -b main, then commit.")
    elif (facts.git("rev-parse", "--is-shallow-repository") or "").strip() == "true":
        message = "This is a shallow clone: nobody can say here when records were first committed."
        yield Line("look", "git", message, "git fetch --unshallow")


def clock(facts: Facts) -> Iterator[Line]:
    """The machine's day against the newest commit's, and how long ago that was."""
    if facts.today < _RELEASED:
        yield Line("mend", "clock", f"This machine says that it is {facts.today}.", "Set its clock.")
        return
    zone = zone_of(facts.portfolio.search) if facts.portfolio else dt.UTC
    moment = facts.newest_commit() if facts.in_git else None
    if moment is None:
        return
    newest = day_of(moment, zone)
    if newest > facts.today:
        message = f"The newest commit is of {newest}, and here it is {facts.today}."
        yield Line(
            "mend", "clock", message, "One of two clocks is wrong: this machine's, or the one it was made on."
        )
        return
    idle = (facts.today - newest).days
    yield Line("ok", "clock", f"It is {facts.today}; the newest commit is of {newest}.")
    if idle >= NEARLY_IDLE_DAYS:
        message = f"The newest commit is {idle} days old."
        stops = f"GitHub stops the weekly runs of a public repository after {IDLE_DAYS} days without one."
        todo = f"{stops} Commit something, and look under Actions whether Weekproof is still enabled."
        yield Line("look", "weekly run", message, todo)


def line_ends(facts: Facts) -> Iterator[Line]:
    """Files that stand in git with the line ends of Windows: bytes then differ between machines."""
    said = facts.git("ls-files", "--eol", "--", "content", "portfolio.yaml") or ""
    rows = [
        row for row in said.splitlines() if row.startswith(("i/crlf", "i/mixed")) and "attr/-text" not in row
    ]
    if rows:
        files = count(len(rows), "file stands", "files stand")
        todo = "weekproof upgrade, if there is no .gitattributes; then git add --renormalize . and commit."
        yield Line("look", "line ends", f"{files} in git with Windows line ends.", todo)
    elif facts.in_git:
        yield Line("ok", "line ends", "All files stand in git with the same line ends.")


def large_files(facts: Facts) -> Iterator[Line]:
    """Files that make every clone slow, or that GitHub refuses."""
    sizes = []
    for path in facts.paths("ls-files", "-z"):
        try:
            sizes.append(((facts.root / path).lstat().st_size, path))
        except OSError:
            continue
    large = sorted((pair for pair in sizes if pair[0] >= LARGE), reverse=True)
    for size, path in islice(large, MOST_LISTED):
        state = "mend" if size >= TOO_LARGE else "look"
        todo = "Make it smaller, or keep it elsewhere and link to it. GitHub refuses files from 100 MB on."
        yield Line("mend" if state == "mend" else "look", "large file", f"{path} has {size >> 20} MB.", todo)
    if len(large) > MOST_LISTED:
        yield Line("look", "large file", f"{len(large) - MOST_LISTED} more have over {LARGE >> 20} MB.")
