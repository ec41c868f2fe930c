"""The user's own folders, and whether a CI runs us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.core.errors import UserError


def user_cache() -> Path | None:
    """The user's cache folder for what can be made again; None for a user without a home folder."""
    import platformdirs

    return _own(platformdirs.user_cache_path)


def user_settings() -> Path:
    """The user's folder for settings and keys."""
    import platformdirs

    folder = _own(platformdirs.user_config_path)
    if folder is None:
        raise UserError("You have no home folder, so there is no place for your settings.", hint="Set HOME.")
    return folder


def _own(find: Callable[..., Path]) -> Path | None:
    """Our folder among the user's; None where it would lie in whatever folder one stands in."""
    try:
        folder = find("weekproof", appauthor=False)
    except RuntimeError:  # what newer versions say where older ones give a relative path
        return None
    return folder if folder.is_absolute() else None


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a CI runs us: then logs may be public."""
    return environment.get("CI", "").strip().casefold() not in ("", "0", "false", "no")
