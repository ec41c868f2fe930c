"""The user's own folders, and whether a CI or a person runs us."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.core.errors import UserError


def user_cache() -> Path | None:
    """The user's cache folder for what can be made again; None for a user without a home folder."""
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        # What platformdirs says, which takes longer to load than all that a run does that finds nothing new.
        named, home = os.getenv("XDG_CACHE_HOME", ""), os.getenv("HOME", "")
        folder = named or f"{home}/.cache"
        if folder.startswith("/") and (named or home.startswith("/")):
            return Path(folder, "weekproof")
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


# What each system sets, by its documentation. Most of them set CI as well, but a job can unset that.
CI_VARIABLES = (
    "APPVEYOR",
    "BITBUCKET_BUILD_NUMBER",
    "BUILDKITE",
    "CF_PAGES",  # Cloudflare Pages
    "CI",
    "CIRCLECI",
    "CIRRUS_CI",
    "CODEBUILD_BUILD_ID",  # AWS
    "DRONE",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "GO_PIPELINE_NAME",  # GoCD
    "JENKINS_URL",
    "NETLIFY",
    "RENDER",
    "SEMAPHORE",
    "TEAMCITY_VERSION",
    "TF_BUILD",  # Azure Pipelines
    "TRAVIS",
    "VERCEL",
    "bamboo_buildKey",
)
_NO = ("", "0", "false", "no")


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a CI runs us: then logs may be public."""
    return any(environment.get(name, "").strip().casefold() not in _NO for name in CI_VARIABLES)


def at_terminal() -> bool:
    """Whether a person looks on: standard input, output or error is a terminal."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return any(stream is not None and not stream.closed and stream.isatty() for stream in streams)
