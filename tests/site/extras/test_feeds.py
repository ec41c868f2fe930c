from __future__ import annotations

import datetime as dt
import json
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from generator.site.extras.feeds import MOST
from generator.site.images.decode import size_of
from generator.site.urls import absolute, base_path, file_of, relative, slug, slugs
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.pngs import png
from tests.support.site_views import findings, full_site, full_view, one_post, rendered, text_of

SUB_PATH = "https://pages.example/~sam/job-search"


def feed_of(url: str = "https://sam.example", **changes: object) -> ElementTree.Element:
    site = rendered(full_view(url=url, **changes))
    return ElementTree.fromstring(site.files["atom.xml"].data)  # noqa: S314  # made here


def texts(parent: ElementTree.Element, path: str) -> list[str]:
    return [element.text or "" for element in parent.findall(path)]


# --- Atom -------------------------------------------------------------------------------------------


def test_the_feed_has_what_atom_asks_for() -> None:
    feed = feed_of()
    assert texts(feed, "{*}title") == ["Sam Example"]
    assert texts(feed, "{*}author/{*}name") == ["Sam Example"]
    links = {link.get("rel"): link.get("href") for link in feed.findall("{*}link")}
    assert links == {"alternate": "https://sam.example/", "self": "https://sam.example/atom.xml"}
    for entry in feed.findall("{*}entry"):
        for wanted in ("id", "title", "updated", "published"):
            assert len(entry.findall(f"{{*}}{wanted}")) == 1
    ids = texts(feed, "{*}entry/{*}id")
    assert len(set(ids)) == len(ids) == 4


def test_entries_are_newest_first_and_the_feed_is_as_young_as_its_youngest() -> None:
    feed = feed_of()
    published = texts(feed, "{*}entry/{*}published")
    assert published == sorted(published, reverse=True)
    assert published[-1] == "2026-06-01T09:00:00Z"
    assert texts(feed, "{*}updated") == [max(texts(feed, "{*}entry/{*}updated"))] == ["2026-07-01T00:00:00Z"]


def test_a_moment_is_told_in_universal_time() -> None:
    chicago = dt.timezone(dt.timedelta(hours=-5))
    late = site_views.post(0, "first", moment=dt.datetime(2026, 6, 1, 23, 30, tzinfo=chicago))
    assert texts(feed_of(posts=(late,), projects=()), "{*}entry/{*}published") == ["2026-06-02T04:30:00Z"]


def test_the_time_of_a_change_is_told_and_a_day_alone_begins_at_the_posts_midnight() -> None:
    chicago = dt.timezone(dt.timedelta(hours=-5))
    moment = dt.datetime(2026, 6, 1, 9, 30, tzinfo=chicago)
    changed = dt.datetime(2026, 6, 1, 18, 15, tzinfo=chicago)
    timed = site_views.post(0, "first", moment=moment, updated=changed.date(), updated_at=changed)
    site = rendered(full_view(url="https://sam.example", posts=(timed,), projects=()))
    feed = ElementTree.fromstring(site.files["atom.xml"].data)  # noqa: S314  # made here
    assert texts(feed, "{*}entry/{*}updated") == ["2026-06-01T23:15:00Z"]
    assert b'"date_modified": "2026-06-01T18:15:00-05:00"' in site.files["feed.json"].data
    assert b"2026-06-01T18:15:00-05:00" in site.files["blog/first/index.html"].data
    day = site_views.post(0, "first", moment=moment, updated=dt.date(2026, 6, 2))
    assert texts(feed_of(posts=(day,), projects=()), "{*}entry/{*}updated") == ["2026-06-02T05:00:00Z"]


@pytest.mark.parametrize("url", ["https://sam.example", SUB_PATH])
def test_the_feed_carries_whole_texts_with_whole_links(url: str) -> None:
    content = texts(feed_of(url), "{*}entry/{*}content")[-1]
    page = Page(content)
    assert not page.trouble
    assert "SELECT" in page.text
    links = page.links()
    assert links
    assert all(urlsplit(link).scheme == "https" for link in links)
    assert f"{url}/projects/latebus/#how" in links
    assert any(link.startswith(f"{url}/images/map-640.") for link in links)
    assert not page.all("source")
    assert f"{url}/blog/first/#fn:1" in links


def test_posts_that_stand_elsewhere_say_where() -> None:
    related = [
        link.get("href") for link in feed_of().findall("{*}entry/{*}link") if link.get("rel") == "related"
    ]
    assert related == ["https://video.example/talk", "https://writing.example/@sam/elsewhere"]


def test_what_xml_cannot_hold_is_left_out() -> None:
    feed = feed_of(
        posts=(site_views.post(0, "first", title="a\x00b\x0bc\x1b\ufffe\ud800d", body="x\x0cy"),), projects=()
    )
    assert texts(feed, "{*}entry/{*}title") == ["abcd"]


# --- sitemap, robots, icon ----------------------------------------------------------------------------


def test_the_sitemap_lists_every_page_once_but_not_those_for_nobody() -> None:
    site = rendered(full_view(url=SUB_PATH))
    root = ElementTree.fromstring(site.files["sitemap.xml"].data)  # noqa: S314  # made here
    listed = texts(root, "{*}url/{*}loc")
    unlisted = ("old-first", "search/")
    pages = {file for file in site.files if file.endswith("index.html")}
    pages = {file for file in pages if not any(part in file for part in unlisted)}
    assert sorted(listed) == sorted(f"{SUB_PATH}/{file.removesuffix('index.html')}" for file in pages)
    assert b"Sitemap: " + SUB_PATH.encode() + b"/sitemap.xml" in site.files["robots.txt"].data


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amara Okafor", "AO"),
        ("Ana María de la Cruz", "AC"),
        ("Cher", "C"),
        ("李 小龙", "李小"),
        ("<&", "·"),
        ("", "·"),
    ],
)
def test_the_icon_has_the_initials(name: str, initials: str) -> None:
    icon = rendered(full_view(name=name)).files["favicon.svg"].data
    assert ElementTree.fromstring(icon).findtext("{*}text") == initials  # noqa: S314  # made here


# --- old addresses ------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one() -> None:
    for file, way in (
        ("2026/06/old-first/index.html", "../../../blog/first/"),
        ("old-first.html", "blog/first/"),
    ):
        page = Page(text_of(full_site(), file))
        assert {"http-equiv": "refresh", "content": f"0; url={way}"} in page.all("meta")
        assert {"rel": "canonical", "href": "https://sam.example/blog/first/"} in page.all("link")
        assert {"href": way} in page.all("a")


@pytest.mark.parametrize(
    "old",
    [
        "/",
        "",
        "../up/",
        "a/../../b",
        "/blog/first/",
        "/BLOG/First/",
        "index.html",
        "/assets/base.css/",
        "https://a.example/x",
        "a b",
        "a\\b",
        "x\0y",
        "a//b",
        '"><script>',
    ],
)
def test_an_old_address_that_cannot_be_is_an_error_at_the_post(old: str) -> None:
    (found,) = findings(one_post("x", redirect_from=(old,)))
    assert (found.rule, found.location.path) == ("redirect-invalid", "content/blog/2026-06-01-first.md")


# --- addresses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "seen_from", "link"),
    [
        ("", "", "./"),
        ("", "blog/x/", "../../"),
        ("blog/x/", "", "blog/x/"),
        ("blog/x/", "blog/", "../blog/x/"),
        ("blog/x/#a", "blog/x/", "#a"),
        ("blog/x/#a", "about/", "../blog/x/#a"),
        ("blog/ä b/", "", "blog/%C3%A4%20b/"),
        ("atom.xml", "404.html", "atom.xml"),
    ],
)
def test_one_page_points_at_another(address: str, seen_from: str, link: str) -> None:
    assert relative(address, seen_from) == link


def test_addresses_have_files_and_whole_forms() -> None:
    assert [file_of(address) for address in ("", "blog/", "atom.xml")] == [
        "index.html",
        "blog/index.html",
        "atom.xml",
    ]
    assert absolute("blog/#a", SUB_PATH) == f"{SUB_PATH}/blog/#a"
    assert [base_path(url) for url in (None, "https://a.example", SUB_PATH)] == [
        "/",
        "/",
        "/~sam/job-search/",
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [("Data Modeling", "data-modeling"), ("C++", "c-plus-plus"), ("C#", "c-sharp"), ("Où", "ou")],
)
def test_a_name_becomes_a_slug(text: str, made: str) -> None:
    assert slug(text) == made


def test_names_without_letters_and_names_that_systems_keep_get_a_slug_all_the_same() -> None:
    for text in ("日本語", "…", "con", "LPT1", "nul"):
        assert slug(text) not in ("", "con", "lpt1", "nul")
        assert slug(text) == slug(text)


def test_two_names_never_share_a_slug() -> None:
    made = slugs(["a b", "a-b", "A B", "日本", "日 本"])
    assert len(set(made.values())) == 5


# --- the size of pictures -------------------------------------------------------------------------------


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    gif = b"GIF89a" + (7).to_bytes(2, "little") + (5).to_bytes(2, "little")
    head = b"\xff\xd8\xff\xe0\x00\x04ab"
    jpeg = head + b"\xff\xc0\x00\x11\x08\x00\x05\x00\x07"
    extended = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (6).to_bytes(3, "little") + (4).to_bytes(3, "little")
    lossless = b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + (6 | 4 << 14).to_bytes(4, "little") + bytes(9)
    lossy = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + (7).to_bytes(2, "little") + (5).to_bytes(2, "little")
    for data in (png(7, 5), gif, jpeg, extended, lossless, lossy):
        assert size_of(data) == (7, 5)


def test_a_broken_picture_has_no_size_and_does_no_harm() -> None:
    whole = png(7, 5)
    for data in (
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0",
        whole[:18],
        b"RIFF\0\0\0\0WEBPVP8X",
        b"<svg/>",
    ):
        assert size_of(data) is None


def test_feeds_have_the_newest_posts() -> None:
    many = tuple(site_views.post(number, f"post-{number}") for number in reversed(range(MOST + 3)))
    site = rendered(full_view(url="https://sam.example", posts=many, projects=(), cards=False, search=False))
    newest = [f"https://sam.example/{one.address}" for one in many[:MOST]]
    feed = json.loads(site.files["feed.json"].data)
    assert [item["id"] for item in feed["items"]] == newest
    assert text_of(site, "atom.xml").count("<entry>") == MOST
    assert many[MOST].path not in site.files["atom.xml"].sources
