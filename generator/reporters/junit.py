"""JUnit XML, which every CI can show: one case a week and requirement, one a finding besides."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style


def report(result: RunResult, _: Style) -> str:
    """A suite `weeks` with what was asked of each, and a suite `findings` with all other errors."""
    root = Element("testsuites", name="weekproof")
    weeks = result.evaluation.weeks if result.evaluation else ()
    errors = [diagnostic for diagnostic in result.diagnostics if diagnostic.severity is Severity.ERROR]
    short = {(error.week, error.requirement): error for error in errors if error.counts is not None}
    _weeks(root, weeks, short)
    _findings(root, [error for error in errors if error.counts is None or not weeks])
    for suite in root:
        _count(suite)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _weeks(
    root: Element,
    weeks: Iterable[JudgedWeek],
    short: dict[tuple[str | None, str | None], Diagnostic],
) -> None:
    suite = SubElement(root, "testsuite", name="weeks")
    for week in weeks:
        for requirement in week.requirements:
            # The name stays the same from run to run, so that a CI knows the case again.
            case = SubElement(suite, "testcase", classname=week.week.name, name=printable(requirement.id))
            diagnostic = short.get((week.week.name, requirement.id))
            if diagnostic is not None:
                _failure(case, diagnostic)
            elif requirement.verdict not in ("met", "short"):
                SubElement(case, "skipped", message=_outcome(requirement))
            SubElement(case, "system-out").text = _outcome(requirement)


def _outcome(requirement: JudgedRequirement) -> str:
    verdict = "acknowledged, still short" if requirement.acknowledged else requirement.verdict
    return f"{requirement.counted} of {requirement.needed}, {verdict.replace('-', ' ')}"


def _findings(root: Element, errors: Iterable[Diagnostic]) -> None:
    suite = SubElement(root, "testsuite", name="findings")
    names: set[str] = set()
    for error in errors:
        case = SubElement(
            suite,
            "testcase",
            classname=error.rule,
            name=_unique_name(error, names),
            file=printable(error.location.path),
        )
        _failure(case, error)


def _unique_name(one: Diagnostic, taken: set[str]) -> str:
    """The place, and what else tells it from others of its rule: a reader keeps one case of a name."""
    parts = (_location(one), one.week or "", one.requirement or "")
    name = stem = " ".join(part for part in parts if part)
    number = 1
    while f"{one.rule} {name}" in taken:
        number += 1
        name = f"{stem} ({number})"
    taken.add(f"{one.rule} {name}")
    return name


def _failure(case: Element, one: Diagnostic) -> None:
    failure = SubElement(case, "failure", type=one.rule, message=printable(one.message))
    failure.text = f"{_location(one)}\n{printable(one.text.with_hint)}"


def _location(one: Diagnostic) -> str:
    return printable(":".join(str(part) for part in one.location if part is not None))


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("errors", "0")
