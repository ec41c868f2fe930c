"""Markdown within a budget of time, on every system, at no price for ordinary texts.

Some texts of a few kilobytes keep a Markdown parser busy for minutes: runs of brackets, of openings
of tags, of backslashes in code. No text that a person would write looks like them. So a text that
`looks_costly` is converted by a helper process which is stopped when its time is over, and all
others are converted here. Signals would be simpler, but not every system has them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from generator.core.cache import cache_get, cache_key, code_fingerprint, cache_put
from generator.site.markdown.converted import TOO_LONG, Converted, convert_here

_FOLDER = "texts"
LONGEST = 1_048_576  # bytes; the manual's `limits.post_kb`
SECONDS = 10.0

_ORDINARY_LENGTH = 65_536  # characters; some thirty pages of print
# How many of each an ordinary text may hold. Measured: at these figures each is done in half a second.
_ORDINARY_COUNTS = {"[": 600, "<": 900, "!": 1500, "`": 3000, "*": 3000, "_": 3000, "&": 5000}
_ORDINARY_UNCLOSED = 60  # brackets that are opened and not closed
_ORDINARY_HEADINGS = 1000
_COSTLY_RUN = re.compile(
    r"""\\{12}|\[{8}|<{8}|\({16}|\{{16}|["']{12}|(?:[-*+>] |\d+[.)] ){24}|^ {80}[^ ]""", re.MULTILINE
)


def convert(source: str, cache: Path | None = None) -> Converted:
    """The HTML of a Markdown text, or what is wrong with it; never an exception, never for ever.

    What was converted is kept in `cache`. It is cleaned after that, each time, so that a cache that
    somebody meddled with can make a page wrong but not dangerous.
    """
    if cache is None:
        return _convert(source)
    key = cache_key(_maker(), source.encode("utf-8", "surrogatepass"))
    kept = cache_get(cache, _FOLDER, key)
    if kept is not None:
        return Converted(kept.decode("utf-8", "replace"))
    converted = _convert(source)
    if converted.html is not None:
        cache_put(cache, _FOLDER, key, converted.html.encode("utf-8", "replace"))
    return converted


@lru_cache(maxsize=1)
def _maker() -> bytes:
    ours = ("markdown", "highlight", "converted")
    return code_fingerprint("markdown", "pygments", *(f"generator.site.markdown.{name}" for name in ours))


def _convert(source: str) -> Converted:
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST:
        return Converted(None, TOO_LONG)
    if not looks_costly(source):
        return convert_here(source)
    from generator.site.markdown.worker import convert_apart  # subprocess and its kin: seldom needed

    return convert_apart(source, SECONDS)


def looks_costly(source: str) -> bool:
    """Whether converting `source` might take long: a cheap look, on the safe side."""
    if len(source) > _ORDINARY_LENGTH:
        return True
    if any(source.count(letter) > most for letter, most in _ORDINARY_COUNTS.items()):
        return True
    if source.count("[") - source.count("]") > _ORDINARY_UNCLOSED or source.count("\n#") > _ORDINARY_HEADINGS:
        return True
    return _COSTLY_RUN.search(source) is not None
