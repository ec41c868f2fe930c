"""The weeks as a table, each opening to its records and the reasons why they did or did not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.render.report.standing import undecided
from generator.core.dates import day_range, short_day, week_day
from generator.core.text import clipped, count
from generator.render.report.text import place, plain, web_link
from generator.views.coach import ContactRow, RecordRow, ReportView, RequirementRow, WeekRow

# The newest contacts are shown with their summaries and links; of the others the page would grow too large.
CONTACTS_IN_FULL = 240
SUMMARY_LENGTH = 260
# Contacts in no week's count are listed up to this many; all stand in contacts.csv.
BESIDE_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A link of the graduate's: its number or text, and the address if it may be one."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record. `reasons` are pairs of plain words and the rule's name, empty when it counted."""

    day: str
    label: str
    counted: bool
    reasons: tuple[tuple[str, str], ...]
    where: str
    summary: str
    links: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class RequirementBlock:
    """One requirement of a week, opened. `ways` tells of its alternatives, where it has some.

    `target` is its id in the page, to which the figures of the week's row lead.
    """

    target: str
    title: str
    figures: str
    ways: str
    records: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One requirement in a week's row; `word` is empty where the figures say it all.

    `target` is the id of its records in the page, empty where it has none.
    """

    figures: str
    word: str
    tone: str
    target: str


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """One week: its row and what it opens to.

    `cells` has one for each column, None where not asked. `tone` is the verdict, or `seen` for a
    short week that the coach has acknowledged.
    """

    name: str
    short_name: str
    number: int
    dates: str
    verdict: str
    tone: str
    cells: tuple[Cell | None, ...]
    summary: str
    requirements: tuple[RequirementBlock, ...]


@dataclass(frozen=True, slots=True)
class WeekTable:
    """`weeks` have begun, the newest first; `ahead` is a sentence on those that have not, or empty.

    `beside` are the contacts that stand in no week: before the start, after the end, or where
    nothing is asked by the week; `beside_more` of them are not listed. Where no week asks for anything
    there are `columns` for nothing, and no weeks.
    """

    columns: tuple[str, ...]
    weeks: tuple[WeekBlock, ...]
    ahead: str
    beside: tuple[RecordLine, ...]
    beside_more: int


def week_table(view: ReportView) -> WeekTable:
    """The weeks that have begun, with everything that stands in them."""
    titles = {found.id: found.title for week in view.weeks for found in week.requirements}
    asked = view.weeks if titles else ()
    begun = [week for week in asked if week.verdict != "upcoming"]
    ahead = [week for week in asked if week.verdict == "upcoming"]
    contacts = _in_full(view)
    beside = _beside(view, begun)
    return WeekTable(
        tuple(titles.values()),
        tuple(_week(week, tuple(titles), contacts) for week in reversed(begun)),
        _ahead(ahead),
        tuple(_contact(row, contacts.get((row.path, row.line))) for row in beside[:BESIDE_SHOWN]),
        max(0, len(beside) - BESIDE_SHOWN),
    )


def _in_full(view: ReportView) -> Mapping[tuple[str, int], ContactRow]:
    newest = sorted(view.contacts, key=lambda row: (row.date, row.path, row.line))[-CONTACTS_IN_FULL:]
    return {(row.path, row.line): row for row in newest}


def _beside(view: ReportView, begun: Iterable[WeekRow]) -> list[ContactRow]:
    """The contacts that are no record of any week, the newest first."""
    judged = {
        (record.path, record.line)
        for week in begun
        for found in week.requirements
        for record in found.records
    }
    left = [row for row in view.contacts if (row.path, row.line) not in judged]
    return sorted(left, key=lambda row: (-row.date.toordinal(), row.path, row.line))


def _contact(row: ContactRow, in_full: ContactRow | None) -> RecordLine:
    name = " ".join(filter(None, (row.first_name, row.last_name))) or "(no name)"
    label = ", ".join(filter(None, (name, row.title, row.employer)))
    record = RecordRow(row.path, row.line, row.date, label, row.counted, row.reasons)
    return replace(_record(record, in_full), day=short_day(row.date))


def _ahead(weeks: list[WeekRow]) -> str:
    if not weeks:
        return ""
    first, last = weeks[0], weeks[-1]
    names = first.week if first is last else f"{first.week} to {last.week}"
    return f"Still ahead: {count(len(weeks), 'week')}, {names} ({day_range(first.starts, last.ends)})."


def _week(
    week: WeekRow, columns: tuple[str, ...], contacts: Mapping[tuple[str, int], ContactRow]
) -> WeekBlock:
    by_name = {found.id: found for found in week.requirements}
    return WeekBlock(
        name=week.week,
        short_name=week.week.rpartition("W")[2],
        number=week.number,
        dates=day_range(week.starts, week.ends),
        verdict=_verdict(week),
        tone="seen" if week.verdict == "short" and not undecided(week) else week.verdict,
        cells=tuple(_cell(by_name[name], week) if name in by_name else None for name in columns),
        summary=_summary(week),
        requirements=tuple(_requirement(found, week, contacts) for found in week.requirements),
    )


def _verdict(week: WeekRow) -> str:
    if week.verdict == "open":
        return f"open until {week_day(week.last_day)}"
    if week.verdict == "short":
        return "short, undecided" if undecided(week) else "short, acknowledged"
    return week.verdict


def _cell(found: RequirementRow, week: WeekRow) -> Cell:
    word = "" if found.verdict in ("met", "not-enforced") else found.verdict
    target = target_of(week, found) if found.records else ""
    return Cell(f"{found.counted} of {found.needed}", word, found.verdict, target)


def target_of(week: WeekRow, found: RequirementRow) -> str:
    """The id in the page of a requirement's records in a week."""
    return f"{week.week}-{found.id}"


def record_targets(view: ReportView) -> Mapping[tuple[str, int], str]:
    """By path and line of a record the id of the rows among which the page has it."""
    return {
        (record.path, record.line): target_of(week, found)
        for week in view.weeks
        if week.verdict != "upcoming"
        for found in week.requirements
        for record in found.records
    }


def _summary(week: WeekRow) -> str:
    records = [record for found in week.requirements for record in found.records]
    missed = sum(not record.counted for record in records)
    return count(len(records), "record") + (f", {missed} not counted" if missed else "")


def _requirement(
    found: RequirementRow, week: WeekRow, contacts: Mapping[tuple[str, int], ContactRow]
) -> RequirementBlock:
    verdict = f"{found.verdict}, acknowledged" if found.acknowledged else plain(found.verdict)
    ways = [f"{plain(way.id)} {way.counted} of {way.needed}" for way in found.alternatives]
    return RequirementBlock(
        target=target_of(week, found),
        title=found.title,
        figures=f"{found.counted} of {found.needed}, {verdict}",
        ways=", or ".join(ways),
        records=tuple(_record(record, contacts.get((record.path, record.line))) for record in found.records),
    )


def _record(record: RecordRow, contact: ContactRow | None) -> RecordLine:
    return RecordLine(
        day=week_day(record.date),
        label=record.label,
        counted=record.counted,
        reasons=tuple((plain(reason), reason) for reason in record.reasons),
        where=place(record.path, record.line),
        summary="" if contact is None else clipped(contact.summary, SUMMARY_LENGTH),
        links=() if contact is None else _evidence(contact),
    )


def _evidence(contact: ContactRow) -> tuple[Shown, ...]:
    """Links by number, so that long addresses do not fill the page; what is no link in its own words."""
    shown = []
    for index, address in enumerate(contact.evidence, start=1):
        href = web_link(address)
        text = f"evidence {index}" if href else clipped(place(address, None), 80)
        shown.append(Shown(text, href))
    return tuple(shown)
