"""A rule that crashes names itself and fails the run."""

from __future__ import annotations

from generator.core import crashes
from generator.diagnostics import Diagnostic, Severity
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="rule-crashed",
    severity=Severity.ERROR,
    title="A rule stopped because of a mistake in Weekproof itself.",
    hint="Please report it, with the version and this message. Nothing of your records stands in it.",
    fixed=True,
)


def crash(name: str, error: Exception, case: Case) -> Diagnostic:
    """The finding for a crash in the rules of `name`: the kind of error and where, never a value."""
    crashes.note(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?"
    if trace is not None:
        code = trace.tb_frame.f_code
        where = f"{code.co_name}, line {trace.tb_lineno}"
    message = f"The rules of `{name}` stopped: {type(error).__name__} in {where}."
    place = case.journal.portfolio.origin.place
    return Diagnostic(RULE.name, RULE.severity, message, place, RULE.hint, requirement=name)
