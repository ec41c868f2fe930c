"""The manual as its readers have it: what it tells them to type is typed right, what it links to is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs.make import DOCS, FOLDER
from generator.cli.main import weekproof

ROOT = DOCS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
LONGEST = 170
"""Lines of a page written by hand: whoever looks for one thing should not read about ten."""
BLOCK = re.compile(r"^( *)(`{3,}).*?^ *\2", re.DOTALL | re.MULTILINE)
FOLDERS = (
    "generator|tests|docs|benchmarks|\\.ci|core|guard|model|pipeline|public|publish|reading|rules|source"
)
"""Of this project or its package, without those that graduates have too (`site/`, `themes/`)."""
MADE = {"clauses.md", "commands.md", "reference.md", "theme-reference.md", "how-to-add-a-rule.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in targets(page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in anchors(file.read_text("utf-8")), f"{page.name} links to {target}"


def test_pages_are_found_and_lead_to_each_other() -> None:
    assert len(PAGES) > 30
    assert sum(len([*targets(page.read_text("utf-8"))]) for page in PAGES) > 200


def test_files_of_this_project_that_pages_name_are_there() -> None:
    """Patterns and names in capital letters, such as `NAME.md`, are left out."""
    named = {
        (page.name, path)
        for page in (ROOT / "SECURITY.md", *PAGES)
        for path in re.findall(rf"`((?:{FOLDERS})/[^`\s*]+)`", page.read_text("utf-8"))
        if "NAME" not in path
    }
    assert len(named) > 50
    assert sorted((page, path) for page, path in named if not exists(path)) == []


def test_each_threat_has_a_defence_and_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if row[0] not in ("what could happen", "---")]
    assert len(rows) > 45
    files: list[str] = []
    for threat, defence, tests in rows:
        assert defence, threat
        here = re.findall(r"`(tests/\S+\.py)`", tests)
        assert here or "the same" in tests, threat
        files = [*files, *here] if "the same" in tests else here
        code = "".join((ROOT / file).read_text("utf-8") for file in files)
        for name in re.findall(r"`(test_\w+)`", tests):
            assert f"def {name}(" in code, f"{threat}: there is no {name} in {files}"


def exists(path: str) -> bool:
    """Whether a path from the root of the project or from the package leads to something."""
    return any((folder / path).exists() for folder in (ROOT, ROOT / "generator"))


def test_every_page_stands_in_the_navigation_of_the_site_once() -> None:
    named = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    pages = [page for page in DOCS.rglob("*.md") if page.parent != FOLDER]
    expected = {*(page.relative_to(DOCS).as_posix() for page in pages), "rules/README.md"}
    assert set(named) == expected, "name it below `nav:` in mkdocs.yml"
    assert len(named) == len(expected)


def test_every_picture_says_what_it_shows() -> None:
    seen = 0
    for page in PAGES:
        text = prose(page.read_text("utf-8"))
        seen += text.count("![") + text.count("<img ")
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)", text):
            assert len(alt) > 15, f"{page.name}: {target}"
        for image in re.findall(r"<img [^>]*>", text):
            assert re.search(r'alt="[^"]{15,}"', image), f"{page.name}: {image}"
    assert seen > 3


def test_what_the_manual_tells_to_type_is_a_command_with_such_options() -> None:
    lines = [(page.name, line) for page in PAGES for line in typed(page.read_text("utf-8"))]
    assert len(lines) > 100
    assert [(page, line, problem) for page, line in lines if (problem := refused(line))] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("weekproof build --as-of 2026-11-22", None),
        ("weekproof new contact --kind interview", None),
        ("weekproof coach sign --key ~/.ssh/id_ed25519", None),
        ("weekproof bild", "bild"),
        ("weekproof new contact --knd interview", "--knd"),
        ("weekproof status --records", "--records"),
    ],
)
def test_a_slip_would_be_seen(line: str, problem: str | None) -> None:
    assert refused(line) == problem


def test_pages_written_by_hand_are_short() -> None:
    pages = [page for page in DOCS.rglob("*.md") if page.parent != FOLDER and page.name not in MADE]
    assert len(pages) > 10
    long = {page.name: len(_unfolded(page.read_text("utf-8")).splitlines()) for page in pages}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def _unfolded(text: str) -> str:
    """The text without what is shown only to those who unfold it."""
    return re.sub(r"<details.*?</details>", "", text, flags=re.DOTALL)


def prose(text: str) -> str:
    """The text without code."""
    return re.sub(r"`[^`\n]*`", "", BLOCK.sub("", text))


def targets(text: str) -> list[str]:
    bare = prose(text)
    found = re.findall(r"\]\(<?([^)\s>]+)", bare) + re.findall(r'(?:src|srcset|href)="([^"]+)"', bare)
    return [target for target in found if "://" not in target and not target.startswith("mailto:")]


def anchors(text: str) -> set[str]:
    """Of the headings, as GitHub and the manual's builder make them."""
    found: set[str] = set()
    for heading in re.findall(
        r"^#+ (.+)$", re.sub(r"^( *)(`{3,}).*?^ *\2", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    ):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip())
        found.add(re.sub(r"[^\w\- ]", "", words.casefold()).replace(" ", "-"))
    return found


def typed(text: str) -> Iterator[str]:
    """What is to be typed after the name of the program: in blocks of code, and in lines."""
    joined = re.sub(r" [\\`]\n\s*", " ", text)
    for block in re.findall(r"^ *```(?:\w*)\n(.*?)^ *```", joined, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            bare = line.strip().removeprefix("$ ").removeprefix("> ")
            if bare.startswith("weekproof "):
                yield bare
    yield from (" ".join(one.split()) for one in re.findall(r"`(weekproof [^`]+)`", BLOCK.sub("", joined)))


def refused(line: str) -> str | None:
    """The first word that the program does not know; None where it knows them all."""
    words = shlex.split(line.replace("…", "").split(" #")[0].split(" 2>")[0].split(" && ")[0].split(" > ")[0])
    command: click.Command = weekproof
    for word in words[1:]:
        if isinstance(command, click.Group) and not word.startswith("-"):
            if word == "COMMAND":
                return None
            found = command.get_command(click.Context(command), word)
            if found is None:
                return word
            command = found
        elif word.startswith("-"):
            known = {name for one in command.get_params(click.Context(command)) for name in _names(one)}
            if word.split("=")[0] not in known:
                return word
    return None


def _names(one: click.Parameter) -> list[str]:
    return [*one.opts, *one.secondary_opts, "--version"]
