"""GitLab's code quality report: a JSON array that merge requests show at the lines."""

from __future__ import annotations

import json

from generator.core.diagnostics import Severity
from generator.reporters.escape import printable, printable_json, with_fingerprints
from generator.reporters.registry import RunResult, Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(result: RunResult, _: Style) -> str:
    """One object a finding, as GitLab's documentation of the format lists its keys."""
    rows = [
        {
            "description": printable(diagnostic.text.with_hint),
            "check_name": diagnostic.rule,
            "fingerprint": mark,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": diagnostic.location.path, "lines": {"begin": diagnostic.location.line or 1}},
        }
        for diagnostic, mark in with_fingerprints(result.diagnostics)
    ]
    return printable_json(json.dumps(rows, indent=1)) + "\n"
