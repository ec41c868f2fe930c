"""Judge the standing obligations and apply the coach's decisions to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as with_changes

from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.business_days import IsHoliday, holidays_of
from generator.model.commitment import quoted
from generator.model.history import History
from generator.model.verdict import ObligationVerdict
from generator.rules.coaching import JudgedCase
from generator.rules.context import RuleContext
from generator.rules.decisions.judge import AppliedDecisions
from generator.rules.kinds import OBLIGATION
from generator.rules.rule import crash_finding
from generator.rules.severities import severity_of


def judge_obligations(
    context: RuleContext, past: History, is_holiday: IsHoliday | None
) -> tuple[list[JudgedCase], list[Diagnostic]]:
    """Judge every case of every obligation of the commitment; return the cases and the crashes."""
    pairs: list[JudgedCase] = []
    crashes: list[Diagnostic] = []
    is_holiday = is_holiday or holidays_of(context.journal.portfolio.search.country)
    for terms in context.commitment.obligations:
        try:
            for judged, diagnostic in OBLIGATION[terms.id].judge(context, terms, is_holiday, past):
                is_before = judged.due is not None and context.is_before_search(judged.due)
                case = replace(judged, title=terms.title, before_search=is_before)
                if diagnostic is not None:
                    diagnostic = _with_set_severity(diagnostic, judged.verdict, context)
                    diagnostic = with_changes(diagnostic, terms=quoted(terms))
                pairs.append((case, diagnostic))
        except Exception as error:  # a bug: it is named, fails the run and hides nothing
            crashes.append(crash_finding(terms.id, error, context))
    return pairs, crashes


def _with_set_severity(
    diagnostic: Diagnostic, verdict: ObligationVerdict, context: RuleContext
) -> Diagnostic:
    """The finding with the severity that the commitment sets for a breach.

    If it is not a breach (a note on an open offer, a warning about an unknown case), that can only lower it.
    """
    severity = severity_of(diagnostic.rule, diagnostic.severity, context.commitment)
    if verdict != "late":
        severity = max(severity, diagnostic.severity, key=lambda severity: severity.rank)
    return with_changes(diagnostic, severity=severity)


def apply_to_obligations(
    pairs: Iterable[JudgedCase], context: RuleContext, answers: AppliedDecisions, *, search_over: bool
) -> Iterator[JudgedCase]:
    """Apply the decisions to the cases; once the search is over, errors become warnings."""
    for judged, diagnostic in pairs:
        decision = answers.decision_on(judged, context)
        if decision == "waived":
            if answers.unchecked:
                why = "the signature of the coach's decisions could not be checked"
                yield replace(judged, verdict="unknown", unknown_because=why), None
            else:
                yield replace(judged, verdict="waived"), None
        elif decision == "acknowledged":
            yield (
                replace(judged, verdict="acknowledged"),
                diagnostic and with_changes(diagnostic, severity=Severity.NOTE),
            )
        elif diagnostic is not None and search_over and diagnostic.severity is Severity.ERROR:
            yield judged, with_changes(diagnostic, severity=Severity.WARNING)
        else:
            yield judged, diagnostic
