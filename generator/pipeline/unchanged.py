"""Whether the published site is still what this build would make; then nothing is rendered.

The key is made of everything that rendering and the guard depend on: the bytes of all files below `content/`
and `themes/` and of `portfolio.yaml`, what the wall lets through (so the day, the verdict and git's history),
the guard's secrets, the terms, all files of Weekproof itself and the versions of all installed packages. What
is kept under it are the findings, and a digest of every file of the site. The bytes are read from the folder
of the site, so a file that was changed or is missing there means that everything is made again.

Not kept are sites with an error, what may have been slow or out of order for once, and what was made while
somebody changed a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator.core import fileops
from generator.core.cache import cache_key, cache_put, cache_read, program_fingerprint
from generator.core.diagnostics import Counts, Diagnostic, Location, Severity, has_errors
from generator.core.errors import MachineError
from generator.core.messages import Message, Value
from generator.guard.patterns import Guarded
from generator.pipeline.types import JudgeResult
from generator.public.view import SiteView
from generator.site.files import Kept, RenderedFile, RenderedSite

_KIND = "site"
_FOR_ONCE = frozenset({"code-not-coloured", "search-left-out"})
_LARGEST = 64 * 1024 * 1024


def site_key(made_from: str, root: Path) -> str | None:
    """The key of the site that this build would make of the files as they are; None if one cannot be read."""
    try:
        return cache_key(
            made_from.encode(), *(_digest(root / name) for name in ("content", "themes", "portfolio.yaml"))
        )
    except OSError:
        return None


def site_made_from(judged: JudgeResult, view: SiteView, guarded: Guarded) -> str:
    """What stands for all that the site of this build depends on besides the bytes of files."""
    commitment = judged.verdict.commitment if judged.verdict else None
    allowed = sorted((path, sorted(keys)) for path, keys in guarded.allowed.items())
    parts = (view, guarded.secrets, allowed, commitment, judged.private_paths, judged.unread_paths)
    return cache_key(program_fingerprint(), *(repr(part).encode("utf-8", "surrogatepass") for part in parts))


def kept_site(
    cache: Path, key: str | None, folder: Path
) -> tuple[RenderedSite, tuple[Diagnostic, ...]] | None:
    """The site in `folder` and its findings, if it was made with this key and is unchanged; else None."""
    kept = cache_read(cache, _KIND, key, _read) if key is not None else None
    if kept is None:
        return None
    digests, findings = kept
    files: dict[str, RenderedFile] = {}
    for path, (digest, sources) in digests.items():
        try:
            data = fileops.read_own(folder / path)
        except OSError:
            return None
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            return None
        files[path] = RenderedFile(Kept(digest, len(data), partial(_again, folder / path, digest)), sources)
    return RenderedSite(files), findings


def _again(file: Path, digest: str) -> bytes:
    data = fileops.read_own(file)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise MachineError(f"{file} was changed during the build.", hint="Build again.")
    return data


def keep_site(cache: Path, key: str, site: RenderedSite, findings: tuple[Diagnostic, ...]) -> None:
    """Keep the digests and the findings for the next build."""
    if has_errors(findings) or any(item.rule in _FOR_ONCE for item in findings):
        return
    # Many files have the same sources, such as all of the search index.
    rows = {sources: row for row, sources in enumerate(dict.fromkeys(f.sources for f in site.files.values()))}
    files = {path: (file.digest, rows[file.sources]) for path, file in site.files.items()}
    written = {"sources": list(rows), "files": files, "findings": [_written(item) for item in findings]}
    data = json.dumps(written).encode()
    if _read(data)[1] == findings:
        cache_put(cache, _KIND, key, data)


def _read(data: bytes) -> tuple[dict[str, tuple[str, tuple[str, ...]]], tuple[Diagnostic, ...]]:
    kept = json.loads(data)
    rows = [tuple(map(str, sources)) for sources in kept["sources"]]
    files = {str(path): (str(digest), rows[row]) for path, (digest, row) in kept["files"].items()}
    return files, tuple(map(_diagnostic, kept["findings"]))


def _written(item: Diagnostic) -> list[object]:
    named = (item.rule, item.severity.value, _plain(item.text), tuple(item.location))
    return [*named, item.week, item.requirement, item.counts, item.personal]


def _diagnostic(written: Any) -> Diagnostic:
    rule, severity, text, location, week, requirement, counts, personal = written
    message = _value(text)
    if not isinstance(message, Message):
        raise TypeError("not what we wrote")
    numbers = Counts(*counts) if counts is not None else None
    return Diagnostic(
        rule, Severity(severity), message, Location(*location), week, requirement, numbers, personal
    )


def _plain(value: Value) -> object:
    if isinstance(value, Message):
        return {"key": value.key, "params": {name: _plain(part) for name, part in value.params.items()}}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _value(plain: Any) -> Value:
    if isinstance(plain, list):
        return tuple(map(_value, plain))
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return] # text, a number or None: JSON has nothing else
    if "day" in plain:
        return dt.date.fromisoformat(plain["day"])
    return Message(plain["key"], **{name: _value(part) for name, part in plain["params"].items()})


def _digest(path: Path) -> bytes:
    """A digest of a file or a folder: names, kinds and bytes of all in it. No link is followed."""
    digest = hashlib.sha256()
    for name, kind, data in _walk(path):
        digest.update(f"{len(name)} {name} {kind} {len(data)}\n".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.digest()


def _walk(path: Path) -> Iterator[tuple[str, int, bytes]]:
    try:
        about = path.lstat()
        kind, data, below = stat.S_IFMT(about.st_mode), b"", []
        if stat.S_ISDIR(about.st_mode):
            below = sorted(path.iterdir())
        elif stat.S_ISREG(about.st_mode):
            data = path.read_bytes() if about.st_size <= _LARGEST else _of_large(about)
    except FileNotFoundError:
        return
    yield str(path), kind, data
    for each in below:
        yield from _walk(each)


def _of_large(about: os.stat_result) -> bytes:
    """What stands for the bytes of a file that takes long to read: whoever changes it changes a time."""
    return f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}".encode()
