"""Files that are dropped on a form: pictures go to content/images/, evidence to content/private/evidence/."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from generator.core import fileops
from generator.core.errors import UserError, machine_errors
from generator.environment.evidence import FOLDER
from generator.source.files import is_left_behind
from generator.writing.editable_file import nobody_else_edits

MOST_MB = 64
"""As much as a piece of evidence may have."""
PICTURES = "content/images"
EVIDENCE = FOLDER.rstrip("/")
_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}
_OTHER_PICTURES = (".heic", ".heif", ".bmp", ".tiff", ".tif")
_UNWANTED = re.compile(r"[^\w.()+-]+")
_MOST_ALIKE = 1000


def picture_type(name: str) -> str | None:
    """The type of a picture by its name; None if a browser cannot show it."""
    return _TYPES.get(Path(name).suffix.lower())


def store(root: Path, folder: str, name: str, data: bytes) -> str:
    """Keep a file in one of the two folders under a name that is free; its path.

    The same file under the same name is kept once. Raises `UserError` if it may not go there, `MachineError`
    if the disk failed.
    """
    if folder not in (PICTURES, EVIDENCE):
        raise UserError("Files can be dropped on pictures and evidence only.")
    clean = file_name(name)
    ending = Path(clean).suffix.lower()
    if folder == PICTURES and ending not in _TYPES and ending not in _OTHER_PICTURES:
        raise UserError(f"{clean} is not a picture.", hint="Use PNG, JPEG, WebP, GIF, AVIF or SVG.")
    if not data:
        raise UserError(f"{clean} is empty.")
    if len(data) > MOST_MB * 1024 * 1024:
        raise UserError(f"{clean} is too large.", hint=f"The limit is {MOST_MB} MB.")
    stem = clean.removesuffix(Path(clean).suffix)
    with nobody_else_edits(root), machine_errors("the file"):
        fileops.make_folders(root / folder)
        for number in range(1, _MOST_ALIKE):
            tried = clean if number == 1 else f"{stem}-{number}{Path(clean).suffix}"
            there = fileops.read_own(root / folder / tried)
            if there is None:
                fileops.write_new(root / folder / tried, data)
                return f"{folder}/{tried}"
            if there == data:
                return f"{folder}/{tried}"
    raise UserError(f"There are too many files called {clean}.")


def file_name(name: str) -> str:
    """A name that every system can write and a link can have, close to the given one."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = _UNWANTED.sub("-", last).strip("-. ")[-100:].lstrip("-.")
    return clean if clean and not is_left_behind(clean) else f"file-{clean or 'dropped'}"
