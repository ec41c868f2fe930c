"""Files of a site whose bytes are elsewhere: the same as in memory, and never others than were judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core import fileops
from generator.core.cache import cache_get, cache_put
from generator.core.errors import MachineError
from generator.core.fileops import Spool
from generator.site.files import RenderedFile, find_kept, keep, set_aside

TEXTS = (b"", b"one", bytes(3_000_000), b"two" * 2_500_000, b"three")


def test_what_is_put_aside_is_the_same() -> None:
    spool = Spool()
    files = [RenderedFile(data, ("a.md",)) for data in TEXTS]
    aside = [file.set_aside(spool) for file in files]
    assert aside == files
    assert [file.data for file in reversed(aside)] == list(reversed(TEXTS))
    assert [(file.size, file.digest) for file in aside] == [(file.size, file.digest) for file in files]
    assert aside[1] != RenderedFile(b"one", ("b.md",))
    assert aside[1] != RenderedFile(b"eno", ("a.md",))


def test_where_the_disk_is_full_all_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fileops, "_SPOOLED", 1)
    spool = Spool()
    first = spool.put(b"first")

    class Full:
        def __getattr__(self, name: str) -> object:
            raise OSError(28, "No space left on device")

    real, spool._file = spool._file, Full()  # type: ignore[assignment]
    second = spool.put(b"second")
    spool._file = real
    assert (first(), second()) == (b"first", b"second")


def test_what_the_cache_has_lost_is_made_again_and_other_bytes_are_refused(tmp_path: Path) -> None:
    keep(tmp_path, "kind", "key", set_aside(b"bytes", Spool()))
    kept = find_kept(tmp_path, "kind", "key", lambda: b"bytes")
    assert kept is not None
    assert (kept.read(), kept.size) == (b"bytes", 5)
    cache_put(tmp_path, "kind", kept.digest, b"evil!")
    assert kept.read() == b"bytes" == cache_get(tmp_path, "kind", kept.digest)
    cache_put(tmp_path, "kind", kept.digest, b"evil!")
    other = find_kept(tmp_path, "kind", "key", lambda: b"newer")
    assert other is not None
    with pytest.raises(MachineError):
        other.read()
    assert find_kept(tmp_path, "kind", "another", lambda: b"") is None
    assert find_kept(None, "kind", "key", lambda: b"") is None
