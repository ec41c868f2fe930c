"""portfolio.yaml and the commitment: what the search is, and what it is held against."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

TIME_ZONE = Rule(
    name="unknown-time-zone",
    severity=Severity.ERROR,
    title="The time zone is not known.",
    hint="Write an IANA name such as America/Chicago or Europe/Berlin.",
)
COUNTRY = Rule(
    name="unknown-country",
    severity=Severity.ERROR,
    title="The country is not known.",
    hint="Write the ISO code, US, or with its subdivision, US-IL.",
)
ENDED_BEFORE_START = Rule(
    name="ended-before-start",
    severity=Severity.ERROR,
    title="The search ends before it starts.",
    hint="Correct one of the two days.",
)
PROGRAMME = Rule(
    name="unknown-programme",
    severity=Severity.ERROR,
    title="The commitment has no such programme.",
    hint="Write one of the ids that the message names.",
)
PUBLIC_KEY = Rule(
    name="unreadable-public-key",
    severity=Severity.ERROR,
    title="A key that the report should be sealed to is no public key.",
    hint="Copy the whole line that weekproof coach keygen prints, or that of a file ending in .pub.",
    fixed=True,
)
SIGNING_KEY = Rule(
    name="unreadable-signing-key",
    severity=Severity.ERROR,
    title="A key that should sign the coach's decisions is no public key.",
    hint="Copy the line of the coach's .pub file.",
    fixed=True,
)
COMMITMENT = Rule(
    name="unknown-commitment",
    severity=Severity.ERROR,
    title="There is no such commitment.",
    hint="Correct `commitment:` in portfolio.yaml, or add the file.",
)
UNSOUND = Rule(
    name="commitment-unsound",
    severity=Severity.ERROR,
    title="A commitment file asks for something that cannot be.",
    hint="Correct the file; `flatiron` shows a sound one.",
)
STARTED_LATE = Rule(
    name="search-started-late",
    severity=Severity.ERROR,
    title="The search started later after graduation than the commitment lets it.",
    hint="Talk to your coach.",
)
