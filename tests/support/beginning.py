"""A repository as `init` leaves it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.cli import main

DAY = ("--as-of", "2026-11-23")
KNOWN = (
    "--name",
    "Sam Example",
    "--github",
    "sam-example",
    "--time-zone",
    "America/Chicago",
    "--country",
    "US",
)


def begin(root: Path, *flags: str, known: Sequence[str] = KNOWN) -> Path:
    """`init --yes` with a few answers; the folder."""
    assert main.run(["init", "--yes", "--quiet", str(root), *known, *DAY, *flags]) == 0
    return root


def workflow(root: Path, name: str = "weekproof") -> dict[str, Any]:
    """A workflow as YAML 1.2 has it: `on` is a word there."""
    text = (root / f".github/workflows/{name}.yml").read_text("utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    return read


def run_blocks(job: dict[str, Any]) -> dict[str, str]:
    """The shell steps of a job by name."""
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def git(root: Path, *words: str) -> str:
    """Git, whatever the machine's own settings are."""
    quiet = ("-c", "user.name=sam", "-c", "user.email=sam@mail.example", "-c", "init.defaultBranch=main")
    return subprocess.run(
        ["git", *quiet, *words], cwd=root, check=True, capture_output=True, text=True
    ).stdout
