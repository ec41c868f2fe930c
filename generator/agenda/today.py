"""Where the search stands today: the present week, and what to do next, the best first.

Nothing is counted here, and nothing is due here that `due.py` does not list. What has a clock comes by the
days that are left; a weightier thing goes before a lighter one that has a little less time. People to write
to are one action together, so that they crowd nothing else out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.agenda.due import OVER, Due, due
from generator.core.dates import due_phrase, on_phrase, weekday_and_day
from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.core.text import first_few
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.commitment import Commitment
from generator.model.contact import Contact
from generator.model.offer import Offer
from generator.model.post import Post
from generator.model.verdict import (
    Evaluation,
    JudgedRequirement,
    JudgedWeek,
    RequirementVerdict,
    Standing,
    WeekVerdict,
)
from generator.rules.counting.words import count_words
from generator.rules.kinds import REQUIREMENT, kind_of

ActionKind = Literal[
    "offer", "message", "deliverable", "appointment", "review",
    "follow-up", "draft", "requirement", "decision", "mend",
]  # fmt: skip
MOST_ACTIONS = 3
# How many days of delay a thing is worth: an offer due in three days goes before a contact due tonight.
_WEIGHT: Mapping[str, int] = {
    "mend": 30,
    "offer": 3,
    "message": 2,
    "decision": 2,
    "deliverable": 1,
    "appointment": 0,
    "review": 0,
    "follow-up": 0,
    "draft": 0,
    "requirement": 0,
}
_NO_CLOCK = 21
"""A thing without a last day waits behind what is due within so many days."""
_APPOINTMENT_AHEAD = 2 * DAY
_STEP_AHEAD = DAY


class _Words(Struct, frozen=True):
    kind: ActionKind
    named: str
    unnamed: str


# What is due → how it is told, with and without the name of what is owed.
_WORDS: Mapping[str, _Words] = {
    "offer": _Words("offer", "Answer the offer: {}", "Answer an offer"),
    "message": _Words("message", "Answer your coach: {}", "Answer a message from your coach"),
    "deliverable": _Words("deliverable", "Hand in: {}", "Hand in what is due"),
    "appointment": _Words("appointment", "Attend: {}", "Attend an appointment"),
}
_REVIEWS: Mapping[str, str] = {
    "check-in": "Have a check-in with your coach",
    "material-review": "Have your materials reviewed",
    "mock-interview": "Have a mock interview",
    "goal-review": "Review your goals",
}


class Need(Struct, frozen=True, kw_only=True):
    """One requirement in one week. `short` is its name in one word, `missing` what is still to do."""

    id: str
    title: str
    short: str
    counted: int
    needed: int
    verdict: RequirementVerdict

    @property
    def missing(self) -> int:
        """How many more are needed; 0 where nothing is asked."""
        return max(0, self.needed - self.counted) if self.verdict == "open" else 0


class Action(Struct, frozen=True, kw_only=True):
    """Something worth doing next. `text` may name people, `neutral` says the same of nobody.

    `by` is its last day, None where it has none. `place` is the record that it is about.
    """

    kind: ActionKind
    text: str
    neutral: str
    by: dt.date | None = None
    location: Location | None = None


class ThisWeek(Struct, frozen=True, kw_only=True):
    """One week, mostly that of today.

    `last_day` is the last one whose records count; `days_left` are the days after today up to it.
    """

    name: str
    starts: dt.date
    ends: dt.date
    last_day: dt.date
    number: int
    verdict: WeekVerdict
    days_left: int
    needs: tuple[Need, ...]


class Today(Struct, frozen=True, kw_only=True):
    """Where a search stands on one day. `week` is None on a day outside the window.

    `starts` is the window's first day, None where none is set yet.
    `errors` are the findings that fail a build. `actions` are in order, the best first.
    """

    as_of: dt.date
    starts: dt.date | None
    standing: Standing
    week: ThisWeek | None
    errors: int
    actions: tuple[Action, ...]


def today(evaluation: Evaluation, commitment: Commitment, diagnostics: Iterable[Diagnostic]) -> Today:
    """The present week and the three best things to do. `found` are the findings of the whole run."""
    told = tuple(diagnostics)
    week = next((week for week in evaluation.weeks if evaluation.as_of in week.week), None)
    return Today(
        as_of=evaluation.as_of,
        starts=evaluation.window.start if evaluation.window else None,
        standing=evaluation.standing,
        week=week_view(week, evaluation, commitment) if week else None,
        errors=sum(diagnostic.severity is Severity.ERROR for diagnostic in told),
        actions=actions(evaluation, commitment, told)[:MOST_ACTIONS],
    )


def last_weeks(evaluation: Evaluation, count: int) -> tuple[JudgedWeek, ...]:
    """The last weeks that have begun, at most `count`, the oldest first."""
    begun = [week for week in evaluation.weeks if week.week.starts <= evaluation.as_of]
    return tuple(begun[-count:])


def week_view(judged: JudgedWeek, evaluation: Evaluation, commitment: Commitment) -> ThisWeek:
    """One week as a graduate sees it."""
    # Where the window has ended within the week, no day is left to tell of but the week's own.
    last_day = judged.last_day if judged.last_day >= evaluation.as_of else judged.week.ends
    return ThisWeek(
        name=judged.week.name,
        starts=judged.week.starts,
        ends=judged.week.ends,
        last_day=last_day,
        number=judged.number,
        verdict=judged.verdict,
        days_left=(last_day - evaluation.as_of).days,
        needs=tuple(need_of(requirement, commitment) for requirement in judged.requirements),
    )


def need_of(requirement: JudgedRequirement, commitment: Commitment) -> Need:
    """A requirement with the one word that stands for it in a prompt: two of a kind keep their own ids."""
    terms = commitment.requirement(requirement.id)
    kinds = [kind_of(other) for other in commitment.requirements]
    is_alone = terms is not None and kinds.count(kind_of(terms)) == 1
    row = REQUIREMENT.get(kind_of(terms)) if terms and is_alone else None
    short = row.short if row else requirement.id
    return Need(
        id=requirement.id,
        title=requirement.title,
        short=short,
        counted=requirement.counted,
        needed=requirement.needed,
        verdict=requirement.verdict,
    )


class _Ranked(NamedTuple):
    days: int
    order: int
    action: Action


def actions(
    evaluation: Evaluation, commitment: Commitment, diagnostics: Iterable[Diagnostic]
) -> tuple[Action, ...]:
    """Everything worth doing now, the best first; nothing once the search is over."""
    if evaluation.standing in OVER:
        return ()
    dues = told_now(evaluation, commitment)
    candidates = [*_mend(diagnostics), *_duties(dues, evaluation.as_of), *_people(dues, evaluation.as_of)]
    candidates += [*_weeks(dues, evaluation.as_of), *_short_weeks(dues, evaluation.as_of)]
    ranked = (_Ranked(_days(action, evaluation.as_of), n, action) for n, action in enumerate(candidates))
    return tuple(one.action for one in sorted(ranked, key=lambda row: (row.days, row.order)))


def told_now(evaluation: Evaluation, commitment: Commitment) -> list[Due]:
    """What is due and worth telling today: not weeks to come, nor appointments and steps still far off.

    One record is told once: of a meeting with a next step the message that makes it count, of a message of
    the coach's the day by which to answer it and not also the day on which silence is too long.
    """
    as_of = evaluation.as_of
    listed = [one for one in due(evaluation, commitment) if _is_now(one, as_of)]
    meetings = {one.subject[1:] for one in listed if one.kind == "follow-up"}
    late = {one.subject[1:] for one in listed if one.kind == "message" and one.late}
    return [
        one
        for one in listed
        if not (one.kind == "next-step" and one.subject[1:] in meetings)
        and not (one.kind == "message" and not one.late and one.subject[1:] in late)
    ]


def _is_now(one: Due, as_of: dt.date) -> bool:
    if one.kind == "requirement":
        return one.since <= as_of
    if one.kind == "event":
        return False
    ahead = {"appointment": _APPOINTMENT_AHEAD, "next-step": _STEP_AHEAD}.get(one.kind)
    return ahead is None or one.by <= as_of + ahead


def _days(action: Action, as_of: dt.date) -> int:
    left = _NO_CLOCK if action.by is None else max(0, (action.by - as_of).days)
    return left - _WEIGHT[action.kind]


def _mend(diagnostics: Iterable[Diagnostic]) -> Iterator[Action]:
    """A file that cannot be read hides what it holds. A short week is no slip: its own action tells it."""
    slips = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.week is None and not diagnostic.requirement
    ]
    if slips:
        first = slips[0].location
        more = f" and {len(slips) - 1} more" if len(slips) > 1 else ""
        text = f"Fix what blocks publishing: {first.path}:{first.line or 1}{more}"
        yield Action(kind="mend", text=text, neutral=text, location=first)


def _duties(told: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """One action for each thing owed that is not done yet, be it late or not."""
    for one in told:
        when = (on_phrase if one.kind == "appointment" else due_phrase)(one.by, as_of)
        if one.kind == "review" and one.case is not None:
            text = f"{_REVIEWS[one.case.id]}; {when}"
            yield Action(kind="review", text=text, neutral=text, by=one.by)
        elif (words := _WORDS.get(one.kind)) and isinstance(one.record, Offer | Coaching):
            yield Action(
                kind=words.kind,
                text=f"{words.named.format(one.record.label)}; {when}",
                neutral=f"{words.unnamed}; {when}",
                by=one.by,
                location=one.record.origin.location,
            )


def _people(told: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """One action for all people to write to; the first is named.

    Meetings that would count go first; of either what is in time by its last day, then what is late, the
    newest first.
    """
    waiting = [
        (one, one.record)
        for one in told
        if one.kind in ("follow-up", "next-step") and isinstance(one.record, Contact)
    ]
    if not waiting:
        return
    first, contact = min(waiting, key=lambda row: _urgency(row[0], as_of))
    more = len(waiting) - 1
    others = f" (and {more} more)" if more else ""
    yield Action(
        kind="follow-up",
        text=f"{_sentence(first, contact)}{others}",
        neutral=f"Write to {len(waiting)} {'people' if more else 'person'}",
        by=max(first.since if first.counts else first.by, as_of),
        location=contact.origin.location if first.counts else contact.origin.location_of("next_step"),
    )


def _urgency(one: Due, as_of: dt.date) -> tuple[bool, bool, dt.timedelta]:
    return not one.counts, one.late, abs(one.by - as_of)


def _sentence(one: Due, contact: Contact) -> str:
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part) or "(no name)"
    who = f"{name} ({contact.employer})" if contact.employer else name
    if one.counts:
        return f"Follow up with {who}, met on {weekday_and_day(contact.date)}: counts once you have written"
    what = contact.next_step.what if contact.next_step else ""
    return f"Write to {who}, as planned for {weekday_and_day(one.by)}: {what}"


def _weeks(told: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """What open weeks still ask, the least work first; a draft that would do comes instead of “a post”."""
    asked = [
        (one, one.week, one.requirement)
        for one in told
        if one.kind == "requirement" and one.week and one.requirement
    ]
    for one, week, requirement in sorted(asked, key=lambda row: (row[1].number, _share(row[2]))):
        if isinstance(one.record, Post):
            yield _finish(one.record, requirement, one.by, as_of)
        else:
            yield _more(week, requirement, one.by, as_of)


def _share(requirement: JudgedRequirement) -> tuple[float, int]:
    left = requirement.needed - requirement.counted
    return left / max(1, requirement.needed), left


def _more(week: JudgedWeek, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    left = requirement.needed - requirement.counted
    which = "" if as_of in week.week else f" dated in {week.words}"
    text = f"{requirement.title}: {left} more{which}; {due_phrase(by, as_of)}"
    if requirement.alternatives:
        ways = len(requirement.alternatives)
        text = f"{requirement.title}: one of {ways} ways{which}; {due_phrase(by, as_of)}"
    return Action(kind="requirement", text=text, neutral=text, by=by)


def _finish(post: Post, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    words = count_words(post.body)
    begun = f"{words} words so far" if words else "empty so far"
    # A draft stands in a public folder, and is private all the same until it is published.
    return Action(
        kind="draft",
        text=f"Finish the draft “{post.title}” ({begun}), this week's post; {due_phrase(by, as_of)}",
        neutral=f"{requirement.title}: finish a draft; {due_phrase(by, as_of)}",
        by=by,
        location=post.origin.location,
    )


def _short_weeks(told: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """Weeks that fell short without a decision: they fail the build until the coach has decided."""
    short = [one.week.words for one in told if one.kind == "decision" and one.week]
    if short:
        named = first_few(short, 3)
        text = f"Ask your coach to decide on {named}: {'they' if len(short) > 1 else 'it'} fell short"
        yield Action(kind="decision", text=text, neutral=text, by=as_of)
