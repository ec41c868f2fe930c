"""The consequences of a new record: whether it counts, the progress of its week, what becomes due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.core.dates import weekday_day_month
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.kinds import records_in
from generator.model.origin import Record
from generator.model.verdict import Evaluation, JudgedRecord, JudgedRequirement, JudgedWeek
from generator.rules.as_of import record_as_of
from generator.rules.kinds import OBLIGATION


class Consequence(Struct, frozen=True, kw_only=True):
    """What the verdict says about one record.

    `counts` is None where nothing is counted of such records. `is_waiting`: it will count once a message has
    followed, and nothing else is wrong. `reasons` and `warnings` are sentences.
    `progress` is how far its week is now, `due` what has to be done about it by when; empty where there is
    nothing to say.
    """

    counts: bool | None = None
    is_waiting: bool = False
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    progress: str = ""
    due: tuple[str, ...] = ()


def consequence(evaluation: Evaluation, record: Record) -> Consequence:
    """The consequences of a record of the journal that `evaluation` judged."""
    record = record_as_of(record, evaluation.as_of)
    judgement = _find_judged(evaluation, record)
    diagnostics = _diagnostics_on(evaluation, record)
    due = tuple(_due(evaluation, record))
    if judgement is None:
        if record.day and record.day > evaluation.as_of and _is_left_out(evaluation, record):
            return Consequence(
                reasons=(f"It is dated {record.day}, after today: it is not there until then.",)
            )
        return Consequence(warnings=_warnings(diagnostics), due=due)
    week, requirement, judged = judgement
    reasons = tuple(_sentence(diagnostic) for diagnostic in diagnostics if diagnostic.rule in judged.reasons)
    if evaluation.window is None and "outside-window" in judged.reasons:
        reasons = (_NO_FIRST_DAY,)
    return Consequence(
        counts=judged.counted,
        is_waiting=set(judged.reasons) == {_NEEDS_MESSAGE} and not (week and week.closed),
        reasons=reasons or tuple(Message(reason).reason for reason in judged.reasons),
        warnings=_warnings(diagnostic for diagnostic in diagnostics if diagnostic.rule not in judged.reasons),
        progress=_progress(week, requirement, evaluation.as_of) if week and requirement else "",
        due=due,
    )


_NEEDS_MESSAGE = "contact-without-follow-up"
_NO_FIRST_DAY = "Your search has no first day yet, and what is dated before that day never counts."
_Judged = tuple[JudgedWeek | None, JudgedRequirement | None, JudgedRecord]


def _find_judged(evaluation: Evaluation, record: Record) -> _Judged | None:
    """The week, requirement and judgement of the record; None if no requirement looked at it."""
    for week in evaluation.weeks:
        for requirement in week.requirements:
            for judged in requirement.records:
                if judged.record == record:
                    return week, requirement, judged
    return next(((None, None, judged) for judged in evaluation.outside if judged.record == record), None)


def _is_left_out(evaluation: Evaluation, record: Record) -> bool:
    return record not in [record for _, record in records_in(evaluation.journal)]


def _diagnostics_on(evaluation: Evaluation, record: Record) -> list[Diagnostic]:
    """The findings on the record."""
    return [
        diagnostic
        for diagnostic in evaluation.diagnostics
        if record.origin.contains(diagnostic.location) and diagnostic.rule != "record-in-future"
    ]


def _warnings(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    return tuple(
        _sentence(diagnostic) for diagnostic in diagnostics if diagnostic.severity is not Severity.NOTE
    )


def _sentence(diagnostic: Diagnostic) -> str:
    """The reason and the hint, without the opening that the record does not count."""
    reason = diagnostic.text.reason
    return " ".join(filter(None, (reason[:1].upper() + reason[1:], diagnostic.hint)))


def _progress(week: JudgedWeek, requirement: JudgedRequirement, as_of: dt.date) -> str:
    """`7 of 8 this week; 1 more by Sunday 29 November`."""
    which = "this week" if as_of in week.week else f"in {week.week.name}"
    if requirement.month:
        which = f"in {requirement.month.words}"
    count = f"{requirement.counted} of {requirement.needed} {which}"
    missing = requirement.needed - requirement.counted
    if week.closed:
        return f"{count}, which is closed"
    if requirement.verdict == "open" and missing > 0:
        return f"{count}; {missing} more {_by(week.last_day, as_of)}"
    return f"{count}; done" if requirement.verdict == "met" else count


def _by(day: dt.date, as_of: dt.date) -> str:
    return "today" if day == as_of else f"by {weekday_day_month(day)}"


def _due(evaluation: Evaluation, record: Record) -> Iterator[str]:
    """The open obligations of the record."""
    for obligation in evaluation.obligations:
        if (
            obligation.record == record
            and obligation.due is not None
            and obligation.verdict == "open"
            and (to_do := OBLIGATION[obligation.id].to_do)
        ):
            yield f"{to_do} {_by(obligation.due, evaluation.as_of)}"
