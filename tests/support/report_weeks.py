"""Weeks and what is done in them, for the reports of the tests. Always the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.model.calendar import Week
from generator.model.contact import Contact, NextStep
from generator.model.contribution import Contribution
from generator.model.fields import DateOrDateTime, Evidence, Url
from generator.model.post import Post
from generator.model.verdict import JudgedRecord, JudgedRequirement, JudgedWeek
from tests.support.report_made import Made, at, changed, counts, not_counted

START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 11, 22)
LAST_WEEK = 26

_FIRST = ("Priya", "Tobias", "Esther", "Devon", "Nia", "Pavel", "Saoirse", "Abigail", "Hamid", "Linnea")
_LAST = ("Raman", "Ekwueme", "Villaluz", "Pruitt", "Broussard", "Dragan", "Quinlan", "Straka", "Noor", "Berg")
_JOBS = ("Engineering Manager", "Platform Engineer", "Senior Software Engineer", "Head of Data")
_FIRMS = (
    "Northline Transit Software",
    "Harbor & Pine Health",
    "Quillstone",
    "Cedar Ledger",
    "Lumen Street",
    "Meridian Library Systems",
    "Ostrava Robotics",
    "Second City Payments",
    "Tallgrass Energy Data",
    "Fernbank Analytics",
    "Pemberton Press",
    "Marlowe Grid",
    "Halyard",
)
_SUMMARIES = (
    "Second call. They want someone who has been on a night shift, and I have.",
    (
        "Asked how they handle a bus that vanishes from the feed between two stops. The honest answer "
        "was that they draw a line and hope, and sent me the ticket where they argue about it."
    ),
)
_TITLES = ("What a late bus looks like in a table", "Counting pills, counting rows", "Locks, explained badly")
# The weeks that are not met: acknowledged, waived, this one and the one ahead.
_ODD_WEEKS: dict[int, Any] = {9: "short", 14: "excused", 25: "open", LAST_WEEK: "upcoming"}


def contact(week: int, index: int) -> JudgedRecord:
    """The `index`-th contact of the `week`-th week, from 0. Every third is somebody met before."""
    turn = week * 9 + index
    known = index % 3 == 0
    firm = week % 4 if known else (turn * 5) % len(_FIRMS)
    family = _LAST[firm % 10] if known else f"{_LAST[turn * 3 % 10]}-{week + 1}{'abcdefghi'[index % 9]}"
    day = START + dt.timedelta(days=7 * week + index % 6)
    recruiter = index == 8 and week % 3 == 0
    interview = index == 1 and week % 4 == 2
    step = week > 21 and index == 2
    links = (f"https://mail.example/amara/sent/{week:02}{index:02}", "content/private/evidence/call.txt")
    made = Contact(
        origin=at(f"content/private/contacts/2026-W{23 + week}.yaml", 1 + index * 11),
        date=day,
        first_name=_FIRST[(firm + index // 10) % 10 if known else turn % 10],
        last_name=family,
        title="Talent partner" if recruiter else _JOBS[firm % 4],
        employer="Apex Staffing Partners" if recruiter else _FIRMS[firm],
        kind="external-recruiter" if recruiter else "interview" if interview else "cold-outreach",
        channel="email",
        stage="technical" if interview else None,
        summary=_SUMMARIES[index % 2],
        next_step=NextStep(day + dt.timedelta(days=5), "Send the write-up of the late-bus model")
        if step
        else None,
        evidence=tuple(Evidence(link=link) for link in links[: 1 + index % 2]),
    )
    return not_counted(made, "contact-external-recruiter") if recruiter else counts(made)


def week(number: int, contacts: tuple[JudgedRecord, ...]) -> JudgedWeek:
    """Week `number`, from 1, with its share of `contacts`."""
    starts = START + dt.timedelta(days=7 * (number - 1))
    there = Week(starts)
    met = tuple(row for row in contacts if row.date in there)
    counted = {9: 6, 25: 6}.get(number, sum(record.counted for record in met))
    code = contribution(starts, 5, line=number * 9)
    text = Post(
        origin=at(f"content/blog/{starts.isoformat()}-late-buses.md"),
        title=_TITLES[0],
        date=DateOrDateTime(starts),
    )
    ahead = number == LAST_WEEK
    return JudgedWeek(
        week=there,
        number=number,
        last_day=there.ends,
        verdict=_ODD_WEEKS.get(number, "met"),
        closed=number < 25,
        enforced=not ahead,
        partial=ahead,
        requirements=(
            _requirement(number, "contacts", "Contacts", 8, counted, met),
            _requirement(
                number,
                "blog-post",
                "Blog post",
                1,
                int(number < 25),
                (counts(text),) if number < 25 else (),
            ),
            _requirement(
                number,
                "github-contributions",
                "GitHub contributions",
                5,
                {14: 2, LAST_WEEK: 0}.get(number, 12),
                () if ahead else (counts(code),),
            ),
        ),
    )


def with_contacts(view: Made, *contacts: JudgedRecord) -> Made:
    """The report with these contacts alone, all in its first week."""
    first = view.weeks[0]
    asked = changed(first.requirements[0], records=contacts)
    return changed(view, contacts=contacts, weeks=(changed(first, requirements=(asked,)),))


def contribution(day: dt.date, commits: int, *, claimed: bool = False, line: int = 1) -> Contribution:
    """A day's commits."""
    return Contribution(
        origin=at("content/contributions/2026.yaml", line),
        date=day,
        source="by-hand" if claimed else "github-events",
        login="amara-okafor",
        commits=commits,
    )


def post(number: int) -> JudgedRecord:
    """The post of the `number`-th week, from 0: one copied, one a draft, every second a link."""
    day = START + dt.timedelta(days=7 * number + 3)
    copied, draft = number == 11, number == 24
    url = None if number % 5 == 4 else Url(f"https://amara.example/blog/late-buses-{number}/")
    made = Post(
        origin=at(f"content/blog/{day.isoformat()}-late-buses.md"),
        date=DateOrDateTime(day),
        title=_TITLES[number % 3],
        published_url=url,
        body="" if number % 2 else "word " * (420 + number),
        draft=draft,
    )
    if copied:
        return not_counted(made, "post-duplicate")
    return not_counted(made, "post-draft") if draft else counts(made)


def _requirement(
    number: int, name: str, title: str, needed: int, counted: int, records: tuple[JudgedRecord, ...]
) -> JudgedRequirement:
    verdict: Any = "met" if counted >= needed else _ODD_WEEKS.get(number, "short")
    if verdict == "upcoming":
        verdict = "not-enforced"
    seen = verdict == "short" and number == 9
    return JudgedRequirement(
        id=name,
        title=title,
        needed=needed,
        counted=counted,
        verdict=verdict,
        acknowledged=seen,
        records=records,
    )
