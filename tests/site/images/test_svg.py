"""Drawings in SVG: nothing runs, nothing loads, nothing private is left, and they look as before."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.core.messages import Message
from generator.site.images import cache
from generator.site.images.album import Album
from generator.site.images.svg import clean_svg

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {NAMES} width="20" height="10"'


def cleaned(inside: str, more: str = "") -> str:
    result = clean_svg(f"{SVG} {more}>{inside}</svg>".encode())
    assert not isinstance(result, Message)
    ElementTree.fromstring(result[0])  # noqa: S314 - it is ours
    return result[0].decode()


ATTACKS = (
    "<script>x()</script>",
    '<script href="https://a.example/x.js"/>',
    '<g onload="x()" onclick="x()"/>',
    '<a href="javascript:x()"><rect/></a>',
    '<a xlink:href="https://a.example"><rect/></a>',
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='x'/></body></foreignObject>",
    '<image href="https://a.example/x.png"/>',
    '<image href="data:image/svg+xml;base64,AAAA"/>',
    '<image xlink:href="x.png"/>',
    '<use href="https://a.example/x.svg#a"/>',
    '<set attributeName="href" to="javascript:x()"/>',
    '<animate attributeName="href" values="javascript:x()"/>',
    "<style>@import url(https://a.example/x.css); a{fill:url(https://a.example/x)}</style>",
    "<style>a{background:u\\72l(https://a.example)}</style>",
    "<style>@font-face{font-family:x;src:url(https://a.example/x)}</style>",
    '<rect style="fill:url(https://a.example/x)" filter="url(x.svg#a)"/>',
    "<metadata>secret</metadata><!-- secret --><?secret secret?>",
    '<g xmlns:inkscape="http://i.example" inkscape:label="secret" inkscape:export-filename="secret"/>',
    '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
    "<handler>x()</handler><video href='x'/><audio/><link rel='stylesheet' href='x'/>",
)


def test_nothing_runs_loads_or_is_private() -> None:
    for attack in ATTACKS:
        svg = cleaned(attack, 'onload="x()"')
        wrong = r"script|\son\w+=|https://|foreign|iframe|animate|<set|secret|import|font-face|x\(\)|\\|base64|x\.png"
        assert not re.search(wrong, svg), (attack, svg)


def test_what_it_looks_like_stays() -> None:
    drawing = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<style>.b{fill:url(#a);stroke:red}</style><rect class="b" style="fill:url(#a);opacity:.5" x="1"/>'
        '<use href="#a"/><image href="data:image/png;base64,AAAA"/><text>a <tspan>b</tspan> c</text>'
    )
    svg = cleaned(drawing)
    parts = ("<linearGradient", "fill:url(#a);stroke:red", 'style="fill:url(#a);opacity:.5"', 'href="#a"')
    for part in (*parts, "data:image/png;base64,AAAA", "<text>a <tspan>b</tspan> c</text>"):
        assert part in svg
    assert "<g><rect" in cleaned('<a href="https://a.example"><rect/></a>')
    assert "<tspan>b</tspan> c" in cleaned('<text>a <a href="x">b</a> c</text>')


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10"', (20, 10)),
        ('width="15pt" height="1in"', (20, 96)),
        ('viewBox="0 0 200 100"', (200, 100)),
        ('viewBox="0 0 200 100" width="50"', (50, 25)),
        ('viewBox="0,0,200,100" height="50px"', (100, 50)),
        ('width="100%" viewBox="0 0 40 30"', (40, 30)),
        ('width="0" height="x"', (300, 150)),
        ('width="999999" height="10"', (4000, 1)),
        ("", (300, 150)),
    ],
)
def test_its_size_is_known(attributes: str, size: tuple[int, int]) -> None:
    result = clean_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert not isinstance(result, Message)
    assert result[1:] == size
    root = ElementTree.fromstring(result[0])  # noqa: S314 - it is ours
    assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))


def test_what_is_no_drawing_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + f"{SVG}>&a;</svg>"
    deep = f"{SVG}>{'<g>' * 5000}{'</g>' * 5000}</svg>"
    for data in (b"", b"x", b"\x89PNG", b"<html/>", bomb.encode(), f"{SVG}>".encode(), bomb.encode("utf-16")):
        assert isinstance(clean_svg(data), Message), data[:20]
    assert not isinstance(clean_svg(deep.encode()), Message)  # what is too deep is left out
    assert isinstance(clean_svg(b"<svg>" + b" " * 9_000_000), Message)


def test_matplotlibs_declaration_is_no_obstacle() -> None:
    written = (
        '\ufeff<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!-- Created with x -->\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    assert not isinstance(clean_svg(f"{written}{SVG}/>".encode()), Message)


def test_a_drawing_is_one_file_among_the_pictures_of_a_page() -> None:
    album = Album({"a.svg": f"{SVG}><script/></svg>".encode(), "b.svg": b"no"})
    image = album.responsive("a.svg", "A")
    assert not isinstance(image, Message)
    assert (image.size, image.sources) == ((20, 10), ())
    assert image.address.endswith(".svg")
    assert b"script" not in album.files[image.address][1]
    assert isinstance(album.responsive("b.svg", "B"), Message)
    assert album.full_size("a.svg") == image.address


def test_a_drawing_that_an_earlier_cleaner_let_through_is_not_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = f'{SVG}><rect width="9" height="9"/></svg>'.encode()
    name = "content/images/a.svg"

    def published() -> bytes:
        album = Album({name: data}, tmp_path)
        album.responsive(name, "")
        return b"".join(file for _, file in album.files.values())

    monkeypatch.setattr(cache, "code_fingerprint", lambda *_: b"before")
    monkeypatch.setattr("generator.site.images.svg.clean_svg", lambda _: (b"<svg>bad</svg>", 20, 10))
    assert b"bad" in published()
    monkeypatch.undo()
    monkeypatch.setattr(cache, "code_fingerprint", lambda *_: b"after")
    assert b"bad" not in published()
    monkeypatch.setattr("generator.site.images.svg.clean_svg", lambda _: (b"<svg>bad</svg>", 20, 10))
    assert b"bad" not in published()  # the second was kept


def test_the_key_of_a_picture_has_all_the_code_that_makes_it() -> None:
    made_by = {name.rpartition(".")[2] for name in cache._MADE_BY}
    folder = Path(cache.__file__).parent
    others = {"__init__", "album", "cache", "html"}  # they name and place pictures, and change no byte
    assert made_by == {path.stem for path in folder.glob("*.py")} - others
