"""Answers → the files of a new repository, in memory."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.core.resources import shipped_template
from generator.core.version import VERSION
from generator.init.answers import NO_LOGIN, Answers, Course
from generator.init.cron import Schedule, weekly
from generator.init.editor_files import editor_files
from generator.model.calendar import week_of
from generator.model.commitment import Commitment
from generator.model.zone import zone_from_name
from generator.writing.scalars import format_scalar

SETTINGS = "portfolio.yaml"
WORKFLOW = ".github/workflows/weekproof.yml"
FORM_WORKFLOW = ".github/workflows/log-a-contact.yml"
REQUIREMENT = f"weekproof[seal]=={VERSION}"
"""What the workflows install."""

_MARK = re.compile(r"@([a-z_]+)(\??)@")

Values = Mapping[str, str | None]


class Row(NamedTuple):
    """Where a file goes, and the starter files that it is made of, one behind the other."""

    path: str
    sources: tuple[str, ...]


def rows(answers: Answers, commitment: Commitment, today: dt.date, week: str) -> tuple[Row, ...]:
    """Every file of a new repository, the settings last: they say that all the rest is there."""
    kind = answers.repositories
    programme = commitment.programme(answers.course.programme)
    designs = programme is not None and "design" in programme.field.casefold()
    post = ("design", "first-post-design.md") if designs else ("build", "first-post.md")
    return (
        Row(f"content/blog/{today}-what-i-set-out-to-{post[0]}.md", (post[1],)),
        Row(f"content/private/contacts/{week}.yaml", ("week.yaml",)),
        Row("content/private/coach-decisions.yaml", ("coach-decisions.yaml",)),
        Row("README.md", (f"README-{kind}.md",)),
        Row(".gitignore", ("gitignore",)),
        Row(".gitattributes", ("gitattributes",)),
        Row(".github/CODEOWNERS", ("CODEOWNERS",)),
        Row(".github/ISSUE_TEMPLATE/log-a-contact.yml", ("log-a-contact-form.yml",)),
        Row(FORM_WORKFLOW, ("log-a-contact-workflow.yml",)),
        Row(WORKFLOW, ("weekproof-build.yml", f"weekproof-publish-{kind}.yml")),
        Row(SETTINGS, ("portfolio.yaml",)),
    )


def starter_files(answers: Answers, commitment: Commitment, today: dt.date) -> dict[str, bytes]:
    """Path → content, in the order in which they are to be written."""
    first = commitment.weeks.first_weekday
    week = week_of(today, first)
    zone = zone_from_name(answers.time_zone) or dt.UTC
    when = weekly(zone, week, commitment.weeks.grace_days, answers.github)
    values = {
        **_values(answers, commitment, when),
        "today": today.isoformat(),
        "week": week.name,
        "week_starts": week.starts.isoformat(),
        "week_ends": week.ends.isoformat(),
    }
    folder = shipped_template()
    made = dict(editor_files())
    for path, sources in rows(answers, commitment, today, week.name):
        text = "".join((folder / source).read_text("utf-8") for source in sources)
        made[path] = fill(text, values).encode()
    return made


def _values(answers: Answers, commitment: Commitment, when: Schedule) -> dict[str, str | None]:
    """What the marks stand for, safe in YAML. Nothing of it goes into Markdown but names of repositories."""
    known = answers.github != NO_LOGIN
    github = answers.github if known or needs_login(commitment, answers.course) else None
    public = public_repository(answers.github) if known else None
    url = f"https://{answers.github.lower()}.github.io" if known and answers.repositories == "two" else None
    return {
        "name": format_scalar(answers.name),
        "github": format_scalar(github) if github else None,
        "github_example": NO_LOGIN,
        "programme": _programme(answers),
        "start": answers.start.isoformat() if answers.start else None,
        "start_example": "2026-11-30",
        "time_zone": format_scalar(answers.time_zone),
        "country": format_scalar(answers.country) if answers.country else None,
        "country_example": "US",
        "coach": format_scalar(answers.coach) if answers.coach else None,
        "coach_example": "Your coach's name",
        "coach_github": answers.coach_github,
        "coach_github_example": "your-coachs-github-name",
        "commitment": format_scalar(answers.commitment),
        "url": url,
        "url_example": "https://you.example",
        "public_repository": public or '""',
        "public_shown": f"<{url}/>" if url else "a second, public repository",
        "requirement": format_scalar(answers.requirement),
        "post_words": _post_words(answers, commitment),
        "cron": when.cron,
        "local": when.words,
    }


def _programme(answers: Answers) -> str:
    """The programme, and on a line of its own the specialization where there is one."""
    course = answers.course
    programme = format_scalar(course.programme)
    return f"{programme}\n  specialization: {course.specialization}" if course.specialization else programme


def _post_words(answers: Answers, commitment: Commitment) -> str:
    """From how many words on a post counts, as a sentence behind another; nothing where that is not asked."""
    programme = commitment.programme(answers.course.programme)
    asked = [commitment.requirement(name) for name in programme.requirements] if programme else []
    words = next(
        (
            requirement.min_words
            for requirement in asked
            if requirement is not None and requirement.kind == "posts"
        ),
        0,
    )
    return f" A post counts for\nyour week from {words} words on." if words else ""


def public_repository(login: str) -> str:
    """The repository that GitHub shows at the root of the graduate's own address."""
    return f"{login}/{login}.github.io"


def needs_login(commitment: Commitment, course: Course) -> bool:
    """Whether contributions on GitHub are counted."""
    programme = commitment.programme(course.programme)
    kinds = [commitment.requirement(name) for name in programme.requirements] if programme else []
    return any(kind is not None and kind.kind == "contributions" for kind in kinds)


def fill(text: str, values: Values) -> str:
    """The text of a starter file with every `@name@` replaced by its value.

    `@name?@` before a line of YAML is nothing where the value is known, and else the sign of a comment;
    the value itself is then an example, given as `name_example`. A name that nobody knows is a KeyError.

    One pass over the file: what a value says is never looked at again.
    """

    def value(match: re.Match[str]) -> str:
        name, asks = match[1], match[2]
        known = values[name]
        if asks:
            return "" if known is not None else "# "
        if known is not None:
            return known
        example = values[f"{name}_example"]
        return example if example is not None else ""

    return _MARK.sub(value, text)
