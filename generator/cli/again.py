"""What a command said the last time, said again as long as nothing that it looked at has changed.

An answer is found by the command, the folder one stands in, the environment, the terminal and the Python that
runs. It is valid on its day, and while everything that was looked at is as it was: the files of the
repository, what git says of its state, the program, the installed packages, the receipts of what was fetched,
and for `build` the site and the report. `core/stamps.py` says how that is known. Then a new process prints it
and ends, and loads nothing else.

In doubt nothing is kept: if anything changed during the run, if some work was given up because it took too
long, if a rule crashed. What is here has to be loaded fast: it imports the core and the standard library, and
the rest where an answer is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.core.cache import cache_get, cache_key, cache_put, cache_read, save_caches, take_cache_problem
from generator.core.resources import shipped_themes
from generator.core.stamps import Places, Stamp, TooYoung, is_young, paths_at, stamp, take_doubts
from generator.environment.machine import user_cache

if TYPE_CHECKING:
    import datetime as dt

    from generator.pipeline.types import JudgeResult, Request

COMMANDS = frozenset({"build", "check", "forecast", "log", "status"})
_KIND = "answer"
_PACKAGE = Path(__file__).parents[1]
# What is another in each window of a terminal, and matters to no command.
_PASSING = frozenset(
    {
        "_",
        "OLDPWD",
        "SHLVL",
        "SSH_AUTH_SOCK",
        "SSH_CLIENT",
        "SSH_CONNECTION",
        "SSH_TTY",
        "STY",
        "TERM_SESSION_ID",
    }
    | {"TMUX", "TMUX_PANE", "WINDOWID", "WT_SESSION", "XDG_SESSION_ID"}
)
_FOR_EVER = 1e18


class Answer(NamedTuple):
    """What a command said, and what that hangs on.

    It is valid from one moment to another, in seconds since 1970. `inputs` is what the command read, and
    `outputs` what it wrote; `receipts` is the kind and the key of those that it knew of, and a digest.
    """

    text: str
    code: int
    begins: float
    ends: float
    receipts: tuple[str, str, str]
    inputs: Places
    read: Stamp
    outputs: Places
    written: Stamp


def said_again(arguments: list[str], not_said: Callable[[OSError, int], int]) -> int | None:
    """Say what this command said the last time; its exit code. None if it has to run: nothing was said.

    `not_said` tells the exit code where the output could not be written.
    """
    key = _key(arguments)
    cache = user_cache() if key is not None else None
    if key is None or cache is None or not cache.is_dir():
        return None
    answer = cache_read(cache, _KIND, key, _read)
    if answer is None or not _is_valid(answer, cache):
        return None
    _note_age(answer, cache, key)
    save_caches()
    take_cache_problem()  # it was read: whatever else is wrong with it will be told when it matters
    return _say(answer, not_said)


def _is_valid(answer: Answer, cache: Path) -> bool:
    now = time.time()
    if not answer.begins <= now < answer.ends:
        return False
    try:
        for places, then in ((answer.inputs, answer.read), (answer.outputs, answer.written)):
            if stamp(places, then.since) != then:
                return False
    except (OSError, TooYoung):
        return False
    kind, entry, _ = answer.receipts
    return answer.receipts == _receipts(cache, kind, entry)


def _note_age(answer: Answer, cache: Path, key: str) -> None:
    """Believe the times of files that were too young when the answer was kept, so that none is read again."""
    pairs = ((answer.inputs, answer.read), (answer.outputs, answer.written))
    if all(then.young == _NOTHING_YOUNG for _, then in pairs):
        return
    with suppress(OSError, TooYoung):
        read, written = (stamp(places) for places, _ in pairs)
        if (read.digest, written.digest) != (answer.read.digest, answer.written.digest):
            return
        if (read.young, written.young) != (answer.read.young, answer.written.young):
            _put(cache, key, answer._replace(read=read, written=written))


_NOTHING_YOUNG = stamp(Places()).young


def _say(answer: Answer, not_said: Callable[[OSError, int], int]) -> int:
    for name in ("stdout", "stderr"):
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(answer.text)
        sys.stdout.flush()
    except OSError as error:
        return not_said(error, answer.code)
    return answer.code


class Recorder:
    """Keeps the answer of one command: `begin` before it reads anything, `offer` what it came to, `keep`."""

    def __init__(self, arguments: list[str]) -> None:
        """Of a command whose arguments are these; without any, nothing is kept."""
        self._key = _key(arguments)
        self._request: Request | None = None
        self._inputs = self._outputs = Places()
        self._read: Stamp | None = None
        self._receipts: tuple[str, str, str] | None = None
        self._before: Mapping[str, str] = {}
        self._judged: JudgeResult | None = None
        self._texts: list[str] = []
        self._made: Mapping[str, str] = {}
        self._removed = 0

    def begin(
        self, request: Request, texts: list[str], *, trust: Path | None = None, writes: bool = False
    ) -> None:
        """Look at all that will be read, and at what will be written. `texts` collects what is said."""
        take_doubts()
        if self._key is None or request.cache is None:
            return
        from generator.environment.receipts import receipts_of

        self._request, self._texts = request, texts
        self._inputs = _inputs(request, trust)
        self._outputs = _outputs(request) if writes else Places()
        self._receipts = _receipts(request.cache, *receipts_of(request.root))
        with suppress(OSError, TooYoung):
            self._read = stamp(self._inputs)
            self._before = paths_at(self._outputs)

    def offer(self, judged: JudgeResult, made: Mapping[str, str] | None = None, removed: int = 0) -> None:
        """What was judged, the digests of the files to be written, by path, and how many were removed."""
        self._judged, self._made, self._removed = judged, made or {}, removed

    def keep(self, code: int) -> None:
        """Keep the answer if nothing speaks against it."""
        doubts, request, judged, read = take_doubts(), self._request, self._judged, self._read
        if doubts or request is None or judged is None or read is None or self._key is None:
            return
        cache = request.cache
        if cache is None:
            return
        from generator.environment.receipts import receipts_of

        with suppress(OSError, TooYoung, ValueError):
            inputs = self._with_what_they_name(judged, read)
            if inputs is None:
                return
            # First the stamps that will be kept: what is changed after them is found now or the next time.
            kept, written = stamp(inputs, read.since), stamp(self._outputs)
            receipts = _receipts(cache, *receipts_of(request.root))
            if stamp(self._inputs, read.since) != read or receipts != self._receipts:
                return
            if not self._is_as_made():
                return
            begins, ends = _day(judged)
            answer = Answer(
                "".join(self._texts),
                code,
                begins,
                ends,
                receipts,
                inputs,
                kept,
                self._outputs,
                written,
            )
            _put(cache, self._key, answer)
            save_caches()

    def _with_what_they_name(self, judged: JudgeResult, read: Stamp) -> Places | None:
        """The inputs with the time zone and the school's own terms; None if those may be newer than we."""
        import zoneinfo

        inputs = self._inputs
        portfolio = judged.journal.portfolio if judged.journal else None
        zone = portfolio.search.time_zone if portfolio else None
        if zone:
            zones = tuple(f"{folder}/{zone}" for folder in zoneinfo.TZPATH)
            inputs = inputs._replace(files=(*inputs.files, *zones))
        named = portfolio.commitment if portfolio else ""
        if not named.endswith((".yaml", ".yml")) or self._request is None:
            return inputs
        root = str(self._request.root)
        path = os.path.join(root, named)  # noqa: PTH118 - as it is written
        if path in inputs.files:
            return inputs
        if os.path.realpath(path) != os.path.join(os.path.realpath(root), os.path.normpath(named)):  # noqa: PTH118
            return None
        if not os.path.lexists(path) or is_young(path, read.since):
            return None
        return inputs._replace(files=(*inputs.files, path))

    def _is_as_made(self) -> bool:
        """Whether every file of the output that is new holds what was to be written there."""
        after = paths_at(self._outputs)
        site = f"{self._outputs.trees[0]}/" if self._outputs.trees else "/"
        gone = [path for path, told in self._before.items() if told and path.startswith(site)]
        if sum(path not in after for path in gone) != self._removed:
            return False  # somebody else removed a file, of which this run may have told
        for path, told in after.items():
            name = os.path.basename(path)  # noqa: PTH119 - of thousands of files
            if not told and name.endswith((".new", ".old")):  # of a build that could not clean up
                return False
            if not told or path in self._outputs.trees or self._before.get(path) == told:
                continue
            if path in self._made:
                if hashlib.sha256(Path(path).read_bytes()).hexdigest() != self._made[path]:
                    return False
            elif name not in _OWN_NOTES and not name.endswith(".manifest.json"):
                return False
        return True


# What a build writes beside the pages and the report.
_OWN_NOTES = frozenset({".gitignore", "lock"})


def _key(arguments: list[str]) -> str | None:
    """What an answer is found by; None for a command that is never answered from what is kept."""
    if not arguments or arguments[0] not in COMMANDS or "--no-cache" in arguments:
        return None
    if "_WEEKPROOF_COMPLETE" in os.environ or "WEEKPROOF_DEBUG" in os.environ:
        return None
    streams = (sys.stdin, sys.stdout, sys.stderr)
    try:
        terminals = tuple(stream.isatty() for stream in streams)
        size = tuple(os.get_terminal_size(sys.stdout.fileno())) if terminals[1] else ()
        here = os.getcwd()  # noqa: PTH109 - pathlib takes as long as all of this
    except (AttributeError, OSError, ValueError):  # one was closed
        return None
    environment = sorted((name, value) for name, value in os.environ.items() if name not in _PASSING)
    user = (os.geteuid(), os.getegid(), os.getgroups()) if hasattr(os, "geteuid") else ()
    program = (sys.version, sys.executable, sys.flags, sys.path)
    told = repr((arguments, here, environment, terminals, size, user, program))
    return cache_key(told.encode("utf-8", "surrogateescape"))


def _inputs(request: Request, trust: Path | None) -> Places:
    from generator.environment.git import state_of

    root, of_git = str(request.root), state_of(request.root)
    return Places(
        trees=(f"{root}/content", f"{root}/themes", *_like_private(request.root), *of_git.trees),
        files=tuple(dict.fromkeys((*_single_files(request, trust), *of_git.files))),
        code=(str(_PACKAGE), str(shipped_themes())),
        packages=tuple(folder or "." for folder in sys.path),
    )


def _like_private(root: Path) -> list[str]:
    """What lies beside `content/` and may have been meant to be private."""
    from generator.core.diagnostics import (
        may_hold_records,
    )  # by a run that was made: an answer needs no findings

    with os.scandir(root) as entries:
        return sorted(entry.path for entry in entries if may_hold_records(entry.name))


def _single_files(request: Request, trust: Path | None) -> Iterator[str]:
    root = str(request.root)
    here = Path.cwd()
    for folder in (here, *here.parents):  # where the portfolio was looked for
        yield from (str(folder / "portfolio.yaml"), str(folder / ".git"))
    yield f"{root}/portfolio.yaml"
    with os.scandir(root) as entries:
        yield from sorted(entry.path for entry in entries if entry.name.endswith((".yaml", ".yml")))
    if trust is not None:
        yield str(trust.absolute())
    event = request.environment.get("GITHUB_EVENT_PATH")
    if event:
        yield event
    for folder_of_programs in os.get_exec_path():
        yield from (f"{folder_of_programs}/git", f"{folder_of_programs}/ssh-keygen")


def _outputs(request: Request) -> Places:
    folders = (request.site_folder, request.report_folder)
    states = (folder.parent / ".weekproof" for folder in folders)
    return Places(trees=tuple(dict.fromkeys(map(str, (*folders, *states)))))


def _receipts(cache: Path, kind: str, key: str) -> tuple[str, str, str]:
    return kind, key, cache_key(cache_get(cache, kind, key) or b"")


def _day(judged: JudgeResult) -> tuple[float, float]:
    """The first and the last moment of the day of judging, if it is that of the clock."""
    if judged.as_of_from != "clock":
        return 0.0, _FOR_EVER
    import datetime as dt

    from generator.model.portfolio import zone_of

    zone: dt.tzinfo = zone_of(judged.journal.portfolio.search) if judged.journal else dt.UTC
    days = (judged.as_of, judged.as_of + dt.timedelta(days=1))
    begins, ends = (dt.datetime.combine(day, dt.time(), zone).timestamp() for day in days)
    return begins, ends


def _put(cache: Path, key: str, answer: Answer) -> None:
    cache_put(cache, _KIND, key, json.dumps(answer).encode("ascii"))


def _read(data: bytes) -> Answer:
    text, code, begins, ends, receipts, inputs, read, outputs, written = json.loads(data)
    kind, entry, digest = receipts
    places = (_places(inputs), Stamp(*read), _places(outputs), Stamp(*written))
    return Answer(text, code, begins, ends, (kind, entry, digest), *places)


def _places(lists: list[list[str]]) -> Places:
    return Places(*(tuple(paths) for paths in lists))
