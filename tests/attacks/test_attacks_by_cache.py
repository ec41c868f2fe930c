"""Whatever is wrong with the cache: a build gives the same bytes as one without a cache, and says so once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

from generator.core import cache, fileops
from generator.core.cache import FILE, close_caches
from tests.support import photographs
from tests.support.command import Ran, run
from tests.support.folders import Tree, tree
from tests.support.repositories import repository

POST = """\
---
title: What I built
date: 2026-06-02
---

![A boat](../images/boat.jpg)

```python
answer = "forty-two"
```
"""
RESUME = "basics: {name: Sam Example, summary: I build things that last.}\n"
FILES: dict[str, str | bytes] = {
    "content/blog/2026-06-02-built.md": POST,
    "content/images/boat.jpg": photographs.photograph(),
    "content/resume.yaml": RESUME,
}
DAMAGED = "was damaged. What was lost is made again."
BARRED = "This run is slower, not different."


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    close_caches()
    yield
    close_caches()
    cache._told.clear()
    cache._problems.clear()


def build(capsys: pytest.CaptureFixture[str], root: Path, *options: str) -> tuple[Ran, Tree | None]:
    close_caches()
    cache._told.clear()
    cache._problems.clear()
    ran = run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03", *options)
    return ran, tree(root / "site")


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


WAYS: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], object], str]] = {
    "empty": (lambda file, _: os.truncate(file, 0), DAMAGED),
    "half": (lambda file, _: os.truncate(file, file.stat().st_size // 2), DAMAGED),
    "zeros": (lambda file, _: file.write_bytes(bytes(file.stat().st_size)), DAMAGED),
    "a folder": (lambda file, _: a_folder(file), BARRED),
    "a full disk": (lambda _, patch: patch.setattr(fileops, "private_file", full), BARRED),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no open file is changed there")
def test_a_damaged_cache_changes_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = repository(tmp_path / "sam", FILES)
    first, without = build(capsys, root, "--no-cache")
    assert without
    assert not (tmp_path / "cache").exists()
    assert (first.code, first.err) == (0, "")
    ran, made = build(capsys, root)
    assert (ran.code, ran.err, made) == (0, "", without)
    for name, (damage, told) in WAYS.items():
        with monkeypatch.context() as patch:
            close_caches()
            damage(tmp_path / "cache/weekproof" / FILE, patch)
            ran, made = build(capsys, root)
        assert made == without, name
        assert ran.code == 0
        assert ran.out == first.out.replace(f"{len(without)} written, 0", f"0 written, {len(without)}"), name
        assert ran.err.endswith(f"{told}\n"), name
        assert ran.err.count("\n") == 1, name


def test_a_cache_inside_the_repository_is_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "sam")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / ".cache"))
    ran, _ = build(capsys, root)
    assert ran.code == 0
    assert "it lies in the repository" in ran.err
    assert not (root / ".cache").exists()


def homeless(*_: object, **__: object) -> Path:
    raise RuntimeError("could not determine the home directory")


@pytest.mark.parametrize("place", [homeless, lambda *_, **__: Path("~/.cache/weekproof")])
def test_without_a_home_folder_nothing_is_kept_where_one_stands(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: Callable[..., Path],
) -> None:
    monkeypatch.chdir(repository(tmp_path / "sam"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    for name in ("user_cache_path", "user_config_path"):
        monkeypatch.setattr(platformdirs, name, place)
    ran = run(capsys, "check", "--as-of", "2026-06-03")
    assert ran.code == 0
    assert ran.err == f"weekproof: The cache can't be used: you have no home folder. {BARRED}\n"
    assert "no home folder" in run(capsys, "coach", "keygen").err
    assert [path.name for path in Path().iterdir()] == ["portfolio.yaml"]
