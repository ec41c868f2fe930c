"""Find installed programs, never in the current folder, and ask GitHub's own for its token."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 10


def find_program(name: str) -> str | None:
    """The full path of the program `name` on PATH; None if it is not installed.

    `shutil.which` also searches the current folder, on Windows and where PATH has a `.`: a program there
    would be one that came with somebody's files.
    """
    file = f"{name}.exe" if os.name == "nt" else name
    for path in (Path(folder, file) for folder in os.get_exec_path()):
        if path.is_absolute() and path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return None


def github_token(environment: Mapping[str, str]) -> str | None:
    """`GITHUB_TOKEN`, `GH_TOKEN`, or what `gh auth token` prints; None if there is none."""
    token = environment.get("GITHUB_TOKEN", "").strip() or environment.get("GH_TOKEN", "").strip()
    if token:
        return token
    program = find_program("gh")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            (program, "auth", "token"), capture_output=True, timeout=_SECONDS, check=False, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None
