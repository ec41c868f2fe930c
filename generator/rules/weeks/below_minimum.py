"""A closed week with a requirement short needs the coach's answer: one rule a kind of requirement."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.rules.rule import Rule


def _rule(name: str, applies_to: str) -> Rule:
    return Rule(name=name, severity=Severity.ERROR, applies_to=applies_to)


CONTACTS = _rule("contacts-below-minimum", "contacts")
POSTS = _rule("blog-posts-below-minimum", "posts")
CONTRIBUTIONS = _rule("github-contributions-below-minimum", "contributions")
ACTIVITIES = _rule("design-activities-below-minimum", "activities")
CHECK_INS = _rule("check-ins-below-minimum", "check-ins")
NO_WAY = _rule("no-alternative-met", "any-of")

BY_KIND: Mapping[str, Rule] = {
    "contacts": CONTACTS,
    "posts": POSTS,
    "contributions": CONTRIBUTIONS,
    "activities": ACTIVITIES,
    "check-ins": CHECK_INS,
    "any-of": NO_WAY,
}
"""Kind of requirement → the rule that a short week of it breaks."""


def kind_of(terms: Requirement) -> str:
    """What a requirement asks for: its kind, or the one that all its alternatives share."""
    kinds = {way.kind for way in terms.of} or {terms.kind}
    return kinds.pop() if len(kinds) == 1 else terms.kind
