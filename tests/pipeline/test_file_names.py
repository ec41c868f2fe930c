"""Files and pictures under the names that people give them, from the folder to the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.file_names import FileNames
from generator.pipeline import run
from generator.site.files import RenderedFile
from tests.support.pngs import png
from tests.support.repositories import repository, request

POST = "content/blog/2026-06-02-a.md"
HEAD = (
    "---\ntitle: {title}\ndate: 2026-06-02\nsummary: Short.\npublished_url: https://writing.example/1\n---\n"
)
NFD = unicodedata.normalize("NFD", "Müsli.png")
SCREENSHOT = "Screenshot 2026-06-02 at 3.04.05\u202fPM.png"


def built(
    root: Path, files: Mapping[str, str | bytes]
) -> tuple[Mapping[str, RenderedFile], list[Diagnostic]]:
    """The site of these files, and the findings about names, links and pictures."""
    judged = run.judge(request(repository(root, files)))
    rendered = run.render(judged, request(root))
    assert rendered.site is not None
    known = ("broken-link", "image-", "file-", "unusable", "unsafe", "private-text", "address")
    return rendered.site.files, [item for item in rendered.diagnostics if item.rule.startswith(known)]


def links(page: RenderedFile) -> list[str]:
    """Where the links and pictures in the text of a page lead."""
    text = page.data.decode()
    prose = text[text.index('<div class="prose">') : text.index("</article>")]
    prose = re.sub(r'<p class="lead-picture">.*?</p>', "", prose, flags=re.DOTALL)
    found = (unescape(link) for link in re.findall(r'(?:href|src)="([^"]*)"', prose))
    return [link for link in found if not link.startswith("https:")]


# The file → what a text writes, and what it should write; None if there is nothing to tell.
NAMES = {
    "composed otherwise": (NFD, "../images/Müsli.png", None),
    "composed otherwise in the text": ("Müsli.png", f"../images/{NFD}", None),
    "escaped": ("a b.png", "../images/a%20b.png", None),
    "a space of macOS": (
        SCREENSHOT,
        f"<../images/{SCREENSHOT.replace(chr(0x202F), ' ')}>",
        "at%203.04.05%20PM",
    ),
    "a number": ("issue #7.png", "<../images/issue #7.png>", "../images/issue%20%237.png"),
    "a question": ("what?.png", "../images/what?.png", "../images/what%3F.png"),
    "a percent sign": ("50%25.png", "../images/50%25.png", "../images/50%2525.png"),
    "capitals": ("Map.PNG", "../images/map.png", "../images/Map.PNG"),
    "capitals of a folder": ("Trip/a.png", "../Images/trip/a.png", "../images/Trip/a.png"),
}


@pytest.mark.parametrize(("file", "written", "right"), NAMES.values(), ids=NAMES)
def test_a_picture_is_found_by_what_its_name_looks_like(
    tmp_path: Path, file: str, written: str, right: str | None
) -> None:
    text = HEAD.format(title="A") + f"![A]({written})\n"
    files, found = built(tmp_path, {f"content/images/{file}": png(), POST: text})
    (link,) = links(files["blog/a/index.html"])
    assert link.startswith("../../images/")
    assert [(item.rule, item.severity, item.location.line) for item in found] == (
        [("file-spelled-otherwise", Severity.WARNING, 7)] if right else []
    )
    assert all((right or "") in (item.hint or "") for item in found)


def test_what_the_hint_writes_is_found_without_a_word(tmp_path: Path) -> None:
    images = {f"content/images/{file}": png() for file, _, _ in NAMES.values() if "\u202f" not in file}
    rights = [right for file, _, right in NAMES.values() if right and "\u202f" not in file]
    text = HEAD.format(title="A") + "".join(f"![A]({right})\n" for right in rights)
    files, found = built(tmp_path, {**images, POST: text})
    assert found == []
    assert len(links(files["blog/a/index.html"])) == len(rights) > 4


def test_of_two_that_may_be_meant_none_is_taken() -> None:
    names = FileNames(["a/Map.png", "a/MAP.png", "a/one.png"])
    assert [names.similar(name) for name in ("a/map.png", "a/ONE.png", "b/one.png")] == [
        None,
        "a/one.png",
        None,
    ]


def test_links_and_lead_pictures_are_found_in_the_same_way(tmp_path: Path) -> None:
    head = HEAD.format(title="A").replace("summary", f"image: {NFD}\nimage_alt: Bowl\nsummary")
    other = f"content/blog/{unicodedata.normalize('NFD', '2026-06-01-für-alle')}.md"
    texts = {
        POST: head + "[a](2026-06-01-für-alle.md) [b](2026-06-01-FÜR-alle.md)\n",
        other: HEAD.format(title="B"),
    }
    files, found = built(tmp_path, {"content/images/Müsli.png": png(), **texts})
    assert [(item.rule, item.location.column) for item in found] == [("file-spelled-otherwise", 33)]
    assert links(files["blog/a/index.html"]) == ["../../blog/fur-alle/"] * 2
    assert b'class="lead-picture"' in files["blog/a/index.html"].data
    capitals = {POST: head.replace(NFD, "images/MÜSLI.png") + "Text.\n"}
    _, (found_one,) = built(tmp_path, capitals)
    assert (found_one.rule, found_one.location.line) == ("file-spelled-otherwise", 4)
    assert "`Müsli.png`" in (found_one.hint or "")


def test_a_text_may_lie_in_a_folder_with_its_pictures(tmp_path: Path) -> None:
    head = HEAD.format(title="Talk").replace("summary", "image: lead.png\nimage_alt: Hall\nsummary")
    talk = "content/blog/2026-06-02-my-talk"
    files, found = built(
        tmp_path,
        {
            f"{talk}/index.md": head
            + "![One](photo.png) ![Two](more/photo.png) [tool](../../projects/tool/)\n",
            f"{talk}/lead.png": png(5),
            f"{talk}/photo.png": png(6),
            f"{talk}/more/photo.png": png(7),
            f"{talk}/photo.png~": "",
            "content/projects/tool/index.md": "---\ntitle: Tool\nsummary: It works.\nimage: a.png\n---\n"
            "[talk](../../blog/2026-06-02-my-talk/index.md)\n![A](./a.png)\n",
            "content/projects/tool/a.png": png(8),
            "content/pages/uses/index.md": "---\ntitle: Uses\n---\n![A](a.png)\n",
            "content/pages/uses/a.png": png(9),
        },
    )
    assert [item.rule for item in found] == ["image-without-alt"]
    assert {"blog/my-talk/index.html", "projects/tool/index.html", "uses/index.html"} <= files.keys()
    one, two, tool = links(files["blog/my-talk/index.html"])[-3:]
    assert (one != two, tool) == (True, "../../projects/tool/")
    assert {one, two} <= {f"../../{path}" for path in files}
    assert sum(path.startswith("images/") for path in files) == 5


def test_a_damaged_picture_beside_a_text_is_named_by_its_path(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    texts = {"content/blog/a/index.md": HEAD.format(title="A") + "![A](a.png) ![B](b.png)\n"}
    _, found = built(
        tmp_path, {**texts, "content/blog/a/a.png": "no picture", "content/blog/a/b.png": pointer}
    )
    messages = {item.message for item in found}
    assert "content/blog/a/a.png isn't a PNG image, despite its name." in messages
    assert "This isn't the file itself but a pointer of Git LFS to it." in messages


def test_files_are_published_as_they_are(tmp_path: Path) -> None:
    slides = b"%PDF-1.4 slides"
    odd = unicodedata.normalize("NFD", "content/files/talks/für alle.pdf")
    written = (
        "../files/slides.pdf",
        "/files/slides.pdf",
        "<../files/talks/für alle.pdf>",
        "../files/Slides.pdf",
    )
    text = HEAD.format(title="A") + " ".join(f"[a]({link})" for link in written)
    loose = {"content/files/data.csv": "a,b\n", "content/files/page.txt": '<a href="nowhere.html">x</a>'}
    files, found = built(tmp_path, {"content/files/slides.pdf": slides, odd: slides, **loose, POST: text})
    assert [(item.rule, item.location.column) for item in found] == [("file-spelled-otherwise", 88)]
    assert files["files/slides.pdf"].data == files["files/talks/für alle.pdf"].data == slides
    assert {"files/data.csv", "files/page.txt"} <= files.keys()
    assert links(files["blog/a/index.html"]) == [
        *["../../files/slides.pdf"] * 2,
        "../../files/talks/f%C3%BCr%20alle.pdf",
        "../../files/slides.pdf",
    ]


def test_a_link_may_have_the_path_that_the_site_is_served_under(tmp_path: Path) -> None:
    settings = (
        (repository(tmp_path) / "portfolio.yaml")
        .read_text()
        .replace('sam.example", c', 'sam.example/job", c')
    )
    text = HEAD.format(title="A") + "[a](/job/blog/) [b](/blog/) [c](/job)\n"
    files, found = built(tmp_path, {"portfolio.yaml": settings, POST: text})
    assert found == []
    assert links(files["blog/a/index.html"]) == ["../../blog/", "../../blog/", "../../"]


def test_files_that_are_too_large_or_private_are_told(tmp_path: Path) -> None:
    contact = "- date: 2026-06-02\n  kind: cold-outreach\n  first_name: Rosalind\n  last_name: Lumen\n"
    settings = (repository(tmp_path) / "portfolio.yaml").read_text() + "limits: {file_kb: 1}\n"
    _, found = built(
        tmp_path,
        {
            "portfolio.yaml": settings,
            "content/private/contacts/2026-W23.yaml": contact,
            "content/files/big.bin": b"x" * 2000,
            "content/files/notes.txt": "I met Rosalind Lumen.\n",
        },
    )
    assert sorted((item.rule, item.location.path) for item in found) == [
        ("file-too-large", "content/files/big.bin"),
        ("private-text-in-public-output", "content/files/notes.txt"),
    ]
