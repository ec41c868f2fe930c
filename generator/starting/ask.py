"""At most eight questions, each with an answer to keep where the machine has one to offer."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.faults import Fault
from generator.model.commitment import Commitment
from generator.reporters.safe import printable
from generator.starting import machine
from generator.starting.answers import (
    NO_LOGIN,
    NO_NAME,
    Answers,
    Check,
    Course,
    Repositories,
    Wrong,
    course_named,
    day_of,
    wrong_country,
    wrong_day,
    wrong_login,
    wrong_name,
    wrong_zone,
)
from generator.starting.courses import courses_of


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
    given: Given, commitment: Commitment, root: Path, named: str, requirement: str, *, yes: bool
) -> Answers:
    """The answers: of the command line, else asked, else (with `yes`) what the machine offers.

    `named` is what portfolio.yaml calls the commitment. A `Fault` where the command line cannot be
    taken as it is, before anything is asked.
    """
    for key, flag, check in _FLAGS:
        text = getattr(given, key)
        why = check(text) if text is not None else None
        if why:
            raise Fault(f"{flag} {text!r} cannot be taken. {why}")
    courses = courses_of(commitment)
    course = _course_given(given.programme, courses)
    if yes and given.start and not given.coach:
        raise Fault("--start needs --coach: a search has a coach from its first day.")
    answers = _Asking(given, root, courses, course, yes=yes)
    return answers.all(named, requirement)


def _course_given(named: str | None, courses: Sequence[Course]) -> Course | None:
    if named is None:
        return None
    course = course_named(named, courses)
    if course is None:
        choice = ", ".join(one.name for one in courses)
        raise Fault(f"There is no programme {named!r}.", hint=f"One of: {choice}.")
    return course


class _Asking:
    def __init__(
        self,
        given: Given,
        root: Path,
        courses: Sequence[Course],
        course: Course | None,
        *,
        yes: bool,
    ) -> None:
        self.given, self.root, self.yes = given, root, yes
        self.courses, self.chosen = courses, course

    def all(self, named: str, requirement: str) -> Answers:
        """Every answer, in the order in which they are asked."""
        given = self.given
        name = given.name or self.text("Your name", machine.user_name(self.root), wrong_name, NO_NAME)
        login = given.github or self.text(
            "Your GitHub name", machine.github_login(self.root), wrong_login, NO_LOGIN, may_skip=True
        )
        course = self.chosen or self.course()
        start = self.start()
        zone = given.time_zone or self.text("Your time zone", machine.time_zone(), wrong_zone, "UTC")
        place = "Your country, for public holidays (US, or with a state US-IL)"
        country = given.country or self.text(
            place, machine.country_of(zone), wrong_country, "", may_skip=True
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
        self, question: str, offered: str | None, check: Check, none: str, *, may_skip: bool = False
    ) -> str:
        """One answer; `none` where there is none and none is asked for."""
        if self.yes:
            return offered or none
        return ask(question, offered, check, may_skip=may_skip) or none

    def course(self) -> Course:
        """The programme, chosen by number or name."""
        if self.yes or len(self.courses) == 1:
            return self.courses[0]
        say("Your programme:")
        for number, one in enumerate(self.courses, start=1):
            say(f"  {number}  {one.title}")

        def check(text: str) -> Wrong:
            return (
                None if course_named(text, self.courses) else f"Write a number from 1 to {len(self.courses)}."
            )

        return course_named(ask("Number", "1", check), self.courses) or self.courses[0]

    def start(self) -> dt.date | None:
        """The first day of the search; None while there is none."""
        if self.given.start or self.yes:
            return day_of(self.given.start or "")
        question = "First day of your search, as 2026-11-30 (Enter if it has not begun)"
        return day_of(ask(question, None, wrong_day, may_skip=True))

    def coach(self, *, needed: bool) -> str | None:
        """The coach's name."""
        if self.yes:
            return None
        question = "Your coach's name" if needed else "Your coach's name (Enter if you do not know it yet)"
        return ask(question, None, wrong_name, may_skip=not needed) or None

    def repositories(self) -> Repositories:
        """Whether the site goes to a repository of its own."""
        if self.yes:
            return "two"
        say("Two repositories: this one private, and a public one that gets the site alone. No costs.")
        say("One repository: private too; its site then needs a paid plan of GitHub's.")

        def check(text: str) -> Wrong:
            return None if text.casefold() in _NUMBERS else "Write two or one."

        return _NUMBERS[ask("Two or one", "two", check).casefold()]


_NUMBERS: dict[str, Repositories] = {"two": "two", "2": "two", "one": "one", "1": "one"}


def ask(question: str, offered: str | None, check: Check, *, may_skip: bool = False) -> str:
    """Ask until the answer can be taken; an empty text where the question may be skipped."""
    import click

    while True:
        shown = offered if offered is not None else ("" if may_skip else None)
        try:
            answer: str = click.prompt(question, default=shown, show_default=bool(offered), type=str)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            hint = "Answer by flags (weekproof init --help), or ask for nothing: weekproof init --yes"
            raise Fault("There is nobody here to answer.", hint=hint) from None
        answer = answer.strip()
        if not answer and may_skip:
            return ""
        why = check(answer)
        if why is None:
            return answer
        say(f"  {why}")


def say(text: str) -> None:
    """A line between two questions."""
    import click

    click.echo(printable(text) if not text.startswith("  ") else "  " + printable(text[2:]))
