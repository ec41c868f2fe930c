"""`report.json`: the report for programs. Its shape is written down in `report.schema.json`.

Keys stand in the order of the manual and every key is always there: what is not known is null.
Days are ISO dates. Nothing may be added here without a new `format`. Format 2 added `needs`, `offers`,
`pauses`, `signature` and `trust`, what is `known` of a record and its `evidence`, and who signed a decision;
format 3 in which issue it was `asked` for.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from generator.core.diagnostics import Diagnostic
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.signing_key import Signature
from generator.model.verdict import (
    JudgedDecision,
    JudgedObligation,
    JudgedRecord,
    JudgedRequirement,
    JudgedWeek,
)
from generator.report.action_items import ActionItem, action_items
from generator.report.context import Report
from generator.report.formatting import encoded

FORMAT = 3


def report_json(report: Report) -> bytes:
    """The whole report as indented JSON in UTF-8, ending with a line feed."""
    text = json.dumps(_document(report), ensure_ascii=False, indent=1, default=dt.date.isoformat)
    return encoded(text + "\n")


def _document(report: Report) -> dict[str, Any]:
    evaluation, commitment = report.evaluation, report.commitment
    offer, strikes = evaluation.qualifying_offer, evaluation.strikes
    return {
        "format": FORMAT,
        "as_of": report.as_of,
        "as_of_from": evaluation.as_of_from,
        "generator": report.generator,
        "commitment": {
            "name": commitment.name,
            "digest": commitment.digest,
            "differs": [
                {"name": name, "here": here, "shipped": shipped} for name, here, shipped in commitment.differs
            ],
        },
        "graduate": {
            "name": report.portfolio.graduate.name,
            "github": report.portfolio.graduate.github,
            "programme": report.programme.id,
        },
        "window": _window(report),
        "standing": evaluation.standing,
        "qualifying_offer": offer and {**_location(offer.origin), **_same(offer, "employer title received")},
        "strikes": strikes and _same(strikes, "count limit"),
        "needs": [_need(item) for item in action_items(report)],
        "trust": _trust(report),
        "signature": report.journal.signature and _same(report.journal.signature, "status key name"),
        "weeks": [_week(report, week) for week in evaluation.weeks],
        "obligations": [_obligation(case) for case in evaluation.obligations],
        "offers": [_offer(report, offer) for offer in report.journal.offers],
        "decisions": [_decision(report, judged) for judged in evaluation.decisions],
        "pauses": [
            {
                "from": pause.first,
                "to": pause.last,
                **_same(pause, "reason by on"),
                "holds": not report.journal.decisions_void,
                "signed_by": _signed_by(report.journal.signature),
                "asked": pause.asked and _same(pause.asked, "account issue"),
            }
            for pause in report.journal.pauses
        ],
        "diagnostics": [_finding(finding) for finding in report.findings],
    }


def _same(value: Any, names: str) -> dict[str, Any]:
    """Keys that are named like the attributes they are read from."""
    return {name: getattr(value, name) for name in names.split()}


def _location(origin: Origin) -> dict[str, Any]:
    return _same(origin, "path line")


def _window(report: Report) -> dict[str, Any] | None:
    window, ended = report.evaluation.window, report.portfolio.search.ended
    if window is None:
        return None
    return {
        "start": window.start,
        "end": window.end,
        "day": report.day,
        "days": window.days,
        "ended": ended and _same(ended, "on reason"),
    }


def _need(item: ActionItem) -> dict[str, Any]:
    return {
        **_same(item, "kind since due week weeks obligation message"),
        "lines": [
            {
                "title": snippet.title,
                "command": snippet.command or None,
                "into": snippet.into or None,
                "text": snippet.lines or None,
            }
            for snippet in item.snippets
        ],
    }


def _trust(report: Report) -> dict[str, Any] | None:
    compared = report.compared
    if compared is None:
        return None
    return {
        "pinned": compared.pinned,
        "differs": [_same(one, "name here pinned") for one in compared.differences],
    }


def _week(report: Report, week: JudgedWeek) -> dict[str, Any]:
    requirements = [_requirement(report, requirement) for requirement in week.requirements]
    return {"week": week.name, **_same(week, "number starts ends verdict"), "requirements": requirements}


def _requirement(report: Report, requirement: JudgedRequirement) -> dict[str, Any]:
    return {
        **_same(requirement, "id needed counted verdict"),
        "alternatives": [_same(one, "id needed counted") for one in requirement.alternatives],
        "records": [_record(report, record) for record in requirement.records],
    }


def _record(report: Report, judged: JudgedRecord) -> dict[str, Any]:
    return {
        **_location(judged.origin),
        **_same(judged, "date label counted reasons"),
        "known": report.known(judged.record),
        "evidence": report.evidence_of(judged.record),
    }


def _obligation(case: JudgedObligation) -> dict[str, Any]:
    return {**_same(case, "id label"), **_location(case.origin), **_same(case, "due verdict unknown_because")}


def _offer(report: Report, offer: Offer) -> dict[str, Any]:
    return {
        **_location(offer.origin),
        **_same(offer, "employer title received deadline full_time in_field"),
        "negotiated": offer.negotiated and _same(offer.negotiated, "asked granted"),
        **_same(offer, "answer answered"),
        "answer_by": report.answer_by(offer),
    }


def _decision(report: Report, judged: JudgedDecision) -> dict[str, Any]:
    decision = judged.decision
    return {
        "weeks": judged.weeks,
        "requirements": decision.requirements or (),
        **_same(decision, "decision reason by on until"),
        "holds": judged.holds,
        "signed_by": _signed_by(report.journal.signature),
        "asked": decision.asked and _same(decision.asked, "account issue"),
    }


def _signed_by(signature: Signature | None) -> dict[str, Any] | None:
    """The key that signed the file, and what the list of keys calls it; null unless the signature is good."""
    return _same(signature, "key name") if signature is not None and signature.is_good else None


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        **_same(finding.location, "path line column"),
        **_same(finding, "week requirement hint"),
    }
