"""What to do next, the best first.

What has a clock comes by the days that are left; a weightier thing goes before a lighter one that has a
little less time. People to write to are one action together, so that they crowd nothing else out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.daily.days import due_words, short_day
from generator.daily.duties import duties
from generator.daily.follow_ups import FollowUp, follow_ups
from generator.daily.view import Action
from generator.diagnostics import Diagnostic, Severity
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.post import Post
from generator.model.verdict import Evaluation, JudgedRequirement, JudgedWeek
from generator.rules.counting.words import count_words

# How many days of delay a thing is worth: an offer due in three days goes before a contact due tonight.
_WEIGHT: Mapping[str, int] = {
    "mend": 30,
    "offer": 3,
    "message": 2,
    "decision": 2,
    "deliverable": 1,
    "appointment": 0,
    "follow-up": 0,
    "draft": 0,
    "requirement": 0,
}
_NO_CLOCK = 21
"""A thing without a last day waits behind what is due within so many days."""


class _Ranked(NamedTuple):
    days: int
    order: int
    action: Action


def actions(
    evaluation: Evaluation, commitment: Commitment, found: Iterable[Diagnostic]
) -> tuple[Action, ...]:
    """Everything worth doing, the best first; nothing once the search is over."""
    if evaluation.standing in ("hired", "ended", "fulfilled", "unfulfilled"):
        return ()
    candidates = [
        *_mend(found),
        *duties(evaluation),
        *_people(evaluation),
        *_weeks(evaluation, commitment),
        *_short_weeks(evaluation),
    ]
    ranked = (_Ranked(_days(one, evaluation.as_of), n, one) for n, one in enumerate(candidates))
    return tuple(one.action for one in sorted(ranked, key=lambda row: (row.days, row.order)))


def _days(action: Action, as_of: dt.date) -> int:
    left = _NO_CLOCK if action.by is None else max(0, (action.by - as_of).days)
    return left - _WEIGHT[action.kind]


def _mend(found: Iterable[Diagnostic]) -> Iterator[Action]:
    """A file that cannot be read hides what it holds. A short week is no slip: its own action tells it."""
    slips = [
        one for one in found if one.severity is Severity.ERROR and one.week is None and not one.requirement
    ]
    if slips:
        first = slips[0].place
        more = f" and {len(slips) - 1} more" if len(slips) > 1 else ""
        text = f"Mend what cannot be read or published: {first.path}:{first.line or 1}{more}"
        yield Action(kind="mend", text=text, neutral=text, place=first)


def _people(evaluation: Evaluation) -> Iterator[Action]:
    """One action for all people to write to; the first is named."""
    waiting = follow_ups(evaluation)
    if not waiting:
        return
    first, more = waiting[0], len(waiting) - 1
    others = f" (and {more} more)" if more else ""
    yield Action(
        kind="follow-up",
        text=f"{_sentence(first)}{others}",
        neutral=f"Write to {len(waiting)} {'people' if more else 'person'}",
        by=max(first.on, evaluation.as_of),
        place=first.contact.origin.place_of("next_step") if first.what else first.contact.origin.place,
    )


def _sentence(one: FollowUp) -> str:
    contact = one.contact
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part) or "(no name)"
    who = f"{name} ({contact.employer})" if contact.employer else name
    if one.counts:
        return f"Follow up with {who}, met on {short_day(one.on)}: counts once you have written"
    return f"Write to {who}, as planned for {short_day(one.on)}: {one.what}"


def _weeks(evaluation: Evaluation, commitment: Commitment) -> Iterator[Action]:
    """What open weeks still ask, the least work first; a draft that would do comes instead of “a post”."""
    grace = commitment.weeks.grace_days * DAY
    for week in evaluation.weeks:
        missing = [one for one in week.requirements if one.verdict == "open"]
        by = week.week.ends if evaluation.as_of in week.week else week.week.ends + grace
        for requirement in sorted(missing, key=_share):
            terms = commitment.requirement(requirement.id)
            draft = _draft(evaluation, week) if terms and terms.kind == "posts" else None
            if draft:
                yield _finish(draft, requirement, by, evaluation.as_of)
            else:
                yield _more(week, requirement, by, evaluation.as_of)


def _share(requirement: JudgedRequirement) -> tuple[float, int]:
    left = requirement.needed - requirement.counted
    return left / max(1, requirement.needed), left


def _more(week: JudgedWeek, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    left = requirement.needed - requirement.counted
    which = "" if as_of in week.week else f" dated in {week.week.name}"
    text = f"{requirement.title}: {left} more{which}; {due_words(by, as_of)}"
    if requirement.alternatives:
        text = (
            f"{requirement.title}: one of {len(requirement.alternatives)} ways{which}; {due_words(by, as_of)}"
        )
    return Action(kind="requirement", text=text, neutral=text, by=by)


def _draft(evaluation: Evaluation, week: JudgedWeek) -> Post | None:
    """The draft that was begun last, if it was begun in the last weeks."""
    drafts = [post for post in evaluation.journal.posts if post.draft]
    recent = [post for post in drafts if post.date.day >= week.week.starts - 28 * DAY]
    return max(recent, key=lambda post: (post.date.day, post.origin.path), default=None)


def _finish(post: Post, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    words = count_words(post.body)
    begun = f"{words} words so far" if words else "not begun yet"
    # A draft stands in a public folder, and is private all the same until it is published.
    return Action(
        kind="draft",
        text=f"Finish the draft “{post.title}” ({begun}), this week's post; {due_words(by, as_of)}",
        neutral=f"{requirement.title}: finish a draft; {due_words(by, as_of)}",
        by=by,
        place=post.origin.place,
    )


def _short_weeks(evaluation: Evaluation) -> Iterator[Action]:
    """Weeks that fell short and that nobody has answered: they fail the build until the coach has."""
    short = [
        week.week.name
        for week in evaluation.weeks
        if any(one.verdict == "short" and not one.acknowledged for one in week.requirements)
    ]
    if short:
        named = ", ".join(short[:3]) + (f" and {len(short) - 3} more" if len(short) > 3 else "")
        text = f"Ask your coach to answer {named}: {'they' if len(short) > 1 else 'it'} fell short"
        yield Action(kind="decision", text=text, neutral=text, by=evaluation.as_of)
