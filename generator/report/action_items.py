"""What needs the coach, the most pressing kind first: the part of the report to act on.

Where a decision is asked for there are lines to paste into `content/private/coach-decisions.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.dates import day_range, full_date_with_weekday, relative_day, short_day
from generator.core.diagnostics import Severity
from generator.core.text import count, isolate, join_words
from generator.model.coaching import Coaching
from generator.model.verdict import JudgedDecision, JudgedObligation, JudgedRequirement, JudgedWeek
from generator.report.context import Report, undecided
from generator.report.formatting import humanize, location
from generator.report.standing import figures, late_errors

# Without a record for so many days a graduate is silent; fewer are a weekend, a cold, a free week.
INACTIVE_DAYS = 8
_RUNNING = ("on-track", "off-track", "unknown")
# More short weeks than these, or cases of one obligation, would push all else that needs the coach off the
# screen: they are told together. All stand in their tables.
EACH_ON_ITS_OWN = 3
_NAMED = 30
# An appointment that was missed or begun late is news for so many days, and on record ever after.
_NEWS_DAYS = 28
# What a late case is called; an obligation of a school's own is called by its name.
_LATE = {
    "offer-answer": "An offer was not answered in time",
    "offer-granted": "An offer was declined though its request was granted",
    "coach-answer": "Your message was not answered in time",
    "coach-silence": "Silence",
    "attendance": "An appointment was missed or begun late",
    "deliverable": "Something due was not delivered",
    "logged-promptly": "Logged late",
    "check-in": "A check-in is late",
    "material-review": "The review of materials is late",
    "mock-interview": "The mock interview is late",
    "goal-review": "Another look at the goals is late",
}
# Words that other YAML readers take for a truth value or for nothing.
_NOT_PLAIN = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _.-]*[A-Za-z0-9_-])?")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines to paste, and what they do."""

    title: str
    lines: str


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One thing to do or to talk about.

    `where` is the place of a record, a section of the page (`#findings`) or empty.
    """

    title: str
    text: str
    where: str = ""
    snippets: tuple[Snippet, ...] = ()


def action_items(report: Report) -> tuple[ActionItem, ...]:
    """Everything that waits for the coach; empty on a quiet week."""
    return (
        *inactivity(report),
        *short_weeks(report),
        *_broken_obligations(report),
        *_open_offers(report),
        *_late(report),
        *_void_decisions(report),
        *_parameters(report),
        *_errors(report),
    )


def inactivity(report: Report) -> Iterator[ActionItem]:
    """Nothing logged for `INACTIVE_DAYS` days in a running search, leave apart.

    Every dated record counts as a sign, in whatever section: a contact, a post, a commit, a meeting.
    """
    evaluation, as_of = report.evaluation, report.as_of
    window = evaluation.window
    if window is None or evaluation.standing not in _RUNNING:
        return
    last = max((day for day in _activity_days(report) if day <= as_of), default=None)
    since = max(last or window.start, window.start)
    leave = max((pause.last for pause in evaluation.pauses if pause.first <= as_of), default=since)
    if (as_of - max(since, leave)).days < INACTIVE_DAYS:
        return
    if last is None:
        yield ActionItem(
            "Nothing logged yet", f"The search began {count((as_of - window.start).days, 'day')} ago."
        )
    else:
        text = (
            f"The last record is of {full_date_with_weekday(last)}, {count((as_of - last).days, 'day')} ago."
        )
        yield ActionItem("Nothing logged lately", text)


def _activity_days(report: Report) -> Iterator[dt.date]:
    journal = report.journal
    yield from (contact.day for contact in journal.contacts)
    yield from (activity.day for activity in journal.activities)
    yield from (offer.day for offer in journal.offers)
    yield from (post.day for post in journal.posts if not post.draft)
    yield from (entry.record.date for entry in report.contributions if entry.amount)
    for record in journal.coaching:
        attended = record.date if record.attended else None
        yield from filter(None, (record.answered, record.completed, attended))


Waiting = tuple[JudgedWeek, tuple[JudgedRequirement, ...]]


def short_weeks(report: Report) -> Iterator[ActionItem]:
    """The short weeks that wait for a decision, the oldest first: a few each, many by what they lack."""
    weeks = [due.week for due in report.due_of("decision") if due.week is not None]
    waiting = [(week, undecided(week)) for week in sorted(weeks, key=lambda week: week.starts)]
    groups: dict[tuple[str, ...], list[Waiting]] = {}
    for week, lacking in waiting:
        groups.setdefault(tuple(requirement.id for requirement in lacking), []).append((week, lacking))
    if len(waiting) <= EACH_ON_ITS_OWN:
        yield from (_week_item(report, week, lacking) for week, lacking in waiting)
        return
    for group in groups.values():
        yield _week_item(report, *group[0]) if len(group) == 1 else _weeks_item(report, group)


def _week_item(report: Report, week: JudgedWeek, lacking: tuple[JudgedRequirement, ...]) -> ActionItem:
    return ActionItem(
        f"Decide on {week.name}",
        f"Short: {figures(lacking)}, week {week.number}, {day_range(week.starts, week.ends)}.",
        f"#{week.name}",
        _snippets(report, (week.name,), tuple(requirement.id for requirement in lacking)),
    )


def _weeks_item(report: Report, alike: list[Waiting]) -> ActionItem:
    """Weeks that lack the same things: one decision can name them all, or those that are left in it."""
    lacking = alike[0][1]
    names = join_words([isolate(requirement.title) for requirement in lacking])
    parts = [
        f"{week.name} ({', '.join(f'{judged.counted} of {judged.needed}' for judged in requirements)})"
        for week, requirements in alike
    ]
    return ActionItem(
        f"Decide on {len(alike)} weeks",
        f"Short of {names}: {join_words(parts, _NAMED)}.",
        "",
        _snippets(
            report, tuple(week.name for week, _ in alike), tuple(requirement.id for requirement in lacking)
        ),
    )


def _broken_obligations(report: Report) -> Iterator[ActionItem]:
    for obligation in late_errors(report):
        week = None if obligation.due is None else report.week_of(obligation.due)
        yield ActionItem(
            _title(obligation),
            f"{isolate(obligation.label)}{_was_due(obligation, report.as_of)}.",
            location(obligation.origin),
            () if week is None else _snippets(report, (week.name,), (obligation.id,)),
        )


def _open_offers(report: Report) -> Iterator[ActionItem]:
    waiting = [due for due in report.due_of("offer") if due.case is not None and not due.late]
    for item in sorted(waiting, key=lambda due: (due.by, due.case.origin.position if due.case else ())):
        if item.case is not None:
            day = f"{full_date_with_weekday(item.by)}, {relative_day(item.by, report.as_of)}"
            text = f"{isolate(item.case.label)}, by {day}."
            yield ActionItem("An offer waits for an answer", text, location(item.case.origin))


def _late(report: Report) -> Iterator[ActionItem]:
    grave = late_errors(report)
    late = [
        obligation
        for obligation in report.evaluation.obligations
        if obligation.verdict == "late"
        and obligation not in grave
        and not _is_old_news(obligation, report.as_of)
    ]
    for name in dict.fromkeys(obligation.id for obligation in late):
        cases = [obligation for obligation in late if obligation.id == name]
        if len(cases) > EACH_ON_ITS_OWN:
            last = join_words([isolate(obligation.label) for obligation in cases[:-4:-1]])
            text = f"{count(len(cases), 'case')}, the last of them: {last}."
            yield ActionItem(_title(cases[0]), text, "#obligations")
            continue
        for case in cases:
            text = f"{isolate(case.label)}{_was_due(case, report.as_of)}."
            yield ActionItem(_attended(case) or _title(case), text, location(case.origin))


def _is_old_news(case: JudgedObligation, as_of: dt.date) -> bool:
    """Whether nothing can be done about a late case any more but to leave it on record."""
    return case.id == "attendance" and case.due is not None and (as_of - case.due).days > _NEWS_DAYS


def _void_decisions(report: Report) -> Iterator[ActionItem]:
    for judged in report.evaluation.decisions:
        if not judged.holds:
            decision = judged.decision
            what = f"{decision.decision} {join_words(judged.weeks)}, decided on {short_day(decision.on)}"
            yield ActionItem(f"A decision {_why_void(judged, report.as_of)}", f"{what}.", "#decisions")


def _why_void(judged: JudgedDecision, as_of: dt.date) -> str:
    until = judged.decision.until
    return f"ran out on {short_day(until)}" if until is not None and until < as_of else "does not hold"


def _parameters(report: Report) -> Iterator[ActionItem]:
    differs = [tuple(map(isolate, row)) for row in report.commitment.differs]
    if differs:
        parts = join_words([f"{name} is {here} (shipped: {shipped})" for name, here, shipped in differs], 6)
        yield ActionItem(
            f"The terms differ in {count(len(differs), 'place')} from the shipped ones", f"{parts}."
        )


def _errors(report: Report) -> Iterator[ActionItem]:
    rules = Counter(finding.rule for finding in report.findings if finding.severity is Severity.ERROR)
    if rules:
        parts = join_words(
            [f"{rule} ({times})" if times > 1 else rule for rule, times in sorted(rules.items())], 6
        )
        title = f"{count(sum(rules.values()), 'error')} {'stops' if rules.total() == 1 else 'stop'} the build"
        yield ActionItem(title, f"{parts}.", "#findings")


def _title(case: JudgedObligation) -> str:
    words = humanize(case.id)
    return _LATE.get(case.id, f"{words[:1].upper()}{words[1:]}: late")


def _attended(case: JudgedObligation) -> str | None:
    """How an appointment was kept, in words; None where the case is about none."""
    if case.id != "attendance" or not isinstance(case.record, Coaching):
        return None
    how = case.record.attended or ""
    return {"missed": "An appointment was missed", "late": "An appointment began late"}.get(how)


def _was_due(case: JudgedObligation, as_of: dt.date) -> str:
    if case.due is None:
        return ""
    was = "on" if case.id == "attendance" else "due"
    return f", {was} {short_day(case.due)}, {relative_day(case.due, as_of)}"


def _snippets(report: Report, weeks: tuple[str, ...], requirements: tuple[str, ...]) -> tuple[Snippet, ...]:
    """The two answers that a coach can give for `weeks`, each as an entry of the file of decisions."""
    them = "it" if len(weeks) == 1 else "them"
    stays = "it stays" if len(weeks) == 1 else "they stay"
    coach = report.portfolio.coach.name or ""
    return tuple(
        Snippet(title, decision_lines(decision, weeks, requirements, coach, report.as_of))
        for decision, title in (
            ("waived", f"To excuse {them}"),
            ("acknowledged", f"To note {them}: {stays} short, the build goes on"),
        )
    )


def decision_lines(
    decision: str, weeks: Sequence[str], requirements: Sequence[str], by: str, on: dt.date
) -> str:
    """One entry of `decisions:`, to be pasted below that line.

    `decision` is `waived` or `acknowledged`. The reason is left empty on purpose: an empty reason
    is an error, so that no decision goes through without one.
    """
    return "\n".join(
        (
            f"  - weeks: [{', '.join(map(yaml_text, weeks))}]",
            f"    requirements: [{', '.join(map(yaml_text, requirements))}]",
            f"    decision: {decision}",
            '    reason: ""  # say why',
            f"    by: {yaml_text(by)}",
            f"    on: {on.isoformat()}",
        )
    )


def yaml_text(value: str) -> str:
    """`value` as a YAML scalar that reads back as the same text, on one line."""
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_PLAIN:
        return value
    if re.fullmatch(r"\d{4}-W\d\d", value):
        return value
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in ('"', "\\"):
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
