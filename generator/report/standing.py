"""The report's first line: the standing and its cause, the week, what is missing and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from generator.core.dates import (
    day_and_month,
    day_range,
    full_date_with_weekday,
    relative_day,
    short_day,
)
from generator.core.text import count, isolate, join_words
from generator.model.coaching import Coaching
from generator.model.verdict import JudgedObligation, JudgedRequirement, JudgedWeek, WeekVerdict
from generator.report.context import Report, undecided, week_text
from generator.report.formatting import capitalized, humanize
from generator.rules.standing import is_error

STANDINGS = {
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


# How many cases of an obligation are late, in words: of one, of several. Others are counted together.
_LATE = {
    "offer-answer": ("one offer was not answered in time", "{} offers were not answered in time"),
    "offer-granted": (
        "one offer was declined after a granted request",
        "{} offers were declined after a granted request",
    ),
    "coach-answer": ("one message was not answered in time", "{} messages were not answered in time"),
    "coach-silence": ("one message went unanswered for too long", "{} messages went unanswered for too long"),
    "attendance": ("one appointment was missed or late", "{} appointments were missed or late"),
    "deliverable": ("one deliverable is late", "{} deliverables are late"),
}
_OTHERS = ("one obligation is late", "{} obligations are late")


class Headline(Struct, frozen=True):
    """`word` and the sentence `line` make the first line, `reasons` are the sentences below it.

    `cause` says after the word why it is so (`week 9 (27 Jul – 2 Aug) was short`), or is empty. `tone` is
    `good`, `bad` or `plain`: how much it wants to be seen.
    """

    word: str
    tone: str
    cause: str
    line: str
    reasons: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The word with what follows it: a colon before a cause (a comma before a but), else a full stop."""
        mark = "," if self.cause.startswith("but ") else ":"
        return f"{self.word}{mark if self.cause else '.'}"

    @property
    def sentence(self) -> str:
        """The cause and the line."""
        return f"{self.cause}. {self.line}" if self.cause else self.line


def headline(report: Report) -> Headline:
    """What a coach should know before anything else."""
    seen = _on_record_only(report)
    if seen:
        return Headline(*_record_words(report, seen), _line(report), tuple(_reasons(report)))
    word, tone = STANDINGS.get(report.evaluation.standing, (humanize(report.evaluation.standing), "plain"))
    return Headline(word, tone, _cause(report), _line(report), tuple(_reasons(report)))


def _on_record_only(report: Report) -> tuple[JudgedWeek | JudgedObligation, ...]:
    """What put the search off track, if the coach has acknowledged all of it; else empty.

    It stays on record, and nobody has to be alarmed by it any more.
    """
    evaluation = report.evaluation
    short = [week for week in evaluation.weeks if week.verdict == "short"]
    if evaluation.standing != "off-track" or evaluation.strikes is not None or late_errors(report):
        return ()
    seen = [
        case
        for case in evaluation.obligations
        if case.verdict == "acknowledged" and is_error(case.id, report.commitment)
    ]
    return () if any(undecided(week) for week in short) else (*short, *seen)


def _record_words(report: Report, seen: tuple[JudgedWeek | JudgedObligation, ...]) -> tuple[str, str, str]:
    """Word, tone and cause of a search with nothing against it but what is on record."""
    weeks = [week for week in seen if isinstance(week, JudgedWeek)]
    cases = [case for case in seen if isinstance(case, JudgedObligation)]
    late = any(case.verdict == "late" for case in report.evaluation.obligations)
    rest = "" if late else ". Nothing else is short or late"
    named = "; ".join(_with_day(report, week) for week in weeks)
    if not cases:
        word = "One week" if len(weeks) == 1 else f"{len(weeks)} weeks"
        return f"{word} on record as short", "plain", f"{named}{rest}"
    parts = [*([f"{named} (short)"] if named else []), *_lateness(cases)]
    return "On record", "plain", f"{join_words(parts)}{rest}"


def late_errors(report: Report) -> tuple[JudgedObligation, ...]:
    """The late obligations that are errors by the terms: those that put the search off track."""
    return tuple(
        case
        for case in report.evaluation.obligations
        if case.verdict == "late" and is_error(case.id, report.commitment)
    )


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
        return "No start date is set, so nothing is required yet."
    if report.evaluation.standing == "not-started":
        start = full_date_with_weekday(window.start)
        return f"The search begins on {start}, {relative_day(window.start, report.as_of)}."
    if report.evaluation.standing in ("hired", "ended"):
        reason = ended.reason if ended else ""
        why = "" if reason in ("", report.evaluation.standing) else f" ({isolate(humanize(reason))})"
        day = "" if report.day is None else f", day {report.day} of {window.days}"
        accepted = report.evaluation.accepted_offer
        if report.evaluation.standing == "hired" and accepted and ended and accepted.answered == ended.on:
            return f"The search ended that day{day}."
        return f"The search ended on {full_date_with_weekday(ended.on if ended else window.end)}{day}{why}."
    if report.evaluation.standing in ("fulfilled", "unfulfilled"):
        return f"The {window.days} days ended on {full_date_with_weekday(window.end)}."
    week = report.week_of(report.as_of)
    return "Nothing is required today." if week is None else _week_line(report, week)


def _cause(report: Report) -> str:
    """Why the search stands as it does, in a few words; empty where there is nothing to add.

    Who declined the offer that the refund hangs on has fulfilled the terms all the same: both are said.
    """
    accepted, declined = report.evaluation.accepted_offer, report.evaluation.declined_offer
    if report.evaluation.standing == "hired" and accepted is not None and accepted.answered is not None:
        return f"accepted {isolate(accepted.label)}, on {full_date_with_weekday(accepted.answered)}"
    if report.evaluation.standing == "fulfilled" and declined is not None:
        day = "" if declined.answered is None else f" on {short_day(declined.answered)}"
        return f"but a full-time offer in the field was declined{day} ({isolate(declined.label)})"
    if report.evaluation.standing == "fulfilled" and report.unclear_offers:
        return "but an offer does not say whether it was full-time and in the field"
    unknown = [week for week in report.evaluation.weeks if week.verdict == "unknown"]
    if report.evaluation.standing == "unknown" and unknown:
        return f"{_were(unknown, 'not judged')}, because {_why_unknown(report)}"
    if report.evaluation.standing not in ("off-track", "unfulfilled"):
        return ""
    short = [week for week in report.evaluation.weeks if week.verdict == "short"]
    waiting = [week for week in short if undecided(week)]
    strikes = report.evaluation.strikes
    if report.evaluation.standing == "unfulfilled":
        parts = [_were(short, "short")] if short else []
        parts += [_were(unknown, "not judged")] if unknown else []
    elif waiting:
        parts = [f"{count(len(waiting), 'short week waits', 'short weeks wait')} for your decision"]
    elif strikes is not None:
        parts = [f"{strikes.count} of {count(strikes.limit, 'strike')}"]
    elif len(short) == 1:
        parts = [_on_record(report, short[0])]
    else:
        parts = [f"{len(short)} weeks are on record as short"] if short else []
    return join_words([*parts, *_lateness(late_errors(report))])


def _why_unknown(report: Report) -> str:
    """Why a week could not be judged: most often a file, else a record or a signature that leaves it open."""
    if report.journal.unreadable:
        return "a file could not be read"
    return "something that decides it is not known"


def _were(weeks: list[JudgedWeek], how: str) -> str:
    return f"{week_text(weeks[0])} was {how}" if len(weeks) == 1 else f"{len(weeks)} weeks were {how}"


def _on_record(report: Report, week: JudgedWeek) -> str:
    day = report.acknowledged_on(week)
    acknowledged = "" if day is None else f" (acknowledged {day_and_month(day)})"
    return f"{week_text(week)} is on record as short{acknowledged}"


def _with_day(report: Report, week: JudgedWeek) -> str:
    day = report.acknowledged_on(week)
    return week_text(week) if day is None else f"{week_text(week)}, acknowledged {day_and_month(day)}"


def _lateness(cases: Iterable[JudgedObligation]) -> Iterable[str]:
    """`one offer was answered late`: what is late, by obligation, in the order of the terms."""
    by_words: dict[tuple[str, str], list[JudgedObligation]] = {}
    for case in cases:
        by_words.setdefault(_LATE.get(case.id, _OTHERS), []).append(case)
    for (one, many), alike in by_words.items():
        if alike[0].id == "offer-answer" and all(case.done for case in alike):
            one, many = "one offer was answered late", "{} offers were answered late"
        yield one if len(alike) == 1 else many.format(len(alike))


def _week_line(report: Report, week: JudgedWeek) -> str:
    days = day_range(week.starts, week.ends, year=False)
    name = f"Week {week.number} of {report.evaluation.weeks[-1].number} ({days})"
    lacking = [requirement for requirement in week.requirements if requirement.verdict == "open"]
    if week.verdict == "open" and lacking:
        due = f"{full_date_with_weekday(week.last_day)}, {relative_day(week.last_day, report.as_of)}"
        return f"{name} still needs {figures(lacking)} by {due}."
    if week.verdict == "met" and not week.requirements:
        return f"{name} has no weekly requirements."
    return {
        "met": f"{name} is complete.",
        "open": f"{name} is open.",
        "partial": f"{name} is a partial week: nothing is required in it.",
        "paused": f"{name} is paused.",
        "unknown": f"{name} cannot be judged, because {_why_unknown(report)}.",
    }.get(week.verdict, f"{name} is {week.verdict}.")


def _reasons(report: Report) -> Iterable[str]:
    """Sentences, the worst first; none where there is nothing to say."""
    standing = report.evaluation.standing
    short = [week for week in report.evaluation.weeks if week.verdict == "short"]
    waiting = [week_text(week) for week in short if undecided(week)]
    seen = [week for week in short if not undecided(week)]
    blind = [week_text(week) for week in report.evaluation.weeks if week.verdict == "unknown"]
    if waiting:
        is_over = standing in ("hired", "ended")  # then nobody is asked for a decision any more
        yield f"{'Short' if is_over else 'Short, without your decision'}: {join_words(waiting)}."
    for obligation in late_errors(report):
        yield f"{late_title(obligation)}: {isolate(obligation.label)}."
    if blind and (standing != "unknown" or len(blind) > 1):  # else the first line says it
        yield f"Not judged, because {_why_unknown(report)}: {join_words(blind)}."
    first_line_says_it = standing == "off-track" and (len(short) == 1 or _on_record_only(report))
    if seen and not first_line_says_it:
        yield f"On record as short: {'; '.join(_with_day(report, week) for week in seen)}."
    for week in report.evaluation.weeks:
        lacking = [requirement for requirement in week.requirements if requirement.verdict == "open"]
        if week.verdict == "open" and week.ends < report.as_of and lacking:
            name = capitalized(week_text(week))
            yield f"{name} has ended, is not closed yet and still needs {figures(lacking)}."
    strikes = report.evaluation.strikes
    if strikes is not None and (standing != "off-track" or waiting):  # else the first line says it
        yield f"{strikes.count} of {count(strikes.limit, 'strike')}."
    yield from _week_counts(report)


def _week_counts(report: Report) -> Iterable[str]:
    begun = [week for week in report.begun if week.starts <= report.as_of]
    if any(week.requirements for week in report.evaluation.weeks) and begun:
        tally = Counter(week.verdict for week in begun)
        counts = ", ".join(f"{tally[verdict]} {verdict}" for verdict in _COUNTED_VERDICTS if tally[verdict])
        yield f"{count(len(begun), 'week')} so far: {counts}."


# What a late case is called; an obligation of a school's own is called by its name.
_TITLES = {
    "offer-granted": "An offer was declined after its request was granted",
    "coach-answer": "Your message was not answered in time",
    "coach-silence": "A message of yours went unanswered for too long",
    "attendance": "An appointment was missed or started late",
    "deliverable": "A deliverable is late",
    "logged-promptly": "Logged late",
    "check-in": "A check-in is late",
    "material-review": "The review of materials is late",
    "mock-interview": "The mock interview is late",
    "goal-review": "The review of the goals is late",
    "leave": "There was more leave than the terms allow",
}


def late_title(case: JudgedObligation) -> str:
    """What is wrong with a late case, without saying which: `An offer was not answered in time`."""
    if case.id == "offer-answer":
        return "An offer was answered late" if case.done else "An offer was not answered in time"
    if case.id == "attendance" and isinstance(case.record, Coaching):
        how = {"missed": "An appointment was missed", "late": "An appointment started late"}
        return how.get(case.record.attended or "", _TITLES[case.id])
    return _TITLES.get(case.id, f"{case.title or capitalized(humanize(case.id))}: late")
