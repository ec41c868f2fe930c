"""What judges say and we do not heed: each with its reason. There is no other place for exceptions.

A line that is never said by a judge any more is told as well, so that none outlives its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.judge.stage import Finding


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding of `judge` whose place and words fit the pattern `said` is let pass for this `reason`."""

    judge: str
    said: str
    reason: str


ALLOWED = (
    Allowed(
        "nu",
        r"Resource violates Content Security Policy",
        "It reads pages from the disk, where no host is 'self'. Chromium holds each page to its policy.",
    ),
    Allowed(
        "nu",
        r'<script type="application/ld\+json">.*Inline script violates Content Security Policy',
        "Data, not a script: HTML has a block of an unknown type left alone before any policy is asked.",
    ),
    Allowed(
        "nu",
        r"^/hostile-.*appears to be written in",
        "It guesses a language from attack strings and made-up words. They are in none.",
    ),
    Allowed(
        "lighthouse",
        r"^directory, .*link-text 0: 1 link found",
        "A skill is called Go, and so is the link to its page.",
    ),
)


def heeded(judge: str, found: list[Finding]) -> tuple[list[Finding], set[Allowed]]:
    """What counts of what `judge` found, and the exceptions that were used."""
    mine = [one for one in ALLOWED if one.judge == judge]
    lines = [(finding, ": ".join(finding)) for finding in found]
    used = {one for one in mine if any(re.search(one.said, line) for _, line in lines)}
    left = [finding for finding, line in lines if not any(re.search(one.said, line) for one in mine)]
    return left, used
