"""Files in small: the format of a rule's examples and of the blocks on its page.

A block begins with header lines, each optional, and goes on with one or more files:

    # as-of: 2026-06-05            today, the day of judging; or
    # option: --as-of 2026-06-05   that day, asked for by the user
    # programme: ux-ui-design      whose base portfolio the files are laid over
    # commitment: epicodus         what it is held against, `flatiron` otherwise
    # also: RULE                   a rule that may be broken besides, unmarked
    # error: RULE in PATH          a finding in a file that is not there, or not in the block
    # file: content/pages/about.md

Among a page's further examples a line at fault ends with `# error: RULE` (or `warning`, or `note`;
several behind commas). Marks are taken off before the file is written. `{words: 150}` on a line of
its own stands for that many words of prose, `{other words: 150}` for as many of another text,
`{U+202E}` for that character, and `{picture: 4x3}` as the whole of a file for a PNG of that size.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

BASE_DAY = dt.date(2026, 6, 5)  # inside the open first week of the base portfolio's search

_FENCED = re.compile(r"^(`{3,})[a-z]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# file: (\S+)$\n?", re.MULTILINE)
_HEADER = re.compile(r"# (as-of|option|programme|commitment|also|error|warning|note): (.+)")
_ONE_MARK = r"(?:error|warning|note): [a-z0-9-]+"
_MARKS = re.compile(rf"\s*# ({_ONE_MARK}(?:, {_ONE_MARK})*)$")
_WORDS = re.compile(r"^\{(other )?words: (\d+)\}$", re.MULTILINE)
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4,5})\}")
_PICTURE = re.compile(r"\{picture: (\d+)x(\d+)\}\s*")

_VOCABULARY = (
    "river window copper lantern meadow station ticket garden violet harbour engine letter market "
    "signal timber valley winter bridge candle drawer feather glacier"
)
_OTHER_VOCABULARY = (
    "query cursor buffer socket thread branch commit kernel lambda matrix packet parser record schema "
    "server stream syntax tensor vector widget index handler"
)


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """What is expected, or was found, at a line. `severity` is the word as it is written."""

    path: str
    line: int
    severity: str
    rule: str


@dataclass(slots=True)
class Block:
    """One portfolio in small, laid over a base portfolio. `chosen`: the user asked for the day."""

    as_of: dt.date = BASE_DAY
    chosen: bool = False
    programme: str = "software-engineering"
    commitment: str = "flatiron"
    also: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


def blocks_of(page: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown page."""
    return (block_of(found[2]) for found in _FENCED.finditer(page))


def block_of(text: str) -> Block:
    """One block. A header line that means nothing is a `ValueError`: it would silently test nothing."""
    block = Block()
    header, *files = _FILE.split(text)
    for line in header.splitlines():
        _read_header(line, block)
    for path, body in zip(files[::2], files[1::2], strict=True):
        lines = body.split("\n")
        for number, line in enumerate(lines, start=1):
            found = _MARKS.search(line)
            if found:
                block.marks += _marks(path, number, found[1])
                lines[number - 1] = line[: found.start()]
        block.files[path] = _bytes("\n".join(lines))
    return block


def _read_header(line: str, block: Block) -> None:
    found = _HEADER.fullmatch(line)
    if not found:
        raise ValueError(f"no header of a block: {line!r}")
    key, value = found.groups()
    if key == "programme":
        block.programme = value
    elif key == "commitment":
        block.commitment = value
    elif key == "also":
        block.also.append(value)
    elif key in ("error", "warning", "note"):
        rule, _, path = value.partition(" in ")
        block.marks.append(Mark(path, 1, key, rule))
    else:
        block.chosen = key == "option"
        block.as_of = dt.date.fromisoformat(value.removeprefix("--as-of "))


def _marks(path: str, line: int, written: str) -> Iterator[Mark]:
    for mark in written.split(", "):
        severity, _, rule = mark.partition(": ")
        yield Mark(path, line, severity, rule)


def _bytes(body: str) -> bytes:
    picture = _PICTURE.fullmatch(body)
    if picture:
        return _png(int(picture[1]), int(picture[2]))
    text = _WORDS.sub(lambda found: prose(int(found[2]), other=bool(found[1])), body)
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text).encode()


def prose(count: int, *, other: bool = False) -> str:
    """`count` words on one line: always the first ones of one of two endless texts.

    No run of five words comes twice within the first thousands, and the two texts share no word.
    """
    vocabulary = (_OTHER_VOCABULARY if other else _VOCABULARY).split()
    state, words = 20260601, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        words.append(vocabulary[(state >> 16) % len(vocabulary)])
    return " ".join(words)


def _png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()
