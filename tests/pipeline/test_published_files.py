"""Files that are published as they are: type and size at the link, videos, drawings cleaned, no pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pipeline import run
from tests.support.pngs import png
from tests.support.repositories import repository, request

HEAD = "---\ntitle: Files\ndate: 2026-06-02\nsummary: Short.\n---\n"
POST = f"""{HEAD}
[Slides](../files/slides.pdf), [data, 3 KB](../files/data.csv), [notes](../files/README)

![The *prototype* "in" use](../files/demo.mp4)

![No still](../files/other.webm)

`<video src=x>`
"""
FILES: dict[str, str | bytes] = {
    "content/blog/2026-06-02-files.md": POST,
    "content/blog/2026-06-01-none.md": HEAD.replace("06-02", "06-01").replace("Files", "None") + "`<video `",
    "content/files/slides.pdf": b"%PDF-1.4 " + b"x" * 1_249_991,
    "content/files/data.csv": "a,b\n",
    "content/files/README": "x",
    "content/files/demo.mp4": b"\0\0\0 ftypmp42",
    "content/files/demo.vtt": "WEBVTT\n",
    "content/files/other.webm": b"\x1aE\xdf\xa3",
    "content/images/demo.png": png(40, 30),
    "content/files/plan.svg": '<svg onload="x()"><script>x()</script><g onload="x()"/></svg>',
    "content/files/broken.svg": "<svg",
    "content/files/report.HTML": "<script>x()</script>",
    "content/files/plot.js": "x()",
    "content/files/odd.xml": '<html xmlns="http://www.w3.org/1999/xhtml"/>'.encode("utf-16"),
    "content/files/route.xml": "<gpx/>",
}


def test_files_are_linked_played_and_kept_from_running(tmp_path: Path) -> None:
    root = repository(tmp_path, FILES)
    rendered = run.render(run.judge(request(root)), request(root))
    assert rendered.site is not None
    files = rendered.site.files
    html = files["blog/files/index.html"].data.decode()

    assert ">Slides <small>(PDF, 1.2 MB)</small></a>" in html
    assert ">data, 3 KB</a>" in html  # it says so itself
    assert ">notes <small>(1 KB)</small></a>" in html

    players = re.findall(r"<video [^>]*>.*?</video>", html)
    assert len(players) == 2
    for part in ('controls preload="none"', 'aria-label="The prototype &quot;in&quot; use"', 'width="40"'):
        assert part in players[0]
    assert '<track kind="captions" src="../../files/demo.vtt">' in players[0]
    assert re.search(r'poster="\.\./\.\./images/demo-40\.\w+\.png"', players[0])
    assert "poster" not in players[1]
    assert "media-src 'self'" in html
    assert [path for path, file in files.items() if path.endswith("html") and b"media-src" in file.data] == [
        "blog/files/index.html"
    ]

    published = {path for path in files if path.startswith("files/")}
    assert published == {
        f"files/{name}"
        for name in (
            "slides.pdf",
            "data.csv",
            "README",
            "demo.mp4",
            "demo.vtt",
            "other.webm",
            "plan.svg",
            "route.xml",
        )
    }
    assert not re.search(rb"script|onload", files["files/plan.svg"].data)
    told = sorted((item.rule, item.location.path) for item in rendered.diagnostics if item.rule in RULES)
    assert told == [
        ("active-file", "content/files/broken.svg"),
        ("active-file", "content/files/odd.xml"),
        ("active-file", "content/files/plot.js"),
        ("active-file", "content/files/report.HTML"),
        ("video-without-still", "content/blog/2026-06-02-files.md"),
    ]


RULES = ("active-file", "video-without-still", "image-missing", "broken-link")


@pytest.mark.parametrize(
    ("size", "about"),
    [(1, "1 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (9_949_999, "9.9 MB"), (25_000_000, "25 MB")],
)
def test_sizes_are_as_people_say_them(size: int, about: str) -> None:
    from generator.site.markdown.postprocess import _type_and_size

    assert _type_and_size("content/files/a.tar.gz", size, ".") == f"GZ, {about}"
    assert _type_and_size("content/files/a", size, ",") == about.replace(".", ",")
