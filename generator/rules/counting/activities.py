"""Count design activities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.activity import Activity
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.posts import normalize_address
from generator.rules.counting.result import OUTSIDE_WINDOW, Taken, reason_findings
from generator.rules.rule import Rule

WITHOUT_LINK = Rule(
    name="activity-without-link", severity=Severity.WARNING, applies_to="activities", points_at="evidence"
)
OWN_SPECIALIZATION = Rule(
    name="activity-in-own-specialization", severity=Severity.NOTE, applies_to="activities", points_at="track"
)
PAGE_NOT_APPROVED = Rule(
    name="activity-page-not-approved",
    severity=Severity.WARNING,
    applies_to="activities",
    points_at="challenge_page",
)
LINK_REUSED = Rule(
    name="activity-link-reused",
    severity=Severity.WARNING,
    applies_to="activities",
    points_at="evidence",
    ours=True,
)

RULES: tuple[Rule, ...] = (WITHOUT_LINK, OWN_SPECIALIZATION, PAGE_NOT_APPROVED, LINK_REUSED, OUTSIDE_WINDOW)


def count_activities(
    context: RuleContext, requirement: str, ways: Sequence[Requirement], taken: Taken
) -> tuple[list[list[JudgedRecord]], list[Diagnostic]]:
    """Judge the design activities for each of `ways` (the requirement or its alternatives).

    They are counted together: one link is one activity, whichever alternative it counts for. An alternative
    without `activity` takes every kind. Activities of a kind that none asks for are ignored.
    """
    by_kind: dict[str | None, list[JudgedRecord]] = {way.activity: [] for way in ways}
    terms_of = {way.activity: way for way in ways}
    records: list[JudgedRecord] = []
    used: set[str] = set()
    for activity in sorted(context.journal.activities, key=lambda a: (a.date, a.origin.position)):
        key = activity.kind if activity.kind in by_kind else None
        if key not in by_kind:
            continue
        record = _judge(activity, context, terms_of[key], used)
        if record.counted and activity.evidence:
            used.add(_work_key(activity.evidence))
        if activity.origin.position in taken and not terms_of[key].shared:
            continue
        records.append(record)
        by_kind[key].append(record)

    def details(record: JudgedRecord, reason: str) -> tuple[Message, str | None] | None:
        activity = record.record
        if not isinstance(activity, Activity):
            return None
        if reason == PAGE_NOT_APPROVED.name and activity.challenge_page:
            pages = terms_of.get(activity.kind, terms_of.get(None, ways[0])).approved_pages
            return Message("activity-page-not-approved.elsewhere", pages=pages), None
        if reason == OWN_SPECIALIZATION.name and activity.track:
            return Message("activity-in-own-specialization.own"), None
        return None

    found = reason_findings(records, RULES, context, requirement, details=details)
    return [by_kind[way.activity] for way in ways], found


def _work_key(link: str) -> str:
    """Identifies a piece of work: several may be on one page, each with its own anchor."""
    return normalize_address(link, keep_fragment=True)


def _judge(activity: Activity, context: RuleContext, terms: Requirement, used: set[str]) -> JudgedRecord:
    link = activity.evidence
    is_link = link is not None and is_evidence(link)
    failing = (
        (WITHOUT_LINK, not is_evidence(link)),
        (OWN_SPECIALIZATION, _is_own_track(activity, context)),
        (PAGE_NOT_APPROVED, _is_elsewhere(activity, terms)),
        (OUTSIDE_WINDOW, context.is_outside(activity.date)),
        (LINK_REUSED, is_link and _work_key(link or "") in used),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=activity, day=activity.date, amount=0 if reasons else 1, reasons=reasons)


def is_evidence(text: str | None) -> bool:
    """Whether `text` is an http or https link to a host with a dot."""
    if not text or any(char.isspace() for char in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def _is_own_track(activity: Activity, context: RuleContext) -> bool:
    """Whether it is a module of the graduate's own track, or without a track."""
    if activity.kind != "track-module":
        return False
    return activity.track is None or activity.track == context.journal.portfolio.search.specialization


def on_approved_page(address: str | None, pages: Iterable[str]) -> bool:
    """Whether `address` is a link to one of the hosts `pages` or a subdomain of one."""
    if not is_evidence(address):
        return False
    host = (urlsplit(address or "").hostname or "").rstrip(".").casefold()
    return any(host == page.casefold() or host.endswith("." + page.casefold()) for page in pages)


def _is_elsewhere(activity: Activity, terms: Requirement) -> bool:
    """Whether it is a challenge on a page that is not approved."""
    if activity.kind != "design-challenge":
        return False
    return not on_approved_page(activity.challenge_page, terms.approved_pages)
