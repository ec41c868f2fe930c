"""Posts, offers, coaching, goals, decisions, pauses and obligations as lines of tables."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from generator.core.dates import day_range, relative_day, short_day
from generator.core.text import count, join_words, truncate
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.post import Post
from generator.model.verdict import JudgedObligation
from generator.report.action_items import logged_words
from generator.report.authorship import author_of
from generator.report.context import Entry, Report, chronological
from generator.report.formatting import humanize, location, number, web_link
from generator.rules.counting.words import count_words

# An obligation may have a case for every record; of each only so many are listed, the rest is counted.
UNKNOWN_SHOWN = 5
_UNCOMMITTED = "they are not committed yet"
CASES_SHOWN = 40
NOTES_LENGTH = 600


class Line(Struct, frozen=True):
    """One row of a small table.

    `main` is what it is about and `href` its link, `side` a few words beside, `text` the words of
    graduate or coach below. `tone` is `bad`, `good` or empty.
    """

    day: str
    main: str
    side: str
    tone: str = ""
    text: str = ""
    href: str | None = None
    where: str = ""
    rules: tuple[str, ...] = ()


def posts(report: Report) -> tuple[Line, ...]:
    """All posts, the newest first, drafts too."""
    return tuple(_post(report, entry) for entry in reversed(report.posts))


def activities(report: Report) -> tuple[Line, ...]:
    """All design activities, the newest first."""
    return tuple(_activity(entry) for entry in reversed(report.activities))


def offers(report: Report) -> tuple[Line, ...]:
    """All offers, the newest first."""
    newest = sorted(report.journal.offers, key=chronological, reverse=True)
    return tuple(_offer(report, offer) for offer in newest)


def qualifying(report: Report) -> str:
    """The sentence on the qualifying offer, for the refund hangs on it."""
    offer = report.evaluation.qualifying_offer
    if offer is None and report.unclear_offers:
        named = join_words([offer.label for offer in report.unclear_offers])
        return f"Whether there was a full-time offer in the field is not known: see {named}."
    if offer is None:
        window = report.evaluation.window
        if window is not None and report.as_of > window.end:
            return f"No full-time offer in the field in the {window.days} days."
        return "No full-time offer in the field so far."
    return (
        f"Qualifying offer (full-time, in the field, received in time): {offer.title}, "
        f"{offer.employer}, received {short_day(offer.received)}."
    )


def coaching(report: Report) -> tuple[Line, ...]:
    """All appointments, messages and the like, the newest first; some may lie ahead."""
    return tuple(_coaching(report, record) for record in reversed(report.coaching))


def goals(report: Report) -> tuple[Line, ...]:
    """All goals as the graduate listed them."""
    return tuple(_goal(report, goal) for goal in report.journal.goals)


_DECIDED = {"waived": "Excused", "acknowledged": "Acknowledged"}


def decisions(report: Report) -> tuple[Line, ...]:
    """All decisions, whether they hold or not: none is ever hidden."""
    lines = []
    for judged in report.evaluation.decisions:
        row = judged.decision
        titles = [report.title_of(name) for name in row.requirements or ()]
        asked = join_words(titles, 20) if titles else "everything that the week asks"
        until = f", until {short_day(row.until)}" if row.until else ""
        side = f"by {row.by}{until}; {author_of(report, row)}" + ("" if judged.holds else "; has no effect")
        weeks = join_words([report.week_called(name) for name in judged.weeks], 30)
        main = f"{_DECIDED[row.decision]}: {asked}, {weeks}"
        lines.append(Line(short_day(row.on), main, side, "" if judged.holds else "bad", row.reason))
    return tuple(lines)


def pauses(report: Report) -> tuple[Line, ...]:
    """All pauses, whether they count or not."""
    void = report.journal.decisions_void
    return tuple(
        Line(
            short_day(row.on),
            f"Paused: {day_range(row.first, row.last)}",
            f"by {row.by}; {author_of(report, row)}" + ("; has no effect" if void else ""),
            "bad" if void else "",
            row.reason,
        )
        for row in report.journal.pauses
    )


class ObligationGroup(Struct, frozen=True):
    """The cases of one obligation that are worth a line, and how many there are besides."""

    title: str
    clause: str
    summary: str
    cases: tuple[Line, ...]
    more: str


def obligations(report: Report) -> tuple[ObligationGroup, ...]:
    """By obligation: what is late, then open, then the rest."""
    cases = report.evaluation.obligations
    return tuple(
        _obligation(report, name, [obligation for obligation in cases if obligation.id == name])
        for name in dict.fromkeys(obligation.id for obligation in cases)
    )


_CASE_ORDER = ("late", "open", "acknowledged", "waived", "unknown", "met")


def _obligation(report: Report, name: str, cases: list[JudgedObligation]) -> ObligationGroup:
    counts = [(verdict, sum(case.verdict == verdict for case in cases)) for verdict in _CASE_ORDER]
    order = {verdict: rank for rank, verdict in enumerate(_CASE_ORDER)}
    cases.sort(key=lambda obligation: order.get(obligation.verdict, len(order)))
    # Where nothing is known of any record (a clone without its history), a line for each says nothing.
    unknown = [case for case in cases if case.verdict == "unknown"]
    shown = [case for case in cases if case.verdict != "unknown"] if len(unknown) > UNKNOWN_SHOWN else cases
    lines = [
        Line(
            day=short_day(obligation.due) if obligation.due else "",
            main=obligation.label,
            side=obligation.verdict + _when(obligation, report) + _before(obligation),
            tone="bad" if obligation.verdict == "late" else "",
            where=location(obligation.origin),
        )
        for obligation in shown[:CASES_SHOWN]
    ]
    return ObligationGroup(
        title=report.title_of(name),
        clause=_clause(report, name),
        summary=", ".join(f"{number_of} {verdict}" for verdict, number_of in counts if number_of),
        cases=tuple(lines),
        more=_more(name, unknown if len(shown) < len(cases) else [], len(cases) - len(lines), report),
    )


def _more(name: str, unnamed: list[JudgedObligation], unlisted: int, report: Report) -> str:
    """The sentences on the cases without a line: `unnamed` are unknown, `unlisted` is how many in all."""
    sentences = []
    reasons = Counter(case.unknown_because for case in unnamed if case.unknown_because)
    if unnamed:
        whole = report.evaluation.history_unknown_because
        why = (
            [f"{reason} ({number})" for reason, number in reasons.items()] if len(reasons) > 1 else [*reasons]
        )
        if name == "logged-promptly":
            sentences.append(f"When these were logged is unknown: {whole or '; '.join(why) or _UNCOMMITTED}.")
        elif why:
            sentences.append(f"{count(len(unnamed), 'case is', 'cases are')} unknown: {'; '.join(why)}.")
        unlisted -= len(unnamed)
    if unlisted:
        sentences.append(f"{count(unlisted, 'more case', 'more cases')}: see report.json.")
    return " ".join(sentences)


def _clause(report: Report, name: str) -> str:
    """What the terms say of an obligation, with its source."""
    terms = report.commitment.obligation(name)
    if terms is None or not terms.clause:
        return ""
    source = f" ({terms.source})" if terms.source else ""
    return f"{' '.join(terms.clause.split())}{source}"


def _when(case: JudgedObligation, report: Report) -> str:
    """What is said of the days of a case beside its verdict, where they matter."""
    if case.verdict == "late" and case.done is not None and case.id != "attendance":
        if case.id == "logged-promptly" and case.record is not None and case.record.day is not None:
            return f", {logged_words(case.record.day, case.done)}"
        return f", done {short_day(case.done)}"
    if case.verdict in ("open", "late") and case.due is not None:
        return f", {relative_day(case.due, report.as_of)}"
    if case.verdict == "unknown" and case.unknown_because:
        return f": {case.unknown_because}"
    return ""


def _before(case: JudgedObligation) -> str:
    return ", before the search" if case.before_search else ""


def _reasons(entry: Entry[Post] | Entry[Activity]) -> str:
    return join_words([humanize(reason) for reason in entry.reasons])


def _post(report: Report, entry: Entry[Post]) -> Line:
    post = entry.record
    words = count_words(post.body, post.dialect)
    side = f"{count(words, 'word')}" if words else "link or video"
    if post.draft:
        side += ", draft"
    elif not entry.counted:
        side += f", not counted: {_reasons(entry) or 'no reason given'}"
    address = report.address_of(post)
    href = web_link(address) if address else None
    tone = "" if entry.counted or post.draft else "bad"
    where = location(post.origin, line=False)
    return Line(short_day(post.day), post.title, side, tone, "", href, where, entry.reasons)


def _activity(entry: Entry[Activity]) -> Line:
    activity = entry.record
    side = humanize(activity.kind)
    if not entry.counted:
        side += f", not counted: {_reasons(entry) or 'outside the weeks'}"
    proof = activity.evidence or activity.challenge_page or ""
    href = web_link(proof)
    text = truncate(proof, 120) if proof and href is None else ""
    tone = "" if entry.counted else "bad"
    title, where = activity.title or "(no title)", location(activity.origin)
    return Line(short_day(activity.date), title, side, tone, text, href, where, entry.reasons)


def _offer(report: Report, offer: Offer) -> Line:
    due = report.answer_by(offer)
    if offer.answer:
        answer = offer.answer + (f" {short_day(offer.answered)}" if offer.answered else "")
    elif due:
        answer = f"answer due by {short_day(due)}, {relative_day(due, report.as_of)}"
    else:
        answer = "not answered"
    kind = (
        {True: "full-time", False: "part-time", None: ""}[offer.full_time],
        {True: "in the field", False: "outside the field", None: ""}[offer.in_field],
    )
    side = "; ".join(filter(None, (", ".join(filter(None, kind)), answer)))
    overdue = not offer.answer and due is not None and due < report.as_of
    text = truncate(offer.terms or "", NOTES_LENGTH)
    day, tone = short_day(offer.received), "bad" if overdue else ""
    return Line(day, offer.label, side, tone, text, None, location(offer.origin))


def _coaching(report: Report, record: Coaching) -> Line:
    facts = [f"{humanize(record.kind)} at {record.employer}" if record.employer else humanize(record.kind)]
    if record.attended:
        facts.append(humanize(record.attended))
    if record.answered:
        facts.append(f"answered {short_day(record.answered)}")
    if record.completed:
        facts.append(f"completed {short_day(record.completed)}")
    if record.date > report.as_of:
        facts.append(relative_day(record.date, report.as_of))
    href = web_link(record.link) if record.link else None
    text = truncate(record.notes or "", NOTES_LENGTH)
    if record.link and href is None:
        text = f"{text} ({truncate(record.link, 120)})".strip()
    tone = "bad" if record.attended == "missed" else ""
    main = record.title or humanize(record.kind)
    return Line(short_day(record.date), main, ", ".join(facts), tone, text, href, location(record.origin))


def _goal(report: Report, goal: Goal) -> Line:
    parts = []
    if goal.target is not None:
        parts.append(
            f"{number(goal.current or 0)} of {number(goal.target)}"
            + (f": {goal.measure}" if goal.measure else "")
        )
    elif goal.measure:
        parts.append(goal.measure if goal.current is None else f"{number(goal.current)}: {goal.measure}")
    if goal.done:
        parts.append(f"done {short_day(goal.done)}")
    elif goal.due:
        parts.append(f"due {relative_day(goal.due, report.as_of)}")
    late = goal.done is None and goal.due is not None and goal.due < report.as_of
    day = short_day(goal.due) if goal.due else ""
    why = truncate(goal.why or "", NOTES_LENGTH)
    return Line(day, goal.title, "; ".join(parts), "bad" if late else "", why)
