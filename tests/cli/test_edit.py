"""`weekproof edit`: the right file at the right line, in the words of the editor; nothing is made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from generator.cli.edit import WORDS, command_line, editor_of, is_unsafe
from generator.cli.main import weekproof
from tests.support.command import Ran, run, tree
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
WEEK = "content/private/contacts/2026-W24.yaml"
FILES = {
    WEEK: "- {date: 2026-06-09, kind: interview}\n- {date: 2026-06-08, kind: interview}\n",
    "content/private/contacts/2026-W23.yaml": "# nothing\n",
    "content/private/goals.yaml": "- title: One\n- title: Two\n",
    "content/blog/2026-06-09-b.md": "---\ntitle: B\ndate: 2026-06-09\n---\n",
    "content/blog/2026-06-02-a.md": "---\ntitle: A\ndate: 2026-06-02T10:00:00Z\n---\n",
}
# An editor that writes down what it was asked to open.
SCRIPT = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('\\n'.join(sys.argv[2:]))"


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes.py").write_text(SCRIPT)
    editor = f"{sys.executable} {tmp_path / 'notes.py'} {tmp_path / 'opened'}"
    monkeypatch.setenv("VISUAL", editor)
    return repository(tmp_path / "sam", FILES)


def opened(root: Path) -> str:
    return (root.parent / "opened").read_text().removeprefix(f"{root}/")


def edit(capsys: Capture, root: Path, subject: str) -> Ran:
    return run(capsys, "edit", subject, "--root", str(root))


def test_a_file_that_a_finding_asks_for_is_begun(root: Path, capsys: Capture) -> None:
    assert edit(capsys, root, "content/contributions/2026-06.yaml:1:1").code == 0
    assert opened(root).endswith("content/contributions/2026-06.yaml")
    assert (root / "content/contributions").is_dir()
    for path in ("content/contributions/.yaml", "content/contributions/a.txt", "content/x/2026-06.yaml"):
        assert edit(capsys, root, path).code == 2


@pytest.mark.parametrize(
    ("subject", "path"),
    [
        ("contact", WEEK),
        ("goal", "content/private/goals.yaml"),
        ("post", "content/blog/2026-06-09-b.md"),
        ("settings", "portfolio.yaml"),
        ("2026-w24", WEEK),
        ("2026-W23", "content/private/contacts/2026-W23.yaml"),
        (f"./{WEEK}:2", WEEK),
        (f"{WEEK}:2:5", WEEK),
        ("content\\blog\\2026-06-02-a.md", "content/blog/2026-06-02-a.md"),
    ],
)
def test_what_is_meant_is_opened(root: Path, capsys: Capture, subject: str, path: str) -> None:
    before = tree(root)
    assert edit(capsys, root, subject).code == 0
    assert opened(root) == path
    assert tree(root) == before


@pytest.mark.parametrize(
    "subject", ["offer", "2026-W40", "2026-W99", "nothing", "../opened", "decisions", "content"]
)
def test_what_is_not_there_is_not_made(root: Path, capsys: Capture, subject: str) -> None:
    before = tree(root)
    ran = edit(capsys, root, subject)
    assert (ran.code, ran.out, bool(ran.err)) == (2, "", True)
    assert tree(root) == before
    assert not (root.parent / "opened").exists()


def test_without_an_editor_the_place_is_told(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    ran = edit(capsys, root, "contact")
    assert (ran.code, f"The place is {WEEK}:1." in ran.err) == (2, True)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    ran = edit(capsys, root, "contact")
    assert (ran.code, "Could not start no-such-editor" in ran.err) == (3, True)
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c raise(SystemExit(4))")
    assert edit(capsys, root, "contact").code == 3


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("code --wait", ["--wait", "--goto", "/r/a b.md:7"]),
        ("/usr/bin/vim", ["+7", "/r/a b.md"]),
        ("nano", ["+7", "/r/a b.md"]),
        ("subl", ["/r/a b.md:7"]),
        ("hx", ["/r/a b.md:7"]),
        ("idea", ["--line", "7", "/r/a b.md"]),
        ("notepad++", ["-n7", "/r/a b.md"]),
        ("my-editor -x", ["-x", "/r/a b.md"]),
    ],
)
def test_each_editor_has_words_of_its_own(editor: str, words: list[str]) -> None:
    assert command_line(editor_of({"VISUAL": editor}, "posix"), "/r/a b.md", 7)[1:] == words


def test_without_a_line_the_file_alone() -> None:
    assert command_line(["vim"], "/r/a.md", None)[1:] == ["/r/a.md"]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (r"C:\Program Files\Notepad++\notepad++.exe", [r"C:\Program Files\Notepad++\notepad++.exe"]),
        (r'"C:\VS Code\bin\code.cmd" --wait', [r"C:\VS Code\bin\code.cmd", "--wait"]),
        ("", ["notepad"]),
    ],
)
def test_editors_on_windows(named: str, words: list[str]) -> None:
    assert editor_of({"EDITOR": named}, "nt") == words


def test_an_editor_is_known_by_its_name_wherever_it_stands() -> None:
    assert command_line([r"C:\N\notepad++.exe"], "f", 7)[1:] == ["-n7", "f"]
    assert command_line([r"C:\VS\code.cmd"], "f", 7)[1:] == ["--goto", "f:7"]


def test_a_name_that_a_batch_file_would_obey_is_refused() -> None:
    assert is_unsafe([r"C:\code.cmd", "--goto", "a&calc.md:1"])
    assert not is_unsafe([r"C:\code.cmd", "--goto", "a.md:1"])
    assert not is_unsafe(["/usr/bin/vim", "+1", "a&b.md"])


def test_visual_goes_before_editor() -> None:
    assert editor_of({"VISUAL": "a", "EDITOR": "b"}, "posix") == ["a"]
    assert editor_of({"VISUAL": " ", "EDITOR": "b"}, "posix") == ["b"]
    assert editor_of({"EDITOR": "it's"}, "posix") == ["it's"]
    git, find = (lambda: "micro -x\n"), (lambda name: f"/bin/{name}")
    assert editor_of({"EDITOR": "b"}, "posix", git_editor=git, find=find) == ["b"]
    assert editor_of({}, "posix", git_editor=git, find=find) == ["micro", "-x"]
    assert editor_of({}, "nt", find=find) == ["code"]
    assert editor_of({}, "nt", find=lambda _: None) == ["notepad"]
    assert editor_of({}, "posix", find=lambda _: None) == []


def test_a_shell_is_offered_the_words() -> None:
    offered = ShellComplete(weekproof, {}, "weekproof", "_X").get_completions(["edit"], "co")
    assert [one.value for one in offered] == ["contact", "contribution", "coaching"]
    kinds = ShellComplete(weekproof, {}, "weekproof", "_X").get_completions(["new", "contact", "--kind"], "w")
    assert [one.value for one in kinds] == ["warm-outreach"]


def test_the_help_names_every_kind_of_record_that_can_be_opened(capsys: Capture) -> None:
    said = run(capsys, "edit", "--help").out
    assert len(WORDS) > 7
    assert [word for word in WORDS if word not in said] == []
