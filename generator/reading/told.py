"""How much of one file is told: a file made to keep a reader busy must not fill the disk with findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Place, diagnostic

MOST = 1_000
"""Of one file. A whole search has some three hundred contacts."""


def at_most(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, of each file the first thousand by line, and a word where there are more."""
    everything = tuple(found)
    counts = Counter(one.place.path for one in everything)
    crowded = {path: count for path, count in counts.items() if count > MOST}
    if not crowded:
        return everything
    kept = [one for one in everything if one.place.path not in crowded]
    for path, count in crowded.items():
        of_file = [one for one in everything if one.place.path == path]
        kept += sorted(of_file, key=lambda one: (one.place.line or 0, one.place.column or 0))[:MOST]
        kept.append(diagnostic("file-unreadable.too-many-findings", Place(path, 1, 1), count=count - MOST))
    return tuple(kept)
