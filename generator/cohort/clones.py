"""Full clones of the graduates' repositories, made and updated with git. Uses the network.

Whose repository it is can choose what is in it. So nothing of it runs: no hooks, filters, submodules, large
files fetched by other programs, or links in the work tree; only https, ssh and folders are transports.
"""

from __future__ import annotations

import os
import subprocess
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
    "gc.auto": "0",
    "maintenance.auto": "false",
}


def update(address: str, folder: Path) -> None:
    """Make `folder` a clone of `address` as it is now. Raises `GitError` with the reason.

    A clone that is there is kept if the address cannot be reached.
    """
    if not (folder / ".git").is_dir():
        fresh = folder.with_name(f"{folder.name}.new")
        if fresh.exists():
            fileops.remove_tree(fresh)
        _git(folder.parent, "clone", "--quiet", "--no-tags", "--", address, str(fresh))
        fileops.rename(fresh, folder)
        return
    if _git(folder, "config", "--get", "remote.origin.url").strip() != address:
        _git(folder, "remote", "set-url", "origin", "--", address)
    _git(folder, "fetch", "--quiet", "--no-tags", "--prune", "--force", "origin")
    _git(folder, "remote", "set-head", "origin", "--auto")
    _git(folder, "reset", "--quiet", "--hard", "origin/HEAD")
    _git(folder, "clean", "--quiet", "-ffdx", "--", "content", "themes")


def commit_and_push(folder: Path, paths: tuple[str, ...], message: str, *, push: bool) -> None:
    """Commit files of a clone with the user's own name, and push them if that was asked for."""
    _git(folder, "add", "--", *paths)
    _git(folder, "commit", "--quiet", "--message", message, "--", *paths)
    if push:
        _git(folder, "push", "--quiet", "origin", "HEAD")


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
        raise GitError(lines[-1].removeprefix("fatal: ") if lines else "git failed")
    return done.stdout.decode("utf-8", "replace")
