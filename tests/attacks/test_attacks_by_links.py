"""A clone with links, pipes and the like where we write: nothing outside it changes, and nothing hangs.

Each test puts one thing in one place, then runs every command that writes. Whatever each says, what lies
outside the repository stays byte for byte, mode for mode, name for name.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.cli import main
from generator.core import fileops
from generator.core.errors import UserError
from generator.publish.publish import publish, write_report
from generator.writing import editable_file
from tests.support.effort import moments, some
from tests.support.guard import checked
from tests.support.repositories import repository

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made as on posix")
CONTACTS = "content/private/contacts"
PLACES = (
    ".weekproof",
    ".weekproof/.gitignore",
    ".weekproof/.gitignore-new",
    ".weekproof/lock",
    ".weekproof/site.manifest.json",
    ".weekproof/.site.manifest.json.weekproof-new",
    ".weekproof/report.manifest.json",
    ".weekproof/site.new",
    ".weekproof/site.old",
    ".weekproof/report.new",
    "site",
    "site/index.html",
    "site/assets",
    "site/blog",
    "site/mine",
    "report",
    "report/index.html",
    "report/.gitignore",
    "report/.index.html.weekproof-new",
    "report/calendar.ics",
    "content",
    "content/private",
    CONTACTS,
    f"{CONTACTS}/2026-W23.yaml",
    f"{CONTACTS}/.2026-W23.yaml.weekproof-new",
    "content/blog",
    "content/blog/2026-06-03-x.md",
    "content/private/coach-decisions.yaml",
    "content/private/coach-decisions.yaml.sig",
    ".github",
    ".github/workflows",
    ".github/workflows/publish.yml",
    ".gitattributes",
    ".gitignore",
    "portfolio.yaml",
    "themes",
    "themes/mine",
    "themes/mine/assets",
)


def to_file(place: Path, outside: Path) -> None:
    place.symlink_to(outside / "precious.txt")


def to_folder(place: Path, outside: Path) -> None:
    place.symlink_to(outside / "folder")


def to_nothing(place: Path, outside: Path) -> None:
    place.symlink_to(outside / "new")


def upwards(place: Path, outside: Path) -> None:
    place.symlink_to(os.path.relpath(outside / "folder", place.parent))


def in_a_circle(place: Path, _: Path) -> None:
    place.symlink_to(place.name)


def second_name(place: Path, outside: Path) -> None:
    os.link(outside / "precious.txt", place)


def pipe(place: Path, _: Path) -> None:
    os.mkfifo(place)


def plug(place: Path, _: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        here = Path.cwd()
        os.chdir(place.parent)  # a socket's path is short
        end.bind(place.name[:90])
        os.chdir(here)


KINDS = (to_file, to_folder, to_nothing, upwards, in_a_circle, second_name, pipe, plug)


def state(folder: Path) -> list[tuple[str, int, int, bytes | None]]:
    """Everything about a folder: names, modes, times, bytes."""
    found = []
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        data = path.read_bytes() if path.is_file() else None
        found.append((str(path), about.st_mode, about.st_mtime_ns, data))
    return found


@pytest.fixture(name="outside")
def _outside(tmp_path: Path) -> Path:
    outside = tmp_path / "outside"
    (outside / "folder" / "assets").mkdir(parents=True)
    for name in ("precious.txt", "folder/index.html", "folder/lock", "folder/2026-W23.yaml", "folder/x.yaml"):
        (outside / name).write_text("precious\n")
    return outside


@pytest.fixture(name="_patience", autouse=True)
def _nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pipe that somebody waits for ends the test, not the run. No test here is about lost power."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(fileops, "_sync_file_system", lambda _: False)
    signal.alarm(120)
    yield
    signal.alarm(0)


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository after a first build, with something of every kind that commands write."""
    root = repository(tmp_path_factory.mktemp("built") / "sam")
    write_everything(root)
    for made in (
        "site/index.html",
        "report/calendar.ics",
        f"{CONTACTS}/2026-W23.yaml",
        "themes/mine/home.html",
    ):
        assert (root / made).is_file(), made
    return root


def write_everything(root: Path) -> None:
    """Run every command that writes below the root."""
    at, day = ("--root", str(root)), ("--as-of", "2026-06-16")
    who = ("--first-name", "Ann", "--last-name", "Lee", "--title", "CTO", "--employer", "Quill")
    what = ("--date", "2026-06-03", "--kind", "cold-outreach", "--summary", "Asked Ann about tests.")
    reply = ("--reason", "Ill: all week.")
    for words in (
        ("new", "contact", *at, *day, "--no-input", *who, *what),
        ("new", "post", *at, "--as-of", "2026-06-03", "--title", "X"),
        ("coach", "decide", "2026-w23", "--waive", *reply, *at, *day),
        ("theme", "new", "mine", *at),
        ("upgrade", *at),
        ("build", *at, "--as-of", "2026-06-03", "--quiet"),
        ("export", "ics", *at, *day),
    ):
        code = main.run(list(words))
        assert code in (0, 1, 2, 3), words


@pytest.mark.parametrize(("place", "kind"), some([(place, kind) for place in PLACES for kind in KINDS], 31))
def test_nothing_outside_changes(
    built: Path,
    tmp_path: Path,
    outside: Path,
    place: str,
    kind: Callable[[Path, Path], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tmp_path / "sam"
    shutil.copytree(built, root, symlinks=True)
    at = root / place
    if at.is_dir():
        shutil.rmtree(at)
    at.unlink(missing_ok=True)
    at.parent.mkdir(parents=True, exist_ok=True)
    kind(at, outside)
    before = state(outside)
    write_everything(root)
    (root / "portfolio.yaml").unlink(missing_ok=True)
    shutil.rmtree(root / ".github", ignore_errors=True) if place[:8] != ".github" else None
    assert main.run(["init", "--yes", str(root), "--name", "Sam"]) in (0, 2, 3)
    assert state(outside) == before
    said = capsys.readouterr()
    assert "made a mistake" not in said.err


def test_what_a_clone_says_is_ours_is_not_believed_outside_its_folder(
    built: Path, tmp_path: Path, outside: Path
) -> None:
    root = tmp_path / "sam"
    shutil.copytree(built, root)
    entries = ["../../outside/precious.txt", str(outside / "precious.txt"), "../portfolio.yaml", "a/../../b"]
    listed = '{"format": 1, "files": ["' + '", "'.join(entries) + '"]}'
    for name in ("site", "report"):
        (root / f".weekproof/{name}.manifest.json").write_text(listed)
    (root / "content/blog/2026-06-04-y.md").write_text("---\ntitle: Y\ndate: 2026-06-04\n---\nText.\n")
    before = state(outside), (root / "portfolio.yaml").read_bytes()
    write_everything(root)
    assert (state(outside), (root / "portfolio.yaml").read_bytes()) == before


def test_a_root_reached_through_links_works(built: Path, tmp_path: Path) -> None:
    (tmp_path / "disk" / "files").mkdir(parents=True)
    shutil.copytree(built, tmp_path / "disk" / "files" / "sam")
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    (tmp_path / "search").symlink_to(tmp_path / "home" / "files" / "sam")
    root = tmp_path / "search"
    shutil.rmtree(root / "site")
    assert main.run(["build", "--root", str(root), "--as-of", "2026-06-03", "--quiet"]) == 0
    assert (tmp_path / "disk/files/sam/site/index.html").is_file()
    (root / "site" / "index.html").unlink()
    there = tmp_path / "home" / "files" / "sam"
    assert main.run(["build", "--root", str(there), "--as-of", "2026-06-03", "--quiet"]) == 0
    assert (root / "site" / "index.html").is_file()


def test_a_site_folder_that_is_a_link_is_refused_and_said_so(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages").mkdir()
    (built / "linked").symlink_to(tmp_path / "pages")
    for folder in ("linked", "linked/site"):
        words = ["--root", str(built), "--as-of", "2026-06-03", "--quiet", "--site", str(built / folder)]
        assert main.run(["build", *words]) == 2
        assert "symbolic link" in capsys.readouterr().err
    assert list((tmp_path / "pages").iterdir()) == []
    (built / "linked").unlink()


# Each of these is a moment between a look at a path and what is done with it.
CALLS = ("open", "stat", "mkdir", "unlink", "rmdir", "rename", "replace", "link", "readlink")
PAGES = {"index.html": "old", "assets/a.css": "old", "blog/x/index.html": "old"}
REPORT = {"index.html": b"old", "report.json": b"{}"}


def change_everything(root: Path) -> None:
    """Another site, another report, another record, by the functions that commands call."""
    fileops.confine(root)
    with suppress(UserError):
        publish(checked({**PAGES, "index.html": "new", "assets/b.css": "new"}), root / "site")
    with suppress(UserError):
        write_report({**REPORT, "index.html": b"new"}, root / "report", root / "site")
    with suppress(UserError):
        path = f"{CONTACTS}/2026-W23.yaml"
        editable_file.save(root, editable_file.open_file(root, path, 64), "- first_name: Bo\n")


@pytest.mark.parametrize("victim", [".weekproof", "site", "site/assets", CONTACTS, "content", "report"])
def test_a_folder_swapped_for_a_link_at_any_moment_leads_nowhere(
    tmp_path: Path, outside: Path, victim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each call of the system the folder becomes a link: at some of them here, at all in `make harden`."""
    template = repository(tmp_path / "template", {f"{CONTACTS}/2026-W23.yaml": "- first_name: Ann\n"})
    fileops.confine(template)
    publish(checked(PAGES), template / "site")
    write_report(REPORT, template / "report", template / "site")
    shutil.copytree(template, tmp_path / "sam")
    before, calls = state(outside), swapping(tmp_path / "sam", victim, outside / "folder", None, monkeypatch)
    assert calls > 50
    for number in moments(range(calls), 40):
        root = tmp_path / f"sam-{number}"
        shutil.copytree(template, root)
        swapping(root, victim, outside / "folder", number, monkeypatch)
        assert state(outside) == before, number
        shutil.rmtree(root)


def swapping(root: Path, path: str, target: Path, number: int | None, monkeypatch: pytest.MonkeyPatch) -> int:
    """Change everything; at the call of the system with that number `path` becomes a link. How many calls."""
    calls, victim = 0, root / path

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal calls
            if calls == number and victim.is_dir():
                victim.rename(victim.with_name("moved-away"))
                victim.symlink_to(target)
            calls += 1
            return real(*args, **more)

        return call

    with monkeypatch.context() as patch:
        system = SimpleNamespace(**vars(os))
        for name in CALLS:
            setattr(system, name, watched(getattr(os, name)))
        patch.setattr(fileops, "os", system)
        change_everything(root)
    return calls
