"""Rules about themes: each broken by a theme of one file or two, found at its file and line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.site.theme import ThemeFolders
from generator.theme_check.check import check_theme
from tests.support.site_views import SHIPPED, write

HOME = "{% extends '_base/home.html' %}\n{% block about %}\n"
TOKENS = (SHIPPED / "almanac" / "assets" / "tokens.css").read_text("utf-8")


def tried(folder: Path, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    write(folder / "mine" / "extends", "almanac\n")
    for name, text in files.items():
        write(folder / "mine" / name, text)
    return check_theme(ThemeFolders(SHIPPED, folder), "mine", folder.parent / "cache-of-themes")


def told(folder: Path, files: Mapping[str, str]) -> list[tuple[str, str, int | None]]:
    """Rule, file and line of all that is found."""
    return [(one.rule, one.location.path, one.location.line) for one in tried(folder, files)]


def found_at(folder: Path, lines: Iterable[str]) -> list[tuple[str, int | None]]:
    """Rule and line of what is found in a home page with these lines, from the third on."""
    found = told(folder, {"home.html": HOME + "\n".join(lines) + "{% endblock %}"})
    assert {path for _, path, _ in found} == {"themes/mine/home.html"}
    return sorted({(rule, line) for rule, _, line in found}, key=lambda row: (row[1] or 0, row[0]))


def test_a_theme_that_only_extends_another_has_nothing_wrong(tmp_path: Path) -> None:
    assert told(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("files", "location"),
    [
        ({"404.html": "a\n{% if %}"}, ("404.html", 2)),
        ({"home.html": HOME + "{{ site.nmae }}{% endblock %}"}, ("home.html", 3)),
        ({"home.html": HOME + "{% if 1 == 2 %}\n{{ wroks }}{% endif %}{% endblock %}"}, ("home.html", 4)),
        ({"parts/own.html": "{{ nobody }}"}, ("parts/own.html", 1)),
        ({"home.html": HOME + "{{ site.resume.name }}{% endblock %}"}, ("home.html", 3)),
        ({"home.html": HOME + "{% include 'parts/no.html' %}{% endblock %}"}, ("home.html", 3)),
        ({"parts/weeks.html": "{% macro weeks(strip) %}{% endmacro %}"}, ("../_base/home.html", 64)),
        ({"home.html": "{% autoescape false %}{% endautoescape %}"}, ("home.html", 1)),
    ],
)
def test_theme_template_broken(tmp_path: Path, files: Mapping[str, str], location: tuple[str, int]) -> None:
    found = {row[1:] for row in told(tmp_path, files) if row[0] == "theme-template-broken"}
    path = f"themes/mine/{location[0]}".replace("mine/../", "")
    assert path in {where for where, _ in found}
    assert (path, location[1]) in found or path == "themes/_base/home.html"
    assert len(found) <= 2


def test_theme_template_broken_in_the_base_that_all_stand_on(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "themes")
    base = tmp_path / "themes" / "_base" / "404.html"
    base.write_text(base.read_text("utf-8").replace("</h1>", "{{ nobody }}</h1>"), "utf-8")
    found = check_theme(ThemeFolders(tmp_path / "themes"), "almanac")
    assert {(one.rule, one.location.path) for one in found} == {
        ("theme-template-broken", "themes/_base/404.html")
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n<b>open</p>", 4),
        ("x\n</div>", 4),
        ('<p class="a" class="b">x</p>', 3),
        ('<p id="work">x</p>', 3),
        ("{% if site.posts %}\n<section>{% endif %}", 4),
    ],
)
def test_theme_page_malformed(tmp_path: Path, text: str, line: int) -> None:
    found = told(tmp_path, {"home.html": HOME + text + "{% endblock %}"})
    assert ("theme-page-malformed", "themes/mine/home.html", line) in found


def test_theme_page_incomplete(tmp_path: Path) -> None:
    base = (SHIPPED / "_base" / "base.html").read_text("utf-8")
    lacking = base
    for part in (
        ' lang="{{ site.language }}"',
        "<title>{{ head.title }}</title>",
        re.findall(r'<a class="skip".*\n', base)[0],
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    ):
        assert part in base
        lacking = lacking.replace(part, "")
    lacking = lacking.replace("<head>\n", '<head>\n<link rel="icon" href="favicon.svg">\n')
    found = [
        one
        for one in tried(tmp_path, {"base.html": lacking})
        if one.location.path.endswith("_base/home.html")
    ]
    assert {one.rule for one in found} == {"theme-page-incomplete"}
    words = ("language", "no title", "viewport", "Content-Security-Policy", "first link")
    assert [word for word in words if not any(word in one.message for one in found)] == []
    assert len(found) == len(words) + 1  # the portfolios speak two languages


@pytest.mark.parametrize(
    ("old", "new"),
    [('lang="{{ site.language }}"', 'lang="tlh"'), ('<main id="main">', '<main id="other">')],
)
def test_theme_page_incomplete_with_a_part_that_does_not_fit(tmp_path: Path, old: str, new: str) -> None:
    base = (SHIPPED / "_base" / "base.html").read_text("utf-8")
    assert old in base
    found = told(tmp_path, {"base.html": base.replace(old, new)})
    assert {row[0] for row in found} == {"theme-page-incomplete"}


def test_theme_page_incomplete_without_a_heading_or_with_two(tmp_path: Path) -> None:
    found = told(tmp_path, {"404.html": "{% extends 'base.html' %}"})
    assert found == [("theme-page-incomplete", "themes/mine/404.html", None)]
    found = told(
        tmp_path, {"404.html": "{% extends '_base/404.html' %}{% block foot %}<h1>x</h1>{% endblock %}"}
    )
    assert found == [("theme-page-incomplete", "themes/mine/404.html", None)]


def test_theme_blocked_by_policy(tmp_path: Path) -> None:
    lines = (
        '<p style="color: red">x</p>',
        "<p onclick=\"alert('x')\">x</p>",
        "<script>let x = 1;</script>",
        "<style>p { color: red }</style>",
        '<iframe src="x"></iframe>',
        '<form action="x"></form>',
        '<img width="1" height="1" alt="" src="data:image/gif;base64,R0">',
        '<a href="javascript:history.back()">back</a>',
    )
    assert found_at(tmp_path, lines) == [("theme-blocked-by-policy", number) for number in range(3, 11)]


def test_theme_blocked_by_policy_in_a_sheet_and_in_the_policy_itself(tmp_path: Path) -> None:
    sheet = "a { color: red }\nb { background: url(data:image/gif;base64,R0) }"
    assert told(tmp_path, {"assets/changes.css": sheet}) == [
        ("theme-blocked-by-policy", "themes/mine/assets/changes.css", 2)
    ]
    base = (SHIPPED / "_base" / "base.html").read_text("utf-8")
    weak = base.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    found = told(tmp_path, {"assets/changes.css": "", "base.html": weak})
    assert found == [("theme-blocked-by-policy", "themes/mine/base.html", 4)]


def test_theme_text_unescaped(tmp_path: Path) -> None:
    lines = (
        "{% for post in recent %}<p title={{ post.title }}>x</p>{% endfor %}",
        "{% for post in recent %}<a href=\"{{ post.published_url or '' }}\">x</a>{% endfor %}",
        "{% for post in recent %}<a href=\"{{ post.video or '' }}\">x</a>{% endfor %}",
    )
    unescaped = {line for rule, line in found_at(tmp_path, lines) if rule == "theme-text-unescaped"}
    assert unescaped == {3, 4, 5}


def test_theme_other_host(tmp_path: Path) -> None:
    lines = (
        '<img width="1" height="1" alt="" src="https://cdn.example.net/x.png">',
        '<img width="1" height="1" alt="" src="//cdn.example.net/x.png">',
        '<link rel="stylesheet" href="https://cdn.example.net/x.css">',
        '<script src="https://cdn.example.net/x.js"></script>',
    )
    assert found_at(tmp_path, lines) == [("theme-other-host", number) for number in range(3, 7)]


def test_theme_other_host_in_a_sheet(tmp_path: Path) -> None:
    called = '@import "https://b.example.net/x.css";'
    sheet = f"/* url(https://a.example.net/) */\n{called}\np {{ background: url(x.png) }}"
    (found,) = tried(tmp_path, {"assets/changes.css": sheet})
    assert (found.rule, found.location.line) == ("theme-other-host", 2)
    assert "b.example.net" in found.message


def test_theme_link_to_other_host(tmp_path: Path) -> None:
    (found,) = tried(
        tmp_path, {"home.html": HOME + '<a href="https://shop.example.net/">x</a>{% endblock %}'}
    )
    assert (found.rule, found.severity.value, found.location.line) == (
        "theme-link-to-other-host",
        "warning",
        3,
    )


def test_theme_weeks_without_table(tmp_path: Path) -> None:
    text = "{% extends 'base.html' %}{% block main %}<h1>The weeks</h1>{% endblock %}"
    assert (
        told(tmp_path, {"progress.html": text})
        == [("theme-weeks-without-table", "themes/mine/progress.html", None)] * 2
    )  # 26 weeks of the full portfolio, one of the small one


def test_theme_picture_incomplete(tmp_path: Path) -> None:
    lines = [
        '<img src="x.png" alt="A" width="3">',
        '<img src="x.png" width="3" height="2">',
        '<img src="x.png" alt="" width="3" height="2">',
    ]
    assert found_at(tmp_path, lines) == [("theme-picture-incomplete", 3), ("theme-picture-incomplete", 4)]


def test_theme_work_without_cover(tmp_path: Path) -> None:
    listed = "{% for project in projects %}<p>{{ project.title }}</p>{% endfor %}"
    text = f"{{% extends 'base.html' %}}{{% block main %}}<h1>Work</h1>{listed}{{% endblock %}}"
    found = tried(tmp_path, {"projects.html": text})
    assert {(one.rule, one.severity.value, one.location.path) for one in found} == {
        ("theme-work-without-cover", "warning", "themes/mine/projects.html")
    }
    assert any("4 works, but shows 0 covers" in one.message for one in found)


def test_theme_token_missing(tmp_path: Path) -> None:
    sheet = "a {\n  color: var(--papper); border-color: var(--other, red);\n}"
    assert told(tmp_path, {"assets/changes.css": sheet}) == [
        ("theme-token-missing", "themes/mine/assets/changes.css", 2)
    ]
    write(tmp_path / "bare" / "home.html", HOME + "{% endblock %}")
    (found,) = check_theme(ThemeFolders(SHIPPED, tmp_path), "bare")
    assert (found.rule, found.location.path) == ("theme-token-missing", "themes/bare/assets/tokens.css")


def test_a_pale_token_is_found_at_its_line_in_the_scheme_where_it_is_pale(tmp_path: Path) -> None:
    line = next(number for number, text in enumerate(TOKENS.splitlines(), 1) if "--soft:" in text)
    pale = TOKENS.replace("--soft: light-dark(#635b4e", "--soft: light-dark(#b0a99c")
    found = tried(tmp_path, {"assets/tokens.css": pale})
    assert {(one.rule, one.location.line) for one in found} == {("theme-token-contrast", line)}
    assert all("in light" in one.message for one in found)


def test_theme_file_unread(tmp_path: Path) -> None:
    files = {"theme.py": "print()", "asset/theme.css": "", "README.md": "x", "assets/x.woff2": "x"}
    assert told(tmp_path, files) == [
        ("theme-file-unread", "themes/mine/asset/theme.css", None),
        ("theme-file-unread", "themes/mine/theme.py", None),
    ]
