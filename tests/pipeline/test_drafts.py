"""A draft is for the preview alone, whatever a build is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.pipeline import run
from tests.support.repositories import repository, request

DRAFT = "---\ntitle: Unfinished\ndate: 2026-06-02\ndraft: true\n---\nNot for anybody yet.\n"


def test_a_build_never_publishes_a_draft(tmp_path: Path) -> None:
    asked = replace(
        request(repository(tmp_path, {"content/blog/2026-06-02-unfinished.md": DRAFT})), drafts=True
    )
    shown = run.render(run.judge(asked), asked).site
    assert shown is not None
    assert "blog/unfinished/index.html" in shown.files
    assert run.build(asked).published is not None
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not [path for path in written if b"nfinished" in path.read_bytes() or "unfinished" in str(path)]


def test_a_link_to_what_is_not_published_says_so(tmp_path: Path) -> None:
    """The writer sees the file in the folder: that it leads nowhere would be a riddle."""
    later = DRAFT.replace("draft: true\n", "").replace("06-02", "06-20")
    links = "[a](2026-06-02-unfinished.md) [b](2026-06-20-later.md#top) [c](2026-06-02-gone.md)\n"
    files = {
        "content/blog/2026-06-01-out.md": f"---\ntitle: Out\ndate: 2026-06-01\n---\n{links}",
        "content/blog/2026-06-02-unfinished.md": DRAFT,
        "content/blog/2026-06-20-later.md": later.replace("Unfinished", "Later"),
    }
    asked = request(repository(tmp_path, files))
    told = [one for one in run.check(asked, site=True).diagnostics if one.rule == "broken-link"]
    unpublished = ["unpublished" if "isn't published" in one.message else "nowhere" for one in told]
    assert unpublished == ["unpublished", "unpublished", "nowhere"]
    assert "draft" in (told[0].hint or "")
    assert all(one.location.line == 5 for one in told)
