"""The table of all rules, written by hand, in the order of the manual.

Rules that are checked in this folder are declared beside their check, all others here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.commitment import Commitment
from generator.rules import as_of, evidence, history, repository, rule
from generator.rules.counting import result
from generator.rules.decisions import judge as decisions
from generator.rules.decisions import signature
from generator.rules.kinds import NO_ALTERNATIVE_MET, OBLIGATIONS, REQUIREMENTS
from generator.rules.rule import Rule

READING_RULES: tuple[Rule, ...] = (
    # portfolio.yaml and the commitment
    Rule(name="unknown-time-zone", severity=Severity.ERROR),
    Rule(name="unknown-country", severity=Severity.ERROR),
    Rule(name="unknown-subdivision", severity=Severity.WARNING),
    Rule(name="ended-before-start", severity=Severity.ERROR),
    Rule(name="unreadable-public-key", severity=Severity.ERROR, fixed=True),
    Rule(name="unreadable-signing-key", severity=Severity.ERROR, fixed=True),
    Rule(name="unknown-programme", severity=Severity.ERROR),
    Rule(name="unknown-commitment", severity=Severity.ERROR),
    Rule(name="commitment-unsound", severity=Severity.ERROR),
    Rule(name="search-started-late", severity=Severity.ERROR),
    # files
    Rule(name="file-unreadable", severity=Severity.ERROR, fixed=True),
    Rule(name="conflict-markers", severity=Severity.ERROR, fixed=True),
    Rule(name="file-not-text", severity=Severity.ERROR, fixed=True),
    Rule(name="file-too-large", severity=Severity.ERROR, fixed=True),
    Rule(name="symlink-in-content", severity=Severity.ERROR, fixed=True),
    Rule(name="file-ignored", severity=Severity.WARNING),
    Rule(name="private-file-unread", severity=Severity.ERROR, fixed=True),
    Rule(name="name-in-other-capitals", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-syntax", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-text-lost", severity=Severity.WARNING),
    Rule(name="yaml-several-documents", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-nested-too-deep", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-alias", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-tag", severity=Severity.ERROR, fixed=True),
    Rule(name="duplicate-key", severity=Severity.ERROR),
    Rule(name="bidi-control-character", severity=Severity.ERROR),
    Rule(name="notebook-unreadable", severity=Severity.ERROR, fixed=True),
    Rule(name="front-matter-missing", severity=Severity.ERROR, fixed=True),
    Rule(name="front-matter-unclosed", severity=Severity.ERROR, fixed=True),
    Rule(name="same-address", severity=Severity.ERROR),
    # keys and values
    Rule(name="unknown-key", severity=Severity.ERROR),
    Rule(name="missing-key", severity=Severity.ERROR),
    Rule(name="value-of-wrong-shape", severity=Severity.ERROR),
    Rule(name="unknown-word", severity=Severity.ERROR),
    Rule(name="unreadable-date", severity=Severity.ERROR),
    Rule(name="unreadable-boolean", severity=Severity.ERROR),
    Rule(name="unreadable-number", severity=Severity.ERROR),
    Rule(name="unreadable-address", severity=Severity.ERROR),
    Rule(name="unreadable-week", severity=Severity.ERROR),
    Rule(name="unreadable-slug", severity=Severity.ERROR),
    Rule(name="unreadable-focus", severity=Severity.ERROR),
    Rule(name="picture-key-without-effect", severity=Severity.WARNING),
    Rule(name="contributions-exceed-total", severity=Severity.ERROR),
    Rule(name="days-out-of-order", severity=Severity.ERROR),
    Rule(name="decision-until-before-on", severity=Severity.ERROR),
    Rule(name="pause-of-impossible-length", severity=Severity.ERROR),
)
"""Rules that are checked while reading; findings name them by their text."""

RENDERING_RULES: tuple[Rule, ...] = (
    Rule(name="reserved-address", severity=Severity.ERROR),
    Rule(name="unsafe-address", severity=Severity.ERROR),
    Rule(name="address-collision", severity=Severity.ERROR),
    Rule(name="redirect-invalid", severity=Severity.ERROR),
    Rule(name="broken-link", severity=Severity.ERROR),
    Rule(name="image-missing", severity=Severity.ERROR),
    Rule(name="file-spelled-otherwise", severity=Severity.WARNING),
    Rule(name="image-remote", severity=Severity.WARNING),
    Rule(name="image-without-alt", severity=Severity.WARNING),
    Rule(name="image-too-small", severity=Severity.WARNING),
    Rule(name="unusable-picture", severity=Severity.ERROR),
    Rule(name="html-in-text", severity=Severity.WARNING),
    Rule(name="active-file", severity=Severity.ERROR, fixed=True),
    Rule(name="video-without-still", severity=Severity.WARNING),
    Rule(name="diagram-not-drawn", severity=Severity.WARNING),
    Rule(name="notebook-output", severity=Severity.WARNING),
    Rule(name="markup-of-another-program", severity=Severity.WARNING),
    Rule(name="formula-unreadable", severity=Severity.WARNING),
    Rule(name="heading-without-space", severity=Severity.WARNING),
    Rule(name="image-without-avif", severity=Severity.NOTE),
    Rule(name="search-left-out", severity=Severity.NOTE),
    Rule(name="markdown-too-long", severity=Severity.ERROR),
    Rule(name="markdown-too-deep", severity=Severity.ERROR),
    Rule(name="markdown-too-slow", severity=Severity.ERROR),
    Rule(name="code-not-coloured", severity=Severity.NOTE),
    Rule(name="theme-token-unknown", severity=Severity.ERROR),
    Rule(name="theme-token-invalid", severity=Severity.ERROR),
    Rule(name="theme-token-contrast", severity=Severity.WARNING),
    # themes, by `weekproof theme check`
    Rule(name="theme-template-broken", severity=Severity.ERROR),
    Rule(name="theme-page-malformed", severity=Severity.ERROR),
    Rule(name="theme-page-incomplete", severity=Severity.ERROR),
    Rule(name="theme-blocked-by-policy", severity=Severity.ERROR),
    Rule(name="theme-text-unescaped", severity=Severity.ERROR),
    Rule(name="theme-other-host", severity=Severity.ERROR),
    Rule(name="theme-link-to-other-host", severity=Severity.WARNING),
    Rule(name="theme-weeks-without-table", severity=Severity.ERROR),
    Rule(name="theme-picture-incomplete", severity=Severity.ERROR),
    Rule(name="theme-work-without-cover", severity=Severity.WARNING),
    Rule(name="theme-token-missing", severity=Severity.ERROR),
    Rule(name="theme-file-unread", severity=Severity.WARNING),
    # the résumé
    Rule(name="resume-letters-missing", severity=Severity.WARNING),
    Rule(name="resume-font-unusable", severity=Severity.ERROR),
    Rule(name="resume-too-long", severity=Severity.WARNING),
    Rule(name="resume-facts-lost", severity=Severity.WARNING),
    Rule(name="typesetter-missing", severity=Severity.NOTE),
    # privacy
    Rule(name="private-text-in-public-output", severity=Severity.ERROR, fixed=True),
    Rule(name="private-person-hinted", severity=Severity.WARNING),
    Rule(name="site-file-not-ours", severity=Severity.WARNING),
)
"""Rules that are checked while rendering the site, checking its theme, or searching it for leaks."""

_ALL: tuple[Rule, ...] = (
    # weeks
    *(row.below_minimum for row in REQUIREMENTS),
    NO_ALTERNATIVE_MET,
    # any record
    as_of.NOT_STARTED,
    result.OUTSIDE_WINDOW,
    as_of.RECORD_IN_FUTURE,
    # what is counted, and what is owed
    *(rule for row in REQUIREMENTS for rule in row.rules),
    *(row.rule for row in OBLIGATIONS),
    *evidence.RULES,
    history.OUT_OF_ORDER,
    # the coach's decisions
    decisions.UNFINISHED,
    decisions.UNNEEDED,
    decisions.UNKNOWN_REQUIREMENT,
    decisions.EXPIRED,
    *signature.SIGNATURE_RULES,
    # portfolio.yaml
    as_of.RECORDS_SINCE,
    repository.TEMPLATE_TEXT,
    repository.URL_MISSING,
    repository.NO_PUBLIC_CONTACT,
    repository.ANOTHER_FIELD,
    *READING_RULES,
    *RENDERING_RULES,
    # privacy, and the program itself
    repository.EXPOSED,
    repository.UNSEALED,
    rule.CRASHED,
)

SHORT_OR_LATE = frozenset(
    {*(row.below_minimum.name for row in REQUIREMENTS), NO_ALTERNATIVE_MET.name}
    | {row.rule.name for row in OBLIGATIONS}
)
"""The rules on what was done in a week or by a day; all others are on the files and the site."""


def holding_back(diagnostics: Iterable[Diagnostic], commitment: Commitment) -> tuple[Diagnostic, ...]:
    """The errors for which the site is not published.

    Where the terms say `short_week: {site: publish}` that is everything but short weeks and obligations.
    """
    errors = (finding for finding in diagnostics if finding.severity is Severity.ERROR)
    publishes = commitment.short_week.site == "publish"
    return tuple(finding for finding in errors if not (publishes and finding.rule in SHORT_OR_LATE))


RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}
"""Rule name → rule. A test checks that every finding has a name in it."""
