"""What somebody is asked at a terminal, and how an answer is taken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Parser = Callable[[str], str]
"""What was typed → the answer; raises `InvalidAnswer` where it is none."""


class InvalidAnswer(Exception):  # noqa: N818 - an answer that will not do, not an error of ours
    """What was typed will not do. The message says why and what to type; the question is asked again."""


_WIDTH, _IN_A_ROW = 72, 4


def as_typed(text: str) -> str:
    """Any text is an answer."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line to type.

    `default` is the answer to an empty line. `begun` is what stands there already and can be edited.
    `words` are the only answers there are, by their first letters or their number; `seen` are offered for
    completion. `needed`: an empty line is no answer.
    """

    label: str
    default: str = ""
    begun: str = ""
    words: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    needed: bool = False
    take: Parser = as_typed


Ask = Callable[[Question], str]
"""Asks a question and gives the answer, empty where there is none; `KeyboardInterrupt`, `EOFError` end it."""


def answer_to(question: Question, typed: str) -> str:
    """The answer in what was typed, or in the default; `InvalidAnswer` where there is none."""
    text = typed.strip() or question.default
    if not text:
        if question.needed:
            raise InvalidAnswer("This is needed.")
        return ""
    return question.take(_word(question, text) if question.words else text)


def _word(question: Question, text: str) -> str:
    words = question.words
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(words):
        return words[int(text) - 1]
    begun = [word for word in words if word.startswith(text.casefold().replace(" ", "-"))]
    if text.casefold() in words:
        return text.casefold()
    if len(begun) == 1:
        return begun[0]
    raise InvalidAnswer("Type one of these words, its number or its first letters.")


def prompt_of(question: Question, columns: int = _WIDTH) -> str:
    """What stands before the cursor; words that are too many for its line stand on lines above.

    No line with choices is longer than `columns`, but for a choice that is so alone.
    """
    default = f" [{question.default}]" if question.default else ""
    numbered = [f"{n} {word}" for n, word in enumerate(question.words, start=1)]
    choice = f" ({', '.join(numbered)})" if numbered else ""
    short = f"{question.label}{choice}{default}: "
    if len(short) <= min(columns, _WIDTH):
        return short
    if not numbered:
        return short
    fitting = next((n for n in range(_IN_A_ROW, 1, -1) if max(map(len, _rows(numbered, n))) <= columns), 1)
    choice = "".join(f"\n{row}" for row in _rows(numbered, fitting))
    return f"{question.label}:{choice}\n{default.lstrip()}> "


def _rows(words: Sequence[str], in_a_row: int) -> list[str]:
    return [f"  {'   '.join(words[at : at + in_a_row])}" for at in range(0, len(words), in_a_row)]


def has_terminal() -> bool:
    """Whether somebody sits before a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
