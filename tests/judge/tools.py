"""Where the judges' programs are, and how they are started."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.judge.stage import Missing
from tests.support.browser import CHROMIUM

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def module(path: str) -> Path:
    """A file of a node package; `Missing` where it was not installed."""
    found = MODULES / path
    if not found.exists():
        raise Missing("needs its node package: `cd tests/judge && npm ci` (node 20 or newer)")
    return found


def program(name: str, package: str) -> str:
    """A program of the system's or of the virtual environment's; `Missing` where there is none."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        raise Missing(f"needs `{name}`: {package}")
    return found


def java() -> str:
    """Java, for the W3C's checker."""
    return program("java", "on Debian or Ubuntu, sudo apt install default-jre-headless")


def node(package: str, script: str) -> list[str]:
    """The command that starts a node package's script."""
    return [program("node", "node 20 or newer"), str(module(f"{package}/{script}"))]


def needs_chromium() -> str:
    """The browser's path; `Missing` where there is none."""
    if CHROMIUM is None:
        raise Missing("needs Chromium: on Debian or Ubuntu, sudo apt install chromium")
    return CHROMIUM


def told(command: list[str], file: Path, *, cwd: Path = HERE) -> Any:
    """The JSON that a command prints. By way of `file`: node programs cut what they print into a pipe."""
    with file.open("wb") as out:
        done = subprocess.run(command, cwd=cwd, stdout=out, stderr=subprocess.PIPE, check=False)
    text = file.read_text("utf-8")
    if not text.strip():
        raise RuntimeError(f"{Path(command[0]).name} said nothing but: {done.stderr.decode()[-2000:]}")
    return json.loads(text)
