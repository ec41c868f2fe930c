"""weeks.json and the badge: what the strip shows, and nothing that it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

import generator.site.extras
from generator.public.view import ProgressView, SiteView
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import full_view, progress, rendered, text_of

SCHEMA = Path(generator.site.extras.__path__[0]) / "weeks.schema.json"
DESIGN = replace(progress(), making_label="design activities")
MODES = {"work": progress(), "full": progress("full"), "design": DESIGN}


def weeks_json(shown: ProgressView) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(rendered(full_view(progress=shown)).files["weeks.json"].data)
    return made


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    document = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("mode", MODES)
def test_fits_its_schema(schema: jsonschema.protocols.Validator, mode: str) -> None:
    assert [error.message for error in schema.iter_errors(weeks_json(MODES[mode]))] == []


def test_the_schema_refuses_contacts_where_they_are_not_shown(schema: jsonschema.protocols.Validator) -> None:
    work, full = weeks_json(progress()), weeks_json(progress("full"))
    assert not schema.is_valid({**work, "totals": full["totals"]})
    assert not schema.is_valid({**work, "weeks": full["weeks"]})
    assert not schema.is_valid({**full, "weeks": work["weeks"]})
    assert not schema.is_valid({**work, "streak": 3})
    assert not schema.is_valid({**work, "as_of": "2026-11-31"})


def test_it_says_what_the_page_says() -> None:
    made = weeks_json(progress())
    assert made["totals"] == {"weeks": 25, "writing": 24, "making": progress().total_making}
    assert sum(week["making"] for week in made["weeks"]) == made["totals"]["making"]
    assert made["weeks"][0] == {
        "week": "2026-W23",
        "number": 1,
        "starts": "2026-06-01",
        "ends": "2026-06-07",
        "writing": 1,
        "making": 5,
    }
    assert made["commitment"]["digest"] == "0123456789abcdef"
    assert (made["format"], made["as_of"], made["generator"]) == (1, "2026-11-22", "Weekproof 0.1.0")


def test_a_blank_week_looks_like_any_other_but_for_its_zeros() -> None:
    blank, other = weeks_json(progress())["weeks"][2:4]
    assert blank.keys() == other.keys()
    assert (blank["writing"], blank["making"]) == (0, 0)


def test_contacts_are_numbers_and_only_where_all_is_shown() -> None:
    assert "contact" not in text_of(rendered(full_view()), "weeks.json")
    full = weeks_json(progress("full"))
    assert full["weeks"][0]["contacts"] == 8
    assert full["totals"] | {"contacts": 192, "met": 24, "asked": 25} == full["totals"]


@pytest.mark.parametrize("view", [full_view(progress=None), site_views.empty_view()])
def test_where_the_weeks_are_not_shown_there_is_neither(view: SiteView) -> None:
    site = rendered(view, None if view.posts else {})
    assert not {"weeks.json", "badge.svg"} & set(site.files)
    assert "weeks.json" not in text_of(site, "colophon/index.html")


def test_the_page_and_the_colophon_say_how_to_check_again() -> None:
    site = rendered(full_view())
    weeks = Page(text_of(site, "progress/index.html"))
    assert {"../weeks.json", "../badge.svg", "../colophon/#again"} <= {a["href"] for a in weeks.all("a")}
    colophon = Page(text_of(site, "colophon/index.html"))
    assert {"href": "../weeks.json"} in colophon.all("a")
    assert "0123456789abcdef" in colophon.text
    assert "weekproof build --as-of 2026-11-22" in colophon.text


def badge(**changes: object) -> ElementTree.Element:
    data = rendered(full_view(**changes)).files["badge.svg"].data
    return ElementTree.fromstring(data)  # noqa: S314  # made here


def test_the_badge_says_it_in_a_line() -> None:
    drawn = badge(progress=replace(progress(), total_writing=26, total_making=1312))
    assert drawn.findtext("{*}text") == "25 weeks · 26 posts · 1,312 contributions · checked 2026-11-22"
    assert badge(progress=DESIGN).findtext("{*}text", "").endswith("design activities · checked 2026-11-22")


def test_the_badge_has_a_name_and_a_description_and_calls_nobody() -> None:
    drawn = badge()
    assert (drawn.get("role"), drawn.get("aria-labelledby")) == ("img", "title desc")
    assert drawn.findtext("{*}title") == drawn.findtext("{*}text")
    assert "Sam Example: 24 posts and" in drawn.findtext("{*}desc", "")
    text = text_of(rendered(full_view()), "badge.svg")
    assert "prefers-color-scheme:dark" in text
    assert "url(" not in text
    assert "href" not in text


def test_a_badge_of_weeks_without_anything_says_only_how_many() -> None:
    bare = replace(progress(), total_writing=0, total_making=0)
    assert badge(progress=bare).findtext("{*}text") == "25 weeks · checked 2026-11-22"


@pytest.mark.parametrize("name", ["<&>", "\x00\ud800", "]]>", "東京 太郎"])
def test_no_name_breaks_the_badge(name: str) -> None:
    assert "checked" in badge(name=name).findtext("{*}desc", "")


def test_texts_may_link_to_both() -> None:
    body = "See [the data](/weeks.json) and [the badge](/badge.svg)."
    page = Page(text_of(rendered(full_view(posts=(site_views.post(0, "first", body=body),), projects=())),
                        "blog/first/index.html"))  # fmt: skip
    assert {"../../weeks.json", "../../badge.svg"} <= {a["href"] for a in page.all("a")}
