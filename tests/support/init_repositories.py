"""Repositories that `init` makes, and a runner for their workflows' shell steps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.cli import main
from generator.core.version import VERSION
from tests.support.command import PROJECT

REQUIREMENT = f"weekproof[diagrams,seal]=={VERSION}"
"""What the workflows install, whatever this copy came from."""
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
    from_where = () if "--requirement" in flags else ("--requirement", REQUIREMENT)
    assert main.run(["init", "--yes", "--quiet", str(root), *known, *from_where, *DAY, *flags]) == 0
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


PUBLIC = "sam-example/sam-example.github.io"
_GH = """\
#!/usr/bin/env bash
echo "gh $*" >> "$GH_LOG"
case "$*" in
  *.has_pages*) [ -n "${GH_READERS-}" ] || exit 1; printf '%b\\n' "$GH_READERS" ;;
esac
case "$*" in
  *artifacts*) [ -n "${GH_RUNS+x}" ] || exit 1; printf '%b' "$GH_RUNS" ;;
esac
case "$1 $2" in
  "run download") [ -d "$GH_KEPT/$3" ] || exit 1; cp -R "$GH_KEPT/$3" "${@: -1}" ;;
  "api repos/"*/permission) echo "${GH_MAY-write}" ;;
  "issue comment") cp "${@: -1}" "$GH_LOG.comment" ;;
esac
"""
# Nothing is installed: the command is there already.
_PYTHON = '#!/usr/bin/env bash\necho "python $*" >> "$GH_LOG"\n'


@dataclass
class Runner:
    """A machine below `folder`, for the repository at `workspace`; `public` is where git would push."""

    folder: Path
    workspace: Path
    event: Mapping[str, Any]
    public: Path | None = None
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tools = self.folder / "bin"
        tools.mkdir(parents=True)
        program = f'#!/usr/bin/env bash\nexec "{sys.executable}" -m generator "$@"\n'
        for name, text in {"gh": _GH, "python": _PYTHON, "weekproof": program}.items():
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        (self.folder / "temp").mkdir()
        (self.folder / "event.json").write_text(json.dumps(self.event))

    def environment(self) -> dict[str, str]:
        """What a runner gives to a step."""
        found = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONPATH": str(PROJECT),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "sam-example/job-search",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GH_LOG": str(self.folder / "gh.log"),
            "WEEKPROOF": REQUIREMENT,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        if self.public is not None:
            found |= {
                "PUBLIC_REPOSITORY": PUBLIC,
                "DEPLOY_KEY": "a key",
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": f"url.{self.public}.insteadOf",
                "GIT_CONFIG_VALUE_0": f"git@github.com:{PUBLIC}.git",
            }
        return {**found, **self.more}

    def run(self, block: str) -> subprocess.CompletedProcess[str]:
        """One step, with the flags that GitHub gives to bash."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", block],
            cwd=self.workspace,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self) -> str:
        """The commands of GitHub's own program that were run, and what was installed."""
        log = self.folder / "gh.log"
        return log.read_text() if log.exists() else ""


def event(private: bool = True, **issue: Any) -> dict[str, Any]:
    """The payload of an event in the graduate's repository."""
    repository = {
        "private": private,
        "visibility": "private" if private else "public",
        "default_branch": "main",
    }
    return {"repository": repository, **({"issue": issue} if issue else {})}
