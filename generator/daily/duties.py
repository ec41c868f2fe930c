"""What a graduate owes somebody: offers and messages to answer, things due, appointments that are near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.daily.days import due_words, on_words
from generator.daily.view import Action, ActionKind
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.offer import Offer
from generator.model.verdict import Evaluation, JudgedObligation

_APPOINTMENT_AHEAD = 2


class _Words(Struct, frozen=True):
    kind: ActionKind
    named: str
    unnamed: str


# Obligation → how it is told, with and without the name of what is owed.
_WORDS: Mapping[str, _Words] = {
    "offer-answer": _Words("offer", "Answer the offer: {}", "Answer an offer"),
    "coach-answer": _Words("message", "Answer your coach: {}", "Answer a message of your coach"),
    "deliverable": _Words("deliverable", "Hand in: {}", "Hand in something due"),
    "attendance": _Words("appointment", "Be there: {}", "Keep an appointment"),
}


def duties(evaluation: Evaluation) -> Iterator[Action]:
    """One action for each thing owed that is not done yet, be it late or not."""
    near = evaluation.as_of + _APPOINTMENT_AHEAD * DAY
    for case in evaluation.obligations:
        words = _WORDS.get(case.id)
        if words is None or case.due is None or (words.kind == "appointment" and case.due > near):
            continue
        if case.verdict == "open" or _is_overdue(case):
            told = on_words if words.kind == "appointment" else due_words
            when = told(case.due, evaluation.as_of)
            yield Action(
                kind=words.kind,
                text=f"{words.named.format(case.label)}; {when}",
                neutral=f"{words.unnamed}; {when}",
                by=case.due,
                place=case.origin.place,
            )


def _is_overdue(case: JudgedObligation) -> bool:
    """Whether it is late and can still be done: an appointment that was missed cannot."""
    if case.verdict != "late" or case.id == "attendance":
        return False
    if isinstance(case.record, Offer):
        return case.record.answered is None
    return isinstance(case.record, Coaching) and (case.record.answered or case.record.completed) is None
