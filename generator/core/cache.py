"""The build cache: what is kept between runs, in one SQLite file in the user's cache folder.

An entry is found by a kind and a key made of everything it was computed from. It carries a digest of kind,
key and data, which is checked whenever it is read, so a damaged entry is as none. A file that SQLite cannot
read is started again. Without a usable cache a run takes longer and gives the same: `take_cache_problem` says
why, once. The folder, and the file, are this user's alone: compiled templates in it are code.

What is put is written in one transaction, at the end of a run or when there is much of it. Nothing is synced
to the disk: after a power loss the digests tell what is whole. Entries that nobody used for a while are
removed, and the oldest ones if the file becomes too large.
"""

from __future__ import annotations

import atexit
import errno
import functools
import hashlib
import json
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.core import fileops
from generator.core.resources import shipped_themes
from generator.core.version import VERSION

if TYPE_CHECKING:  # imported when a cache is opened
    import sqlite3

Value = TypeVar("Value")

FILE = "cache.sqlite3"
MAX_BYTES = 500_000_000
DAYS_KEPT = 30
# They change whenever some text does.
_DAYS_OF: dict[str, int] = {
    "answer": 7,
    "guard": 2,
    "links": 3,
    "pages": 3,
    "search": 2,
    "site": 2,
}
_FORMAT = 1
_TABLE = "CREATE TABLE entries (id INTEGER PRIMARY KEY, until INTEGER, digest BLOB, data BLOB)"
_CREATE = (
    "PRAGMA auto_vacuum = INCREMENTAL; BEGIN IMMEDIATE;"
    f"{_TABLE.replace('TABLE', 'TABLE IF NOT EXISTS')}; PRAGMA user_version = {_FORMAT}; COMMIT;"
)
_PRUNED = "pruned"
_HEADER = b"SQLite format 3\0"
_ROLLBACK = b"\x01\x01"  # bytes 18 and 19: with a journal, not with a log that readers map into memory
_ENDINGS = ("", "-journal", "-wal", "-shm")
_BUFFER = 4_000_000
_LARGEST = 128_000_000
_HUGE = 2 * MAX_BYTES  # more is damage: a wrong number in the file makes SQLite write far behind its end
_PAGE = 4096
_PATIENCE = 3.0
_MAX_OPEN = 8
# What earlier versions kept, as files.
_OLD_FOLDERS = ("guard", "holidays", "pictures", "resume", "search", "status", "texts", "themes", "typeset")
_OLD_FILES = "__jinja2_*.cache"


class CacheProblem(NamedTuple):
    """What was wrong with the cache: `reason` is why it was not used, or empty if it was only damaged."""

    folder: Path | None
    reason: str

    def words(self, *, folder: bool) -> str:
        """A sentence for the user; `folder` says whether it may name the folder."""
        where = f" in {self.folder}" if folder and self.folder else ""
        if self.reason:
            return f"The cache{where} can't be used: {self.reason}. This run is slower, not different."
        return f"The cache{where} was damaged. What was lost is made again."


def cache_key(*parts: bytes) -> str:
    """The SHA-256 of `parts` in hex: the key of an entry that was computed from them."""
    sizes = b",".join(b"%d" % len(part) for part in parts)
    return hashlib.sha256(b"\n".join((sizes, *parts))).hexdigest()


def code_fingerprint(*modules: str) -> bytes:
    """A key part that changes when the code of `modules`, ours or a library's, changes.

    Nothing is imported: it is made of the files' size and time and of the version of their package.
    """
    return repr([_module_fingerprint(module) for module in modules]).encode()


def _module_fingerprint(module: str) -> tuple[object, ...]:
    from importlib.util import find_spec

    spec = find_spec(module)
    if spec is None and module.startswith("generator."):
        raise ValueError(f"no module {module}: its cache entries would never expire")
    if spec is None or spec.origin is None:
        return (module,)
    file = Path(spec.origin)
    stat = file.stat()
    folder = file.parent.parent if file.name == "__init__.py" else file.parent
    versions = sorted(entry.name for entry in folder.glob(f"{module}-*"))
    return module, stat.st_mtime_ns, stat.st_size, *versions


@functools.cache
def program_fingerprint() -> bytes:
    """A key part that changes with Weekproof's files, with Python and with the version of any package."""
    files = sorted(
        (str(path), about.st_size, about.st_mtime_ns)
        for top in (Path(__file__).parents[1], shipped_themes())
        for path in top.rglob("*")
        if path.suffix != ".pyc" and stat.S_ISREG((about := path.stat()).st_mode)
    )
    installed = {
        path.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for path in folder.iterdir()
        if path.suffix in (".dist-info", ".egg-info")
    }
    made_by = repr((VERSION, sys.version, sys.platform, files, sorted(installed)))
    return made_by.encode("utf-8", "surrogateescape") + code_fingerprint(*_LIBRARIES)


_LIBRARIES = ("babel", "jinja2", "markdown_it", "markupsafe", "nh3", "PIL", "pagefind_bin", "pygments")


def cache_get(cache: Path | None, kind: str, key: str) -> bytes | None:
    """The kept bytes of `key`; None if there are none, or if they are damaged. Raises nothing."""
    return None if cache is None else _store(cache).get(kind, key)


def cache_read(cache: Path | None, kind: str, key: str, read: Callable[[bytes], Value]) -> Value | None:
    """What `read` makes of the kept bytes; None where it cannot, because they are not what we wrote."""
    data = cache_get(cache, kind, key)
    if cache is None or data is None:
        return None
    try:
        return read(data)
    except (ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError):
        _note(cache)
        return None


def cache_put(cache: Path | None, kind: str, key: str, data: bytes) -> None:
    """Keep `data` under `key`, if the cache can be written. Raises nothing."""
    if cache is not None:
        _store(cache).put(kind, key, data)


def save_caches() -> None:
    """Write what was put since the last time. It also happens at the end of the process."""
    for store in tuple(_stores.values()):
        store.save()


def close_caches() -> None:
    """Write what was put, and close the files; they are opened again when needed."""
    while _stores:
        _stores.popitem()[1].close()


def refuse_cache(folder: Path | None, reason: str) -> None:
    """Note why there is no cache, for `take_cache_problem`."""
    _note(folder, reason)


def take_cache_problem() -> CacheProblem | None:
    """What was wrong with a cache, once in a process; None if nothing was, or it has been told."""
    for folder, reason in _problems.items():
        if folder not in _told:
            _told.add(folder)
            return CacheProblem(folder, reason)
    return None


def pack(metadata: object, blobs: Sequence[bytes]) -> bytes:
    """Pack JSON `metadata` and `blobs` into one cache entry."""
    head = json.dumps({"words": metadata, "sizes": [len(blob) for blob in blobs]})
    return b"\n".join((head.encode(), b"".join(blobs)))


def unpack(data: bytes) -> tuple[object, list[bytes]]:
    """The metadata and blobs of `pack`; `ValueError`, `LookupError` or `TypeError` for anything else."""
    head, _, body = data.partition(b"\n")
    header = json.loads(head)
    metadata, sizes = header["words"], [int(size) for size in header["sizes"]]
    if sum(sizes) != len(body) or any(size < 0 for size in sizes):
        raise ValueError("other sizes")
    blobs: list[bytes] = []
    start = 0
    for size in sizes:
        blobs.append(body[start : start + size])
        start += size
    return metadata, blobs


class _Store:
    """One cache folder. It is opened at the first use; `reason` says why it cannot be used (any more)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reason = ""
        self._lock = threading.RLock()
        self._database: sqlite3.Connection | None = None
        self._can_write = True
        self._pending: dict[str, tuple[str, bytes]] = {}
        self._pending_bytes = 0
        self._until: dict[int, int] = {}

    def get(self, kind: str, key: str) -> bytes | None:
        name = f"{kind}/{key}"
        with self._lock:
            if name in self._pending:
                return self._pending[name][1]
            found = self._select(_id(name))
            if found is None:
                return None
            until, digest, data = found
            if not isinstance(data, bytes) or digest != _digest(name, data):
                _note(self.folder)
                return None
            self._keep(_id(name), until, kind)
            return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        with self._lock:
            if not self._can_write or len(data) > _LARGEST:
                return
            self._pending[f"{kind}/{key}"] = kind, data
            self._pending_bytes += len(data)
            if self._pending_bytes > _BUFFER:
                self.save()

    def save(self) -> None:
        """Write what is pending in one transaction."""
        with self._lock:
            if self._can_write and (self._pending or self._until):
                self._guarded(self._write, is_writing=True)
            self._pending.clear()
            self._until.clear()
            self._pending_bytes = 0

    def close(self) -> None:
        with self._lock:
            self.save()
            self._disconnect()

    def _keep(self, entry: int, until: object, kind: str) -> None:
        """Note that the entry was used; not every day, so that a run without changes writes nothing."""
        days = _DAYS_OF.get(kind, DAYS_KEPT)
        wanted = _today() + days
        if not isinstance(until, int) or not wanted - days // 8 <= until <= wanted:
            self._until[entry] = wanted

    def _select(self, entry: int) -> tuple[object, object, object] | None:
        def select(database: sqlite3.Connection) -> tuple[object, object, object] | None:
            question = "SELECT until, digest, data FROM entries WHERE id = ?"
            found: tuple[object, object, object] | None = database.execute(question, (entry,)).fetchone()
            return found

        return self._guarded(select)

    def _write(self, database: sqlite3.Connection) -> None:
        today = _today()
        rows = [
            (_id(name), today + _DAYS_OF.get(kind, DAYS_KEPT), _digest(name, data), data)
            for name, (kind, data) in self._pending.items()
        ]
        database.execute("BEGIN IMMEDIATE")
        try:
            database.executemany("REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
            used = [(day, entry) for entry, day in self._until.items()]
            database.executemany("UPDATE entries SET until = ? WHERE id = ?", used)
            removed = _prune(database, today)
            database.execute("COMMIT")
        except BaseException:
            with suppress(_error()):
                database.execute("ROLLBACK")
            raise
        if removed:
            database.executescript("PRAGMA incremental_vacuum")  # `execute` would free a single page

    def _guarded(
        self, use: Callable[[sqlite3.Connection], Value], *, is_writing: bool = False
    ) -> Value | None:
        """What `use` makes of the open file; None if it fails. A damaged file is started again, once."""
        for _ in range(2):
            was_open = self._database is not None
            if self.reason and (is_writing or not was_open):
                return None
            try:
                return use(self._database or self._connect())
            except OSError as error:
                self._give_up(_system_words(error))
            except (ImportError, MemoryError, OverflowError) as error:
                self._give_up(type(error).__name__)
            except (_error(), UnicodeError) as error:
                if _is_damage(error):
                    self._start_again()
                    continue
                self._give_up(_words(error), is_readable=is_writing and was_open)
            return None
        self._give_up("it is damaged, and so is a new one")
        return None

    def _connect(self) -> sqlite3.Connection:
        import sqlite3

        fileops.private_folder(self.folder)
        file = self.folder / FILE
        was_there = os.path.lexists(file)
        for ending in _ENDINGS:
            fileops.clear_way(file.with_name(f"{FILE}{ending}"))
        is_kept = fileops.private_file(file, _empty_database())
        if was_there and not is_kept:
            _note(self.folder)
        if is_kept:
            head = fileops.read_own(file, 100) or b""
            if not head:
                _note(self.folder)
            elif head[:16] != _HEADER or head[18:20] != _ROLLBACK or file.lstat().st_size > _HUGE:
                raise sqlite3.DatabaseError("not ours")
        else:
            self._remove_old()
        self._database = database = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        database.text_factory = bytes
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * _LARGEST)
        for pragma in (
            "trusted_schema = OFF",
            f"max_page_count = {_HUGE // _PAGE}",
            "cell_size_check = ON",
            "synchronous = OFF",
            "temp_store = 2",
        ):
            database.execute(f"PRAGMA {pragma}")
        made_by = database.execute("PRAGMA user_version").fetchone()[0]
        if made_by == 0 and not database.execute("SELECT sql FROM sqlite_master").fetchall():
            database.executescript(_CREATE)
        elif made_by != _FORMAT:
            self._start_again(is_damage=False)
            return self._connect()
        if database.execute("SELECT sql FROM sqlite_master").fetchall() != [(_TABLE.encode(),)]:
            raise sqlite3.DatabaseError("not ours")
        return database

    def _remove_old(self) -> None:
        for path in (*(self.folder / name for name in _OLD_FOLDERS), *self.folder.glob(_OLD_FILES)):
            with suppress(OSError):
                (fileops.remove_tree if path.is_dir() else fileops.remove_file)(path)

    def _start_again(self, *, is_damage: bool = True) -> None:
        """Remove the file. Another process that has it open goes on with what it has."""
        if is_damage:
            _note(self.folder)
        self._disconnect()
        try:
            for ending in _ENDINGS:
                fileops.remove_file(self.folder / f"{FILE}{ending}")
        except OSError as error:
            self._give_up(_system_words(error))

    def _give_up(self, reason: str, *, is_readable: bool = False) -> None:
        """Use it no more in this process; where it can only not be written, it is still read."""
        self.reason = self.reason or reason
        _note(self.folder, reason)
        self._can_write = False
        if not is_readable:
            self._disconnect()

    def _disconnect(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with suppress(_error()):
                database.close()


_stores: dict[Path, _Store] = {}
_told: set[Path | None] = set()
_problems: dict[Path | None, str] = {}
atexit.register(close_caches)


def _note(folder: Path | None, reason: str = "") -> None:
    """Note damage, or why a cache cannot be used."""
    _problems[folder] = _problems.get(folder) or reason


def _store(folder: Path) -> _Store:
    store = _stores.get(folder)
    if store is None:
        if len(_stores) >= _MAX_OPEN:
            _stores.pop(next(iter(_stores))).close()
        store = _stores[folder] = _Store(folder)
    return store


def _prune(database: sqlite3.Connection, today: int) -> bool:
    """Once a day, remove entries that nobody used for long, and the oldest if there is too much."""
    mark = _id(_PRUNED)
    last = database.execute("SELECT until FROM entries WHERE id = ?", (mark,)).fetchone()
    if last is not None and last[0] == today:
        return False
    # A day that is too far ahead is from a clock that was wrong.
    database.execute("DELETE FROM entries WHERE until < ? OR until > ?", (today, today + DAYS_KEPT))
    room = MAX_BYTES
    surplus = []
    for entry, size in database.execute("SELECT id, length(data) FROM entries ORDER BY until DESC"):
        room -= size or 0
        if room < 0:
            surplus.append((entry,))
    database.executemany("DELETE FROM entries WHERE id = ?", surplus)
    database.execute("REPLACE INTO entries VALUES (?, ?, NULL, NULL)", (mark, today))
    return True


def _id(name: str) -> int:
    """The row of a name. Should two names have the same, the digest tells them apart."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def _digest(name: str, data: bytes) -> bytes:
    digest = hashlib.sha256(f"{len(name)} {name}\n".encode())
    digest.update(data)
    return digest.digest()


def _today() -> int:
    """Days since 1970, to tell what is old."""
    return int(time.time() // 86_400)


def _empty_database() -> bytes:
    """The bytes of a cache without entries: written at once, it is never seen half made."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_CREATE)
        return bytes(database.serialize()) if hasattr(database, "serialize") else b""


def _error() -> type[Exception]:
    import sqlite3

    return sqlite3.Error


def _is_damage(error: Exception) -> bool:
    import sqlite3

    name = getattr(error, "sqlite_errorname", "")
    if name:
        return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_ERROR"))
    return type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeError)


def _system_words(error: OSError) -> str:
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "there is a file in its place"
    if error.errno == errno.EISDIR:
        return "there is a folder in its place"
    if error.errno in (errno.EACCES, errno.EROFS):
        return "there is no permission to write there"
    return error.strerror or type(error).__name__


def _words(error: Exception) -> str:
    """Why SQLite failed, in plain words."""
    name = getattr(error, "sqlite_errorname", "")
    for start, words in (
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_BUSY", "another program is using it"),
        ("SQLITE_READONLY", "there is no permission to write there"),
        ("SQLITE_CANTOPEN", "its file cannot be opened"),
    ):
        if name.startswith(start):
            return words
    return str(error) or type(error).__name__
