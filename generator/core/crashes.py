"""What an unexpected exception leaves behind: a log that can be sent to anybody.

It says where in which code which kind of error arose, with which versions and which options. It holds
nothing of anybody's records: no values of variables, no path of the machine, and of an exception's own
words, which may quote a record, only what is known to come from code.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType

from generator.core import fileops

KEPT = 20
"""So many logs stay; the oldest go."""
_PACKAGE = Path(__file__).parents[1]
_FIRST, _LAST = 20, 40
"""Of a longer traceback so many of its outermost and its innermost calls are told."""
_MOST_EXCEPTIONS = 20

_noted: list[Exception] = []


def note(error: Exception) -> None:
    """Remember an exception that a stage turned into a finding, so that the command can log it."""
    if not _noted:
        _noted.append(error)


def noted() -> Exception | None:
    """The first exception that was noted since this was asked last."""
    return _noted.pop() if _noted else None


def describe(error: BaseException, command: Sequence[str], version: str) -> str:
    """The log. `command` is what was run, told by names of commands and options alone."""
    lines = [
        "Weekproof made a mistake of its own. This is safe to send: it holds no text of your files, and no",
        "path of your machine. What you were doing helps as well.",
        "",
        f"when: {_now('%Y-%m-%d %H:%M:%S')} UTC",
        f"command: {' '.join(command)}",
        f"weekproof: {version}",
        *_system(),
        "",
        *_chain(error),
    ]
    return "\n".join(lines) + "\n"


def keep(text: str, folder: Path) -> Path:
    """Write a log into `folder`, for its owner's eyes, and drop the oldest there. Raises OSError."""
    fileops.make_folders(folder)
    path = folder / f"{_now('%Y%m%dT%H%M%SZ')}-{time.time_ns() % 1_000_000_000:09d}.log"
    fileops.write_new(path, text.encode("utf-8", "replace"), 0o600)
    for old in sorted(folder.glob("*.log"))[:-KEPT]:
        with suppress(OSError):
            fileops.remove_file(old)
    return path


def _now(form: str) -> str:
    return time.strftime(form, time.gmtime())


def _system() -> Iterator[str]:
    import platform
    from importlib import metadata

    yield f"python: {platform.python_implementation()} {platform.python_version()}"
    yield f"system: {platform.system()} {platform.release()} {platform.machine()}"
    found = []
    for name in sorted({re.split(r"[^\w.-]", line)[0] for line in _requires()}):
        with suppress(metadata.PackageNotFoundError):
            found.append(f"{name} {metadata.version(name)}")
    yield f"packages: {', '.join(found) or 'unknown'}"


def _requires() -> list[str]:
    from importlib import metadata

    try:
        return metadata.requires("weekproof") or []
    except metadata.PackageNotFoundError:  # run from its source
        return []


def _chain(error: BaseException) -> Iterator[str]:
    """The exception and those behind it, each once, the last one first."""
    waiting: list[tuple[str, BaseException]] = [("", error)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_EXCEPTIONS:
        how, one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield from (how,) if how else ()
        yield from _one(one)
        if isinstance(one, BaseExceptionGroup):
            waiting += [("one of the group:", part) for part in reversed(one.exceptions)]
        if one.__cause__ is not None:
            waiting.append(("caused by:", one.__cause__))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append(("while this was dealt with:", one.__context__))


def _one(error: BaseException) -> Iterator[str]:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    calls, trace = [], error.__traceback__
    code: CodeType | None = None
    while trace is not None:
        code = trace.tb_frame.f_code
        calls.append(f"  {_place(code.co_filename)}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    if len(calls) > _FIRST + _LAST:
        left = len(calls) - _FIRST - _LAST
        calls[_FIRST:-_LAST] = [f"  … {left} calls more …"]
    words = _words(error, code)
    yield f"{name}: {words}" if words else name
    yield from calls


def _place(file: str) -> str:
    """Where code stands: below the package, a library or Python itself; of any other file its name alone."""
    import sysconfig

    if file.startswith("<"):
        return "<made>" if file.strip("<>").partition(" ")[0] not in ("frozen", "string") else file
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return f"{_PACKAGE.name}/{path.relative_to(_PACKAGE).as_posix()}"
    roots = {sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib", "platstdlib")}
    for root in sorted(filter(None, roots), key=len, reverse=True):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _words(error: BaseException, code: CodeType | None) -> str:
    """What an exception says as far as it comes from code and from no record; else nothing."""
    if isinstance(error, OSError):
        return os.strerror(error.errno) if isinstance(error.errno, int) else ""
    if isinstance(error, UnicodeError):
        return str(getattr(error, "encoding", ""))
    if isinstance(error, AttributeError | NameError | KeyError):
        name = error.args[0] if isinstance(error, KeyError) and error.args else getattr(error, "name", None)
        return name if isinstance(name, str) and code is not None and _is_written_in(name, code) else ""
    return error.name or "" if isinstance(error, ImportError) else ""


def _is_written_in(name: str, code: CodeType) -> bool:
    return name in code.co_names or name in code.co_consts
