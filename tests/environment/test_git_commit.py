"""Commits and pushes, as `git commit --only` and `git push` make them; no program of it runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.core.errors import UserError
from generator.environment.git_commit import commit, is_safe_address, pending, push
from tests.support.git_repositories import W23, W24, Repository, record

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
MINE = "content/blog/own.md"


@pytest.fixture(name="repository")
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """One commit, and since then a changed, a new, a deleted, an ignored and a foreign file."""
    settings = tmp_path / "settings"
    settings.write_text("[user]\n\tname = Sam Example\n\temail = sam@mail.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    repository = Repository(tmp_path / "own")
    repository.commit(
        "06-02", {W23: record("Ann"), MINE: "x\n", "README.md": "x\n", ".gitignore": "*.log.md\n"}
    )
    repository.write({W23: record("Bo"), W24: record("Cy"), "README.md": "y\n", "content/a.log.md": "z\n"})
    (repository.root / MINE).unlink()
    return repository


def hostile(repository: Repository, told: Path) -> None:
    """Name a program wherever a repository can name one."""
    program = repository.root.parent / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {told}\ncat\n')
    program.chmod(0o755)
    hooks = repository.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "post-index-change",
        "reference-transaction",
        "pre-push",
    ):
        shutil.copy(program, hooks / name)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "credential.helper",
        "gpg.program", "core.gitProxy", "core.alternateRefsCommand", "remote.origin.receivepack",
    ):  # fmt: skip
        repository.git("config", key, str(program))
    repository.git("config", "commit.gpgSign", "true")
    repository.git("config", "push.gpgSign", "true")


def test_what_differs_from_the_last_commit_is_listed(repository: Repository) -> None:
    found = {(one.path, one.state) for one in pending(repository.root)}
    assert found == {(W23, "changed"), (W24, "new"), (MINE, "deleted")}
    (repository.root / W23).write_text(record("Ann"))
    assert W23 not in {one.path for one in pending(repository.root)}


def test_the_chosen_files_are_committed_and_nothing_else(repository: Repository) -> None:
    repository.git("add", "README.md")  # staged by hand: it stays so
    name = commit(repository.root, [W24, MINE, "README.md", "../x"], "Add a contact")
    assert repository.git("log", "-1", "--format=%H %an <%ae> %s").strip() == (
        f"{name} Sam Example <sam@mail.example> Add a contact"
    )
    assert repository.git("show", "--name-status", "--format=").split() == ["D", MINE, "A", W24]
    assert repository.git("status", "--porcelain").splitlines() == ["M  README.md", f" M {W23}"]
    with pytest.raises(UserError, match="nothing to commit"):
        commit(repository.root, [W24], "Again")


@pytest.mark.usefixtures("repository")
def test_the_first_commit_and_a_folder_within_a_repository(tmp_path: Path) -> None:
    new = Repository(tmp_path / "new")
    new.write({f"sam/{W23}": record("Ann"), "other.txt": "x"})
    commit(new.root / "sam", [W23], "First")
    assert new.git("ls-tree", "-r", "--name-only", "HEAD").split() == [f"sam/{W23}"]
    assert new.git("status", "--porcelain").splitlines() == ["?? other.txt"]


def test_line_ends_are_stored_as_git_is_set_up(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    (repository.root / W23).write_bytes(record("Ann").replace("\n", "\r\n").encode())
    assert W23 not in {one.path for one in pending(repository.root)}
    (repository.root / W23).write_bytes(record("Dee").replace("\n", "\r\n").encode())
    commit(repository.root, [W23], "Change")
    assert repository.git("cat-file", "blob", f"HEAD:{W23}") == record("Dee")
    assert W23 not in repository.git("status", "--porcelain")


def test_no_program_of_the_repository_runs(repository: Repository, tmp_path: Path) -> None:
    told, target = tmp_path / "told", Repository(tmp_path / "target")
    target.git("config", "core.bare", "true")
    repository.git("remote", "set-url", "origin", str(target.root / ".git"))
    hostile(repository, told)
    hooks = target.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-receive", "update", "post-receive", "reference-transaction"):
        shutil.copy(repository.root.parent / "program", hooks / name)
    commit(repository.root, [W23, W24], "Log")
    to = push(repository.root)
    assert (to.remote, to.branch) == ("origin", "main")
    assert not told.exists()
    assert target.git("rev-parse", "main") == repository.git("rev-parse", "HEAD")
    assert repository.git("rev-parse", "origin/main") == repository.git("rev-parse", "HEAD")


def test_a_file_with_a_filter_is_left_to_git(repository: Repository, tmp_path: Path) -> None:
    told = tmp_path / "told"
    hostile(repository, told)
    repository.git("config", "filter.own.clean", str(tmp_path / "program"))
    repository.write({".gitattributes": "*.yaml filter=own\n"})
    assert {one.path for one in pending(repository.root) if one.is_filtered} == {W23, W24}
    with pytest.raises(UserError, match="filter"):
        commit(repository.root, [W23], "Log")
    assert not told.exists()


def test_what_git_cannot_do_now_is_told(repository: Repository, tmp_path: Path) -> None:
    (repository.root / ".git/MERGE_HEAD").write_text("x")
    with pytest.raises(UserError, match="middle of a merge"):
        commit(repository.root, [W23], "Log")
    (repository.root / ".git/MERGE_HEAD").unlink()
    head = repository.git("rev-parse", "HEAD")
    (repository.root / ".git/index.lock").write_text("")
    with pytest.raises(UserError, match="Nothing was committed"):
        commit(repository.root, [W23], "Log")
    (repository.root / ".git/index.lock").unlink()
    (tmp_path / "settings").write_text("[user]\n\tname = Sam\n")
    with pytest.raises(UserError, match="does not know your name"):
        commit(repository.root, [W23], "Log")
    assert repository.git("rev-parse", "HEAD") == head
    with pytest.raises(UserError, match="no git repository"):
        pending(tmp_path)
    repository.git("checkout", "-q", "--detach")
    with pytest.raises(UserError, match="on no branch"):
        push(repository.root)


def test_a_push_that_does_not_go_says_why(repository: Repository, tmp_path: Path) -> None:
    def told() -> str:
        with pytest.raises(UserError) as raised:
            push(repository.root)
        return f"{raised.value.message} {raised.value.hint}"

    target = Repository(tmp_path / "target")
    target.commit("06-01", {"x": "1"})
    repository.git("remote", "set-url", "origin", str(target.root / ".git"))
    assert "newer there" in told()
    repository.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    assert "Not pushed." in told()
    repository.git("remote", "set-url", "origin", f"ext::sh -c 'touch {tmp_path}/ran'")
    assert "not pushed to from here" in told()
    repository.git("remote", "remove", "origin")
    assert "no remote" in told()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://git.example/a/b.git", True),
        ("ssh://git@git.example:22/a/b", True),
        ("git@git.example:a/b.git", True),
        ("/srv/git/a.git", True),
        ("C:/git/a.git", True),
        ("ext::sh -c id", False),
        ("fd::17", False),
        ("--upload-pack=id", False),
        ("-oProxyCommand=id:a", False),
        ("http://git.example/a", False),
        ("git://git.example/a", False),
        ("../evil", False),
        ("", False),
    ],
)
def test_only_addresses_that_name_no_program_are_pushed_to(address: str, is_safe: bool) -> None:
    assert is_safe_address(address) == is_safe
