from __future__ import annotations

import datetime as dt
from typing import Any

from generator.report.people import People, people
from tests.support import report_views, reports
from tests.support.reports import changed, record_of

BASE = changed(
    report_views.full_view(1).contacts[0],
    first_name="Rosalind",
    last_name="Achterberg",
    employer="Lakeside Mercy",
    kind="cold-outreach",
    stage="",
    next_step="",
    next_step_on=None,
)


def day(month: int, of_month: int) -> dt.date:
    return dt.date(2026, month, of_month)


def made(*contacts: Any) -> People:
    lined = tuple(changed(contact, line=line) for line, contact in enumerate(contacts, start=1))
    return people(changed(report_views.full_view(1), contacts=lined).report)


def test_one_individual_however_their_name_is_typed() -> None:
    found = made(
        changed(BASE, date=day(6, 1)),
        changed(BASE, date=day(7, 9), first_name="ROSALIND ", last_name="Ａchterberg", counted=False),
    )
    (employer,) = found.threads
    (person,) = employer.people
    assert (person.times, person.days) == ("2, 1 counted", "1\u00a0Jun\u00a0\u2013 9\u00a0Jul")
    assert found.total == "1 individual at 1 employer, 2 records."


def test_namesakes_of_two_employers_are_two() -> None:
    found = made(BASE, changed(BASE, employer="Other"))
    assert found.threads == ()
    assert [person.employer for person in found.once] == ["Lakeside Mercy", "Other"]


def test_records_without_a_name_are_never_one_individual() -> None:
    nobody = changed(BASE, first_name="", last_name="")
    assert made(nobody, nobody).total == "2 individuals at 1 employer, 2 records."


def test_an_interview_makes_a_thread_and_tells_its_latest_stage() -> None:
    found = made(
        changed(BASE, date=day(6, 1), kind="interview", stage="phone-screen"),
        changed(BASE, date=day(6, 20), kind="interview", stage="final"),
        changed(BASE, date=day(6, 25)),
        changed(BASE, date=day(6, 26), first_name="Nia"),
    )
    (employer,) = found.threads
    assert employer.people[0].latest == "interview, final"
    assert employer.summary == "2 people, 4 records"
    assert employer.others == "Nia Achterberg (26\u00a0Jun)"


def test_a_next_step_is_told_where_it_is_due() -> None:
    step = changed(BASE, date=day(11, 2), next_step="Send the write-up", next_step_on=day(11, 9))
    (line,) = made(step).steps
    assert (line.day, line.distance, line.overdue) == ("9 Nov 2026", "13 days ago", True)
    assert line.who == "Rosalind Achterberg, Lakeside Mercy"
    assert made(step, changed(BASE, date=day(11, 10))).steps == ()


def test_a_next_step_of_today_is_not_late() -> None:
    (line,) = made(changed(BASE, next_step="Call", next_step_on=reports.AS_OF)).steps
    assert (line.distance, line.overdue) == ("today", False)


def test_the_liveliest_employer_comes_first() -> None:
    found = made(
        changed(BASE, date=day(6, 1)),
        changed(BASE, date=day(6, 2)),
        changed(BASE, date=day(9, 1), employer="Later"),
        changed(BASE, date=day(9, 2), employer="Later"),
    )
    assert [employer.name for employer in found.threads] == ["Later", "Lakeside Mercy"]


def test_one_individual_with_an_id_is_one_however_the_name_is_written() -> None:
    view = report_views.full_view(1)
    first, *rest = view.contacts
    same = (
        changed(first, person="lee", first_name="Ann", last_name="Lee", employer="Old"),
        changed(rest[0], person="lee", first_name="Anne", last_name="Lee-Park", employer="New"),
        changed(rest[1], person="", first_name="Ann", last_name="Lee", employer="Old"),
    )
    told = people(changed(view, contacts=same).report)
    assert told.total == "1 individual at 1 employer, 3 records."


def test_how_often_somebody_was_contacted_leads_to_each_record() -> None:
    view = report_views.full_view(1)
    first, second, *_ = map(record_of, view.contacts)
    known = changed(second, first_name=first.first_name, last_name=first.last_name, employer=first.employer)
    outside = changed(known, path="elsewhere.yaml", line=1)
    (block,) = people(changed(view, contacts=(first, known, outside)).report).threads
    assert [target for _, target in block.people[0].records] == [
        "2026-W23-contacts",
        "2026-W24-contacts",
        "",
    ]
