"""Rule, its page, and the findings of rules."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.core import crashes
from generator.core.diagnostics import Counts, Diagnostic, Severity, diagnostic
from generator.core.messages import Message, Value
from generator.core.resources import shipped_rule_pages
from generator.model.origin import Origin
from generator.rules.context import RuleContext


class Rule(Struct, frozen=True, kw_only=True):
    """The row of one rule.

    `name` completes the sentence "allow …", and is the key of the rule's texts in `core/messages.py`.
    `applies_to` is the kind of the requirements, or the id of the obligation, whose clause is the reason for
    the rule; None for rules about files. `points_at` is the key of a record that findings point at. `ours`:
    the schools' documents are silent and Weekproof decided. `fixed`: no commitment can change the severity.
    """

    name: str
    severity: Severity
    applies_to: str | None = None
    points_at: str | None = None
    ours: bool = False
    fixed: bool = False

    @property
    def title(self) -> str:
        """One sentence without values, safe for a public log."""
        return Message(self.name).text

    @property
    def hint(self) -> str | None:
        """What to do if the rule is broken."""
        return Message(self.name).hint


class RulePage(Struct, frozen=True):
    """The page of a rule. `what` (when it is broken) and `why` are one paragraph each.

    `fails` and `fixed` are small files that begin with a line `# file: PATH`, both empty if no small file can
    break the rule. `more` is Markdown with further examples. Tests check all examples.
    """

    what: str
    why: str
    fails: str
    fixed: str
    more: str


SECTIONS = ("Why", "Fails", "Fixed", "More examples", "Notes")
"""The headings of a page, in their order: examples, or notes on why there are none."""
_SECTION = re.compile(rf"^## ({'|'.join(SECTIONS)})\n", re.MULTILINE)
_EXAMPLE = re.compile(r"^(`{3,})yaml\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def load_page(rule: str) -> RulePage:
    """Read the page of a rule from `rules/pages/`."""
    text = (shipped_rule_pages() / f"{rule}.md").read_text("utf-8")
    head, *rest = _SECTION.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    return RulePage(
        what=" ".join(head.partition("\n")[2].split()),
        why=" ".join(sections["Why"].split()),
        fails=_example(sections.get("Fails", "")),
        fixed=_example(sections.get("Fixed", "")),
        more=(sections.get("More examples") or sections["Notes"]).strip("\n"),
    )


def _example(section: str) -> str:
    match = _EXAMPLE.search(section)
    return match[2] if match else ""


def finding(
    rule: Rule,
    origin: Origin,
    text: str | Message | None = None,
    /,
    *,
    week: str | None = None,
    requirement: str | None = None,
    severity: Severity | None = None,
    counts: Counts | None = None,
    **params: Value,
) -> Diagnostic:
    """Create a finding of `rule` at the key it points at, by default with the rule's own text."""
    location = origin.location_of(rule.points_at) if rule.points_at else origin.location
    message = text if isinstance(text, Message) else Message(text or rule.name, **params)
    return Diagnostic(rule.name, severity or rule.severity, message, location, week, requirement, counts)


CRASHED = Rule(name="rule-crashed", severity=Severity.ERROR, fixed=True)


def crash_finding(name: str, error: Exception, context: RuleContext) -> Diagnostic:
    """The finding for a crash in the rules of `name`: the type of error and where, never a value."""
    crashes.record(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?"
    if trace is not None:
        code = trace.tb_frame.f_code
        where = f"{code.co_name}, line {trace.tb_lineno}"
    location, kind = context.journal.portfolio.origin.location, type(error).__name__
    return diagnostic("rule-crashed.where", location, requirement=name, name=name, error=kind, where=where)
