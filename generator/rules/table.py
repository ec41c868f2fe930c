"""All rules, written out by hand: one row a rule, in the order of the manual.

The row of a rule that is checked in this folder stands beside its check; the rows of all others stand here.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Severity
from generator.rules import as_of, crash, not_started, repository, site_settings
from generator.rules.coaching import attendance, cadence, deliverable, history, message_answer
from generator.rules.counting import activities, check_ins, contacts, contributions, judged, posts
from generator.rules.decisions import rules as decisions
from generator.rules.decisions import signature
from generator.rules.offers import answer, granted
from generator.rules.rule import Rule
from generator.rules.weeks import below_minimum

FOUND_READING: tuple[Rule, ...] = (
    # portfolio.yaml and the commitment
    Rule(name="unknown-time-zone", severity=Severity.ERROR),
    Rule(name="unknown-country", severity=Severity.ERROR),
    Rule(name="ended-before-start", severity=Severity.ERROR),
    Rule(name="unreadable-public-key", severity=Severity.ERROR, fixed=True),
    Rule(name="unreadable-signing-key", severity=Severity.ERROR, fixed=True),
    Rule(name="unknown-programme", severity=Severity.ERROR),
    Rule(name="unknown-commitment", severity=Severity.ERROR),
    Rule(name="commitment-unsound", severity=Severity.ERROR),
    Rule(name="search-started-late", severity=Severity.ERROR),
    # files
    Rule(name="file-unreadable", severity=Severity.ERROR, fixed=True),
    Rule(name="file-not-text", severity=Severity.ERROR, fixed=True),
    Rule(name="file-too-large", severity=Severity.ERROR, fixed=True),
    Rule(name="symlink-in-content", severity=Severity.ERROR, fixed=True),
    Rule(name="file-ignored", severity=Severity.WARNING),
    Rule(name="yaml-syntax", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-several-documents", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-nested-too-deep", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-alias", severity=Severity.ERROR, fixed=True),
    Rule(name="yaml-tag", severity=Severity.ERROR, fixed=True),
    Rule(name="duplicate-key", severity=Severity.ERROR),
    Rule(name="bidi-control-character", severity=Severity.ERROR),
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
    Rule(name="contributions-exceed-total", severity=Severity.ERROR),
    Rule(name="decision-until-before-on", severity=Severity.ERROR),
    Rule(name="pause-of-impossible-length", severity=Severity.ERROR),
)
"""Rules without a check here: readers find them, and give a finding the name as text."""

FOUND_RENDERING: tuple[Rule, ...] = (
    Rule(name="reserved-address", severity=Severity.ERROR),
    Rule(name="unsafe-address", severity=Severity.ERROR),
    Rule(name="address-collision", severity=Severity.ERROR),
    Rule(name="redirect-invalid", severity=Severity.ERROR),
    Rule(name="broken-link", severity=Severity.ERROR),
    Rule(name="image-missing", severity=Severity.ERROR),
    Rule(name="image-remote", severity=Severity.WARNING),
    Rule(name="image-without-alt", severity=Severity.WARNING),
    Rule(name="unusable-picture", severity=Severity.ERROR),
    Rule(name="image-without-avif", severity=Severity.NOTE),
    Rule(name="search-left-out", severity=Severity.NOTE),
    Rule(name="markdown-too-long", severity=Severity.ERROR),
    Rule(name="markdown-too-deep", severity=Severity.ERROR),
    Rule(name="markdown-too-slow", severity=Severity.ERROR),
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
)
"""The same, found while the site is rendered, its theme is checked, or it is searched for leaks."""

_ROWS: tuple[Rule, ...] = (
    # weeks
    below_minimum.CONTACTS,
    below_minimum.POSTS,
    below_minimum.CONTRIBUTIONS,
    below_minimum.ACTIVITIES,
    below_minimum.CHECK_INS,
    below_minimum.NO_WAY,
    # any record
    not_started.RULE,
    judged.OUTSIDE_WINDOW,
    as_of.IN_FUTURE,
    # contacts
    contacts.IDENTITY_INCOMPLETE,
    contacts.WITHOUT_SUMMARY,
    contacts.EXTERNAL_RECRUITER,
    contacts.APPLICATION,
    contacts.OTHER_FIELD,
    contacts.BOUNCED,
    contacts.WITHOUT_FOLLOW_UP,
    contacts.REPEATED,
    contacts.WITHOUT_EVIDENCE,
    contacts.LOOKS_EXTERNAL,
    contacts.SUMMARY_REPEATED,
    contacts.PERSON_WITH_UNRELATED_NAMES,
    # posts
    posts.DRAFT,
    as_of.SCHEDULED,
    posts.OTHER_FIELD,
    posts.WITHOUT_PUBLIC_ADDRESS,
    posts.TOO_SHORT,
    posts.NEAR_DUPLICATE,
    posts.ADDRESS_REUSED,
    posts.QUOTATION_WITHOUT_SOURCE,
    # contributions
    contributions.OTHER_LOGIN,
    contributions.WITHOUT_LINKS,
    contributions.SUPERSEDED,
    contributions.OWN_REPOSITORY,
    # design activities
    activities.WITHOUT_LINK,
    activities.LINK_REUSED,
    activities.OWN_SPECIALIZATION,
    activities.PAGE_NOT_APPROVED,
    # offers
    answer.RULE,
    granted.RULE,
    # the coach
    check_ins.NOT_ATTENDED,
    message_answer.ANSWER,
    message_answer.SILENCE,
    attendance.RULE,
    deliverable.RULE,
    cadence.CHECK_IN,
    cadence.MATERIAL_REVIEW,
    cadence.MOCK_INTERVIEW,
    history.GOAL_REVIEW,
    history.LOGGED,
    # the coach's decisions
    decisions.UNFINISHED,
    decisions.UNNEEDED,
    decisions.UNKNOWN_REQUIREMENT,
    decisions.EXPIRED,
    *signature.ALL,
    # portfolio.yaml
    site_settings.URL_MISSING,
    site_settings.NO_PUBLIC_CONTACT,
    *FOUND_READING,
    *FOUND_RENDERING,
    # privacy, and the program itself
    repository.RULE,
    repository.UNSEALED,
    crash.RULE,
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ROWS}
"""Every rule by its name. A test holds that no finding has a name that is not here."""
