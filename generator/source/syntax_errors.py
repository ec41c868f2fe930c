"""Explain libyaml's syntax errors in plain words, at the position that has to be fixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from generator.core.messages import Message
from generator.source.quoting import dashed_line, list_without_comments, quoted_line, spaced_line


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


# What to do where the line can't be shown as it should be. Where it can, and the mistake is in its value, the
# hint is the line with its value in quotes.
_HOW = {
    "yaml-syntax.backslash": "yaml-syntax.backslash-how",
    "yaml-syntax.unclosed-quote": "yaml-syntax.unclosed-quote-how",
    "yaml-syntax.begins-with-star": "yaml-syntax.begins-with-star-how",
    "yaml-syntax.begins-with-ampersand": "yaml-syntax.begins-with-ampersand-how",
    "yaml-syntax.begins-with-exclamation": "yaml-syntax.begins-with-exclamation-how",
    "yaml-syntax.begins-with-percent": "yaml-syntax.begins-with-percent-how",
    "yaml-syntax.begins-with-question": "yaml-syntax.begins-with-question-how",
    "yaml-syntax.block-text": "yaml-syntax.block-text-how",
    "yaml-syntax.beginning-of-value": "yaml-syntax.beginning-of-value-how",
    "yaml-syntax.behind-value": "yaml-syntax.behind-value-how",
    "yaml-syntax.list-behind-key": "yaml-syntax.list-behind-key-how",
    "yaml-syntax.second-colon": "yaml-syntax.second-colon-how",
    "yaml-syntax.second-colon-curly": "yaml-syntax.second-colon-curly-how",
    "yaml-syntax.unclosed-bracket": "yaml-syntax.unclosed-bracket-how",
    "yaml-syntax.bracket-first": "yaml-syntax.bracket-first-how",
    "yaml-syntax.indented-further": "yaml-syntax.indented-further-how",
}
# Other words for a line that may have been meant otherwise.
_SHOWN_AS = {
    "yaml-syntax.list-behind-key": "yaml-syntax.list-behind-key-or-text",
}
_KEY_LINE = re.compile(r"( *)[^\W\d][\w-]*:(?=\s|$)")


def explain_syntax_error(
    error: yaml.MarkedYAMLError, text: str, bracket: tuple[int, int] | None
) -> Explanation:
    """Explain an error. `bracket` is the position of the innermost open bracket, if any."""
    lines = text.split("\n")
    found = _explain(error, lines, bracket)
    key = found.text.key
    general = _HOW.get(key)
    if "how" in found.text.params or general is None:
        return found
    line = lines[found.line] if found.line < len(lines) else ""
    quoted = quoted_line(line)
    if key == "yaml-syntax.indented-further" or (
        key == "yaml-syntax.unclosed-bracket" and not _opens_value(line, found.column)
    ):
        quoted = None
    how = Message(general)
    if quoted and key == "yaml-syntax.unclosed-bracket":
        closed = list_without_comments(line.rstrip() + ("]" if line[found.column] == "[" else "}"))
        how = Message("yaml-syntax.unclosed-bracket-or-text", line=quoted, closed=closed.strip())
    elif quoted:
        how = Message(_SHOWN_AS.get(key, "yaml-syntax.in-quotes"), line=quoted)
    return found._replace(text=found.text.having(how=how))


_DASH_ALONE = re.compile(r"([ ]*)-(\w.*)")


def _opens_value(line: str, column: int) -> bool:
    """Whether a key or the dash of a list entry alone stands before `column`."""
    return re.fullmatch(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?", line[:column]) is not None


def _explain(
    error: yaml.MarkedYAMLError, lines: Sequence[str], bracket: tuple[int, int] | None
) -> Explanation:
    problem = f"{error.context or ''} {error.problem or ''}"
    seen = _position(error.problem_mark or error.context_mark)
    start = _position(error.context_mark or error.problem_mark)
    written = lines[seen[0]] if seen[0] < len(lines) else ""
    before = written[: seen[1]]
    if "tab character" in problem or ("cannot start any token" in problem and written[seen[1] :][:1] == "\t"):
        return Explanation(Message("yaml-syntax.tab"), *seen)
    of_lines = _explain_by_lines(problem, lines, seen, start, bracket)
    if of_lines:
        return of_lines
    if bracket and not "".join([written[seen[1] :], *lines[seen[0] + 1 :]]).strip():
        return Explanation(Message("yaml-syntax.unclosed-bracket"), *bracket)
    if written[seen[1] :].strip() == "," and before.rstrip().endswith(('"', "'")):
        how = Message("yaml-syntax.like-this", line=before.strip())
        return Explanation(Message("yaml-syntax.comma-at-end", how=how), *seen)
    special = _explain_by_line(problem, written, before, start[0] == seen[0])
    if special:
        return Explanation(Message(special), *seen)
    for pattern in _PATTERNS:
        if pattern.part in problem:
            return Explanation(Message(pattern.text), *(start if pattern.at_start else seen))
    return Explanation(Message("yaml-syntax.unknown", problem=single_line(problem)), *seen)


def _explain_by_lines(
    problem: str,
    lines: Sequence[str],
    seen: tuple[int, int],
    start: tuple[int, int],
    bracket: tuple[int, int] | None,
) -> Explanation | None:
    """Explain errors whose cause is in another line than the one where they are noticed."""
    row = bracket[0] if bracket else seen[0]
    whole = lines[row] if row < len(lines) else ""
    if bracket and (quoted := list_without_comments(whole)) != whole:
        how = Message("yaml-syntax.like-this", line=quoted.strip())
        return Explanation(Message("yaml-syntax.hash-in-brackets", how=how), row, bracket[1])
    above = _line_above(lines, seen[0])
    for n in (start[0], above):
        if n is not None and n < len(lines) and (dashed := dashed_line(lines[n])) is not None:
            how = Message("yaml-syntax.like-this", line=dashed.strip())
            return Explanation(
                Message("yaml-syntax.no-dash", how=how), n, len(lines[n]) - len(lines[n].lstrip())
            )
    if "mapping values are not allowed" in problem and above is not None:
        return _explain_second_key(lines, above, seen)
    if "could not find expected ':'" in problem and (found := _explain_no_colon(lines[start[0]], start)):
        return found
    if "did not find expected key" in problem and above is not None and lines[seen[0]][:1] == " ":
        cut = _cut_by_comment(lines[above])
        if cut is not None:
            return Explanation(Message("yaml-syntax.hash-then-text", how=cut[0]), above, cut[1])
    if "<document start>" in problem:
        return _explain_document_start(lines, seen)
    return None


def _line_above(lines: Sequence[str], row: int) -> int | None:
    """The row of the nearest line above that is neither blank nor a comment."""
    rows = (n for n in range(min(row, len(lines)) - 1, -1, -1) if lines[n].strip())
    return next((n for n in rows if not lines[n].lstrip().startswith("#")), None)


def _explain_second_key(lines: Sequence[str], above: int, seen: tuple[int, int]) -> Explanation | None:
    """A key where a text continues: the line above it lacks its space, or this one is indented too far."""
    before = lines[seen[0]][: seen[1]]
    if ": " in before.strip():
        return None
    meant = spaced_line(lines[above])
    if meant is not None:
        column = len(lines[above]) - len(lines[above].lstrip(" -"))
        return Explanation(_no_space(lines[above], meant), above, column)
    if (key := _KEY_LINE.match(lines[above].replace("- ", "  "))) is None:
        return None
    line = lines[seen[0]].strip()
    how = Message("yaml-syntax.indent-not", line=line)
    if key[1]:
        how = Message("yaml-syntax.indent-by", columns=len(key[1]), line=line)
    return Explanation(Message("yaml-syntax.indented-further", how=how), *seen)


def _explain_no_colon(line: str, start: tuple[int, int]) -> Explanation | None:
    """A line that is neither a key nor an entry because a space is missing: `-one`, `key:value`."""
    if entry := _DASH_ALONE.match(line):
        how = Message("yaml-syntax.like-this", line=f"- {entry[2]}")
        return Explanation(Message("yaml-syntax.no-dash", how=how), start[0], len(entry[1]))
    meant = spaced_line(line)
    return Explanation(_no_space(line, meant), *start) if meant is not None else None


def _no_space(line: str, meant: str) -> Message:
    sign = "yaml-syntax.no-space" if re.search(r"[^\W\d][\w-]*:", line) else "yaml-syntax.other-sign"
    return Message(sign, how=Message("yaml-syntax.like-this", line=meant.strip()))


def _cut_by_comment(line: str) -> tuple[Message, int] | None:
    """The hint and the column of a ` #` that ends a text which goes on in the next line."""
    match = re.search(r"\s(#)", line)
    quoted = quoted_line(line)
    if match is None or quoted is None:
        return None
    return Message("yaml-syntax.in-quotes", line=quoted), match.start(1)


def _explain_document_start(lines: Sequence[str], seen: tuple[int, int]) -> Explanation | None:
    """Text behind the end of the document: `...` ends it, and so does a key left of the first one."""
    for row in range(min(seen[0], len(lines) - 1), -1, -1):
        if lines[row].rstrip() == "...":
            return Explanation(Message("yaml-syntax.dots"), row, 0)
    first = next((n for n, line in enumerate(lines) if _is_content(line)), None)
    key = _KEY_LINE.match(lines[first]) if first is not None else None
    now = _KEY_LINE.match(lines[seen[0]]) if seen[0] < len(lines) else None
    if first is None or key is None or now is None or not key[1] or now[1]:
        return None
    how = Message("yaml-syntax.like-this", line=lines[first].strip())
    return Explanation(Message("yaml-syntax.indented-first", how=how), first, 0)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and line.rstrip() != "---"


def _explain_by_line(problem: str, written: str, before: str, same_line: bool) -> str | None:
    """The text for errors whose meaning depends on the line."""
    if "mapping values are not allowed" in problem:
        if ": " not in before.strip():
            return "yaml-syntax.indented-further"
        is_curly = "“" in written or "”" in written
        return "yaml-syntax.second-colon-curly" if is_curly else "yaml-syntax.second-colon"
    is_after_value = "did not find expected key" in problem or "'-' indicator" in problem
    if is_after_value and before.strip(" -") and not written[len(before) :].startswith(":"):
        opens = re.search(r"(?:^|\s)[\[{]", before.replace(": ", "  ", 1).lstrip(" -"))
        closed = before.rstrip().endswith(("]", "}"))
        return "yaml-syntax.bracket-first" if opens and closed else "yaml-syntax.behind-value"
    if "',' or" in problem and same_line and any(char in written[len(before) :] for char in "]}"):
        return "yaml-syntax.no-comma"
    return None


def _position(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def single_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
