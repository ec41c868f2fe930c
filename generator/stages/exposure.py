"""Whether strangers can read the repository: what the user says, else what CI knows."""

from __future__ import annotations

from generator.evidence.visibility import is_public
from generator.run import Request


def is_exposed(request: Request) -> bool:
    """Whether the repository is known to be public."""
    return bool(is_public(request.environment)) if request.public is None else request.public
