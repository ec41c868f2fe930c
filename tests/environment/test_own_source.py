"""Where this copy came from, as pip and git tell it."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from generator.core.version import VERSION
from generator.environment.own_source import own_source
from tests.support.git_repositories import Repository

A, D = "a" * 40, "d" * 64
GIT = {"vcs": "git", "commit_id": A}
ROWS: tuple[tuple[dict[str, Any], str | None], ...] = (
    ({"url": "https://code.example/x/w.git", "vcs_info": GIT}, f"git+https://code.example/x/w.git@{A}"),
    (
        {"url": "https://me:pw@code.example:8443/x/w", "vcs_info": GIT},
        f"git+https://code.example:8443/x/w@{A}",
    ),
    ({"url": "ssh://git@code.example/x/w.git", "vcs_info": GIT}, f"git+https://code.example/x/w.git@{A}"),
    ({"url": "http://code.example/x/w", "vcs_info": GIT}, None),
    ({"url": "https://code.example/x/w", "vcs_info": {"vcs": "git", "commit_id": "main"}}, None),
    ({"url": "https://code.example/x/w", "vcs_info": {"vcs": "hg", "commit_id": A}}, None),
    (
        {"url": "https://code.example/w.whl", "archive_info": {"hashes": {"sha256": D}}},
        f"https://code.example/w.whl#sha256={D}",
    ),
    ({"url": "https://code.example/w.whl", "archive_info": {}}, None),
    ({"url": "https://me:pw@code.example/w.whl", "archive_info": {"hashes": {"sha256": D}}}, None),
    ({"url": "file:///nowhere/w.whl", "archive_info": {"hashes": {"sha256": D}}}, None),
    ({"url": "file:///nowhere", "dir_info": {"editable": True}}, None),
    ({}, None),
)


def installed(monkeypatch: pytest.MonkeyPatch, told: str | None) -> None:
    class Distribution:
        def read_text(self, _: str) -> str | None:
            return told

    monkeypatch.setattr(metadata, "distribution", lambda _: Distribution())


@pytest.mark.parametrize(("told", "source"), ROWS)
def test_what_pip_notes(told: dict[str, Any], source: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, json.dumps(told))
    assert own_source() == (source and f"weekproof[diagrams,seal] @ {source}")


def test_by_its_name_and_by_nothing_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, None)
    assert own_source() == f"weekproof[diagrams,seal]=={VERSION}"
    for odd in ("", "[]", "{", '"x"', "null"):
        installed(monkeypatch, odd)
        assert own_source() is None


def test_a_clone_is_its_remote_at_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "w", "git@code.example:x/w.git")
    repository.commit("06-01", {"a": "b"})
    installed(monkeypatch, json.dumps({"url": f"file://{repository.root}", "dir_info": {"editable": True}}))
    commit = repository.git("rev-parse", "HEAD").strip()
    assert own_source() == f"weekproof[diagrams,seal] @ git+https://code.example/x/w.git@{commit}"
    repository.git("remote", "remove", "origin")
    assert own_source() is None
