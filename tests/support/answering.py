"""Somebody who answers what they are asked, line by line."""

from __future__ import annotations

from generator.intake.question import InvalidAnswer, Question, answer_to, prompt_of


class Somebody:
    """Types the `lines` one after the other; what they were asked and told stands in `heard`.

    Where an answer will not do they type the next line, as at a terminal.
    """

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.heard: list[str] = []

    def __call__(self, question: Question) -> str:
        self.heard.append(prompt_of(question))
        while True:
            if not self.lines:
                raise KeyboardInterrupt
            typed = self.lines.pop(0)
            try:
                return answer_to(question, typed or question.initial)
            except InvalidAnswer as no:
                self.heard.append(str(no))
