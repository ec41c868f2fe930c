"""Git hooks that keep private records out of a repository that strangers can read.

One runs before a commit, one before a push: a repository may become public, or get its remote, after a
commit. They ask the repository's host, without a name or a password, whether it would let a stranger in.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from shlex import quote

from generator.core import fileops
from generator.core.errors import UserError
from generator.core.text import count
from generator.environment.git import GitError, GitRefused, run_git, write_git
from generator.environment.git_remote import name_from_url
from generator.environment.visibility import can_anyone_read, is_public

HOOKS = ("pre-commit", "pre-push")
_MARK = "# weekproof hook: keeps private records out of a public repository."
_MOST_NAMED = 5
PUBLISHED = ".github.io"
"""The end of the name of a repository that GitHub publishes, whoever may read it."""


def is_private(path: str) -> bool:
    """Whether a path in the repository is of a private record or report in plain text, in any capitals."""
    folded = path.casefold()
    if folded.endswith("/.gitignore"):
        return False
    return folded.startswith("content/private/") or (
        folded.startswith("report/") and not folded.endswith(".age")
    )


def staged_private(root: Path, index: Path | None = None) -> tuple[str, ...]:
    """The private files that the next commit adds or changes, sorted. Raises `GitError`."""
    listed = run_git(root, "ls-files", "--stage", "-z", index=index)
    try:
        committed = frozenset(_rows(write_git(root, "ls-tree", "-r", "-z", "HEAD")))
    except GitRefused:  # before the first commit
        committed = frozenset()
    return tuple(
        sorted(path for path, name in _rows(listed) if is_private(path) and (path, name) not in committed)
    )


def private_in(root: Path, commit: str) -> tuple[str, ...]:
    """The private files of a commit, sorted. Raises `GitError`."""
    rows = _rows(write_git(root, "ls-tree", "-r", "-z", commit))
    return tuple(sorted(path for path, _ in rows if is_private(path)))


def _rows(listed: bytes) -> Iterable[tuple[str, str]]:
    """The path and the id of each file that `ls-files --stage` or `ls-tree` lists."""
    for row in listed.split(b"\0"):
        about, _, path = row.partition(b"\t")
        if path:  # mode, id, stage; or mode, type, id
            words = about.decode("ascii").split()
            yield path.decode("utf-8", "replace"), words[2] if len(words[2]) > 1 else words[1]


def is_open(address: str, environment: Mapping[str, str]) -> bool | None:
    """Whether strangers can read the repository at an address; None if that is unknown."""
    if (name_from_url(address) or "").casefold().endswith(PUBLISHED):
        return True
    told = is_public(environment)
    return can_anyone_read(address) if told is None else told


def remote_address(root: Path) -> str:
    """The address of the remote that this branch is pushed to, or of `origin`; empty if there is none."""
    branch = ""
    with suppress(GitError):  # on no branch
        branch = os.fsdecode(write_git(root, "symbolic-ref", "--quiet", "--short", "HEAD")).strip()
    for remote in (_setting(root, f"branch.{branch}.remote") if branch else "", "origin"):
        address = _setting(root, f"remote.{remote}.pushurl") or _setting(root, f"remote.{remote}.url")
        if address:
            return address
    return ""


def _setting(root: Path, key: str) -> str:
    try:
        return run_git(root, "config", "--get", key).decode("utf-8", "replace").strip()
    except GitError:
        return ""


def refusal(what: str, address: str, paths: tuple[str, ...], way_out: str, *, named: bool) -> UserError:
    """Why a commit or a push does not happen, and what to do. Without `named` no file is named."""
    name = name_from_url(address) or "this repository"
    files = count(len(paths), "private file")
    listed = ", ".join(paths[:_MOST_NAMED]) + (", …" if len(paths) > _MOST_NAMED else "")
    advice = "Make it private first: Settings, General, Change visibility."
    if name.casefold().endswith(PUBLISHED):
        advice = "GitHub publishes all of it. Keep your records in another, private repository."
    return UserError(
        f"{what} Anyone can read {name}, and it would get {files}{f': {listed}' if named else ''}.",
        hint=f"{advice} {way_out}",
        exit_code=1,
    )


def install(root: Path) -> tuple[Path, ...]:
    """Write the hooks that are not there yet; their paths. Raises `UserError` if others are in the way."""
    folder = _folder(root)
    files = [folder / name for name in HOOKS]
    for file in files:
        there = fileops.read_own(file)
        if there is not None and _MARK.encode() not in there:
            push = ' --push "$@"' if file.name == "pre-push" else ""
            raise UserError(
                f"There is another {file.name} hook already: {file}",
                hint=f"Add this line to it: {_call(root)}{push} || exit 1",
            )
    for file in files:
        fileops.make_folders(file.parent)
        fileops.write_atomic(file, _script(root, file.name).encode(), mode=0o755)
    return tuple(files)


def remove(root: Path) -> tuple[Path, ...]:
    """Remove those hooks that are ours; their paths."""
    files = [_folder(root) / name for name in HOOKS]
    ours = [file for file in files if _MARK.encode() in (fileops.read_own(file) or b"")]
    for file in ours:
        fileops.remove_file(file)
    return tuple(ours)


def _folder(root: Path) -> Path:
    """Where git looks for hooks. Raises `UserError` if that is not in the repository itself."""
    try:
        own = run_git(root, "rev-parse", "--git-common-dir")
        # The last value is ours: no hook runs while we ask.
        named = run_git(root, "config", "--null", "--get-all", "core.hooksPath").split(b"\0")[:-2]
    except GitError as reason:
        raise UserError(
            f"There is no git repository here that can get a hook: {reason}.", hint="To make one: git init"
        ) from None
    if named and named[-1]:
        raise UserError(
            f"Git looks for hooks in {os.fsdecode(named[-1])}, which another program may own.",
            hint=f"Add this line to its pre-commit: {_call(root)} || exit 1",
        )
    where = os.path.join(root.absolute(), os.fsdecode(own.removesuffix(b"\n")), "hooks")  # noqa: PTH118
    return Path(os.path.normpath(where))  # git answers with `../.git` below the top


def _call(root: Path) -> str:
    """The command of a hook, which git starts at the top of the repository."""
    prefix = os.fsdecode(run_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n")).rstrip("/")
    return f"weekproof hook run{f' --root {quote(prefix)}' if prefix else ''}"


def _script(root: Path, name: str) -> str:
    call = _call(root).removeprefix("weekproof ") + (' --push "$@"' if name == "pre-push" else "")
    # Not `python -m`: that would look for the program in the repository first.
    beside = Path(sys.executable).with_name("weekproof.exe" if os.name == "nt" else "weekproof")
    doing = "push" if name == "pre-push" else "commit"
    return f"""\
#!/bin/sh
{_MARK}
# To remove it: weekproof hook remove
weekproof={quote(beside.as_posix())}
[ -x "$weekproof" ] || weekproof=weekproof
if ! command -v "$weekproof" >/dev/null 2>&1; then
  echo "Weekproof is not found, so nobody looked for private records. Install it again, or remove $0" >&2
  echo "To {doing} this once without it: git {doing} --no-verify" >&2
  exit 1
fi
exec "$weekproof" {call}
"""
