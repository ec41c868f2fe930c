"""What needs the coach, the most pressing kind first: the part of the report to act on.

Where a decision is asked for there are lines to paste into `content/private/coach-decisions.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.dates import day_and_month, full_date_with_weekday, relative_day, short_day
from generator.core.diagnostics import Severity
from generator.core.text import count, isolate, join_words
from generator.model.coaching import Coaching
from generator.model.verdict import JudgedDecision, JudgedObligation, JudgedRequirement, JudgedWeek
from generator.report.context import Report, chronological, undecided, week_text
from generator.report.formatting import capitalized, location, obligation_name
from generator.report.standing import figures, late_errors, late_title

# Without a record for so many days a graduate is silent; fewer are a weekend, a cold, a free week.
INACTIVE_DAYS = 8
_RUNNING = ("on-track", "off-track", "unknown")
# More short weeks than these, or cases of one obligation, would push everything else off the screen: they
# become one item. All of them are in their tables.
EACH_ON_ITS_OWN = 3
_NAMED, _TERMS = 30, 6
# An appointment that was missed or started late is news for so many days; after that it is only on record.
_NEWS_DAYS = 28
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

    `where` is the place of a record, a section of the page (`#findings`), the row of a week
    (`#2026-W31`) or empty.
    """

    title: str
    text: str
    where: str = ""
    snippets: tuple[Snippet, ...] = ()

    @property
    def link(self) -> str:
        """The words of the link to `where`, where that is in the page."""
        return "See the week" if self.where[1:2].isdigit() else f"See {self.where[1:]}"


def action_items(report: Report) -> tuple[ActionItem, ...]:
    """Everything that waits for the coach; empty on a quiet week."""
    return (
        *inactivity(report),
        *short_weeks(report),
        *_broken_obligations(report),
        *_open_offers(report),
        *_silence(report),
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
        days = count((as_of - last).days, "day")
        text = f"The last record is of {full_date_with_weekday(last)}."
        yield ActionItem(f"Nothing logged for {days}", text)


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
        f"Decide on {week_text(week)}",
        f"Short: {figures(lacking)}.",
        f"#{week.name}",
        _snippets(report, (week.name,), tuple(requirement.id for requirement in lacking)),
    )


def _weeks_item(report: Report, alike: list[Waiting]) -> ActionItem:
    """Weeks that lack the same things: one decision can name them all, or those that are left in it."""
    lacking = alike[0][1]
    names = join_words([isolate(requirement.title) for requirement in lacking])
    told = [
        f"{week_text(week)}: {', '.join(f'{lack.counted} of {lack.needed}' for lack in short)}"
        for week, short in alike
    ]
    return ActionItem(
        f"Decide on {len(alike)} weeks",
        f"Short of {names}. {capitalized('; '.join(told[:_NAMED]))}{_and_more(len(told) - _NAMED)}.",
        "",
        _snippets(
            report, tuple(week.name for week, _ in alike), tuple(requirement.id for requirement in lacking)
        ),
    )


def _and_more(number: int) -> str:
    return f"; and {number} more" if number > 0 else ""


def _broken_obligations(report: Report) -> Iterator[ActionItem]:
    unanswered = _unanswered(report)
    for obligation in late_errors(report):
        if obligation in unanswered:
            continue
        week = None if obligation.due is None else report.week_of(obligation.due)
        yield ActionItem(
            late_title(obligation),
            f"{isolate(obligation.label)}{_when(obligation, report.as_of)}.",
            location(obligation.origin),
            () if week is None else _snippets(report, (week.name,), (obligation.id,)),
        )


def _open_offers(report: Report) -> Iterator[ActionItem]:
    waiting = [due for due in report.due_of("offer") if due.case is not None and not due.late]
    for item in sorted(waiting, key=lambda due: (due.by, due.case.origin.position if due.case else ())):
        if item.case is not None:
            day = f"{full_date_with_weekday(item.by)}, {relative_day(item.by, report.as_of)}"
            text = f"{isolate(item.case.label)}, by {day}."
            yield ActionItem("An offer needs an answer", text, location(item.case.origin))


def _unanswered(report: Report) -> list[JudgedObligation]:
    """The late cases of messages that have no answer yet, if any of them waits for too long; else none."""
    ids = ("coach-answer", "coach-silence")
    late = [case for case in report.evaluation.obligations if case.id in ids and case.verdict == "late"]
    waiting = [case for case in late if isinstance(case.record, Coaching) and case.record.answered is None]
    return waiting if any(case.id == "coach-silence" for case in waiting) else []


def _silence(report: Report) -> Iterator[ActionItem]:
    """One item for all messages that wait for an answer."""
    cases = _unanswered(report)
    records = [case.record for case in cases if isinstance(case.record, Coaching)]
    messages = {record.origin.position: record for record in records}
    if not messages:
        return
    oldest_first = sorted(messages.values(), key=chronological)
    first, grave = oldest_first[0], [case for case in late_errors(report) if case in cases]
    weeks = [report.week_of(case.due) for case in grave if case.due is not None]
    names = tuple(sorted({week.name for week in weeks if week is not None}))
    ids = tuple(dict.fromkeys(case.id for case in grave))
    days = count((report.as_of - first.date).days, "day")
    labels = [f"{isolate(message.label)} ({day_and_month(message.date)})" for message in oldest_first]
    yield ActionItem(
        f"No answer to you for {days} (since {day_and_month(first.date)})",
        f"{join_words(labels)}.",
        location(first.origin),
        _snippets(report, names, ids) if names else (),
    )


def _late(report: Report) -> Iterator[ActionItem]:
    grave = [*late_errors(report), *_unanswered(report)]
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
            text = f"{len(cases)} times, most recently {last}."
            yield ActionItem(late_title(cases[0]), text, "#obligations")
            continue
        for case in cases:
            text = f"{isolate(case.label)}{_when(case, report.as_of)}."
            yield ActionItem(late_title(case), text, location(case.origin))


def _is_old_news(case: JudgedObligation, as_of: dt.date) -> bool:
    """Whether nothing can be done about a late case any more but to leave it on record."""
    return case.id == "attendance" and case.due is not None and (as_of - case.due).days > _NEWS_DAYS


def _void_decisions(report: Report) -> Iterator[ActionItem]:
    for judged in report.evaluation.decisions:
        if not judged.holds:
            decision = judged.decision
            weeks = join_words([report.week_called(name) for name in judged.weeks])
            what = f"{capitalized(decision.decision)}: {weeks}, decided on {short_day(decision.on)}"
            yield ActionItem(f"A decision {_why_void(judged, report.as_of)}", f"{what}.", "#decisions")


def _why_void(judged: JudgedDecision, as_of: dt.date) -> str:
    until = judged.decision.until
    return f"expired on {short_day(until)}" if until is not None and until < as_of else "has no effect"


_ABSENT = "—"  # what stands for a value in `Commitment.differs` where one of the two has none


def _parameters(report: Report) -> Iterator[ActionItem]:
    differs = [_difference(*row) for row in report.commitment.differs]
    if differs:
        title = f"The terms differ from the built-in ones in {count(len(differs), 'place')}"
        parts = capitalized("; ".join(differs[:_TERMS]))
        yield ActionItem(title, f"{parts}{_and_more(len(differs) - _TERMS)}.")


def _difference(name: str, here: str, shipped: str) -> str:
    """One parameter in words: `contacts, minimum: 6 (built-in: 8)`."""
    kind, *rest = name.split(".")
    if kind == "obligations" and len(rest) == 1 and _ABSENT in (here, shipped):
        asked = isolate(obligation_name(rest[0]))
        if here == _ABSENT:
            return f"{asked} are not asked for (built-in: asked for)"
        return f"{asked} are asked for (built-in: not asked for)"
    parts = rest if kind in ("requirements", "obligations") and rest else [kind, *rest]
    words = ", ".join(parts).replace("_", " ")
    mine, theirs = ("not set" if value == _ABSENT else isolate(value) for value in (here, shipped))
    return f"{isolate(words)}: {mine} (built-in: {theirs})"


def _errors(report: Report) -> Iterator[ActionItem]:
    """The errors that no item above is about."""
    weeks = {due.week.name for due in report.due_of("decision") if due.week is not None}
    owed = {case.id for case in late_errors(report)}
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    others = [
        finding
        for finding in errors
        if finding.requirement is None or (finding.week not in weeks and finding.requirement not in owed)
    ]
    if others:
        rules = Counter(finding.rule for finding in others)
        parts = [f"{rule} ({times})" if times > 1 else rule for rule, times in sorted(rules.items())]
        more = "more " if len(others) < len(errors) else ""
        title = f"{count(len(others), f'{more}error stops', f'{more}errors stop')} the build"
        yield ActionItem(title, f"{join_words(parts, 6)}.", "#findings")


def _when(case: JudgedObligation, as_of: dt.date) -> str:
    """What a late case says of its days."""
    if case.id == "logged-promptly" and case.record is not None and case.done is not None:
        day = case.record.day
        return f", {logged_words(day, case.done)}" if day is not None else ""
    if case.due is None:
        return ""
    if case.id == "attendance":
        return f", {short_day(case.due)}, {relative_day(case.due, as_of)}"
    if case.done is not None:
        return f", due {short_day(case.due)}, done {short_day(case.done)}"
    return f", due {short_day(case.due)}, {relative_day(case.due, as_of)}"


def logged_words(day: dt.date, logged: dt.date) -> str:
    """`of 1 Jun, logged 30 Nov`."""
    return f"of {day_and_month(day)}, logged {day_and_month(logged)}"


def _snippets(report: Report, weeks: tuple[str, ...], requirements: tuple[str, ...]) -> tuple[Snippet, ...]:
    """The two answers that a coach can give for `weeks`, each as an entry of the file of decisions."""
    them = "it" if len(weeks) == 1 else "them"
    stays, stops = ("it stays", "stops") if len(weeks) == 1 else ("they stay", "stop")
    coach = report.portfolio.coach.name or ""
    return tuple(
        Snippet(title, decision_lines(decision, weeks, requirements, coach, report.as_of))
        for decision, title in (
            ("waived", f"To excuse {them}"),
            ("acknowledged", f"To acknowledge {them}: {stays} short but no longer {stops} the build"),
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
            '    reason: ""  # give a reason',
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
