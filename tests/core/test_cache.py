"""What was made once is found again under what it was made from, and under nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint


def test_what_is_put_away_is_found_again(tmp_path: Path) -> None:
    cache_put(tmp_path, "texts", "a", b"once")
    assert cache_get(tmp_path, "texts", "a") == b"once"
    assert cache_get(tmp_path, "texts", "b") is None
    assert cache_get(tmp_path, "others", "a") is None


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    cache_put(None, "texts", "a", b"once")
    assert cache_get(None, "texts", "a") is None
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    cache_put(taken, "texts", "a", b"once")  # a file where the folder should be
    assert cache_get(taken, "texts", "a") is None


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
