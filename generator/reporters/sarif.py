"""SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import json
from urllib.parse import quote

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.version import VERSION
from generator.reporters.escape import printable, printable_json, with_fingerprints
from generator.reporters.registry import RunResult, Style

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def report(result: RunResult, _: Style) -> str:
    """One run with the broken rules and a result for each finding."""
    names = sorted({diagnostic.rule for diagnostic in result.diagnostics})
    run = {
        "tool": {"driver": {"name": "weekproof", "version": VERSION, "rules": [_rule(n) for n in names]}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(diagnostic, names.index(diagnostic.rule), fingerprint)
            for diagnostic, fingerprint in with_fingerprints(result.diagnostics)
        ],
    }
    return printable_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)) + "\n"


def _rule(name: str) -> dict[str, object]:
    from generator.rules.registry import RULES
    from generator.rules.rule import load_page

    rule = RULES.get(name)
    text = rule.title if rule else name
    described: dict[str, object] = {"id": name, "shortDescription": {"text": text}}
    if rule:
        page = load_page(name)
        described["fullDescription"] = {"text": page.what}
        described["help"] = {"text": page.why}
    return described


def _result(diagnostic: Diagnostic, index: int, fingerprint: str) -> dict[str, object]:
    region = {"startLine": diagnostic.location.line or 1}
    if diagnostic.location.column:
        region["startColumn"] = diagnostic.location.column
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": printable(diagnostic.text.with_hint)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(diagnostic.location.path), "uriBaseId": "%SRCROOT%"},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"weekproof/v1": fingerprint},
    }
