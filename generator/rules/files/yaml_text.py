"""YAML as it is written: what cannot be read, and what is refused because readers differ over it."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

SYNTAX = Rule(
    name="yaml-syntax",
    severity=Severity.ERROR,
    title="This is not YAML that can be read.",
    hint="Compare with the lines above: spaces, colons, quotation marks.",
    fixed=True,
)
SEVERAL_DOCUMENTS = Rule(
    name="yaml-several-documents",
    severity=Severity.ERROR,
    title="A YAML file holds more than one document.",
    hint="Remove the line `---`; one file holds one list.",
    fixed=True,
)
TOO_DEEP = Rule(
    name="yaml-nested-too-deep",
    severity=Severity.ERROR,
    title="YAML is nested deeper than any record is.",
    hint="Look for a bracket that is never closed.",
    fixed=True,
)
ALIAS = Rule(
    name="yaml-alias",
    severity=Severity.ERROR,
    title="YAML's anchors, aliases and merges are not read here.",
    hint="Write the value out, or put it in quotes if the sign belongs to the text.",
    fixed=True,
)
TAG = Rule(
    name="yaml-tag",
    severity=Severity.ERROR,
    title="YAML's tags are not read here.",
    hint="Remove it, or put the value in quotes if it belongs to the text.",
    fixed=True,
)
DUPLICATE_KEY = Rule(
    name="duplicate-key",
    severity=Severity.ERROR,
    title="A key is written twice in one record.",
    hint="Keep one of them, or begin a new record with `- ` where a second one was meant.",
)
BIDI = Rule(
    name="bidi-control-character",
    severity=Severity.ERROR,
    title="An invisible character turns the reading direction round.",
    hint="Delete the character and type the text again.",
)
