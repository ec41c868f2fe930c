"""`weekproof upgrade`: what it changes, that it does so once, and that content is never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.core.version import VERSION
from generator.init.migrations import MIGRATIONS
from generator.init.pins import newer, shipped_pins, with_actions, with_source, with_version
from generator.init.template import FORM_WORKFLOW, LOCK, WORKFLOW
from tests.support.command import run, tree
from tests.support.init_repositories import REQUIREMENT, begin


def old(root: Path) -> Path:
    """A repository as an earlier release would have left it."""
    begin(root)
    for path in (WORKFLOW, FORM_WORKFLOW):
        text = (root / path).read_text("utf-8").replace(REQUIREMENT, "weekproof[diagrams,seal]==0.0.3")
        text = re.sub(r"(actions/checkout)@\S+ # v\S+", r"\1@v4", text)
        text = re.sub(r"(actions/setup-python)@\S+ # v\S+", rf"\1@{'0' * 40} # v5.1.0", text)
        (root / path).write_text(text, "utf-8")
    (root / ".gitignore").write_text("site\n/report/*\n*.pdf")
    (root / ".gitattributes").unlink()
    return root


def test_an_earlier_one_becomes_what_init_writes_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, fresh = old(tmp_path / "old"), begin(tmp_path / "fresh")
    content = tree(root / "content")
    ran = run(capsys, "upgrade", "--root", str(root))
    assert ran.code == 0
    for path in (WORKFLOW, FORM_WORKFLOW, ".gitattributes"):
        assert (root / path).read_bytes() == (fresh / path).read_bytes()
    assert (root / ".gitignore").read_text() == "site\n/report/*\n*.pdf\n/seals/\n/.weekproof/\n"
    assert tree(root / "content") == content
    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == [
        "workflow-version",
        "workflow-version",
        "workflow-actions",
        "workflow-actions",
        "output-ignored",
        "same-line-endings",
    ]


def test_check_says_the_same_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = old(tmp_path / "old")
    before = tree(root)
    ran = run(capsys, "upgrade", "--check", "--root", str(root))
    assert (ran.code, tree(root)) == (1, before)
    assert run(capsys, "upgrade", "--root", str(root)).out.splitlines()[:-1] == ran.out.splitlines()[:-1]
    assert run(capsys, "upgrade", "--check", "--root", str(root)).code == 0


def test_a_fresh_one_needs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path / "fresh")
    before = tree(root)
    ran = run(capsys, "upgrade", "--root", str(root))
    assert (ran.code, ran.out) == (0, f"Everything is up to date with Weekproof {VERSION}.\n")
    assert tree(root) == before


def test_windows_line_ends_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = old(tmp_path / "old")
    path = root / WORKFLOW
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (root / ".gitignore").write_bytes(b"*.pdf\r\n")
    run(capsys, "upgrade", "--root", str(root))
    assert (root / ".gitignore").read_bytes() == b"*.pdf\r\n/site/\r\n/report/\r\n/seals/\r\n/.weekproof/\r\n"
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert f"=={VERSION}".encode() in path.read_bytes()


def test_outside_a_repository_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "upgrade", "--root", str(tmp_path))
    assert (ran.code, tree(tmp_path)) == (2, {})


def test_names_are_names_and_none_is_used_twice() -> None:
    names = [migration.name for migration in MIGRATIONS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert all(not path.startswith("content/") for migration in MIGRATIONS for path in migration.paths)


@pytest.mark.parametrize(
    ("one", "other", "is_newer"),
    [
        ("0.1.0", "0.0.9", True),
        ("0.10", "0.9.9", True),
        ("1.0", "1.0.0", False),
        ("6.0.2", "6", True),
        ("4", "5", False),
    ],
)
def test_versions_are_numbers(one: str, other: str, is_newer: bool) -> None:
    assert newer(one, other) is is_newer


def test_a_source_at_a_commit_follows_this_copy_and_no_other_does() -> None:
    def line(source: str, end: str = "\n") -> str:
        return f'env:{end}  WEEKPROOF: "{source}"{end}jobs:{end}'

    here, there = "weekproof[seal] @ git+https://code.example/x/w", "weekproof @ git+https://code.example/y/w"
    older, own = f"{here}@{'a' * 40}", f"{here}@{'b' * 40}"
    assert with_source(line(older), own) == with_source(line(""), own) == line(own)
    assert with_source(line("", "\r\n"), own) == line(own, "\r\n")
    for kept in (f"{there}@{'a' * 40}", f"{here}@main", REQUIREMENT):
        assert with_source(line(kept), own) == line(kept)
    assert with_source(line(older), None) == line(older)
    assert with_source("jobs:\n", own) == "jobs:\n"


def test_packages_that_are_locked_follow_this_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = begin(tmp_path / "old")
    wanted = (root / LOCK).read_bytes()
    (root / LOCK).write_text("anyio==1.0\n")
    assert run(capsys, "upgrade", "--root", str(root)).code == 0
    assert (root / LOCK).read_bytes() == wanted


def test_what_is_newer_or_somebody_elses_stays() -> None:
    text = f"uses: actions/checkout@{'a' * 40} # v99.0.0\nuses: some/thing@v1\nWEEKPROOF: weekproof==99.1\n"
    assert with_actions(text, shipped_pins()) == text
    assert with_version(text, VERSION) == text
    assert "actions/checkout" in shipped_pins()
