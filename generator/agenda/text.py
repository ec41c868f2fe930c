"""The current week in words, for people and shell prompts, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

from generator.agenda.due import OVER
from generator.agenda.today import Action, RequirementProgress, Today, WeekProgress
from generator.core.dates import day_range, short_day, week_words, weekday_day_month
from generator.core.diagnostics import Location, public_path
from generator.core.text import capitalized, count, wrap_line
from generator.model.application import Application, ApplicationStatus
from generator.reporters.escape import printable

FORMAT = 1
"""Of the JSON: a number that grows when a key changes its meaning or goes; new keys may come."""
BAR = 20
_NUMBERS = 25
"""Columns around title and bar: two spaces thrice, `12 of 12`, and `12 to go`."""
Paint = Callable[[str, str], str]
"""Text and a colour (`green`, `yellow`, `red`, `dim`) → the text as a terminal shows it."""

_VERDICTS = {
    "met": "done",
    "open": "open",
    "paused": "paused, nothing is asked",
    "partial": "not a whole week, nothing is asked",
    "upcoming": "not begun",
    "excused": "excused by your coach",
    "short": "short",
    "unknown": "unknown, a file could not be read",
}


def _verdict(week: WeekProgress) -> str:
    """The verdict in words; some schools ask for nothing by the week."""
    asks_nothing = week.verdict == "met" and not week.requirements
    return "nothing is asked by the week" if asks_nothing else _VERDICTS[week.verdict]


NOT_BEGUN = """\
Your search has no first day yet: nothing is asked, and no week counts.
When it begins, add the day to portfolio.yaml, `start: YYYY-MM-DD` below `search`, and your coach's
name, `name` below `coach`."""


def plain(text: str, _: str) -> str:
    """No colour."""
    return text


def page(today: Today, *, redact: bool, paint: Paint = plain, width: int = 0) -> str:
    """The week, a bar a requirement, and what to do next. With `redact` nobody is named.

    Sentences are broken between words at `width` columns, if that is not 0. Nothing in it steers a
    terminal but what `paint` adds.
    """
    lines = [part for line in head(today, redact=redact) for part in wrap_line(line, width)]
    lines += [*_errors(today, paint), ""]
    if today.week:
        below = [part for line in closing(today, today.week) for part in wrap_line(line, width)]
        lines += [*_bars(today.week, paint, width), "", *below]
    if today.to_fetch:
        lines += [
            *wrap_line(f"To fetch what GitHub counted in {today.to_fetch}: weekproof sync github", width),
            "",
        ]
    if today.actions:
        lines += ["Next:", *_actions(today, paint, width, redact=redact)]
    return "\n".join(lines).rstrip() + "\n"


def head(today: Today, *, redact: bool) -> Iterator[str]:
    """What stands above the bars: the week and the standing, or why there is none."""
    week = today.week
    if hired := today.hired_neutral if redact else today.hired:
        yield printable(hired)
        return
    if today.starts is None:
        yield NOT_BEGUN
        return
    if week is None and today.as_of < today.starts:
        yield f"Your search begins on {weekday_day_month(today.starts)}; nothing is asked until then."
        return
    if week is None:
        yield f"{weekday_day_month(today.as_of)} is not in your search. Standing: {today.standing_words}."
        return
    yield f"{capitalized(week_words(week.number, week.starts, week.ends))}: {_verdict(week)}."
    yield f"Standing: {today.standing_words}."


def _errors(today: Today, paint: Paint) -> Iterator[str]:
    yield from (paint(sentence, "red" if today.held else "yellow") for sentence in today.site)


def _bars(week: WeekProgress, paint: Paint, width: int) -> Iterator[str]:
    """A line a requirement; on a narrow terminal without the bars, which only repeat the numbers."""
    widest = max((len(requirement.title) for requirement in week.requirements), default=0)
    has_room = not width or width >= widest + BAR + _NUMBERS
    for requirement in week.requirements:
        figures = f"{requirement.counted} of {requirement.needed}"
        colour = "green" if requirement.counted >= requirement.needed else "yellow"
        title = printable(requirement.title).ljust(widest)
        bar = f"{paint(_bar(requirement), colour)}  " if has_room else ""
        yield f"  {title}  {bar}{figures if not bar else f'{figures:>8}'}  {missing(requirement)}".rstrip()


def _bar(requirement: RequirementProgress) -> str:
    ratio = min(1.0, requirement.counted / requirement.needed) if requirement.needed else 1.0
    # A bar is full only when nothing is missing, and shows that something was done.
    filled = BAR if ratio >= 1 else min(BAR - 1, max(int(ratio * BAR), 1 if requirement.counted else 0))
    return "█" * filled + "░" * (BAR - filled)


def missing(requirement: RequirementProgress) -> str:
    """What stands behind a bar: how many are missing, or that it is done."""
    if requirement.verdict == "met":
        return "✓"
    parts = [f"{requirement.missing} to go"] if requirement.missing else []
    return ", ".join([*parts, f"in {requirement.month}"] if requirement.month else parts)


def closing(today: Today, week: WeekProgress) -> Iterator[str]:
    """Until when the week can be met; nothing where nothing is missing."""
    if not any(requirement.missing for requirement in week.requirements) or today.standing in OVER:
        return
    when = {0: "today", 1: "tomorrow"}.get(week.days_left, f"{week.days_left} days from now")
    last, closes = weekday_day_month(week.last_day), weekday_day_month(week.closes)
    if today.as_of > week.last_day:
        yield f"The last day that counts was {last}. Log what happened by {closes}, {when}."
    elif week.closes > week.last_day:
        yield f"The last day is {last}, {when}. You can log it until {closes}."
    else:
        yield f"The last day is {last}, {when}."
    yield ""


def _actions(today: Today, paint: Paint, width: int, *, redact: bool) -> Iterator[str]:
    for number, action in enumerate(today.actions, start=1):
        yield from wrap_line(
            printable(f"  {number}. {action.neutral if redact else action.text}"), width, "     "
        )
        if action.location:
            yield paint(printable(f"     {_position(action.location, redact=redact)}"), "dim")


def _position(location: Location, *, redact: bool) -> str:
    path = public_path(location.path) if redact else location.path
    return f"{path}:{location.line}" if location.line else path


def line(today: Today) -> str:
    """One line for a shell prompt. It contains no names."""
    week = today.week
    if today.starts is None:
        return "no first day yet"
    if week is None and today.as_of < today.starts:
        return f"begins {today.starts}"
    if week is None:
        return f"no week · {today.standing}"
    is_asked = week.verdict in ("open", "met")
    parts: list[str] = (
        [_short(requirement) for requirement in week.requirements] if is_asked else [week.verdict]
    )
    parts.append({0: "last day"}.get(week.days_left, count(week.days_left, "day")))
    if today.standing == "off-track":
        parts.append("off track")
    if today.errors:
        parts.append(count(today.errors, "error"))
    return f"week {week.number} {' · '.join(parts)}"


def _short(requirement: RequirementProgress) -> str:
    if requirement.needed == 1:
        return f"{requirement.short} {'✓' if requirement.counted else '0/1'}"
    return f"{requirement.short} {requirement.counted}/{requirement.needed}"


def rows(weeks: Sequence[WeekProgress], paint: Paint = plain) -> list[str]:
    """A line a week: its name and days, its verdict, and what each requirement has."""
    verdicts = max((len(week.verdict) for week in weeks), default=0)
    columns = [max(map(len, column)) for column in zip(*map(_cells, weeks), strict=True)]
    lines = []
    for week in weeks:
        cells = "  ".join(cell.ljust(width) for cell, width in zip(_cells(week), columns, strict=True))
        span = day_range(week.starts, week.ends, year=False)
        verdict = paint(week.verdict.ljust(verdicts), _ROW_COLOURS.get(week.verdict, "dim"))
        lines.append(f"week {week.number:<3}  {span:<15}  {verdict}  {cells}".rstrip())
    return lines


_ROW_COLOURS = {"met": "green", "open": "yellow", "short": "red", "unknown": "red"}


def _cells(week: WeekProgress) -> list[str]:
    return [_short(requirement) for requirement in week.requirements]


def as_json(today: Today, *, redact: bool) -> str:
    """The same as JSON; the manual explains the keys."""
    return json.dumps(
        {
            "format": FORMAT,
            "as_of": today.as_of.isoformat(),
            "standing": today.standing,
            "errors": today.errors,
            "publishes": not today.held,
            "week": _week(today.week) if today.week else None,
            "actions": [_action(action, redact=redact) for action in today.actions],
        },
        ensure_ascii=False,
        indent=2,
    )


def _week(week: WeekProgress) -> dict[str, object]:
    return {
        "name": week.name,
        "starts": week.starts.isoformat(),
        "ends": week.ends.isoformat(),
        "number": week.number,
        "verdict": week.verdict,
        "days_left": week.days_left,
        "requirements": [
            {
                "id": requirement.id,
                "title": requirement.title,
                "counted": requirement.counted,
                "needed": requirement.needed,
                "missing": requirement.missing,
                "verdict": requirement.verdict,
            }
            for requirement in week.requirements
        ],
    }


def _action(action: Action, *, redact: bool) -> dict[str, object]:
    location = action.location
    return {
        "kind": action.kind,
        "text": action.neutral if redact else action.text,
        "by": action.by.isoformat() if action.by else None,
        "path": (public_path(location.path) if redact else location.path) if location else None,
        "line": location.line if location else None,
    }


def application_lines(applications: Iterable[Application], *, redact: bool) -> Iterator[str]:
    """The applications by stage, in the order of the stages, the latest of each first.

    With `redact`, for a log that strangers may read, the stages have only their numbers.
    """
    stages: dict[str, list[Application]] = {stage: [] for stage in get_args(ApplicationStatus)}
    for application in applications:
        stages[application.status].append(application)
    for stage, found in stages.items():
        if found:
            yield f"{capitalized(stage)} ({len(found)})"
        for application in () if redact else sorted(found, key=lambda one: one.date, reverse=True):
            yield f"  {short_day(application.date):<11}  {printable(application.label)}"
            step = application.next_step
            if step is not None:
                yield f"               next, {short_day(step.on)}: {printable(step.what)}"
            if application.link:
                yield f"               {printable(application.link)}"
    if not any(stages.values()):
        yield "No applications yet. weekproof new application adds one."
