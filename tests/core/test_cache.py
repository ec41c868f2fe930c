"""What was made once is found again under what it was made from, and whatever is wrong with it is found."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.core import cache as module
from generator.core import fileops
from generator.core.cache import (
    FILE,
    cache_get,
    cache_key,
    cache_put,
    cache_read,
    close_caches,
    code_fingerprint,
    pack,
    save_caches,
    take_cache_problem,
    unpack,
)

ENTRIES = {"texts": b"<p>once</p>" * 40, "pictures": bytes(range(256)) * 80, "guard": b""}


def forget() -> None:
    """As in a new process."""
    close_caches()
    module._told.clear()
    module._problems.clear()


@pytest.fixture(autouse=True)
def _said_anew() -> Iterator[None]:
    forget()
    yield
    close_caches()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A cache with an entry of each kind, closed."""
    folder = tmp_path / "above" / "weekproof"
    fill(folder)
    return folder


def fill(folder: Path) -> None:
    for kind, data in ENTRIES.items():
        cache_put(folder, kind, "key", data)
    close_caches()


def kept(folder: Path) -> dict[str, bytes | None]:
    return {kind: cache_get(folder, kind, "key") for kind in ENTRIES}


def said(folder: Path) -> str | None:
    problem = take_cache_problem()
    assert problem is None or problem.folder == folder
    assert take_cache_problem() is None
    return None if problem is None else problem.words(folder=False)


def test_what_is_put_is_found_again(folder: Path) -> None:
    assert kept(folder) == ENTRIES
    assert cache_get(folder, "texts", "another") is None
    assert cache_get(folder, "others", "key") is None
    cache_put(folder, "texts", "key", b"new")
    assert cache_get(folder, "texts", "key") == b"new"
    save_caches()
    assert cache_get(folder, "texts", "key") == b"new"
    assert said(folder) is None


def test_without_a_folder_nothing_is_kept_and_nothing_fails() -> None:
    cache_put(None, "texts", "a", b"once")
    assert cache_get(None, "texts", "a") is None
    assert cache_read(None, "texts", "a", len) is None


def test_the_cache_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "weekproof"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    fill(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o666)
    assert kept(folder) == ENTRIES
    assert file.stat().st_mode & 0o777 == 0o600


def other_database(file: Path, script: str) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.executescript(script)


def change(script: str) -> Callable[[Path], object]:
    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file)) as database:
            database.executescript(script)
            database.commit()

    return damage


def cut(share: float) -> Callable[[Path], object]:
    return lambda file: os.truncate(file, int(file.stat().st_size * share))


def pipe_at(ending: str) -> Callable[[Path], object]:
    def damage(file: Path) -> None:
        path = file.with_name(file.name + ending)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return damage


def link_to(target: str) -> Callable[[Path], object]:
    def damage(file: Path) -> None:
        aim = file.parent / target
        if not aim.exists():
            aim.write_bytes(file.read_bytes())
        file.unlink()
        file.symlink_to(aim)

    return damage


_SWAP = """
CREATE TEMP TABLE old AS SELECT * FROM entries;
UPDATE entries SET (digest, data) = (SELECT digest, data FROM old WHERE old.id != entries.id AND data != '');
"""
# Ways to harm the file, and whether what it held can still be there.
DAMAGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "gone": (lambda file: file.unlink(), False),
    "empty": (cut(0), False),
    "one byte": (lambda file: file.write_bytes(b"S"), False),
    "cut at a tenth": (cut(0.1), False),
    "cut in the middle": (cut(0.5), True),
    "cut at the end": (cut(0.99), True),
    "zeros after a power loss": (lambda file: file.write_bytes(bytes(file.stat().st_size)), False),
    "zeros in half of it": (
        lambda file: file.write_bytes(file.read_bytes()[:8192] + bytes(file.stat().st_size - 8192)),
        True,
    ),
    "grown without end": (lambda file: os.truncate(file, 3_000_000_000), False),
    "text": (lambda file: file.write_text("hello" * 5000), False),
    "data swapped": (change("UPDATE entries SET data = (SELECT max(data) FROM entries)"), True),
    "rows swapped": (change(_SWAP), False),
    "digests gone": (change("UPDATE entries SET digest = NULL"), False),
    "text for bytes": (change("UPDATE entries SET data = 'x', digest = 1, until = 'never'"), False),
    "numbers for bytes": (change("UPDATE entries SET data = 7"), False),
    "no table": (change("DROP TABLE entries"), False),
    "another table": (change("DROP TABLE entries; CREATE TABLE entries (id, data)"), False),
    "a trigger": (
        change("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END"),
        False,
    ),
    "another program's": (
        lambda file: other_database(file, "CREATE TABLE a (b); PRAGMA user_version = 1"),
        False,
    ),
    "another version's": (change("PRAGMA user_version = 99"), False),
    "with a log": (change("PRAGMA journal_mode = WAL"), False),
    "a pipe": (pipe_at(""), False),
    "a pipe for its journal": (pipe_at("-journal"), True),
    "a pipe for its log": (pipe_at("-wal"), True),
    "a link to a file": (link_to("../other"), False),
    "a link to itself": (link_to(FILE), False),
    "a link to a device": (link_to("/dev/zero"), False),
}
SILENT = {"gone", "another version's", "a pipe for its journal", "a pipe for its log"}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")
@pytest.mark.parametrize("name", DAMAGES)
def test_whatever_is_damaged_is_as_nothing_and_is_told_once(name: str, folder: Path) -> None:
    damage, may_be_there = DAMAGES[name]
    damage(folder / FILE)
    found = kept(folder)
    wrong = {kind for kind, data in found.items() if data not in (None, ENTRIES[kind])}
    assert wrong == set()
    assert may_be_there or set(found.values()) == {None}
    fill(folder)  # as a build does
    if name not in SILENT and (None in found.values() or "link" in name):
        assert said(folder) == "The cache was damaged. What was lost is made again."
    forget()
    assert kept(folder) == ENTRIES
    assert said(folder) is None
    assert not (folder / FILE).is_symlink()
    other = folder.parent / "other"
    assert not other.exists() or other.read_bytes()  # what a link led to is left alone


def test_any_flipped_bit_is_found(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same bits each time
    for _ in range(150):
        harmed = bytearray(whole)
        for _ in range(chance.choice((1, 1, 8, 200))):
            harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
        (folder / FILE).write_bytes(harmed)
        found = kept(folder)
        assert all(data in (None, ENTRIES[kind]) for kind, data in found.items())
        cache_put(folder, "texts", "key", ENTRIES["texts"])
        cache_put(folder, "more", "key", b"more")
        close_caches()
        forget()
        assert cache_get(folder, "more", "key") in (b"more", None)
        close_caches()


def no_permission(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def in_place_of(folder: Path, make: Callable[[Path], object]) -> None:
    """Something else where the cache was."""
    folder.rename(folder.with_name("was"))
    make(folder)


# Ways in which it cannot be used at all, and what is said.
BARRED: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], object], str]] = {
    "a folder for the file": (
        lambda folder, _: in_place_of(folder / FILE, Path.mkdir),
        "there is a folder in its place",
    ),
    "a file for the folder": (
        lambda folder, _: in_place_of(folder, lambda path: path.write_text("mine")),
        "there is a file in its place",
    ),
    "a pipe for the folder": (
        lambda folder, _: in_place_of(folder, pipe_at("")),
        "there is a file in its place",
    ),
    "a file above": (
        lambda folder, _: in_place_of(folder.parent, Path.touch),
        "there is a file in its place",
    ),
    "nothing can be opened": (
        lambda _, patch: patch.setattr(fileops, "private_file", no_permission),
        "there is no permission to write there",
    ),
    "it is another user's": (
        lambda _, patch: patch.setattr(os, "geteuid", lambda: 12345),
        "it belongs to another user",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="owners and pipes")
@pytest.mark.parametrize("name", BARRED)
def test_a_cache_that_cannot_be_used_is_told_once(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, reason = BARRED[name]
    bar(folder, monkeypatch)
    assert set(kept(folder).values()) == {None}
    fill(folder)
    assert set(kept(folder).values()) == {None}
    assert said(folder) == f"The cache can't be used: {reason}. This run is slower, not different."
    assert not folder.is_file() or folder.read_text() == "mine"


def test_a_full_disk_and_a_file_that_may_only_be_read(folder: Path) -> None:
    for pragma, reason in (
        ("max_page_count = 4", "the disk is full"),
        ("query_only = 1", "there is no perm"),
    ):
        assert kept(folder) == ENTRIES
        database = module._store(folder)._database
        assert database is not None
        database.execute(f"PRAGMA {pragma}")
        cache_put(folder, "texts", "long", bytes(1_000_000))
        save_caches()
        assert kept(folder) == ENTRIES  # it is still read
        assert cache_get(folder, "texts", "long") is None
        assert reason in (said(folder) or "")
        close_caches()
        forget()


def test_nobody_waits_long_for_another_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert set(kept(folder).values()) == {None}
    assert "another program is using it" in (said(folder) or "")


def test_two_builds_share_it(folder: Path) -> None:
    first, second = module._Store(folder), module._Store(folder)
    for store, key in ((first, "a"), (second, "b"), (first, "c")):
        store.put("texts", key, key.encode())
        store.save()
    assert [second.get("texts", key) for key in "abc"] == [b"a", b"b", b"c"]
    first.close()
    second.close()
    assert not first.reason
    assert not second.reason


def test_what_nobody_uses_goes_and_what_is_used_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 20_000
    monkeypatch.setattr(module, "_today", lambda: day)
    sizes = []
    for day in range(20_000, 20_090):  # a build a day, with a new text
        for kind in ("guard", "search"):
            cache_put(tmp_path, kind, f"{day}", bytes(50_000))
        cache_put(tmp_path, "texts", f"{day}", bytes(3_000))
        if cache_get(tmp_path, "pictures", "always") is None:
            assert day == 20_000
            cache_put(tmp_path, "pictures", "always", bytes(200_000))
        close_caches()
        sizes.append((tmp_path / FILE).stat().st_size)
    assert cache_get(tmp_path, "texts", "20089") is not None
    assert cache_get(tmp_path, "texts", "20050") is None
    assert max(sizes) < 700_000


def test_the_oldest_goes_where_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 20_000
    monkeypatch.setattr(module, "_today", lambda: day)
    monkeypatch.setattr(module, "MAX_BYTES", 1_000_000)
    for day in range(20_000, 20_010):
        cache_put(tmp_path, "texts", f"{day}", bytes(300_000))
        close_caches()
    there = [day for day in range(20_000, 20_010) if cache_get(tmp_path, "texts", f"{day}")]
    assert there == [20_007, 20_008, 20_009]
    assert (tmp_path / FILE).stat().st_size < 1_100_000


def test_a_clock_that_was_wrong_keeps_nothing_for_ever(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("UPDATE entries SET until = until + 5000")
        database.commit()
    cache_put(folder, "texts", "new", b"x")
    save_caches()
    assert set(kept(folder).values()) == {None}


def test_what_earlier_versions_kept_is_removed(tmp_path: Path) -> None:
    for name in ("texts/ab12", "themes/__jinja2_ab.cache", "__jinja2_12.cache", "crashes/a.log", "mine"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    fill(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {FILE, "crashes", "mine"}


def test_a_value_that_is_not_what_we_wrote_is_damage(folder: Path) -> None:
    assert cache_read(folder, "texts", "key", unpack) is None
    assert said(folder) == "The cache was damaged. What was lost is made again."
    assert unpack(pack(["a"], [b"1", b"23"])) == (["a"], [b"1", b"23"])


def test_many_caches_are_not_all_open(tmp_path: Path) -> None:
    for number in range(20):
        cache_put(tmp_path / f"{number}", "texts", "a", b"%d" % number)
    assert len(module._stores) <= 8
    assert [cache_get(tmp_path / f"{number}", "texts", "a") for number in (0, 19)] == [b"0", b"19"]


def test_other_parts_another_key() -> None:
    assert cache_key(b"ab", b"c") != cache_key(b"a", b"bc")
    assert cache_key(b"ab", b"c") == cache_key(b"ab", b"c")


def test_other_code_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "maker_of_a_test.py"
    code.write_text("ANSWER = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = code_fingerprint("maker_of_a_test", "no_such_module_anywhere")
    assert before == code_fingerprint("maker_of_a_test", "no_such_module_anywhere")
    code.write_text("ANSWER = 100\n")
    assert code_fingerprint("maker_of_a_test", "no_such_module_anywhere") != before
    assert "maker_of_a_test" not in sys.modules  # it is looked at, not imported


def test_another_version_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package_of_a_test"
    package.mkdir()
    (package / "__init__.py").touch()
    (tmp_path / "package_of_a_test-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    before = code_fingerprint("package_of_a_test")
    (tmp_path / "package_of_a_test-1.0.dist-info").rename(tmp_path / "package_of_a_test-1.1.dist-info")
    assert code_fingerprint("package_of_a_test") != before


def test_a_module_of_ours_that_is_not_there_is_a_mistake_and_no_key() -> None:
    with pytest.raises(ValueError, match=r"generator\.gone"):
        code_fingerprint("generator.gone")
