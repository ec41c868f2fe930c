"""Requirements → the verdict of a week, and the findings of the short ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.core.messages import Message
from generator.diagnostics import Counts, Diagnostic, Place, Severity
from generator.model.verdict import JudgedRequirement, JudgedWeek, WeekVerdict
from generator.rules.case import Case
from generator.rules.severities import severity_of
from generator.rules.weeks.below_minimum import BY_KIND, kind_of
from generator.rules.weeks.frame import WeekFrame

# Where the records of a requirement are habitually written, one file a week.
_HABIT: Mapping[str, str] = {
    "contacts": "content/private/contacts/{week}.yaml",
    "posts": "content/blog/{day}-title.md",
    "contributions": "content/contributions/{month}.yaml",
    "activities": "content/private/activities/{week}.yaml",
    "check-ins": "content/private/coaching/{month}.yaml",
}
_THING: Mapping[str, str] = {
    "contacts": "short-week.contacts",
    "posts": "short-week.posts",
    "contributions": "short-week.contributions",
    "activities": "short-week.activities",
    "check-ins": "short-week.check-ins",
}


def judge_week(frame: WeekFrame, requirements: Iterable[JudgedRequirement]) -> JudgedWeek:
    """The verdict of one week: of the manual's list the first that holds."""
    judged = tuple(requirements)
    return JudgedWeek(
        week=frame.week,
        number=frame.number,
        verdict=_verdict(frame, judged),
        closed=frame.phase == "closed",
        enforced=frame.enforced,
        partial=frame.partial or frame.paused,
        requirements=judged,
    )


def _verdict(frame: WeekFrame, requirements: tuple[JudgedRequirement, ...]) -> WeekVerdict:
    if frame.phase == "upcoming":
        return "upcoming"
    if frame.paused:
        return "paused"
    if frame.exempt:
        return "partial"
    unmet = {requirement.verdict for requirement in requirements} - {"met"}
    if not unmet:
        return "met"
    if frame.phase == "open":
        return "open"
    if "unknown" in unmet:
        return "unknown"
    return "excused" if unmet == {"excused"} else "short"


def shortfalls(weeks: Iterable[JudgedWeek], case: Case, *, search_over: bool) -> Iterator[Diagnostic]:
    """One finding for each short requirement of a closed week.

    An error without the coach's answer, a note with one; a warning once the search is over, since
    nobody is left to answer it.
    """
    for week in weeks:
        for requirement in week.requirements:
            if requirement.verdict == "short":
                yield _shortfall(week, requirement, case, search_over)


def _shortfall(week: JudgedWeek, requirement: JudgedRequirement, case: Case, search_over: bool) -> Diagnostic:
    terms = case.commitment.requirement(requirement.id)
    kind = kind_of(terms) if terms else "contacts"
    rule = BY_KIND[kind]
    # Of different ways the first is the one that the school names first.
    first = terms.of[0].kind if terms and kind == "any-of" else kind
    severity = severity_of(rule.name, rule.severity, case.commitment)
    if requirement.acknowledged:
        severity = Severity.NOTE
    elif search_over and severity is Severity.ERROR:
        severity = Severity.WARNING
    return Diagnostic(
        rule=rule.name,
        severity=severity,
        text=_text(week, requirement, _THING[first]),
        place=_place(week, requirement, _HABIT[first]),
        week=week.week.name,
        requirement=requirement.id,
        counts=Counts(requirement.counted, requirement.needed),
    )


def _text(week: JudgedWeek, requirement: JudgedRequirement, things: str) -> Message:
    hint = Message("short-week.acknowledged" if requirement.acknowledged else "short-week.to-do")
    if requirement.alternatives:
        ways = tuple(
            Message("short-week.way", counted=way.counted, needed=way.needed, way=way.id)
            for way in requirement.alternatives
        )
        key = "short-week.alternatives"
        return Message(key, week=week.week.name, requirement=requirement.id, ways=ways, hint=hint)
    left_out = sum(not record.counted for record in requirement.records)
    return Message(
        "short-week.counted",
        week=week.week.name,
        counted=requirement.counted,
        needed=requirement.needed,
        things=Message(things),
        more=Message("short-week.more", count=left_out) if left_out else None,
        hint=hint,
    )


def _place(week: JudgedWeek, requirement: JudgedRequirement, habit: str) -> Place:
    """Where to mend: at the week's last record in the file that has most of them, else in a new file."""
    origins = [record.origin for record in requirement.records if record.date in week.week]
    if origins:
        paths = [origin.path for origin in origins]
        path = max(sorted(set(paths)), key=paths.count)
        last = max((origin for origin in origins if origin.path == path), key=lambda origin: origin.position)
        return last.place
    day = week.week.starts
    return Place(habit.format(week=week.week.name, day=day, month=f"{day:%Y-%m}"), 1, 1)
