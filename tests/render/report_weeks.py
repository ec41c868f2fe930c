"""Weeks and what is done in them, for the reports of the tests. Always the same."""

from __future__ import annotations

import datetime as dt

from generator.views.coach import ContactRow, PostRow, RecordRow, RequirementRow, WeekRow

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
_ODD_WEEKS = {9: "short", 14: "excused", 25: "open", LAST_WEEK: "upcoming"}


def contact(week: int, index: int) -> ContactRow:
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
    return ContactRow(
        path=f"content/private/contacts/2026-W{23 + week}.yaml",
        line=1 + index * 11,
        week=f"2026-W{23 + week}",
        date=day,
        first_name=_FIRST[(firm + index // 10) % 10 if known else turn % 10],
        last_name=family,
        title="Talent partner" if recruiter else _JOBS[firm % 4],
        employer="Apex Staffing Partners" if recruiter else _FIRMS[firm],
        kind="external-recruiter" if recruiter else "interview" if interview else "cold-outreach",
        channel="email",
        stage="technical" if interview else "",
        summary=_SUMMARIES[index % 2],
        follow_up=None,
        next_step_on=day + dt.timedelta(days=5) if step else None,
        next_step="Send the write-up of the late-bus model" if step else "",
        evidence=links[: 1 + index % 2],
        introduced_by="",
        counted=not recruiter,
        reasons=("contact-external-recruiter",) if recruiter else (),
    )


def contact_label(row: ContactRow) -> str:
    """What the judge calls a contact."""
    return f"{row.first_name} {row.last_name}, {row.title}, {row.employer}"


def week(number: int, contacts: tuple[ContactRow, ...]) -> WeekRow:
    """Week `number`, from 1, with its share of `contacts`."""
    starts = START + dt.timedelta(days=7 * (number - 1))
    name = f"2026-W{22 + number}"
    met = tuple(
        RecordRow(row.path, row.line, row.date, contact_label(row), row.counted, row.reasons)
        for row in contacts
        if row.week == name
    )
    counted = {9: 6, 25: 6}.get(number, sum(record.counted for record in met))
    code = RecordRow("content/contributions/2026.yaml", number * 9, starts, "5 commits", True, ())
    post = RecordRow(f"content/blog/{starts.isoformat()}-late-buses.md", 1, starts, _TITLES[0], True, ())
    ahead = number == LAST_WEEK
    return WeekRow(
        name,
        number,
        starts,
        starts + dt.timedelta(days=6),
        starts + dt.timedelta(days=6),
        _ODD_WEEKS.get(number, "met"),
        (
            _requirement(number, "contacts", "Contacts", 8, counted, met),
            _requirement(
                number, "blog-post", "Blog post", 1, int(number < 25), (post,) if number < 25 else ()
            ),
            _requirement(
                number,
                "github-contributions",
                "GitHub contributions",
                5,
                {14: 2, LAST_WEEK: 0}.get(number, 12),
                () if ahead else (code,),
            ),
        ),
    )


def post(number: int) -> PostRow:
    """The post of the `number`-th week, from 0: one copied, one a draft, every second a link."""
    day = START + dt.timedelta(days=7 * number + 3)
    copied, draft = number == 11, number == 24
    return PostRow(
        path=f"content/blog/{day.isoformat()}-late-buses.md",
        date=day,
        title=_TITLES[number % 3],
        address=None if number % 5 == 4 else f"https://amara.example/blog/late-buses-{number}/",
        words=0 if number % 2 else 420 + number,
        draft=draft,
        counted=not copied and not draft,
        reasons=("post-duplicate",) if copied else (),
    )


def _requirement(
    number: int, name: str, title: str, needed: int, counted: int, records: tuple[RecordRow, ...]
) -> RequirementRow:
    verdict = "met" if counted >= needed else _ODD_WEEKS.get(number, "short")
    if verdict == "upcoming":
        verdict = "not-enforced"
    seen = verdict == "short" and number == 9
    return RequirementRow(name, title, needed, counted, verdict, seen, (), records)
