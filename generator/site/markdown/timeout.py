"""Convert Markdown to HTML within a time limit, and cache the result.

Some texts of a few kilobytes keep a Markdown parser busy for minutes: runs of brackets, of opening tags,
of backslashes in code. Nobody writes such texts by accident. A text that `may_be_slow` is converted in a
worker process, which is killed when its time is up; all others are converted in this process. Signals
would be simpler, but not every system has them.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.site.markdown.highlight import UNCOLOURED
from generator.site.markdown.sanitize import sanitize

TOO_LONG = "markdown-too-long"
TOO_DEEP = "markdown-too-deep"
TOO_SLOW = "markdown-too-slow"


@dataclass(frozen=True, slots=True)
class Converted:
    """`html` is not sanitized yet; it is None if `problem`, the name of a rule, says why."""

    html: str | None
    problem: str | None = None


def convert_in_process(source: str) -> Converted:
    """Convert `source` in this process, however long it takes."""
    from generator.site.markdown.parser import to_html  # not needed for texts from the cache

    try:
        return Converted(to_html(source))
    except RecursionError:
        return Converted(None, TOO_DEEP)


_KIND = "texts"
LONGEST = 1_048_576  # bytes; the manual's `limits.post_kb`
SECONDS = 10.0

_ORDINARY_LENGTH = 65_536  # characters; some thirty pages of print
# The most of each that an ordinary text has. Measured: each of these takes half a second.
_ORDINARY_COUNTS = {"[": 600, "<": 900, "!": 1500, "`": 3000, "*": 3000, "_": 3000, "&": 5000}
_ORDINARY_UNCLOSED = 60  # opening brackets without a closing one
_ORDINARY_HEADINGS = 1000
_COSTLY_RUN = re.compile(
    r"""\\{12}|\[{8}|<{8}|\({16}|\{{16}|["']{12}|(?:[-*+>] |\d+[.)] ){24}|^ {80}[^ ]""", re.MULTILINE
)


def convert(source: str, cache: Path | None = None) -> Converted:
    """Convert a Markdown text, or say what is wrong with it. Raises nothing and always returns in time.

    The result is kept in `cache` and is sanitized after that, each time: whoever tampers with the cache
    can make a page wrong but not dangerous.
    """
    if cache is None:
        return _convert(source)
    key = cache_key(_converter_version(), source.encode("utf-8", "surrogatepass"))
    cached = cache_get(cache, _KIND, key)
    if cached is not None:
        return Converted(cached.decode("utf-8", "replace"))
    converted = _convert(source)
    # What was slow may be quick the next time: the machine may only have been busy.
    if converted.html is not None and UNCOLOURED not in converted.html:
        cache_put(cache, _KIND, key, converted.html.encode("utf-8", "replace"))
    return converted


@lru_cache(maxsize=1)
def _converter_version() -> bytes:
    ours = ("parser", "highlight", "timeout")
    return code_fingerprint("markdown", "pygments", *(f"generator.site.markdown.{name}" for name in ours))


def _convert(source: str) -> Converted:
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST:
        return Converted(None, TOO_LONG)
    if not may_be_slow(source):
        return convert_in_process(source)
    return convert_in_worker(source, SECONDS)


def may_be_slow(source: str) -> bool:
    """Whether converting `source` might take long: a cheap test that errs on the safe side."""
    if len(source) > _ORDINARY_LENGTH:
        return True
    if any(source.count(letter) > most for letter, most in _ORDINARY_COUNTS.items()):
        return True
    if source.count("[") - source.count("]") > _ORDINARY_UNCLOSED or source.count("\n#") > _ORDINARY_HEADINGS:
        return True
    return _COSTLY_RUN.search(source) is not None


# The worker imports from the same places as its parent: it gets the parent's search path.
_SERVE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from generator.site.markdown import timeout; timeout.serve()"
)


def convert_in_worker(source: str, seconds: float) -> Converted:
    """Convert `source` in the worker process; `TOO_SLOW` when `seconds` have passed."""
    return _worker().convert(source, seconds)


class Worker:
    """A process that converts Markdown, and the pipe to it: one line of JSON in, one out.

    It is started for the first text that needs it and replaced after it was killed. It also sanitizes the
    HTML once, so that the sanitizing in this process is known to stay within the time limit too.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def convert(self, source: str, seconds: float) -> Converted:
        """Ask the process, starting it if necessary; kill it if no answer comes in time."""
        process = self._running()
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            answer = _ask(process, source)
        finally:
            timer.cancel()
        if answer is None:
            self.stop()
            return Converted(None, TOO_SLOW)
        return answer

    def stop(self) -> None:
        """Kill the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.communicate()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = _start_process()
        return self._process


def _start_process() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", _SERVE, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="ascii",
    )


def _ask(process: subprocess.Popen[str], source: str) -> Converted | None:
    """The answer; None if the process ended before it gave one."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(source) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:  # the timer may close the pipe while we write
        return None
    if not answer.endswith("\n"):
        return None
    html, problem = json.loads(answer)
    return Converted(html, problem)


@cache
def _worker() -> Worker:
    worker = Worker()
    atexit.register(worker.stop)
    return worker


def serve() -> None:
    """The worker's main loop: text in, HTML out, until the parent closes the pipe."""
    for line in sys.stdin:
        converted = convert_in_process(json.loads(line))
        if converted.html is not None:
            sanitize(converted.html, lambda _tag, _name, value: value)
        sys.stdout.write(json.dumps((converted.html, converted.problem)) + "\n")
        sys.stdout.flush()
