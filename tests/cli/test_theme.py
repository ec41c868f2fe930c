"""`weekproof theme`: what is made, what is refused, and how findings are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli.main import run
from generator.core.resources import shipped_themes
from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from generator.theme_check.samples import images, portfolios
from tests.support.folders import shared_cache


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    (tmp_path / "portfolio.yaml").write_text("graduate: {name: Sam Example}\n", "utf-8")
    return tmp_path


def site_of(root: Path, theme: str) -> RenderedSite:
    return render_site(
        portfolios(theme)["full"],
        ThemeFolders(shipped_themes(), root / "themes"),
        images(),
        cache=shared_cache(),
    )[0]


@pytest.mark.parametrize("parent", ThemeFolders(shipped_themes()).names())
def test_a_new_theme_is_sound_and_looks_like_its_parent(
    root: Path, parent: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["theme", "new", "mine", "--from", parent, "--root", str(root)]) == 0
    made = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    said = capsys.readouterr().out
    assert all(f"Created {file}" in said for file in made if file != "portfolio.yaml")
    assert "themes/mine/README.md" in made
    assert run(["theme", "check", "--root", str(root)]) == 0
    mine, plain = site_of(root, "mine").files, site_of(root, parent).files
    words = {
        file: (mine[file].data.decode(), plain[file].data.decode())
        for file in plain
        if file.endswith(".html")
    }
    sheet = '<link rel="stylesheet" href="assets/changes.css">\n'
    assert words["index.html"][0].replace(sheet, "").split() == words["index.html"][1].split()
    assert set(mine) - set(plain) == {"assets/changes.css"}


def test_what_exists_is_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "themes" / "mine" / "home.html"
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    assert run(["theme", "new", "mine", "--root", str(root)]) == 2
    assert "already exists" in capsys.readouterr().err
    assert [path.name for path in file.parent.iterdir()] == ["home.html"]
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new", "My Theme"], "can't be the name of a theme"),
        (["new", "../out"], "can't be the name of a theme"),
        (["new", "gauge"], "comes with Weekproof"),
        (["new", "mine", "--from", "nope"], "There is no theme “nope”"),
        (["new", "mine", "--from", "_base"], "There is no theme “_base”"),
        (["check", "nope"], "There is no theme “nope”"),
        (["check"], "You have no theme"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    root: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["theme", *arguments, "--root", str(root)]) == 2
    assert words in capsys.readouterr().err
    assert not (root / "themes").exists()


def test_a_theme_is_made_beside_a_portfolio_and_not_through_a_link(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path_factory.mktemp("other")
    assert run(["theme", "new", "mine", "--root", str(other)]) == 2
    assert "no portfolio.yaml" in capsys.readouterr().err
    (root / "themes").symlink_to(other)
    assert run(["theme", "new", "mine", "--root", str(root)]) == 2
    assert "is a link" in capsys.readouterr().err
    assert list(other.iterdir()) == []


def test_findings_are_told_with_file_and_line_and_fail(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["theme", "new", "mine", "--root", str(root)]) == 0
    home = root / "themes" / "mine" / "home.html"
    home.write_text(home.read_text("utf-8").replace("{# Write", '<p style="x">a</p>{# Write'), "utf-8")
    capsys.readouterr()
    assert run(["theme", "check", "mine", "--root", str(root), "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (found["rule"], found["path"], found["line"]) == (
        "theme-blocked-by-policy",
        "themes/mine/home.html",
        7,
    )


def test_a_warning_fails_only_when_it_is_asked_to(root: Path) -> None:
    assert run(["theme", "new", "mine", "--root", str(root)]) == 0
    (root / "themes" / "mine" / "theme.py").write_text("print()", "utf-8")
    assert run(["theme", "check", "mine", "--root", str(root)]) == 0
    assert run(["theme", "check", "mine", "--root", str(root), "--strict"]) == 1
