"""What several formats say alike."""

from __future__ import annotations

from generator.diagnostics import Diagnostic


def fingerprint(one: Diagnostic, nth: int) -> str:
    """A name for a finding that stays the same while lines above it come and go.

    SHA-256 in hex over rule, path, week, requirement and `nth`, which tells repeats of those apart.
    Nothing of the message is in it: that may be private, and changes with every release.
    """
    import hashlib

    parts = (one.rule, one.place.path, one.week or "", one.requirement or "", str(nth))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def with_fingerprints(found: tuple[Diagnostic, ...]) -> list[tuple[Diagnostic, str]]:
    """Each finding with its fingerprint, repeats numbered in their order."""
    seen: dict[tuple[str, str, str | None, str | None], int] = {}
    result = []
    for one in found:
        key = (one.rule, one.place.path, one.week, one.requirement)
        seen[key] = seen.get(key, 0) + 1
        result.append((one, fingerprint(one, seen[key])))
    return result
