"""Posts, projects and pages: front matter, body and an address of one's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from generator.model.page import Page
from generator.model.portfolio import Site
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.documents import read_documents
from generator.reading.fields import keys_of
from generator.reading.foreign_keys import foreign_key_hint
from generator.reading.records import ReadRecords
from tests.support.repositories import marked, places, write

BLOG = "content/blog"


def _read(
    root: Path, files: dict[str, str | bytes], kind: Any = Post, folder: str = BLOG
) -> ReadRecords[Any]:
    write(root, {f"{folder}/{name}": text for name, text in files.items()})
    return read_documents(root, folder, "posts", kind, dt.UTC, 64)


def _post(title: str = "x", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2026-06-02\n{more}---\n\nThe body.\n"


def test_a_post_is_read_with_its_body_and_where_that_begins(tmp_path: Path) -> None:
    more = "draft: no\ntags: [a, 2026]\nvideo: https://v.example/1\ncitations: [{title: T, url: https://c.example}]\n"
    read = _read(tmp_path, {"2026-06-02-late-buses.md": _post("NO", more)})
    (post,) = read.records
    assert (read.diagnostics, read.unreadable) == ((), ())
    assert (post.title, post.tags, post.draft, post.date.day) == (
        "NO",
        ("a", "2026"),
        False,
        dt.date(2026, 6, 2),
    )
    assert (post.name, post.body, post.body_line) == ("late-buses", "The body.\n", 10)
    assert post.origin.location == (f"{BLOG}/2026-06-02-late-buses.md", 2, 1)
    assert post.origin.location_of("tags").line == 5


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2026-06-02-late-buses.md", "late-buses"),
        ("2026-06-02_Late Buses!.md", "late-buses"),
        ("2026-06-02.md", "2026-06-02"),
        ("Résumé für São Paulo.md", "resume-fur-sao-paulo"),
        ("日本語.md", "ri-ben-yu"),
        ("index.md", "index"),
    ],
)
def test_the_address_is_made_of_the_files_name(tmp_path: Path, name: str, slug: str) -> None:
    assert [post.name for post in _read(tmp_path, {name: _post()}).records] == [slug]


def test_a_name_without_letters_needs_a_slug(tmp_path: Path) -> None:
    read = _read(tmp_path, {"2026-06-02-🚌.md": _post(), "2026-06-03-!!.md": _post(more="slug: wow\n")})
    assert places(read.diagnostics) == [f"{BLOG}/2026-06-02-🚌.md:1:1 unreadable-slug"]
    assert [post.name for post in read.records] == ["", "wow"]


def test_two_texts_with_one_address_are_told_at_the_second(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2026-06-01-a.md": _post(),
        "2026-06-02-a.md": _post(),
        "2026-06-03-b.md": _post(more="slug: a\n"),
        "re\u0301sume\u0301.md": _post(),
        "résumé.md": _post(),
    }
    found = _read(tmp_path, files).diagnostics
    assert places(found) == [
        f"{BLOG}/2026-06-02-a.md:1:1 same-address",
        f"{BLOG}/2026-06-03-b.md:4:7 same-address",
        f"{BLOG}/résumé.md:1:1 same-address",
    ]
    assert found[0].message == f"The address `a` is already used by {BLOG}/2026-06-01-a.md."


@pytest.mark.parametrize("name", ["blog", "404", "assets", "cards", "private"])
def test_a_page_cannot_take_an_address_of_the_site(tmp_path: Path, name: str) -> None:
    read = _read(tmp_path, {f"{name}.md": "---\ntitle: x\n---\n"}, Page, "content/pages")
    assert places(read.diagnostics) == [f"content/pages/{name}.md:1:1 reserved-address"]
    read = _read(tmp_path, {f"{name}.md": "---\ntitle: x\nslug: about\n---\n"}, Page, "content/pages")
    assert read.diagnostics == ()


WRONG: dict[str, tuple[str, str, list[dt.date | None]]] = {
    "no title": ("---\n‸date: 2026-06-02\n---\n", "missing-key", [dt.date(2026, 6, 2)]),
    "no date": ("---\n‸title: x\n---\n", "missing-key", [None]),
    "no such day": ("---\ntitle: x\ndate: ‸2026-06-31\n---\n", "unreadable-date", [None]),
    "a time without offset": ("---\ntitle: x\ndate: ‸2026-06-02 10:00\n---\n", "unreadable-date", [None]),
    "Jekyll's layout": (
        "---\n‸layout: post\ntitle: x\ndate: 2026-06-02\n---\n",
        "unknown-key",
        [dt.date(2026, 6, 2)],
    ),
    "no link": (
        "---\ntitle: x\ndate: 2026-06-02\nvideo: ‸youtu.be/x\n---\n",
        "unreadable-address",
        [dt.date(2026, 6, 2)],
    ),
    "a slug that is none": (
        "---\ntitle: x\ndate: 2026-06-02\nslug: ‸A B\n---\n",
        "unreadable-slug",
        [dt.date(2026, 6, 2)],
    ),
    "text for a list": (
        "---\ntitle: x\ndate: 2026-06-02\ntags: ‸a, b\n---\n",
        "value-of-wrong-shape",
        [dt.date(2026, 6, 2)],
    ),
    "no front matter": ("‸# x\n", "front-matter-missing", [None]),
    "never closed": ("‸---\ntitle: x\n", "front-matter-unclosed", [None]),
}


@pytest.mark.parametrize(("written", "rule", "days"), WRONG.values(), ids=WRONG)
def test_each_fault_stands_at_its_place_and_spoils_no_more_than_its_day(
    tmp_path: Path, written: str, rule: str, days: list[dt.date | None]
) -> None:
    text, line, column = marked(written)
    read = _read(tmp_path, {"2026-06-02-x.md": text})
    assert places(read.diagnostics) == [f"{BLOG}/2026-06-02-x.md:{line}:{column} {rule}"]
    assert read.diagnostics[0].hint
    assert [(lost.kind, lost.day, lost.records) for lost in read.unreadable] == [
        ("posts", day, 1) for day in days
    ]


def test_a_binary_file_and_a_document_of_another_program_are_told(tmp_path: Path) -> None:
    read = _read(tmp_path, {"a.md": b"\x89PNG\0\0", "b.docx": b"PK", "c.markdown": _post()})
    assert places(read.diagnostics) == [
        f"{BLOG}/a.md:1:1 file-not-text",
        f"{BLOG}/b.docx:1:1 file-ignored",
        f"{BLOG}/c.markdown:1:1 file-ignored",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_windows_files_read_the_same(tmp_path: Path, encoding: str) -> None:
    text = _post("Größe", "tags: [é]\n") + "\n```\ncode\n```\n"
    plain = _read(tmp_path / "a", {"x.md": text})
    assert _read(tmp_path / "b", {"x.md": text.replace("\n", "\r\n").encode(encoding)}) == plain


def test_projects_need_a_title_and_a_summary(tmp_path: Path) -> None:
    read = _read(tmp_path, {"a.md": "---\nstack: [Go]\n---\n"}, Project, "content/projects")
    assert [one.message for one in read.diagnostics] == ["`title` is missing.", "`summary` is missing."]


@pytest.mark.parametrize(
    ("name", "rule", "meant"),
    [
        ("a.MD", "name-in-other-capitals", "a.md"),
        ("A.Md", "name-in-other-capitals", "A.md"),
        ("a.markdown", "file-ignored", "a.md"),
        ("a.md.txt", "file-ignored", "a.md"),
        ("a.txt", "file-ignored", "a.md"),
        ("a.mdx", "file-ignored", "a.md"),
        ("2026-06-02-a.md ", "file-ignored", "2026-06-02-a.md"),
    ],
)
def test_a_text_with_another_ending_is_told_with_its_right_name(
    tmp_path: Path, name: str, rule: str, meant: str
) -> None:
    read = _read(tmp_path, {name: _post()})
    (found,) = read.diagnostics
    assert (found.rule, read.records) == (rule, ())
    assert f"Rename it to {BLOG}/{meant}." in (found.hint or "")


def test_a_text_in_a_folder_is_named_by_the_folder(tmp_path: Path) -> None:
    files = {"2026-06-02-my-talk/index.md": _post(), "2026/old/Index.md": _post(), "x/other.md": _post()}
    pictures = {"2026-06-02-my-talk/a.PNG": b"", "x/b.jpeg": b""}
    read = _read(tmp_path, {**files, **pictures})
    assert [post.name for post in read.records] == ["my-talk", "old", "other"]
    assert read.diagnostics == ()


# --- keys of other generators for what a case study says ----------------------------------------------


@pytest.mark.parametrize(
    ("kind", "word", "own"),
    [
        (Project, "outcomes", "results"),
        (Project, "duration", "period"),
        (Project, "thumb", "thumbnail"),
        (Project, "cover", "image"),
        (Project, "focal_point", "focus"),
        (Site, "avatar", "portrait"),
        (Site, "image", "portrait"),
    ],
)
def test_a_word_of_others_is_told_with_ours(kind: type[Struct], word: str, own: str) -> None:
    hint = foreign_key_hint(word, None, tuple(keys_of(kind)), ())
    assert hint is not None
    assert f"`{own}`" in hint.text
