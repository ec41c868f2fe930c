"""libyaml's complaints → the place a person would look at, a sentence and what to do."""

from __future__ import annotations

from typing import NamedTuple

import yaml

_CLOSE = "Close it with the same kind of mark."
_IN_QUOTES = "Put the value in quotes."
_TAB = ("A tab stands where spaces belong.", "YAML is indented with spaces: replace each tab by two.")
_BRACKET = ("A bracket opens here and is never closed.", "Close the list with `]` or the group with `}`.")


class Explained(NamedTuple):
    """A syntax error as it is told. `line` and `column` count from 0 in the text that was parsed."""

    message: str
    hint: str
    line: int
    column: int


class _Words(NamedTuple):
    """`part` of the complaint → what is told; `at_start` where the trouble begins, not where it was seen."""

    part: str
    message: str
    hint: str
    at_start: bool = False


# The first part that stands in the complaint wins.
_WORDS = (
    _Words("found unknown escape character", "A backslash stands between double quotes here.",
           "Write it twice (`\\\\`), or use single quotes: 'C:\\notes'."),
    _Words("hexdecimal number", "A backslash stands between double quotes here.",
           "Write it twice (`\\\\`), or use single quotes: 'C:\\notes'."),
    _Words("scanning a quoted scalar", "A quotation mark opens here and is never closed.", _CLOSE,
           at_start=True),
    _Words("scanning an alias", "A value cannot begin with `*`.",
           _IN_QUOTES, at_start=True),
    _Words("scanning an anchor", "A value cannot begin with `&`.",
           _IN_QUOTES, at_start=True),
    _Words("undefined tag handle", "A value cannot begin with `!`.",
           _IN_QUOTES),
    _Words("a tag", "A value cannot begin with `!`.",
           _IN_QUOTES, at_start=True),
    _Words("a directive", "A line cannot begin with `%`.",
           _IN_QUOTES, at_start=True),
    _Words("scanning a block scalar", "Text cannot follow `|` or `>` on the same line.",
           "Begin the text on the next line, indented; or put the whole value in quotes.", at_start=True),
    _Words("cannot start any token", "This character cannot begin a value.",
           _IN_QUOTES),
    _Words("block sequence entries", "A list cannot begin behind its key on the same line.",
           "Begin each entry with `- ` on a line of its own, or write [one, two]."),
    _Words("mapping keys are not allowed", "A value cannot begin with `?`.",
           "Put the value in quotes, or leave the line out."),
    _Words("could not find expected ':'", "A `: ` is missing behind the key.",
           "Write `key: value`, with a space behind the colon; indent the further lines of a text.",
           at_start=True),
    _Words("did not find expected '-' indicator", "The indentation does not fit the list above.",
           "Begin each record with `- ` in the same column, its keys two spaces further."),
    _Words("did not find expected key", "The indentation does not fit the lines above.",
           "Give all keys of one record the same number of spaces."),
    _Words("did not find expected ',' or", *_BRACKET, at_start=True),
    _Words("did not find expected node content", "A value is missing here.",
           "Write one, or remove the comma or bracket."),
    _Words("<document start>", "This does not belong to what stands above.",
           "Begin each record with `- `; put a value with quotation marks inside in quotes as a whole."),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, text: str, bracket: tuple[int, int] | None) -> Explained:
    """The error in plain words. `bracket` is where the innermost open bracket stands, if one is open."""
    problem = f"{error.context or ''} {error.problem or ''}"
    seen = _spot(error.problem_mark or error.context_mark)
    start = _spot(error.context_mark or error.problem_mark)
    lines = text.split("\n")
    written = lines[seen[0]] if seen[0] < len(lines) else ""
    before = written[: seen[1]]
    if "tab character" in problem or ("cannot start any token" in problem and written[seen[1] :][:1] == "\t"):
        return Explained(*_TAB, *seen)
    if bracket and not "".join([written[seen[1] :], *lines[seen[0] + 1 :]]).strip():
        return Explained(*_BRACKET, *bracket)
    special = _special(problem, written, before, start[0] == seen[0])
    if special:
        return Explained(*special, *seen)
    for words in _WORDS:
        if words.part in problem:
            return Explained(words.message, words.hint, *(start if words.at_start else seen))
    return Explained(f"This cannot be read as YAML: {plain(problem)}.", _COMPARE, *seen)


_COMPARE = "Compare with the lines above: spaces, colons, quotation marks."


def _special(problem: str, written: str, before: str, same_line: bool) -> tuple[str, str] | None:
    """What the same complaint means in different lines."""
    if "mapping values are not allowed" in problem:
        return _second_colon(written, before)
    behind = "did not find expected key" in problem or "'-' indicator" in problem
    if behind and before.strip(" -") and not written[len(before) :].startswith(":"):
        return (
            "This text stands behind a value that has ended already.",
            "Is a quotation mark above never closed? If the value holds one, put the other kind around it.",
        )
    if "',' or" in problem and same_line and any(sign in written[len(before) :] for sign in "]}"):
        return "A comma is missing before this.", "Separate the entries with commas: [one, two]."
    return None


def _second_colon(written: str, before: str) -> tuple[str, str]:
    if ": " not in before.strip():
        return (
            "This line is indented further than the key above it.",
            "Give all keys of one record the same number of spaces.",
        )
    if "“" in written or "”" in written:
        return (
            "A second `: ` stands in this line.",
            'Curly quotation marks (“ ”) are part of the text; put straight ones (") around the value.',
        )
    return "A second `: ` stands in this line.", 'Put the value in quotes: `key: "value: with a colon"`.'


def _spot(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def plain(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())
