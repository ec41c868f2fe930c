"""The search's index: what is in it, what is not, and that it is made once and always the same."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.core.diagnostics import Severity
from generator.guard.guard import leaks
from generator.guard.patterns import Guarded, Secret
from generator.site import search
from generator.site.files import RenderedFile, RenderedSite
from generator.site.site import render_site
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import empty_view, full_view, one_post, post, rendered, text_of

SEARCH = "search/index.html"
WORKS = "search/pagefind.js"


def by_file(site: RenderedSite) -> dict[str, dict[str, Any]]:
    """What each fragment of the index says."""
    packed = {path: file.data for path, file in site.files.items() if path.startswith("search/fragment/")}
    plain = {path: zlib.decompress(data, zlib.MAX_WBITS | 16) for path, data in packed.items()}
    return {path: json.loads(data.removeprefix(b"pagefind_dcd")) for path, data in plain.items()}


def fragments(site: RenderedSite) -> dict[str, dict[str, Any]]:
    """The same by the address that can be found, with the content files that it shows."""
    every = by_file(site).items()
    return {page["url"]: {**page, "sources": site.files[path].sources} for path, page in every}


def test_posts_projects_pages_and_the_resume_can_be_found_and_nothing_else() -> None:
    site = rendered(full_view())
    found = fragments(site)
    addresses = [each.address for each in site_views.posts()]
    addresses += [each.address for each in site_views.projects()]
    addresses += [each.address for each in site_views.pages()]
    assert found.keys() == {*(f"/{address}" for address in addresses), "/resume/"}
    first = found["/blog/first/"]
    assert "Post first. What first is about." in str(first["content"])
    assert "For six years I counted things" in str(first["content"])
    assert {"title": "Post first", "kind": "Writing"}.items() <= first["meta"].items()
    assert "the-column" in [anchor["id"] for anchor in first["anchors"]]
    assert first["sources"] == ("content/blog/2026-06-01-first.md",)
    assert "Counted everything twice." in str(found["/resume/"]["content"])
    assert found["/resume/"]["sources"] == ("content/resume.yaml",)


def test_what_stands_around_the_texts_is_not_looked_through() -> None:
    content = " ".join(str(page["content"]) for page in fragments(rendered(full_view())).values())
    for word in ("Skip to main content", "How this is checked", "As of", "min read", "Before publishing"):
        assert word not in content


def test_a_text_is_found_as_it_is_read_whatever_is_written_in_it() -> None:
    body = "Look at `<script>alert(1)</script>` & at <b data-pagefind-ignore>this</b>.\n\n<nav>gone</nav>"
    view = one_post(body, title="<script>a</script> & b")
    content = str(fragments(rendered(view))["/blog/first/"]["content"])
    assert "<script>alert(1)</script> & at this." in content
    assert "<script>a</script> & b" in content


def test_the_page_alone_may_run_wasm() -> None:
    site = rendered(full_view())
    for path in site.files:
        if path.endswith(".html"):
            text = text_of(site, path)
            assert ("'wasm-unsafe-eval'" in text) == (path == SEARCH), path
            assert "unsafe-inline" not in text


def test_every_page_leads_to_the_search_and_the_page_is_not_listed() -> None:
    site = rendered(full_view())
    assert '<a class="find" href="../../search/" aria-label="Search">' in text_of(
        site, "blog/first/index.html"
    )
    assert "search/" not in text_of(site, "sitemap.xml")
    page = Page(text_of(site, SEARCH))
    assert not page.trouble
    assert {"../blog/archive/", "../blog/tags/", "../projects/", "../resume/", "../about/"} <= set(
        page.links()
    )


def test_only_what_a_browser_asks_for_is_published() -> None:
    site = rendered(full_view())
    names = {path for path in site.files if path.startswith("search/") and path.count("/") == 1}
    kinds = {name.rpartition(".")[2] for name in names}
    assert kinds == {"html", "js", "json", "pf_meta", "pagefind"}
    assert {name for name in names if name.endswith(".js")} == {WORKS}
    assert [name for name in names if "wasm" in name] == ["search/wasm.en.pagefind"]


@pytest.mark.parametrize(("language", "wasm"), [("de-AT", "de-at"), ("ja", "unknown"), ("xx", "unknown")])
def test_other_languages_are_searched_too(language: str, wasm: str) -> None:
    site = rendered(full_view(language=language))
    assert f"search/wasm.{wasm}.pagefind" in site.files


def test_the_index_is_always_the_same() -> None:
    texts = {
        f"blog/{n}/index.html": f"<html lang=en><main data-pagefind-body>word{n} and more" for n in range(40)
    }
    first = search.bundle(texts)
    assert first is not None
    assert all(search.bundle(dict(reversed(texts.items()))) == first for _ in range(3))


def test_an_index_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def site() -> RenderedSite:
        return render_site(full_view(), site_views.THEMES, site_views.images(), cache=tmp_path)[0]

    fresh = site()
    monkeypatch.setattr(search, "bundle", lambda _: pytest.fail("made again"))
    assert site() == fresh
    monkeypatch.undo()
    for damage in (b"", b'{"words": ["a"], "sizes": []}\n'):
        monkeypatch.setattr("generator.core.cache.cache_get", lambda *_, data=damage: data)
        assert site() == fresh


def test_nobody_with_nothing_has_a_search() -> None:
    site = rendered(empty_view())
    assert not [path for path in site.files if path.startswith("search/")]
    assert "Search" not in text_of(site, "index.html")


def test_who_wants_no_search_and_no_cards_has_none_and_no_dead_link() -> None:
    site, found = render_site(full_view(search=False, cards=False), site_views.THEMES, site_views.images())
    assert not found
    assert not [path for path in site.files if path.startswith(("search/", "cards/"))]
    home = text_of(site, "index.html")
    assert 'class="find"' not in home
    assert "og:image" not in home


@pytest.mark.parametrize("broken", ["missing", "failing"])
def test_without_the_program_there_is_no_search_and_no_dead_link(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken == "missing":
        monkeypatch.setattr(search, "executable", lambda: None)
        monkeypatch.setattr("generator.site.site.executable", lambda: None)
    else:
        monkeypatch.setattr(search, "executable", lambda: Path("/no/such/program"))
    site, found = render_site(full_view(), site_views.THEMES, site_views.images())
    assert [(one.rule, one.severity) for one in found] == [("search-left-out", Severity.NOTE)]
    assert not [path for path in site.files if path.startswith("search/")]
    assert 'class="find"' not in text_of(site, "index.html")


def test_the_settings_of_others_do_not_steer_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pagefind.toml").write_text('glob = "nothing"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_GLOB", "nothing")
    made = search.bundle({"a/index.html": "<html lang=en><main data-pagefind-body>word"})
    assert made is not None
    assert [path for path in made if path.startswith("fragment/")]


# --- the guard --------------------------------------------------------------------------------------------


def secret() -> Guarded:
    return Guarded((Secret("name", ("Ingrid", "Solberg")),), {})


def test_the_guard_reads_the_index() -> None:
    view = replace(full_view(), posts=(post(0, "first", body="I spoke with Ingrid Solberg."),))
    site = rendered(view)
    name = "Ingrid Solberg"
    (path,) = [path for path, page in by_file(site).items() if name in page["content"]]
    assert b"Solberg" not in site.files[path].data
    alone = RenderedSite({path: site.files[path]})
    assert [one.rule for one in leaks(alone, secret(), {})] == ["private-text-in-public-output"]
    assert leaks(RenderedSite({path: RenderedFile(b"Nothing")}), secret(), {}) == ()
