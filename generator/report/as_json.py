"""`report.json`: the report for programs. Its shape is written down in `report.schema.json`.

Keys stand in the order of the manual and every key is always there: what is not known is null.
Days are ISO dates. Nothing may be added here without a new `format`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from generator.report.context import Report
from generator.report.text import encoded

FORMAT = 1

# Where a value is found, and what of it is told: all of it, or an object with these keys. Of a list each.
Find = Callable[[Any], Any]
Shape = Mapping[str, "Find | tuple[Find, Shape]"]

_the = attrgetter


def _decided(key: str) -> Find:
    return attrgetter(f"decision.{key}")


_PLACE: Shape = {"path": _the("origin.path"), "line": _the("origin.line")}
_RECORD: Shape = {
    **_PLACE,
    "date": _the("date"),
    "label": _the("label"),
    "counted": _the("counted"),
    "reasons": _the("reasons"),
}
_WAY: Shape = {"id": _the("id"), "needed": _the("needed"), "counted": _the("counted")}
_REQUIREMENT: Shape = {
    **_WAY,
    "verdict": _the("verdict"),
    "alternatives": (_the("alternatives"), _WAY),
    "records": (_the("records"), _RECORD),
}
_WEEK: Shape = {
    "week": _the("name"),
    "number": _the("number"),
    "starts": _the("starts"),
    "ends": _the("ends"),
    "verdict": _the("verdict"),
    "requirements": (_the("requirements"), _REQUIREMENT),
}
_WINDOW: Shape = {
    "start": _the("evaluation.window.start"),
    "end": _the("evaluation.window.end"),
    "day": _the("day"),
    "days": _the("evaluation.window.days"),
    "ended": (_the("portfolio.search.ended"), {"on": _the("on"), "reason": _the("reason")}),
}
_FINDING: Shape = {
    "rule": _the("rule"),
    "severity": _the("severity.value"),
    "message": _the("message"),
    "path": _the("location.path"),
    "line": _the("location.line"),
    "column": _the("location.column"),
    "week": _the("week"),
    "requirement": _the("requirement"),
    "hint": _the("hint"),
}
_REPORT: Shape = {
    "format": lambda _: FORMAT,
    "as_of": _the("as_of"),
    "as_of_from": _the("evaluation.as_of_from"),
    "generator": _the("generator"),
    "commitment": (
        _the("commitment"),
        {
            "name": _the("name"),
            "digest": _the("digest"),
            "differs": (
                _the("differs"),
                {"name": itemgetter(0), "here": itemgetter(1), "shipped": itemgetter(2)},
            ),
        },
    ),
    "graduate": (
        lambda report: report,
        {
            "name": _the("portfolio.graduate.name"),
            "github": _the("portfolio.graduate.github"),
            "programme": _the("programme.id"),
        },
    ),
    "window": (lambda report: report if report.evaluation.window else None, _WINDOW),
    "standing": _the("evaluation.standing"),
    "qualifying_offer": (
        _the("evaluation.qualifying_offer"),
        {**_PLACE, "employer": _the("employer"), "title": _the("title"), "received": _the("received")},
    ),
    "strikes": (_the("evaluation.strikes"), {"count": _the("count"), "limit": _the("limit")}),
    "weeks": (_the("evaluation.weeks"), _WEEK),
    "obligations": (
        _the("evaluation.obligations"),
        {"id": _the("id"), "label": _the("label"), **_PLACE, "due": _the("due"), "verdict": _the("verdict")},
    ),
    "decisions": (
        _the("evaluation.decisions"),
        {
            "weeks": _the("weeks"),
            "requirements": lambda judged: judged.decision.requirements or (),
            "decision": _decided("decision"),
            "by": _decided("by"),
            "on": _decided("on"),
            "holds": _the("holds"),
        },
    ),
    "diagnostics": (_the("findings"), _FINDING),
}


def report_json(report: Report) -> bytes:
    """The whole report as indented JSON in UTF-8, ending with a line feed."""
    made = _object(report, _REPORT)
    return encoded(json.dumps(made, ensure_ascii=False, indent=1, default=dt.date.isoformat) + "\n")


def _object(value: Any, shape: Shape) -> dict[str, Any]:
    return {key: _value(value, told) for key, told in shape.items()}


def _value(value: Any, told: Find | tuple[Find, Shape]) -> Any:
    if not isinstance(told, tuple):
        return told(value)
    find, shape = told
    found = find(value)
    if isinstance(found, tuple):
        return [_object(one, shape) for one in found]
    return None if found is None else _object(found, shape)
