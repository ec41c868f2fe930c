"""The report's first line: the standing in words, the week, what is missing and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.dates import distance, long_day
from generator.core.text import count, isolate, listed
from generator.render.report.text import plain
from generator.views.coach import ObligationRow, ReportView, RequirementRow, WeekRow

_WORDS = {
    "not-started": ("Not started", "plain"),
    "hired": ("Hired", "good"),
    "ended": ("Ended", "plain"),
    "fulfilled": ("Fulfilled", "good"),
    "unfulfilled": ("Not fulfilled", "bad"),
    "off-track": ("Off track", "bad"),
    "unknown": ("Unknown", "bad"),
    "on-track": ("On track", "good"),
}
_TALLY = ("met", "open", "short", "excused", "unknown", "partial", "paused")


@dataclass(frozen=True, slots=True)
class Headline:
    """`word` and the sentence `line` make the first line, `reasons` are the sentences below it.

    `tone` is `good`, `bad` or `plain`: how much it wants to be seen.
    """

    word: str
    tone: str
    line: str
    reasons: tuple[str, ...]


def headline(view: ReportView) -> Headline:
    """What a coach should know before anything else."""
    word, tone = _WORDS.get(view.standing, (plain(view.standing), "plain"))
    return Headline(word, tone, _line(view), tuple(_reasons(view)))


def current_week(view: ReportView) -> WeekRow | None:
    """The week in which `as_of` lies; None outside the window."""
    return next((week for week in view.weeks if week.starts <= view.as_of <= week.ends), None)


def undecided(week: WeekRow) -> tuple[RequirementRow, ...]:
    """The short requirements of a week that no decision of the coach covers."""
    return tuple(found for found in week.requirements if found.verdict == "short" and not found.acknowledged)


def broken(view: ReportView) -> tuple[ObligationRow, ...]:
    """The late obligations that are errors: those that put the search off track."""
    errors = {(found.requirement, found.path) for found in view.findings if found.severity == "error"}
    return tuple(
        case for case in view.obligations if case.verdict == "late" and (case.id, case.path) in errors
    )


def figures(requirements: Iterable[RequirementRow]) -> str:
    """`Contacts (6 of 8) and Blog post (0 of 1)`."""
    return listed([f"{isolate(found.title)} ({found.counted} of {found.needed})" for found in requirements])


def _line(view: ReportView) -> str:
    window = view.window
    if window is None:
        return "No start date is set, so nothing is asked yet."
    if view.standing == "not-started":
        return f"The search begins on {long_day(window.start)}, {distance(window.start, view.as_of)}."
    if view.standing in ("hired", "ended"):
        reason = window.ended_reason
        why = "" if reason in (None, view.standing) else f" ({isolate(plain(reason or ''))})"
        day = "" if window.day is None else f", day {window.day} of {window.days}"
        return f"The search ended on {long_day(window.ended_on or window.end)}{day}{why}."
    if view.standing in ("fulfilled", "unfulfilled"):
        return f"The window of {window.days} days ended on {long_day(window.end)}."
    week = current_week(view)
    today = "Nothing is asked today." if week is None else _week_line(view, week)
    return " ".join((*_cause(view), today))


def _cause(view: ReportView) -> Iterable[str]:
    """Why the search is off track, in one short sentence; the weeks are named below the line."""
    if view.standing != "off-track":
        return
    short = [week for week in view.weeks if week.verdict == "short"]
    waiting = [week for week in short if undecided(week)]
    late = len(broken(view))
    told = []
    if waiting:
        told.append(f"{count(len(waiting), 'short week waits', 'short weeks wait')} for your decision")
    if late:
        told.append(f"{count(late, 'obligation is', 'obligations are')} late")
    if not told and short:
        told.append(f"{short[0].week} was short" if len(short) == 1 else f"{len(short)} weeks were short")
    if told:
        yield f"{listed(told)}."


def _week_line(view: ReportView, week: WeekRow) -> str:
    name = f"Week {week.number} of {view.weeks[-1].number} ({week.week})"
    lacking = [found for found in week.requirements if found.verdict == "open"]
    if week.verdict == "open" and lacking:
        due = f"{long_day(week.last_day)}, {distance(week.last_day, view.as_of)}"
        return f"{name} still lacks {figures(lacking)}, due by {due}."
    if week.verdict == "met" and not week.requirements:
        return f"{name} has nothing that is asked by the week."
    return {
        "met": f"{name} has all that is asked.",
        "open": f"{name} is open.",
        "partial": f"{name} is a partial week, in which nothing is enforced.",
        "paused": f"{name} is paused.",
        "unknown": f"{name} cannot be judged, because a file could not be read.",
    }.get(week.verdict, f"{name} is {week.verdict}.")


def _reasons(view: ReportView) -> Iterable[str]:
    """Sentences, the worst first; none where there is nothing to say."""
    short = [week for week in view.weeks if week.verdict == "short"]
    waiting = [week.week for week in short if undecided(week)]
    seen = [week.week for week in short if not undecided(week)]
    blind = [week.week for week in view.weeks if week.verdict == "unknown"]
    if waiting:
        is_over = view.standing in ("hired", "ended")  # then nobody is asked for a decision any more
        yield f"{'Short' if is_over else 'Short, without your decision'}: {listed(waiting)}."
    for case in broken(view):
        yield f"Late, {plain(case.id)}: {isolate(case.label)}."
    if blind:
        yield f"Not judged, because a file could not be read: {listed(blind)}."
    if seen:
        yield f"Short and acknowledged by you: {listed(seen)}."
    for week in view.weeks:
        lacking = [found for found in week.requirements if found.verdict == "open"]
        if week.verdict == "open" and week.ends < view.as_of and lacking:
            yield f"{week.week} has ended, is not closed yet and lacks {figures(lacking)}."
    if view.strikes is not None:
        yield f"{view.strikes[0]} of {count(view.strikes[1], 'strike')}."
    yield from _tally(view)


def _tally(view: ReportView) -> Iterable[str]:
    begun = [week for week in view.weeks if week.starts <= view.as_of and week.verdict != "upcoming"]
    if any(week.requirements for week in view.weeks) and begun:
        tally = Counter(week.verdict for week in begun)
        counts = ", ".join(f"{tally[verdict]} {verdict}" for verdict in _TALLY if tally[verdict])
        yield f"Of {count(len(begun), 'week')} begun: {counts}."
