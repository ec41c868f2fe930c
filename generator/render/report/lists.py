"""Posts, offers, coaching, goals, decisions, pauses and obligations as lines of tables."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.dates import day_range, distance, short_day
from generator.core.text import clipped, count, listed
from generator.render.report.text import number, place, plain, web_link
from generator.views.coach import (
    ActivityRow,
    CoachingRow,
    GoalRow,
    ObligationRow,
    OfferRow,
    PostRow,
    ReportView,
)

# An obligation may have a case for every record; of each only so many are listed, the rest is counted.
UNKNOWN_SHOWN = 5
CASES_SHOWN = 40
NOTES_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Line:
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


def posts(view: ReportView) -> tuple[Line, ...]:
    """All posts, the newest first, drafts too."""
    newest = sorted(view.posts, key=lambda row: (row.date, row.path), reverse=True)
    return tuple(_post(row) for row in newest)


def activities(view: ReportView) -> tuple[Line, ...]:
    """All design activities, the newest first."""
    newest = sorted(view.activities, key=lambda row: (row.date, row.path, row.line), reverse=True)
    return tuple(_activity(row) for row in newest)


def offers(view: ReportView) -> tuple[Line, ...]:
    """All offers, the newest first."""
    newest = sorted(view.offers, key=lambda row: (row.received, row.path, row.line), reverse=True)
    return tuple(_offer(view, row) for row in newest)


def qualifying(view: ReportView) -> str:
    """The sentence on the qualifying offer, for the refund hangs on it."""
    offer = view.qualifying_offer
    if offer is None:
        return "No qualifying offer (in the field, full-time, received inside the window) so far."
    return (
        f"Qualifying offer (in the field, full-time, received inside the window): {offer.title}, "
        f"{offer.employer}, received {short_day(offer.received)}."
    )


def coaching(view: ReportView) -> tuple[Line, ...]:
    """All appointments, messages and the like, the newest first; some may lie ahead."""
    newest = sorted(view.coaching, key=lambda row: (row.date, row.path, row.line), reverse=True)
    return tuple(_coaching(view, row) for row in newest)


def goals(view: ReportView) -> tuple[Line, ...]:
    """All goals as the graduate listed them."""
    return tuple(_goal(view, row) for row in view.goals)


def decisions(view: ReportView) -> tuple[Line, ...]:
    """All decisions, whether they hold or not: none is ever hidden."""
    lines = []
    for row in view.decisions:
        asked = listed(row.requirements, 20) if row.requirements else "all requirements"
        until = f", until {short_day(row.until)}" if row.until else ""
        side = f"by {row.by}{until}" + ("" if row.holds else "; does not hold")
        main = f"{row.decision}: {asked}, {listed(row.weeks, 30)}"
        lines.append(Line(short_day(row.on), main, side, "" if row.holds else "bad", row.reason))
    return tuple(lines)


def pauses(view: ReportView) -> tuple[Line, ...]:
    """All pauses."""
    return tuple(
        Line(short_day(row.on), f"paused {day_range(row.first, row.last)}", f"by {row.by}", "", row.reason)
        for row in view.pauses
    )


@dataclass(frozen=True, slots=True)
class ObligationGroup:
    """The cases of one obligation that are worth a line, and how many there are besides."""

    title: str
    summary: str
    cases: tuple[Line, ...]
    more: str


def obligations(view: ReportView) -> tuple[ObligationGroup, ...]:
    """By obligation: what is late, then open, then the rest."""
    return tuple(
        _obligation(view, name, [case for case in view.obligations if case.id == name])
        for name in dict.fromkeys(case.id for case in view.obligations)
    )


_CASE_ORDER = ("late", "open", "acknowledged", "waived", "unknown", "met")


def _obligation(view: ReportView, name: str, cases: list[ObligationRow]) -> ObligationGroup:
    tally = [(word, sum(case.verdict == word for case in cases)) for word in _CASE_ORDER]
    order = {word: rank for rank, word in enumerate(_CASE_ORDER)}
    cases.sort(key=lambda case: order.get(case.verdict, len(order)))
    # Where nothing is known of any record (a clone without its history), to name each tells nothing.
    blind = [case for case in cases if case.verdict == "unknown"]
    told = [case for case in cases if case.verdict != "unknown"] if len(blind) > UNKNOWN_SHOWN else cases
    shown = [
        Line(
            day=short_day(case.due) if case.due else "",
            main=case.label,
            side=case.verdict
            + (f", {distance(case.due, view.as_of)}" if _matters(case) and case.due else ""),
            tone="bad" if case.verdict == "late" else "",
            where=place(case.path, case.line),
        )
        for case in told[:CASES_SHOWN]
    ]
    more = len(cases) - len(shown)
    return ObligationGroup(
        title=plain(name),
        summary=", ".join(f"{times} {word}" for word, times in tally if times),
        cases=tuple(shown),
        more=f"{count(more, 'more case', 'more cases')}: see report.json." if more else "",
    )


def _matters(case: ObligationRow) -> bool:
    return case.verdict in ("open", "late")


def _post(row: PostRow) -> Line:
    side = f"{count(row.words, 'word')}" if row.words else "link or video"
    if row.draft:
        side += ", draft"
    elif not row.counted:
        side += f", not counted: {listed([plain(reason) for reason in row.reasons]) or 'no reason given'}"
    href = web_link(row.address) if row.address else None
    tone = "" if row.counted or row.draft else "bad"
    return Line(short_day(row.date), row.title, side, tone, "", href, place(row.path, None), row.reasons)


def _activity(row: ActivityRow) -> Line:
    side = plain(row.kind)
    if not row.counted:
        side += f", not counted: {listed([plain(reason) for reason in row.reasons]) or 'outside the weeks'}"
    shown = row.evidence or row.challenge_page
    href = web_link(shown)
    text = clipped(shown, 120) if shown and href is None else ""
    tone = "" if row.counted else "bad"
    where = place(row.path, row.line)
    return Line(short_day(row.date), row.title or "(no title)", side, tone, text, href, where, row.reasons)


def _offer(view: ReportView, row: OfferRow) -> Line:
    if row.answer:
        answer = row.answer + (f" {short_day(row.answered)}" if row.answered else "")
    elif row.due:
        answer = f"to be answered by {short_day(row.due)}, {distance(row.due, view.as_of)}"
    else:
        answer = "not answered"
    kind = (
        {True: "full-time", False: "part-time", None: ""}[row.full_time],
        {True: "in the field", False: "outside the field", None: ""}[row.in_field],
    )
    side = "; ".join(filter(None, (", ".join(filter(None, kind)), answer)))
    overdue = not row.answer and row.due is not None and row.due < view.as_of
    main = f"{row.title}, {row.employer}"
    text = clipped(row.terms, NOTES_LENGTH)
    return Line(
        short_day(row.received), main, side, "bad" if overdue else "", text, None, place(row.path, row.line)
    )


def _coaching(view: ReportView, row: CoachingRow) -> Line:
    told = [f"{plain(row.kind)} at {row.employer}" if row.employer else plain(row.kind)]
    if row.attended:
        told.append(plain(row.attended))
    if row.answered:
        told.append(f"answered {short_day(row.answered)}")
    if row.completed:
        told.append(f"completed {short_day(row.completed)}")
    if row.date > view.as_of:
        told.append(distance(row.date, view.as_of))
    href = web_link(row.link) if row.link else None
    text = clipped(row.notes, NOTES_LENGTH)
    if row.link and href is None:
        text = f"{text} ({clipped(row.link, 120)})".strip()
    tone = "bad" if row.attended == "missed" else ""
    main = row.title or plain(row.kind)
    return Line(short_day(row.date), main, ", ".join(told), tone, text, href, place(row.path, row.line))


def _goal(view: ReportView, row: GoalRow) -> Line:
    parts = []
    if row.target is not None:
        parts.append(
            f"{number(row.current or 0)} of {number(row.target)}"
            + (f": {row.measure}" if row.measure else "")
        )
    elif row.measure:
        parts.append(row.measure if row.current is None else f"{number(row.current)}: {row.measure}")
    if row.done:
        parts.append(f"done {short_day(row.done)}")
    elif row.due:
        parts.append(f"due {distance(row.due, view.as_of)}")
    late = row.done is None and row.due is not None and row.due < view.as_of
    day = short_day(row.due) if row.due else ""
    return Line(day, row.title, "; ".join(parts), "bad" if late else "", clipped(row.why, NOTES_LENGTH))
