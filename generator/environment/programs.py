"""Where an installed program is: never in the folder that one happens to stand in."""

from __future__ import annotations

import os
from pathlib import Path


def find_program(name: str) -> str | None:
    """The full path of the program `name` on PATH; None where it is not installed.

    `shutil.which` looks into the current folder first on Windows, and anywhere where PATH has a `.`: there
    the program would be one that came with somebody's files.
    """
    file = f"{name}.exe" if os.name == "nt" else name
    for path in (Path(folder, file) for folder in os.get_exec_path()):
        if path.is_absolute() and path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return None
