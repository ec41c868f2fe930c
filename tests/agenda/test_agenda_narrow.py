"""`weekproof status` on a terminal of forty columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import findings
from tests.support.command import run
from tests.support.repositories import repository


def test_no_line_is_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(findings, "width", lambda: 40)
    ran = run(capsys, "status", "--root", str(repository(tmp_path)), "--as-of", "2026-06-03")
    told = ran.out.splitlines()
    assert max(map(len, told)) <= 40
    assert "  Individuals contacted  0 of 8  8 to go" in told
    assert "  GitHub contributions   0 of 5  5 to go" in told
