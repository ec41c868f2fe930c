"""The short weeks that wait for a decision: a few each on its own, many by what they lack."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.report.need import Need, snippets
from generator.render.report.standing import figures, undecided
from generator.core.dates import day_range
from generator.core.text import isolate, listed
from generator.views.coach import ReportView, RequirementRow, WeekRow

# More than these would push all else that needs the coach off the screen.
EACH_ON_ITS_OWN = 3
_NAMED = 30

Waiting = tuple[WeekRow, tuple[RequirementRow, ...]]


def short_weeks(view: ReportView) -> Iterator[Need]:
    """What to decide, the oldest week first."""
    asked = {one.subject[1] for one in view.due if one.kind == "decision"}
    waiting = [(week, undecided(week)) for week in view.weeks if week.week in asked]
    groups: dict[tuple[str, ...], list[Waiting]] = {}
    for week, lacking in waiting:
        if lacking:
            groups.setdefault(tuple(found.id for found in lacking), []).append((week, lacking))
    many = sum(map(len, groups.values())) > EACH_ON_ITS_OWN
    if not many:
        yield from (_one(view, week, lacking) for week, lacking in waiting if lacking)
        return
    for alike in groups.values():
        yield _one(view, *alike[0]) if len(alike) == 1 else _several(view, alike)


def _one(view: ReportView, week: WeekRow, lacking: tuple[RequirementRow, ...]) -> Need:
    return Need(
        f"Decide on {week.week}",
        f"Short: {figures(lacking)}, week {week.number}, {day_range(week.starts, week.ends)}.",
        f"#{week.week}",
        snippets(view, (week.week,), tuple(found.id for found in lacking)),
    )


def _several(view: ReportView, alike: list[Waiting]) -> Need:
    """Weeks that lack the same things: one decision can name them all, or those that are left in it."""
    lacking = alike[0][1]
    names = listed([isolate(found.title) for found in lacking])
    told = [
        f"{week.week} ({', '.join(f'{f.counted} of {f.needed}' for f in short)})" for week, short in alike
    ]
    return Need(
        f"Decide on {len(alike)} weeks",
        f"Short of {names}: {listed(told, _NAMED)}.",
        "",
        snippets(view, tuple(week.week for week, _ in alike), tuple(found.id for found in lacking)),
    )
