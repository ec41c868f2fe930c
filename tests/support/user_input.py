"""Typed answers and issue bodies, as a user gives them."""

from __future__ import annotations

from generator.intake.issue_form import COACH_LABELS, LABELS, WISHES
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


ANSWERS = {
    "First name": "Ingrid",
    "Last name": "Solberg",
    "Their title": "Data engineer",
    "Company": "Harbour Analytics",
    "Kind of contact": "Cold outreach",
    "Summary": "She explained how their loads are tested.",
}


def body(end: str = "\n", **answers: str) -> str:
    """A body with these answers, a `_` in a label for a space; the rest as in ANSWERS, or left empty."""
    given = {**ANSWERS, **{label.replace("_", " "): text for label, text in answers.items()}}
    assert set(given) <= set(LABELS), given.keys()
    parts = [f"### {label}\n\n{given.get(label) or '_No response_'}" for label in LABELS]
    return "\n\n".join(parts).replace("\n", end)


def coach_body(wish: str, Weeks: str = "", **others: str) -> str:  # noqa: N803 - the label of the form
    """The body of an issue made with the coach's form; `others` by their keys."""
    whole = next((one for one in WISHES if one.startswith(wish)), wish)
    given = {"wish": whole, "weeks": Weeks, "text": "Ill all week.", **others}
    return "\n\n".join(
        f"### {label}\n\n{given.get(key) or '_No response_'}" for label, key in COACH_LABELS.items()
    )
