"""The command line, run inside the test or as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import again, main
from generator.core.cache import close_caches

PROJECT = Path(__file__).parents[2]


OF_THE_NETWORK = (("sync",), ("verify",), ("serve",))


def _no_network(*_: object) -> None:
    raise AssertionError("the network was asked for something")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to: its exit code, and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it said."""
        return self.out + self.err


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run the command line in this process: without any network, unless the command is for that."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        if arguments[:1] not in OF_THE_NETWORK:
            patch.setattr(socket.socket, "connect", _no_network)
            patch.setattr(socket, "getaddrinfo", _no_network)
        code = main.run(list(arguments))
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)


def run_as_process(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[Ran, bool]:
    """Do what a new process does, in this one; and whether it said what it had said before."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _no_network)
        patch.setattr(socket, "getaddrinfo", _no_network)
        patch.setattr(sys, "argv", ["weekproof", *arguments])
        code = again.said_again(list(arguments), main.not_said)
        is_kept = code is not None
        if code is None:
            code = main.run()
    close_caches()
    said = capsys.readouterr()
    return Ran(code, said.out, said.err), is_kept


def start(*arguments: str, environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """Run the command line as a process. `environment` is laid over a small one of our own."""
    base = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
    }
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        env={**base, **(environment or {})},
        cwd=cwd,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def tree(root: Path) -> dict[str, str]:
    """Everything below `root`: files as their content, the rest as what it is."""
    found: dict[str, str] = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            key = os.fsencode(path.relative_to(root)).decode("utf-8", "backslashreplace")
            if path.is_symlink():
                found[key] = f"link to {path.readlink()}"
            elif path.is_file():
                found[key] = repr(path.read_bytes())
            else:
                found[key] = "folder" if path.is_dir() else "special"
    return found
