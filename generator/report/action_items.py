"""What needs the coach, the most urgent first: the part of the report to act on, `needs` of `report.json`.

Where a decision is asked for there are a command, and lines for `content/private/coach-decisions.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from generator.core.dates import (
    day_and_month,
    day_range,
    full_date_with_weekday,
    relative_day,
    short_day,
    weekday_and_day,
)
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import count, isolate, join_words
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.kinds import KIND
from generator.model.verdict import JudgedDecision, JudgedObligation, JudgedRequirement, JudgedWeek
from generator.report.authorship import author
from generator.report.context import Report, chronological, undecided, week_text
from generator.report.formatting import capitalized, location, obligation_name, short_path
from generator.report.standing import figures, late_errors, late_title
from generator.rules.as_of import weeks_before_records
from generator.rules.decisions.signature import SIGNATURE_RULES

# Without a record for so many days a graduate is silent; fewer are a weekend, a cold, a free week.
INACTIVE_DAYS = 8
DECISIONS = KIND["decisions"].path
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


class Snippet(Struct, frozen=True):
    """One answer that the coach can give: `title` is what it does.

    `lines` are to be pasted into the file `into`; both are empty where there is only a `command`.
    """

    title: str
    command: str = ""
    lines: str = ""
    into: str = ""


Kind = Literal[
    "differs-from-pinned",
    "signature",
    "offer-open",
    "offer-unclear",
    "nothing-logged",
    "no-answer",
    "terms-differ",
    "short-week",
    "week-before-records",
    "obligation-late",
    "appointment-not-noted",
    "decision-void",
    "errors",
]


class ActionItem(Struct, frozen=True):
    """One thing to do or to talk about: `title` and, in a sentence, `text`.

    It has waited since the day `since`; `due` is the last day for it, also if that is over.
    `weeks` are the names of the weeks it is about, `obligation` the id of the obligation. `where` is a place
    of a record, a section of the page (`#findings`), the row of a week (`#2026-W31`) or empty.
    """

    kind: Kind
    title: str
    text: str
    where: str = ""
    snippets: tuple[Snippet, ...] = ()
    since: dt.date | None = None
    due: dt.date | None = None
    weeks: tuple[str, ...] = ()
    obligation: str | None = None

    @property
    def message(self) -> str:
        """All of it in a line."""
        return f"{self.title}. {self.text}"

    @property
    def week(self) -> str | None:
        """The oldest of its weeks."""
        return self.weeks[0] if self.weeks else None

    @property
    def offers(self) -> str:
        """The words that open its snippets."""
        if self.snippets and self.snippets[0].into == DECISIONS:
            return "Excuse or acknowledge"
        return "What to do"

    @property
    def link(self) -> str:
        """The words of the link to `where`, where that is in the page."""
        return "See the week" if self.where[1:2].isdigit() else f"See {self.where[1:]}"


def action_items(report: Report) -> tuple[ActionItem, ...]:
    """Everything that waits for the coach, the most urgent first; empty on a quiet week.

    What puts the verdict itself in doubt comes before everything that follows from it. Once the search has
    ended, or its window for some weeks, what was late is only on record.
    """
    if _is_over(report):
        return (
            *_compared(report),
            *_signature(report),
            *_unclear_offers(report),
            *_parameters(report),
            *short_weeks(report),
            *_before_records(report),
            *_void_decisions(report),
            *_errors(report),
        )
    return (
        *_compared(report),
        *_signature(report),
        *_open_offers(report),
        *_unclear_offers(report),
        *inactivity(report),
        *_silence(report),
        *_parameters(report),
        *short_weeks(report),
        *_before_records(report),
        *_broken_obligations(report),
        *_not_noted(report),
        *_late(report),
        *_void_decisions(report),
        *_errors(report),
    )


def _is_over(report: Report) -> bool:
    window = report.evaluation.window
    if window is None or report.evaluation.standing in ("hired", "ended"):
        return window is not None
    return report.as_of > window.end + _NEWS_DAYS * DAY


def _compared(report: Report) -> Iterator[ActionItem]:
    """What is not as the coach has pinned it."""
    compared = report.compared
    if compared is None or not compared.differences:
        return
    found = compared.differences
    title = (
        f"{count(len(found), 'thing differs', 'things differ')} from what you pinned "
        f"on {short_day(compared.pinned)}"
    )
    parts = capitalized("; ".join(one.words for one in found[:_TERMS]))
    ask = Snippet("If this is right, pin it anew", "weekproof coach trust FILE --replace")
    yield ActionItem(
        "differs-from-pinned",
        title,
        f"{parts}{_and_more(len(found) - _TERMS)}.",
        snippets=(ask,),
        since=compared.pinned,
    )


_SIGN = Snippet("If the file is as you want it, sign it", "weekproof coach sign")


def _signature(report: Report) -> Iterator[ActionItem]:
    """The coach's file needs a good signature and has none; or no key is listed that could have signed it."""
    journal = report.journal
    signature = journal.signature
    what = join_words(
        [
            *([count(len(journal.decisions), "decision")] if journal.decisions else []),
            *([count(len(journal.pauses), "pause")] if journal.pauses else []),
        ]
    )
    if signature is None or not what:
        return
    if journal.decisions_void:
        title = "Your decisions have no effect"
        text = f"{capitalized(what)}, {author(report)}."
        yield ActionItem("signature", title, text, "#decisions", (_SIGN,))
    elif signature.key and not report.portfolio.coach.signing_keys and not signature.is_good:
        # Somebody has signed, and no key is listed (any more): whoever writes to the file is believed.
        title = "The settings do not say which key may sign"
        text = (
            f"{capitalized(what)}, {author(report)}. They count all the same, because portfolio.yaml has no "
            f"`coach.signing_keys`."
        )
        key = Snippet("To have signatures checked, add your public key to portfolio.yaml")
        yield ActionItem("signature", title, text, "#decisions", (key,))


def inactivity(report: Report) -> Iterator[ActionItem]:
    """Nothing logged for `INACTIVE_DAYS` days in a running search, leave apart.

    Every dated record counts as a sign, in whatever section: a contact, a post, a commit, a meeting.
    """
    evaluation, as_of = report.evaluation, report.as_of
    window = evaluation.window
    if window is None or evaluation.standing not in _RUNNING:
        return
    last = last_activity(report)
    begun = max(window.start, report.portfolio.search.records_since or window.start)
    since = max(last or begun, begun)
    leave = max((pause.last for pause in evaluation.pauses if pause.first <= as_of), default=since)
    if (as_of - max(since, leave)).days < INACTIVE_DAYS:
        return
    if last is None:
        title = "Nothing logged yet"
        began = "search" if begun == window.start else "record"
        text = f"The {began} began {count((as_of - begun).days, 'day')} ago."
    else:
        title = f"Nothing logged for {count((as_of - last).days, 'day')}"
        text = f"The last record is of {full_date_with_weekday(last)}."
    yield ActionItem("nothing-logged", title, text, snippets=(_ASK,), since=last or begun)


_ASK = Snippet("To ask, and have it noted that you did", 'weekproof coach note message "How is it going?"')


def last_activity(report: Report) -> dt.date | None:
    """The day of the latest record of any kind that is not in the future; None if there is none."""
    return max((day for day in _activity_days(report) if day <= report.as_of), default=None)


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


def _before_records(report: Report) -> Iterator[ActionItem]:
    """The weeks from before the records begin: only the coach can know what was done in them."""
    weeks = list(weeks_before_records(report.journal, report.evaluation.weeks))
    since = report.portfolio.search.records_since
    if not weeks or since is None:
        return
    unknown = [
        requirement.id
        for week in weeks
        for requirement in week.requirements
        if requirement.verdict == "unknown"
    ]
    names = tuple(week.name for week in weeks)
    excuse, _ = _snippets(report, names, tuple(dict.fromkeys(unknown)))
    yield ActionItem(
        "week-before-records",
        f"Look at what was done in {_span(weeks)}",
        f"The records here begin on {short_day(since)}, so {'it is' if len(weeks) == 1 else 'they are'} "
        "unknown. If all was done, excuse what isn't recorded here.",
        f"#{names[0]}" if len(names) == 1 else "",
        (excuse,),
        since=since,
        weeks=names,
    )


def _week_item(report: Report, week: JudgedWeek, lacking: tuple[JudgedRequirement, ...]) -> ActionItem:
    return ActionItem(
        "short-week",
        f"Decide on {week_text(week)}",
        f"Short: {figures(lacking)}.",
        f"#{week.name}",
        _snippets(report, (week.name,), tuple(requirement.id for requirement in lacking)),
        since=week.ends + DAY,
        weeks=(week.name,),
    )


def _weeks_item(report: Report, alike: list[Waiting]) -> ActionItem:
    """Weeks that lack the same things: one decision can name them all, or those that are left in it."""
    lacking = alike[0][1]
    names = join_words([isolate(requirement.title) for requirement in lacking])
    told = [f"{_span(weeks)}: {figures}" for figures, weeks in _in_a_row(alike)]
    weeks = tuple(week.name for week, _ in alike)
    return ActionItem(
        "short-week",
        f"Decide on {len(alike)} weeks",
        f"Short of {names}. {capitalized('; '.join(told[:_NAMED]))}{_and_more(len(told) - _NAMED)}.",
        "",
        _snippets(report, weeks, tuple(requirement.id for requirement in lacking)),
        since=alike[0][0].ends + DAY,
        weeks=weeks,
    )


def _in_a_row(alike: list[Waiting]) -> list[tuple[str, list[JudgedWeek]]]:
    """Weeks one after the other that have the same figures, with these."""
    groups: list[tuple[str, list[JudgedWeek]]] = []
    for week, short in alike:
        same = ", ".join(f"{lack.counted} of {lack.needed}" for lack in short)
        if groups and groups[-1][0] == same and groups[-1][1][-1].number == week.number - 1:
            groups[-1][1].append(week)
        else:
            groups.append((same, [week]))
    return groups


def _span(weeks: list[JudgedWeek]) -> str:
    first, last = weeks[0], weeks[-1]
    if first is last:
        return week_text(first)
    days = day_range(first.starts, last.ends, year=first.starts.year != last.ends.year)
    return f"weeks {first.number} to {last.number} ({days})"


def _and_more(number: int) -> str:
    return f"; and {number} more" if number > 0 else ""


def _broken_obligations(report: Report) -> Iterator[ActionItem]:
    unanswered = _unanswered(report)
    for obligation in late_errors(report):
        if obligation in unanswered:
            continue
        week = None if obligation.due is None else report.week_of(obligation.due)
        yield _late_item(
            report, obligation, () if week is None else _snippets(report, (week.name,), (obligation.id,))
        )


def _open_offers(report: Report) -> Iterator[ActionItem]:
    waiting = [due for due in report.due_of("offer") if due.case is not None and not due.late]
    for item in sorted(waiting, key=lambda due: (due.by, due.case.origin.position if due.case else ())):
        if item.case is not None:
            day = f"{full_date_with_weekday(item.by)}, {relative_day(item.by, report.as_of)}"
            yield ActionItem(
                "offer-open",
                "An offer needs an answer",
                f"{isolate(item.case.label)}, by {day}.",
                location(item.case.origin),
                since=item.since,
                due=item.by,
                obligation=item.case.id,
            )


def _unclear_offers(report: Report) -> Iterator[ActionItem]:
    """Offers that may decide on the refund and do not say whether they are full-time and in the field."""
    for offer in report.unclear_offers:
        lines = "\n".join(f"    {key}: true" for key in offer.unsaid)
        words = {"full_time": "full-time", "in_field": "in the field"}
        yield ActionItem(
            "offer-unclear",
            f"An offer does not say whether it is {' and '.join(words[key] for key in offer.unsaid)}",
            f"{isolate(offer.label)}, received {short_day(offer.received)}. The refund depends on it.",
            location(offer.origin),
            (Snippet("Add to the record (or false)", "", lines, offer.origin.path),),
            since=offer.received,
            obligation="offer-terms-known",
        )


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
        "no-answer",
        f"No answer to you for {days} (since {day_and_month(first.date)})",
        f"{join_words(labels)}.",
        location(first.origin),
        _snippets(report, names, ids) if names else (_ASK,),
        since=first.date,
        due=min((case.due for case in cases if case.due is not None), default=None),
        weeks=names,
        obligation=cases[0].id,
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
            yield ActionItem(
                "obligation-late",
                late_title(cases[0]),
                f"{len(cases)} times, most recently {last}.",
                "#obligations",
                since=min((case.due for case in cases if case.due is not None), default=None),
                obligation=name,
            )
            continue
        yield from (_late_item(report, case) for case in cases)


def _late_item(report: Report, case: JudgedObligation, snippets: tuple[Snippet, ...] = ()) -> ActionItem:
    week = None if case.due is None else report.week_of(case.due)
    return ActionItem(
        "obligation-late",
        late_title(case),
        f"{isolate(case.label)}{_when(case, report.as_of)}.",
        location(case.origin),
        snippets,
        since=case.due,
        due=case.due,
        weeks=() if week is None else (week.name,),
        obligation=case.id,
    )


def _not_noted(report: Report) -> Iterator[ActionItem]:
    """Appointments whose day is over and of which nobody has noted whether they took place."""
    cases = [
        case
        for case in report.evaluation.obligations
        if case.id == "attendance" and case.verdict == "unknown" and case.due is not None
    ]
    cases.sort(key=lambda case: (case.due or dt.date.min, case.origin.position))
    if not cases:
        return
    many = len(cases) > 1
    named = [
        f"{isolate(case.label)}, {weekday_and_day(case.due)}"
        + (f" ({location(case.origin)})" if many else "")
        for case in cases
        if case.due is not None
    ]
    yield ActionItem(
        "appointment-not-noted",
        f"Nobody noted whether {f'{len(cases)} appointments' if many else 'an appointment'} took place",
        f"{capitalized('; '.join(named[-_TERMS:]))}{_and_more(len(named) - _TERMS)}.",
        "#coaching" if many else location(cases[0].origin),
        (
            Snippet(
                "Add to each of these records" if many else "Add to the record (or late, or missed)",
                "",
                "    attended: on-time",
                cases[0].origin.path,
            ),
        ),
        since=cases[0].due,
        due=cases[0].due,
        obligation="attendance",
    )


def _is_old_news(case: JudgedObligation, as_of: dt.date) -> bool:
    """Whether nothing can be done about a late case any more but to leave it on record."""
    return case.id == "attendance" and case.due is not None and (as_of - case.due).days > _NEWS_DAYS


def _void_decisions(report: Report) -> Iterator[ActionItem]:
    if report.journal.decisions_void:
        return  # none holds, for a reason that is told already
    for judged in report.evaluation.decisions:
        if not judged.holds:
            decision = judged.decision
            weeks = join_words([report.week_called(name) for name in judged.weeks])
            what = f"{capitalized(decision.decision)}: {weeks}, decided on {short_day(decision.on)}"
            yield ActionItem(
                "decision-void",
                f"A decision {_why_void(judged, report.as_of)}",
                f"{what}.",
                "#decisions",
                since=decision.until or decision.on,
                weeks=judged.weeks,
            )


def _why_void(judged: JudgedDecision, as_of: dt.date) -> str:
    until = judged.decision.until
    return f"expired on {short_day(until)}" if until is not None and until < as_of else "has no effect"


_ABSENT = "—"  # what stands for a value in `Commitment.differs` where one of the two has none


def _parameters(report: Report) -> Iterator[ActionItem]:
    differs = [_difference(*row) for row in report.commitment.differs]
    if differs and report.compared is None:
        title = f"The terms differ from the built-in ones in {count(len(differs), 'place')}"
        parts = capitalized("; ".join(differs[:_TERMS]))
        pin = Snippet(
            "If these are your school's, pin them to be told changes only", "weekproof coach trust FILE"
        )
        yield ActionItem(
            "terms-differ", title, f"{parts}{_and_more(len(differs) - _TERMS)}.", snippets=(pin,)
        )


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
    void = {rule.name for rule in SIGNATURE_RULES} if report.journal.decisions_void else set()
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    others = [
        finding
        for finding in errors
        if finding.rule not in void
        and (finding.requirement is None or (finding.week not in weeks and finding.requirement not in owed))
    ]
    if others:
        more = "more " if len(others) < len(errors) else ""
        title = f"{count(len(others), f'{more}error stops', f'{more}errors stop')} the build"
        show = Snippet("To see them with the lines at fault", "weekproof check")
        yield ActionItem("errors", title, _messages(others), "#findings", (show,))


def _messages(findings: Sequence[Diagnostic]) -> str:
    """What the findings say, each message once with the place where it is first said."""
    places: dict[str, list[str]] = {}
    for finding in findings:
        place = f"{short_path(finding.location.path)}:{finding.location.line or 1}"
        places.setdefault(finding.message, []).append(place)
    told = [
        f"{message} ({found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''})"
        for message, found in places.items()
    ]
    more = len(told) - EACH_ON_ITS_OWN
    return " ".join(told[:EACH_ON_ITS_OWN]) + (f" And {more} more." if more > 0 else "")


def _when(case: JudgedObligation, as_of: dt.date) -> str:
    """What a late case says of its days."""
    if case.id == "logged-promptly" and case.record is not None and case.done is not None:
        day = case.record.day
        return f", {logged_words(day, case.done)}" if day is not None else ""
    if case.due is None:
        return ""
    if case.id == "offer-granted":
        return f", declined {short_day(case.due)}"
    if case.id == "attendance":
        return f", {short_day(case.due)}, {relative_day(case.due, as_of)}"
    if case.done is not None:
        return f", due {short_day(case.due)}, done {short_day(case.done)}"
    return f", due {short_day(case.due)}, {relative_day(case.due, as_of)}"


def logged_words(day: dt.date, logged: dt.date) -> str:
    """`of 1 Jun, logged 30 Nov`."""
    return f"of {day_and_month(day)}, logged {day_and_month(logged)}"


def _snippets(report: Report, weeks: tuple[str, ...], requirements: tuple[str, ...]) -> tuple[Snippet, ...]:
    """The two answers that a coach can give for `weeks`, each as a command and as lines for the file."""
    them = "it" if len(weeks) == 1 else "them"
    stays, stops = ("it stays", "stops") if len(weeks) == 1 else ("they stay", "stop")
    coach = report.portfolio.coach.name or ""
    numbers = {week.name: str(week.number) for week in report.evaluation.weeks}
    asked = "".join(f" --requirement {name}" for name in requirements)
    named = " ".join(numbers.get(name, name) for name in weeks)
    return tuple(
        Snippet(
            title,
            f'weekproof coach decide {named} {option}{asked} --reason "…"',
            decision_lines(decision, weeks, requirements, coach, report.as_of),
            DECISIONS,
        )
        for decision, option, title in (
            ("waived", "--waive", f"To excuse {them}"),
            (
                "acknowledged",
                "--acknowledge",
                f"To acknowledge {them}: {stays} short but no longer {stops} the build",
            ),
        )
    )


def decision_lines(
    decision: str, weeks: Sequence[str], requirements: Sequence[str], by: str, on: dt.date
) -> str:
    """One entry of `decisions:`, to be pasted below that line.

    `decision` is `waived` or `acknowledged`. It is accepted as it stands; the coach's own words are better.
    """
    return "\n".join(
        (
            f"  - weeks: [{', '.join(map(yaml_text, weeks))}]",
            f"    requirements: [{', '.join(map(yaml_text, requirements))}]",
            f"    decision: {decision}",
            f"    reason: Decided with the report of {short_day(on)}  # or your own words",
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
