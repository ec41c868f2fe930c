"""The feeds as programs of others read them: feedparser, atoma, and the JSON Feed specification."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import atoma
import feedparser
import pytest

from generator.public.view import SiteView
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import full_view, rendered, text_of

SUB_PATH = "https://pages.example/~sam/job-search"
# jsonfeed.org/version/1.1: every key it knows, of a feed and of an item.
FEED_KEYS = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
FEED_KEYS |= {"user_comment", "next_url", "icon", "favicon", "expired", "hubs"}
ITEM_KEYS = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image"}
ITEM_KEYS |= {"banner_image", "date_published", "date_modified", "authors", "tags", "language", "attachments"}


def json_feed(view: SiteView | None = None) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(rendered(view or full_view()).files["feed.json"].data)
    return made


def items(view: SiteView | None = None) -> dict[str, dict[str, Any]]:
    """The feed's items by their titles."""
    return {item["title"]: item for item in json_feed(view)["items"]}


@pytest.mark.parametrize("url", ["https://sam.example", SUB_PATH])
def test_feedparser_finds_nothing_wrong_in_the_atom_feed(url: str) -> None:
    read = feedparser.parse(rendered(full_view(url=url)).files["atom.xml"].data)
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == [post.title for post in full_view().posts]
    assert read.entries[-1].link == f"{url}/blog/first/"
    assert "SELECT" in read.entries[-1].content[0].value
    assert [tag.term for tag in read.entries[-1].tags] == ["SQL", "C++", "日本語"]


def test_atoma_which_is_strict_reads_it_too() -> None:
    read = atoma.parse_atom_bytes(rendered(full_view()).files["atom.xml"].data)
    assert read.id_ == "https://sam.example/blog/"
    assert read.updated == dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    assert read.generator is not None
    assert (read.generator.name, read.authors[0].name) == ("Weekproof 0.1.0", "Sam Example")
    assert len(read.entries) == 4
    for entry in read.entries:
        assert entry.published is not None
        assert entry.updated is not None
        assert entry.updated >= entry.published


def test_the_json_feed_says_what_version_one_point_one_asks_for() -> None:
    feed = json_feed()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed.keys() <= FEED_KEYS
    assert (feed["home_page_url"], feed["feed_url"]) == (
        "https://sam.example/",
        "https://sam.example/feed.json",
    )
    assert feed["authors"] == [{"name": "Sam Example", "url": "https://sam.example/"}]
    assert feed["icon"] == "https://sam.example/icon-512.png"
    assert (feed["title"], feed["language"]) == ("Sam Example", "en")
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 4
    for item in feed["items"]:
        assert item.keys() <= ITEM_KEYS
        assert isinstance(item["id"], str)
        assert ("content_html" in item) != ("content_text" in item)
        assert dt.datetime.fromisoformat(item["date_published"]).tzinfo is not None


@pytest.mark.parametrize("url", ["https://sam.example", SUB_PATH])
def test_a_post_is_there_in_full_with_whole_links_its_tags_and_its_picture(url: str) -> None:
    item = items(full_view(url=url))["Post first"]
    page = Page(item["content_html"])
    assert "SELECT" in page.text
    assert page.links()
    assert all(link.startswith("https://") for link in page.links())
    assert item["tags"] == ["SQL", "C++", "日本語"]
    assert item["image"].startswith(f"{url}/images/map-640.")
    assert item["summary"] == "What first is about."


def test_a_post_that_stands_elsewhere_says_where_and_what_it_is_about() -> None:
    link, video = items()["Post elsewhere"], items()["Post talk"]
    assert link["external_url"] == "https://writing.example/@sam/elsewhere"
    assert video["external_url"] == "https://video.example/talk"
    assert link["content_text"] == "What elsewhere is about."


def test_a_day_of_change_is_told_only_if_it_came_later() -> None:
    assert items()["Post second"]["date_modified"] == "2026-07-01T00:00:00Z"
    same = site_views.post(0, "first", updated=site_views.START)
    assert "date_modified" not in items(full_view(posts=(same,), projects=()))["Post first"]


def test_a_moment_keeps_its_zone() -> None:
    chicago = dt.timezone(dt.timedelta(hours=-5))
    late = site_views.post(0, "first", moment=dt.datetime(2026, 6, 1, 23, 30, tzinfo=chicago))
    told = items(full_view(posts=(late,), projects=()))["Post first"]["date_published"]
    assert told == "2026-06-01T23:30:00-05:00"


def test_what_utf_8_cannot_hold_does_not_stop_the_feed() -> None:
    odd = site_views.post(0, "first", title="a\ud800b\x00", body="x\x0cy")
    assert json_feed(full_view(posts=(odd,), projects=()))["items"][0]["title"].startswith("a")


def test_both_feeds_stand_in_the_head_and_one_at_the_foot() -> None:
    page = Page(text_of(rendered(full_view()), "blog/first/index.html"))
    found = {a["type"]: a["href"] for a in page.all("link") if a["rel"] == "alternate"}
    assert found == {"application/atom+xml": "../../atom.xml", "application/feed+json": "../../feed.json"}
    assert [a["href"] for a in page.all("a") if a["href"].endswith(("atom.xml", "feed.json"))] == [
        "../../atom.xml"
    ]


def test_without_an_address_or_without_posts_there_is_neither() -> None:
    for view in (full_view(url=None), site_views.empty_view()):
        site = rendered(view, {} if not view.posts else None)
        assert not {"atom.xml", "feed.json"} & set(site.files)
        assert "application/feed+json" not in text_of(site, "index.html")
