"""What was made once is found again under what it was made from, and under nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.core.cache import fetch, key_of, maker, put


def test_what_is_put_away_is_found_again(tmp_path: Path) -> None:
    put(tmp_path, "texts", "a", b"once")
    assert fetch(tmp_path, "texts", "a") == b"once"
    assert fetch(tmp_path, "texts", "b") is None
    assert fetch(tmp_path, "others", "a") is None


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    put(None, "texts", "a", b"once")
    assert fetch(None, "texts", "a") is None
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    put(taken, "texts", "a", b"once")  # a file where the folder should be
    assert fetch(taken, "texts", "a") is None


def test_other_parts_another_key() -> None:
    assert key_of(b"ab", b"c") != key_of(b"a", b"bc")
    assert key_of(b"ab", b"c") == key_of(b"ab", b"c")


def test_other_code_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "maker_of_a_test.py"
    code.write_text("ANSWER = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = maker("maker_of_a_test", "no_such_module_anywhere")
    assert before == maker("maker_of_a_test", "no_such_module_anywhere")
    code.write_text("ANSWER = 100\n")
    assert maker("maker_of_a_test", "no_such_module_anywhere") != before
    assert "maker_of_a_test" not in sys.modules  # it is looked at, not imported


def test_another_version_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package_of_a_test"
    package.mkdir()
    (package / "__init__.py").touch()
    (tmp_path / "package_of_a_test-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    before = maker("package_of_a_test")
    (tmp_path / "package_of_a_test-1.0.dist-info").rename(tmp_path / "package_of_a_test-1.1.dist-info")
    assert maker("package_of_a_test") != before


def test_a_module_of_ours_that_is_not_there_is_a_mistake_and_no_key() -> None:
    with pytest.raises(ValueError, match=r"generator\.gone"):
        maker("generator.gone")
