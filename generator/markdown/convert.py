"""Convert Markdown to HTML within a time limit, and cache the result.

Some texts of a few kilobytes keep a Markdown parser busy for minutes: runs of brackets, of opening tags,
of backslashes in code. Nobody writes such texts by accident. A text that `may_be_slow` is converted in a
worker process, which is killed when its time is up; all others are converted in this process. Signals
would be simpler, but not every system has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint, pack, unpack
from generator.core.text import Dialect
from generator.core.worker import Worker, crew, worker
from generator.markdown.converted import Converted, Place, Prose

if TYPE_CHECKING:
    from concurrent.futures import Future

TOO_LONG = "markdown-too-long"
TOO_DEEP = "markdown-too-deep"
TOO_SLOW = "markdown-too-slow"


def convert_in_process(source: str, dialect: Dialect = "github", cache: Path | None = None) -> Converted:
    """Convert `source` in this process, however long it takes. `cache` keeps its code in colours."""
    try:
        converted = _dialect(dialect).to_html(source)
    except RecursionError:
        return Converted(None, problem=TOO_DEEP)
    if converted.html is None or '<code class="language-' not in converted.html:
        return converted
    from generator.markdown.highlight import highlight  # needs Pygments, which most texts do not

    return replace(converted, html=highlight(converted.html, cache))


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
    if name == "notebook":
        from generator.markdown import notebook

        return notebook
    from generator.markdown import github

    return github


_KIND = "texts"
LONGEST = 1_048_576  # bytes; the manual's `limits.post_kb`
SECONDS = 10.0

_ORDINARY_LENGTH = 65_536  # characters; some thirty pages of print
# The most of each that an ordinary text has. Measured: each of these takes half a second.
_ORDINARY_COUNTS = {"[": 600, "<": 900, "!": 1500, "`": 3000, "*": 3000, "_": 3000, "&": 5000, ":": 6000}
_ORDINARY_UNCLOSED = 60  # opening brackets without a closing one
_ORDINARY_HEADINGS = 1000
_COSTLY_RUN = re.compile(
    r"""\\{12}|\[{8}|<{8}|\({16}|\{{16}|["']{12}|(?:[-*+>] |\d+[.)] ){24}|^ {80}[^ ]""", re.MULTILINE
)
# What every costly run has in it, quick to look for.
_PARTS_OF_RUNS = ("\\" * 12, "[" * 8, "<" * 8, "(" * 16, "{" * 16, " " * 80)
_QUOTES = re.compile(r"""["']["']{11}""")
_MARKERS = re.compile(r"[-*+>\d][-*+>.) \d]{47}")


def convert(source: str, cache: Path | None = None, dialect: Dialect = "github") -> Converted:
    """Convert a Markdown text, or say what is wrong with it. Raises nothing and always returns in time.

    The result is kept in `cache` and is sanitized after that, each time: whoever tampers with the cache
    can make a page wrong but not dangerous.
    """
    if cache is None:
        return _converted_ahead(source, dialect) or _convert(source, dialect)
    key = cache_key(converter_version(dialect), source.encode("utf-8", "surrogatepass"))
    known = cache_read(cache, _KIND, key, _unpacked)
    if known is not None:
        return known
    converted = _converted_ahead(source, dialect) or _convert(source, dialect, cache)
    from generator.markdown.highlight import UNCOLOURED

    # What was slow may be quick the next time: the machine may only have been busy.
    if converted.html is not None and UNCOLOURED not in converted.html:
        html = converted.html.encode("utf-8", "replace")
        cache_put(cache, _KIND, key, pack([astuple(place) for place in converted.places], [html]))
    return converted


def _unpacked(data: bytes) -> Converted:
    """A text from the cache; `TypeError` or `ValueError` if its entry is not what we wrote."""
    places, (html,) = unpack(data)
    return Converted(html.decode("utf-8", "replace"), _places(places))


def _places(written: Any) -> tuple[Place, ...]:
    return tuple(Place(*place) for place in written)


def prose_of(source: str, dialect: Dialect = "github") -> Prose:
    """The prose of a text, from the parser that makes its page. Always returns in time.

    Of a text that cannot become a page everything counts: its finding says why it has none.
    """
    return found_prose(source, dialect) or Prose(source)


@lru_cache(maxsize=1024)
def found_prose(source: str, dialect: Dialect) -> Prose | None:
    """The same, but None of a text that cannot become a page."""
    if len(source) > LONGEST:
        return None
    if not may_be_slow(source):
        return prose_in_process(source, dialect)
    return _prose_in_worker(source, dialect)


_FEWEST = 32  # texts that are worth the start of a process
_BATCH = 8
_ahead: dict[tuple[str, Dialect], tuple[Future[Any], int]] = {}


def convert_ahead(texts: Iterable[tuple[str, Dialect]]) -> None:
    """Begin to convert texts that will be asked for, in other processes where they are many.

    They begin at the last, as this process begins at the first.
    """
    _ahead.clear()
    ordinary = [text for text in dict.fromkeys(texts) if not may_be_slow(text[0])]
    helpers = crew() if len(ordinary) >= _FEWEST else None
    if helpers is None:
        return
    for end in range(len(ordinary), 0, -_BATCH):
        batch = ordinary[max(end - _BATCH, 0) : end]
        coming = helpers.ask(__name__, convert_batch.__name__, batch, _answer)
        _ahead.update({text: (coming, at) for at, text in enumerate(batch)})


def convert_batch(texts: Iterable[tuple[str, Dialect]]) -> list[object]:
    """Texts as HTML: for other processes."""
    made = [convert_in_process(source, dialect) for source, dialect in texts]
    return [[each.html, each.problem, [astuple(place) for place in each.places]] for each in made]


def _answer(answer: Any) -> Any:
    return answer


def _converted_ahead(source: str, dialect: Dialect) -> Converted | None:
    """What another process has made of a text. What none has begun, this one does."""
    coming, at = _ahead.pop((source, dialect), (None, 0))
    if coming is None or coming.cancel() or coming.cancelled():
        return None
    answers = coming.result()
    if answers is None:
        return None
    html, problem, places = answers[at]
    return Converted(html, _places(places), problem)


def html_comments(source: str, cache: Path | None, dialect: Dialect = "github") -> tuple[str, ...]:
    """The comments in a text, which no page shows."""
    if "<!--" not in source:
        return ()
    return tuple(place.text for place in convert(source, cache, dialect).places if place.kind == "comment")


_MARKED = re.compile(r"<!--|\]\(|\[\^|\*\*|__|`|~~|<[a-z/]|&\w+;")


@lru_cache(maxsize=1024)
def without_marks(line: str) -> str:
    """A line of plain text in which somebody wrote Markdown or HTML all the same, without it."""
    if not _MARKED.search(line) or may_be_slow(line):
        return line
    from generator.markdown.github import line_text

    return line_text(line)


_TAG = re.compile(r"<[^>]*>")


def shown_text(source: str, cache: Path | None, dialect: Dialect = "github") -> str:
    """All text of the page, with its code."""
    return unescape(_TAG.sub(" ", convert(source, cache, dialect).html or ""))


@lru_cache(maxsize=2)
def converter_version(dialect: Dialect) -> bytes:
    """A key part that changes with whatever decides what a dialect makes of a text."""
    libraries = ("markdown_it", "mdit_py_plugins", "markdown", "pymdownx", "latex2mathml", "pygments")
    ours = (
        *("github", "python_markdown", "notebook", "other_markup", "raw_html", "mathml", "highlight"),
        *("convert", "sanitize"),
    )
    return dialect.encode() + code_fingerprint(*libraries, *(f"generator.markdown.{name}" for name in ours))


def _convert(source: str, dialect: Dialect, cache: Path | None = None) -> Converted:
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST:
        return Converted(None, problem=TOO_LONG)
    if not may_be_slow(source):
        return convert_in_process(source, dialect, cache)
    return convert_in_worker(source, SECONDS, dialect)


def may_be_slow(source: str) -> bool:
    """Whether converting `source` might take long: a cheap test that errs on the safe side."""
    if len(source) > _ORDINARY_LENGTH:
        return True
    if any(source.count(letter) > most for letter, most in _ORDINARY_COUNTS.items()):
        return True
    if source.count("[") - source.count("]") > _ORDINARY_UNCLOSED or source.count("\n#") > _ORDINARY_HEADINGS:
        return True
    may_run = (
        any(part in source for part in _PARTS_OF_RUNS) or _QUOTES.search(source) or _MARKERS.search(source)
    )
    return bool(may_run) and _COSTLY_RUN.search(source) is not None


def convert_in_worker(source: str, seconds: float, dialect: Dialect = "github") -> Converted:
    """Convert `source` in a worker process; `TOO_SLOW` when `seconds` have passed."""
    answer = _worker().ask(["html", source, dialect], seconds)
    if answer is None:
        return Converted(None, problem=TOO_SLOW)
    html, problem, places = answer
    return Converted(html, _places(places), problem)


def _prose_in_worker(source: str, dialect: Dialect) -> Prose | None:
    answer = _worker().ask(["prose", source, dialect], SECONDS)
    return Prose(*answer) if answer else None


def _worker() -> Worker:
    return worker(__name__, answer_of.__name__)


def answer_of(question: tuple[str, str, Dialect]) -> object:
    """HTML or prose, however long it takes: for the worker.

    It also sanitizes the HTML once, so that the sanitizing in the other process is known to stay within the
    time limit too.
    """
    from generator.markdown.sanitize import sanitize

    wanted, source, dialect = question
    if wanted == "prose":
        prose = prose_in_process(source, dialect)
        return astuple(prose) if prose else None
    converted = convert_in_process(source, dialect)
    if converted.html is not None:
        sanitize(converted.html, lambda _tag, _name, value: value)
    return converted.html, converted.problem, [astuple(place) for place in converted.places]
