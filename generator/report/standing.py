"""The report's first line: the standing in words, the week, what is missing and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.dates import full_date_with_weekday, relative_day
from generator.core.diagnostics import Severity
from generator.core.text import count, isolate, join_words
from generator.model.verdict import JudgedObligation, JudgedRequirement, JudgedWeek, WeekVerdict
from generator.report.context import Report, undecided
from generator.report.formatting import humanize

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
_COUNTED_VERDICTS: tuple[WeekVerdict, ...] = (
    "met",
    "open",
    "short",
    "excused",
    "unknown",
    "partial",
    "paused",
)


@dataclass(frozen=True, slots=True)
class Headline:
    """`word` and the sentence `line` make the first line, `reasons` are the sentences below it.

    `tone` is `good`, `bad` or `plain`: how much it wants to be seen.
    """

    word: str
    tone: str
    line: str
    reasons: tuple[str, ...]


def headline(report: Report) -> Headline:
    """What a coach should know before anything else."""
    word, tone = _WORDS.get(report.evaluation.standing, (humanize(report.evaluation.standing), "plain"))
    return Headline(word, tone, _line(report), tuple(_reasons(report)))


def late_errors(report: Report) -> tuple[JudgedObligation, ...]:
    """The late obligations that are errors: those that put the search off track."""
    errors = {
        (finding.requirement, finding.location.path)
        for finding in report.findings
        if finding.severity is Severity.ERROR
    }
    cases = (obligation for obligation in report.evaluation.obligations if obligation.verdict == "late")
    return tuple(case for case in cases if (case.id, case.origin.path) in errors)


def figures(requirements: Iterable[JudgedRequirement]) -> str:
    """`Contacts (6 of 8) and Blog post (0 of 1)`."""
    return join_words(
        [
            f"{isolate(requirement.title)} ({requirement.counted} of {requirement.needed})"
            for requirement in requirements
        ]
    )


def _line(report: Report) -> str:
    window, ended = report.evaluation.window, report.portfolio.search.ended
    if window is None:
        return "No start date is set, so nothing is asked yet."
    if report.evaluation.standing == "not-started":
        start = full_date_with_weekday(window.start)
        return f"The search begins on {start}, {relative_day(window.start, report.as_of)}."
    if report.evaluation.standing in ("hired", "ended"):
        reason = ended.reason if ended else ""
        why = "" if reason in ("", report.evaluation.standing) else f" ({isolate(humanize(reason))})"
        day = "" if report.day is None else f", day {report.day} of {window.days}"
        return f"The search ended on {full_date_with_weekday(ended.on if ended else window.end)}{day}{why}."
    if report.evaluation.standing in ("fulfilled", "unfulfilled"):
        return f"The window of {window.days} days ended on {full_date_with_weekday(window.end)}."
    week = report.week_of(report.as_of)
    today = "Nothing is asked today." if week is None else _week_line(report, week)
    return " ".join((*_cause(report), today))


def _cause(report: Report) -> Iterable[str]:
    """Why the search is off track, in one short sentence; the weeks are named below the line."""
    if report.evaluation.standing != "off-track":
        return
    short = [week for week in report.evaluation.weeks if week.verdict == "short"]
    waiting = [week for week in short if undecided(week)]
    late = len(late_errors(report))
    causes = []
    if waiting:
        causes.append(f"{count(len(waiting), 'short week waits', 'short weeks wait')} for your decision")
    if late:
        causes.append(f"{count(late, 'obligation is', 'obligations are')} late")
    if not causes and short:
        causes.append(f"{short[0].name} was short" if len(short) == 1 else f"{len(short)} weeks were short")
    if causes:
        yield f"{join_words(causes)}."


def _week_line(report: Report, week: JudgedWeek) -> str:
    name = f"Week {week.number} of {report.evaluation.weeks[-1].number} ({week.name})"
    lacking = [requirement for requirement in week.requirements if requirement.verdict == "open"]
    if week.verdict == "open" and lacking:
        due = f"{full_date_with_weekday(week.last_day)}, {relative_day(week.last_day, report.as_of)}"
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


def _reasons(report: Report) -> Iterable[str]:
    """Sentences, the worst first; none where there is nothing to say."""
    short = [week for week in report.evaluation.weeks if week.verdict == "short"]
    waiting = [week.name for week in short if undecided(week)]
    acknowledged = [week.name for week in short if not undecided(week)]
    unjudged = [week.name for week in report.evaluation.weeks if week.verdict == "unknown"]
    if waiting:
        is_over = report.evaluation.standing in (
            "hired",
            "ended",
        )  # then nobody is asked for a decision any more
        yield f"{'Short' if is_over else 'Short, without your decision'}: {join_words(waiting)}."
    for obligation in late_errors(report):
        yield f"Late, {humanize(obligation.id)}: {isolate(obligation.label)}."
    if unjudged:
        yield f"Not judged, because a file could not be read: {join_words(unjudged)}."
    if acknowledged:
        yield f"Short and acknowledged by you: {join_words(acknowledged)}."
    for week in report.evaluation.weeks:
        lacking = [requirement for requirement in week.requirements if requirement.verdict == "open"]
        if week.verdict == "open" and week.ends < report.as_of and lacking:
            yield f"{week.name} has ended, is not closed yet and lacks {figures(lacking)}."
    strikes = report.evaluation.strikes
    if strikes is not None:
        yield f"{strikes.count} of {count(strikes.limit, 'strike')}."
    yield from _week_counts(report)


def _week_counts(report: Report) -> Iterable[str]:
    begun = [week for week in report.begun if week.starts <= report.as_of]
    if any(week.requirements for week in report.evaluation.weeks) and begun:
        tally = Counter(week.verdict for week in begun)
        counts = ", ".join(f"{tally[verdict]} {verdict}" for verdict in _COUNTED_VERDICTS if tally[verdict])
        yield f"Of {count(len(begun), 'week')} begun: {counts}."
