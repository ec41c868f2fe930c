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
from dataclasses import astuple, replace
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import Any, Protocol

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint, pack, unpack
from generator.core.text import Dialect
from generator.markdown.converted import Converted, Place, Prose
from generator.markdown.sanitize import sanitize

TOO_LONG = "markdown-too-long"
TOO_DEEP = "markdown-too-deep"
TOO_SLOW = "markdown-too-slow"


def convert_in_process(source: str, dialect: Dialect = "github") -> Converted:
    """Convert `source` in this process, however long it takes."""
    try:
        converted = _dialect(dialect).to_html(source)
    except RecursionError:
        return Converted(None, problem=TOO_DEEP)
    if converted.html is None or '<code class="language-' not in converted.html:
        return converted
    from generator.markdown.highlight import highlight  # needs Pygments, which most texts do not

    return replace(converted, html=highlight(converted.html))


def prose_in_process(source: str, dialect: Dialect = "github") -> Prose | None:
    """The prose of `source`; None if it is nested too deeply."""
    try:
        return _dialect(dialect).prose_of(source)
    except RecursionError:
        return None


class _Parser(Protocol):
    """What the file of a dialect offers."""

    def to_html(self, source: str) -> Converted: ...
    def prose_of(self, source: str) -> Prose: ...


def _dialect(name: Dialect) -> _Parser:
    """The dialect's file, imported when a text needs it, which one from the cache does not."""
    if name == "python-markdown":
        from generator.markdown import python_markdown

        return python_markdown
    from generator.markdown import github

    return github


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


def convert(source: str, cache: Path | None = None, dialect: Dialect = "github") -> Converted:
    """Convert a Markdown text, or say what is wrong with it. Raises nothing and always returns in time.

    The result is kept in `cache` and is sanitized after that, each time: whoever tampers with the cache
    can make a page wrong but not dangerous.
    """
    if cache is None:
        return _convert(source, dialect)
    key = cache_key(_converter_version(dialect), source.encode("utf-8", "surrogatepass"))
    cached = cache_get(cache, _KIND, key)
    known = _unpacked(cached) if cached is not None else None
    if known is not None:
        return known
    converted = _convert(source, dialect)
    if converted.html is not None:
        html = converted.html.encode("utf-8", "replace")
        cache_put(cache, _KIND, key, pack([astuple(place) for place in converted.places], [html]))
    return converted


def _unpacked(data: bytes) -> Converted | None:
    """A text from the cache; None if its entry is damaged."""
    unpacked = unpack(data)
    if unpacked is None or len(unpacked[1]) != 1:
        return None
    try:
        return Converted(unpacked[1][0].decode("utf-8", "replace"), _places(unpacked[0]))
    except TypeError:
        return None


def _places(written: Any) -> tuple[Place, ...]:
    return tuple(Place(*place) for place in written)


@lru_cache(maxsize=1024)
def prose_of(source: str, dialect: Dialect = "github") -> Prose:
    """The prose of a text, from the parser that makes its page. Always returns in time.

    Of a text that cannot become a page everything counts: its finding says why it has none.
    """
    if len(source) > LONGEST:
        return Prose(source)
    if not may_be_slow(source):
        prose = prose_in_process(source, dialect)
    else:
        prose = _worker().prose(source, dialect, SECONDS)
    return prose or Prose(source)


def html_comments(source: str, cache: Path | None, dialect: Dialect = "github") -> tuple[str, ...]:
    """The comments in a text, which no page shows."""
    if "<!--" not in source:
        return ()
    return tuple(place.text for place in convert(source, cache, dialect).places if place.kind == "comment")


_TAG = re.compile(r"<[^>]*>")


def shown_text(source: str, cache: Path | None, dialect: Dialect = "github") -> str:
    """All text of the page, with its code."""
    return unescape(_TAG.sub(" ", convert(source, cache, dialect).html or ""))


@lru_cache(maxsize=2)
def _converter_version(dialect: Dialect) -> bytes:
    libraries = ("markdown_it", "mdit_py_plugins", "markdown", "pymdownx", "latex2mathml", "pygments")
    ours = ("github", "python_markdown", "raw_html", "mathml", "slugs", "highlight", "convert", "sanitize")
    return dialect.encode() + code_fingerprint(*libraries, *(f"generator.markdown.{name}" for name in ours))


def _convert(source: str, dialect: Dialect) -> Converted:
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST:
        return Converted(None, problem=TOO_LONG)
    if not may_be_slow(source):
        return convert_in_process(source, dialect)
    return convert_in_worker(source, SECONDS, dialect)


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
    "from generator.markdown import convert; convert.serve()"
)


def convert_in_worker(source: str, seconds: float, dialect: Dialect = "github") -> Converted:
    """Convert `source` in the worker process; `TOO_SLOW` when `seconds` have passed."""
    return _worker().convert(source, seconds, dialect)


class Worker:
    """A process that converts Markdown, and the pipe to it: one line of JSON in, one out.

    It is started for the first text that needs it and replaced after it was killed. It also sanitizes the
    HTML once, so that the sanitizing in this process is known to stay within the time limit too.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def convert(self, source: str, seconds: float, dialect: Dialect = "github") -> Converted:
        """The text as HTML, `TOO_SLOW` if no answer comes in time."""
        answer = self._answer(("convert", source, dialect), seconds)
        if answer is None:
            return Converted(None, problem=TOO_SLOW)
        html, problem, places = answer
        return Converted(html, _places(places), problem)

    def prose(self, source: str, dialect: Dialect, seconds: float) -> Prose | None:
        """The text's prose, None if no answer comes in time."""
        answer = self._answer(("prose", source, dialect), seconds)
        return Prose(*answer) if answer else None

    def _answer(self, question: tuple[str, ...], seconds: float) -> Any:
        """Ask the process, starting it if necessary; kill it if no answer comes in time."""
        process = self._running()
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            answer = _ask(process, question)
        finally:
            timer.cancel()
        if answer is None:
            self.stop()
            return None
        return answer[0]

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


def _ask(process: subprocess.Popen[str], question: tuple[str, ...]) -> list[Any] | None:
    """The answer; None if the process ended before it gave one."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:  # the timer may close the pipe while we write
        return None
    if not answer.endswith("\n"):
        return None
    return [json.loads(answer)]


@cache
def _worker() -> Worker:
    worker = Worker()
    atexit.register(worker.stop)
    return worker


def serve() -> None:
    """The worker's main loop: text in, HTML or prose out, until the parent closes the pipe."""
    for line in sys.stdin:
        wanted, source, dialect = json.loads(line)
        sys.stdout.write(json.dumps(_served(wanted, source, dialect)) + "\n")
        sys.stdout.flush()


def _served(wanted: str, source: str, dialect: Dialect) -> object:
    if wanted == "prose":
        prose = prose_in_process(source, dialect)
        return astuple(prose) if prose else None
    converted = convert_in_process(source, dialect)
    if converted.html is not None:
        sanitize(converted.html, lambda _tag, _name, value: value)
    return converted.html, converted.problem, [astuple(place) for place in converted.places]
