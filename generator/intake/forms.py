"""What is asked for a record, in which order: few things, the others can be typed into the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.core.messages import Message
from generator.intake.question import Ask, InvalidAnswer, Parser, Question, as_typed
from generator.model.calendar import DAY, WEEKDAYS
from generator.model.kinds import KIND
from generator.model.origin import Record
from generator.reading.dates import read_day
from generator.reading.fields import Choice, Key, Text, keys_of
from generator.reading.scalars import read_bool

_SHORTEST = 3

Answers = Mapping[str, str]


def always(_: Answers) -> bool:
    """Asked whatever was answered before."""
    return True


def of_kind(*kinds: str) -> Callable[[Answers], bool]:
    """Asked where `kind` was answered so."""
    return lambda answers: answers.get("kind") in kinds


class Line(Struct, frozen=True):
    """One thing that is asked: the key of the record, and the words for it."""

    key: str
    label: str
    needed: bool = False
    when: Callable[[Answers], bool] = always
    is_today: bool = False


_FORMS: Mapping[str, tuple[Line, ...]] = {
    "activities": (
        Line("kind", "What", needed=True),
        Line("date", "When (a date, yesterday, mon …)", needed=True, is_today=True),
        Line("title", "Its name"),
        Line("evidence", "Link to it (needed to count)"),
        Line("track", "Whose module", when=of_kind("track-module")),
        Line("challenge_page", "Where the challenge stands", when=of_kind("design-challenge")),
    ),
    "offers": (
        Line("employer", "Employer", needed=True),
        Line("title", "Job title", needed=True),
        Line("received", "Received in writing on", needed=True, is_today=True),
        Line("deadline", "The employer's own last day (Enter: none)"),
        Line("in_field", "In the field of your programme"),
        Line("full_time", "Full-time"),
        Line("terms", "Terms: pay, start, place"),
    ),
    "goals": (
        Line("title", "The goal", needed=True),
        Line("why", "Why it matters"),
        Line("measure", "What is counted"),
        Line("target", "How many are wanted"),
        Line("due", "By when"),
    ),
    "coaching": (
        Line("kind", "What", needed=True),
        Line("date", "Day, or the day it is due", needed=True, is_today=True),
        Line("title", "Its name"),
        Line("attended", "Kept", when=of_kind("check-in", "mock-interview", "material-review")),
        Line("answered", "Answered on (Enter: not yet)", when=of_kind("message")),
        Line("completed", "Done on (Enter: not yet)", when=of_kind("deliverable")),
        Line("link", "Link to it", when=of_kind("deliverable")),
        Line("employer", "Employer", when=of_kind("internship", "introduction")),
        Line("notes", "Notes"),
    ),
}
"""Kind of record → what is asked, in its order, where the declaration alone would not say it so well."""


def form_of(name: str) -> tuple[Line, ...]:
    """What is asked of a record of the kind `name`; made of its declaration where nobody wrote a form."""
    if name in _FORMS:
        return _FORMS[name]
    kind = KIND[name]
    return tuple(
        Line(
            key.name,
            key.description[:1].upper() + key.description[1:],
            needed=key.required,
            is_today=key.field == kind.day,
        )
        for key in keys_of(kind.record).values()
        if isinstance(key.shape, Choice | Text)
    )


def fill(name: str, given: Answers, ask: Ask, today: dt.date, seen: Mapping[str, tuple[str, ...]]) -> Answers:
    """All answers to the form called `name`: those `given`, and to the rest what is asked for."""
    kind = KIND[name].record
    answers = dict(given)
    for line in form_of(name):
        if line.key not in answers and line.when(answers):
            answers[line.key] = ask(question(kind, line, today, seen.get(line.key, ())))
    return answers


def question(kind: type[Record], line: Line, today: dt.date, seen: tuple[str, ...] = ()) -> Question:
    """The question for one key, with the words and the reader that its declaration has."""
    shape = keys_of(kind)[line.key].shape
    words = shape.words if isinstance(shape, Choice) else ()
    if isinstance(shape, Text) and shape.read is read_bool:
        words = ("yes", "no")
    return Question(
        label=line.label,
        default=today.isoformat() if line.is_today else "",
        words=words,
        seen=seen,
        needed=line.needed,
        take=_taken(keys_of(kind)[line.key], today),
    )


def _taken(key: Key, today: dt.date) -> Parser:
    """Takes what the reader of the key takes."""
    shape = key.shape
    if not isinstance(shape, Text) or shape.is_text:
        return as_typed
    if shape.read is read_day:
        return a_day(today)

    def take(text: str) -> str:
        value = shape.read(text, dt.UTC)
        if isinstance(value, Message):
            raise InvalidAnswer(value.with_hint)
        return text

    return take


def a_day(today: dt.date) -> Parser:
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
        why = problem.with_hint if isinstance(problem, Message) else "Type the day alone."
        raise InvalidAnswer(why)

    return take


def confirmed(ask: Ask, label: str, *, default: bool) -> bool:
    """Whether the answer is yes."""

    def take(text: str) -> str:
        if text.casefold() in ("y", "yes", "n", "no"):
            return text.casefold()[0]
        raise InvalidAnswer("Type y or n.")

    return ask(Question(label=f"{label} [{'Y/n' if default else 'y/N'}]", take=take)) in (
        ("y", "") if default else ("y",)
    )
