"""What publishing came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were the same already, were removed, and were not ours and kept."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
