"""Pages of earlier builds: whatever a page shows makes it again, and nothing else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.cache import close_caches
from generator.public.view import SiteView
from generator.site.files import Why, asked_path
from generator.site.page_cache import Watch
from generator.site.pages.page import Tag
from generator.site.site import render_site
from generator.site.templates import Templates
from generator.site.theme import ThemeFolders
from tests.support import site_views
from tests.support.site_views import full_view, images, post, write

DAY = dt.date(2026, 6, 30)
POSTS = tuple(
    post(number, name) for number, name in reversed(list(enumerate(("one", "two", "three", "four"))))
)
VIEW = full_view(
    posts=POSTS, projects=(), resume=None, progress=None, cards=False, search=False, as_of=DAY, nav=()
)
ODD = """\
<!doctype html><html lang="en"><head><title>{{ head.title }}</title></head><body>
{% for tag in tags %}{% for one in tag.posts %}{{ one|attr('body') }}{{ one == post }}{% endfor %}{% endfor %}
{{ site.pages|map(attribute='body')|join }} {{ newer|string }} {{ site['description'] }}</body></html>
"""


@pytest.fixture(name="made")
def _made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses of the pages that are rendered."""
    seen: list[str] = []
    real = Templates.page

    def page(self: Templates, name: str, values: Mapping[str, object]) -> bytes:
        seen.append(str(values.get("here", name)))
        return real(self, name, values)

    monkeypatch.setattr(Templates, "page", page)
    yield seen
    close_caches()


def changed(slug: str, view: SiteView = VIEW, **changes: object) -> SiteView:
    posts = tuple(
        replace(one, **changes) if slug in one.address else one  # type: ignore[arg-type] # fields of it
        for one in view.posts
    )
    return replace(view, posts=posts)


def build(
    view: SiteView,
    cache: Path,
    made: list[str],
    themes: ThemeFolders = site_views.THEMES,
    why: str | None = None,
) -> tuple[list[str], tuple[str, Why] | None]:
    """The pages that were made, which are as without a cache; and the answer to `why`."""
    site, findings = render_site(view, themes, images(), cache=cache, why=why)
    pages = sorted(made)
    anew, found = render_site(view, themes, images())
    assert (site.files, findings) == (anew.files, found)
    del made[:]
    return pages, site.why


def test_a_change_makes_the_pages_that_show_it_and_no_other(tmp_path: Path, made: list[str]) -> None:
    everything, _ = build(VIEW, tmp_path, made)
    assert {"", "blog/", "blog/one/", "blog/archive/", "blog/tags/sql/", "404.html"} <= set(everything)
    assert build(VIEW, tmp_path, made)[0] == []
    assert build(changed("two", body="Other words."), tmp_path, made)[0] == ["blog/two/"]
    # The lists that show it, and those whose neighbour or relation it is.
    titled = changed("/one", title="Uno")
    lists = {"", "blog/", "blog/archive/", "blog/one/", "blog/tags/sql/", "blog/two/"}
    pages = set(build(titled, tmp_path, made)[0])
    assert lists <= pages
    assert not {"blog/tags/", "404.html", "colophon/", "about/"} & pages
    assert set(build(replace(titled, as_of=DAY + dt.timedelta(1)), tmp_path, made)[0]) == {"", "colophon/"}
    assert build(titled, tmp_path, made)[0] == []  # both are known
    assert build(replace(titled, title="Another title"), tmp_path, made)[0] == everything


def test_a_theme_that_reads_anything_is_right(tmp_path: Path, made: list[str]) -> None:
    own, cache = tmp_path / "themes", tmp_path / "cache"
    write(own / "mine/post.html", ODD)
    themes, view = ThemeFolders(site_views.THEMES.shipped, own), replace(VIEW, theme="mine")
    posts = [one.address for one in POSTS]
    build(view, cache, made, themes)
    assert build(view, cache, made, themes)[0] == []
    for other in (
        changed("two", view, body="Other words."),
        changed("two", view, kind="link"),
        replace(view, description="Another sentence."),
        replace(view, pages=tuple(replace(page, body="Not me.") for page in view.pages)),
    ):
        pages, _ = build(other, cache, made, themes)
        assert set(pages) & set(posts)
    write(own / "mine/post.html", ODD.replace("</body>", "{% include 'more.html' ignore missing %}</body>"))
    assert set(posts) <= set(build(view, cache, made, themes)[0])
    write(own / "mine/more.html", "more of {{ site.name }}")
    assert set(build(view, cache, made, themes)[0]) == set(posts)
    write(
        own / "mine/post.html",
        ODD.replace("</body>", "{% include here|replace('/', '') ignore missing %}</body>"),
    )
    for _ in range(2):  # nobody knows what it includes
        pages, answer = build(view, cache, made, themes, "blog/one/")
        assert set(pages) == set(posts)
    assert answer == ("blog/one/index.html", Why("always"))


def test_it_says_why(tmp_path: Path, made: list[str]) -> None:
    def why(view: SiteView, asked: str) -> Why | None:
        _, answer = build(view, tmp_path, made, why=asked)
        return answer[1] if answer else None

    assert why(VIEW, "blog/two/") == Why("new")
    assert why(VIEW, "blog/two/") == Why("kept")
    words = why(changed("two", title="Due", body="Other words."), POSTS[2].path)
    assert words is not None
    assert {"body", f"{POSTS[2].path}: title"} <= set(words.changes)
    assert "nav" not in words.changes
    assert why(changed("two", title="Tre"), "blog/one/") == Why("changed", (f"{POSTS[2].path}: title",))
    assert why(changed("two", title="Tre"), "blog/none/") is None


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("blog/one/", "blog/one/index.html"),
        ("/blog/one", "blog/one/index.html"),
        ("site/blog/one/index.html", "blog/one/index.html"),
        ("https://sam.example/blog/one/", "blog/one/index.html"),
        ("site\\blog\\one\\", "blog/one/index.html"),
        ("content/blog/one.md", "blog/one/index.html"),
        ("/", "index.html"),
        ("", "index.html"),
        ("site/", "index.html"),
        ("404.html", "404.html"),
        ("blog/two/", None),
    ],
)
def test_a_page_may_be_named_in_many_ways(asked: str, path: str | None) -> None:
    sources = {
        "index.html": ("content/blog/two.md",),
        "404.html": (),
        "blog/one/index.html": ("content/blog/one.md",),
    }
    assert asked_path(asked, sources, "https://sam.example") == path


def test_a_watched_view_is_like_any_other() -> None:
    watch = Watch()
    view = watch.view(VIEW)
    other = Watch().view(VIEW)
    assert repr(view) == repr(VIEW)
    assert view == watch.view(VIEW)
    assert view != other  # no class is the same
    assert hash(view.posts[0]) == hash(VIEW.posts[0])
    assert isinstance(replace(view.posts[0], title="New"), type(view.posts[0]))
    with pytest.raises(AttributeError):
        view.posts[0].title = "New"  # type: ignore[misc] # frozen
    data, read = watch.rendering(
        view.posts[0], lambda: (view.posts[0].title + view.posts[1].body + view.name).encode()
    )
    assert data
    assert read >= {"own PostView.title", "other PostView.body", "other SiteView.name"}
    assert "own PostView.body" not in read
    tag = watch.copy(Tag("sql", "blog/tags/sql/", view.posts))
    assert watch.rendering(None, lambda: str(len(tag.posts)).encode())[1] == {"other Tag.posts"}
    assert "other PostView.words" in watch.rendering(None, lambda: repr(tag).encode())[1]
