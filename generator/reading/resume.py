"""content/resume.yaml: JSON Resume, read like any record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.model.kinds import KIND
from generator.model.resume import Resume
from generator.reading.convert import Converter
from generator.source.files import is_there, read_text
from generator.source.tree import Table, shape_of
from generator.source.yaml_tree import parse_yaml

PATH = KIND["resume"].path


def read_resume(root: Path, zone: dt.tzinfo, max_kb: int) -> tuple[Resume | None, tuple[Diagnostic, ...]]:
    """The résumé; None if there is none or it cannot be used."""
    if not is_there(root, PATH):
        return None, ()
    file, found = read_text(root, PATH, max_kb)
    if file is None:
        return None, found
    tree, found = parse_yaml(file.text, PATH)
    convert = Converter(PATH, zone)
    convert.found.extend(found)
    if tree is None:
        return None, found
    if not isinstance(tree, Table):
        convert.error("value-of-wrong-shape.resume", tree, is_now=shape_of(tree))
        return None, tuple(convert.found)
    return convert.record(tree, Resume), tuple(convert.found)
