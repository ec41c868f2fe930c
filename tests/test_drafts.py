"""A draft is for the preview alone, whatever a build is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator import pipeline
from tests.support.repositories import repository, request

DRAFT = "---\ntitle: Unfinished\ndate: 2026-06-02\ndraft: true\n---\nNot for anybody yet.\n"


def test_a_build_never_publishes_a_draft(tmp_path: Path) -> None:
    asked = replace(
        request(repository(tmp_path, {"content/blog/2026-06-02-unfinished.md": DRAFT})), drafts=True
    )
    shown = pipeline.render(pipeline.judge(asked), asked).site
    assert shown is not None
    assert "blog/unfinished/index.html" in shown.files
    assert pipeline.build(asked).published is not None
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not [path for path in written if b"nfinished" in path.read_bytes() or "unfinished" in str(path)]
