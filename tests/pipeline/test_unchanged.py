"""A build that finds nothing changed gives what one without a cache gives, and renders nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator.core import cache
from generator.core.cache import close_caches
from generator.pipeline import render, unchanged
from generator.site import site as site_module
from tests.support.command import Ran, run
from tests.support.effort import HARDENING, times
from tests.support.folders import Tree, tree
from tests.support.pngs import png
from tests.support.repositories import SETTINGS, repository

Capture = pytest.CaptureFixture[str]
POST = "---\ntitle: {title}\ndate: {date}\ntags: [maps]\n---\n\nSome *words* about {title}. {more}\n"
CONTACT = """\
- date: 2026-06-02
  kind: networking
  first_name: Wilhelmina
  last_name: Quarterstaff
  title: CTO
  employer: Quill
  summary: We met at the harbour festival and spoke about her stolen blue bicycle.
"""
ONE = "content/blog/2026-06-01-one.md"
TWO = "content/blog/2026-06-02-two.md"
PICTURE = "content/images/boat.png"
OWN_THEME = SETTINGS.replace('url: "https://sam.example", ', "theme: mine, ")
ODD = """\
{% from 'parts/odd.html' import odd %}
<!doctype html><html lang="en"><head><title>{{ head.title }}</title></head><body>
{{ site.posts|map(attribute='body')|join }} {{ post|attr('words') }} {{ newer and newer.summary }}
{{ odd(post) }} {% for tag in tags %}{{ tag['posts']|length }}{{ tag.posts[0] == post }}{% endfor %}
{{ site.pages|string }} {{ older|string if older else 'none' }} {{ site.projects == site.pages }}
{% include ['parts/none.html', 'parts/some.html'] ignore missing %}</body></html>
"""
FILES: dict[str, str | bytes] = {
    "portfolio.yaml": OWN_THEME,
    ONE: POST.format(title="One", date="2026-06-01", more="See [two](2026-06-02-two.md)."),
    TWO: POST.format(title="Two", date="2026-06-02", more="![](../images/boat.png)"),
    "content/pages/about.md": "---\ntitle: About\n---\n\nMe.\n",
    PICTURE: png(),
    "content/private/contacts/a.yaml": CONTACT,
    "themes/mine/extends": "almanac\n",
    "themes/mine/404.html": "{{ site.name }} is not here\n",
    "themes/mine/parts/odd.html": "{% macro odd(it) %}{{ it.title }}{% endmacro %}\n",
    "themes/mine/assets/own.css": "p { color: red }\n",
}


def write(path: str, text: str | bytes) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode() if isinstance(text, str) else text)

    return edit


def swap_unseen(root: Path) -> None:
    """Another picture of the same size and with the same times."""
    about = (root / PICTURE).stat()
    data = bytearray((root / PICTURE).read_bytes())
    data[-13] ^= 1
    (root / PICTURE).write_bytes(data)
    os.utime(root / PICTURE, ns=(about.st_atime_ns, about.st_mtime_ns))


def post(**changed: str) -> str:
    return POST.format(**{"title": "One", "date": "2026-06-01", "more": "", **changed})


def own_theme(more: str) -> str:
    return OWN_THEME.replace("theme: mine", f"{more}, theme: mine")


# What somebody does between two builds, by what it is.
EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a word": write(ONE, post(more="Another word.")),
    "a title": write(ONE, post(title="Uno")),
    "a date": write(ONE, post(date="2026-06-02")),
    "a new post": write("content/blog/2026-06-03-three.md", post(title="Three", date="2026-06-03")),
    "a post less": lambda root: (root / ONE).unlink(),
    "another name": lambda root: (root / ONE).rename(root / "content/blog/2026-06-01-uno.md"),
    "a draft": write(ONE, post(title="One\ndraft: true")),
    "a leak": write(ONE, post(more="I met Wilhelmina Quarterstaff.")),
    "no leak if nobody knows her": lambda root: (root / "content/private/contacts/a.yaml").unlink(),
    "a broken link": write(ONE, post(more="[gone](gone.md)")),
    "a picture": write(PICTURE, png(5, 7)),
    "a picture with the same size and times": swap_unseen,
    "a file to download": write("content/files/cv.txt", "one"),
    "a picture less": lambda root: (root / PICTURE).unlink(),
    "a template": write("themes/mine/404.html", "{{ site.name }} has moved\n"),
    "a template less": lambda root: (root / "themes/mine/404.html").unlink(),
    "a broken template": write("themes/mine/404.html", "{{ site.nmae }}"),
    "a template that reads whatever there is": write("themes/mine/post.html", ODD),
    "a part of it": write("themes/mine/parts/odd.html", "{% macro odd(it) %}{{ it.words }}{% endmacro %}\n"),
    "a tag": write(TWO, post(title="Two", date="2026-06-02", more="\n\nMore.").replace("maps", "maps, sql")),
    "a series": lambda root: [
        write(path, (root / path).read_text().replace("tags:", "series: Odd\ntags:"))(root)
        for path in (ONE, TWO)
        if (root / path).exists()
    ],
    "an order of sections": write("portfolio.yaml", own_theme("nav: [blog]")),
    "a token": write("portfolio.yaml", own_theme("tokens: {accent: '#123456'}")),
    "an address": write("portfolio.yaml", SETTINGS.replace("url:", "theme: mine, url:")),
    "a style": write("themes/mine/assets/own.css", "p { color: blue }\n"),
    "a theme": write("portfolio.yaml", SETTINGS.replace('url: "https://sam.example", ', "")),
    "a name": write("portfolio.yaml", SETTINGS.replace("Sam Example", "Samira Example")),
    "a page of the site less": lambda root: (root / "site/index.html").unlink(),
    "a page of the site changed": write("site/index.html", "mine"),
    "the site less": lambda root: shutil.rmtree(root / "site"),
    "a file of somebody in the site": write("site/CNAME", "sam.example"),
    "a misnamed private file": write("content/private/contacts/b.yaml.txt", CONTACT),
}


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return repository(tmp_path / "sam", FILES)


def build(capsys: Capture, root: Path, *options: str, day: str = "2026-06-03") -> Ran:
    made = run(capsys, "build", "--root", str(root), "--as-of", day, "--format", "json", *options)
    close_caches()
    return made


def both(capsys: Capture, root: Path, day: str = "2026-06-03") -> tuple[Ran, Tree | None]:
    """A build, and one without a cache into another folder, which must give the same."""
    kept = build(capsys, root, day=day)
    site, report = root.parent / "anew", root.parent / "report"
    anew = build(capsys, root, "--no-cache", "--site", str(site), "--report", str(report), day=day)
    assert (kept.code, kept.err) == (anew.code, anew.err)
    assert kept.out == anew.out
    made = tree(root / "site")
    if kept.code == 0:
        strangers = {name for name in made or {} if name == "CNAME"}
        assert {name: data for name, data in (made or {}).items() if name not in strangers} == tree(site)
    return kept, made


def test_what_has_not_changed_is_not_rendered(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, site = both(capsys, root)
    assert first.code == 0
    assert '"image-without-alt"' in first.out  # a finding of rendering is told again
    with monkeypatch.context() as patch:
        patch.setattr(site_module, "render_site", None)
        again = build(capsys, root)
        assert again == first
        assert tree(root / "site") == site
        checked = run(capsys, "check", "--site", "--root", str(root), "--as-of", "2026-06-03")
        assert checked.code == 0
        (root / "content/pages/about.md").write_text("---\ntitle: About\n---\n\nYou.\n")
        assert build(capsys, root).code == 3  # whatever changes is rendered
    assert both(capsys, root)[0].code == 0


@pytest.mark.parametrize("name", EDITS if HARDENING else sorted(EDITS)[::5])
def test_any_change_gives_what_a_build_without_a_cache_gives(name: str, root: Path, capsys: Capture) -> None:
    before, _ = both(capsys, root)
    EDITS[name](root)
    after, _ = both(capsys, root)
    assert before.code == 0
    if "leak" in name:
        assert after.code == (1 if name == "a leak" else 0)
    build(capsys, root)
    assert build(capsys, root) == after


def test_another_day_is_another_key(root: Path, capsys: Capture) -> None:
    build(capsys, root)
    future = root / "content/blog/2026-06-05-later.md"
    future.write_text(post(title="Later", date="2026-06-05"))
    for day in ("2026-06-03", "2026-06-05", "2026-06-03"):
        _, site = both(capsys, root, day)
        assert ("blog/later/index.html" in (site or {})) == (day == "2026-06-05")


def test_what_changes_while_it_is_rendered_is_not_kept(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (root / PICTURE).read_bytes()
    real = render._render

    def meddled(*values: object) -> object:
        (root / PICTURE).write_bytes(png(9, 9))
        return real(*values)  # type: ignore[arg-type] # what it is given

    with monkeypatch.context() as patch:
        patch.setattr(render, "_render", meddled)
        build(capsys, root)
    (root / PICTURE).write_bytes(old)
    both(capsys, root)


def test_a_large_file_is_known_by_its_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_LARGEST", 3)
    file = tmp_path / "film.mp4"
    file.write_bytes(b"12345")
    before = unchanged._digest(tmp_path)
    assert unchanged._digest(tmp_path) == before
    file.write_bytes(b"54321")
    os.utime(file, ns=(1, 1))
    assert unchanged._digest(tmp_path) != before


def test_the_program_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def program() -> bytes:
        cache.program_fingerprint.cache_clear()
        return cache.program_fingerprint()

    before = program()
    assert program() == before
    with monkeypatch.context() as patch:
        patch.setattr(cache, "VERSION", "another")
        assert program() != before
    with monkeypatch.context() as patch:
        (tmp_path / "library-2.0.dist-info").mkdir()
        patch.setattr(sys, "path", [*sys.path, str(tmp_path)])
        assert program() != before
    assert b"base.html" in before
    assert b"unchanged.py" in before
    assert program() == before


def test_random_edits_give_what_builds_without_a_cache_give(root: Path, capsys: Capture) -> None:
    chance = random.Random(11)  # noqa: S311 - the same edits each time
    for _ in range(times(4, 500)):
        if chance.random() < 0.3:
            repository(root, FILES)
        else:
            with suppress(FileNotFoundError):
                EDITS[chance.choice(sorted(EDITS))](root)
        both(capsys, root, chance.choice(("2026-06-03", "2026-06-03", "2026-06-05")))


@pytest.mark.skipif(not HARDENING, reason="a hundred killed builds, in make harden")
def test_a_build_that_was_killed_leaves_what_the_next_one_uses_rightly(root: Path, capsys: Capture) -> None:
    chance = random.Random(5)  # noqa: S311 - nearly the same moments each time
    command = [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", "2026-06-03"]
    begun = time.monotonic()
    subprocess.run(command, check=False, capture_output=True)
    whole = time.monotonic() - begun
    for number in range(100):
        EDITS[chance.choice(("a word", "a title", "a tag", "a template", "a picture"))](root)
        write(ONE, post(more=f"Word {number}."))(root)
        if chance.random() < 0.3:
            shutil.rmtree(root.parent / "cache", ignore_errors=True)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
            with suppress(subprocess.TimeoutExpired):
                killed.wait(chance.uniform(0.2, 1.0) * whole)
            killed.kill()
        both(capsys, root)
