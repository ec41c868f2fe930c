from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.core.diagnostics import Severity
from generator.site.colours import MIN_CONTRAST, contrast, parse_hex, readable_shade
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from generator.site.tokens import token_sheet
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import SHIPPED, THEMES, fault_with, full_view, site_with, text_of, write

SHEET = (SHIPPED / "almanac" / "assets" / "tokens.css").read_text("utf-8")
ALL = ThemeFolders(SHIPPED).names()


# --- a theme's files --------------------------------------------------------------------------------


def test_a_child_theme_changes_one_file_and_inherits_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "extends", "almanac\n")
    write(tmp_path / "mine" / "404.html", "<p>Gone, {{ site.name }}.</p>")
    site = site_with(tmp_path)
    assert text_of(site, "404.html") == "<p>Gone, Sam Example.</p>"
    plain = site_with(tmp_path, "almanac")
    changed = {file for file in plain.files if plain.files[file] != site.files[file]}
    assert changed == {"404.html"}


def test_a_folder_with_the_name_of_a_shipped_theme_changes_single_files_of_it(tmp_path: Path) -> None:
    write(tmp_path / "almanac" / "assets" / "theme.css", "h1 { color: red }")
    write(tmp_path / "almanac" / "assets" / "fonts" / "a.woff2", "x")
    site = site_with(tmp_path, "almanac")
    assert text_of(site, "assets/theme.css") == "h1 { color: red }"
    assert "assets/fonts/a.woff2" in site.files
    assert "assets/base.css" in site.files


def test_a_theme_without_extends_stands_on_the_base(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "assets" / "tokens.css", SHEET)
    page = Page(text_of(site_with(tmp_path), "index.html"))
    sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    assert sheets == ["assets/base.css", "assets/tokens.css", "assets/own.css"]


def test_themes_that_extend_each_other_are_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "extends", "other")
    write(tmp_path / "other" / "extends", "mine")
    assert "mine and other" in fault_with(tmp_path).message


@pytest.mark.parametrize("name", ["../almanac", "_base", "a/b", "", "Almanac", ".hidden", "nope"])
def test_a_name_that_is_no_theme_is_a_fault_that_names_those_there_are(tmp_path: Path, name: str) -> None:
    write(tmp_path / "mine" / "404.html", "x")
    told = fault_with(tmp_path, name)
    assert told.exit_code == 2
    assert told.hint == f"There are: {', '.join(sorted([*ALL, 'mine']))}."


def test_a_link_out_of_the_theme_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", "secret")
    own = tmp_path / "themes"
    write(own / "mine" / "extends", "almanac")
    (own / "mine" / "404.html").symlink_to(tmp_path / "secret.txt")
    assert "leads out of the theme" in fault_with(own).message
    (own / "mine" / "404.html").unlink()
    (own / "mine" / "assets").mkdir()
    (own / "mine" / "assets" / "x.css").symlink_to(tmp_path / "secret.txt")
    assert "leads out of the theme" in fault_with(own).message


def test_a_theme_that_is_itself_a_link_does_not_exist(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "404.html", "x")
    own = tmp_path / "themes"
    own.mkdir()
    (own / "mine").symlink_to(tmp_path / "elsewhere")
    assert "no theme “mine”" in fault_with(own).message


def test_a_linked_folder_of_assets_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "secret" / "x.txt", "secret")
    own = tmp_path / "themes"
    write(own / "mine" / "extends", "almanac")
    (own / "mine" / "assets").mkdir()
    (own / "mine" / "assets" / "deep").symlink_to(tmp_path / "secret")
    assert not any("secret" in str(made.data) for made in site_with(own).files.values())


# --- tokens ---------------------------------------------------------------------------------------------


def test_a_plain_accent_is_made_readable_on_both_papers() -> None:
    sheet, found = token_sheet((("accent", "#0b6e4f"),), SHEET)
    assert not found
    pair = re.fullmatch(r":root \{\n  --accent: light-dark\((#\w+), (#\w+)\);\n\}\n", sheet)
    assert pair is not None
    assert pair[1] == "#0b6e4f"  # readable on light paper as it is
    papers = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", SHEET)
    assert papers is not None
    for shade, paper in zip(pair.groups(), papers.groups(), strict=True):
        one, other = parse_hex(shade), parse_hex(paper)
        assert one is not None
        assert other is not None
        assert contrast(one, other) >= MIN_CONTRAST


def test_the_tokens_own_sheet_comes_last() -> None:
    page = Page(text_of(site_views.full_site(), "index.html"))
    sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    assert sheets[-1] == "assets/own.css"


@pytest.mark.parametrize(
    ("name", "value", "css"),
    [
        ("font-text", '"Iowan Old Style", Georgia, serif', '"Iowan Old Style", Georgia, serif'),
        ("size", "clamp(1rem, 2vw, 1.2rem)", "clamp(1rem, 2vw, 1.2rem)"),
        ("density", "0.9", "0.9"),
        ("paper", "#ffffff", "light-dark(#ffffff, #171614)"),
        ("accent", "light-dark(#1d4f86, #98bfee)", "light-dark(#1d4f86, #98bfee)"),
    ],
)
def test_other_values_stand_as_they_are(name: str, value: str, css: str) -> None:
    assert token_sheet(((name, value),), SHEET) == (f":root {{\n  --{name}: {css};\n}}\n", [])


@pytest.mark.parametrize(
    "value",
    [
        "",
        "red; } body { background: url(//evil.example)",
        "url(https://evil.example)",
        "URL(x)",
        "image-set(x)",
        "var(--ink)",
        "rgb(1, 2",
        "'open",
        "a\nb",
        "\\75rl(x)",
        "/* x */",
        "</style>",
        "x" * 201,
    ],
)
def test_a_value_that_could_break_out_is_an_error(value: str) -> None:
    sheet, (found,) = token_sheet((("accent", value),), SHEET)
    assert sheet == ""
    assert (found.rule, found.severity) == ("theme-token-invalid", Severity.ERROR)


def test_a_token_that_the_theme_lacks_is_an_error_that_says_what_was_meant() -> None:
    sheet, (found,) = token_sheet((("acent", "#000"),), SHEET)
    assert sheet == ""
    assert (found.rule, found.hint) == ("theme-token-unknown", "Did you mean “accent”?")
    assert found.location.path == "portfolio.yaml"


def test_ink_that_can_hardly_be_read_is_a_warning() -> None:
    _, (found,) = token_sheet((("ink", "#aaaaaa"),), SHEET)
    assert (found.rule, found.severity) == ("theme-token-contrast", Severity.WARNING)


@pytest.mark.parametrize("theme", ALL)
def test_every_shipped_theme_can_be_read_in_light_and_dark(theme: str) -> None:
    sheet = (SHIPPED / theme / "assets" / "tokens.css").read_text("utf-8")
    tokens = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", sheet)}
    for name, pair in tokens.items():
        if name in ("paper", "wash", "line"):
            continue
        grounds = (
            ["paper", "wash"] if name.startswith("code") or name == "soft" or name == "ink" else ["paper"]
        )
        for ground in grounds:
            for text, back in zip(pair, tokens[ground], strict=True):
                one, other = parse_hex(text), parse_hex(back)
                assert one is not None
                assert other is not None
                assert contrast(one, other) >= MIN_CONTRAST, (theme, name, ground)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#ffd400", "#777777", "#0b6e4f", "#ff0000"])
@pytest.mark.parametrize("paper", ["#fbf9f4", "#171614", "#808080"])
def test_the_nearest_readable_shade_is_readable_and_leaves_what_is(colour: str, paper: str) -> None:
    one, other = parse_hex(colour), parse_hex(paper)
    assert one is not None
    assert other is not None
    made = readable_shade(one, other)
    assert contrast(made, other) >= MIN_CONTRAST
    assert made == one or contrast(one, other) < MIN_CONTRAST


@pytest.mark.parametrize("theme", ALL)
def test_every_shipped_theme_renders_a_full_and_an_empty_portfolio(theme: str) -> None:
    for view in (full_view(theme=theme), site_views.empty_view()):
        site, found = render_site(view, THEMES, site_views.images())
        assert not found
        assert all(not Page(text_of(site, file)).trouble for file in site.files if file.endswith(".html"))


def test_no_style_sheet_calls_another_host_and_no_template_has_a_style_of_its_own() -> None:
    for theme in (*ALL, "_base"):
        for path in (SHIPPED / theme).rglob("*"):
            text = path.read_text("utf-8") if path.suffix in (".css", ".html") else ""
            if path.suffix == ".css":
                assert text.count("url(") == text.count('url("fonts/'), path
                assert "@import" not in text, path
            if path.suffix == ".html":
                assert " style=" not in text, path
                assert "<style" not in text, path
                assert "|safe" not in text, path


def test_the_shipped_themes_may_also_be_the_graduates_own(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "themes")
    both = ThemeFolders(tmp_path / "themes", tmp_path / "themes")
    site, _ = render_site(full_view(), both, site_views.images())
    assert site.files == site_views.full_site().files
