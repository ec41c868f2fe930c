"""Find installed programs, never in the current folder."""

from __future__ import annotations

import os
from pathlib import Path


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
