"""Findings as JSON, with the same fields as the report's `diagnostics`."""

from __future__ import annotations

import json

from generator.reporters.escape import printable_json
from generator.reporters.registry import RunResult, Style


def report(result: RunResult, _: Style) -> str:
    """One JSON object: `format`, `exit_code` and `diagnostics`."""
    rows = [
        {
            "rule": diagnostic.rule,
            "severity": diagnostic.severity.value,
            "message": diagnostic.message,
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "week": diagnostic.week,
            "requirement": diagnostic.requirement,
            "hint": diagnostic.hint,
        }
        for diagnostic in result.diagnostics
    ]
    return (
        printable_json(
            json.dumps({"format": 1, "exit_code": result.exit_code, "diagnostics": rows}, indent=1)
        )
        + "\n"
    )
