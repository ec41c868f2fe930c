"""Commit some files and push them, without letting the repository run a program of its own.

It is what `git commit --only` and `git push` do, in steps that start nothing: no hooks, no filters, no
signatures. What cannot be done so is refused, with the reason.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.core.errors import UserError
from generator.core.fileops import scratch_folder
from generator.environment.git import GitError, GitRefused, push_git, run_git, write_git
from generator.environment.git_hooks import is_open, private_in, refusal
from generator.source.files import list_files, path_exists, read_bytes

COMMITTED = ("portfolio.yaml", "content")
"""What is committed from here: nothing else is a graduate's own writing."""
_MAX_KB = 64 * 1024
_FILE = "100644"
_BUSY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
_SCP = re.compile(r"(?:[\w.+-]+@)?[\w.-]+:(?!:|//)[^\s]+", re.ASCII)
_URL = re.compile(r"(?:https|ssh)://[^\s]+", re.ASCII)


class Pending(Struct, frozen=True):
    """A file that differs from the last commit."""

    path: str
    state: Literal["new", "changed", "deleted"]
    is_filtered: bool = False
    """Whether git would run a filter over it, such as LFS: then it can only be committed with git itself."""


class Where(Struct, frozen=True, kw_only=True):
    """Where commits go. `address` is empty if there is no remote."""

    branch: str
    remote: str = ""
    address: str = ""
    reference: str = ""


def pending(root: Path) -> tuple[Pending, ...]:
    """The files below `content/`, and the settings, that differ from the last commit.

    Raises `UserError` if there is no repository, or git cannot say.
    """
    try:
        run_git(root, "rev-parse", "--is-inside-work-tree")
        committed = _committed(root)
        listed, _ = list_files(root, "content")
        present = [*listed, *(["portfolio.yaml"] if path_exists(root, "portfolio.yaml") else [])]
        ignored = _ignored(root, [path for path in present if path not in committed])
        found: list[Pending] = []
        differing: list[str] = []
        for path in present:
            if path in ignored:
                continue
            data, _ = read_bytes(root, path, _MAX_KB)
            if data is not None and committed.get(path, ("", ""))[1] != _blob(data, committed):
                differing.append(path)
        filtered = _filtered(root, differing)
        for path in differing:
            before = committed.get(path)
            if path not in filtered and before and _hashed(root, path, keep=False) == before[1]:
                continue  # the same but for the line ends, as git is set up
            found.append(Pending(path, "changed" if before else "new", path in filtered))
        gone = [path for path in committed if path not in present and not path_exists(root, path)]
        return tuple(sorted([*found, *(Pending(path, "deleted") for path in gone)], key=lambda one: one.path))
    except GitError as reason:
        raise _refusal(root, reason) from None


def _refusal(root: Path, reason: GitError) -> UserError:
    try:
        run_git(root, "rev-parse", "--is-inside-work-tree")
    except GitRefused:
        return UserError("There is no git repository here.", hint="To make one: git init")
    except GitError as why:
        return UserError(f"Nothing can be committed: {why}.")
    return UserError(f"Nothing was committed: {reason}.", hint="Run git status in a terminal: it says more.")


def _committed(root: Path, at: str = "HEAD") -> dict[str, tuple[str, str]]:
    """Path → mode and id of each file in a commit, the last one; nothing before the first."""
    if _head(root) is None and at == "HEAD":
        return {}
    listed = write_git(root, "ls-tree", "-r", "-z", at, "--", *COMMITTED)
    found = {}
    for row in listed.split(b"\0"):
        about, _, path = row.partition(b"\t")
        if path:
            mode, kind, name = about.decode("ascii").split()
            if kind == "blob" and mode != "120000":
                found[path.decode("utf-8", "surrogateescape")] = (mode, name)
    return found


def _head(root: Path) -> str | None:
    try:
        return run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").decode("ascii").strip()
    except GitRefused:
        return None


def _blob(data: bytes, committed: Mapping[str, tuple[str, str]]) -> str:
    """The id that git gives to a file as it is."""
    is_long = any(len(name) > 40 for _, name in committed.values())
    made = hashlib.sha256() if is_long else hashlib.sha1()  # noqa: S324 - git's own name for it
    made.update(b"blob %d\0" % len(data) + data)
    return made.hexdigest()


def _ignored(root: Path, paths: list[str]) -> frozenset[str]:
    """Those of these new files that git is told to ignore."""
    if not paths:
        return frozenset()
    given = "\0".join(paths).encode("utf-8", "surrogateescape") + b"\0"
    try:
        said = write_git(root, "check-ignore", "-z", "--stdin", given=given)
    except GitRefused:  # none is
        return frozenset()
    return frozenset(said.decode("utf-8", "surrogateescape").split("\0"))


def _filtered(root: Path, paths: list[str]) -> frozenset[str]:
    """Those of these files that have a filter, which is a program."""
    if not paths:
        return frozenset()
    given = "\0".join(paths).encode("utf-8", "surrogateescape") + b"\0"
    said = write_git(root, "check-attr", "-z", "--stdin", "filter", given=given)
    parts = said.decode("utf-8", "surrogateescape").split("\0")
    rows = zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    return frozenset(path for path, _, value in rows if value not in ("unspecified", "unset"))


def _hashed(root: Path, path: str, *, keep: bool) -> str:
    """The id of a file as git stores it, with the line ends of its settings; not for one with a filter."""
    data, _ = read_bytes(root, path, _MAX_KB)
    if data is None:
        raise GitRefused(f"{path} cannot be read")
    return _stored(root, path, data, keep=keep)


def _stored(root: Path, path: str, data: bytes, *, keep: bool) -> str:
    words = ["--stdin", "--path", path, *(["-w"] if keep else [])]
    return write_git(root, "hash-object", *words, given=data).decode("ascii").strip()


def commit(root: Path, paths: Iterable[str], words: str) -> str:
    """Commit these files as they are, and nothing else; the id of the commit.

    Raises `UserError` if that is impossible; then there is no commit.
    """
    wanted = {one.path: one for one in pending(root)}
    chosen = [wanted[path] for path in dict.fromkeys(paths) if path in wanted]
    if not chosen:
        raise UserError("There is nothing to commit.", hint="It has been committed already, or is as it was.")
    _check_unfiltered([one.path for one in chosen if one.is_filtered])
    try:
        _check_calm(root)
        _check_identity(root)
        names = {
            one.path: None if one.state == "deleted" else _hashed(root, one.path, keep=True) for one in chosen
        }
        name = _commit(root, names, words)
        adopt(root, name, names, words)
        return name
    except GitError as reason:
        raise _refusal(root, reason) from None


def commit_texts(root: Path, files: Mapping[str, bytes], words: str) -> str:
    """Store a commit of these files on top of the last one; its id.

    Nothing is at it yet: no branch, no file. `push` can send it, and `adopt` makes it the last one. Raises
    `UserError` if that is impossible.
    """
    try:
        _check_unfiltered(sorted(_filtered(root, list(files))))
        _check_calm(root)
        _check_identity(root)
        names = {path: _stored(root, path, data, keep=True) for path, data in files.items()}
        return _commit(root, names, words)
    except GitError as reason:
        raise _refusal(root, reason) from None


def _check_unfiltered(filtered: list[str]) -> None:
    if filtered:
        hint = "Commit it with git itself, or leave it out."
        raise UserError(f"{filtered[0]} goes through a filter of git's, such as LFS.", hint=hint)


def _check_calm(root: Path) -> None:
    """Raise `UserError` in the middle of a merge and the like."""
    for name in _BUSY:
        where = run_git(root, "rev-parse", "--git-path", name).decode("utf-8", "surrogateescape").strip()
        if (root / where).exists():
            raise UserError(
                "Git is in the middle of a merge or rebase.", hint="Finish that in a terminal first."
            )


def _check_identity(root: Path) -> None:
    """Raise `UserError` if git does not know whose name to write."""
    for key in ("user.name", "user.email"):
        try:
            run_git(root, "config", "--get", key)
        except GitRefused:
            hint = f"In a terminal: git config --global {key} {'NAME' if key == 'user.name' else 'ADDRESS'}"
            raise UserError("Git does not know your name and address yet.", hint=hint) from None


def _commit(root: Path, names: Mapping[str, str | None], words: str) -> str:
    """A commit on top of the last one in which these files have these ids; None: deleted."""
    head = _head(root)
    changes = _index_rows(root, names)
    with scratch_folder({}) as scratch:
        index = scratch / "index"
        if head is not None:
            write_git(root, "read-tree", head, index=index)
        write_git(root, "update-index", "-z", "--index-info", given=changes, index=index)
        tree = write_git(root, "write-tree", index=index).decode("ascii").strip()
    parents = ("-p", head) if head is not None else ()
    made = write_git(root, "commit-tree", tree, *parents, "-F", "-", given=f"{words}\n".encode())
    return made.decode("ascii").strip()


def _index_rows(root: Path, names: Mapping[str, str | None]) -> bytes:
    modes = {path: mode for path, (mode, _) in _committed(root).items()}
    prefix = run_git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
    about = {
        path: f"{modes.get(path, _FILE)} {name}" if name else f"0 {'0' * 40}" for path, name in names.items()
    }
    rows = [f"{first}\t{prefix}{path}" for path, first in about.items()]
    return "".join(f"{row}\0" for row in rows).encode("utf-8", "surrogateescape")


def adopt(root: Path, commit: str, paths: Iterable[str], words: str) -> None:
    """Make a commit that changed these files, and nothing else, the last one. Raises `GitError`.

    It must have been made on top of the one that is the last one now: git refuses if there is another.
    """
    parents = run_git(root, "rev-parse", f"{commit}^@").decode("ascii").split()
    stored = _committed(root, commit)
    # The index first: it only says then what is staged, should the rest fail.
    changes = _index_rows(root, {path: stored[path][1] if path in stored else None for path in paths})
    write_git(root, "update-index", "-z", "--index-info", given=changes)
    before = parents[0] if parents else "0" * len(commit)
    title = words.partition("\n")[0]
    write_git(root, "update-ref", "-m", f"commit: {title}", "HEAD", commit, before)


def where(root: Path) -> Where:
    """The branch, and where it is pushed. Raises `UserError` if there is no branch."""
    try:
        full = write_git(root, "symbolic-ref", "--quiet", "HEAD").decode("utf-8", "replace").strip()
    except GitError:
        hint = "In a terminal: git switch main"
        raise UserError("You are on no branch, so that there is nowhere to push.", hint=hint) from None
    branch = full.removeprefix("refs/heads/")
    remote = _setting(root, f"branch.{branch}.remote") or "origin"
    address = _setting(root, f"remote.{remote}.pushurl") or _setting(root, f"remote.{remote}.url")
    reference = _setting(root, f"branch.{branch}.merge") or full
    return Where(branch=branch, remote=remote, address=address, reference=reference)


def _setting(root: Path, key: str) -> str:
    try:
        return run_git(root, "config", "--get", key).decode("utf-8", "replace").strip()
    except GitRefused:
        return ""


def push(root: Path, commit: str | None = None) -> Where:
    """Push the last commit, or one made on top of it, to where its branch goes.

    Raises `UserError` with the reason if it did not go.
    """
    try:
        to, head = where(root), commit or _head(root)
        if not to.address:
            hint = "Make one at your host, then in a terminal: git remote add origin ADDRESS"
            raise UserError("There is no remote to push to.", hint=hint)
        if head is None:
            raise UserError("There is no commit yet.")
        if not is_safe_address(to.address):
            raise UserError(
                f"The remote {to.remote} has an address that is not pushed to from here.",
                hint="It can be https://, ssh:// or user@host:path. Others: git push in a terminal.",
            )
        _refuse_strangers(root, head, to.address)
        is_done, said = push_git(root, to.address, head, to.reference)
    except GitError as reason:
        raise UserError(f"Nothing was pushed: {reason}.") from None
    if not is_done:
        raise _why(said, is_kept=commit is None)
    if _setting(root, f"remote.{to.remote}.url"):
        try:
            tracked = f"refs/remotes/{to.remote}/{to.reference.removeprefix('refs/heads/')}"
            write_git(root, "update-ref", tracked, head)
        except GitError:
            pass  # git learns it with the next fetch
    return to


def _refuse_strangers(root: Path, commit: str, address: str) -> None:
    """Raise `UserError` if anyone could read the private records that a push would bring there."""
    paths = private_in(root, commit)
    if paths and is_open(address, os.environ):
        way_out = "If all people in it are made up, push in a terminal: git push"
        raise refusal("Not pushed.", address, paths, way_out, named=False)


def is_safe_address(address: str) -> bool:
    """Whether an address names no program: `ext::sh -c …` would."""
    if address.startswith("-") or "::" in address:
        return False
    is_path = address.startswith(("/", "file:///")) or re.match(r"[A-Za-z]:[\\/]", address) is not None
    return is_path or _URL.fullmatch(address) is not None or _SCP.fullmatch(address) is not None


_NOT_LET_IN = (
    r"could not read (Username|Password)|Authentication failed|Permission denied|terminal prompts disabled"
    r"|Host key verification failed|error: 40[13]"
)
_NOT_ALLOWED = r"denied to |not allowed to push|GH006|protected branch|insufficient permission"
# What git says, in English with LC_ALL=C → what that means, what to do if the commit is kept, and if not.
_REASONS: tuple[tuple[str, str, str, str], ...] = (
    (
        r"\[rejected\]|non-fast-forward|fetch first",
        "There is something newer there, from another device or a workflow.",
        "In a terminal: git pull --rebase. Then push again.",
        "In a terminal: git pull --rebase. Then try again.",
    ),
    (
        _NOT_ALLOWED,
        "You may not write to this branch there.",
        "Ask its owner for write access.",
        "Ask its owner for write access.",
    ),
    (
        _NOT_LET_IN,
        "The host did not let you in, and git cannot ask you here.",
        "Run git push once in a terminal: it asks you to sign in, and remembers that.",
        "Run git push once in a terminal: it asks you to sign in, and remembers that.",
    ),
    (
        r"Could not resolve host|unable to access|Connection (refused|timed out)|Network is unreachable",
        "The host cannot be reached.",
        "Push again when you are online. The commit is kept.",
        "Try again when you are online.",
    ),
    (r"\[remote rejected\]|remote: error", "The host refused it.", "", ""),
)


def _why(said: str, *, is_kept: bool) -> UserError:
    told = "Not pushed." if is_kept else "Nothing was written or pushed."
    for pattern, meaning, hint, anew in _REASONS:
        if re.search(pattern, said):
            return UserError(f"{told} {meaning}", hint=(hint if is_kept else anew) or _last(said))
    return UserError(told, hint=_last(said) or "Run git push in a terminal: it says more.")


def _last(said: str) -> str:
    refused = re.search(r"\[remote rejected\] \((.+)\)", said)
    if refused:
        return f"It says: {refused[1][:300]}"
    lines = [line.strip() for line in said.split("\n") if re.match(r"(remote|error|fatal|!)", line.strip())]
    return lines[-1][:300] if lines else ""
