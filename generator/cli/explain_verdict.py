"""Weeks and records in words: the verdict, what counted, and which parameter decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.commitment.validate import PARAMETERS
from generator.core.dates import full_date
from generator.core.diagnostics import public_path
from generator.core.errors import UserError
from generator.core.text import capitalized, count, join_words
from generator.model.commitment import Commitment, Obligation, Requirement, quoted
from generator.model.contribution import Contribution
from generator.model.kinds import KIND_OF_RECORD, Journal, kinds_stored_as, records_in
from generator.model.origin import Record
from generator.model.verdict import (
    Evaluation,
    JudgedDecision,
    JudgedObligation,
    JudgedRecord,
    JudgedRequirement,
    JudgedWeek,
)
from generator.pipeline.types import JudgeResult, Verdict
from generator.reporters.escape import printable
from generator.rules.counting.contributions import excluded_count
from generator.rules.registry import RULES
from generator.rules.standing import is_error
from generator.source.files import read_text
from generator.source.tree import SequenceNode
from generator.source.yaml_tree import parse_yaml

_VERDICTS = {
    "upcoming": "has not begun",
    "paused": "is paused: nothing is asked of it",
    "partial": "is partial: it is counted and shown, but nothing is asked of it",
    "met": "is met",
    "open": "is open",
    "unknown": "is unknown: a file with its records could not be read",
    "excused": "is excused by your coach",
    "short": "is short",
}


def week_text(week: JudgedWeek, verdict: Verdict, *, redact: bool) -> str:
    """Why `week` got its verdict. With `redact` no record is named, only its place."""
    lines = [*_head(week, verdict.evaluation)]
    for requirement in week.requirements:
        lines += ["", *_requirement(requirement, verdict, redact=redact)]
    lines += _decisions(week, verdict, redact=redact)
    return "\n".join(lines) + "\n"


def _head(week: JudgedWeek, evaluation: Evaluation) -> Iterator[str]:
    yield f"{capitalized(week.words)}, {week.name}, {_VERDICTS[week.verdict]}."
    source = {"option": "--as-of", "clock": "today"}.get(evaluation.as_of_from, evaluation.as_of_from)
    yield f"As of {full_date(evaluation.as_of)} ({source})."


def _requirement(requirement: JudgedRequirement, judged: Verdict, *, redact: bool) -> Iterator[str]:
    verdict: str = "acknowledged, still short" if requirement.acknowledged else requirement.verdict
    month = f" in {requirement.month.words}" if requirement.month else ""
    if requirement.month and not requirement.judged_here:
        month, verdict = f" so far{month}", "judged in another week of the month"
    yield f"{requirement.title}: {requirement.counted} of {requirement.needed}{month}, {verdict}"
    terms = judged.commitment.requirement(requirement.id)
    if terms and terms.clause:
        yield f"  “{' '.join(terms.clause.split())}”"
    for way in requirement.alternatives:
        yield f"  {way.id}: {way.counted} of {way.needed}"
    if not requirement.records:
        yield "  nothing logged"
    for record in requirement.records:
        share = _own_share(record, terms, judged.journal)
        yield record_line(record, redact=redact) + (f"  ({share})" if share else "")


def _own_share(record: JudgedRecord, terms: Requirement | None, journal: Journal) -> str | None:
    """What was taken off a day's contributions that count, since it is in the graduate's own portfolio."""
    if terms is None or not record.counted or not isinstance(record.record, Contribution):
        return None
    ways = [way for way in terms.ways if way.kind == "contributions"]
    share = max((excluded_count(record.record, way, journal.repository) for way in ways), default=0)
    return f"{share} in this portfolio's repository left out" if share else None


def off_track_lines(verdict: Verdict, *, redact: bool) -> Iterator[str]:
    """Why the search is off-track or unfulfilled now, and how to get back on track."""
    evaluation = verdict.evaluation
    short = [week for week in evaluation.weeks if week.verdict == "short"]
    missed = [
        obligation
        for obligation in evaluation.obligations
        if obligation.verdict in ("late", "acknowledged") and is_error(obligation.id, verdict.commitment)
    ]
    unknown = [week for week in evaluation.weeks if week.closed and week.verdict == "unknown"]
    if evaluation.strikes is not None:
        strikes = evaluation.strikes
        yield f"You have {count(strikes.count, 'strike')}; from {strikes.limit} on a search is off-track."
    for week in short:
        parts = [
            f"{requirement.title} {requirement.counted} of {requirement.needed}"
            for requirement in week.requirements
            if requirement.verdict == "short"
        ]
        seen = " Your coach has acknowledged it." if _is_acknowledged(week) else ""
        yield f"- {capitalized(week.words)} was short: {', '.join(parts)}.{seen}"
    for obligation in missed if evaluation.strikes is None else ():
        path = public_path(obligation.origin.path) if redact else obligation.origin.path
        place = f"{path}:{obligation.origin.line}"
        what = place if redact else f"{obligation.label} ({place})"
        due = f", due {full_date(obligation.due)}" if obligation.due else ""
        yield f"- {obligation.title}{due}: {obligation.verdict}, {what}."
    for week in unknown:
        yield f"- {capitalized(week.words)} is unknown: a file could not be read."
    yield "What to do:"
    if unknown:
        yield "Run weekproof check and fix the files that cannot be read."
    if short:
        yield (
            f"If you did more in {join_words([f'week {week.number}' for week in short])}, log it with its "
            "date. Otherwise ask your coach for a decision: a waived week doesn't count against you."
        )
    if missed and evaluation.strikes is None:
        yield "Do what is late, log it, and ask your coach to waive the delay."
    if evaluation.strikes is not None and verdict.commitment.standing.decay:
        yield f"Every week that you meet removes {count(verdict.commitment.standing.decay, 'strike')}."


def _is_acknowledged(week: JudgedWeek) -> bool:
    return all(
        requirement.acknowledged for requirement in week.requirements if requirement.verdict == "short"
    )


def record_line(record: JudgedRecord, *, redact: bool) -> str:
    """A record, whether it counts, and why not. With `redact` it is known by its place alone."""
    mark = "counts " if record.counted else "does not"
    amount = f" +{record.amount}" if record.amount > 1 else ""
    label = "" if redact and record.origin.path.startswith("content/private/") else f"  {record.label}"
    reasons = f"  ({', '.join(record.reasons)})" if record.reasons else ""
    moved = f" counted on {record.day}" if record.day != record.date else ""
    path = public_path(record.origin.path) if redact else record.origin.path
    location = f"{path}:{record.origin.line}"
    return printable(f"  {mark}{amount}  {record.date}{moved}  {location}{label}{reasons}")


def _decisions(week: JudgedWeek, verdict: Verdict, *, redact: bool) -> list[str]:
    decisions = [decision for decision in verdict.evaluation.decisions if week.week.name in decision.weeks]
    lines = ["", "Your coach's decisions:"] if decisions else []
    known = _known(verdict.commitment) if redact else None
    return [*lines, *(_decision(decision, known, redact=redact) for decision in decisions)]


def _known(commitment: Commitment) -> frozenset[str]:
    """The ids that a decision can name; any other was made up in a private file."""
    return frozenset(requirement.id for requirement in commitment.requirements) | {
        obligation.id for obligation in commitment.obligations
    }


def _decision(judged: JudgedDecision, known: frozenset[str] | None, *, redact: bool) -> str:
    decision = judged.decision
    names = decision.requirements or ("all requirements",)
    if known is not None and decision.requirements:
        names = tuple(name if name in known else "(unknown)" for name in names)
    what = ", ".join(names)
    reason = "" if redact else f": {decision.reason}"
    by = "" if redact else f" by {decision.by}"
    holds = "" if judged.holds else " (has no effect)"
    return printable(f"  {decision.decision}{by} on {decision.on}, {what}{reason}{holds}")


MAX_KB = 64 * 1024

# Rule → the parameter of the requirement that decided.
_DECIDED_BY = {
    "contact-without-follow-up": "follow_up_within_days",
    "contact-repeated": "repeat_after_weeks",
    "post-too-short": "min_words",
    "post-near-duplicate": "similarity",
    "contributions-in-own-repository": "exclude_repositories",
    "contributions-not-fetched": "trust",
    "contributions-elsewhere": "elsewhere",
    "activity-page-not-approved": "approved_pages",
}


def record_text(root: Path, path: str, line: int, judged: JudgeResult, *, redact: bool) -> str:
    """What became of the record of the file at `path` that `line` is part of. `UserError` if none."""
    if judged.verdict is None:
        raise UserError("Nothing could be judged.", hint="weekproof check says what is wrong.")
    evaluation, commitment = judged.verdict.evaluation, judged.verdict.commitment
    written = _written(judged.verdict.journal)
    start = _start(root, path, line, written)
    if start is None:
        hint = "Give a file of records and a line of it: content/private/contacts/2026-W31.yaml:12"
        raise UserError(f"There is no record at {path}:{line}.", hint=hint)
    lines: list[str] = []
    for week, requirement, record in _records(evaluation, path):
        if record.origin.line == start:
            lines += [*_record(week, requirement, record, judged.verdict, redact=redact), ""]
    here = [
        obligation
        for obligation in evaluation.obligations
        if (obligation.origin.path, obligation.origin.line) == (path, start)
    ]
    # A list on one line may have several records in it, which differ by their column.
    for position in sorted({case.origin.position for case in here}):
        cases = [case for case in here if case.origin.position == position]
        if not lines or position != here[0].origin.position:
            column = f":{position[2]}" if len({case.origin.position for case in here}) > 1 else ""
            lines.append(printable(f"{path}:{start}{column}{'' if redact else ' ' + cases[0].label}"))
        lines += _obligations(cases, commitment)
    if not lines:
        raise UserError(
            f"The record at {path}:{start} is not judged.", hint=_why_not(path, start, written, evaluation)
        )
    return "\n".join(lines).rstrip("\n") + "\n"


def _start(root: Path, path: str, line: int, written: Iterable[Record]) -> int | None:
    """The first line of the record that `line` is part of, read from the file itself.

    Not every record is judged: one that lies ahead or cannot be read must not pass for the one above.
    """
    inside = path.startswith("content/") and ".." not in path.split("/")
    file, _ = read_text(root, path, MAX_KB) if inside else (None, ())
    if file is None or not 1 <= line <= file.text.count("\n") + 1:
        return None
    if path.endswith((".md", ".ipynb")):
        return next((record.origin.line for record in written if record.origin.path == path), 1)
    tree, _ = parse_yaml(file.text, path)
    starts = [item.line for item in tree.items] if isinstance(tree, SequenceNode) else []
    return max((start for start in starts if start <= line), default=None)


def _why_not(path: str, start: int, written: Iterable[Record], evaluation: Evaluation) -> str:
    """Why a record that is there is not judged."""
    record = next(
        (record for record in written if (record.origin.path, record.origin.line) == (path, start)), None
    )
    if record is None:
        return "It could not be read: weekproof check says why."
    day = record.day
    if not KIND_OF_RECORD[type(record)].identity or day is None:
        return "Goals, letters, projects and pages are not judged."
    if day > evaluation.as_of:
        return f"It is dated {full_date(day)}, so it doesn't count until that day."
    window = evaluation.window
    if window is None or day not in window:
        return f"Its date, {full_date(day)}, is outside your search."
    return "Your school asks for nothing that this record could count towards."


def _written(journal: Journal) -> list[Record]:
    """Every record that is in a file of records or of text."""
    return [record for _, record in records_in(journal, *kinds_stored_as("lists", "list", "documents"))]


def _records(evaluation: Evaluation, path: str) -> Iterator[tuple[str | None, str, JudgedRecord]]:
    for week in evaluation.weeks:
        for requirement in week.requirements:
            for record in requirement.records:
                if record.origin.path == path:
                    yield week.words, requirement.id, record
    for record in evaluation.outside:
        if record.origin.path == path:
            yield None, "", record


def _record(
    week: str | None, requirement: str, record: JudgedRecord, verdict: Verdict, *, redact: bool
) -> Iterator[str]:
    commitment = verdict.commitment
    label = "" if redact and record.origin.path.startswith("content/private/") else f" {record.label}"
    yield printable(f"{record.origin.path}:{record.origin.line}{label}")
    terms = commitment.requirement(requirement)
    where = f" in {week}" if week else ""
    towards = f" towards `{requirement}`" if requirement else ""
    if record.counted:
        amount = f" as {record.amount}" if record.amount != 1 else ""
        share = _own_share(record, terms, verdict.journal)
        yield f"  Counts{amount}{towards}{where}{f'; {share}' if share else ''}."
    else:
        yield f"  Does not count{towards}{where}:"
    if record.day != record.date:
        shown = _parameter("follow_up_within_days", terms)
        yield f"  Dated {record.date}, counted on {record.day}, the day of the follow-up{shown}."
    for reason in record.reasons:
        yield from _reason(reason, terms, commitment)
    yield from _clause(terms, commitment)


def _reason(name: str, terms: Requirement | None, commitment: Commitment) -> Iterator[str]:
    rule = RULES[name]
    decided = f" (window.days: {commitment.window.days})" if name == "outside-window" else ""
    if name in _DECIDED_BY:
        decided = _parameter(_DECIDED_BY[name], terms)
    yield f"  - {name}{decided}: {rule.title}"
    if rule.hint:
        yield f"    {rule.hint}"


def _parameter(name: str, terms: Requirement | None) -> str:
    """The parameter that decided, with its value: of the requirement, or of its ways that have it."""
    parts = terms.ways if terms else ()
    values = [getattr(part, name) for part in parts if name in PARAMETERS[part.kind]]
    shown = [", ".join(value) if isinstance(value, tuple) else str(value) for value in values if value != ()]
    return f" ({name}: {'; '.join(shown)})" if shown else ""


def _obligations(cases: Iterable[JudgedObligation], commitment: Commitment) -> Iterator[str]:
    for case in cases:
        terms = commitment.obligation(case.id)
        due = f", due by {case.due}" if case.due else ""
        yield printable(f"  {case.title} (`{case.id}`): {case.verdict}{due}{_days(terms)}.")
        yield from _clause(terms, commitment)


def _days(terms: Obligation | None) -> str:
    """The number of days that decided, where the commitment names one."""
    named = ((key, getattr(terms, key)) for key in ("business_days", "days"))
    return "".join(f" ({key}: {value})" for key, value in named if terms and value is not None)


def _clause(terms: Requirement | Obligation | None, commitment: Commitment) -> Iterator[str]:
    if terms and terms.clause:
        yield printable(f"  {commitment.title}, {quoted(terms)}")
