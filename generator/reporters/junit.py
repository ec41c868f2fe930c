"""JUnit XML: one test case per week and requirement, and one per other error."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.reporters.escape import printable
from generator.reporters.registry import RunResult, Style


def report(result: RunResult, _: Style) -> str:
    """A suite `weeks` with the requirements of each, and a suite `findings` with all other errors."""
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
            # The name is the same in every run, so that CI recognizes the case.
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


def _unique_name(diagnostic: Diagnostic, taken: set[str]) -> str:
    """A unique name from location, week and requirement: CI keeps only one case per name."""
    parts = (_location(diagnostic), diagnostic.week or "", diagnostic.requirement or "")
    name = stem = " ".join(part for part in parts if part)
    number = 1
    while f"{diagnostic.rule} {name}" in taken:
        number += 1
        name = f"{stem} ({number})"
    taken.add(f"{diagnostic.rule} {name}")
    return name


def _failure(case: Element, diagnostic: Diagnostic) -> None:
    failure = SubElement(case, "failure", type=diagnostic.rule, message=printable(diagnostic.message))
    failure.text = f"{_location(diagnostic)}\n{printable(diagnostic.text.with_hint)}"


def _location(diagnostic: Diagnostic) -> str:
    return printable(":".join(str(part) for part in diagnostic.location if part is not None))


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("errors", "0")
