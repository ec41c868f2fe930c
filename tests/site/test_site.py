from __future__ import annotations

import gzip
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.core.addresses import RESERVED
from generator.core.diagnostics import Location, Severity
from generator.public.view import Picture, SiteView
from generator.site.files import RenderedSite
from tests.support import site_views
from tests.support.html_reader import Page, live
from tests.support.site_views import THEMES, findings, full_site, full_view, picture_in, rendered, text_of

ROOT = Path(__file__).parents[2]
SUB_PATH = "https://pages.example/~sam/job-search"
VIEWS: Mapping[str, SiteView] = {
    "full": full_view(),
    "empty": site_views.empty_view(),
    "sub-path": full_view(url=SUB_PATH),
    "no-url": full_view(url=None),
    "full-progress": full_view(progress=site_views.progress("full")),
    "no-progress": full_view(progress=None),
    "only-posts": full_view(projects=(), pages=(), resume=None, progress=None),
    "only-projects": full_view(posts=(), pages=(), resume=None, progress=None),
}


@pytest.fixture(scope="module", params=sorted(VIEWS))
def named(request: pytest.FixtureRequest) -> tuple[str, RenderedSite]:
    return str(request.param), _site(str(request.param))


def _site(name: str) -> RenderedSite:
    view = VIEWS[name]
    if "only-projects" in name:  # its text links to posts that are not there
        view = replace(view, projects=tuple(replace(each, body="Text.") for each in view.projects))
    if "only-posts" in name:
        view = replace(view, posts=tuple(replace(each, body="Text.") for each in view.posts))
    return rendered(view)


def pages_of(site: RenderedSite) -> dict[str, Page]:
    pages = {file: Page(text_of(site, file)) for file in site.files if file.endswith(".html")}
    assert {"index.html", "404.html"} < pages.keys()
    return pages


def test_every_page_is_well_formed_and_names_itself(named: tuple[str, RenderedSite]) -> None:
    for file, page in pages_of(named[1]).items():
        assert not page.trouble, file
        assert len(page.ids) == len(set(page.ids)), file
        assert page.all("html")[0]["lang"] == "en"
        assert page.all("title"), file
        if not any(meta.get("http-equiv") == "refresh" for meta in page.all("meta")):
            assert len(page.all("h1")) == 1, file
            assert page.all("main") == [{"id": "main"}]


def test_the_policy_comes_first_in_every_head(named: tuple[str, RenderedSite]) -> None:
    for file in pages_of(named[1]):
        first = text_of(named[1], file).partition("<head>\n")[2].partition("\n")[0]
        assert first.startswith(
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        ), file
        told = first.replace(" 'wasm-unsafe-eval'", "", 1) if file == "search/index.html" else first
        assert "unsafe" not in told


def test_nothing_in_a_page_needs_what_the_policy_forbids(named: tuple[str, RenderedSite]) -> None:
    for file in pages_of(named[1]):
        assert live(text_of(named[1], file)) == [], file


def test_no_page_loads_anything_from_another_host(named: tuple[str, RenderedSite]) -> None:
    for file, page in pages_of(named[1]).items():
        loaded = [a["src"] for tag in ("img", "script") for a in page.all(tag) if "src" in a]
        loaded += [a["href"] for a in page.all("link") if a["rel"] in {"stylesheet", "icon"}]
        assert not any(urlsplit(link).scheme or link.startswith("//") for link in loaded), file


def test_every_link_within_the_site_leads_to_a_page_and_every_fragment_to_an_id(
    named: tuple[str, RenderedSite],
) -> None:
    name, site = named
    base = "/~sam/job-search/" if name == "sub-path" else "/"
    pages = pages_of(site)
    for file, page in pages.items():
        for link in page.links():
            parts = urlsplit(link)
            if parts.scheme:
                continue
            where = posixpath.join(base, posixpath.dirname(file), "") if file != "404.html" else base
            assert not parts.path.startswith("/") or file == "404.html", f"{file}: {link}"
            target = (
                posixpath.normpath(posixpath.join(where, unquote(parts.path))) if parts.path else base + file
            )
            inside = target.rstrip("/").removeprefix(base.rstrip("/")).lstrip("/")
            found = inside if inside in site.files else f"{inside}/index.html".lstrip("/")
            assert found in site.files, f"{file}: {link}"
            assert not parts.fragment or unquote(parts.fragment) in pages[found].ids, f"{file}: {link}"


def test_the_same_view_gives_the_same_bytes() -> None:
    assert rendered(full_view()).files == full_site().files


def test_other_hash_seeds_and_time_zones_give_the_same_bytes() -> None:
    script = (
        "import hashlib; from tests.support.site_views import full_site;"
        "files = full_site().files;"
        "print(hashlib.sha256(repr([(n, f.data, f.sources) for n, f in files.items()]).encode()).hexdigest())"
    )
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "2", "TZ": "UTC", "LANG": "C"},
    ]
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, **world},
            capture_output=True,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(told) == 1


def test_an_empty_portfolio_still_has_a_home_a_colophon_and_a_page_for_lost_visitors() -> None:
    site = rendered(site_views.empty_view(), {})
    pages = [file for file in site.files if file.endswith(".html")]
    assert pages == ["404.html", "colophon/index.html", "index.html"]
    assert not {"atom.xml", "sitemap.xml"} & set(site.files)
    assert "Sam Example" in Page(text_of(site, "index.html")).text


def test_the_home_page_answers_in_the_order_an_employer_asks() -> None:
    text = Page(text_of(full_site(), "index.html").partition("<main")[2].partition(">")[2]).text
    asked = ["Sam Example", "Backend engineer for data", "Backend roles, remote", "Résumé", "Get in touch"]
    asked += ["Latebus", "Other", "24 posts and"]
    places = [text.index(words) for words in asked]
    assert places == sorted(places)


def test_where_projects_are_few_texts_stand_in_as_work() -> None:
    page = Page(text_of(rendered(full_view(projects=(), posts=(site_views.post(0, "first"),))), "index.html"))
    assert {"href": "blog/first/"} in page.all("a")


def test_the_home_page_is_light() -> None:
    site = full_site()
    page = Page(text_of(site, "index.html"))
    loaded = [link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon")]
    loaded += [script["src"] for script in page.all("script") if "src" in script]
    carried = [site.files[file].data for file in ("index.html", *loaded)]
    assert sum(len(gzip.compress(data)) for data in carried) < 30_000


def test_each_file_names_the_content_it_shows() -> None:
    files = full_site().files
    first = "content/blog/2026-06-01-first.md"
    assert first in files["blog/first/index.html"].sources
    assert "content/projects/other.md" not in files["blog/first/index.html"].sources
    every = {post.path for post in full_view().posts}
    for file in ("blog/index.html", "blog/archive/index.html", "atom.xml", "sitemap.xml"):
        assert every <= set(files[file].sources), file
    assert "content/projects/latebus.md" in files["index.html"].sources
    assert files[picture_in(full_site(), "map")].sources == (first,)
    assert first in files["progress/index.html"].sources
    assert files["resume/index.html"].sources[0] == "content/resume.yaml"


def test_a_title_in_the_navigation_makes_its_file_a_source_of_every_page() -> None:
    for file in ("index.html", "blog/first/index.html", "404.html"):
        assert "content/pages/about.md" in full_site().files[file].sources, file
        assert "content/pages/uses.md" not in full_site().files[file].sources, file


def test_the_navigation_has_what_exists_in_the_order_asked_for() -> None:
    def labels(view: SiteView) -> list[str]:
        nav = (
            text_of(rendered(view), "index.html")
            .partition('<nav aria-label="Main">')[2]
            .partition("</nav>")[0]
        )
        return re.findall(r">([^<\n]+)</a>", nav)

    assert labels(full_view()) == ["Projects", "Writing", "Résumé", "Progress", "About"]
    assert labels(full_view(nav=("resume", "uses", "no-such"))) == ["Résumé", "Uses", "About"]


def test_pictures_are_carried_only_where_a_page_shows_them() -> None:
    shown = {file for file in full_site().files if file.startswith("images/")}
    lead = picture_in(full_site(), "latebus-lead")
    assert shown == {picture_in(full_site(), "map"), lead}
    page = Page(text_of(full_site(), "projects/latebus/index.html"))
    wanted = {
        "src": f"../../{lead}",
        "alt": "Buses as lines",
        "width": "800",
        "height": "600",
        "fetchpriority": "high",
    }
    assert page.all("img") == [wanted]


def test_a_lead_picture_that_does_not_exist_is_an_error_at_its_file() -> None:
    view = full_view(posts=(site_views.post(0, "first", picture=Picture("no.png", "", 7, 8)),), projects=())
    (found,) = findings(view)
    assert (found.rule, found.severity) == ("image-missing", Severity.ERROR)
    assert found.location == Location("content/blog/2026-06-01-first.md", 7, 8)


def test_no_page_can_take_the_place_of_a_folder_that_the_site_makes(named: tuple[str, RenderedSite]) -> None:
    written = {each.address.partition("/")[0] for each in VIEWS[named[0]].pages}
    folders = {file.partition("/")[0] for file in named[1].files if "/" in file} - written
    assert {"assets", "colophon"} <= folders
    moved = {old.strip("/").partition("/")[0] for post in VIEWS[named[0]].posts for old in post.redirect_from}
    assert folders - moved <= RESERVED


def test_a_post_cannot_take_an_address_of_the_site_itself() -> None:
    (found,) = findings(full_view(posts=(site_views.post(0, "archive"),), projects=()))
    assert (found.rule, found.location.path) == ("reserved-address", "content/blog/2026-06-01-archive.md")


def test_spellings_of_a_tag_that_differ_in_case_are_one_tag() -> None:
    page = Page(text_of(full_site(), "blog/tags/index.html"))
    assert [a["href"] for a in page.all("a") if a.get("href", "").startswith("../../blog/tags/")] == [
        "../../blog/tags/c-plus-plus/",
        "../../blog/tags/sql/",
        next(a["href"] for a in page.all("a") if "/t-" in a.get("href", "")),
    ]


def test_parts_of_a_series_are_listed_in_the_order_they_were_written() -> None:
    text = text_of(full_site(), "blog/second/index.html")
    part = text.partition('<ol class="series">')[2].partition("</ol>")[0]
    assert part.index("Post first") < part.index('<span aria-current="page">Post second</span>')


def test_posts_that_stand_elsewhere_lead_there_and_embed_nothing() -> None:
    video = Page(text_of(full_site(), "blog/talk/index.html"))
    link = Page(text_of(full_site(), "blog/elsewhere/index.html"))
    assert {"href": "https://video.example/talk", "rel": "noopener"} in video.all("a")
    assert {"href": "https://writing.example/@sam/elsewhere", "rel": "noopener"} in link.all("a")
    assert not video.all("video") + video.all("iframe")


def test_without_an_address_there_is_no_feed_no_sitemap_and_no_canonical_link() -> None:
    site = rendered(full_view(url=None))
    assert not {"atom.xml", "sitemap.xml"} & set(site.files)
    assert b"Sitemap" not in site.files["robots.txt"].data
    for file in site.files:
        if file.endswith("index.html") and "old-first" not in file:
            assert "canonical" not in text_of(site, file)


def test_the_canonical_link_is_whole_and_heeds_the_sub_path() -> None:
    page = Page(text_of(rendered(full_view(url=SUB_PATH)), "blog/first/index.html"))
    assert {"rel": "canonical", "href": f"{SUB_PATH}/blog/first/"} in page.all("link")


def test_a_missing_theme_is_named_with_those_that_exist() -> None:
    from generator.core.errors import UserError

    with pytest.raises(UserError) as told:
        rendered(full_view(theme="almanach"))
    assert "almanach" in told.value.message
    assert "almanac" in (told.value.hint or "")
    assert "_base" not in (told.value.hint or "")


def test_compiled_templates_change_nothing(tmp_path: Path) -> None:
    from generator.site.site import render_site

    cache = tmp_path / "cache"
    sites = [render_site(full_view(), THEMES, site_views.images(), cache=cache)[0] for _ in range(2)]
    assert list(cache.iterdir())
    assert sites[0].files == sites[1].files == full_site().files


def test_the_index_shows_the_newest_and_leads_to_the_others() -> None:
    many = tuple(site_views.post(number, f"post-{number}") for number in reversed(range(40)))
    site = rendered(full_view(posts=many, projects=()))
    index = Page(text_of(site, "blog/index.html"))
    assert len([a for a in index.all("a") if a.get("href", "").startswith("../blog/post-")]) == 30
    assert "10 older posts in the archive" in index.text
    assert [head["id"] for head in index.all("h2")] == ["year-2027", "year-2026"]
    assert {"href": "#year-2026"} in index.all("a")
    one_year = Page(text_of(full_site(), "blog/index.html"))
    assert len(one_year.all("h2")) == 1
    assert not [a for a in one_year.all("a") if a.get("href", "").startswith("#year-")]
    archive = Page(text_of(site, "blog/archive/index.html"))
    assert len([a for a in archive.all("a") if "/post-" in a.get("href", "")]) == 40


def test_the_portrait_is_on_the_home_page_and_on_an_about_page_without_pictures() -> None:
    me = Picture("map.png", "Me", key="portrait", path="portfolio.yaml")
    about, uses = site_views.pages()
    site = rendered(full_view(portrait_file=me, pages=(about, uses)))
    shown = {file for file in site.files if file.endswith(".html") and 'portrait"><' in text_of(site, file)}
    assert shown == {"index.html", "about/index.html"}
    own = replace(about, body="![A map](../images/map.png)")
    site = rendered(full_view(portrait_file=me, pages=(own,)))
    assert 'portrait"><' not in text_of(site, "about/index.html")
