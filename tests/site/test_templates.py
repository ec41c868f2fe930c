"""Templates of a theme: what they may reach, and how they are told that they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site_views import fault_with, site_with, text_of, write


@pytest.mark.parametrize(
    ("template", "trouble"),
    [
        ("{{ site.nmae }}", "nmae"),
        ("{% if %}", "line 1"),
        ("{% include '../../secret.html' %}", "there is no template"),
        ("{% include '/etc/hostname' %}", "there is no template"),
        ("{{ site.name.__class__ }}", "__class__"),
        ("{{ site.__init__.__globals__ }}", "__init__"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ lipsum() }}", "lipsum"),
        ("{{ range(3) }}", "range"),
        ("{{ 1 / 0 }}", "division"),
        ("{{ site.name|safe }}", "safe"),
        ("{% debug %}", "debug"),
        ("{{ to(1) }}", "404.html"),
        ("{{ self.main() }}", "404.html"),
        ("{% autoescape false %}{{ site.name }}{% endautoescape %}", "escaping cannot be switched"),
        ("{% set x %}{% autoescape 1 == 2 %}x{% endautoescape %}{% endset %}", "escaping"),
        ("{% extends 'mine/404.html' %}", "recursion"),
        ("{% extends 'other/404.html' %}", "there is no template"),
        ("a\n\n{{ site.nmae }}", "404.html, line 3"),
        ("a\n\n{% if %}", "404.html, line 3"),
        ("a\n{% include 'no.html' %}", "404.html, line 2"),
    ],
)
def test_a_broken_or_prying_template_is_a_fault_with_its_name(
    tmp_path: Path, template: str, trouble: str
) -> None:
    write(tmp_path / "mine" / "extends", "almanac")
    write(tmp_path / "mine" / "404.html", template)
    told = fault_with(tmp_path)
    assert "404.html" in told.message
    assert trouble in told.message


def test_a_fault_in_a_part_names_the_part_and_its_line(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "extends", "almanac")
    write(tmp_path / "mine" / "404.html", "\n{% include 'parts/own.html' %}")
    write(tmp_path / "mine" / "parts" / "own.html", "a\nb\n{{ to(1) }}")
    assert "parts/own.html, line 3" in fault_with(tmp_path).message


def test_a_template_can_extend_the_one_whose_place_it_takes(tmp_path: Path) -> None:
    """A theme's name before the slash means that theme's own, in all that follow it."""
    text = "{% extends 'NAME/home.html' %}{% block about %}<p>Mine.</p>{% endblock %}"
    write(tmp_path / "mine" / "extends", "almanac")
    write(tmp_path / "mine" / "home.html", text.replace("NAME", "_base"))
    write(tmp_path / "almanac" / "home.html", text.replace("NAME", "almanac").replace("Mine", "Almanac's"))
    mine, almanac = (text_of(site_with(tmp_path, name), "index.html") for name in ("mine", "almanac"))
    assert "<p>Mine.</p>" in mine
    assert "<p>Almanac's.</p>" in almanac
    assert mine.replace("Mine", "Almanac's") == almanac


def test_a_template_escapes_what_it_prints_and_cannot_change_a_view(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "extends", "almanac")
    write(tmp_path / "mine" / "404.html", "{{ '<b>' }}{{ site.posts.append }}")
    assert "append" in fault_with(tmp_path).message
