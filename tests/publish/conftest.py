"""A published site with files of somebody in it, as often as a test needs it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.core import fileops
from generator.publish.publish import publish, write_report
from tests.support.failing_disk import OLD, OWN
from tests.support.folders import fill
from tests.support.guard import checked


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site with files of somebody in it, to copy from."""
    folder = tmp_path_factory.mktemp("start")
    publish(checked(OLD), folder / "site")
    fill(folder / "site", OWN)
    write_report({"index.html": b"old", "report.json": b"old"}, folder / "report", folder / "site")
    return folder


@pytest.fixture
def again(start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Makes that folder anew, as often as asked."""
    # Only processes die here, never the machine, so nothing need reach the disk itself.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(fileops, "_sync_file_system", lambda _: False)

    def make() -> Path:
        shutil.rmtree(tmp_path)
        shutil.copytree(start, tmp_path, symlinks=True)
        return tmp_path / "site"

    return make
