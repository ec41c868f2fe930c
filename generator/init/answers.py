"""The questions of `init` and their answers, with defaults from the machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.commitment.loader import load_commitment
from generator.core.dates import relative_day
from generator.core.errors import UserError
from generator.core.messages import Message
from generator.core.text import join_words
from generator.environment.holidays import unknown_subdivision
from generator.init import defaults
from generator.intake.question import Ask, InvalidAnswer, Parser, Question
from generator.model.commitment import Commitment
from generator.model.portfolio import zone_from_name
from generator.reading.dates import read_day
from generator.reading.portfolio import LOGIN, is_country

NO_NAME, NO_LOGIN = "Your Name", "your-github-name"
"""Placeholders in the settings, for the graduate to replace."""
_LONGEST_NAME = 200  # characters
LONGEST_SEARCH = 400  # days: searches of 180 days, with pauses, end sooner

Say = Callable[[str], None]
Repositories = Literal["two", "one"]
Check = Callable[[str], str | None]
"""Why a text is not a valid answer; None if it is one."""


@dataclass(frozen=True, slots=True)
class Course:
    """A programme of the commitment, with its specialization if it has any. `name` is the answer."""

    name: str
    title: str
    programme: str
    specialization: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The answers from the command line; None if not given."""

    name: str | None = None
    github: str | None = None
    programme: str | None = None
    start: str | None = None
    time_zone: str | None = None
    country: str | None = None
    coach: str | None = None
    repositories: Repositories | None = None
    coach_github: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """All values for the files of a new repository; None if not known yet."""

    name: str
    github: str
    course: Course
    start: dt.date | None
    time_zone: str
    country: str | None
    coach: str | None
    repositories: Repositories
    commitment: str
    coach_github: str | None
    requirement: str

    @property
    def to_fill_in(self) -> tuple[str, ...]:
        """The keys of portfolio.yaml that hold a placeholder."""
        rows = (("graduate.name", self.name == NO_NAME), ("graduate.github", self.github == NO_LOGIN))
        return tuple(key for key, is_placeholder in rows if is_placeholder)


def check_name(text: str) -> str | None:
    """Why the text is not a person's name."""
    if not text.strip():
        return "Type a name."
    if len(text) > _LONGEST_NAME:
        return f"Use at most {_LONGEST_NAME} characters."
    return None if all(char.isprintable() for char in text) else "Remove the invisible character."


def _check_login(text: str) -> str | None:
    return None if LOGIN.fullmatch(text) else "Type only the user name: the part after github.com/."


def _check_zone(text: str) -> str | None:
    return None if zone_from_name(text) else "Type a time zone like America/Chicago or Europe/Berlin."


def _check_country(text: str) -> str | None:
    if not is_country(text):
        return "Type two letters, like US, or with a state, like US-IL."
    parts = unknown_subdivision(text, None)
    if parts is None:
        return None
    known = f"Use one of {join_words(parts, None)}." if parts else f"Type {text[:2]} alone."
    return f"The calendar doesn't know {text}. {known}"


def _check_day(text: str) -> str | None:
    return None if _day(text) else "Type year, month and day, like 2026-11-30."


def _start_check(today: dt.date) -> Check:
    """A check of the first day of a search. One that is long over, or far ahead, has to be typed twice."""
    confirmed: set[dt.date] = set()

    def check(text: str) -> str | None:
        day = _day(text)
        if day is None or abs(day - today).days <= LONGEST_SEARCH or day in confirmed:
            return _check_day(text)
        confirmed.add(day)
        return f"{day} is {relative_day(day, today)}. Correct it, or press Enter to keep it."

    return check


def _day(text: str) -> dt.date | None:
    day = read_day(text.strip(), dt.UTC)
    return None if isinstance(day, Message) else day


_FLAGS: tuple[tuple[str, Check], ...] = (
    ("name", check_name),
    ("github", _check_login),
    ("start", _check_day),
    ("time_zone", _check_zone),
    ("country", _check_country),
    ("coach", check_name),
    ("coach_github", _check_login),
)


def gather(
    given: Given,
    commitment: Commitment,
    root: Path,
    commitment_name: str,
    requirement: str,
    *,
    ask: Ask | None,
    say: Say,
    today: dt.date,
) -> Answers:
    """All answers: from the command line, else by asking, else (without `ask`) the defaults.

    `today` is only compared with the first day of the search.
    `commitment_name` goes into portfolio.yaml, `requirement` into the workflows. `say` prints a line
    between two questions. Raises `UserError` for an invalid flag, before the first question.
    """
    for key, check in _FLAGS:
        text = getattr(given, key)
        problem = check(text) if text is not None else None
        if problem:
            raise UserError(f"Invalid --{key.replace('_', '-')}: {text!r}. {problem}")
    courses = courses_of(commitment)
    course = course_named(given.programme, courses) if given.programme is not None else None
    if given.programme is not None and course is None:
        names = ", ".join(course.name for course in courses)
        raise UserError(f"Invalid --programme: {given.programme!r}.", hint=f"Use one of: {names}.")
    if ask is None and given.start and not given.coach:
        raise UserError("--start needs --coach: every search has a coach from its first day.")
    questions = _Questions(given, root, courses, ask, say, today)
    name = given.name or questions.text("Your name", defaults.user_name(root), check_name, NO_NAME)
    login = given.github or questions.text(
        "Your GitHub user name", defaults.github_login(root), _check_login, NO_LOGIN, required=False
    )
    course = course or questions.course()
    start = questions.start()
    zone = given.time_zone or questions.text("Your time zone", defaults.time_zone(), _check_zone, "UTC")
    label = "Your country, for public holidays (US, or with a state: US-IL)"
    country = given.country or questions.text(
        label, defaults.country_of(zone), _check_country, "", required=False
    )
    return Answers(
        name=" ".join(name.split()),
        github=login,
        course=course,
        start=start,
        time_zone=zone,
        country=country or None,
        coach=given.coach or questions.coach(required=start is not None),
        repositories=given.repositories or questions.repositories(),
        commitment=commitment_name,
        coach_github=given.coach_github,
        requirement=requirement,
    )


@dataclass(frozen=True, slots=True)
class _Questions:
    """The questions. Each method returns the default where `ask` is None."""

    given: Given
    root: Path
    courses: Sequence[Course]
    ask: Ask | None
    say: Say
    today: dt.date

    def text(
        self, label: str, default: str | None, check: Check, placeholder: str, *, required: bool = True
    ) -> str:
        """An answer that passes `check`; the placeholder if there is no answer and no valid default."""
        if default is None or check(default) is not None:
            default = ""
        if self.ask is None:
            return default or placeholder
        question = Question(label=label, default=default, required=required, parse=_parser(check))
        return self.ask(question) or placeholder

    def course(self) -> Course:
        """The programme, by number or name."""
        if self.ask is None or len(self.courses) == 1:
            return self.courses[0]
        self.say("Your programme:")
        for number, course in enumerate(self.courses, start=1):
            self.say(f"  {number}  {course.title}")
        problem = f"Type a number from 1 to {len(self.courses)}."
        parse = _parser(lambda text: None if course_named(text, self.courses) else problem)
        answer = self.ask(Question(label="Number", default="1", parse=parse))
        return course_named(answer, self.courses) or self.courses[0]

    def start(self) -> dt.date | None:
        """The first day of the search; None if it has not started."""
        if self.given.start or self.ask is None:
            return _day(self.given.start or "")
        label = "First day of your search, YYYY-MM-DD (Enter if not started)"
        return _day(self.ask(Question(label=label, parse=_parser(_start_check(self.today)))))

    def coach(self, *, required: bool) -> str | None:
        """The coach's name."""
        if self.ask is None:
            return None
        label = "Your coach's name" if required else "Your coach's name (Enter if you don't know it yet)"
        return self.ask(Question(label=label, required=required, parse=_parser(check_name))) or None

    def repositories(self) -> Repositories:
        """Whether the site gets a repository of its own."""
        if self.ask is None:
            return "two"
        self.say("Two repositories: this one private, and a public one for the site only. Free.")
        self.say("One repository: private; to publish its site you need a paid GitHub plan.")
        parse = _parser(lambda text: None if text.casefold() in _NUMBERS else "Type two or one.")
        return _NUMBERS[self.ask(Question(label="Two or one", default="two", parse=parse)).casefold()]


_NUMBERS: dict[str, Repositories] = {"two": "two", "2": "two", "one": "one", "1": "one"}


def _parser(check: Check) -> Parser:
    """A parser that accepts the texts in which `check` finds no problem."""

    def parse(text: str) -> str:
        problem = check(text)
        if problem is not None:
            raise InvalidAnswer(problem)
        return text

    return parse


def commitment_named(root: Path, name: str) -> Commitment:
    """The commitment; raises `UserError` if it cannot be used."""
    commitment, diagnostics = load_commitment(root, name)
    if commitment is None:
        first = diagnostics[0]
        raise UserError(f"{first.location.path}:{first.location.line}: {first.message}", hint=first.hint)
    return commitment


def courses_of(commitment: Commitment) -> tuple[Course, ...]:
    """One course for each programme, or for each of its specializations if it has any."""
    courses: list[Course] = []
    for programme in commitment.programmes:
        if not programme.specializations:
            courses.append(Course(programme.id, programme.title, programme.id))
        courses += [
            Course(f"{programme.id}/{word}", f"{programme.title}, {word.upper()}", programme.id, word)
            for word in programme.specializations
        ]
    return tuple(courses)


def course_named(text: str, courses: Sequence[Course]) -> Course | None:
    """The course with that name, title or number (from 1)."""
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(courses):
        return courses[int(wanted) - 1]
    return next((course for course in courses if wanted in (course.name, course.title.casefold())), None)
