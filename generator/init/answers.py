"""What `init` needs to know, and what is no answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.core.messages import Message
from generator.model.zone import zone_from_name
from generator.reading.countries import is_country
from generator.reading.dates import read_day
from generator.reading.portfolio import LOGIN

NO_NAME, NO_LOGIN = "Your Name", "your-github-name"
"""What stands in the settings until the graduate has written their own."""

Repositories = Literal["two", "one"]
Wrong = str | None
"""Why an answer cannot be taken; None if it can."""


@dataclass(frozen=True, slots=True)
class Course:
    """A programme of the commitment, with the specialization where it asks for one. `name` is the answer."""

    name: str
    title: str
    programme: str
    specialization: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that goes into the starter files. None is what is not known yet."""

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
        """The keys of portfolio.yaml that hold a stand-in."""
        rows = (("graduate.name", self.name == NO_NAME), ("graduate.github", self.github == NO_LOGIN))
        return tuple(key for key, is_stand_in in rows if is_stand_in)


def wrong_name(text: str) -> Wrong:
    """Of a person's name."""
    if not text.strip():
        return "Write a name."
    if len(text) > 200:
        return "That is too long for a name."
    return None if all(sign.isprintable() for sign in text) else "There is a sign in it that cannot be seen."


def wrong_login(text: str) -> Wrong:
    """Of a GitHub name."""
    return None if LOGIN.fullmatch(text) else "Write the name alone, as it stands behind github.com/."


def wrong_zone(text: str) -> Wrong:
    """Of a time zone."""
    return None if zone_from_name(text) else "Write it like America/Chicago or Europe/Berlin."


def wrong_country(text: str) -> Wrong:
    """Of a country."""
    return None if is_country(text) else "Write two letters, US, or with a state, US-IL."


def wrong_day(text: str) -> Wrong:
    """Of a day."""
    return None if day_of(text) else "Write year, month and day: 2026-11-30."


def day_of(text: str) -> dt.date | None:
    """The day that is written; None if none is."""
    day = read_day(text.strip(), dt.UTC)
    return None if isinstance(day, Message) else day


def course_named(text: str, courses: Sequence[Course]) -> Course | None:
    """The course of that name, or of that number in the list as it is shown."""
    wanted = text.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(courses):
        return courses[int(wanted) - 1]
    return next((cours for cours in courses if wanted in (cours.name, cours.title.casefold())), None)


Check = Callable[[str], Wrong]
