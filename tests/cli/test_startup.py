"""What each command loads: a module that it does not need makes it slower for everybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.test_unchanged import FILES
from tests.support.command import PROJECT
from tests.support.repositories import repository

LOADED = """
import json, sys
sys.argv[0] = "weekproof"
from generator.__main__ import main
try:
    main()
except SystemExit as left:
    code = left.code
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
libraries = {name.partition(".")[0] for name, file in files.items() if "site-packages" in file}
rooms = {name.split(".")[1] for name in files if name.startswith("generator.")}
sys.__stdout__.write("\\0" + json.dumps([code, sorted(libraries), sorted(rooms), sorted(sys.modules)]))
"""
# A debugger, a measurer of tests and an installer may load themselves into every Python.
_NOT_OURS = {"_distutils_hack", "coverage", "a1_coverage", "pytest_cov", "sitecustomize"}

_FAST = {"__main__", "cli", "core", "environment"}
_HELP = _FAST | {"reporters"}
_JUDGE = _HELP | {
    "agenda",
    "commitment",
    "markdown",
    "model",
    "pipeline",
    "publish",
    "reading",
    "rules",
    "site",
}
_JUDGE |= {"source"}
# Of the standard library: what takes a millisecond or more and is not needed to see that nothing has changed.
_SLOW = {"ast", "asyncio", "ctypes", "email", "http.client", "inspect", "logging", "shutil", "socket", "ssl"}
_SLOW |= {"subprocess", "tempfile", "unittest", "uuid", "xml.etree.ElementTree", "zoneinfo"}
# Command → (how often, libraries, rooms): what it may load the last time.
COMMANDS: dict[str, tuple[int, set[str], set[str]]] = {
    "--help": (1, {"click"}, _HELP),
    "build --help": (1, {"click"}, _HELP),
    "build": (2, set(), _FAST),
    "status": (2, set(), _FAST),
    "check": (
        1,
        {"click", "frontmatter", "msgspec", "slugify", "text_unidecode", "typing_extensions", "yaml"},
        _JUDGE,
    ),
}


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("sam"), FILES)


@pytest.fixture(name="broken", scope="module")
def _broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of this fails at once; the next one is answered as every other."""
    return repository(tmp_path_factory.mktemp("sam"), {"portfolio.yaml": "graduate: [\n"})


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_only_what_it_needs(command: str, folder: Path, broken: Path) -> None:
    folder = broken if command == "build" else folder
    number, libraries, rooms = COMMANDS[command]
    day = [] if "--help" in command or command.startswith("--") else ["--as-of", "2026-06-03"]
    for _ in range(number):
        done = subprocess.run(
            [sys.executable, "-c", LOADED, *command.split(), *day],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": f"{folder}-cache"},
            capture_output=True,
            check=True,
        )
    code, loaded, entered, modules = json.loads(done.stdout.decode("utf-8").rpartition("\0")[2])
    assert code in (0, 1, 2)
    assert set(loaded) - _NOT_OURS <= libraries
    assert set(entered) <= rooms
    if number == 2:
        assert set(modules) & _SLOW == set()
