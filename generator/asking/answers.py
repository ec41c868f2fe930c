"""Answers of one kind: days, yes or no."""

from __future__ import annotations

import datetime as dt

from generator.asking.question import Ask, NotSo, Question, Take
from generator.core.messages import Message
from generator.model.calendar import DAY, WEEKDAYS
from generator.reading.dates import read_day

_SHORTEST = 3


def a_day(today: dt.date) -> Take:
    """Takes a date; `today`, `yesterday`, `tomorrow`; or a weekday, the last one of that name."""

    def take(text: str) -> str:
        word = text.casefold()
        named = {"today": 0, "yesterday": -1, "tomorrow": 1}
        if word in named:
            return (today + named[word] * DAY).isoformat()
        for number, weekday in enumerate(WEEKDAYS):
            if len(word) >= _SHORTEST and weekday.startswith(word):
                return (today - ((today.weekday() - number) % 7) * DAY).isoformat()
        day = read_day(text, dt.UTC) if len(text) == len("2026-11-03") else None
        if isinstance(day, dt.date):
            return day.isoformat()
        problem = day or read_day(text, dt.UTC)
        why = f"{problem.text} {problem.hint}" if isinstance(problem, Message) else "Type the day alone."
        raise NotSo(why)

    return take


def confirmed(ask: Ask, label: str, *, default: bool) -> bool:
    """Whether the answer is yes."""

    def take(text: str) -> str:
        if text.casefold() in ("y", "yes", "n", "no"):
            return text.casefold()[0]
        raise NotSo("Type y or n.")

    return ask(Question(label=f"{label} [{'Y/n' if default else 'y/N'}]", take=take)) in (
        ("y", "") if default else ("y",)
    )
