"""The weeks as a table, each opening to its records and the reasons why they did or did not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.core.dates import day_and_month, day_range, month_and_year, weekday_and_day
from generator.core.text import count
from generator.model.contact import Contact
from generator.model.verdict import JudgedRecord, JudgedRequirement, JudgedWeek
from generator.report.context import Entry, Report, chronological, undecided, week_text
from generator.report.formatting import humanize

# The newest contacts are shown with their summaries and links; of the others the page would grow too large.
CONTACTS_IN_FULL = 240
# Contacts in no week's count are listed up to this many; all stand in contacts.csv.
OUTSIDE_SHOWN = 300


class RequirementBlock(Struct, frozen=True):
    """One requirement of a week, opened. `alternatives` tells of its alternatives, where it has some.

    `levels` is how what counted is known: `7 committed, 2 claimed`. `target` is its id in the page, to which
    the figures of the week's row lead.
    """

    target: str
    title: str
    figures: str
    alternatives: str
    levels: str
    records: tuple[JudgedRecord, ...]


class Cell(Struct, frozen=True):
    """One requirement in a week's row; `word` is empty where the figures say it all.

    `target` is the id of its records in the page, empty where it has none.
    """

    figures: str
    word: str
    tone: str
    target: str


class WeekBlock(Struct, frozen=True):
    """One week: its row and what it opens to.

    `name` is the id of its row (`2026-W31`), `words` what people call it (`week 9 (27 Jul – 2 Aug)`). `cells`
    has one for each column, None where not asked. `tone` is the verdict, or `seen` for a short week that the
    coach has acknowledged.
    """

    name: str
    words: str
    number: int
    dates: str
    verdict: str
    tone: str
    cells: tuple[Cell | None, ...]
    summary: str
    requirements: tuple[RequirementBlock, ...]


class WeekTable(Struct, frozen=True):
    """`weeks` have begun, the newest first; `ahead` is a sentence on those that have not, or empty.

    `outside` are the contacts that stand in no week: before the start, after the end, or where
    nothing is asked by the week; `outside_more` of them are not listed. Where no week asks for anything
    there are `columns` for nothing, and no weeks.
    """

    columns: tuple[str, ...]
    weeks: tuple[WeekBlock, ...]
    ahead: str
    outside: tuple[Entry[Contact], ...]
    outside_more: int


def week_table(report: Report) -> WeekTable:
    """The weeks that have begun, with everything that stands in them."""
    weeks = report.evaluation.weeks
    titles = {requirement.id: requirement.title for week in weeks for requirement in week.requirements}
    begun = report.begun if titles else ()
    ahead = [week for week in weeks if week.verdict == "upcoming"] if titles else []
    outside = _outside(report, begun)
    return WeekTable(
        tuple(titles.values()),
        tuple(_week(week, tuple(titles), report) for week in reversed(begun)),
        _ahead(ahead),
        tuple(outside[:OUTSIDE_SHOWN]),
        max(0, len(outside) - OUTSIDE_SHOWN),
    )


def in_full(report: Report) -> frozenset[tuple[str, int, int]]:
    """Where the contacts begin that are shown with all that they say."""
    newest = sorted(report.journal.contacts, key=chronological)[-CONTACTS_IN_FULL:]
    return frozenset(contact.origin.position for contact in newest)


def _outside(report: Report, begun: Iterable[JudgedWeek]) -> list[Entry[Contact]]:
    """The contacts that are no record of any week, the newest first."""
    judged = {
        record.origin.position
        for week in begun
        for requirement in week.requirements
        for record in requirement.records
    }
    outside = [entry for entry in report.contacts if entry.record.origin.position not in judged]
    return sorted(outside, key=lambda entry: (-entry.record.date.toordinal(), entry.record.origin.position))


def _ahead(weeks: list[JudgedWeek]) -> str:
    if not weeks:
        return ""
    first, last = weeks[0], weeks[-1]
    if first is last:
        return f"Still ahead: {week_text(first)}."
    days = day_range(first.starts, last.ends, year=False)
    return f"Still ahead: weeks {first.number} to {last.number} ({days})."


def _week(week: JudgedWeek, columns: tuple[str, ...], report: Report) -> WeekBlock:
    by_name = {requirement.id: requirement for requirement in week.requirements}
    return WeekBlock(
        name=week.name,
        words=week_text(week),
        number=week.number,
        dates=day_range(week.starts, week.ends, year=False),
        verdict=_verdict(week, report),
        tone="seen" if week.verdict == "short" and not undecided(week) else week.verdict,
        cells=tuple(_cell(by_name[name], week) if name in by_name else None for name in columns),
        summary=_summary(week),
        requirements=tuple(_requirement(requirement, week, report) for requirement in week.requirements),
    )


def _verdict(week: JudgedWeek, report: Report) -> str:
    if week.verdict == "open":
        return f"open until {weekday_and_day(week.last_day)}"
    if week.verdict == "short":
        day = report.acknowledged_on(week)
        if undecided(week):
            return "short, no decision yet"
        return "short, acknowledged" + (f" {day_and_month(day)}" if day else "")
    return week.verdict


def _cell(requirement: JudgedRequirement, week: JudgedWeek) -> Cell:
    status: str = "" if requirement.verdict in ("met", "not-enforced") else requirement.verdict
    if requirement.month:
        of_month = f"in {month_and_year(requirement.month.middle)}"
        status = f"{status} {of_month}".strip() if requirement.judged_here else f"so far {of_month}"
    target = target_of(week, requirement) if requirement.records else ""
    return Cell(f"{requirement.counted} of {requirement.needed}", status, requirement.verdict, target)


def target_of(week: JudgedWeek, requirement: JudgedRequirement) -> str:
    """The id in the page of a requirement's records in a week."""
    return f"{week.name}-{requirement.id}"


def record_targets(report: Report) -> Mapping[tuple[str, int, int], str]:
    """By the position of a record the id of the rows among which the page has it."""
    return {
        record.origin.position: target_of(week, requirement)
        for week in report.begun
        for requirement in week.requirements
        for record in requirement.records
    }


def _summary(week: JudgedWeek) -> str:
    records = [record for requirement in week.requirements for record in requirement.records]
    missed = sum(not record.counted for record in records)
    return count(len(records), "record") + (f", {missed} not counted" if missed else "")


def _requirement(requirement: JudgedRequirement, week: JudgedWeek, report: Report) -> RequirementBlock:
    verdict = (
        f"{requirement.verdict}, acknowledged" if requirement.acknowledged else humanize(requirement.verdict)
    )
    alternatives = [
        f"{humanize(alternative.id)} {alternative.counted} of {alternative.needed}"
        for alternative in requirement.alternatives
    ]
    return RequirementBlock(
        target=target_of(week, requirement),
        title=requirement.title,
        figures=f"{requirement.counted} of {requirement.needed}, {verdict}",
        alternatives=", or ".join(alternatives),
        levels=report.levels(requirement.records),
        records=requirement.records,
    )
