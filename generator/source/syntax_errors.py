"""Explain libyaml's syntax errors in plain words, at the position that has to be fixed."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from generator.core.messages import Message


class Explanation(NamedTuple):
    """A message and its position, 0-based in the parsed text."""

    text: Message
    line: int
    column: int


class _Pattern(NamedTuple):
    """A part of libyaml's error → our text; `at_start`: reported where the construct begins."""

    part: str
    text: str
    at_start: bool = False


# The first part found in the error wins.
_PATTERNS = (
    _Pattern("found unknown escape character", "yaml-syntax.backslash"),
    _Pattern("hexdecimal number", "yaml-syntax.backslash"),
    _Pattern("scanning a quoted scalar", "yaml-syntax.unclosed-quote", at_start=True),
    _Pattern("scanning an alias", "yaml-syntax.begins-with-star", at_start=True),
    _Pattern("scanning an anchor", "yaml-syntax.begins-with-ampersand", at_start=True),
    _Pattern("undefined tag handle", "yaml-syntax.begins-with-exclamation"),
    _Pattern("a tag", "yaml-syntax.begins-with-exclamation", at_start=True),
    _Pattern("a directive", "yaml-syntax.begins-with-percent", at_start=True),
    _Pattern("scanning a block scalar", "yaml-syntax.block-text", at_start=True),
    _Pattern("cannot start any token", "yaml-syntax.beginning-of-value"),
    _Pattern("block sequence entries", "yaml-syntax.list-behind-key"),
    _Pattern("mapping keys are not allowed", "yaml-syntax.begins-with-question"),
    _Pattern("could not find expected ':'", "yaml-syntax.no-colon", at_start=True),
    _Pattern("did not find expected '-' indicator", "yaml-syntax.indentation-of-list"),
    _Pattern("did not find expected key", "yaml-syntax.indentation"),
    _Pattern("did not find expected ',' or", "yaml-syntax.unclosed-bracket", at_start=True),
    _Pattern("did not find expected node content", "yaml-syntax.no-value"),
    _Pattern("<document start>", "yaml-syntax.does-not-belong"),
)


def explain_syntax_error(
    error: yaml.MarkedYAMLError, text: str, bracket: tuple[int, int] | None
) -> Explanation:
    """Explain an error. `bracket` is the position of the innermost open bracket, if any."""
    problem = f"{error.context or ''} {error.problem or ''}"
    seen = _position(error.problem_mark or error.context_mark)
    start = _position(error.context_mark or error.problem_mark)
    lines = text.split("\n")
    written = lines[seen[0]] if seen[0] < len(lines) else ""
    before = written[: seen[1]]
    if "tab character" in problem or ("cannot start any token" in problem and written[seen[1] :][:1] == "\t"):
        return Explanation(Message("yaml-syntax.tab"), *seen)
    if bracket and not "".join([written[seen[1] :], *lines[seen[0] + 1 :]]).strip():
        return Explanation(Message("yaml-syntax.unclosed-bracket"), *bracket)
    special = _explain_by_line(problem, written, before, start[0] == seen[0])
    if special:
        return Explanation(Message(special), *seen)
    for pattern in _PATTERNS:
        if pattern.part in problem:
            return Explanation(Message(pattern.text), *(start if pattern.at_start else seen))
    return Explanation(Message("yaml-syntax.unknown", problem=single_line(problem)), *seen)


def _explain_by_line(problem: str, written: str, before: str, same_line: bool) -> str | None:
    """The text for errors whose meaning depends on the line."""
    if "mapping values are not allowed" in problem:
        if ": " not in before.strip():
            return "yaml-syntax.indented-further"
        is_curly = "“" in written or "”" in written
        return "yaml-syntax.second-colon-curly" if is_curly else "yaml-syntax.second-colon"
    is_after_value = "did not find expected key" in problem or "'-' indicator" in problem
    if is_after_value and before.strip(" -") and not written[len(before) :].startswith(":"):
        return "yaml-syntax.behind-value"
    if "',' or" in problem and same_line and any(char in written[len(before) :] for char in "]}"):
        return "yaml-syntax.no-comma"
    return None


def _position(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def single_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
