"""The standing obligations in force, judged case by case and held against the coach's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as with_changes

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.model.business_days import holidays_of
from generator.model.verdict import JudgedObligation
from generator.rules.case import Case
from generator.rules.decisions.judge import Answers
from generator.rules.offers import answer, granted

Pair = tuple[JudgedObligation, Diagnostic | None]

KNOWN = frozenset({"offer-answer", "offer-granted"})
"""Ids of the obligations that there is a rule for."""


def judge_obligations(case: Case) -> list[Pair]:
    """Every case of every obligation of the commitment, with the finding it gives."""
    pairs: list[Pair] = []
    for terms in case.commitment.obligations:
        if terms.id == "offer-answer":
            # Loading the holidays of a country takes longer than everything else: only for offers.
            country = case.journal.portfolio.search.country if case.journal.offers else None
            pairs.extend(answer.judge(case, terms, holidays_of(country)))
        elif terms.id == "offer-granted":
            pairs.extend(granted.judge(case, terms))
    return pairs


def answered(pairs: Iterable[Pair], case: Case, answers: Answers, *, search_over: bool) -> Iterator[Pair]:
    """The cases after the coach's answers, and as warnings once the search is over."""
    for judged, found in pairs:
        word = None
        if judged.verdict == "late" and judged.due is not None:
            word = answers.word(case.week_of(judged.due).name, judged.id)
        if word == "waived":
            yield replace(judged, verdict="waived"), None
        elif word == "acknowledged":
            yield (
                replace(judged, verdict="acknowledged"),
                found and with_changes(found, severity=Severity.NOTE),
            )
        elif found is not None and search_over and found.severity is Severity.ERROR:
            yield judged, with_changes(found, severity=Severity.WARNING)
        else:
            yield judged, found
