"""The user's own folders, and whether a CI runs us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def user_cache() -> Path:
    """The user's cache folder for what can be made again.

    Never one inside the repository: whoever commits to that could plant compiled templates in it.
    """
    import platformdirs

    return Path(platformdirs.user_cache_dir("weekproof", appauthor=False))


def user_settings() -> Path:
    """The user's folder for settings and keys."""
    import platformdirs

    return platformdirs.user_config_path("weekproof", appauthor=False)


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a CI runs us: then logs may be public."""
    return environment.get("CI", "").strip().casefold() not in ("", "0", "false", "no")
