"""The manual's film: what stood on a line, from when to when, and nothing that is not asked for."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pyte

from docs.film import Film, svg
from docs.make import DOCS

SVG = "{http://www.w3.org/2000/svg}"


def film(*shown: str) -> Film:
    screen = pyte.Screen(20, 3)
    stream = pyte.Stream(screen)
    made = Film()
    for text in shown:
        stream.feed(text)
        made.show(screen, 1)
    return made


def test_a_line_stands_from_when_it_came_until_it_changed() -> None:
    lines = [
        (row, since, until, "".join(run.text for run in line if not run.reverse))
        for row, since, until, line in film("a & b", "\r\nsecond", "\x1b[1;1Hfirst").lines()
    ]
    assert (0, 0.0, 1.0, "a & b") in lines
    assert (0, 1.0, 2.0, "a & b") in lines  # the cursor left it
    assert (1, 1.0, 2.0, "second") in lines
    assert lines[-2:] == [(0, 2.0, 3.0, "first"), (1, 2.0, 3.0, "second")]


def test_the_file_is_sound_and_asks_for_nothing() -> None:
    text = svg(film("\x1b[31m<b>&\x1b[0m", "\r\nmore"), 20, 3, "A <title>")
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert root.findtext(f"{SVG}title") == "A <title>"
    assert "<b>&" in {each.text for each in root.iter(f"{SVG}text")}
    assert "prefers-reduced-motion" in text
    assert {"script", "image", "foreignObject"} & {
        each.tag.removeprefix(SVG) for each in root.iter()
    } == set()


def test_what_is_shown_to_those_who_want_no_motion_is_the_last_screen() -> None:
    root = ET.fromstring(svg(film("one", "\r\n\x1b[2J\x1b[Htwo"), 20, 3, "t"))  # noqa: S314  # our own
    still = [group for group in root.iter(f"{SVG}g") if "end" in group.get("class", "").split()]
    assert "".join(text.text or "" for group in still for text in group.iter(f"{SVG}text")).strip() == "two"


def test_the_film_in_the_manual_is_small_and_of_nobody_s_machine() -> None:
    file = DOCS / "pictures" / "first-ten-minutes.svg"
    text = file.read_text("utf-8")
    assert file.stat().st_size < 400_000
    assert "/tmp" not in text  # noqa: S108  # looked for, not used
    assert "/home" not in text


def test_the_manual_s_pictures_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in (DOCS / "pictures").glob("*.png")}
    assert len(sizes) >= 7
    assert {name: size for name, size in sizes.items() if size >= 120_000} == {}
