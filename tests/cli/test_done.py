"""`weekproof done` and `weekproof undo`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.core.state import STATE
from generator.writing.editable_file import last_change
from tests.support.command import run, tree
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
CONTACTS, OFFERS = "content/private/contacts/2026-W23.yaml", "content/private/offers/2026.yaml"
COACHING = "content/private/coaching/2026-06.yaml"
FILES = {
    CONTACTS: (
        "- date: 2026-06-02\n  kind: networking  # the meetup\n  first_name: Ingrid\n  last_name: Solberg\n"
        "  title: CTO\n  employer: Wren\n  summary: We talked.\n"
    ),
    OFFERS: "- {employer: Wren, title: Clerk, received: 2026-06-02}\r\n",
    COACHING: (
        "- {kind: message, date: 2026-06-01, title: Hello}\n"
        "- {kind: check-in, date: 2026-06-02}\n- {kind: check-in, date: 2026-06-20}\n"
        "- {kind: deliverable, date: 2026-06-20, title: Plan}\n"
    ),
    "content/private/goals.yaml": "- title: Learn Go\n",
    "content/private/applications/2026-06.yaml": "- {employer: Harbour, title: Clerk, date: 2026-06-01}\n",
}
LISTED = """\
  1  follow-up: Ingrid Solberg (2 Jun 2026)
  2  offer: Clerk, Wren
  3  message: Hello
  4  check in: 2 Jun 2026
  5  deliverable: Plan
  6  goal: Learn Go
  7  application (applied): Clerk, Harbour

weekproof done NUMBER notes one of them as done.
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return repository(tmp_path / "sam", FILES)


def done(capsys: Capture, root: Path, *words: str) -> tuple[int, str]:
    ran = run(capsys, "done", *words, "--root", str(root), "--as-of", "2026-06-03")
    return ran.code, ran.out + ran.err


def test_what_is_open_is_listed(root: Path, capsys: Capture) -> None:
    assert done(capsys, root) == (0, LISTED)


@pytest.mark.parametrize(
    ("words", "path", "before", "after"),
    [
        (("1",), CONTACTS, "summary: We talked.\n", "summary: We talked.\n  follow_up: 2026-06-03\n"),
        (("solberg", "--on", "2026-06-02"), CONTACTS, "talked.\n", "talked.\n  follow_up: 2026-06-02\n"),
        (
            ("2", "--as", "declined"),
            OFFERS,
            "2026-06-02}\r\n",
            "2026-06-02, answer: declined, answered: 2026-06-03}\r\n",
        ),
        (("hello",), COACHING, "title: Hello}", "title: Hello, answered: 2026-06-03}"),
        (("check", "--as", "late"), COACHING, "2026-06-02}", "2026-06-02, attended: late}"),
        (("plan",), COACHING, "title: Plan}", "title: Plan, completed: 2026-06-03}"),
        (("learn", "go"), "content/private/goals.yaml", "Go\n", "Go\n  done: 2026-06-03\n"),
        (
            ("harbour", "--as", "interview"),
            "content/private/applications/2026-06.yaml",
            "2026-06-01}",
            "2026-06-01, status: interview}",
        ),
    ],
)
def test_it_is_noted_on_its_own_line_and_can_be_undone(
    root: Path, capsys: Capture, words: tuple[str, ...], path: str, before: str, after: str
) -> None:
    was = (root / path).read_bytes()
    code, said = done(capsys, root, *words)
    assert (code, f"Saved: {path}:" in said) == (0, True), said
    assert (root / path).read_bytes() == was.replace(before.encode(), after.encode(), 1)
    assert run(capsys, "undo", "--root", str(root)).out.startswith(f"{path} is as it was before.\n  - ")
    assert (root / path).read_bytes() == was


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody",), "Nothing open is called"),
        (("9",), "Nothing open is called"),
        (("0",), "Nothing open is called"),
        (("clerk",), "Which one?"),
        (("2",), "Give --as with one of: accepted, declined, rescinded."),
        (("2", "--as", "maybe"), "is not how this can end."),
        (("1", "--as", "late"), "This has only a day."),
        (("check", "--as", "late", "--on", "2026-06-02"), "This has no day."),
        (("1", "--on", "soon"), "Nothing was written."),
    ],
)
def test_what_will_not_do_writes_nothing(
    root: Path, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    before = tree(root)
    code, told = done(capsys, root, *words)
    assert (code, said in told) == (2, True), told
    assert tree(root) == before


def test_only_what_nobody_touched_since_can_be_undone(root: Path, capsys: Capture) -> None:
    ran = run(capsys, "undo", "--root", str(root))
    assert (ran.code, "There is nothing to undo." in ran.err) == (2, True)
    assert run(capsys, "new", "goal", "--no-input", "--title", "Rust", "--root", str(root)).code == 0
    goals = root / "content/private/goals.yaml"
    goals.write_text(goals.read_text("utf-8") + "# mine\n", "utf-8")
    assert run(capsys, "undo", "--root", str(root)).code == 2
    assert goals.read_text("utf-8").endswith("# mine\n")


def test_a_new_file_is_removed(root: Path, capsys: Capture) -> None:
    before = {path for path in tree(root) if path.startswith("content")}
    assert run(capsys, "new", "post", "Hello", "--root", str(root)).code == 0
    assert "is removed." in run(capsys, "undo", "--root", str(root)).out
    assert {path for path in tree(root) if path.startswith("content/blog/")} <= before
    assert run(capsys, "undo", "--root", str(root)).code == 2


@pytest.mark.parametrize(
    "path", ["../x", "/etc/hostname", "content/../../x", "site/index.html", "content\\..\\x"]
)
def test_state_that_somebody_else_put_there_reaches_no_other_file(root: Path, path: str) -> None:
    state = root / STATE
    state.mkdir()
    (root.parent / "x").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (state / "last-change.json").write_text(json.dumps({"path": path, "before": None, "after": empty}))
    assert last_change(root) is None
