"""GitLab's code quality report, a JSON array that merge requests show at the lines."""

from __future__ import annotations

import json

from generator.core.diagnostics import Severity
from generator.reporters.escape import printable, printable_json, with_fingerprints
from generator.reporters.registry import RunResult, Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(result: RunResult, _: Style) -> str:
    """One object per finding, with the keys of GitLab's documentation."""
    rows = [
        {
            "description": printable(diagnostic.text.with_hint),
            "check_name": diagnostic.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": diagnostic.location.path, "lines": {"begin": diagnostic.location.line or 1}},
        }
        for diagnostic, fingerprint in with_fingerprints(result.diagnostics)
    ]
    return printable_json(json.dumps(rows, indent=1)) + "\n"
