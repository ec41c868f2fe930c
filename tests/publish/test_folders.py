from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.errors import UserError
from generator.publish.folders import absolute, listing, refuse_overlap, refuse_unsafe
from generator.publish.others import others_files
from generator.publish.publish import publish, write_report
from generator.site.files import RenderedFile, RenderedSite
from tests.support.folders import fill, tree
from tests.support.guard import checked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    fill(
        tmp_path / "repo",
        {"portfolio.yaml": "x", "content/blog/a.md": "x", ".git/HEAD": "x", "themes/t/x": "x"},
    )
    return tmp_path / "repo"


@pytest.mark.parametrize(
    "folder",
    [".", "..", "content", "content/site", "Content/site", "content/private/site", "themes/site", ".git",
     ".git/x/site", ".weekproof/site", "portfolio.yaml", "../repo", "site/.git/x"],
)  # fmt: skip
def test_places_where_nothing_may_be_written(root: Path, folder: str) -> None:
    (root / "site").mkdir()
    before = tree(root)
    for write in (
        lambda: publish(checked({"index.html": "x"}), root / folder),
        lambda: write_report({"index.html": b"x"}, root / folder, root / "elsewhere"),
    ):
        with pytest.raises(UserError) as fault:
            write()
        assert fault.value.exit_code == 2
    assert tree(root) == before


def test_a_folder_with_a_repository_in_it_is_refused(root: Path) -> None:
    fill(root / "site", {".git/HEAD": "x"})
    with pytest.raises(UserError, match=r"\.git"):
        publish(checked({"index.html": "x"}), root / "site")


def test_a_folder_around_where_one_works_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/blog")
    with pytest.raises(UserError, match="current folder"):
        refuse_unsafe(root.parent, "site")


def test_a_link_is_refused(root: Path) -> None:
    (root / "real").mkdir()
    (root / "site").symlink_to(root / "real")
    with pytest.raises(UserError, match="symbolic link"):
        publish(checked({"index.html": "x"}), root / "site")
    assert tree(root / "real") == {}


def test_a_mounted_disk_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "site").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "site")
    with pytest.raises(UserError, match="mounted"):
        publish(checked({"index.html": "x"}), root / "site")


def test_home_and_what_holds_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "people/amara"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "people/amara"))
    (tmp_path / "people/amara").mkdir(parents=True)
    for folder in ("people", "people/amara"):
        with pytest.raises(UserError, match="home"):
            refuse_unsafe(tmp_path / folder, "site")
    refuse_unsafe(tmp_path / "people/amara/site", "site")
    with pytest.raises(UserError):
        refuse_unsafe(Path("/"), "site")


@pytest.mark.parametrize("folder", ["site", "public", "build/site", "docs", "site/portfolio"])
def test_good_places(root: Path, folder: str) -> None:
    refuse_unsafe(absolute(root / folder), "site")


@pytest.mark.parametrize(
    ("report", "site"),
    [("site", "site"), ("site/report", "site"), ("site/a/b", "site"), ("out", "out/site"),
     ("x/../site", "site"), ("way/report", "site"), ("site/report", "way")],
)  # fmt: skip
def test_the_report_is_never_where_the_public_looks(root: Path, report: str, site: str) -> None:
    (root / "site").mkdir()
    (root / "way").symlink_to(root / "site")
    with pytest.raises(UserError, match="private"):
        write_report({"index.html": b"x"}, root / report, root / site)
    assert not list(root.rglob("index.html"))


def test_the_report_beside_the_site_is_fine(root: Path) -> None:
    refuse_overlap(root / "report", root / "site")
    refuse_overlap(root / "site-report", root / "site")


def test_folders_without_end_are_refused(root: Path) -> None:
    (root / "site" / "/".join("x" * 150)).mkdir(parents=True)
    with pytest.raises(UserError, match="deeper"):
        publish(checked({"index.html": "x"}), root / "site")


def test_a_listing_names_everything_once_and_follows_no_link(tmp_path: Path) -> None:
    fill(tmp_path, {"b/c/d": "x", "a": "x"})
    (tmp_path / "empty/deep").mkdir(parents=True)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(listing(tmp_path)) == ["a", "b/c/d", "empty/deep/", "loop"]


def test_nobody_reads_through_a_folder_in_which_nothing_will_be_written(root: Path, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    fill(strange, {"a.txt": "x"})
    site = RenderedSite({"index.html": RenderedFile(b"x")})
    assert others_files(site, strange, adopt=True) == {"a.txt": 1}
    assert others_files(site, strange, adopt=False) == {}
    assert others_files(site, root / "content", adopt=True) == {}
    assert others_files(site, root / ".git", adopt=True) == {}
