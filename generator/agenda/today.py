"""The present week and the next actions, the most urgent first.

Nothing is counted here, and everything due comes from `due.py`. Actions are ordered by the days left minus
a weight: a weightier action comes before a lighter one with a little less time. All people to write to are
one action, so that they do not crowd out the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.agenda.due import OVER, Due, due
from generator.core.dates import due_phrase, on_phrase, weekday_and_day
from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.core.text import capitalized, count, first_few, join_words
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
from generator.rules.kinds import OBLIGATIONS, REQUIREMENT, kind_of
from generator.rules.registry import SHORT_OR_LATE, holding_back

ActionKind = Literal[
    "offer", "message", "deliverable", "appointment", "review",
    "follow-up", "draft", "requirement", "decision", "fix",
]  # fmt: skip
MOST_ACTIONS = 3
# In days: an offer due in three days comes before a contact due tonight.
_WEIGHT: Mapping[str, int] = {
    "fix": 30,
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
_DAYS_WITHOUT_DEADLINE = 21
"""An action without a last day ranks as if it were due in so many days."""
_LAST_CHANCE = 4
"""In days: what saves a week that has ended comes before all that has some days left."""
_APPOINTMENT_AHEAD = 2 * DAY
_STEP_AHEAD = DAY


class _Phrase(Struct, frozen=True):
    kind: ActionKind
    named: str
    unnamed: str


# Kind of `Due` → phrases with and without names.
_PHRASES: Mapping[str, _Phrase] = {
    "offer": _Phrase("offer", "Answer the offer: {}", "Answer an offer"),
    "message": _Phrase("message", "Answer your coach: {}", "Answer a message from your coach"),
    "deliverable": _Phrase("deliverable", "Hand in: {}", "Hand in what is due"),
    "appointment": _Phrase("appointment", "Attend: {}", "Attend an appointment"),
}
_REVIEWS: Mapping[str, str] = {
    "check-in": "Have a check-in with your coach",
    "material-review": "Have your materials reviewed",
    "mock-interview": "Have a mock interview",
    "goal-review": "Review your goals",
}


class RequirementProgress(Struct, frozen=True, kw_only=True):
    """One requirement in one week. `short` is its name in one word."""

    id: str
    title: str
    short: str
    counted: int
    needed: int
    verdict: RequirementVerdict
    month: str = ""
    """The month that it is asked for in, in words; empty if it is asked for every week."""

    @property
    def missing(self) -> int:
        """How many more are needed; 0 if nothing is required."""
        return max(0, self.needed - self.counted) if self.verdict == "open" else 0


class Action(Struct, frozen=True, kw_only=True):
    """Something to do next. `text` may name people, `neutral` names nobody.

    `by` is its last day, or None. `location` is that of the record that it is about. `is_last_chance`: a week
    that has ended stays open for it alone.
    """

    kind: ActionKind
    text: str
    neutral: str
    by: dt.date | None = None
    location: Location | None = None
    is_last_chance: bool = False


class WeekProgress(Struct, frozen=True, kw_only=True):
    """One week, mostly that of today.

    `last_day` is the last one whose records count, `closes` the last one to log them; `days_left` are the
    days after today up to the first of these that has not passed.
    """

    name: str
    starts: dt.date
    ends: dt.date
    last_day: dt.date
    closes: dt.date
    number: int
    verdict: WeekVerdict
    days_left: int
    requirements: tuple[RequirementProgress, ...]


class Today(Struct, frozen=True, kw_only=True):
    """Where a search stands on one day. `week` is None on a day outside the window.

    `starts` is the window's first day, None where none is set yet. `standing_words` are the standing with
    what stands beside it. `hired` says which offer was accepted, or is empty; `hired_neutral` names nobody.
    `errors` are the findings that fail a build, `held` whether the site is not published for them; `site`
    says that in sentences. `actions` are in order, the best first. `to_fetch` is the week whose
    contributions may only have to be fetched, if any.
    """

    as_of: dt.date
    starts: dt.date | None
    standing: Standing
    standing_words: str
    hired: str
    hired_neutral: str
    week: WeekProgress | None
    errors: int
    held: bool
    site: tuple[str, ...]
    actions: tuple[Action, ...]
    to_fetch: str = ""


def today(evaluation: Evaluation, commitment: Commitment, diagnostics: Iterable[Diagnostic]) -> Today:
    """The present week and the three best actions. `diagnostics` are those of the whole run."""
    all_diagnostics = tuple(diagnostics)
    week = next((week for week in evaluation.weeks if evaluation.as_of in week.week), None)
    return Today(
        as_of=evaluation.as_of,
        starts=evaluation.window.start if evaluation.window else None,
        standing=evaluation.standing,
        standing_words=evaluation.standing_words,
        hired=_hired(evaluation, "{0.title}, {0.employer},"),
        hired_neutral=_hired(evaluation, "an offer"),
        week=week_progress(week, evaluation, commitment) if week else None,
        errors=sum(diagnostic.severity is Severity.ERROR for diagnostic in all_diagnostics),
        held=bool(holding_back(all_diagnostics, commitment)),
        site=site_sentences(evaluation, commitment, all_diagnostics),
        actions=actions(evaluation, commitment, all_diagnostics)[:MOST_ACTIONS],
        to_fetch=_to_fetch(evaluation, commitment),
    )


def _hired(evaluation: Evaluation, named: str) -> str:
    offer = evaluation.accepted_offer
    if evaluation.standing != "hired" or offer is None or offer.answered is None:
        return ""
    return (
        f"Hired: accepted {named.format(offer)} on {weekday_and_day(offer.answered)}. Nothing more is asked."
    )


_WEEKS_NAMED = 3


def site_sentences(
    evaluation: Evaluation, commitment: Commitment, diagnostics: Iterable[Diagnostic]
) -> tuple[str, ...]:
    """What a build does with the site, and what waits for whom; empty if no error fails it.

    They name nobody, so that they may stand in a public log.
    """
    errors = [finding for finding in diagnostics if finding.severity is Severity.ERROR]
    mistakes = [finding for finding in errors if finding.rule not in SHORT_OR_LATE]
    weeks = [item.week.words for item in due(evaluation, commitment) if item.kind == "decision" and item.week]
    late = sum(finding.rule in _OBLIGATION_RULES for finding in errors)
    sentences = []
    if mistakes:
        block = count(len(mistakes), "error blocks", "errors block")
        sentences.append(f"{block} publishing; see weekproof check.")
    if weeks:
        named = join_words(weeks, _WEEKS_NAMED)
        verb = "is short and waits" if len(weeks) == 1 else "are short and wait"
        sentences.append(f"{capitalized(named)} {verb} for your coach's answer.")
    if late:
        sentences.append(
            f"{count(late, 'obligation is', 'obligations are')} late: do what can still be done, "
            "and ask your coach."
        )
    if not errors or mistakes:
        return tuple(sentences)
    if holding_back(errors, commitment):
        sentences.append("Until then the site stays as it is.")
    else:
        sentences.append("The site is published all the same, as your school's terms say.")
    return tuple(sentences)


_OBLIGATION_RULES = frozenset(row.rule.name for row in OBLIGATIONS)


def last_weeks(evaluation: Evaluation, count: int) -> tuple[JudgedWeek, ...]:
    """The last `count` weeks that have begun, the oldest first."""
    begun = [week for week in evaluation.weeks if week.week.starts <= evaluation.as_of]
    return tuple(begun[-count:])


def week_progress(judged: JudgedWeek, evaluation: Evaluation, commitment: Commitment) -> WeekProgress:
    """The progress of one week."""
    return WeekProgress(
        name=judged.week.name,
        starts=judged.week.starts,
        ends=judged.week.ends,
        last_day=judged.counts_until,
        closes=judged.closes,
        number=judged.number,
        verdict=judged.verdict,
        days_left=(max(judged.last_day, evaluation.as_of) - evaluation.as_of).days,
        requirements=tuple(
            requirement_progress(requirement, commitment) for requirement in judged.requirements
        ),
    )


def requirement_progress(requirement: JudgedRequirement, commitment: Commitment) -> RequirementProgress:
    """The progress of a requirement; `short` is its kind's name, or its id if two share the kind."""
    terms = commitment.requirement(requirement.id)
    kinds = [kind_of(other) for other in commitment.requirements]
    is_alone = terms is not None and kinds.count(kind_of(terms)) == 1
    row = REQUIREMENT.get(kind_of(terms)) if terms and is_alone else None
    short = row.prompt_label if row else requirement.id
    return RequirementProgress(
        id=requirement.id,
        title=requirement.title,
        short=short,
        counted=requirement.counted,
        needed=requirement.needed,
        verdict=requirement.verdict,
        month=requirement.month.words if requirement.month else "",
    )


class _Ranked(NamedTuple):
    days: int
    order: int
    action: Action


def actions(
    evaluation: Evaluation, commitment: Commitment, diagnostics: Iterable[Diagnostic]
) -> tuple[Action, ...]:
    """All actions, the best first; none once the search is over."""
    if evaluation.standing in OVER:
        return ()
    dues = due_now(evaluation, commitment)
    candidates = [
        *_errors_to_fix(diagnostics),
        *_duties(dues, evaluation.as_of),
        *_people(dues, evaluation),
    ]
    candidates += [*_weeks(dues, evaluation.as_of), *_short_weeks(dues, evaluation.as_of)]
    ranked = (_Ranked(_days(action, evaluation.as_of), n, action) for n, action in enumerate(candidates))
    return tuple(row.action for row in sorted(ranked, key=lambda row: (row.days, row.order)))


def due_now(evaluation: Evaluation, commitment: Commitment) -> list[Due]:
    """What is due and relevant today: no future weeks, and no appointments and next steps far ahead.

    Each record appears once: a meeting with a next step as the follow-up that makes it count, a message
    from the coach by its answer and not also by the day on which silence is too long.
    """
    as_of = evaluation.as_of
    listed = [item for item in due(evaluation, commitment) if _is_now(item, as_of)]
    meetings = {item.subject[1:] for item in listed if item.kind == "follow-up"}
    late = {item.subject[1:] for item in listed if item.kind == "message" and item.late}
    return [
        item
        for item in listed
        if not (item.kind == "next-step" and item.subject[1:] in meetings)
        and not (item.kind == "message" and not item.late and item.subject[1:] in late)
        and not _is_awaited(item)
    ]


def _is_awaited(item: Due) -> bool:
    """Whether it is a requirement that only waits for follow-ups, which are actions of their own."""
    if item.kind != "requirement" or item.week is None or item.requirement is None:
        return False
    awaited = {contact.origin.position for contact in item.week.awaits}
    return any(record.origin.position in awaited for record in item.requirement.records)


def _is_now(item: Due, as_of: dt.date) -> bool:
    if item.kind == "requirement":
        return item.since <= as_of
    if item.kind == "event":
        return False
    days_ahead = {"appointment": _APPOINTMENT_AHEAD, "next-step": _STEP_AHEAD}.get(item.kind)
    return days_ahead is None or item.by <= as_of + days_ahead


def _days(action: Action, as_of: dt.date) -> int:
    days_left = _DAYS_WITHOUT_DEADLINE if action.by is None else max(0, (action.by - as_of).days)
    return days_left - _WEIGHT[action.kind] - (_LAST_CHANCE if action.is_last_chance else 0)


def _errors_to_fix(diagnostics: Iterable[Diagnostic]) -> Iterator[Action]:
    """Errors to fix first, because an unreadable file hides its records. Short weeks are not among them."""
    errors = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.week is None and not diagnostic.requirement
    ]
    if errors:
        first = errors[0].location
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        text = f"Fix what blocks publishing: {first.path}:{first.line or 1}{more}"
        yield Action(kind="fix", text=text, neutral=text, location=first)


def _duties(dues: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """One action for each obligation that is not done yet, late or not."""
    for item in dues:
        when = (on_phrase if item.kind == "appointment" else due_phrase)(item.by, as_of)
        if item.kind == "review" and item.case is not None:
            text = f"{_REVIEWS[item.case.id]}; {when}"
            yield Action(kind="review", text=text, neutral=text, by=item.by)
        elif (phrase := _PHRASES.get(item.kind)) and isinstance(item.record, Offer | Coaching):
            yield Action(
                kind=phrase.kind,
                text=f"{phrase.named.format(item.record.label)}; {when}",
                neutral=f"{phrase.unnamed}; {when}",
                by=item.by,
                location=item.record.origin.location,
            )


def _people(dues: Iterable[Due], evaluation: Evaluation) -> Iterator[Action]:
    """One action for all people to write to; it names the first.

    Meetings for which a week stays open come first, then others that would count; then what is in time before
    what is late, by the distance of its last day from today.
    """
    as_of, zone = evaluation.as_of, evaluation.journal.portfolio.search.time_zone or "UTC"
    waiting = [
        (item, item.record)
        for item in dues
        if item.kind in ("follow-up", "next-step") and isinstance(item.record, Contact)
    ]
    if not waiting:
        return
    first, contact = min(waiting, key=lambda row: _urgency(row[0], as_of))
    more = len(waiting) - 1
    others = f" (and {more} more)" if more else ""
    yield Action(
        kind="follow-up",
        text=f"{_sentence(first, contact, as_of, zone)}{others}",
        neutral=f"Write to {len(waiting)} {'people' if more else 'person'}{_closing(first, as_of, zone)}",
        by=first.by if first.week else max(first.since if first.counts else first.by, as_of),
        is_last_chance=first.week is not None,
        location=contact.origin.location if first.counts else contact.origin.location_of("next_step"),
    )


def _urgency(item: Due, as_of: dt.date) -> tuple[bool, bool, bool, dt.timedelta]:
    return item.week is None, not item.counts, item.late, abs(item.by - as_of)


def _closing(item: Due, as_of: dt.date, zone: str) -> str:
    """When the week that stays open for a follow-up closes; empty where none does."""
    if item.week is None:
        return ""
    day = "today" if item.by == as_of else f"on {weekday_and_day(item.by)}"
    return f": counts for {item.week.words}, which closes {day} at midnight ({zone})"


def _sentence(item: Due, contact: Contact, as_of: dt.date, zone: str) -> str:
    name = " ".join(part for part in (contact.first_name, contact.last_name) if part) or "(no name)"
    who = f"{name} ({contact.employer})" if contact.employer else name
    if item.counts:
        closing = _closing(item, as_of, zone) or ": counts once you have written"
        return f"Follow up with {who}, met on {weekday_and_day(contact.date)}{closing}"
    what = contact.next_step.what if contact.next_step else ""
    return f"Write to {who}, as planned for {weekday_and_day(item.by)}: {what}"


def _weeks(dues: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """What open weeks still require, the least work first. A draft takes the place of a required post."""
    requirements = [
        (item, item.week, item.requirement)
        for item in dues
        if item.kind == "requirement" and item.week and item.requirement
    ]
    for item, week, requirement in sorted(requirements, key=lambda row: (row[1].number, _share(row[2]))):
        if isinstance(item.record, Post):
            yield _finish(item.record, requirement, item.by, as_of)
        else:
            yield _more(week, requirement, item.by, as_of)


def _share(requirement: JudgedRequirement) -> tuple[float, int]:
    missing = requirement.needed - requirement.counted
    return missing / max(1, requirement.needed), missing


def _more(week: JudgedWeek, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    missing = requirement.needed - requirement.counted
    which = f" dated in {week.words}"
    if as_of in week.week:
        which = "" if as_of <= week.counts_until else f" dated by {weekday_and_day(week.counts_until)}"
    if requirement.month:
        month = requirement.month
        which = " this month" if month.starts <= as_of <= month.ends else f" dated in {month.words}"
    text = f"{requirement.title}: {missing} more{which}; {due_phrase(by, as_of)}"
    if requirement.alternatives:
        ways = len(requirement.alternatives)
        text = f"{requirement.title}: one of {ways} ways{which}; {due_phrase(by, as_of)}"
    return Action(kind="requirement", text=text, neutral=text, by=by)


def _finish(post: Post, requirement: JudgedRequirement, by: dt.date, as_of: dt.date) -> Action:
    word_count = count_words(post.body, post.dialect)
    state = f"{word_count} words so far" if word_count else "empty so far"
    # A draft is in a public folder, but private until it is published.
    return Action(
        kind="draft",
        text=f"Finish the draft “{post.title}” ({state}), this week's post; {due_phrase(by, as_of)}",
        neutral=f"{requirement.title}: finish a draft; {due_phrase(by, as_of)}",
        by=by,
        location=post.origin.location,
    )


def _short_weeks(dues: Iterable[Due], as_of: dt.date) -> Iterator[Action]:
    """Short weeks without a decision of the coach: they fail the build until there is one."""
    short = [item.week.words for item in dues if item.kind == "decision" and item.week]
    if short:
        named = first_few(short, 3)
        text = f"Ask your coach to decide on {named}: {'they' if len(short) > 1 else 'it'} fell short"
        yield Action(kind="decision", text=text, neutral=text, by=as_of)


_SETTLED = 3 * DAY
"""After a week's last day: then GitHub counts nothing more in it (`sync` waits 48 hours)."""
_STALE = 2 * DAY


def _to_fetch(evaluation: Evaluation, commitment: Commitment) -> str:
    """The first week that lacks contributions which may only have to be fetched; empty if there is none.

    That is a short week, until it was fetched after it had settled, and the present one, if it was not
    fetched for two days.
    """
    if not evaluation.journal.portfolio.graduate.github or evaluation.standing in OVER:
        return ""
    fetched = [
        (record.date, record.fetched_at.day)
        for record in evaluation.journal.contributions
        if record.fetched_at is not None
    ]
    for week in evaluation.weeks:
        if week.week.starts > evaluation.as_of or not any(
            _lacks_contributions(requirement, commitment) for requirement in week.requirements
        ):
            continue
        last = max((at for day, at in fetched if day in week.week), default=dt.date.min)
        settled = week.week.ends + _SETTLED
        if evaluation.as_of in week.week:
            if last == dt.date.min or last + _STALE <= evaluation.as_of:
                return "this week"
        elif last < settled <= evaluation.as_of:
            return week.words
    return ""


def _lacks_contributions(requirement: JudgedRequirement, commitment: Commitment) -> bool:
    terms = commitment.requirement(requirement.id)
    is_theirs = terms is not None and kind_of(terms) == "contributions"
    return is_theirs and requirement.verdict in ("open", "short") and not requirement.acknowledged
