"""pagefind, which makes the index: where its program is, and one run of it over a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.core.fileops import scratch_folder

_PACKAGE = "pagefind_bin"
_NAMES = ("pagefind.exe",) if sys.platform == "win32" else ("pagefind",)
_SECONDS = 120.0


@cache
def program() -> Path | None:
    """The program; None where its package is not installed, which has no wheel for some systems."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    found = (Path(spec.origin).with_name(name) for name in _NAMES)
    return next((path for path in found if path.is_file()), None)


@cache
def edition() -> str:
    """The version of the program, as its package has it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


def bundle(pages: Mapping[str, str]) -> dict[str, bytes] | None:
    """What pagefind makes of `pages` (HTML by path): its files by path; None where it cannot run."""
    binary = program()
    if binary is None:
        return None
    files = {f"pages/{path}": text.encode("utf-8", "replace") for path, text in pages.items()}
    with scratch_folder(files) as folder:
        source, target = folder / "pages", folder / "index"
        command = [str(binary), "--site", str(source), "--output-path", str(target), "--silent"]
        try:
            # From a folder and an environment of its own: pagefind also reads its settings from there.
            subprocess.run(  # noqa: S603  # the program of an installed package, and our own words
                command, cwd=folder, env=_environment(), check=True, capture_output=True, timeout=_SECONDS
            )
        except (OSError, subprocess.SubprocessError):
            return None
        made = sorted(path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in made}


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND")}
