"""What stands for a work in lists: its picture, or what is drawn in its place."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.messages import Message
from generator.public.view import Cover, Picture
from generator.reading.scalars import read_focus
from generator.site.images.album import Album
from generator.site.lead_images import cover_of
from generator.site.plates import plate
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.pngs import png
from tests.support.site_views import site_with, text_of

WORK = replace(site_views.projects()[0], picture=None)
FILES = {"wide.png": png(900, 400), "map.png": png(640, 480), "badge.png": png(90, 20)}


def cover(shown: tuple[str, ...] = (), **pictures: Picture) -> Cover:
    return cover_of(replace(WORK, **pictures), shown, Album(FILES))  # type: ignore[arg-type]  # two fields


def test_a_cover_is_the_thumbnail_else_the_image_else_the_first_of_the_text() -> None:
    wide, lead, missing = Picture("wide.png", "W"), Picture("map.png", "M"), Picture("no.png", "")
    stems = [
        found.image.address.partition("-")[0] if found.image else "drawn"
        for found in (
            cover(thumbnail=wide, picture=lead),
            cover(picture=lead),
            cover(thumbnail=missing, picture=lead),
            cover(("badge.png", "wide.png", "map.png")),
            cover(("badge.png",)),
            cover(picture=missing),
        )
    ]
    assert stems == ["images/wide", "images/map", "images/map", "images/wide", "drawn", "drawn"]


def test_a_cover_knows_where_it_is_looked_at_and_its_form_in_dark_mode() -> None:
    dark = Picture("wide.png", "", key="image_dark")
    found = cover(picture=Picture("map.png", "M", focus=(30, 0), dark=dark)).image
    assert found is not None
    assert found.dark is not None
    assert (found.x, found.y, found.dark.size) == (3, 0, (900, 400))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("top", "50% 0%"),
        ("left 30%", "0% 30%"),
        ("30% top", "30% 0%"),
        ("Top Left", "0% 0%"),
        ("top 10%", "10% 0%"),
        ("30% 20%", "30% 20%"),
        ("center", "50% 50%"),
        ("center bottom", "50% 100%"),
        ("30%", "30% 50%"),
        *(
            (wrong, None)
            for wrong in ("left right", "top top", "101% 0%", "30", "a", "1% 2% 3%", "", "left 5px")
        ),
    ],
)
def test_a_focus_is_a_side_or_two_or_percentages(written: str, meant: str | None) -> None:
    read = read_focus(written, dt.UTC)
    assert (None if isinstance(read, Message) else read) == meant


def test_a_plate_is_the_same_at_every_build_and_another_for_another_work() -> None:
    names = [f"projects/{number}/" for number in range(60)]
    plates = [plate(name) for name in names]
    assert plates == [plate(name) for name in names]
    assert len(set(plates)) == len(names)
    tones = {"ground", "line", "stroke", "soft", "ink", "accent"}
    for shape in (shape for drawn in plates for shape in drawn):
        assert shape.tone in tones
        assert re.fullmatch(r"[MLHVhvaz0-9. -]+", shape.path)


@pytest.mark.parametrize("theme", ["almanac", "gauge", "plate"])
def test_every_listed_project_has_its_picture_or_its_plate(theme: str, tmp_path: Path) -> None:
    site = site_with(tmp_path, theme)
    for file in ("index.html", "projects/index.html"):
        page = Page(text_of(site, file))
        covers = [attributes for attributes in page.all("div") if attributes.get("class") == "cover"]
        assert len(covers) >= 2, file
        assert len(page.all("img")) + len(page.all("svg")) >= len(covers)
        for picture in page.all("img"):
            assert picture["width"], picture
            assert picture["height"], picture
