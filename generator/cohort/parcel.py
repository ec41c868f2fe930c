"""A graduate's repository as bytes, so that another machine can judge it.

A parcel has all that the verdict is made from: the files that are read, what git knows of them, what was
pinned, and which program has to judge. So a worker needs no disk in common with the coach and no way to the
repository. It writes the files into a folder of its own, which is gone when they are judged.

What has something unusual, such as links or a repository of git that borrows from another, is not sent: it
is judged where it is. So a parcel is judged as its repository would be, or there is none.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from functools import cache
from importlib import metadata
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.cohort.judge import Judged, Terms, judge, terms_file
from generator.commitment.trust import read_trust
from generator.core.cache import cache_get, cache_put, close_caches
from generator.core.errors import UserError
from generator.core.fileops import make_folders, remove_left_over, scratch_folder, unconfine
from generator.core.resources import shipped_themes
from generator.core.version import VERSION
from generator.environment.programs import find_program
from generator.environment.receipts import receipts_of
from generator.reading.journal import record_places
from generator.reading.portfolio import PATH as SETTINGS
from generator.reading.portfolio import read_portfolio

MOST_BYTES = 64_000_000
"""A larger repository is judged where it is."""
_QUICK = 1  # of zlib's levels


class Parcel:
    """What a worker is sent. What stands for it in a log or on a dashboard says nothing."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return "<a portfolio>"


class _Sent(Struct, frozen=True):
    """`files` and `folders` are relative to the repository, with the system's own bytes of their names."""

    files: list[tuple[bytes, bytes]]
    folders: list[bytes]
    terms: Terms
    trust: bytes | None
    receipts: bytes | None
    program: dict[str, str]


class Answer(Struct, frozen=True):
    """What came back: what was judged, or why this worker may not judge."""

    judged: Judged | None = None
    refused: str = ""


class _Unusual(Exception):  # noqa: N818 - no fault of anybody's
    """Something that is better judged where it is."""


def parcel_of(root: Path, terms: Terms) -> Parcel | None:
    """The repository at `root` as it is now; None where it has to be judged here."""
    try:
        files, folders = _files(root)
        receipts = cache_get(Path(terms.cache), *receipts_of(root)) if terms.cache else None
        trust = None
        if terms.trust:
            read_trust(Path(terms.trust))
            trust = Path(terms.trust).read_bytes()
    except (_Unusual, OSError, UserError, RecursionError):
        return None
    there = replace(terms, trust=None, cache=None)
    sent = _Sent(list(files.items()), folders, there, trust, receipts, dict(program()))
    return Parcel(zlib.compress(msgpack.encode(sent), _QUICK))


def judge_parcel(parcel: Parcel) -> bytes:
    """Judge what was sent: for workers. It never raises, so that no log tells of it."""
    sent = msgpack.decode(zlib.decompress(parcel.data), type=_Sent)
    refused = different(sent.program, program())
    answer = Answer(refused=refused) if refused else _judged(sent)
    return zlib.compress(msgpack.encode(answer), _QUICK)


def answer_of(data: bytes) -> Answer:
    """What a worker's bytes say."""
    return msgpack.decode(zlib.decompress(data), type=Answer)


_one_at_a_time = threading.Lock()


_SWEEP_SECONDS = 60
_swept = 0.0


def _sweep() -> None:
    """Let what killed workers left be removed now and then: a worker runs for days."""
    global _swept
    if time.monotonic() - _swept > _SWEEP_SECONDS:
        _swept = time.monotonic()
        remove_left_over.cache_clear()


def _judged(sent: _Sent) -> Answer:
    _sweep()
    files = {f"repository/{os.fsdecode(path)}": data for path, data in sent.files}
    folders = ["repository", *(f"repository/{os.fsdecode(path)}" for path in sent.folders)]
    if sent.trust is not None:
        files["trust.yaml"] = sent.trust
    try:
        with _one_at_a_time, scratch_folder(files, folders) as folder:
            root, cache_folder = folder / "repository", folder / "cache"
            if not (root / ".git").exists() and any((above / ".git").exists() for above in folder.parents):
                return Answer(refused="has its folder for temporary files in a repository of git")
            terms = replace(
                sent.terms,
                trust=str(folder / "trust.yaml") if sent.trust is not None else None,
                cache=str(cache_folder) if sent.receipts else None,
            )
            try:
                if sent.receipts:
                    make_folders(cache_folder)
                    cache_put(cache_folder, *receipts_of(root), sent.receipts)
                return Answer(judge(root, terms))
            finally:
                if sent.receipts:
                    close_caches()
                unconfine(root)
    except OSError as error:
        return Answer(refused=f"can't write the files of a portfolio: {error.strerror or 'no reason'}")


# What decides what a verdict says and how its report looks.
_LIBRARIES: tuple[str, ...] = ("holidays", "jinja2", "markdown", "markdown-it-py", "mdit-py-plugins")
_LIBRARIES += ("msgspec", "nh3", "pymdown-extensions", "python-frontmatter", "python-slugify", "pyyaml")


@cache
def program() -> Mapping[str, str]:
    """What judges here, by name and version."""
    return {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "Weekproof": f"{VERSION} ({_digest_of_files()[:12]})",
        **{name: _version(name) for name in _LIBRARIES},
        **{name: "there" if find_program(name) else "not there" for name in ("ssh-keygen", "git")},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not there"


def _digest_of_files() -> str:
    package, report = Path(__file__).parents[1], shipped_themes() / "_report"
    digest = hashlib.sha256()
    for top in (package, report):
        for path in sorted(top.rglob("*")):
            name = path.relative_to(top)
            if name.parts[0] == "themes" or path.suffix == ".pyc" or not path.is_file():
                continue
            digest.update(f"{name.as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def different(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What of `there` is another than `here`, in words; empty if nothing is."""
    return "; ".join(
        f"has {name} {there.get(name, 'not there')}, and here is {version}"
        for name, version in here.items()
        if there.get(name) != version
    )


def _files(root: Path) -> tuple[dict[bytes, bytes], list[bytes]]:
    """All that is read to judge: files with their bytes, and folders. Raises `_Unusual`."""
    packing = _Packing(root)
    for folder in record_places(root):
        packing.add(folder, needed=False)
    packing.add(SETTINGS)
    settings = packing.files[os.fsencode(SETTINGS)]
    if b".y" in settings:
        portfolio, _ = read_portfolio(root)
        named = terms_file(portfolio.commitment) if portfolio else ""
        if named:
            packing.add_terms(named)
    if (root / ".git").is_dir():
        _add_history(packing, root / ".git")
    elif any(os.path.lexists(above / ".git") for above in (root, *root.parents)):
        raise _Unusual  # a part of a larger repository
    return packing.files, packing.folders


class _Packing:
    """The files that were read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[bytes, bytes] = {}
        self.folders: list[bytes] = []
        self._room = MOST_BYTES

    def add(self, path: str, *, needed: bool = True) -> None:
        """Read a file, or a folder with all that is in it; raises `_Unusual` for anything else."""
        full = f"{self.root}/{path}"
        try:
            about = os.lstat(full)
        except FileNotFoundError:
            if needed:
                raise
            return
        if hasattr(os, "geteuid") and about.st_uid != os.geteuid():
            raise _Unusual
        if stat.S_ISDIR(about.st_mode):
            self.folders.append(os.fsencode(path))
            for name in sorted(entry.name for entry in Path(full).iterdir()):
                self.add(f"{path}/{name}")
        elif stat.S_ISREG(about.st_mode):
            self._room -= about.st_size
            if self._room < 0:
                raise _Unusual
            self.files[os.fsencode(path)] = Path(full).read_bytes()
        else:
            raise _Unusual

    def add_terms(self, named: str) -> None:
        """Read the school's own terms, unless they are not there."""
        path = os.path.normpath(named)
        if Path(path).is_absolute() or path.startswith("..") or "\0" in path:
            raise _Unusual
        if os.path.realpath(self.root / path) != os.path.join(os.path.realpath(self.root), path):  # noqa: PTH118
            raise _Unusual  # over a link
        self.add(path.replace(os.sep, "/"), needed=False)


def _add_history(packing: _Packing, git: Path) -> None:
    """What git knows, without what is nobody's business: hooks, logs, the settings with their passwords."""
    if any(
        os.path.lexists(git / name) for name in ("commondir", "config.worktree", "objects/info/alternates")
    ):
        raise _Unusual
    if (git / "HEAD").is_symlink() or os.lstat(git).st_uid != os.lstat(packing.root).st_uid:
        raise _Unusual
    for name in ("HEAD", "objects", "refs"):
        packing.add(f".git/{name}")
    for name in ("packed-refs", "reftable", "shallow"):
        packing.add(f".git/{name}", needed=False)
    packing.add(".git/config")
    written = packing.files[b".git/config"].decode("utf-8", "surrogateescape")
    told = "\n".join(_settings_of_git(written))
    packing.files[b".git/config"] = f"{told}\n".encode("utf-8", "surrogateescape")


_SECRET = re.compile(r"//[^/@]*@")


def _settings_of_git(text: str) -> Iterator[str]:
    """What of a repository's settings the verdict hangs on. Raises `_Unusual` for what leads elsewhere."""
    parser = ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    try:
        parser.read_string("\n".join(line.strip() for line in text.split("\n")))
    except ConfigError:
        raise _Unusual from None
    for section in parser.sections():
        name = section.casefold()
        if name.startswith("include"):
            raise _Unusual
        if name not in ("core", "extensions", 'remote "origin"'):
            continue
        yield f"[{section}]"
        for key, value in parser.items(section):
            if (name, key) == ("core", "worktree"):
                raise _Unusual
            if name == "extensions" or key in ("repositoryformatversion", "bare", "url"):
                yield f"\t{key} = {_SECRET.sub('//', value or '')}"
