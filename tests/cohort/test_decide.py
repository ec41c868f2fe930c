"""`weekproof cohort decide`: a coach's answer in the repository of one of many; nothing is half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import cohort_decide
from generator.cohort.board import _word
from generator.environment.git import GitError
from generator.environment.git_commit import _why
from tests.support.command import Ran, run, tree
from tests.support.repositories import SETTINGS, repository
from tests.support.ssh_keys import key, public

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or shutil.which("ssh-keygen") is None, reason="needs git and ssh-keygen"
)
Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-16")
FILE = "content/private/coach-decisions.yaml"


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(name="base")
def _base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three remotes: Ann, whose settings have the coach's key, and two called Bo, one with a folder too."""
    settings = tmp_path / "settings"
    settings.write_text(
        "[user]\n\tname = Dana\n\temail = dana@mail.example\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for name in ("ann", "bo", "other"):
        text = SETTINGS.replace("Sam Example", "Ann One" if name == "ann" else "Bo Two")
        if name == "ann":
            text = text.replace("Coach}", f"Coach, signing_keys: ['{public(key())}']}}")
        root = repository(tmp_path / name, {"portfolio.yaml": text})
        for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
            git(root, *words)
        git(tmp_path, "clone", "-q", "--bare", str(root), f"{name}.git")
        git(root, "remote", "add", "origin", str(tmp_path / f"{name}.git"))
        git(root, "fetch", "-q")
    entries = "".join(f"  - git: {tmp_path / name}.git\n" for name in ("ann", "bo", "other"))
    (tmp_path / "cohort.yaml").write_text(f"graduates:\n{entries}  - {{path: bo, name: Folder}}\n", "utf-8")
    return tmp_path


def decide(capsys: Capture, base: Path, *words: str) -> Ran:
    return run(capsys, "cohort", "decide", str(base / "cohort.yaml"), *words, *DAY, "--key", str(key()))


def build(capsys: Capture, base: Path) -> Ran:
    file = str(base / "cohort.yaml")
    return run(capsys, "cohort", "build", file, "--workers", "1", "--verdicts-only", *DAY)


def remote(base: Path, name: str) -> list[str]:
    """The titles of the commits of a remote, the newest first."""
    return git(base / f"{name}.git", "log", "--format=%s", "main").splitlines()


def changed_there(base: Path, name: str, files: dict[str, str]) -> None:
    """The graduate commits and pushes something else."""
    root = base / name
    git(root, "fetch", "-q")
    git(root, "reset", "-q", "--hard", "origin/main")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Mine")
    git(root, "push", "-q", "origin", "main")


def test_an_answer_is_signed_committed_and_pushed(base: Path, capsys: Capture) -> None:
    early = decide(capsys, base, "Ann One", "--push")
    assert "run weekproof cohort build first." in early.err
    build(capsys, base)
    page, file = (base / "board/index.html").read_text("utf-8"), base / "cohort.yaml"
    for words in (
        "&#39;Ann One&#39; 1 --waive --requirement contacts",
        f"{base / 'other'}.git --note message",
    ):
        assert f"weekproof cohort decide {file} {words}" in page
    ran = decide(capsys, base, "Ann One", "1", "2", "--waive", "--reason", "Ill.", "--push")
    assert (ran.code, ran.err) == (0, "Signing data on standard input\n" if ran.err else "")
    assert ran.out.splitlines() == [
        "Written, signed and committed, for Ann One.",
        "Week 1 (1–7 Jun): short → excused",
        "Week 2 (8–14 Jun): short → excused",
        "Standing: off-track → on-track",
        "Pushed to main of origin.",
    ]
    assert remote(base, "ann") == ["Decide on a week", "Begin"]
    assert git(base / "ann.git", "show", "--name-only", "--format=%an", "main").split() == [
        "Dana",
        FILE,
        f"{FILE}.sig",
    ]
    assert git(base / "ann.git", "show", f"main:{FILE}").startswith(
        "graduate: Ann One\n\ndecisions:\n  - weeks"
    )
    clone = next(one for one in (base / "board/clones").iterdir() if one.name.startswith("ann-"))
    assert git(clone, "status", "--porcelain") == ""
    again = decide(capsys, base, "Ann One", "--push")
    assert "There is nothing to push." in again.err


def test_what_was_not_pushed_is_kept_and_put_on_top_of_what_is_new(base: Path, capsys: Capture) -> None:
    bo = f"{base / 'bo'}.git"
    ran = decide(capsys, base, bo, "1", "--acknowledge", "--requirement", "blog-post", "--reason", "Seen.")
    assert "Week 1 (1–7 Jun) stays short: contacts 0 of 8, blog-post 0 of 1 (acknowledged)" in ran.out
    assert "Not pushed." in ran.out
    changed_there(base, "bo", {"content/private/goals.yaml": "[]\n"})
    assert build(capsys, base).code == 0
    page = (base / "board/index.html").read_text("utf-8")
    assert f"{bo} --push</pre>" in page.partition('id="unpushed"')[2].partition("</section>")[0]
    ran = decide(capsys, base, bo, "--note", "message", "How is it going?", "--push")
    assert "Answer by Friday 19 June." in ran.out
    assert remote(base, "bo") == ["Leave a note", "Decide on a week", "Mine", "Begin"]
    build(capsys, base)
    assert 'id="unpushed"' not in (base / "board/index.html").read_text("utf-8")
    # The same file changed on both sides: nothing is lost, and it is told.
    decide(capsys, base, bo, "2", "--waive", "--reason", "Ill.")
    changed_there(base, "bo", {FILE: "graduate: Bo Two\ndecisions: []\n"})
    clone = next(one for one in (base / "board/clones").iterdir() if one.name.startswith("bo-"))
    before = git(clone, "rev-parse", "HEAD"), tree(clone / "content")
    ran = decide(capsys, base, bo, "1", "--waive", "--reason", "Ill.")
    assert ran.code == 2
    assert "the same file was changed there since" in ran.err
    assert (git(clone, "rev-parse", "HEAD"), tree(clone / "content")) == before


def test_each_fault_is_one_message_and_changes_nothing(base: Path, capsys: Capture) -> None:
    waive = ("--waive", "--reason", "Ill.")
    git(base / "other.git", "config", "receive.hideRefs", "refs/heads/main")
    changed_there(base, "bo", {"content/private/goals.yaml": "[]\n"})
    git(base / "bo", "reset", "-q", "--hard", "HEAD^")
    build(capsys, base)
    before = tree(base / "bo" / "content") if (base / "bo/content").exists() else {}
    heads = [git(base / name, "rev-parse", "HEAD") for name in ("bo", "other.git")]
    for words, said in (
        (("Bo Two", "1", *waive), "3 graduates are called Bo Two."),
        (("Ann Onne", "1", *waive), "Did you mean Ann One?"),
        (("Ann One", "99", *waive), 'the week "99"'),
        (("Ann One", "1", *waive, "--key", str(base / "none")), "There is no key at"),
        (("Ann One", *waive), "Which week?"),
        (("Ann One", "1", "--push"), "Give --waive or --acknowledge."),
        (("Ann One", "1", "--waive"), "Say why with --reason."),
        (
            (f"{base / 'other'}.git", "1", *waive, "--push"),
            "Nothing was written or pushed. The host refused it.",
        ),
        (("Folder", "1", *waive, "--push"), "There is something newer there"),
    ):
        ran = run(capsys, "cohort", "decide", str(base / "cohort.yaml"), "--key", str(key()), *words, *DAY)
        assert ran.code == 2, words
        assert said in ran.err, words
    (base / "bo/portfolio.yaml").write_text("x\n")
    ran = decide(capsys, base, "Folder", "1", *waive)
    assert "has changes that are not committed: portfolio.yaml." in ran.err
    assert [git(base / name, "rev-parse", "HEAD") for name in ("bo", "other.git")] == heads
    assert not [path for path in base.rglob("coach-decisions.yaml*") if ".git" not in path.parts]
    assert (tree(base / "bo" / "content") if (base / "bo/content").exists() else {}) == before


def test_where_git_cannot_commit_the_files_are_as_before(
    base: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise GitError("no space left")

    monkeypatch.setattr(cohort_decide, "adopt", fail)
    git(base / "bo", "config", "user.name", "Dana")
    ran = decide(capsys, base, "Folder", "1", "--waive", "--reason", "Ill.")
    assert (ran.code, "Nothing was written: git could not commit it here" in ran.err) == (3, True)
    assert git(base / "bo", "status", "--porcelain", "--", "content") == ""


def test_why_a_push_failed_in_words() -> None:
    for said, meaning in (
        ("remote: Permission to a/b.git denied to dana.\nfatal: error: 403", "You may not write"),
        ("GitLab: You are not allowed to push code to this project.", "You may not write"),
        ("! [remote rejected] (GH006: Protected branch update failed)", "You may not write"),
        ("!\ta:b\t[remote rejected] (hook declined)", "The host refused it."),
    ):
        for is_kept in (True, False):
            assert meaning in _why(said, is_kept=is_kept).message


@pytest.mark.skipif(os.name != "posix", reason="the shell's quotes")
def test_a_command_to_copy_runs_nothing_of_a_name() -> None:
    name = "'; touch pwned #$(x)\n`x`"
    done = subprocess.run(
        ["sh", "-c", f"printf %s {_word(name)}"], capture_output=True, text=True, check=True
    )
    assert done.stdout == name.replace("\n", " ")
