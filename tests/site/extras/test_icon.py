"""Icons and the manifest: the initials wherever they can be drawn, in the theme's own colours."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image

from generator.site.colours import Palette, palette
from generator.site.extras import icon
from generator.site.extras.icon import initials
from tests.support.html_reader import Page
from tests.support.site_views import full_site, full_view, rendered, text_of

PICTURES = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512, "icon-maskable.png": 512}
NAMES = [
    ("Amara Okafor", "AO"),
    ("Ana María de la Cruz", "AC"),
    ("Cher", "C"),
    ("李 小龙", "李小"),
    ("<&", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "letters"), NAMES)
def test_initials_are_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert initials(full_view(name=name)) == letters


def picture(file: str, **changes: object) -> Image.Image:
    data = rendered(full_view(**changes)).files[file].data
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("file", PICTURES)
def test_pictures_have_their_size_and_show_something(file: str) -> None:
    drawn = picture(file)
    assert drawn.size == (PICTURES[file], PICTURES[file])
    colours = drawn.getcolors(1 << 20) or []
    assert len(colours) > 2
    assert max(colours)[1] == (0x1F, 0x1C, 0x17, 255)  # the ground is the theme's ink


def test_what_a_system_cuts_or_rounds_itself_has_no_corners_of_ours() -> None:
    assert picture("icon-192.png").getpixel((0, 0))[3] == 0  # type: ignore[index]  # four channels
    for file in ("apple-touch-icon.png", "icon-maskable.png"):
        assert picture(file).getpixel((0, 0))[3] == 255, file  # type: ignore[index]  # four channels


@pytest.mark.parametrize("name", ["Walter Müller-Wm Wmwmwm", "Cher", "李 小龙", ""])
def test_the_maskable_icon_keeps_to_the_circle_that_every_system_leaves(name: str) -> None:
    drawn = picture("icon-maskable.png", name=name)
    middle, room = 256, 512 * 0.4
    ground = drawn.getpixel((0, 0))
    marked = [(x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if drawn.getpixel((x, y)) != ground]
    assert marked
    assert max((x - middle) ** 2 + (y - middle) ** 2 for x, y in marked) <= room**2


def test_letters_that_no_font_here_has_give_way_to_a_mark() -> None:
    one, other = (rendered(full_view(name=name)).files["icon-512.png"].data for name in ("李 小龙", "東 京"))
    assert one == other
    assert one != full_site().files["icon-512.png"].data


def test_without_typst_the_drawing_is_the_only_icon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icon, "is_installed", lambda: False)
    site = rendered(full_view())
    assert not PICTURES.keys() & site.files.keys()
    manifest = json.loads(site.files["site.webmanifest"].data)
    assert [each["src"] for each in manifest["icons"]] == ["favicon.svg"]


def test_the_manifest_names_what_is_there() -> None:
    site = full_site()
    manifest = json.loads(site.files["site.webmanifest"].data)
    assert {each["src"] for each in manifest["icons"]} <= site.files.keys()
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == (
        "Sam Example",
        "Sam Example",
        "en",
    )
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("./", "./", "browser")
    assert manifest["theme_color"] == "#fbf9f4"
    long = rendered(full_view(title="The portfolio of Sam Example"))
    assert json.loads(long.files["site.webmanifest"].data)["short_name"] == "Sam"


def test_every_page_leads_to_them_and_says_its_colours() -> None:
    page = Page(text_of(full_site(), "blog/first/index.html"))
    links = {a["rel"]: a["href"] for a in page.all("link")}
    assert links["manifest"] == "../../site.webmanifest"
    assert links["apple-touch-icon"] == "../../apple-touch-icon.png"
    colours = {a["media"]: a["content"] for a in page.all("meta") if a.get("name") == "theme-color"}
    assert colours == {
        "(prefers-color-scheme: light)": "#fbf9f4",
        "(prefers-color-scheme: dark)": "#171614",
    }


def test_colours_are_the_theme_s_and_the_portfolio_s_over_them() -> None:
    site = rendered(replace(full_view(), tokens=(("paper", "light-dark(#fff, #000000)"),)))
    drawn = ElementTree.fromstring(site.files["favicon.svg"].data)  # noqa: S314  # made here
    assert "text{fill:#ffffff}" in drawn.findtext("{*}style", "")
    assert json.loads(site.files["site.webmanifest"].data)["background_color"] == "#ffffff"


@pytest.mark.parametrize(
    ("sheet", "paper"),
    [
        ("--paper: light-dark(#fff, #010203);", ("#ffffff", "#010203")),
        ("--paper: #abc;", ("#aabbcc", "#aabbcc")),
        ("--paper: light-dark(white, rgb(0, 0, 0));", Palette().paper),
        ("", Palette().paper),
    ],
)
def test_a_colour_that_cannot_be_read_gives_way(sheet: str, paper: tuple[str, str]) -> None:
    assert palette("", sheet).paper == paper
