"""Every shipped theme, and a child of each, on a full, an empty, a small and a hostile portfolio."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from generator.theme_check.check import check_theme
from generator.theme_check.samples import HOSTILE, LONG_NAME, images, portfolios
from generator.theme_check.source_map import Marks, remove_marks
from generator.theme_check.templates import _tree, unknown_names
from tests.support.effort import some
from tests.support.folders import shared_cache
from tests.support.html_reader import Page, live
from tests.support.site_views import SHIPPED, THEMES, text_of, write

ALL = THEMES.names()
KINDS = ("full", "empty", "small", "hostile")
CHILD = "child-of-"


@pytest.fixture(scope="module", name="themes")
def _themes(tmp_path_factory: pytest.TempPathFactory) -> ThemeFolders:
    """The shipped themes, and of each a child that changes one template and a token."""
    own = tmp_path_factory.mktemp("themes")
    for name in ALL:
        sheet = (SHIPPED / name / "assets" / "tokens.css").read_text("utf-8")
        write(own / (CHILD + name) / "extends", name)
        changed = re.sub(r"--accent: [^;]*;", "--accent: light-dark(#5a2d82, #cdb1e8);", sheet)
        write(own / (CHILD + name) / "assets" / "tokens.css", changed)
        text = (
            f"{{% extends '{name}/404.html' %}}{{% block foot %}}<p>{{{{ site.name }}}}</p>{{% endblock %}}"
        )
        write(own / (CHILD + name) / "404.html", text)
    return ThemeFolders(SHIPPED, own)


THEME = pytest.mark.parametrize("theme", [*ALL, *some([CHILD + name for name in ALL], 2)])


@functools.cache
def _site(themes: ThemeFolders, theme: str, kind: str) -> RenderedSite:
    return render_site(portfolios(theme)[kind], themes, images(), cache=shared_cache())[0]


@THEME
def test_the_trial_finds_nothing(themes: ThemeFolders, theme: str) -> None:
    assert check_theme(themes, theme) == ()


@THEME
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_well_formed_and_nothing_in_it_lives(
    themes: ThemeFolders, theme: str, kind: str
) -> None:
    """The same as the trial says, by the tests' own reader."""
    site = _site(themes, theme, kind)
    pages = [file for file in site.files if file.endswith(".html")]
    assert {"index.html", "404.html", "colophon/index.html"} <= set(pages)
    for file in pages:
        text = text_of(site, file)
        page = Page(text)
        assert page.trouble == [], file
        assert len(page.ids) == len(set(page.ids)), file
        assert live(text) == [], file
        policy = text.partition("<head>\n")[2].partition("\n")[0]
        assert policy.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
        assert "'unsafe-" not in policy, file  # 'wasm-unsafe-eval' is what searching takes


@THEME
def test_hostile_words_are_all_there_to_be_read(themes: ThemeFolders, theme: str) -> None:
    view = portfolios(theme)["hostile"]
    site = _site(themes, theme, "hostile")
    home = Page(text_of(site, "index.html")).text
    for words in (view.name, view.availability or "", view.label or "", view.projects[0].title):
        assert " ".join(words.split()) in home
    written = Page(text_of(site, "blog/part-3/index.html")).text
    post = next(post for post in view.posts if post.address == "blog/part-3/")
    assert " ".join(post.title.split()) in written
    assert all(" ".join(tag.split()) in written for tag in post.tags)


def test_every_text_of_the_hostile_portfolio_is_hostile() -> None:
    kept = {
        "path",
        "address",
        "kind",
        "theme",
        "mode",
        "language",
        "paper",
        "file",
        "key",
        "week",
        "making_label",
        "icon",
        "as_json",
        "sections",
        "variant",
    }
    texts = [text for name, text in _texts(portfolios("")["hostile"]) if name not in kept]
    assert len(texts) > 200
    assert [text for text in texts if "alert(1)" not in text and "evil" not in text] == [
        "https://sam.example"
    ]
    assert set(HOSTILE) <= set(texts)
    assert max(len(text) for text in texts) > 200


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple) and name != "redirect_from":
        for each in value:
            yield from _texts(each, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), field.name)


def test_the_full_portfolio_leaves_no_field_empty() -> None:
    empty = [name for name, value in _fields(portfolios("almanac")["full"]) if value in (None, "", ())]
    # What one kind of post has another has not, and settings that change nothing of what is given.
    allowed = {"tokens", "nav", "summary", "updated", "series", "published_url", "video", "citations", "body"}
    # Covers are found where the pictures are.
    found_later = {"image", "plate", "portrait"}
    assert set(empty) <= allowed | found_later | {"path"} | {
        "picture",
        "thumbnail",
        "design",
        "dark",
        "posts",
        "font",
        "updated_at",
        "variant",
        "variants",
    }


def _fields(value: Any) -> Iterator[tuple[str, object]]:
    for field in dataclasses.fields(value):
        inside = getattr(value, field.name)
        yield field.name, inside
        for each in inside if isinstance(inside, tuple) else (inside,):
            if dataclasses.is_dataclass(each):
                yield from _fields(each)


def test_the_small_portfolio_has_one_project_no_post_and_a_very_long_name() -> None:
    view = portfolios("almanac")["small"]
    assert (len(view.projects), view.posts, len(LONG_NAME) > 200) == (1, (), True)
    assert view.progress is not None
    assert len(view.progress.weeks) == 1


def test_a_marked_template_prints_what_the_plain_one_does_and_knows_each_line() -> None:
    text = "<p>\n{{ a }} one\n{% for x in xs %}\n<b>{{ x }}</b>\n{% endfor %}\n</p>\n"
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    values = {"a": "A", "xs": (1, 2)}
    marked = environment.from_string(Marks().instrument(environment, text, "t.html")).render(values)
    page, origins = remove_marks(marked)
    assert page == environment.from_string(text).render(values)
    for words, line in (("<p>", 1), (" one", 2), ("<b>1", 4), ("<b>2", 4), ("</p>", 6)):
        spot = origins.line_at(page.index(words))
        assert spot is not None
        assert (spot.template, spot.line) == ("t.html", line), words


@pytest.mark.parametrize("theme", ALL)
def test_no_shipped_theme_casts_shadows_or_loads_a_font(theme: str) -> None:
    sheet = (SHIPPED / theme / "assets" / "theme.css").read_text("utf-8")
    assert [word for word in ("gradient(", "box-shadow", "@font-face") if word in sheet] == []


def test_the_names_around_a_scoped_block_are_given_to_it(tmp_path: Path) -> None:
    """Also where another template fills it; a block that is not scoped gets none of them."""
    files = {
        "base.html": "{% macro card(work) %}{% block card scoped %}{{ work }}{% endblock %}{% endmacro %}"
        "{% for post in posts %}{% set n = loop.index %}{% with tag = 1 %}"
        "{% block item scoped %}{{ post }}{{ n }}{{ tag }}{{ loop }}{{ a }}{% endblock %}"
        "{% block bare %}{{ post }}{{ b }}{% endblock %}{% endwith %}{% set late = 1 %}{% endfor %}",
        "home.html": '{% extends "base.html" %}{% block item %}{{ post }}{{ tag }}{{ late }}{% endblock %}'
        "{% block bare %}{{ post }}{% endblock %}{% block card %}{{ work }}{% endblock %}",
    }
    trees = {name: (tmp_path / name, _tree(text, name)) for name, text in files.items()}
    told = [
        (problem.path.name, problem.text.params["name"])
        for problem in unknown_names(trees, {name: {"posts": ()} for name in files})
    ]
    assert told == [
        ("base.html", "a"),
        ("base.html", "post"),
        ("base.html", "b"),
        ("home.html", "late"),
        ("home.html", "post"),
    ]


def test_a_themes_folder_that_is_a_link_holds_no_theme(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "mine" / "extends", "almanac")
    (tmp_path / "themes").symlink_to(tmp_path / "elsewhere")
    themes = ThemeFolders(SHIPPED, tmp_path / "themes")
    assert themes.names() == ALL
    assert themes.own_names() == ()
