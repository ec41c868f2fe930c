"""What all tests share: a quiet environment."""

from __future__ import annotations

import errno
import os
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from generator.core import cache
from generator.core.messages import Message, templates
from generator.environment import machine
from generator.environment.machine import CI_VARIABLES
from generator.markdown import convert as timeout
from generator.markdown import highlight

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_STEERING = (
    *CI_VARIABLES,
    "CI_PROJECT_VISIBILITY",
    "FORCE_COLOR",
    "GITHUB_EVENT_PATH",
    "NO_COLOR",
    "SOURCE_DATE_EPOCH",
    "WEEKPROOF_DEBUG",
)


@pytest.fixture(scope="session", autouse=True)
def _shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes to the user's cache: all processes of a run share one, to draw the sample once."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """No test reaches another machine. `tests/support/command.py` takes away this one's servers as well."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1"):
            raise OSError(errno.ENETUNREACH, f"a test asked for {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """A text that a slow machine converts slowly is not given up: what hangs ends with its test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timeout, "SECONDS", 600.0)
        patch.setattr(highlight, "BLOCK_SECONDS", 600.0)
        patch.setattr(highlight, "TEXT_SECONDS", 600.0)
        patch.setattr(highlight, "_HERE_SECONDS", 600.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_parameter_is_left_over() -> Iterator[None]:
    """Whatever a test has put into words is given no parameter that its texts do not show."""
    rendered = Message._rendered

    def strictly(message: Message) -> tuple[str, str | None, str]:
        shown = "".join(templates(message.key))
        unused = [name for name in message.params if not re.search(rf"{{{name}[:}}]", shown)]
        assert unused == [], message
        return rendered(message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Message, "_rendered", strictly)
        yield


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs the tests steers no test; a person looks on, unless a test says otherwise."""
    monkeypatch.setattr(machine, "at_terminal", lambda: True)
    for name in _STEERING:
        monkeypatch.delenv(name, raising=False)
    for noted in (cache._told, cache._problems):  # what was wrong with the cache of another test
        noted.clear()
