"""content/resume.yaml: JSON Resume, read like any record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.model.kinds import KIND
from generator.model.resume import Resume
from generator.reading.convert import Expected, read_mapping
from generator.source.files import path_exists

PATH = KIND["resume"].path
_EXPECTED = Expected("value-of-wrong-shape.resume", may_be_empty=True)


def read_resume(root: Path, zone: dt.tzinfo, max_kb: int) -> tuple[Resume | None, tuple[Diagnostic, ...]]:
    """The résumé; None if there is none or it cannot be used."""
    if not path_exists(root, PATH):
        return None, ()
    tree, convert = read_mapping(root, PATH, max_kb, zone, _EXPECTED)
    return (convert.record(tree, Resume) if tree else None), tuple(convert.diagnostics)
