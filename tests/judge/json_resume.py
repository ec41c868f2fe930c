"""resume.json against the schema of JSON Resume, formats checked; and against the one that knows all keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import module


def judge(stage: Stage) -> Iterator[Finding]:
    """What either schema says of the résumé of any site that has one."""
    import jsonschema

    schemas = [module(f"{package}/schema.json") for package in ("@jsonresume/schema", "resume-schema")]
    seen = 0
    for site in stage.sites:
        for file in sorted(site.folder.rglob("resume.json")):
            seen += 1
            for path in schemas:
                schema = json.loads(path.read_text("utf-8"))
                made: Any = jsonschema.validators.validator_for(schema)
                checker = made(schema, format_checker=made.FORMAT_CHECKER)
                for error in checker.iter_errors(json.loads(file.read_bytes())):
                    yield f"{site.label}: {file.name}: {error.json_path}", error.message[:200]
    stage.note(f"JSON Resume: {seen} files" if seen else "JSON Resume: there is none yet")
