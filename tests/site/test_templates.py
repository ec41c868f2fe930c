"""Templates of a theme: what they may reach, and how they are told that they are broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.site import template_budget, templates
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


LOOP = "{% for a in 'x' * 5000 %}"
COSTLY = {
    "a text ten billion times": ("{{ 'x' * 10 ** 10 }}", "too large"),
    "a list as often": ("{{ 10 ** 10 * ['x', 'y'] }}", "too large"),
    "a number of many digits": ("{{ 10 ** 999999 }}", "too large"),
    "numbers that grow": (
        "{% macro m(n, x) %}{% if n %}{{ m(n - 1, x * x) }}{% endif %}{% endmacro %}{{ m(90, 9) }}",
        "too large",
    ),
    "a wide format": ("{{ '%999999999d' % 1 }}", "too large"),
    "another": ("{{ '%999999999d'|format(1) }}", "too large"),
    "a third": ("{{ '{:999999999}'.format(1) }}", "too large"),
    "a wide line": ("{{ 'x'.center(10 ** 9) }}", "larger than 100,000"),
    "a filter for one": ("{{ 'x'|center(10 ** 9) }}", "larger than 100,000"),
    "batches": ("{{ 'x'|batch(10 ** 9, 'x')|list }}", "larger than 100,000"),
    "slices": ("{{ 'x'|slice(10 ** 9)|list }}", "larger than 100,000"),
    "an indent": ("{{ 'x'|indent(10 ** 9) }}", "larger than 100,000"),
    "texts that are joined": (
        "{% macro m(n, x) %}{% if n %}{{ m(n - 1, x ~ x) }}{% endif %}{% endmacro %}{{ m(60, 'x') }}",
        "memory",
    ),
    "texts that are added": (
        "{% macro m(n, x) %}{% if n %}{{ m(n - 1, x + x) }}{% endif %}{% endmacro %}{{ m(60, 'x') }}",
        "too large",
    ),
    "a list in a list": ("{{ 'x'|batch(9999, 'x')|first|map('batch', 9999, 0)|map('list')|list }}", "memory"),
    "loops in loops": (f"{LOOP * 4}{{% endfor %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}", "seconds"),
    "a part that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "seconds",
    ),
    "a page without end": (f"{LOOP}{LOOP}abcdefgh{{% endfor %}}{{% endfor %}}", "larger than 1 MB"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_template_that_takes_too_much_is_a_fault_with_its_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if COSTLY[name][1] == "memory" and sys.platform != "linux":
        pytest.skip("memory is limited on Linux alone")
    monkeypatch.setattr(template_budget, "SECONDS", 0.3 if COSTLY[name][1] == "seconds" else 600.0)
    monkeypatch.setattr(template_budget, "BYTES", 60_000_000)
    monkeypatch.setattr(templates, "PAGE_BYTES", 1_000_000)
    write(tmp_path / "mine" / "extends", "almanac")
    write(tmp_path / "mine" / "404.html", f"a\n\n{COSTLY[name][0]}\n")
    told = fault_with(tmp_path)
    assert "404.html, line 3" in told.message
    assert COSTLY[name][1] in told.message


def test_what_was_late_by_a_hair_is_not_raised_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_budget, "_POLL_SECONDS", 0.001)
    monkeypatch.setattr(template_budget, "SECONDS", 0.0005)
    raised = 0
    for _ in range(300):
        try:
            with template_budget.budget():
                sum(range(2_000))
        except template_budget.OutOfTimeError:
            raised += 1
    sum(range(100_000))
    assert raised < 300


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
