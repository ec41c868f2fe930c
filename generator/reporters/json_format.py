"""For programs: all findings, in the fields of the report's `diagnostics`."""

from __future__ import annotations

import json

from generator.reporters.escape import printable_json
from generator.reporters.registry import Style, Told


def report(told: Told, _: Style) -> str:
    """One JSON object: `format`, `exit_code` and `diagnostics`."""
    rows = [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
            "path": one.place.path,
            "line": one.place.line,
            "column": one.place.column,
            "week": one.week,
            "requirement": one.requirement,
            "hint": one.hint,
        }
        for one in told.found
    ]
    return (
        printable_json(json.dumps({"format": 1, "exit_code": told.exit_code, "diagnostics": rows}, indent=1))
        + "\n"
    )
