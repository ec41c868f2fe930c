"""Full clones of the graduates' repositories, made and updated with git. Uses the network.

Commits that the coach made in a clone and did not push yet are kept: they are put on top of what is new.

Whose repository it is can choose what is in it. So nothing of it runs: no hooks, filters, submodules, large
files fetched by other programs, or links in the work tree; only https, ssh and folders are transports.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.core import fileops
from generator.environment.git import GitError
from generator.environment.programs import find_program

TIMEOUT_SECONDS = 300
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.symlinks": "false",
    "core.fsmonitor": "",
    "core.attributesFile": os.devnull,
    "filter.lfs.smudge": "",
    "filter.lfs.process": "",
    "filter.lfs.required": "false",
    "protocol.allow": "never",
    "protocol.https.allow": "always",
    "protocol.ssh.allow": "always",
    "protocol.file.allow": "always",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "commit.gpgSign": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}


def update(address: str, folder: Path) -> None:
    """Make `folder` a clone of `address` as it is now. Raises `GitError` with the reason.

    A clone that is there is kept if the address cannot be reached. If the coach's commits, not pushed yet,
    and what is new there changed the same lines, the clone stays as it was.
    """
    if not (folder / ".git").is_dir():
        fresh = folder.with_name(f"{folder.name}.new")
        if fresh.exists():
            fileops.remove_tree(fresh)
        _git(folder.parent, "clone", "--quiet", "--no-tags", "--", address, str(fresh))
        fileops.rename(fresh, folder)
        return
    with alone(folder):
        _update(address, folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other commands of ours from changing a clone meanwhile. Raises `GitError` if one takes long."""
    try:
        with fileops.locked(folder / ".git/weekproof.lock", _PATIENCE):
            yield
    except fileops.Busy:
        raise GitError("another weekproof command is at work in the clone") from None


_PATIENCE = 60.0  # seconds


def _update(address: str, folder: Path) -> None:
    if _git(folder, "config", "--get", "remote.origin.url").strip() != address:
        _git(folder, "remote", "set-url", "origin", "--", address)
    if (folder / ".git/rebase-merge").exists():  # we were killed in the middle of one
        _git(folder, "rebase", "--abort")
    own = not_pushed(folder)
    note_pushed(folder, is_pushed=not own)
    before = _git(folder, "rev-parse", _REMOTE).strip() if own else ""
    _git(folder, "fetch", "--quiet", "--no-tags", "--prune", "--force", "origin")
    _git(folder, "remote", "set-head", "origin", "--auto")
    branch = _git(folder, "rev-parse", "--abbrev-ref", _REMOTE).strip().removeprefix("origin/")
    if own:
        _git(folder, "reset", "--quiet", "--hard")
        try:
            _git(folder, "rebase", "--quiet", "--onto", _REMOTE, before)
        except GitError:
            _git(folder, "rebase", "--abort")
            raise Diverged(folder) from None
    else:
        _git(folder, "checkout", "--quiet", "--force", "-B", branch, "--track", f"origin/{branch}")
    _git(folder, "clean", "--quiet", "-ffdx", "--", "content", "themes")


_REMOTE = "refs/remotes/origin/HEAD"


class Diverged(GitError):  # noqa: N818 - names the reason
    """What was decided in a clone and not pushed, and what is new there, changed the same lines."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "you have not pushed what you decided here, and the same file was changed there since; "
            f"to drop yours: git -C {folder} reset --hard origin/HEAD"
        )


def note_pushed(folder: Path, *, is_pushed: bool) -> None:
    """Note in a clone whether it has commits that its remote does not have, for `waits_for_push`."""
    if not is_pushed:
        fileops.write_atomic(folder / _UNPUSHED, b"")
    elif waits_for_push(folder):
        fileops.remove_file(folder / _UNPUSHED)


_UNPUSHED = ".git/weekproof.unpushed"


def waits_for_push(folder: Path) -> bool:
    """Whether a clone had commits to push when it was last looked at. No git is asked."""
    return (folder / _UNPUSHED).exists()


def not_pushed(folder: Path) -> int:
    """How many commits of a clone its remote did not have when it was last asked."""
    try:
        return int(_git(folder, "rev-list", "--count", f"{_REMOTE}..HEAD"))
    except GitError:  # the remote had no branch then
        return 0


def _git(folder: Path, *words: str) -> str:
    program = find_program("git")
    if program is None:
        raise GitError("git is not installed")
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(  # noqa: S603 - git itself; the address is behind `--`
            [program, *settings, *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git took longer than {TIMEOUT_SECONDS // 60} minutes") from None
    except OSError as error:
        raise GitError(f"git could not be started: {error.strerror}") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = next(
            (line for line in lines if line.startswith("fatal: ")), lines[-1] if lines else "git failed"
        )
        raise GitError(why.removeprefix("fatal: ").rstrip("."))
    return done.stdout.decode("utf-8", "replace")
