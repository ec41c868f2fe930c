"""At most eight questions, each with an answer to keep where the machine has one to offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commitment.loader import load_commitment
from generator.core.errors import UserError
from generator.init import defaults
from generator.init.answers import (
    NO_LOGIN,
    NO_NAME,
    Answers,
    Check,
    Course,
    Repositories,
    course_named,
    day_of,
    wrong_country,
    wrong_day,
    wrong_login,
    wrong_name,
    wrong_zone,
)
from generator.intake.question import Ask, InvalidAnswer, Parser, Question
from generator.model.commitment import Commitment

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line; None is what was not."""

    name: str | None = None
    github: str | None = None
    programme: str | None = None
    start: str | None = None
    time_zone: str | None = None
    country: str | None = None
    coach: str | None = None
    repositories: Repositories | None = None
    coach_github: str | None = None


_FLAGS = (
    ("name", "--name", wrong_name),
    ("github", "--github", wrong_login),
    ("start", "--start", wrong_day),
    ("time_zone", "--time-zone", wrong_zone),
    ("country", "--country", wrong_country),
    ("coach", "--coach", wrong_name),
    ("coach_github", "--coach-github", wrong_login),
)


def gather(
    given: Given,
    commitment: Commitment,
    root: Path,
    named: str,
    requirement: str,
    *,
    ask: Ask | None,
    say: Say,
) -> Answers:
    """The answers: of the command line, else asked, else (without `ask`) what the machine offers.

    `named` is what portfolio.yaml calls the commitment; `say` is for lines between two questions. A
    `UserError` where the command line cannot be taken as it is, before anything is asked.
    """
    for key, flag, check in _FLAGS:
        text = getattr(given, key)
        why = check(text) if text is not None else None
        if why:
            raise UserError(f"{flag} {text!r} cannot be taken. {why}")
    courses = courses_of(commitment)
    course = _course_given(given.programme, courses)
    if ask is None and given.start and not given.coach:
        raise UserError("--start needs --coach: a search has a coach from its first day.")
    return _Asking(given, root, courses, course, ask, say).all(named, requirement)


def _course_given(named: str | None, courses: Sequence[Course]) -> Course | None:
    if named is None:
        return None
    course = course_named(named, courses)
    if course is None:
        choice = ", ".join(cours.name for cours in courses)
        raise UserError(f"There is no programme {named!r}.", hint=f"One of: {choice}.")
    return course


@dataclass(frozen=True, slots=True)
class _Asking:
    given: Given
    root: Path
    courses: Sequence[Course]
    chosen: Course | None
    ask: Ask | None
    say: Say

    def all(self, named: str, requirement: str) -> Answers:
        """Every answer, in the order in which they are asked."""
        given = self.given
        name = given.name or self.text("Your name", defaults.user_name(self.root), wrong_name, NO_NAME)
        login = given.github or self.text(
            "Your GitHub name", defaults.github_login(self.root), wrong_login, NO_LOGIN, may_skip=True
        )
        course = self.chosen or self.course()
        start = self.start()
        zone = given.time_zone or self.text("Your time zone", defaults.time_zone(), wrong_zone, "UTC")
        location = "Your country, for public holidays (US, or with a state US-IL)"
        country = given.country or self.text(
            location, defaults.country_of(zone), wrong_country, "", may_skip=True
        )
        return Answers(
            name=" ".join(name.split()),
            github=login,
            course=course,
            start=start,
            time_zone=zone,
            country=country or None,
            coach=given.coach or self.coach(needed=start is not None),
            repositories=given.repositories or self.repositories(),
            commitment=named,
            coach_github=given.coach_github,
            requirement=requirement,
        )

    def text(
        self, label: str, offered: str | None, check: Check, none: str, *, may_skip: bool = False
    ) -> str:
        """One answer; `none` where there is none and none is asked for."""
        if self.ask is None:
            return offered or none
        needed = not may_skip
        return (
            self.ask(Question(label=label, default=offered or "", needed=needed, take=_taking(check))) or none
        )

    def course(self) -> Course:
        """The programme, chosen by number or name."""
        if self.ask is None or len(self.courses) == 1:
            return self.courses[0]
        self.say("Your programme:")
        for number, course in enumerate(self.courses, start=1):
            self.say(f"  {number}  {course.title}")
        wrong = f"Write a number from 1 to {len(self.courses)}."
        take = _taking(lambda text: None if course_named(text, self.courses) else wrong)
        answer = self.ask(Question(label="Number", default="1", take=take))
        return course_named(answer, self.courses) or self.courses[0]

    def start(self) -> dt.date | None:
        """The first day of the search; None while there is none."""
        if self.given.start or self.ask is None:
            return day_of(self.given.start or "")
        label = "First day of your search, as 2026-11-30 (Enter if it has not begun)"
        return day_of(self.ask(Question(label=label, take=_taking(wrong_day))))

    def coach(self, *, needed: bool) -> str | None:
        """The coach's name."""
        if self.ask is None:
            return None
        label = "Your coach's name" if needed else "Your coach's name (Enter if you do not know it yet)"
        return self.ask(Question(label=label, needed=needed, take=_taking(wrong_name))) or None

    def repositories(self) -> Repositories:
        """Whether the site goes to a repository of its own."""
        if self.ask is None:
            return "two"
        self.say("Two repositories: this one private, and a public one that gets the site alone. No costs.")
        self.say("One repository: private too; its site then needs a paid plan of GitHub's.")
        take = _taking(lambda text: None if text.casefold() in _NUMBERS else "Write two or one.")
        return _NUMBERS[self.ask(Question(label="Two or one", default="two", take=take)).casefold()]


_NUMBERS: dict[str, Repositories] = {"two": "two", "2": "two", "one": "one", "1": "one"}


def _taking(check: Check) -> Parser:
    """Takes what `check` has nothing against."""

    def take(text: str) -> str:
        why = check(text)
        if why is not None:
            raise InvalidAnswer(why)
        return text

    return take


def commitment_named(root: Path, name: str) -> Commitment:
    """The commitment; a `UserError` where it cannot be used."""
    commitment, diagnostics = load_commitment(root, name)
    if commitment is None:
        first = diagnostics[0]
        raise UserError(f"{first.location.path}:{first.location.line}: {first.message}", hint=first.hint)
    return commitment


def courses_of(commitment: Commitment) -> tuple[Course, ...]:
    """A row for each programme; where it has specializations, a row for each of those."""
    rows: list[Course] = []
    for programme in commitment.programmes:
        if not programme.specializations:
            rows.append(Course(programme.id, programme.title, programme.id))
        rows += [
            Course(f"{programme.id}/{word}", f"{programme.title}, {word.upper()}", programme.id, word)
            for word in programme.specializations
        ]
    return tuple(rows)
