"""Severities that a commitment sets itself, and those that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diagnostics import Diagnostic, Severity
from generator.model.commitment import Commitment

FIXED = frozenset(
    {
        "private-text-in-public-output",
        "private-records-in-public-repository",
        "file-unreadable",
        "file-not-text",
        "file-too-large",
        "symlink-in-content",
        "yaml-syntax",
        "yaml-nested-too-deep",
        "yaml-alias",
        "yaml-tag",
        "yaml-several-documents",
        "front-matter-missing",
        "front-matter-unclosed",
        "rule-crashed",
    }
)
"""Rules about leaks and about files that cannot be read: their severity is not a school's to choose."""


def with_severities(found: Iterable[Diagnostic], commitment: Commitment) -> Iterator[Diagnostic]:
    """The findings with the severities that the commitment sets.

    A finding that is weaker than its rule on purpose (an acknowledged week, a search that is over)
    is only ever made weaker by this, never stronger.
    """
    for one in found:
        word = commitment.severities.get(one.rule)
        if word is None or one.rule in FIXED:
            yield one
            continue
        wanted = Severity(word)
        tempered = one.rule in _TEMPERED and one.severity.rank > wanted.rank
        yield one if tempered else replace(one, severity=wanted)


_TEMPERED = frozenset(
    {
        "contacts-below-minimum",
        "blog-posts-below-minimum",
        "github-contributions-below-minimum",
        "design-activities-below-minimum",
        "offer-answer",
        "offer-granted",
    }
)
