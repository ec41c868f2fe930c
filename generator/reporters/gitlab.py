"""GitLab's code quality report: a JSON array that merge requests show at the lines."""

from __future__ import annotations

import json

from generator.core.diagnostics import Severity
from generator.reporters.escape import printable, printable_json, with_fingerprints
from generator.reporters.registry import Style, Told

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(told: Told, _: Style) -> str:
    """One object a finding, as GitLab's documentation of the format lists its keys."""
    rows = [
        {
            "description": printable(one.text.with_hint),
            "check_name": one.rule,
            "fingerprint": mark,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": one.place.path, "lines": {"begin": one.place.line or 1}},
        }
        for one, mark in with_fingerprints(told.found)
    ]
    return printable_json(json.dumps(rows, indent=1)) + "\n"
