"""A folder handed over with programs behind every key by which git starts one: none of them runs.

Each test plants one program, and shows first, where plain git starts it by commands as we need them, that it
is planted well: a trap that nobody could step into would prove nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli import main
from generator.environment import git
from generator.environment.git_history import read_history
from tests.environment.test_git_history_end_to_end import FILE, contact
from tests.support.effort import some
from tests.support.git_repositories import Repository
from tests.support.repositories import SETTINGS

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(os.name != "posix", reason="the programs planted are scripts of a shell"),
]

# Keys of git's configuration that name a program, by git help config. `{}` stands for its path.
KEYS: Mapping[str, str] = {
    "alias.log": "!{}",
    "alias.rev-parse": "!{}",
    "alias.ls-files": "!{}",
    "browser.evil.cmd": "{}",
    "core.alternateRefsCommand": "{}",
    "core.askPass": "{}",
    "core.editor": "{}",
    "core.fsmonitor": "{}",
    "core.gitProxy": "{}",
    "core.pager": "{}",
    "core.sshCommand": "{}",
    "credential.helper": "!{}",
    "diff.evil.command": "{}",
    "diff.evil.textconv": "{}",
    "diff.external": "{}",
    "difftool.evil.cmd": "{}",
    "filter.evil.clean": "{}",
    "filter.evil.process": "{}",
    "filter.evil.smudge": "{}",
    "gpg.openpgp.program": "{}",
    "gpg.program": "{}",
    "gpg.ssh.defaultKeyCommand": "{}",
    "gpg.ssh.program": "{}",
    "gpg.x509.program": "{}",
    "guitool.evil.cmd": "{}",
    "hook.evil.command": "{}",
    "interactive.diffFilter": "{}",
    "man.evil.cmd": "{}",
    "merge.evil.driver": "{}",
    "mergetool.evil.cmd": "{}",
    "pager.blame": "{}",
    "pager.config": "{}",
    "pager.log": "{}",
    "pager.ls-files": "{}",
    "pager.rev-parse": "{}",
    "receive.procReceiveRefs": "{}",
    "remote.origin.receivepack": "{}",
    "remote.origin.uploadpack": "{}",
    "remote.origin.vcs": "evil",
    "sendemail.sendmailCmd": "{}",
    "sequence.editor": "{}",
    "submodule.evil.update": "!{}",
    "tar.evil.command": "{}",
    "trailer.evil.cmd": "{}",
    "trailer.evil.command": "{}",
    "uploadpack.packObjectsHook": "{}",
    "web.browser": "{}",
}
HOOKS = ("fsmonitor-watchman", "post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction")
# With these beside it a program runs sooner.
BESIDE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "gpg": (("log.showSignature", "true"), ("commit.gpgSign", "true"), ("tag.gpgSign", "true")),
    "filter": (("filter.evil.required", "true"),),
    "hook": (("hook.evil.event", "post-index-change"),),
    "diff": (("diff.evil.cachetextconv", "false"),),
}
PLAIN: Mapping[str, tuple[str, ...]] = {
    "core.fsmonitor": ("status",),
    "diff.evil.command": ("diff", "HEAD"),
    "diff.evil.textconv": ("blame", FILE),
    "diff.external": ("diff", "HEAD"),
    "filter.evil.clean": ("diff", "--name-only", "HEAD"),
    "filter.evil.process": ("blame", FILE),
}
ATTRIBUTES = "* filter=evil diff=evil merge=evil\n"


@pytest.fixture(name="handed")
def _handed(tmp_path: Path) -> Repository:
    """What a coach is handed: built and sealed; a record logged late, another not committed yet."""
    repository = Repository(tmp_path / "handed")
    early = {"portfolio.yaml": SETTINGS, ".gitattributes": ATTRIBUTES, FILE: contact("Ann", "02")}
    repository.commit("06-02", early)
    repository.commit("06-10", {FILE: contact("Ann", "02") + contact("Bo", "02")})
    assert main.run(["build", "--root", str(repository.root), "--as-of", "2026-06-12", "--quiet"]) < 2
    (tmp_path / "seals.json").write_bytes((repository.root / "report" / "seals.json").read_bytes())
    repository.write({FILE: contact("Ann", "02") + contact("Bo", "02") + contact("Cy", "11")})
    return repository


@pytest.fixture(name="trap")
def _trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when it runs."""
    program = tmp_path / "git-remote-evil"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> "{tmp_path}/sprung"\n')
    program.chmod(0o755)
    return program


def sprung(trap: Path) -> str:
    """What ran, and forget it."""
    mark = trap.with_name("sprung")
    text = mark.read_text() if mark.exists() else ""
    mark.unlink(missing_ok=True)
    return text


def run_everything(repository: Repository) -> None:
    """Every command that asks git, each to its end."""
    root, day = str(repository.root), ("--as-of", "2026-06-12")
    for words in (
        ("check", "--root", root, *day),
        ("build", "--root", root, *day),
        ("status", "--root", root, *day),
        ("status", "--short", "--root", root, *day),
        ("coach", "verify", root, "--seals", str(repository.root.parent / "seals.json")),
        ("doctor", "--root", root),
        ("export", "ics", "--root", root, *day, "--output", str(repository.root.parent / "due.ics")),
    ):
        assert main.run(list(words)) in (0, 1), words


@pytest.mark.parametrize("key", some(sorted(KEYS), 8))
def test_no_program_of_the_repositorys_runs(
    handed: Repository, trap: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{trap.parent}{os.pathsep}{os.environ['PATH']}")
    for name, value in BESIDE.get(key.partition(".")[0], ()):
        handed.git("config", name, value)
    handed.git("config", key, KEYS[key].format(trap))
    if key in PLAIN:
        plain = ("git", *PLAIN[key])
        subprocess.run(plain, cwd=handed.root, capture_output=True, check=False, timeout=20)
        assert sprung(trap)
    run_everything(handed)
    assert not sprung(trap)


@pytest.mark.parametrize("place", ["include.path", "includeIf.gitdir:**.path", "config.worktree"])
def test_nor_one_that_another_file_of_settings_names(handed: Repository, trap: Path, place: str) -> None:
    more = handed.root / ".git" / ("config.worktree" if place == "config.worktree" else "more")
    more.write_text(f'[filter "evil"]\n\tclean = {trap}\n[core]\n\tfsmonitor = {trap}\n')
    if place == "config.worktree":
        handed.git("config", "extensions.worktreeConfig", "true")
    else:
        handed.git("config", place, str(more))
    subprocess.run(("git", "status"), cwd=handed.root, capture_output=True, check=False, timeout=20)
    assert sprung(trap)
    run_everything(handed)
    assert not sprung(trap)


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_nor_a_hook(handed: Repository, trap: Path, name: str, is_elsewhere: bool) -> None:
    folder = handed.root / ("hooks" if is_elsewhere else ".git/hooks")
    folder.mkdir(exist_ok=True)
    shutil.copy(trap, folder / name)
    if is_elsewhere:
        handed.git("config", "core.hooksPath", str(folder))
    sprung(trap)
    run_everything(handed)
    assert not sprung(trap)


@pytest.mark.parametrize("url", ["ext::{} %S", "ssh://host.example/x", "evil::x", "file:///nowhere"])
def test_nor_one_that_would_fetch_what_a_clone_lacks(
    handed: Repository, trap: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{trap.parent}{os.pathsep}{os.environ['PATH']}")
    for key, value in (
        ("remote.origin.url", url.format(trap)),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialCloneFilter", "blob:none"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryFormatVersion", "1"),
        ("core.sshCommand", str(trap)),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ):
        handed.git("config", key, value)
    blob = handed.git("rev-parse", f"HEAD:{FILE}").strip()
    (handed.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    plain = ("git", "cat-file", "-p", blob)
    subprocess.run(plain, cwd=handed.root, capture_output=True, check=False, timeout=20)
    assert url.startswith("file:") or sprung(trap)
    run_everything(handed)
    assert not sprung(trap)


def test_what_the_environment_names_does_not_run_either(
    handed: Repository, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EXTERNAL_DIFF", "PAGER", "ASKPASS", "SSH", "SSH_COMMAND", "EDITOR", "PROXY_COMMAND"):
        monkeypatch.setenv(f"GIT_{name}", str(trap))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor={trap}'")
    monkeypatch.setenv("PAGER", str(trap))
    run_everything(handed)
    assert not sprung(trap)


def test_a_git_in_the_folder_that_one_stands_in_is_not_started(
    handed: Repository, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("git", "ssh-keygen"):
        shutil.copy(trap, handed.root / name)
    monkeypatch.chdir(handed.root)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", os.environ["PATH"])))
    run_everything(handed)
    assert not sprung(trap)


@pytest.fixture(name="foreign")
def _foreign(handed: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The same, owned by another user: really, or by git's own switch for trying that."""
    if os.geteuid() == 0:
        for folder, folders, files in os.walk(handed.root):
            for name in (".", *folders, *files):
                os.lchown(os.path.join(folder, name), 4242, 4242)  # noqa: PTH118
    else:
        plain = git._environment
        monkeypatch.setattr(git, "_environment", lambda: {**plain(), "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    return handed


def test_a_repository_of_another_users_is_not_read_and_that_is_told(
    foreign: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_history(foreign.root, None, dt.UTC, {}, 7).unknown_because == git.FOREIGN
    main.run(["doctor", "--root", str(foreign.root)])
    assert "belongs to another user" in capsys.readouterr().out


def test_unless_its_reader_said_that_it_is_safe(foreign: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(foreign.root))
    assert read_history(foreign.root, None, dt.UTC, {}, 7).unknown_because is None


@pytest.mark.parametrize("command", ["status", "diff", "log", "blame", "show", "checkout", "gc"])
def test_no_other_command_can_be_asked_in_a_repository(tmp_path: Path, command: str) -> None:
    with pytest.raises(ValueError, match="could run a program"):
        git.run_git(tmp_path, command)
