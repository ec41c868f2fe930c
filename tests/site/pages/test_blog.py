"""Around the posts: the archive by week, related posts, contents, parts of a series, sources, stills."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote

import pytest

from generator.public.view import Picture, PostView
from generator.site.pages.blog import contents, related, tags_of
from tests.support.html_reader import Page
from tests.support.site_views import full_site, full_view, one_post, post, rendered, text_of

LONG_BODY = "## First *steps*\n\nx\n\n## A & B[^1]\n\nx\n\n### Deeper\n\nx\n\n## Größe\n\nx\n\n[^1]: Note.\n"


def tagged(number: int, slug: str, *tags: str, series: str | None = None) -> PostView:
    return post(number, slug, tags=tags, series=series)


def near(chosen: PostView, *others: PostView) -> list[str]:
    every = (chosen, *others)
    return [other.address.split("/")[1] for other in related(chosen, tags_of(every))]


# --- the archive ------------------------------------------------------------------------------------


def test_the_archive_goes_by_week_and_names_each_once() -> None:
    monday, sunday, next_month = dt.date(2026, 6, 29), dt.date(2026, 7, 5), dt.date(2026, 7, 6)
    days = {"c": next_month, "b": sunday, "a": monday}
    posts = tuple(
        post(0, slug, date=day, week=f"2026-W{day.isocalendar().week}") for slug, day in days.items()
    )
    text = text_of(rendered(full_view(posts=posts, projects=())), "blog/archive/index.html")
    assert re.findall(r'<h2 class="rail">([^<]+)<', text) == ["July 2026", "June 2026"]
    assert re.findall(r'<span class="when">([^<]+)<', text) == ["6–12 Jul", "29 Jun – 5 Jul"]
    assert re.findall(r'<li id="([^"]+)">', text) == ["2026-W28", "2026-W27"]
    assert re.findall(r">Post (\w)<", text) == ["c", "b", "a"]


def test_the_archive_begins_weeks_as_the_school_does() -> None:
    tuesday, wednesday = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    posts = (post(0, "b", date=wednesday, week="2026-W27"), post(0, "a", date=tuesday, week="2026-W26"))
    view = full_view(posts=posts, projects=(), first_weekday=2)
    text = text_of(rendered(view), "blog/archive/index.html")
    assert re.findall(r'<span class="when">([^<]+)<', text) == ["1–7 Jul", "24–30 Jun"]
    assert re.findall(r'<li id="([^"]+)">', text) == ["2026-W27", "2026-W26"]


# --- related posts ----------------------------------------------------------------------------------


def test_a_rare_tag_in_common_weighs_more_than_one_that_everybody_has() -> None:
    chosen = tagged(0, "chosen", "python", "locks")
    many = [tagged(number, f"p{number}", "python") for number in range(1, 5)]
    assert near(chosen, *many, tagged(30, "far", "Locks")) == ["far", "p1", "p2"]


def test_of_the_same_weight_the_nearer_in_time_comes_first() -> None:
    others = [tagged(number, f"p{number}", "sql") for number in (1, 8, 9, 20)]
    assert near(tagged(10, "chosen", "sql"), *others) == ["p9", "p8", "p1"]


def test_without_a_tag_in_common_nothing_is_related() -> None:
    assert near(tagged(0, "chosen", "sql", " "), tagged(1, "other", "go", " ")) == []


def test_a_tag_that_a_hundred_posts_have_says_nothing() -> None:
    crowd = [tagged(0, f"p{number}", "sql") for number in range(1, 100)]
    assert len(near(tagged(0, "chosen", "sql"), *crowd)) == 3
    assert near(tagged(0, "chosen", "sql"), *crowd, tagged(0, "one-more", "sql")) == []


def test_parts_of_the_series_and_neighbours_are_named_elsewhere() -> None:
    chosen = tagged(2, "chosen", "sql", series="Notes")
    part, older, free = (
        tagged(n, s, "sql", series=x) for n, s, x in ((1, "p", "Notes"), (0, "o", None), (9, "f", ""))
    )
    tags = tags_of((chosen, part, older, free))
    assert [other.address for other in related(chosen, tags, (None, older))] == ["blog/f/"]


def test_a_post_leads_to_its_relatives() -> None:
    posts = tuple(tagged(number, f"p{number}", "sql") for number in (4, 3, 2, 1, 0))
    site = rendered(full_view(posts=posts, projects=()))
    text = text_of(site, "blog/p0/index.html").partition('id="related"')[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]+)"', text) == [f"../../blog/p{number}/" for number in (2, 3, 4)]
    assert {each.path for each in posts} <= set(site.files["blog/p0/index.html"].sources)


# --- contents ---------------------------------------------------------------------------------------


def test_a_long_post_has_its_contents_and_every_one_leads_to_its_heading() -> None:
    text = text_of(rendered(one_post(LONG_BODY, words=900)), "blog/first/index.html")
    nav = text.partition('<nav class="contents"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', nav)
    assert [words for _, words in found] == ["First steps", "A &amp; B", "Größe"]
    assert {unquote(name) for name, _ in found} <= set(Page(text).ids)


@pytest.mark.parametrize("words", [0, 699])
def test_a_short_post_has_none(words: int) -> None:
    assert contents('<h2 id="a">A</h2><h2 id="b">B</h2><h2 id="c">C</h2>', words) == ()


def test_few_headings_need_no_contents() -> None:
    assert contents('<h2 id="a">A</h2><h2 id="b">B</h2><h2 id="c"><b></b></h2>', 5000) == ()


# --- series, sources, reading time, stills --------------------------------------------------------------


def test_a_part_says_which_it_is() -> None:
    assert "Part 1 of 2: From the pharmacy" in Page(text_of(full_site(), "blog/first/index.html")).text
    assert "Part 2 of 2: From the pharmacy" in Page(text_of(full_site(), "blog/second/index.html")).text
    alone = Page(text_of(rendered(one_post("x", series="Alone")), "blog/first/index.html"))
    assert "Part" not in alone.text


def test_sources_are_listed_with_where_they_are_and_notes_lead_back() -> None:
    text = text_of(full_site(), "blog/first/index.html")
    page = Page(text)
    assert {"href": "https://docs.example/constraints", "rel": "noopener"} in page.all("a")
    assert "Constraints docs.example" in page.text
    assert text.index('id="fn:1"') < text.index('id="sources"')
    assert {"../../blog/first/#fnref:1", "#fnref:1"} & set(page.links())


@pytest.mark.parametrize(("words", "told"), [(1, "1 min read"), (690, "3 min read")])
def test_a_post_says_how_long_it_takes_to_read(words: int, told: str) -> None:
    assert told in Page(text_of(rendered(one_post("x", words=words)), "blog/first/index.html")).text


def video(picture: Picture | None) -> str:
    view = one_post("About it.", kind="video", video="https://video.example/talk", picture=picture)
    return text_of(rendered(view), "blog/first/index.html")


def test_a_video_is_a_still_that_loads_nothing_until_it_is_followed() -> None:
    for picture in (None, Picture("map.png", "A map")):
        page = Page(video(picture))
        assert not page.trouble
        assert not page.all("iframe") + page.all("video") + page.all("embed")
        assert all("video.example" not in a.get("src", "") for _, a in page.tags)
        assert [a["href"] for a in page.all("a") if "video" in a["href"]] == ["https://video.example/talk"]
        assert "Watch the video on video.example" in page.text


def test_a_still_is_the_post_s_picture_or_a_drawn_card() -> None:
    assert 'class="card" aria-hidden="true">Post first<' in video(None)
    shown = video(Picture("map.png", "A map"))
    assert 'class="card"' not in shown
    assert [a["alt"] for a in Page(shown).all("img")] == ["A map"]
