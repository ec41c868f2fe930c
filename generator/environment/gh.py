"""A token for GitHub: from the environment, or from GitHub's own program."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from generator.environment.programs import find_program

_SECONDS = 10


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
