"""`python -m benchmarks.stores`: what the build cache could be kept in, and how long each takes.

1,300 entries of 3, 12 and 40 KB, as for 1,000 posts with cards; each is read by its key and checked by its
digest. Medians of five rounds in turn.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.core.cache import cache_get, cache_put, close_caches

_ROUNDS = 5


def _entries() -> dict[str, bytes]:
    chance = random.Random(1)  # noqa: S311 - the same bytes each time
    return {f"{n:064x}": chance.randbytes(chance.choice((3_000, 12_000, 40_000))) for n in range(1_300)}


def _sealed(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("an entry is wrong")


def _write_files(folder: Path, entries: dict[str, bytes]) -> None:
    folder.mkdir()
    for key, data in entries.items():
        part = folder / f"{key}.part"
        part.write_bytes(_sealed(key, data) + data)
        part.replace(folder / key)


def _read_files(folder: Path, entries: dict[str, bytes]) -> None:
    for key in entries:
        kept = (folder / key).read_bytes()
        _require(_sealed(key, kept[32:]) == kept[:32])


def _write_packed(folder: Path, entries: dict[str, bytes]) -> None:
    with folder.open("wb") as file:
        for key, data in entries.items():
            file.write(key.encode() + _sealed(key, data) + len(data).to_bytes(8, "big") + data)


def _read_packed(folder: Path, entries: dict[str, bytes]) -> None:
    places, at, size = {}, 0, folder.stat().st_size
    with folder.open("rb", buffering=0) as file:
        while at < size:
            head = os.pread(file.fileno(), 104, at)
            length = int.from_bytes(head[96:], "big")
            places[head[:64].decode()] = at + 104, length, head[64:96]
            at += 104 + length
        for key in entries:
            start, length, seal = places[key]
            _require(_sealed(key, os.pread(file.fileno(), length, start)) == seal)


def _write_sqlite(folder: Path, entries: dict[str, bytes]) -> None:
    for key, data in entries.items():
        cache_put(folder, "texts", key, data)
    close_caches()


def _read_sqlite(folder: Path, entries: dict[str, bytes]) -> None:
    for key in entries:
        _require(cache_get(folder, "texts", key) is not None)
    close_caches()


_STORES: dict[str, tuple[Callable[[Path, dict[str, bytes]], None], ...]] = {
    "a file an entry": (_write_files, _read_files),
    "a packed file": (_write_packed, _read_packed),
    "SQLite (ours)": (_write_sqlite, _read_sqlite),
}


def main() -> None:
    """Print a table."""
    entries = _entries()
    times: dict[str, list[tuple[float, ...]]] = {name: [] for name in _STORES}
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(_ROUNDS):
            for name, steps in _STORES.items():
                taken = []
                for step in steps:
                    start = time.perf_counter()
                    step(Path(scratch, f"{name}{turn}"), entries)
                    taken.append(time.perf_counter() - start)
                times[name].append(tuple(taken))
    print(f"{sum(map(len, entries.values())) / 1e6:.0f} MB in {len(entries):,} entries")
    for name, rounds in times.items():
        write, read = (statistics.median(column) * 1000 for column in zip(*rounds, strict=True))
        print(f"{name:16} write {write:4.0f} ms   read {read:4.0f} ms")


if __name__ == "__main__":
    main()
