"""The first tab: the standing in a line, and the weeks, red where short and green where met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.dates import short_day
from generator.exchange.sheet import Column, Sheet, Tone, Toned, Value
from generator.render.report.standing import headline
from generator.views.coach import ReportView, RequirementRow, WeekRow

_TONES: Mapping[str, Tone] = {"met": "good", "short": "bad", "unknown": "doubt"}
_WEEK = (Column("Week", 11), Column("No.", 6), Column("From", 12), Column("To", 12), Column("Verdict", 12))


def dashboard(view: ReportView) -> Sheet:
    """One row a week, the oldest first; three columns for each requirement that any week has."""
    titles = {found.id: found.title for week in view.weeks for found in week.requirements}
    columns = [*_WEEK]
    for title in titles.values():
        columns += [Column(title, 16), Column(f"{title}: needed", 14), Column(f"{title}: verdict", 20)]
    rows = tuple((*_week(week), *_requirements(week, titles)) for week in view.weeks)
    return Sheet("Dashboard", tuple(columns), rows, tuple(_top(view)))


def _top(view: ReportView) -> Iterator[str]:
    yield f"{view.name}, {view.programme_title}, as of {short_day(view.as_of)}"
    told = headline(view)
    yield f"{told.word}. {told.line}"
    yield from told.reasons


def _week(week: WeekRow) -> Iterator[Value]:
    yield from (week.week, week.number, week.starts, week.ends)
    yield Toned(week.verdict, _week_tone(week))


def _week_tone(week: WeekRow) -> Tone:
    tone = _TONES.get(week.verdict, "plain")
    left = [found for found in week.requirements if found.verdict == "short" and not found.acknowledged]
    return "doubt" if tone == "bad" and not left else tone


def _requirements(week: WeekRow, titles: Mapping[str, str]) -> Iterator[Value]:
    by_id = {found.id: found for found in week.requirements}
    for name in titles:
        yield from _requirement(by_id.get(name))


def _requirement(found: RequirementRow | None) -> tuple[Value, Value, Value]:
    if found is None:
        return None, None, None
    tone, word = _TONES.get(found.verdict, "plain"), found.verdict
    if found.acknowledged and found.verdict == "short":
        tone, word = "doubt", "short, acknowledged"
    return Toned(found.counted, tone), found.needed, Toned(word, tone)
