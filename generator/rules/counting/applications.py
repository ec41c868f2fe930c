"""Applications: which count, and why the others do not."""

from __future__ import annotations

from generator.core.diagnostics import Severity
from generator.core.text import fold_line
from generator.model.application import Application
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.individuals import employer_key
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.contacts import BOUNCED, is_missing
from generator.rules.counting.posts import normalize_address
from generator.rules.counting.result import OUTSIDE_WINDOW, CountResult, reason_findings
from generator.rules.rule import Rule

WITHOUT_JOB = Rule(
    name="application-without-job", severity=Severity.WARNING, applies_to="applications", ours=True
)
NOT_SENT = Rule(
    name="application-not-sent",
    severity=Severity.NOTE,
    applies_to="applications",
    points_at="status",
    ours=True,
)
WITHOUT_PLACE = Rule(
    name="application-without-place", severity=Severity.WARNING, applies_to="applications", ours=True
)
REPEATED = Rule(name="application-repeated", severity=Severity.NOTE, applies_to="applications", ours=True)

RULES: tuple[Rule, ...] = (WITHOUT_JOB, NOT_SENT, BOUNCED, WITHOUT_PLACE, REPEATED, OUTSIDE_WINDOW)


def count_applications(context: RuleContext, terms: Requirement) -> CountResult:
    """Every application, and every contact of kind `application`, judged in order of day and place.

    One job counts once in the whole search: the earliest of its records that counts. Where only local jobs
    are asked for, those elsewhere are ignored, and contacts, which do not say where a job is.
    """
    sent = [contact for contact in context.journal.contacts if contact.kind == "application"]
    applied: list[Application | Contact] = [*context.journal.applications, *sent]
    if terms.local:
        applied = [one for one in context.journal.applications if one.local is not False]
    counted_jobs: set[tuple[str, ...]] = set()
    judged: list[JudgedRecord] = []
    for application in sorted(applied, key=lambda one: (one.date, one.origin.position)):
        jobs = _jobs(application)
        failing = (
            (WITHOUT_JOB, is_missing(application.employer) or is_missing(application.title)),
            (NOT_SENT, isinstance(application, Application) and application.status == "saved"),
            (BOUNCED, isinstance(application, Contact) and application.bounced),
            (
                WITHOUT_PLACE,
                terms.local and isinstance(application, Application) and application.local is None,
            ),
            (OUTSIDE_WINDOW, context.is_outside(application.date)),
        )
        # A repeat is a reason only of what would count otherwise, as with contacts.
        reasons = tuple(rule.name for rule, fails in failing if fails)
        if not reasons and jobs & counted_jobs:
            reasons = (REPEATED.name,)
        if not reasons:
            counted_jobs |= jobs
        judged.append(
            JudgedRecord(
                record=application, day=application.date, amount=0 if reasons else 1, reasons=reasons
            )
        )
    return CountResult(tuple(judged), tuple(reason_findings(judged, RULES, context, terms.id)))


def _jobs(application: Application | Contact) -> frozenset[tuple[str, ...]]:
    """What tells one job from another: employer and title, and the link of its posting."""
    names = (employer_key(application.employer), fold_line(application.title))
    link = application.link if isinstance(application, Application) else None
    # A posting may stand at an anchor of its page.
    return frozenset({names, (normalize_address(link, keep_fragment=True),)} if link else {names})
