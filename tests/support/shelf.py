"""The cache that all processes of a test run share: what was drawn or compiled once is not made again."""

from __future__ import annotations

import os
from pathlib import Path


def shelf() -> Path:
    """A folder that a run of tests throws away. The judges, who are no tests, share the user's own."""
    kept = os.environ.get("XDG_CACHE_HOME")
    return (Path(kept) if kept else Path.home() / ".cache") / "weekproof"
