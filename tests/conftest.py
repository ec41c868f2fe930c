"""What all tests share: a quiet environment."""

from __future__ import annotations

from pathlib import Path

import pytest

_STEERING = (
    "CI",
    "CI_PROJECT_VISIBILITY",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "GITHUB_EVENT_PATH",
    "NO_COLOR",
    "SOURCE_DATE_EPOCH",
    "WEEKPROOF_DEBUG",
)


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever runs the tests steers no test, and no test writes to the user's cache."""
    for name in _STEERING:
        monkeypatch.delenv(name, raising=False)
    cache: Path = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
