"""The standing obligations in force, judged case by case and held against the coach's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as with_changes

from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.business_days import IsHoliday, holidays_of
from generator.model.history import History
from generator.model.verdict import ObligationVerdict
from generator.rules.coaching import Pair
from generator.rules.context import RuleContext
from generator.rules.decisions.judge import Answers
from generator.rules.kinds import OBLIGATION
from generator.rules.rule import crash_finding
from generator.rules.severities import severity_of


def judge_obligations(
    case: RuleContext, past: History, is_holiday: IsHoliday | None
) -> tuple[list[Pair], list[Diagnostic]]:
    """Every case of every obligation of the commitment with the finding it gives, and crashes."""
    pairs: list[Pair] = []
    crashes: list[Diagnostic] = []
    is_holiday = is_holiday or holidays_of(case.journal.portfolio.search.country)
    for terms in case.commitment.obligations:
        try:
            for judged, diagnostic in OBLIGATION[terms.id].judge(case, terms, is_holiday, past):
                pairs.append((judged, diagnostic and _as_set(diagnostic, judged.verdict, case)))
        except Exception as error:  # a bug: it is named, fails the run and hides nothing
            crashes.append(crash_finding(terms.id, error, case))
    return pairs, crashes


def _as_set(diagnostic: Diagnostic, verdict: ObligationVerdict, case: RuleContext) -> Diagnostic:
    """The finding with the severity that the commitment sets for a breach.

    What is no breach, a note on an open offer or a warning that nobody can say, is made weaker by it at
    most.
    """
    severity = severity_of(diagnostic.rule, diagnostic.severity, case.commitment)
    if verdict != "late":
        severity = max(severity, diagnostic.severity, key=lambda severity: severity.rank)
    return with_changes(diagnostic, severity=severity)


def answered(
    pairs: Iterable[Pair], case: RuleContext, answers: Answers, *, search_over: bool
) -> Iterator[Pair]:
    """The cases after the coach's answers, and as warnings once the search is over."""
    for judged, diagnostic in pairs:
        word = None
        if judged.verdict == "late" and judged.due is not None:
            word = answers.word(case.week_of(judged.due).name, judged.id)
        if word == "waived":
            yield replace(judged, verdict="unknown" if answers.unchecked else "waived"), None
        elif word == "acknowledged":
            yield (
                replace(judged, verdict="acknowledged"),
                diagnostic and with_changes(diagnostic, severity=Severity.NOTE),
            )
        elif diagnostic is not None and search_over and diagnostic.severity is Severity.ERROR:
            yield judged, with_changes(diagnostic, severity=Severity.WARNING)
        else:
            yield judged, diagnostic
