"""The manual says what the program does: pages made from it are as it would make them now."""

from __future__ import annotations

import re
from dataclasses import is_dataclass

import click
import pytest

from docs.command_reference import ENVIRONMENT, command_reference, commands, parameters
from docs.key_reference import TABLES, key_reference, keys
from docs.make import DOCS, FOLDER, WHOLE_PAGES, pages
from docs.theme_reference import theme_reference
from generator.cli.main import weekproof
from generator.model.resume import Resume
from generator.public import view
from generator.reporters.registry import FORMATS
from generator.rules.registry import RULES
from tests.support.source_code import sources

MANUAL = [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))]
BY_HAND = [page for page in MANUAL if page.name not in WHOLE_PAGES and page.parent != FOLDER]


def test_what_must_be_explained_is_found() -> None:
    found = dict(commands(weekproof))
    assert {"build", "new contact", "coach decide"} <= found.keys()
    options = [one for command in found.values() for one in parameters(command)]
    assert len(options) > 100
    assert sum(isinstance(one, click.Argument) for one in options) > 5
    assert min(len(RULES), len(BY_HAND), len(FORMATS) * 5, len(TABLES) * 3, len([*keys(Resume)])) > 20


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    on_disk = {page.name: page.read_text("utf-8") for page in FOLDER.glob("*.md")}
    assert on_disk == pages(), "run `make docs`"


@pytest.mark.parametrize("name", WHOLE_PAGES)
def test_pages_made_from_the_program_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == WHOLE_PAGES[name](), "run `make docs`"


def test_every_command_and_every_option_is_explained() -> None:
    page = command_reference()
    for name, command in commands(weekproof):
        assert f"\n## weekproof {name}\n" in page
        for one in parameters(command):
            if isinstance(one, click.Option):
                assert (one.help or "").endswith((".", "]")), f"weekproof {name} {one.opts[-1]} has no help"
                assert f"`{one.opts[-1]}`" in page


def test_the_help_of_a_command_says_what_its_arguments_are() -> None:
    for name, command in commands(weekproof):
        for one in parameters(command):
            if isinstance(one, click.Argument):
                words = re.findall("[A-Z]+", one.make_metavar(click.Context(command)))
                assert [word for word in words if word not in (command.help or "")] == [], f"weekproof {name}"


def test_every_variable_that_is_read_is_explained_and_no_other() -> None:
    asked = re.compile(r"environ(?:ment)?\)?(?:\.get\(|\[)\"([A-Z_]+)\"")
    texts = (file.read_text("utf-8") for file in sources())
    read = {name for text in texts for name in asked.findall(text)} | {"CI"}  # with all that mean the same
    assert {name for name in read if not name.startswith("COMP_")} == set(ENVIRONMENT)  # shells set those


def test_every_key_is_explained() -> None:
    page = key_reference()
    for name, _, kind in TABLES:
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for key in keys(kind):
            row = next(line for line in section.splitlines() if line.startswith(f"| `{key}` |"))
            assert not re.search(r"\|\s*\|$", row), f"{name}: {key} has no meaning"
    for key in keys(Resume):
        assert f"`{key.partition('.')[2] or key}`" in page


def test_every_rule_has_a_page_and_stands_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    assert [name for name in RULES if f"[{name}]({name}.md)" not in index] == []
    assert [name for name in RULES if not (FOLDER / f"{name}.md").exists()] == []


def test_every_name_and_every_field_that_a_theme_is_given_is_explained() -> None:
    page = theme_reference()
    assert "| `site` | [SiteView](#siteview) |" in page
    assert "| `published_url` | text or none | `published_url` is where else it stands. |" in page
    assert [line for line in page.splitlines() if re.search(r"\|\s*\|$", line)] == []


def test_every_public_view_is_in_the_reference() -> None:
    views = [name for name, kind in vars(view).items() if isinstance(kind, type) and is_dataclass(kind)]
    page = theme_reference()
    assert len(views) > 8
    assert [name for name in views if f"\n## {name}\n" not in page] == []


def test_every_command_stands_in_a_page_written_by_hand() -> None:
    text = "\n".join(page.read_text("utf-8") for page in BY_HAND)
    for name, _ in commands(weekproof):
        assert f"weekproof {name}" in text, f"`weekproof {name}` is in no page of the manual"


def test_every_format_stands_in_the_manual() -> None:
    text = "\n".join(page.read_text("utf-8") for page in BY_HAND)
    for name in FORMATS:
        assert f"`{name}`" in text or f"--format {name}" in text, name
