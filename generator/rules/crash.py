"""A rule that crashes names itself and fails the run."""

from __future__ import annotations

from generator.core import crashes
from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.rules.case import RuleContext
from generator.rules.rule import Rule

RULE = Rule(name="rule-crashed", severity=Severity.ERROR, fixed=True)


def crash(name: str, error: Exception, case: RuleContext) -> Diagnostic:
    """The finding for a crash in the rules of `name`: the kind of error and where, never a value."""
    crashes.record(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?"
    if trace is not None:
        code = trace.tb_frame.f_code
        where = f"{code.co_name}, line {trace.tb_lineno}"
    location, kind = case.journal.portfolio.origin.location, type(error).__name__
    return diagnostic("rule-crashed.where", location, requirement=name, name=name, error=kind, where=where)
