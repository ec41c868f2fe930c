"""The standing obligations in force, judged case by case and held against the coach's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace as with_changes

from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.model.business_days import holidays_of
from generator.model.commitment import Obligation
from generator.model.verdict import JudgedObligation
from generator.rules.case import Case
from generator.rules.crash import crash
from generator.rules.decisions.judge import Answers
from generator.rules.offers import answer, granted

Pair = tuple[JudgedObligation, Diagnostic | None]


def judge_obligations(case: Case) -> tuple[list[Pair], list[Diagnostic]]:
    """Every case of every obligation of the commitment with the finding it gives, and crashes."""
    pairs: list[Pair] = []
    crashes: list[Diagnostic] = []
    for terms in case.commitment.obligations:
        try:
            pairs.extend(_judge(case, terms))
        except Exception as error:  # a bug: it is named, fails the run and hides nothing
            crashes.append(crash(terms.id, error, case))
    return pairs, crashes


def _judge(case: Case, terms: Obligation) -> Iterable[Pair]:
    if terms.id == "offer-answer":
        return answer.judge(case, terms, holidays_of(case.journal.portfolio.search.country))
    return granted.judge(case, terms)


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
