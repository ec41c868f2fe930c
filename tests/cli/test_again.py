"""A command says again what it said before, in a new process, until anything changes."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zoneinfo
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from generator.cli import again
from generator.core import stamps
from generator.core.cache import FILE, cache_put, close_caches
from generator.core.stamps import Places, stamp
from generator.environment import receipts
from generator.environment.machine import user_cache
from tests.pipeline.test_unchanged import CONTACT, EDITS, FILES, ONE, post, write
from tests.support.command import PROJECT, Ran, run_as_process
from tests.support.effort import times
from tests.support.folders import Tree, tree
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-03")


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return repository(tmp_path / "sam", FILES)


def git(root: Path, *arguments: str) -> None:
    named = ("-c", "user.name=Sam", "-c", "user.email=sam@sam.example")
    subprocess.run(["git", *named, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    if not (root / ".git").exists():
        git(root, "init", "-q")
    git(root, "add", "content", "portfolio.yaml")
    git(root, "commit", "-q", "--allow-empty", "-m", "Log")


def remote(root: Path) -> None:
    commit(root)
    git(root, "config", "remote.origin.url", f"x:a/{time.time_ns()}")


def replaced(path: str) -> Callable[[Path], None]:
    """The same file with the same bytes, size and times, under the same name."""

    def edit(root: Path) -> None:
        about, fresh = (root / path).stat(), root / "fresh"
        fresh.write_bytes((root / path).read_bytes())
        os.utime(fresh, ns=(about.st_atime_ns, about.st_mtime_ns))
        fresh.rename(root / path)

    return edit


def swapped(path: str) -> Callable[[Path], None]:
    """Another byte, with the same size and time."""

    def edit(root: Path) -> None:
        about = (root / path).stat()
        data = bytearray((root / path).read_bytes())
        data[-2] ^= 1
        (root / path).write_bytes(data)
        os.utime(root / path, ns=(about.st_atime_ns, about.st_mtime_ns))

    return edit


def damaged(start: int) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root.parent / "cache/weekproof" / FILE
        data = bytearray(file.read_bytes())
        data[start::97] = bytes(len(data[start::97]))
        file.write_bytes(data)

    return edit


MORE: dict[str, Callable[[Path], object]] = {
    "touched": lambda root: os.utime(root / ONE),
    "touched to be old": lambda root: os.utime(root / ONE, ns=(1, 1)),
    "touched to be new": lambda root: os.utime(root / ONE, (9e9, 9e9)),
    "replaced": replaced(ONE),
    "another byte": swapped(ONE),
    "another byte of a page": swapped("site/index.html"),
    "another byte of the report": swapped("report/index.html"),
    "a page replaced": replaced("site/index.html"),
    "a page of the report less": lambda root: (root / "report/index.html").unlink(),
    "the report less": lambda root: shutil.rmtree(root / "report"),
    "a file of the state less": lambda root: (root / ".weekproof/site.manifest.json").unlink(),
    "the state less": lambda root: shutil.rmtree(root / ".weekproof"),
    "permissions": lambda root: (root / ONE).chmod(0o600),
    "permissions of a folder": lambda root: (root / "content/blog").chmod(0o700),
    "a commit": commit,
    "no repository": lambda root: shutil.rmtree(root / ".git", ignore_errors=True),
    "a remote": remote,
    "the store damaged": damaged(4096),
    "the start of the store damaged": damaged(0),
    "the store less": lambda root: shutil.rmtree(root.parent / "cache"),
    "a link": lambda root: (root / "content/blog/2026-06-09-link.md").symlink_to("../pages/about.md"),
    "an empty folder": lambda root: (root / "content/blog/2026").mkdir(),
    "a file of an editor": write("content/blog/.one.md.swp", "x"),
    "settings that cannot be read": write("portfolio.yaml", "graduate: [\n"),
    "a short week": write("content/private/contacts/a.yaml", CONTACT.replace("2026-06-02", "2025-06-02")),
}
ALL = {**EDITS, **MORE}


def build(capsys: Capture, root: Path, *options: str) -> tuple[Ran, bool]:
    return run_as_process(capsys, "build", "--root", str(root), *DAY, "--format", "json", *options)


def check(capsys: Capture, root: Path, *options: str) -> tuple[Ran, bool]:
    return run_as_process(capsys, "check", "--root", str(root), *DAY, "--format", "json", *options)


def outputs(root: Path) -> tuple[Tree | None, Tree | None]:
    return tree(root / "site"), tree(root / "report")


def test_a_new_process_says_what_the_last_one_said_until_something_changes(
    root: Path, capsys: Capture
) -> None:
    commit(root)
    command = ("build", "--root", str(root), *DAY)
    first, is_kept = run_as_process(capsys, *command)
    made = outputs(root)
    assert (first.code, is_kept) == (0, False)
    again_, is_kept = run_as_process(capsys, *command)
    assert is_kept
    assert outputs(root) == made
    anew, is_kept = run_as_process(capsys, *command, "--no-cache")
    assert not is_kept
    assert (again_.code, again_.out, again_.err) == (anew.code, anew.out, anew.err)
    assert "0 written, " in again_.out
    for others in (("check",), ("status",)):
        told, is_kept = run_as_process(capsys, *others, "--root", str(root), *DAY)
        assert not is_kept
        assert run_as_process(capsys, *others, "--root", str(root), *DAY) == (told, True)


def test_what_fails_is_said_again_too(root: Path, capsys: Capture) -> None:
    for text, code in ((FILES["portfolio.yaml"], 1), ("graduate: [\n", 2)):
        write(ONE, post(more="I met Wilhelmina Quarterstaff."))(root)
        write("portfolio.yaml", text)(root)
        first, _ = build(capsys, root)
        assert first.code == code
        assert build(capsys, root) == (first, True)
        assert run_as_process(capsys, "check", "--root", str(root), *DAY)[1] is False


# Each is done to what was just built, and is undone by nothing: the next one is done on top.
@pytest.mark.parametrize("tick", [stamps.TICK_NS, 50_000_000])
def test_any_change_is_seen(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tick: int) -> None:
    """With a short tick the times of files are believed that were written in this test."""
    monkeypatch.setattr(stamps, "TICK_NS", tick)
    chance = random.Random(tick)  # noqa: S311 - the same edits each time
    names = sorted(ALL)
    chance.shuffle(names)
    rounds = [chance.choice(names) for _ in range(times(0, 250))] or names[:1]
    for name in rounds:
        if chance.random() < 0.3:
            repository(root, FILES)
        with suppress(FileNotFoundError, FileExistsError):
            ALL[name](root)
        first, _ = build(capsys, root)
        made = outputs(root)
        second, _ = build(capsys, root)
        assert (second.code, second.out) == (first.code, first.out), (name, second.err)
        assert outputs(root) == made, name
        anew, _ = build(capsys, root, "--no-cache")  # writes whatever is not as it makes it
        assert (anew.code, anew.out) == (first.code, first.out), (name, anew.err)
        assert outputs(root) == made, name


def test_a_file_is_read_where_its_time_is_too_young(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk whose clock has stopped, or ticks once an hour: only the bytes tell."""
    note, now = stamps._note, 2_000_000_000_000_000_000

    def stopped(rows: list[str], young: list[str], limit: int, path: str, about: os.stat_result) -> None:
        same = [*about[:7], 0, now // 10**9, now // 10**9]
        extra = {"st_mtime_ns": now, "st_ctime_ns": now, "st_atime_ns": now}
        note(rows, young, limit, path, os.stat_result(same, extra))

    monkeypatch.setattr(stamps, "_note", stopped)
    places = Places(trees=(str(root / "content"),))
    before = stamp(places, now + 1)
    old = stamp(places, now + 2 * stamps.TICK_NS)
    swapped(ONE)(root)
    assert stamp(places, now + 1) != before
    assert stamp(places, now + 2 * stamps.TICK_NS) == old  # it was too long ago to be the same time
    monkeypatch.setattr(stamps, "LARGEST", 10)
    with pytest.raises(stamps.TooYoung):
        stamp(places, now + 1)


def test_what_was_young_is_believed_once_it_is_old(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(capsys, root)
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * stamps.TICK_NS)
    assert build(capsys, root)[1]
    monkeypatch.setattr(stamps, "_opener", None)  # no file is opened any more
    assert build(capsys, root)[1]


def test_another_environment_is_another_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = again._key(["check"])
    monkeypatch.setenv("SHLVL", "9")
    assert again._key(["check"]) == before
    others = {"LANG": "de", "CI": "1", "PATH": "/bin", "SOURCE_DATE_EPOCH": "1780000000", "HOME": "/"}
    for name, value in others.items():
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert again._key(["check"]) not in (before, None), name


def test_options_folders_and_terminals_have_answers_of_their_own(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(capsys, root)
    assert not check(capsys, root, "--strict")[1]
    assert not check(capsys, root, "--no-cache")[1]
    assert not check(capsys, root, "--no-cache")[1]
    keys = {again._key(["check"])}
    monkeypatch.chdir(root)
    keys.add(again._key(["check"]))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    keys.add(again._key(["check"]))
    assert len(keys) == 3
    assert None not in keys
    monkeypatch.setattr(sys, "stdin", None)
    assert again._key(["check"]) is None
    assert again._key(["new"]) is None


def test_an_answer_ends_with_the_day(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = str(FILES["portfolio.yaml"])
    assert "time_zone: America/Chicago" in settings
    command = ("check", "--root", str(root))
    run_as_process(capsys, *command)
    assert run_as_process(capsys, *command)[1]
    answers: list[again.Answer] = []

    def silent(answer: again.Answer, _: object) -> int:
        answers.append(answer)
        return 0

    monkeypatch.setattr(again, "_say", silent)
    run_as_process(capsys, *command)
    (answer,) = answers
    chicago = zoneinfo.ZoneInfo("America/Chicago")
    assert dt.datetime.fromtimestamp(answer.begins, chicago).time() == dt.time()
    assert dt.datetime.fromtimestamp(answer.ends, chicago).time() == dt.time()
    assert answer.ends - answer.begins in (23 * 3600, 24 * 3600, 25 * 3600)
    for moment, is_valid in (
        (answer.begins, True),
        (answer.ends - 1, True),
        (answer.ends, False),
        (1.0, False),
    ):
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        assert again._is_valid(answer, user_cache() or root) is is_valid


def test_other_receipts_are_another_answer(root: Path, capsys: Capture) -> None:
    check(capsys, root)
    assert check(capsys, root)[1]
    cache_put(user_cache(), *receipts.receipts_of(root), b"{}")
    close_caches()
    assert not check(capsys, root)[1]


def test_a_check_of_the_site_looks_for_files_of_others(root: Path, capsys: Capture) -> None:
    build(capsys, root)
    check(capsys, root, "--site")
    told, is_kept = check(capsys, root, "--site")
    assert (told.code, is_kept) == (0, True)
    write("site/mine.html", "I met Wilhelmina Quarterstaff.")(root)
    assert check(capsys, root)[1] is False
    assert check(capsys, root)[1]  # it does not look there
    told, is_kept = check(capsys, root, "--site")
    assert (told.code, is_kept) == (1, False)
    assert check(capsys, root, "--site") == (told, True)


def test_what_happens_during_a_run_is_not_kept(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changes a file meanwhile, and another writes into the site before we look at it."""
    offer = again.Recorder.offer
    for path in (ONE, "site/index.html"):

        def meddling(self: again.Recorder, *given: Any, path: str = path) -> None:
            (root / path).write_text(post(more=f"Meanwhile {path}."))
            offer(self, *given)

        with monkeypatch.context() as patch:
            patch.setattr(again.Recorder, "offer", meddling)
            write(ONE, post(more=f"Before {path}."))(root)
            build(capsys, root)
        assert not build(capsys, root)[1]

    def lucky(self: again.Recorder, *given: Any) -> None:
        stamps.doubt("it was luck")
        offer(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(again.Recorder, "offer", lucky)
        check(capsys, root)
    assert not check(capsys, root)[1]
    assert check(capsys, root)[1]


def test_terms_of_a_school_in_a_folder_are_looked_at(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are no input until they are read: an answer is kept only if they are old by then."""
    settings = str(FILES["portfolio.yaml"])
    write("school/terms.yaml", (PROJECT / "generator/commitment/flatiron.yaml").read_text("utf-8"))(root)
    write("portfolio.yaml", f"commitment: school/terms.yaml\n{settings}")(root)
    with monkeypatch.context() as patch:
        patch.setattr(stamps, "TICK_NS", 10**15)
        check(capsys, root)
        assert not check(capsys, root)[1]
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * stamps.TICK_NS)
    check(capsys, root)
    assert check(capsys, root)[1]
    replaced("school/terms.yaml")(root)
    assert not check(capsys, root)[1]


COVERED = """
import json, os, sys
opened = []
def hook(event, arguments):
    if event in ("open", "os.scandir", "os.listdir") and isinstance(arguments[0], (str, bytes)):
        opened.append(os.path.abspath(os.fsdecode(arguments[0])))
sys.addaudithook(hook)
from generator.cli import again, main
answers = []
put = again._put
again._put = lambda cache, key, answer: answers.append(answer)
code = main.run()
(answer,) = answers
sys.__stdout__.write("\\0" + json.dumps([code, answer.inputs, answer.outputs, sorted(set(opened))]))
"""


def test_whatever_a_run_opens_is_looked_at_the_next_time(root: Path, tmp_path: Path) -> None:
    """Of the files of the repository, the user and the system: what is opened is among what is looked at."""
    commit(root)
    write("terms.yaml", (PROJECT / "generator/commitment/flatiron.yaml").read_text("utf-8"))(root)
    write("portfolio.yaml", f"commitment: terms.yaml\n{FILES['portfolio.yaml']!s}")(root)
    done = subprocess.run(
        [sys.executable, "-c", COVERED, "build", "--root", str(root), *DAY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=True,
    )
    code, inputs, written, opened = json.loads(done.stdout.decode().partition("\0")[2])
    assert code == 0
    looked_at, outs = Places(*inputs), Places(*written)
    trees = (*looked_at.trees, *looked_at.code, *outs.trees)
    known = (
        str(tmp_path / "cache"),
        sys.prefix,
        sys.base_prefix,
        "/proc/",
        "/dev/",
        f"{tempfile.gettempdir()}/weekproof-",
        "/usr/",
    )
    left = [
        path
        for path in opened
        if not any(path == top or path.startswith(f"{top}/") for top in trees)
        and not path.startswith(known)
        and path not in looked_at.files
        and Path(path).exists()
        and path not in (str(PROJECT), str(tmp_path), tempfile.gettempdir(), str(root))
    ]
    assert left == []
    assert len([path for path in opened if path.startswith(f"{root}/content")]) > 5


def test_the_folder_of_the_cache_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    for home, named in (
        ("/sam", None),
        ("/sam/", ""),
        ("/sam", "/x"),
        ("/h", "/x/"),
        ("", "/y"),
    ):
        monkeypatch.setenv("HOME", home)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        if named is not None:
            monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert user_cache() == platformdirs.user_cache_path("weekproof", appauthor=False)
