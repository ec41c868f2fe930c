"""Git, asked offline and with none of its user's settings that could change the answer."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

TIMEOUT_SECONDS = 20

# What a user's own configuration could change about the answers, or start.
_SAFE = ("core.fsmonitor=false", "core.quotePath=false", "log.showSignature=false")
# Set inside a hook: they would lead git to another repository than the one at `root`.
_REDIRECTING = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
)


class GitError(Exception):
    """Git is not there, refuses or takes too long."""


class GitRefused(GitError):  # noqa: N818 - names what git did
    """Git ran and said no."""


def run_git(root: Path, *arguments: str) -> bytes:
    """What git prints when run in `root`. `NoAnswer` where it cannot say."""
    git = shutil.which("git")
    if git is None:
        raise GitError("git is not installed")
    settings = [part for setting in _SAFE for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and paths that git itself gave
            (git, *settings, *arguments),
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git took more than {TIMEOUT_SECONDS} seconds") from None
    if done.returncode != 0:
        raise GitRefused("git could not read the history")
    return done.stdout


def _environment() -> dict[str, str]:
    """Git's own repository, plain words, no pager, and nothing of the network.

    A clone without its blobs would fetch them while it is asked; it gets none, and the history is
    unknown.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _REDIRECTING}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **quiet, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
