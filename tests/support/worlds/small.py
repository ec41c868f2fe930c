"""A search in small, as files: eight contacts, a post and a day on GitHub in the week of 1 June 2026."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from generator.model.kinds import Journal
from generator.model.verdict import Evaluation, JudgedRequirement, JudgedWeek
from generator.pipeline import run
from generator.pipeline.types import Outcome
from tests.support.repositories import request, write

CONTACTS = "content/private/contacts/2026-W23.yaml"
POST = "content/blog/2026-06-03-late-buses.md"
CODE = "content/contributions/2026-06.yaml"
DECISIONS = "content/private/coach-decisions.yaml"
OFFERS = "content/private/offers/2026.yaml"
MONDAY = dt.date(2026, 6, 1)
AFTER = dt.date(2026, 6, 8)
"""The day after the first week: it is closed."""
NAMES = ("Ada", "Bea", "Cleo", "Dora", "Edda", "Fay", "Gwen", "Hedy", "Ines", "June", "Kaya", "Lena")


def settings(search: str = "", more: str = "") -> str:
    """A portfolio.yaml; `search` is laid over the search's own keys, `more` stands below."""
    keys = {
        "programme": "software-engineering",
        "start": "2026-06-01",
        "time_zone": "America/Chicago",
        **dict(pair.split(": ", 1) for pair in search.split(", ") if pair),
    }
    inner = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return (
        "graduate: {name: Sam Example, github: sam-example, repository: sam-example/job-search}\n"
        f"search: {{{inner}}}\n"
        "coach: {name: Dana Coach}\n"
        'site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}\n' + more
    )


def contact(name: str, day: str = "2026-06-02", **keys: str) -> str:
    """One contact on one line; `keys` are laid over what a good one has."""
    whole = {
        "date": day,
        "kind": "cold-outreach",
        "first_name": name,
        "last_name": "Solberg",
        "title": "Engineer",
        "employer": "Harbour Analytics",
        "summary": f"Asked {name} about their nightly loads.",
        "evidence": "[https://mail.example/1]",
        **keys,
    }
    return "- {" + ", ".join(f"{key}: {value}" for key, value in whole.items()) + "}\n"


def people(count: int, day: str = "2026-06-02") -> str:
    """So many different individuals, one a line from the first line on."""
    return "".join(contact(name, day) for name in NAMES[:count])


def post(day: str, url: str | None = None, **keys: str) -> str:
    """A link post."""
    address = url or f"https://writing.example/{day}"
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: Late buses\ndate: {day}\npublished_url: {address}\n{more}---\n"


def code(day: str, commits: int = 5, **keys: str) -> str:
    """A day on GitHub."""
    more = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"- {{date: {day}, source: github-graphql, login: sam-example, commits: {commits}{more}}}\n"


def good_week() -> dict[str, str]:
    """Files that meet the first week, with exactly what is asked."""
    return {
        "portfolio.yaml": settings(),
        CONTACTS: people(8),
        POST: post("2026-06-03"),
        CODE: code("2026-06-04"),
    }


def checked(root: Path, files: dict[str, str], as_of: dt.date = AFTER, **options: Any) -> Outcome:
    """What `check` comes to over a good first week with `files` laid over it."""
    write(root, {**good_week(), **files})
    return run.check(request(root, as_of), **options)


def evaluation(outcome: Outcome) -> Evaluation:
    """The verdict of a run that had one."""
    assert outcome.judged.evaluation is not None
    return outcome.judged.evaluation


def journal(outcome: Outcome) -> Journal:
    """The journal of a run that could read one."""
    assert outcome.judged.journal is not None
    return outcome.judged.journal


def week(outcome: Outcome, name: str = "2026-W23") -> JudgedWeek:
    """One week of a verdict."""
    return next(one for one in evaluation(outcome).weeks if one.week.name == name)


def requirement(outcome: Outcome, name: str = "contacts", of: str = "2026-W23") -> JudgedRequirement:
    """One requirement of one week of a verdict."""
    return next(one for one in week(outcome, of).requirements if one.id == name)


def told(outcome: Outcome, rule: str) -> list[tuple[str, int | None, str]]:
    """Path, line and severity of every finding of a rule."""
    return [
        (one.location.path, one.location.line, one.severity.value)
        for one in outcome.diagnostics
        if one.rule == rule
    ]
