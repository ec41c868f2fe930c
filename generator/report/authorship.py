"""Who could have written the coach's decisions and pauses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.dates import day_range
from generator.core.text import capitalized, count, isolate, join_words
from generator.model.decision import Decision, Pause
from generator.model.signing_key import NOT_SIGNED, parse_signing_key
from generator.report.context import Report
from generator.report.formatting import short_path

_WEEKS_NAMED = 6


def author(report: Report) -> str:
    """What is said of each decision and pause: `signed by dana (SHA256:…)`, or that it is not signed."""
    return report.journal.signature.words if report.journal.signature else NOT_SIGNED


def author_of(report: Report, row: Decision | Pause) -> str:
    """What is said of one decision or pause: one that a workflow wrote for an issue is told as that."""
    asked = row.asked
    if asked is None:
        return author(report)
    account, known = isolate(f"@{asked.account}"), report.portfolio.coach.github
    is_known = known is not None and known.casefold() == asked.account.casefold()
    whose = "the coach's account" if is_known else "which is not the coach's account in the settings"
    told = f"noted as asked for in issue {asked.issue} by {account}, {whose}"
    signature = report.journal.signature
    if signature is not None and signature.is_good:
        return f"{told}; {signature.words}"
    return f"{told}, and written by the workflow; {author(report)}"


def on_record(report: Report) -> Iterator[str]:
    """The sentences at the top: what the coach's file says, who could have written that, and who may sign.

    Always there, because a pause that was made up weighs as much as one that was granted.
    """
    given = [*_decided(report), *_paused(report)]
    if given:
        signature = report.journal.signature
        by = author(report)
        if signature is not None and signature.is_good and signature.name:
            by = f"signed by {isolate(signature.name)}"  # the next sentence has the key
        yield f"{capitalized('; '.join(given))}. {capitalized(by)}."
    yield from _asked(report)
    keys = [parse_signing_key(text) for text in report.portfolio.coach.signing_keys]
    names = [
        f"{isolate(key.name)} ({key.fingerprint})" if key.name else key.fingerprint for key in keys if key
    ]
    terms = report.portfolio.commitment
    if terms.endswith((".yaml", ".yml")) and report.compared is None:
        where = f"a file of this repository ({short_path(terms)})"
        yield f"The terms are {where}: whoever can write to it can change them."
    if names:
        yield f"The settings let {count(len(names), 'key')} sign: {join_words(names, 6)}."


def _asked(report: Report) -> Iterator[str]:
    """A sentence on what a workflow wrote at somebody's request."""
    rows: list[Decision | Pause] = [*report.journal.decisions, *report.journal.pauses]
    issues = sorted({row.asked.issue for row in rows if row.asked})
    accounts = sorted({isolate(f"@{row.asked.account}") for row in rows if row.asked})
    if issues:
        which = f"issue{'s' if len(issues) > 1 else ''} {join_words([str(one) for one in issues])}"
        yield f"The workflow wrote what {join_words(accounts)} asked for in {which}: look there who asked."


def _decided(report: Report) -> Iterator[str]:
    for kind, words in (("waived", "excused"), ("acknowledged", "acknowledged")):
        names = {
            name
            for judged in report.evaluation.decisions
            if judged.holds and judged.decision.decision == kind
            for name in judged.weeks
        }
        weeks = [report.week_called(name) for name in sorted(names)]
        if len(weeks) > _WEEKS_NAMED:
            yield f"{len(weeks)} weeks {words}"
        elif weeks:
            yield f"{join_words(weeks)} {words}"


def _paused(report: Report) -> Iterator[str]:
    pauses = [day_range(pause.first, pause.last) for pause in report.evaluation.pauses]
    if pauses:
        yield f"paused {join_words(pauses)}"
