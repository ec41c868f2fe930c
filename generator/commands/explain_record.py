"""`weekproof explain PATH:LINE`: whether a record counted, and which parameter decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.faults import Fault
from generator.model.commitment import Commitment, Requirement
from generator.model.verdict import Evaluation, JudgedObligation, JudgedRecord
from generator.reporters.safe import printable
from generator.rules.table import RULES
from generator.run import Judged

# Rule → the parameter of the requirement that decided.
_PARAMETERS = {
    "contact-without-follow-up": "follow_up_within_days",
    "contact-repeated": "repeat_after_weeks",
    "post-too-short": "min_words",
    "post-near-duplicate": "similarity",
    "contributions-in-own-repository": "exclude_repositories",
    "activity-page-not-approved": "approved_pages",
}


def record_text(path: str, line: int, judged: Judged, *, redact: bool) -> str:
    """What became of the record that stands at `path` on or before `line`. A `Fault` if there is none."""
    evaluation, commitment = judged.evaluation, judged.commitment
    if evaluation is None or commitment is None:
        raise Fault("There is no verdict to explain.", hint="weekproof check says what is wrong.")
    counted = list(_records(evaluation, path))
    obligations = [case for case in evaluation.obligations if case.origin.path == path]
    starts = {record.origin.line for _, _, record in counted} | {o.origin.line for o in obligations}
    before = [start for start in starts if start <= line]
    if not before:
        raise Fault(
            f"No record that is judged stands at {path}:{line}.",
            hint="Goals, projects and pages are shown and not judged.",
        )
    start = max(before)
    lines: list[str] = []
    for week, requirement, record in counted:
        if record.origin.line == start:
            lines += [*_record(week, requirement, record, commitment, redact=redact), ""]
    here = [case for case in obligations if case.origin.line == start]
    lines += _obligations(here, commitment)
    return "\n".join(lines).rstrip("\n") + "\n"


def _records(evaluation: Evaluation, path: str) -> Iterator[tuple[str | None, str, JudgedRecord]]:
    for week in evaluation.weeks:
        for requirement in week.requirements:
            for record in requirement.records:
                if record.origin.path == path:
                    yield week.week.name, requirement.id, record
    for record in evaluation.outside:
        if record.origin.path == path:
            yield None, "", record


def _record(
    week: str | None, requirement: str, record: JudgedRecord, commitment: Commitment, *, redact: bool
) -> Iterator[str]:
    label = "" if redact and record.origin.path.startswith("content/private/") else f" {record.label}"
    yield printable(f"{record.origin.path}:{record.origin.line}{label}")
    terms = commitment.requirement(requirement)
    where = f" in {week}" if week else ""
    towards = f" towards `{requirement}`" if requirement else ""
    if record.counted:
        amount = f" as {record.amount}" if record.amount != 1 else ""
        yield f"  Counts{amount}{towards}{where}."
    else:
        yield f"  Does not count{towards}{where}:"
    if record.day != record.date:
        days = f" (follow_up_within_days: {terms.follow_up_within_days})" if terms else ""
        yield f"  Of {record.date}, counted on {record.day}, the day of the follow-up{days}."
    for reason in record.reasons:
        yield from _reason(reason, terms, commitment)
    if terms and terms.clause:
        yield f"  {commitment.title}: {' '.join(terms.clause.split())}"


def _reason(name: str, terms: Requirement | None, commitment: Commitment) -> Iterator[str]:
    rule = RULES[name]
    told = _decided(name, terms, commitment)
    yield f"  - {name}{told}: {rule.title}"
    if rule.hint:
        yield f"    {rule.hint}"


def _decided(name: str, terms: Requirement | None, commitment: Commitment) -> str:
    """The parameter that decided, with its value, where there is one."""
    if name == "outside-window":
        return f" (window.days: {commitment.window.days})"
    parameter = _PARAMETERS.get(name)
    for part in (*(terms.of if terms else ()), terms):
        value = getattr(part, parameter, None) if part and parameter else None
        if value not in (None, ()):
            shown = ", ".join(value) if isinstance(value, tuple) else value
            return f" ({parameter}: {shown})"
    return ""


def _obligations(cases: Iterable[JudgedObligation], commitment: Commitment) -> Iterator[str]:
    for case in cases:
        terms = commitment.obligation(case.id)
        due = f", due by {case.due}" if case.due else ""
        yield f"  Obligation `{case.id}`: {case.verdict}{due}."
        if terms and terms.clause:
            yield f"  {commitment.title}: {' '.join(terms.clause.split())}"
