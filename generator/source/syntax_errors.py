"""libyaml's complaints → the place a person would look at, a sentence and what to do."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from generator.core.messages import Message


class Explained(NamedTuple):
    """A syntax error as it is told. `line` and `column` count from 0 in the text that was parsed."""

    text: Message
    line: int
    column: int


class _Words(NamedTuple):
    """`part` of the complaint → what is told; `at_start` where the trouble begins, not where it was seen."""

    part: str
    text: str
    at_start: bool = False


# The first part that stands in the complaint wins.
_WORDS = (
    _Words("found unknown escape character", "yaml-syntax.backslash"),
    _Words("hexdecimal number", "yaml-syntax.backslash"),
    _Words("scanning a quoted scalar", "yaml-syntax.unclosed-quote", at_start=True),
    _Words("scanning an alias", "yaml-syntax.begins-with-star", at_start=True),
    _Words("scanning an anchor", "yaml-syntax.begins-with-ampersand", at_start=True),
    _Words("undefined tag handle", "yaml-syntax.begins-with-exclamation"),
    _Words("a tag", "yaml-syntax.begins-with-exclamation", at_start=True),
    _Words("a directive", "yaml-syntax.begins-with-percent", at_start=True),
    _Words("scanning a block scalar", "yaml-syntax.block-text", at_start=True),
    _Words("cannot start any token", "yaml-syntax.beginning-of-value"),
    _Words("block sequence entries", "yaml-syntax.list-behind-key"),
    _Words("mapping keys are not allowed", "yaml-syntax.begins-with-question"),
    _Words("could not find expected ':'", "yaml-syntax.no-colon", at_start=True),
    _Words("did not find expected '-' indicator", "yaml-syntax.indentation-of-list"),
    _Words("did not find expected key", "yaml-syntax.indentation"),
    _Words("did not find expected ',' or", "yaml-syntax.unclosed-bracket", at_start=True),
    _Words("did not find expected node content", "yaml-syntax.no-value"),
    _Words("<document start>", "yaml-syntax.does-not-belong"),
)


def explain(error: yaml.MarkedYAMLError, text: str, bracket: tuple[int, int] | None) -> Explained:
    """The error in plain words. `bracket` is where the innermost open bracket stands, if one is open."""
    problem = f"{error.context or ''} {error.problem or ''}"
    seen = _spot(error.problem_mark or error.context_mark)
    start = _spot(error.context_mark or error.problem_mark)
    lines = text.split("\n")
    written = lines[seen[0]] if seen[0] < len(lines) else ""
    before = written[: seen[1]]
    if "tab character" in problem or ("cannot start any token" in problem and written[seen[1] :][:1] == "\t"):
        return Explained(Message("yaml-syntax.tab"), *seen)
    if bracket and not "".join([written[seen[1] :], *lines[seen[0] + 1 :]]).strip():
        return Explained(Message("yaml-syntax.unclosed-bracket"), *bracket)
    special = _special(problem, written, before, start[0] == seen[0])
    if special:
        return Explained(Message(special), *seen)
    for words in _WORDS:
        if words.part in problem:
            return Explained(Message(words.text), *(start if words.at_start else seen))
    return Explained(Message("yaml-syntax.unknown", problem=plain(problem)), *seen)


def _special(problem: str, written: str, before: str, same_line: bool) -> str | None:
    """What the same complaint means in different lines."""
    if "mapping values are not allowed" in problem:
        if ": " not in before.strip():
            return "yaml-syntax.indented-further"
        is_curly = "“" in written or "”" in written
        return "yaml-syntax.second-colon-curly" if is_curly else "yaml-syntax.second-colon"
    behind = "did not find expected key" in problem or "'-' indicator" in problem
    if behind and before.strip(" -") and not written[len(before) :].startswith(":"):
        return "yaml-syntax.behind-value"
    if "',' or" in problem and same_line and any(sign in written[len(before) :] for sign in "]}"):
        return "yaml-syntax.no-comma"
    return None


def _spot(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def plain(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())
