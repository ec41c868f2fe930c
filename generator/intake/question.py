"""A question at the terminal and the parsing of its answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Parser = Callable[[str], str]
"""Typed text → answer; raises `InvalidAnswer` where the text is not acceptable."""


class InvalidAnswer(Exception):  # noqa: N818 - a user's mistake, which asks the question again
    """The typed text is not an answer. The message says why and what to type."""


_MAX_COLUMNS, _MAX_CHOICES_PER_ROW = 72, 4


def as_typed(text: str) -> str:
    """Accept any text."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with a one-line answer.

    `default` is the answer to an empty line. `initial` is text in the input line, to be edited.
    `choices` are the only valid answers, given by number or first letters; `suggestions` are offered for
    completion. `required`: an empty line is not accepted.
    """

    label: str
    default: str = ""
    initial: str = ""
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    required: bool = False
    parse: Parser = as_typed


Ask = Callable[[Question], str]
"""Asks a question and returns the answer, maybe empty; `KeyboardInterrupt` or `EOFError` to quit."""


def answer_to(question: Question, typed: str) -> str:
    """The answer that `typed`, or the default, gives; raises `InvalidAnswer`."""
    text = typed.strip() or question.default
    if not text:
        if question.required:
            raise InvalidAnswer("An answer is required.")
        return ""
    return question.parse(_choice(question, text) if question.choices else text)


def _choice(question: Question, text: str) -> str:
    choices = question.choices
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1]
    if text.casefold() in choices:
        return text.casefold()
    matching = [choice for choice in choices if choice.startswith(text.casefold().replace(" ", "-"))]
    if len(matching) == 1:
        return matching[0]
    raise InvalidAnswer("Type one of the choices, its number or its first letters.")


def prompt_of(question: Question, columns: int = _MAX_COLUMNS) -> str:
    """The text before the cursor. Choices that do not fit on its line go on lines above it.

    No line with choices is longer than `columns`, unless a single choice is.
    """
    default = f" [{question.default}]" if question.default else ""
    numbered = [f"{n} {choice}" for n, choice in enumerate(question.choices, start=1)]
    choices = f" ({', '.join(numbered)})" if numbered else ""
    short = f"{question.label}{choices}{default}: "
    if not numbered or len(short) <= min(columns, _MAX_COLUMNS):
        return short
    fitting = (n for n in range(_MAX_CHOICES_PER_ROW, 1, -1) if max(map(len, _rows(numbered, n))) <= columns)
    choices = "".join(f"\n{row}" for row in _rows(numbered, next(fitting, 1)))
    return f"{question.label}:{choices}\n{default.lstrip()}> "


def _rows(choices: Sequence[str], per_row: int) -> list[str]:
    return [f"  {'   '.join(choices[at : at + per_row])}" for at in range(0, len(choices), per_row)]


def has_terminal() -> bool:
    """Whether input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
