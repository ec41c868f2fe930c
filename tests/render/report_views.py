"""Reports made by hand: a search that goes well, one that fails, one not begun, a hostile and a large one.

Built anew on every call and always the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.views.coach import (
    AlternativeRow,
    CoachingRow,
    CommitmentRow,
    ContactRow,
    DayRow,
    DecisionRow,
    FindingRow,
    GoalRow,
    ObligationRow,
    OfferRow,
    ParameterRow,
    PauseRow,
    PostRow,
    RecordRow,
    ReportView,
    RequirementRow,
    WeekRow,
    WindowRow,
)

START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 11, 22)
DIGEST = "9f2c1d7be04a5836c1f0a9d2e47b8c6530d1f2a4958b7c6e3d2a1b0c9f8e7d6c"
FIRST = (
    "Priya",
    "Tobias",
    "Esther",
    "Devon",
    "Nia",
    "Pavel",
    "Saoirse",
    "Abigail",
    "Hamid",
    "Linnea",
    "Marta",
)
LAST = ("Raman", "Ekwueme", "Villaluz", "Pruitt", "Broussard", "Dragan", "Quinlan", "Straka", "Noor", "Berg")
JOBS = (
    "Engineering Manager",
    "Platform Engineer",
    "Senior Software Engineer",
    "Head of Data",
    "Staff Engineer",
)
FIRMS = (
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
SUMMARY = (
    "Asked how they handle a bus that vanishes from the feed between two stops. She said the honest answer "
    "is that they draw a line and hope, and sent me the ticket where they argue about it."
)


def empty_view() -> ReportView:
    """A portfolio without a start: nothing is asked yet."""
    return ReportView(
        as_of=AS_OF,
        as_of_from="clock",
        generator="weekproof 0.1.0",
        name="Amara Okafor",
        github=None,
        programme="software-engineering",
        programme_title="Software engineering",
        coach="",
        commitment=CommitmentRow("flatiron", "Flatiron job search commitment", DIGEST, ()),
        window=None,
        standing="not-started",
        qualifying_offer=None,
        strikes=None,
        weeks=(),
        obligations=(),
        decisions=(),
        pauses=(),
        contacts=(),
        posts=(),
        days=(),
        offers=(),
        coaching=(),
        goals=(),
        findings=(),
    )


def full_view(per_week: int = 9) -> ReportView:
    """Week 25 of 26, on track but for an acknowledged week long ago, with something in every section."""
    contacts = tuple(_contact(week, index) for week in range(25) for index in range(per_week))
    offer = _offer()
    return replace(
        empty_view(),
        as_of_from="option",
        github="amara-okafor",
        coach="Dana Whitfield",
        window=WindowRow(START, dt.date(2026, 11, 27), 175, 180, None, None),
        standing="off-track",
        qualifying_offer=offer,
        weeks=tuple(_week(number, contacts) for number in range(1, 27)),
        obligations=_obligations(),
        decisions=(
            DecisionRow(
                ("2026-W31",),
                ("contacts",),
                "acknowledged",
                "Extra clinic shifts; we talked about it.",
                "Dana Whitfield",
                dt.date(2026, 8, 4),
                None,
                True,
            ),
            DecisionRow(
                ("2026-W36",),
                ("github-contributions",),
                "waived",
                "Her father was in hospital.",
                "Dana Whitfield",
                dt.date(2026, 9, 9),
                dt.date(2026, 12, 31),
                True,
            ),
        ),
        pauses=(
            PauseRow(
                dt.date(2026, 12, 21), dt.date(2027, 1, 3), "Holidays", "Dana Whitfield", dt.date(2026, 11, 2)
            ),
        ),
        contacts=contacts,
        posts=tuple(_post(week) for week in range(25)),
        days=tuple(
            DayRow(START + dt.timedelta(days=day), (day * 7) % 5, "claimed" if day % 40 == 3 else "recorded")
            for day in range(-4, 175)
            if day % 7 not in (5, 6) or day % 3 == 0
        ),
        offers=(offer, _contract()),
        coaching=_coaching(),
        goals=(
            GoalRow("An offer before the year ends", "Rent", "offers", 1.0, 1.0, dt.date(2026, 12, 31), None),
            GoalRow(
                "Twelve written posts", "To think aloud", "posts", 12.0, 12.0, dt.date(2026, 11, 20), AS_OF
            ),
            GoalRow("Speak at a meetup", "", "", None, None, dt.date(2026, 10, 1), None),
        ),
        findings=(
            FindingRow(
                "contact-without-evidence",
                "warning",
                "Nothing backs this contact up.",
                "content/private/contacts/2026-W33.yaml",
                12,
                3,
                "2026-W33",
                "contacts",
                "Add a link or a file below content/private/evidence/.",
            ),
            FindingRow(
                "offer-open",
                "note",
                "Backend Engineer, Northline Transit Software is to be answered by 25 November.",
                "content/private/offers/2026.yaml",
                9,
                1,
                None,
                "offer-answer",
                None,
            ),
        ),
    )


def on_track_view() -> ReportView:
    """The full search without its acknowledged week and with all of this week done."""
    view = full_view()
    weeks = tuple(_all_met(week) if week.verdict in ("short", "open") else week for week in view.weeks)
    return replace(view, standing="on-track", weeks=weeks)


def failing_view() -> ReportView:
    """Short weeks without a decision, a late offer, silence, a void decision, loosened terms, errors."""
    view = full_view()
    weeks = tuple(_short(week) if week.number in (9, 20, 23) else week for week in view.weeks)
    late = ObligationRow(
        "offer-answer",
        "Data Engineer, Cedar Ledger",
        "content/private/offers/2026.yaml",
        31,
        dt.date(2026, 11, 10),
        "late",
    )
    silent = ObligationRow(
        "coach-silence",
        "No answer to “Are you well?” for 14 days",
        "content/private/coaching/2026.yaml",
        40,
        dt.date(2026, 11, 14),
        "late",
    )
    slow = tuple(
        ObligationRow(
            "logged-promptly", contact_label(c), c.path, c.line, c.date + dt.timedelta(days=7), "late"
        )
        for c in view.contacts[60:71]
    )
    void = DecisionRow(
        ("2026-W42",),
        (),
        "waived",
        "Flu",
        "Dana Whitfield",
        dt.date(2026, 10, 20),
        dt.date(2026, 11, 1),
        False,
    )
    return replace(
        view,
        weeks=weeks,
        strikes=(3, 5),
        obligations=(*view.obligations, late, silent, *slow),
        decisions=(*view.decisions, void),
        commitment=replace(
            view.commitment,
            differs=(
                ParameterRow("requirements.contacts.minimum", "6", "8"),
                ParameterRow("weeks.grace_days", "3", "0"),
            ),
        ),
        findings=(*_errors(weeks), *view.findings),
    )


def design_view() -> ReportView:
    """A ux-ui-design search, whose weekly activity has alternatives."""
    view = full_view(2)
    ways = (
        AlternativeRow("extra-credit", 1, 0),
        AlternativeRow("track-module", 3, 2),
        AlternativeRow("design-challenge", 1, 0),
    )
    activity = RequirementRow(
        "design-activity",
        "Design activity",
        1,
        0,
        "open",
        False,
        ways,
        (
            RecordRow(
                "content/private/activities/2026.yaml", 3, AS_OF, "Motion, module 2 (track-module)", True, ()
            ),
            RecordRow(
                "content/private/activities/2026.yaml",
                9,
                AS_OF,
                "Signage (design-challenge)",
                False,
                ("activity-page-not-approved",),
            ),
        ),
    )
    week = replace(view.weeks[24], verdict="open", requirements=(activity,))
    return replace(
        view,
        programme="ux-ui-design",
        programme_title="UX/UI design",
        weeks=(week,),
        days=(),
        standing="on-track",
    )


ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "]]><!-- --><svg/onload=alert(1)>",
    "\u202egnp.exe\u2066",
    "李小龍 الاسم الكامل שלום",
    "nul\0 bell\x07 esc\x1b[31m half\ud800",
    "x" * 200,
)


def hostile_view() -> ReportView:
    """Attack strings, long names and other scripts in every field of text, turn and turn about."""
    view = failing_view()
    evil = _Evil()
    link = (
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "https://ok.example/a?b=1&c=2",
        ATTACKS[1],
    )
    contacts = tuple(
        replace(
            contact,
            first_name=evil(),
            last_name=evil(),
            title=evil(),
            employer=evil(),
            summary=evil(),
            next_step=evil(),
            kind=contact.kind,
            introduced_by=evil(),
            evidence=link,
        )
        for contact in view.contacts[-40:]
    )
    return replace(
        view,
        name="Wolfeschlegelsteinhausenbergerdorff " * 5 + "<b>" + ATTACKS[9],
        github='"><script>alert(1)</script>',
        coach=ATTACKS[1] + "\n  - weeks: [2026-W01]",
        programme_title=evil(),
        commitment=CommitmentRow(evil(), evil(), DIGEST, (ParameterRow(evil(), evil(), evil()),)),
        weeks=tuple(_hostile_week(week, evil) for week in view.weeks),
        obligations=tuple(replace(case, label=evil()) for case in view.obligations),
        decisions=tuple(replace(row, reason=evil(), by=evil()) for row in view.decisions),
        pauses=tuple(replace(row, reason=evil(), by=evil()) for row in view.pauses),
        contacts=contacts,
        posts=tuple(replace(row, title=evil(), address=link[row.date.day % 4]) for row in view.posts),
        offers=tuple(replace(row, employer=evil(), title=evil(), terms=evil()) for row in view.offers),
        qualifying_offer=replace(_offer(), employer=evil(), title=evil()),
        coaching=tuple(replace(row, title=evil(), notes=evil(), link=evil()) for row in view.coaching),
        goals=tuple(replace(row, title=evil(), why=evil(), measure=evil()) for row in view.goals),
        findings=tuple(replace(row, message=evil(), hint=evil(), path=evil()) for row in view.findings),
    )


def large_view() -> ReportView:
    """25 weeks of 80 contacts: 2,000."""
    return full_view(80)


class _Evil:
    """Gives the next attack at every call."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        return ATTACKS[self.calls % len(ATTACKS)]


def contact_label(contact: ContactRow) -> str:
    """What the judge calls a contact."""
    return f"{contact.first_name} {contact.last_name}, {contact.title}, {contact.employer}"


def _contact(week: int, index: int) -> ContactRow:
    turn = week * 9 + index
    firm = (turn * 5) % len(FIRMS) if index % 3 else week % 4
    day = START + dt.timedelta(days=7 * week + index % 6)
    recruiter = index == 8 and week % 3 == 0
    interview = index == 1 and week % 4 == 2
    # Two thirds of the individuals come up once.
    last = (
        LAST[turn % len(LAST)]
        if index % 3 == 0
        else f"{LAST[(turn * 3) % len(LAST)]}-{week + 1}{'abcdefghi'[index % 9]}"
    )
    return ContactRow(
        path=f"content/private/contacts/2026-W{23 + week}.yaml",
        line=1 + index * 11,
        week=f"2026-W{23 + week}",
        date=day,
        first_name=FIRST[(firm + index // 10) % len(FIRST)] if index % 3 == 0 else FIRST[turn % len(FIRST)],
        last_name=LAST[firm % len(LAST)] if index % 3 == 0 else last,
        title="Talent partner" if recruiter else JOBS[firm % len(JOBS)],
        employer="Apex Staffing Partners" if recruiter else FIRMS[firm],
        kind="external-recruiter" if recruiter else "interview" if interview else "cold-outreach",
        channel="email",
        stage="technical" if interview else "",
        summary=SUMMARY
        if index % 2
        else "Second call. They want someone who has been on a night shift, and I have.",
        follow_up=None,
        next_step_on=day + dt.timedelta(days=5) if week > 21 and index == 2 else None,
        next_step="Send the write-up of the late-bus model" if week > 21 and index == 2 else "",
        evidence=(
            f"https://mail.example/amara/sent/{week:02}{index:02}",
            "content/private/evidence/call.txt",
        )[: 1 + index % 2],
        introduced_by="",
        counted=not recruiter,
        reasons=("contact-external-recruiter",) if recruiter else (),
    )


def _week(number: int, contacts: tuple[ContactRow, ...]) -> WeekRow:
    starts = START + dt.timedelta(days=7 * (number - 1))
    name = f"2026-W{22 + number}"
    verdict = {9: "short", 14: "excused", 25: "open", 26: "upcoming"}.get(number, "met")
    of_week = tuple(contact for contact in contacts if contact.week == name)
    records = tuple(
        RecordRow(c.path, c.line, c.date, contact_label(c), c.counted, c.reasons) for c in of_week
    )
    counted = {9: 6, 25: 6, 26: 0}.get(number, sum(record.counted for record in records))
    code = {14: 2, 26: 0}.get(number, 12)
    ends = starts + dt.timedelta(days=6)
    return WeekRow(
        name,
        number,
        starts,
        ends,
        verdict,
        (
            RequirementRow(
                "contacts", "Contacts", 8, counted, _verdict(number, counted, 8), number == 9, (), records
            ),
            _blog(number, starts),
            RequirementRow(
                "github-contributions",
                "GitHub contributions",
                5,
                code,
                _verdict(number, code, 5),
                False,
                (),
                ()
                if number == 26
                else (
                    RecordRow("content/contributions/2026.yaml", number * 9, starts, "5 commits", True, ()),
                ),
            ),
        ),
    )


def _blog(number: int, starts: dt.date) -> RequirementRow:
    counted = 0 if number > 24 else 1
    path = f"content/blog/{starts.isoformat()}-late-buses.md"
    record = RecordRow(path, 1, starts, "What a late bus looks like in a table", counted > 0, ())
    return RequirementRow(
        "blog-post",
        "Blog post",
        1,
        counted,
        _verdict(number, counted, 1),
        False,
        (),
        (record,) if counted else (),
    )


def _verdict(number: int, counted: int, needed: int) -> str:
    if number == 26:
        return "not-enforced"
    if counted >= needed:
        return "met"
    return {9: "short", 14: "excused", 25: "open"}.get(number, "short")


def _all_met(week: WeekRow) -> WeekRow:
    met = tuple(
        replace(r, counted=max(r.counted, r.needed), verdict="met", acknowledged=False)
        for r in week.requirements
    )
    return replace(week, verdict="met", requirements=met)


def _short(week: WeekRow) -> WeekRow:
    contacts, *rest = week.requirements
    lacking = replace(contacts, counted=5, verdict="short", acknowledged=False)
    if week.number == 20:
        rest[0] = replace(rest[0], counted=0, verdict="short", records=())
    return replace(week, verdict="short", requirements=(lacking, *rest))


def _post(week: int) -> PostRow:
    day = START + dt.timedelta(days=7 * week + 3)
    stolen = week == 11
    return PostRow(
        f"content/blog/{day.isoformat()}-late-buses.md",
        day,
        ("What a late bus looks like in a table", "Counting pills, counting rows", "Locks, explained badly")[
            week % 3
        ],
        None if week % 5 == 4 else f"https://amara.example/blog/late-buses-{week}/",
        0 if week % 2 else 420 + week,
        week == 24,
        not stolen and week != 24,
        ("post-duplicate",) if stolen else (),
    )


def _offer() -> OfferRow:
    return OfferRow(
        "content/private/offers/2026.yaml",
        9,
        "Northline Transit Software",
        "Backend Engineer",
        dt.date(2026, 11, 16),
        dt.date(2026, 11, 25),
        True,
        True,
        "",
        None,
        "Start in January, two remote days.",
    )


def _contract() -> OfferRow:
    return OfferRow(
        "content/private/offers/2026.yaml",
        1,
        "Copperfield Insurance",
        "Contract developer",
        dt.date(2026, 9, 18),
        dt.date(2026, 9, 25),
        False,
        True,
        "declined",
        dt.date(2026, 9, 23),
        "Six months, part-time, through BlueDoor.",
    )


def _obligations() -> tuple[ObligationRow, ...]:
    path = "content/private/offers/2026.yaml"
    return (
        ObligationRow(
            "offer-answer", "Contract developer, Copperfield Insurance", path, 1, dt.date(2026, 9, 25), "met"
        ),
        ObligationRow(
            "offer-answer",
            "Backend Engineer, Northline Transit Software",
            path,
            9,
            dt.date(2026, 11, 25),
            "open",
        ),
        ObligationRow(
            "attendance",
            "Check-in in October",
            "content/private/coaching/2026.yaml",
            20,
            dt.date(2026, 10, 6),
            "met",
        ),
    )


def _coaching() -> tuple[CoachingRow, ...]:
    path = "content/private/coaching/2026.yaml"
    return (
        CoachingRow(
            path,
            1,
            dt.date(2026, 6, 9),
            "check-in",
            "First check-in",
            "Plan for June.",
            "on-time",
            None,
            None,
            "",
        ),
        CoachingRow(
            path,
            10,
            dt.date(2026, 7, 1),
            "deliverable",
            "resume",
            "",
            "",
            None,
            dt.date(2026, 6, 28),
            "https://amara.example/resume/",
        ),
        CoachingRow(
            path,
            20,
            dt.date(2026, 10, 6),
            "mock-interview",
            "Mock interview",
            "System design, slow start.",
            "late",
            None,
            None,
            "",
        ),
        CoachingRow(
            path,
            30,
            dt.date(2026, 10, 20),
            "message",
            "How did Quillstone go?",
            "",
            "",
            dt.date(2026, 10, 21),
            None,
            "",
        ),
        CoachingRow(
            path, 40, dt.date(2026, 11, 24), "check-in", "Talk about the offer", "", "", None, None, ""
        ),
    )


def _errors(weeks: tuple[WeekRow, ...]) -> tuple[FindingRow, ...]:
    short = tuple(
        FindingRow(
            "contacts-below-minimum",
            "error",
            f"Week {week.week} has 5 counted contacts of 8.",
            f"content/private/contacts/{week.week}.yaml",
            None,
            None,
            week.week,
            "contacts",
            "Ask your coach for a decision.",
        )
        for week in weeks
        if week.verdict == "short"
    )
    late = FindingRow(
        "offer-answer-late",
        "error",
        "Data Engineer, Cedar Ledger was to be answered by 10 November.",
        "content/private/offers/2026.yaml",
        33,
        3,
        None,
        "offer-answer",
        None,
    )
    return (*short, late)


def _hostile_week(week: WeekRow, evil: _Evil) -> WeekRow:
    return replace(
        week,
        requirements=tuple(
            replace(
                found,
                records=tuple(replace(record, label=evil(), path=evil()) for record in found.records),
            )
            for found in week.requirements
        ),
    )
