"""The manual says what the program does: pages made from it are as it would make them now."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from pathlib import Path

import click

from docs.make import FOLDER, REFERENCE, THEME_REFERENCE, pages, reference
from docs.theme_reference import theme_reference
from generator.cli import weekproof
from generator.reporters.table import FORMATS
from generator.views import public

DOCS = FOLDER.parent
MANUAL = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    on_disk = {page.name: page.read_text("utf-8") for page in FOLDER.glob("*.md")}
    assert on_disk == pages(), "run `make docs`"


def test_the_reference_is_up_to_date() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "run `make docs`"


def test_the_reference_of_themes_is_up_to_date() -> None:
    assert THEME_REFERENCE.read_text("utf-8") == theme_reference(), "run `make docs`"


def test_every_name_and_every_field_that_a_theme_is_given_is_explained() -> None:
    page = theme_reference()
    assert "| `site` | [SiteView](#siteview) |" in page
    assert "| `published_url` | text or none | `published_url` is where else it stands. |" in page
    assert [line for line in page.splitlines() if re.search(r"\|\s*\|$", line)] == []


def test_every_public_view_is_in_the_reference() -> None:
    views = [name for name, kind in vars(public).items() if isinstance(kind, type) and is_dataclass(kind)]
    page = theme_reference()
    assert [name for name in views if f"\n## {name}\n" not in page] == []


def test_every_command_stands_in_the_manual() -> None:
    text = "\n".join(page.read_text("utf-8") for page in MANUAL)
    for words in commands(weekproof):
        assert f"weekproof {words}" in text, f"`weekproof {words}` is in no page of the manual"


def test_every_format_stands_in_the_manual() -> None:
    text = "\n".join(page.read_text("utf-8") for page in MANUAL)
    for name in FORMATS:
        assert f"`{name}`" in text or f"--format {name}" in text, name


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*MANUAL, *FOLDER.glob("*.md")]:
        for target in links(page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def commands(group: click.Group, before: str = "") -> list[str]:
    found = []
    for name, command in group.commands.items():
        words = f"{before}{name}"
        found += commands(command, f"{words} ") if isinstance(command, click.Group) else [words]
    return found


def links(text: str) -> list[Path]:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose)
    return [Path(target) for target in targets if "://" not in target and not target.startswith("mailto:")]
