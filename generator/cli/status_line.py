"""The line of `status --short`, kept between two prompts while no file changed: a prompt cannot wait."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.core.fileops import write_cache
from generator.core.version import VERSION
from generator.model.zone import zone_from_name
from generator.pipeline.types import Request
from generator.preview.snapshot import snapshot


class StatusLine(NamedTuple):
    """A line, and what its next making hangs on: the time zone, and the commitment's name or path."""

    line: str
    zone: str = ""
    terms: str = ""


def kept_line(request: Request, make: Callable[[], StatusLine]) -> str:
    """The line as it was made last, if the files and the day are the same, else a new one.

    `make` judges. What is kept names nobody.
    """
    if request.cache is None:
        return make().line
    file = request.cache / "status" / f"{hashlib.sha256(os.fsencode(request.root)).hexdigest()}.json"
    known = _read(file)
    if known and known["stamp"] == _stamp(request, known["zone"], known["terms"]):
        return known["line"]
    status_line = make()
    _write(file, {**status_line._asdict(), "stamp": _stamp(request, status_line.zone, status_line.terms)})
    return status_line.line


def _stamp(request: Request, zone: str, terms: str) -> str:
    """What the verdict hangs on: our version, the day, and every file's time and size."""
    root = request.root
    day, _ = request.clock(zone_from_name(zone) or dt.UTC)
    files = snapshot(
        [root / "content", *(file for file in (root / "portfolio.yaml", root / terms) if file.is_file())]
    )
    told = json.dumps([VERSION, day.isoformat(), sorted(files.items())])
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _read(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    is_ours = isinstance(known, dict) and all(isinstance(value, str) for value in known.values())
    return known if is_ours and known.keys() == {*StatusLine._fields, "stamp"} else {}


def _write(file: Path, known: dict[str, str]) -> None:
    """Keep it if that can be done: a prompt never fails for it."""
    write_cache(file, json.dumps(known).encode())
