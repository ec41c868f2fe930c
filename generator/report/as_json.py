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
from generator.report.formatting import encoded

FORMAT = 1

# Key → how to get the value, and the shape of the object or of the items of the list, if it is one.
Getter = Callable[[Any], Any]
Shape = Mapping[str, "Getter | tuple[Getter, Shape]"]

_get = attrgetter


def _same(*keys: str) -> dict[str, Getter]:
    """Keys that are named like the attributes they are read from."""
    return {key: _get(key) for key in keys}


def _decided(key: str) -> Getter:
    return attrgetter(f"decision.{key}")


_LOCATION: Shape = {"path": _get("origin.path"), "line": _get("origin.line")}
_RECORD: Shape = {**_LOCATION, **_same("date", "label", "counted", "reasons")}
_ALTERNATIVE: Shape = _same("id", "needed", "counted")
_REQUIREMENT: Shape = {
    **_ALTERNATIVE,
    "verdict": _get("verdict"),
    "alternatives": (_get("alternatives"), _ALTERNATIVE),
    "records": (_get("records"), _RECORD),
}
_WEEK: Shape = {
    "week": _get("name"),
    **_same("number", "starts", "ends", "verdict"),
    "requirements": (_get("requirements"), _REQUIREMENT),
}
_WINDOW: Shape = {
    "start": _get("evaluation.window.start"),
    "end": _get("evaluation.window.end"),
    "day": _get("day"),
    "days": _get("evaluation.window.days"),
    "ended": (_get("portfolio.search.ended"), _same("on", "reason")),
}
_FINDING: Shape = {
    "rule": _get("rule"),
    "severity": _get("severity.value"),
    "message": _get("message"),
    "path": _get("location.path"),
    "line": _get("location.line"),
    "column": _get("location.column"),
    **_same("week", "requirement", "hint"),
}
_REPORT: Shape = {
    "format": lambda _: FORMAT,
    "as_of": _get("as_of"),
    "as_of_from": _get("evaluation.as_of_from"),
    "generator": _get("generator"),
    "commitment": (
        _get("commitment"),
        {
            **_same("name", "digest"),
            "differs": (
                _get("differs"),
                {"name": itemgetter(0), "here": itemgetter(1), "shipped": itemgetter(2)},
            ),
        },
    ),
    "graduate": (
        lambda report: report,
        {
            "name": _get("portfolio.graduate.name"),
            "github": _get("portfolio.graduate.github"),
            "programme": _get("programme.id"),
        },
    ),
    "window": (lambda report: report if report.evaluation.window else None, _WINDOW),
    "standing": _get("evaluation.standing"),
    "qualifying_offer": (
        _get("evaluation.qualifying_offer"),
        {**_LOCATION, **_same("employer", "title", "received")},
    ),
    "strikes": (_get("evaluation.strikes"), _same("count", "limit")),
    "weeks": (_get("evaluation.weeks"), _WEEK),
    "obligations": (
        _get("evaluation.obligations"),
        {
            **_same("id", "label"),
            **_LOCATION,
            **_same("due", "verdict"),
        },
    ),
    "decisions": (
        _get("evaluation.decisions"),
        {
            "weeks": _get("weeks"),
            "requirements": lambda judged: judged.decision.requirements or (),
            "decision": _decided("decision"),
            "by": _decided("by"),
            "on": _decided("on"),
            "holds": _get("holds"),
        },
    ),
    "diagnostics": (_get("findings"), _FINDING),
}


def report_json(report: Report) -> bytes:
    """The whole report as indented JSON in UTF-8, ending with a line feed."""
    document = _object(report, _REPORT)
    return encoded(json.dumps(document, ensure_ascii=False, indent=1, default=dt.date.isoformat) + "\n")


def _object(value: Any, shape: Shape) -> dict[str, Any]:
    return {key: _value(value, getter) for key, getter in shape.items()}


def _value(value: Any, getter: Getter | tuple[Getter, Shape]) -> Any:
    if not isinstance(getter, tuple):
        return getter(value)
    get, shape = getter
    nested = get(value)
    if isinstance(nested, tuple):
        return [_object(item, shape) for item in nested]
    return None if nested is None else _object(nested, shape)
