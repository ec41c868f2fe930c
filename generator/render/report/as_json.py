"""`report.json`: the report for programs. Its shape is written down in `report.schema.json`.

Keys stand in the order of the manual and every key is always there: what is not known is null.
Days are ISO dates. Nothing may be added here without a new `format`.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from generator.render.report.text import encoded
from generator.views.coach import (
    DecisionRow,
    FindingRow,
    ObligationRow,
    OfferRow,
    RecordRow,
    ReportView,
    RequirementRow,
    WeekRow,
    WindowRow,
)

FORMAT = 1

# The values of one JSON object; json.dumps takes any, so does this.
_Object = dict[str, Any]


def report_json(view: ReportView) -> bytes:
    """The whole report as indented JSON in UTF-8, ending with a line feed."""
    return encoded(json.dumps(_report(view), ensure_ascii=False, indent=1) + "\n")


def _report(view: ReportView) -> _Object:
    return {
        "format": FORMAT,
        "as_of": view.as_of.isoformat(),
        "as_of_from": view.as_of_from,
        "generator": view.generator,
        "commitment": {
            "name": view.commitment.name,
            "digest": view.commitment.digest,
            "differs": [
                {"name": differing.name, "here": differing.here, "shipped": differing.shipped}
                for differing in view.commitment.differs
            ],
        },
        "graduate": {"name": view.name, "github": view.github, "programme": view.programme},
        "window": _window(view.window),
        "standing": view.standing,
        "qualifying_offer": _offer(view.qualifying_offer),
        "strikes": None if view.strikes is None else {"count": view.strikes[0], "limit": view.strikes[1]},
        "weeks": [_week(week) for week in view.weeks],
        "obligations": [_obligation(obligation) for obligation in view.obligations],
        "decisions": [_decision(decision) for decision in view.decisions],
        "diagnostics": [_finding(finding) for finding in view.findings],
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _window(window: WindowRow | None) -> _Object | None:
    if window is None:
        return None
    ended = None if window.ended_on is None else {"on": _day(window.ended_on), "reason": window.ended_reason}
    return {
        "start": _day(window.start),
        "end": _day(window.end),
        "day": window.day,
        "days": window.days,
        "ended": ended,
    }


def _offer(offer: OfferRow | None) -> _Object | None:
    if offer is None:
        return None
    return {
        "path": offer.path,
        "line": offer.line,
        "employer": offer.employer,
        "title": offer.title,
        "received": _day(offer.received),
    }


def _week(week: WeekRow) -> _Object:
    return {
        "week": week.week,
        "number": week.number,
        "starts": _day(week.starts),
        "ends": _day(week.ends),
        "verdict": week.verdict,
        "requirements": [_requirement(requirement) for requirement in week.requirements],
    }


def _requirement(requirement: RequirementRow) -> _Object:
    return {
        "id": requirement.id,
        "needed": requirement.needed,
        "counted": requirement.counted,
        "verdict": requirement.verdict,
        "alternatives": [
            {"id": way.id, "needed": way.needed, "counted": way.counted} for way in requirement.alternatives
        ],
        "records": [_record(record) for record in requirement.records],
    }


def _record(record: RecordRow) -> _Object:
    return {
        "path": record.path,
        "line": record.line,
        "date": _day(record.date),
        "label": record.label,
        "counted": record.counted,
        "reasons": list(record.reasons),
    }


def _obligation(obligation: ObligationRow) -> _Object:
    return {
        "id": obligation.id,
        "label": obligation.label,
        "path": obligation.path,
        "line": obligation.line,
        "due": _day(obligation.due),
        "verdict": obligation.verdict,
    }


def _decision(decision: DecisionRow) -> _Object:
    return {
        "weeks": list(decision.weeks),
        "requirements": list(decision.requirements),
        "decision": decision.decision,
        "by": decision.by,
        "on": _day(decision.on),
        "holds": decision.holds,
    }


def _finding(finding: FindingRow) -> _Object:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "week": finding.week,
        "requirement": finding.requirement,
        "hint": finding.hint,
    }
