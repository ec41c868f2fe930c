"""The files of a new repository: the templates in template/, filled in with the answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.core.resources import shipped_template
from generator.init.answers import NO_LOGIN, Answers, Course
from generator.init.assistants import assistant_files
from generator.init.cron import Schedule, weekly
from generator.init.editor_files import editor_files
from generator.model.calendar import Week, week_of
from generator.model.commitment import Commitment, Requirement
from generator.model.portfolio import zone_from_name
from generator.source.quoting import format_scalar

SETTINGS = "portfolio.yaml"
WORKFLOW = ".github/workflows/weekproof.yml"
FORM_WORKFLOW = ".github/workflows/log-a-contact.yml"
COACH_WORKFLOW = ".github/workflows/answer-as-coach.yml"
LOCK = ".github/weekproof-requirements.txt"
"""What the workflows install besides Weekproof itself, with digests."""

_PLACEHOLDER = re.compile(r"@([a-z_]+)(\??)@")

Values = Mapping[str, str | None]


class Row(NamedTuple):
    """The path of a file, and the templates that it is joined from."""

    path: str
    sources: tuple[str, ...]


def rows(answers: Answers, commitment: Commitment, today: dt.date, week: str) -> tuple[Row, ...]:
    """All files of a new repository. The settings come last: where they exist, so do the others."""
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
        Row(".github/ISSUE_TEMPLATE/answer-as-coach.yml", ("answer-as-coach-form.yml",)),
        Row(COACH_WORKFLOW, ("answer-as-coach-workflow.yml",)),
        Row(LOCK, ("requirements.txt",)),
        Row(WORKFLOW, ("weekproof-build.yml", f"weekproof-publish-{kind}.yml")),
        Row(SETTINGS, ("portfolio.yaml",)),
    )


def starter_files(answers: Answers, commitment: Commitment, today: dt.date) -> dict[str, bytes]:
    """Path → content, in the order of writing."""
    week = week_of(today, commitment.weeks.first_weekday)
    zone = zone_from_name(answers.time_zone) or dt.UTC
    schedule = weekly(zone, week, commitment.weeks.grace_days, answers.github)
    values = {
        **_values(answers, commitment, schedule, week),
        "today": today.isoformat(),
        "week": week.name,
        "week_starts": week.starts.isoformat(),
        "week_ends": week.ends.isoformat(),
    }
    folder = shipped_template()
    files = {**editor_files(), **assistant_files()}
    for path, sources in rows(answers, commitment, today, week.name):
        text = "".join((folder / source).read_text("utf-8") for source in sources)
        files[path] = fill(text, values).encode()
    return files


def _values(
    answers: Answers, commitment: Commitment, schedule: Schedule, week: Week
) -> dict[str, str | None]:
    """Placeholder → value, escaped for YAML. Of these only repository names go into Markdown."""
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
        "records_since": _records_since(answers, week),
        "time_zone": format_scalar(answers.time_zone),
        "country": format_scalar(answers.country) if answers.country else None,
        "country_example": "US",
        "coach": _coach(answers),
        "coach_example": "name: Your coach's name, github: their-github-name",
        "coach_github": answers.coach_github,
        "coach_github_example": "your-coachs-github-name",
        "commitment": format_scalar(answers.commitment),
        "url": url,
        "url_example": "https://you.example",
        "public_repository": public or '""',
        "public_shown": f"<{url}/>" if url else "a second, public repository",
        "requirement": format_scalar(answers.requirement),
        "post_words": _post_words(answers, commitment),
        "cron": schedule.cron,
        "local": schedule.words,
    }


def _coach(answers: Answers) -> str | None:
    """The coach's name, and the account if it is known, as pairs of YAML in braces."""
    if not answers.coach:
        return None
    account = answers.coach_github
    login = f", github: {format_scalar(account, in_brackets=True)}" if account else ""
    return f"name: {format_scalar(answers.coach, in_brackets=True)}{login}"


def _records_since(answers: Answers, week: Week) -> str:
    """The line for a search that has begun already: what was done in its first weeks is not here."""
    if answers.start is None or answers.start >= week.starts:
        return ""
    about = "  # What you did before this day is recorded elsewhere; your coach decides on those weeks."
    return f"{about}\n  records_since: {week.starts.isoformat()}\n"


def _programme(answers: Answers) -> str:
    """The programme, and on its own line the specialization, if any."""
    course = answers.course
    programme = format_scalar(course.programme)
    return f"{programme}\n  specialization: {course.specialization}" if course.specialization else programme


def _post_words(answers: Answers, commitment: Commitment) -> str:
    """A sentence on how many words a post needs to count; empty if the programme has no such rule."""
    posts = [
        requirement
        for requirement in _requirements(commitment, answers.course)
        if requirement.kind == "posts"
    ]
    words = posts[0].min_words if posts else 0
    return f" A post counts for\nyour week from {words} words on." if words else ""


def _requirements(commitment: Commitment, course: Course) -> list[Requirement]:
    programme = commitment.programme(course.programme)
    requirements = [commitment.requirement(name) for name in programme.requirements] if programme else []
    return [requirement for requirement in requirements if requirement is not None]


def public_repository(login: str) -> str:
    """The repository that GitHub publishes at the graduate's own address."""
    return f"{login}/{login}.github.io"


def needs_login(commitment: Commitment, course: Course) -> bool:
    """Whether contributions on GitHub are counted."""
    return any(requirement.kind == "contributions" for requirement in _requirements(commitment, course))


def fill(text: str, values: Values) -> str:
    """The text of a template with each `@name@` replaced by its value.

    `@name?@` before a line of YAML comments the line out if the value is None; the value on that line is
    then an example, given as `name_example`. An unknown name is a KeyError. Values are not searched for
    placeholders.
    """

    def value(match: re.Match[str]) -> str:
        name, is_condition = match.groups()
        known = values[name]
        if is_condition:
            return "" if known is not None else "#"
        if known is not None:
            return known
        return values[f"{name}_example"] or ""

    return _PLACEHOLDER.sub(value, text)
