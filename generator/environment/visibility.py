"""Whether the repository is public, according to the CI environment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

MAX_EVENT_BYTES = 4 * 1024 * 1024


def is_public(environment: Mapping[str, str]) -> bool | None:
    """Whether CI says that the repository is public; None if unknown.

    GitHub Actions has it in the event's payload, GitLab CI in a variable.
    """
    visibility = environment.get("CI_PROJECT_VISIBILITY")
    if visibility:
        return visibility == "public"
    event = environment.get("GITHUB_EVENT_PATH")
    if event and environment.get("GITHUB_ACTIONS"):
        return _from_event(Path(event))
    return None


def _from_event(path: Path) -> bool | None:
    try:
        if path.stat().st_size > MAX_EVENT_BYTES:
            return None
        event = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    repository = event.get("repository") if isinstance(event, dict) else None
    if not isinstance(repository, dict):
        return None
    if isinstance(repository.get("private"), bool):
        return not repository["private"]
    visibility = repository.get("visibility")
    return visibility == "public" if isinstance(visibility, str) else None
