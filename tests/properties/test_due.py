"""Laws of the list of what is due: its printers agree, and what it says of a message is so."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from hypothesis import event, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.agenda.due import Due, due
from generator.agenda.forecast import tasks
from generator.agenda.today import due_now
from generator.export.ics import CalendarItem, calendar_items
from generator.model.commitment import Commitment
from generator.model.contact import NextStep
from generator.model.kinds import Journal
from generator.model.verdict import Evaluation
from generator.report.action_items import action_items
from generator.report.context import Report
from generator.report.formatting import location
from generator.report.people import people
from generator.rules.engine import judge
from tests.support.hypothesis_profile import examples
from tests.support.worlds import structs
from tests.support.worlds.coached import coached_worlds, commitment_of, journal_of

Plain = dict[str, Any]
DAY = dt.timedelta(days=1)
DUTIES = ("offer", "message", "deliverable", "appointment", "review")


class Search(NamedTuple):
    """One search: what it is judged by, the verdict, and what printers are given of it."""

    journal: Journal
    commitment: Commitment
    world: Plain
    evaluation: Evaluation
    view: Report

    def judged_with(self, journal: Journal) -> Evaluation:
        programme = structs.programme_of(self.commitment, self.world)
        return judge(journal, self.commitment, programme, self.world["as_of"], "option")

    def __repr__(self) -> str:
        return f"Search({self.world})"

    @property
    def listed(self) -> tuple[Due, ...]:
        return due(self.evaluation, self.commitment)


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """A coached search in which some contacts were met in person, and steps are planned with some."""
    world: Plain = draw(coached_worlds())
    journal, commitment = journal_of(world), commitment_of(world)
    contacts = []
    for contact in journal.contacts:
        changes: Plain = {}
        if draw(st.booleans()):
            changes["next_step"] = NextStep(on=contact.date + draw(st.integers(0, 12)) * DAY, what="Ring")
        if draw(st.booleans()):
            changes |= {"kind": "networking", "follow_up": None}
        contacts.append(replace(contact, **changes))
    journal = replace(journal, contacts=tuple(contacts))
    programme = structs.programme_of(commitment, world)
    evaluation = judge(journal, commitment, programme, world["as_of"], "option")
    view = Report(evaluation, commitment, programme, evaluation.diagnostics, "weekproof")
    return Search(journal, commitment, world, evaluation, view)


def of_weeks(found: list[CalendarItem]) -> dict[str, dt.date]:
    """The weeks of a calendar in which something is missing, with their days."""
    return {
        entry.key.removeprefix("week "): entry.day
        for entry in found
        if entry.where is None and "everything is done" not in entry.what
    }


@examples(60)
@given(searches())
def test_all_printers_name_the_same_weeks_and_days(search: Search) -> None:
    forecast = {
        task.due.subject[1]: task.by
        for task in tasks(search.evaluation, search.commitment)
        if task.due.kind == "requirement"
    }
    assert of_weeks(calendar_items(search.view)) == forecast
    begun = {
        ("week", week.name, requirement.id)
        for week in search.evaluation.weeks
        for requirement in week.requirements
        if (requirement.month or week).starts <= search.world["as_of"]
    }
    status = due_now(search.evaluation, search.commitment)
    told = {one.subject: one.by for one in status if one.kind == "requirement"}
    expected = {
        task.due.subject: task.by
        for task in tasks(search.evaluation, search.commitment)
        if task.due.subject in begun
    }
    assert told.items() <= expected.items()
    # What only waits for follow-ups is told as these, by the same day.
    held = {(one.week.week.name, one.by) for one in status if one.kind == "follow-up" and one.week}
    assert {(subject[1], expected[subject]) for subject in expected.keys() - told.keys()} <= held
    assert all(by >= search.world["as_of"] for by in forecast.values()), (
        "nothing is asked by a day that is over"
    )


@examples(60)
@given(searches())
def test_all_printers_name_the_same_duties_and_days(search: Search) -> None:
    forecast = {
        (task.due.case.id, task.by)
        for task in tasks(search.evaluation, search.commitment)
        if task.due.kind in DUTIES and task.due.case
    }
    open_cases = {
        (case.id, case.due)
        for case in search.evaluation.obligations
        if case.verdict == "open" and case.due is not None and case.id != "coach-silence"
    }
    assert {one for one in forecast if one[0] != "coach-silence"} == open_cases
    calendar = {(entry.where, entry.day) for entry in calendar_items(search.view)}
    for task in tasks(search.evaluation, search.commitment):
        if task.due.case is not None:
            assert (task.due.case.origin.position, task.by) in calendar
    near = search.world["as_of"] + 2 * DAY
    status = due_now(search.evaluation, search.commitment)
    told = {(one.case.id, one.by) for one in status if one.case and not one.late}
    late_messages = {one.subject[1:] for one in status if one.kind == "message" and one.late}
    expected = {
        (task.due.case.id, task.by)
        for task in tasks(search.evaluation, search.commitment)
        if task.due.kind in DUTIES
        and task.due.case
        and not (task.due.kind == "appointment" and task.by > near)
        and task.due.subject[1:] not in late_messages
    }
    assert told == expected
    offers = {need.where for need in action_items(search.view) if need.title == "An offer needs an answer"}
    assert offers == {
        location(case.origin)
        for case in search.evaluation.obligations
        if case.id == "offer-answer" and case.verdict == "open"
    }


@examples(80)
@given(searches())
def test_all_printers_name_the_same_people(search: Search) -> None:
    status = due_now(search.evaluation, search.commitment)
    waiting = {where(one) for one in status if one.kind == "follow-up"}
    planned = {where(one): one.by for one in search.listed if one.kind == "next-step" and not one.late}
    calendar = [entry for entry in calendar_items(search.view) if entry.where is not None]
    page = people(search.view)
    assert {entry.where for entry in calendar if entry.key == "follow-up"} == waiting - planned.keys()
    assert len(page.follow_ups) == len(waiting)
    assert {entry.where: entry.day for entry in calendar if entry.key == "next-step"} == planned
    assert len([step for step in page.steps if not step.overdue]) == len(planned)
    assert len([step for step in page.steps if step.overdue]) == len(
        [one for one in search.listed if one.kind == "next-step" and one.late]
    )


def where(one: Due) -> tuple[str, int, int]:
    """The position of the record that something due is about."""
    assert one.record is not None
    return one.record.origin.position


@examples(80)
@given(searches())
def test_who_waits_for_a_message_counts_once_it_is_sent(search: Search) -> None:
    before = _counted(search.evaluation)
    for one in search.listed:
        if one.kind != "follow-up" or one.record is None:
            continue
        event("somebody waits")
        origin, sent = one.record.origin, search.world["as_of"]
        contacts = tuple(
            replace(contact, follow_up=sent) if contact.origin == origin else contact
            for contact in search.journal.contacts
        )
        after = _counted(search.judged_with(replace(search.journal, contacts=contacts)))
        assert after == before + 1, one.subject


def _counted(evaluation: Evaluation) -> int:
    """How many contacts count, each once even if it counts for several requirements that share."""
    counted = {
        record.origin.position
        for week in evaluation.weeks
        for requirement in week.requirements
        for record in requirement.records
        if record.counted and record.origin.path.startswith("content/private/contacts")
    }
    return len(counted)
