"""The cache that all processes of a test run share: what was drawn or compiled once is not made again."""

from __future__ import annotations

import os
from pathlib import Path


def shelf() -> Path:
    """A folder that the run throws away, for tests that are not about caches."""
    return Path(os.environ["XDG_CACHE_HOME"]) / "weekproof"
