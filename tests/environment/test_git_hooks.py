"""Private records are not committed to or pushed to a repository that strangers can read."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.core.errors import UserError
from generator.environment import git_commit, git_hooks
from generator.environment.visibility import _web_address, can_anyone_read
from tests.support.fake_servers import Asked, Reply, Server, serving

CONTACTS = "content/private/contacts/2026-W23.yaml"
REFS = {"Content-Type": "application/x-git-upload-pack-advertisement"}
# Path of a repository on the host → what a stranger is told who wants to clone it.
HOST = {
    "/a/open": Reply(b"001e# service=git-upload-pack\n", headers=REFS),
    "/a/moved": Reply(status=301, headers={"Location": "/a/open/info/refs?service=git-upload-pack"}),
    "/a/closed": Reply(status=401),
    "/a/none": Reply(status=404),
    "/a/sign-in": Reply(b"<h1>Sign in</h1>", headers={"Content-Type": "text/html"}),
    "/a/busy": Reply(status=429),
    "/a/broken": Reply(reset=True),
    "/a/circle": Reply(status=302, headers={"Location": "/a/circle/info/refs"}),
}


@pytest.fixture(name="host", scope="module")
def _host() -> Iterator[Server]:
    def answer(asked: Asked) -> Reply:
        return HOST[asked.path.partition("/info/refs")[0]]

    with serving(answer) as server:
        yield server


def git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    named = ("-c", "user.name=Sam", "-c", "user.email=sam@sam.example")
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *named, *words], cwd=root, env=quiet, check=False, capture_output=True, text=True
    )


def made(folder: Path) -> Path:
    """A portfolio in a repository, its contacts not committed yet."""
    for path in (
        CONTACTS,
        "content/blog/one.md",
        "report/report.html",
        "report/report.age",
        "portfolio.yaml",
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"text: {path}\n")
    top = folder if folder.name != "below" else folder.parent
    git(top, "init", "-q", "-b", "main")
    git(folder, "add", "portfolio.yaml", "content/blog")
    git(folder, "commit", "-q", "-m", "A post")
    return folder


def test_what_a_host_tells_strangers_is_what_counts(host: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    said = {path.removeprefix("/a/"): can_anyone_read(f"{host.address}{path}") for path in HOST}
    assert said == {
        "open": True,
        "moved": True,
        "closed": False,
        "none": False,
        "sign-in": False,
        "busy": None,
        "broken": None,
        "circle": None,
    }
    signed = host.address.replace("://", "://sam:secret@")
    host.asked.clear()
    assert can_anyone_read(f"{signed}/a/open/") is True
    assert "authorization" not in {name.casefold() for name in host.asked[0].headers}
    assert host.asked[0].path == "/a/open/info/refs?service=git-upload-pack"


def test_an_address_for_ssh_is_asked_for_in_the_web() -> None:
    same = "https://git.example/sam/log.git"
    addresses = {
        "git@git.example:sam/log.git": same,
        "git.example:/sam/log.git": same,
        "ssh://git@git.example:2222/sam/log.git": same,
        "https://sam:pass@git.example/sam/log.git/": same,
        "https://[::1]:80/x": "https://[::1]:80/x",
        "C:/repositories/log": None,
        "/srv/log.git": None,
        "../log": None,
        "file:///srv/log.git": None,
        "ext::sh -c true": None,
        "https://[broken": None,
        "": None,
    }
    assert {address: _web_address(address) for address in addresses} == addresses


def test_private_files_are_known_in_any_capitals() -> None:
    private = (CONTACTS, "Content/Private/x", "content/private/evidence/a.png", "report/index.html")
    public = (
        "content/blog/one.md",
        "content/privately.md",
        "report/report.age",
        "content/private/.gitignore",
    )
    assert [path for path in (*private, *public) if git_hooks.is_private(path)] == list(private)


@pytest.mark.parametrize("place", ["sam", "sam/below"])
def test_the_hooks_refuse_what_strangers_could_read(tmp_path: Path, host: Server, place: str) -> None:
    """A new file, then a change by `commit -a`; what is there already, and what is public, may go on."""
    root = made(tmp_path / place)
    git_hooks.install(root)
    git(root, "remote", "add", "origin", f"{host.address}/a/open")
    git(root, "add", "-A", "content/private")
    refused = git(root, "commit", "-m", "Contacts")
    assert refused.returncode == 1
    assert "Not committed. Anyone can read a/open, and it would get 1 private file" in refused.stderr
    assert git(root, "commit", "-m", "A post", "portfolio.yaml", "--allow-empty").returncode == 0
    git(root, "remote", "set-url", "origin", f"{host.address}/a/closed")
    assert git(root, "commit", "-m", "Contacts").returncode == 0
    git(root, "remote", "set-url", "origin", f"{host.address}/a/open")
    assert git(root, "commit", "--allow-empty", "-m", "Nothing new").returncode == 0
    (root / CONTACTS).write_text("text: changed\n")
    assert git(root, "commit", "-am", "Changed").returncode == 1
    assert git(root, "commit", "--no-verify", "-qam", "Changed").returncode == 0
    top = root.parent if place == "sam/below" else root
    given = f"refs/heads/main {git(root, 'rev-parse', 'HEAD').stdout.strip()} refs/heads/main {'0' * 40}\n"
    refused = subprocess.run(
        [top / ".git/hooks/pre-push", "origin", f"{host.address}/a/open"],
        cwd=top,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Not pushed. Anyone can read a/open, and it would get 1 private file" in refused.stderr
    git(root, "remote", "set-url", "origin", f"{host.address}/a/busy")
    (root / CONTACTS).write_text("text: changed again\n")
    unknown = git(root, "commit", "-am", "Changed")
    assert (unknown.returncode, "did not say" in unknown.stderr) == (0, True)
    assert len(git_hooks.remove(root)) == 2
    assert git_hooks.remove(root) == ()


def test_a_hook_of_somebody_else_stays(tmp_path: Path) -> None:
    root = made(tmp_path / "sam")
    other = root / ".git/hooks/pre-push"
    other.write_text("#!/bin/sh\n")
    with pytest.raises(UserError, match="another pre-push hook") as told:
        git_hooks.install(root)
    assert 'weekproof hook run --push "$@" || exit 1' in (told.value.hint or "")
    assert (other.read_text(), (root / ".git/hooks/pre-commit").exists()) == ("#!/bin/sh\n", False)
    other.unlink()
    git(root, "config", "core.hooksPath", ".husky")
    with pytest.raises(UserError, match=r"hooks in \.husky"):
        git_hooks.install(root)


def test_the_desk_does_not_push_what_strangers_could_read(tmp_path: Path, host: Server) -> None:
    root = made(tmp_path / "sam")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Contacts")
    git(root, "remote", "add", "origin", f"{host.address}/a/open")
    commit = git(root, "rev-parse", "HEAD").stdout.strip()
    with pytest.raises(UserError, match="Anyone can read a/open, and it would get 2 private files"):
        git_commit._refuse_strangers(root, commit, f"{host.address}/a/open")
    git_commit._refuse_strangers(root, commit, f"{host.address}/a/closed")
