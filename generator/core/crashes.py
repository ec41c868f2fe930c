"""Crash logs that are safe to send to anybody.

A log has the traceback, the versions and the options. It has nothing of anybody's records: no values of
variables, no path of the machine, and of an exception's message, which may quote a record, only what is
known to come from code.
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

MAX_LOGS = 20
"""Older logs are deleted."""
_PACKAGE = Path(__file__).parents[1]
_OUTERMOST, _INNERMOST = 20, 40
"""How many calls of a longer traceback are kept at either end."""
_MAX_EXCEPTIONS = 20

_recorded: list[Exception] = []


def record(error: Exception) -> None:
    """Remember an exception that was turned into a finding, so that the command can log it."""
    if not _recorded:
        _recorded.append(error)


def take_recorded() -> Exception | None:
    """Return the first exception recorded since the last call."""
    return _recorded.pop() if _recorded else None


def describe(error: BaseException, command: Sequence[str], version: str) -> str:
    """The text of a log. `command` has only names of commands and options, no values."""
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


def write_log(text: str, folder: Path) -> Path:
    """Write a log into `folder`, readable for its owner alone, and delete the oldest. Raises OSError."""
    fileops.private_folder(folder)
    path = folder / f"{_now('%Y%m%dT%H%M%SZ')}-{time.time_ns() % 1_000_000_000:09d}.log"
    fileops.write_new(path, text.encode("utf-8", "replace"), 0o600)
    for old in sorted(folder.glob("*.log"))[:-MAX_LOGS]:
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
    versions = []
    for name in sorted({re.split(r"[^\w.-]", line)[0] for line in _requires()}):
        with suppress(metadata.PackageNotFoundError):
            versions.append(f"{name} {metadata.version(name)}")
    yield f"packages: {', '.join(versions) or 'unknown'}"


def _requires() -> list[str]:
    from importlib import metadata

    try:
        return metadata.requires("weekproof") or []
    except metadata.PackageNotFoundError:  # run from source
        return []


def _chain(error: BaseException) -> Iterator[str]:
    """The exception, its causes and its contexts, each once, the last one first."""
    pending: list[tuple[str, BaseException]] = [("", error)]
    seen: set[int] = set()
    while pending and len(seen) < _MAX_EXCEPTIONS:
        relation, current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield from (relation,) if relation else ()
        yield from _exception_lines(current)
        if isinstance(current, BaseExceptionGroup):
            pending += [("one of the group:", part) for part in reversed(current.exceptions)]
        if current.__cause__ is not None:
            pending.append(("caused by:", current.__cause__))
        elif current.__context__ is not None and not current.__suppress_context__:
            pending.append(("while this was dealt with:", current.__context__))


def _exception_lines(error: BaseException) -> Iterator[str]:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    calls, trace = [], error.__traceback__
    code: CodeType | None = None
    while trace is not None:
        code = trace.tb_frame.f_code
        calls.append(f"  {_code_path(code.co_filename)}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    if len(calls) > _OUTERMOST + _INNERMOST:
        left = len(calls) - _OUTERMOST - _INNERMOST
        calls[_OUTERMOST:-_INNERMOST] = [f"  … {left} calls more …"]
    message = _safe_message(error, code)
    yield f"{name}: {message}" if message else name
    yield from calls


def _code_path(file: str) -> str:
    """The path below the package, a library or Python; of any other file its name alone."""
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


def _safe_message(error: BaseException, code: CodeType | None) -> str:
    """The part of an exception's message that comes from code, not from a record; else empty."""
    if isinstance(error, OSError):
        return os.strerror(error.errno) if isinstance(error.errno, int) else ""
    if isinstance(error, UnicodeError):
        return str(getattr(error, "encoding", ""))
    if isinstance(error, AttributeError | NameError | KeyError):
        name = error.args[0] if isinstance(error, KeyError) and error.args else getattr(error, "name", None)
        return name if isinstance(name, str) and code is not None and _is_name_in(name, code) else ""
    return error.name or "" if isinstance(error, ImportError) else ""


def _is_name_in(name: str, code: CodeType) -> bool:
    return name in code.co_names or name in code.co_consts
