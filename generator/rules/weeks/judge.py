"""The verdict of a week, and findings about short ones."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.core.diagnostics import Counts, Diagnostic, Location, Severity
from generator.core.messages import Message
from generator.model.commitment import Requirement, quoted
from generator.model.contribution import Contribution
from generator.model.kinds import Kind
from generator.model.verdict import JudgedRequirement, JudgedWeek, WeekVerdict
from generator.rules.context import RuleContext
from generator.rules.counting.contributions import excluded_count
from generator.rules.kinds import REQUIREMENT, below_minimum, counted_noun
from generator.rules.severities import severity_of
from generator.rules.weeks.week_frame import WeekFrame


def judge_week(frame: WeekFrame, requirements: Iterable[JudgedRequirement], as_of: dt.date) -> JudgedWeek:
    """Judge a week: the first verdict of the manual's list that holds."""
    judged = tuple(requirements)
    return JudgedWeek(
        week=frame.week,
        number=frame.number,
        counts_until=frame.counts_until,
        closes=frame.closes,
        last_day=frame.counts_until if as_of <= frame.counts_until else frame.closes,
        awaits=frame.awaits,
        verdict=_verdict(frame, judged),
        closed=frame.phase == "closed",
        enforced=frame.enforced,
        partial=frame.partial or frame.paused,
        requirements=judged,
    )


def _verdict(frame: WeekFrame, requirements: tuple[JudgedRequirement, ...]) -> WeekVerdict:
    if frame.phase == "upcoming":
        return "upcoming"
    if frame.paused:
        return "paused"
    if frame.exempt:
        return "partial"
    # In an enforced week what is not enforced is asked for per month, and judged in another week.
    unmet = {requirement.verdict for requirement in requirements} - {"met", "not-enforced"}
    if not unmet:
        return "met"
    if frame.phase == "open":
        return "open"
    # What is certainly short stays so, whatever else could not be read.
    if "short" in unmet:
        return "short"
    return "unknown" if "unknown" in unmet else "excused"


def shortfall_findings(
    weeks: Iterable[JudgedWeek], context: RuleContext, *, search_over: bool
) -> Iterator[Diagnostic]:
    """One finding per short requirement of a closed week.

    It is an error without the coach's decision, a note with one, and a warning once the search is over, since
    nobody will decide then.
    """
    for week in weeks:
        for requirement in week.requirements:
            if requirement.verdict == "short":
                yield _shortfall(week, requirement, context, search_over)


def _shortfall(
    week: JudgedWeek, requirement: JudgedRequirement, context: RuleContext, search_over: bool
) -> Diagnostic:
    terms = context.commitment.requirement(requirement.id)
    if terms is None:
        raise LookupError(requirement.id)  # it was judged by these very terms
    rule = below_minimum(terms)
    # Of different alternatives, the one that the school names first.
    row = REQUIREMENT[terms.ways[0].kind]
    severity = severity_of(rule.name, rule.severity, context.commitment)
    if requirement.acknowledged:
        severity = Severity.NOTE
    elif search_over and severity is Severity.ERROR:
        severity = Severity.WARNING
    return Diagnostic(
        rule=rule.name,
        severity=severity,
        text=_message(week, requirement, counted_noun(terms), _left_out(requirement, terms, context)),
        location=_location(week, requirement, row.record_kind),
        week=week.week.name,
        requirement=requirement.id,
        counts=Counts(requirement.counted, requirement.needed),
        terms=quoted(terms),
    )


def _message(
    week: JudgedWeek, requirement: JudgedRequirement, things: str, left_out: tuple[Message, ...]
) -> Message:
    hint = Message("short-week.to-do")
    if requirement.acknowledged:
        hint = Message("short-week.acknowledged")
    elif left_out:
        hint = Message("short-week.to-explain", number=str(week.number))
    words = requirement.month.words if requirement.month else week.words
    more = Message("short-week.more", reasons=left_out) if left_out else None
    if requirement.alternatives:
        ways = tuple(
            Message("short-week.way", counted=way.counted, needed=way.needed, way=way.id)
            for way in requirement.alternatives
        )
        key = "short-week.alternatives"
        return Message(key, week=words, requirement=requirement.id, ways=ways, more=more, hint=hint)
    return Message(
        "short-week.counted",
        week=words,
        counted=requirement.counted,
        needed=requirement.needed,
        things=things,
        more=more,
        hint=hint,
    )


LEFT_OUT = {
    "contact-identity-incomplete": "short-week.contact-identity-incomplete",
    "contact-without-summary": "short-week.contact-without-summary",
    "contact-external-recruiter": "short-week.contact-external-recruiter",
    "contact-application": "short-week.contact-application",
    "contact-in-other-field": "short-week.contact-in-other-field",
    "contact-bounced": "short-week.contact-bounced",
    "contact-without-follow-up": "short-week.contact-without-follow-up",
    "contact-repeated": "short-week.contact-repeated",
    "application-without-job": "short-week.application-without-job",
    "application-not-sent": "short-week.application-not-sent",
    "application-repeated": "short-week.application-repeated",
    "post-draft": "short-week.post-draft",
    "post-in-other-field": "short-week.post-in-other-field",
    "post-without-public-address": "short-week.post-without-public-address",
    "post-too-short": "short-week.post-too-short",
    "post-near-duplicate": "short-week.post-near-duplicate",
    "post-address-reused": "short-week.post-address-reused",
    "other-login": "short-week.other-login",
    "contributions-without-links": "short-week.contributions-without-links",
    "contributions-superseded": "short-week.contributions-superseded",
    "contributions-link-repeated": "short-week.contributions-link-repeated",
    "contributions-in-own-repository": "short-week.contributions-in-own-repository",
    "activity-without-link": "short-week.activity-without-link",
    "activity-link-reused": "short-week.activity-link-reused",
    "activity-in-own-specialization": "short-week.activity-in-own-specialization",
    "activity-page-not-approved": "short-week.activity-page-not-approved",
    "check-in-not-attended": "short-week.check-in-not-attended",
    "application-without-place": "short-week.application-without-place",
    "contributions-elsewhere": "short-week.contributions-elsewhere",
    "contributions-not-fetched": "short-week.contributions-not-fetched",
    "outside-window": "short-week.outside-window",
}
"""Rule that keeps a record from counting → how a short week tells how many it left out."""


def _left_out(
    requirement: JudgedRequirement, terms: Requirement, context: RuleContext
) -> tuple[Message, ...]:
    """How many records of a week did not count for which reason, the most frequent first."""
    reasons = Counter(reason for record in requirement.records for reason in record.reasons)
    told = [
        Message(LEFT_OUT[reason], count=number)
        for reason, number in sorted(reasons.items(), key=lambda row: -row[1])
    ]
    own = context.journal.repository
    share = sum(
        excluded_count(record.record, way, own)
        for way in terms.ways
        if way.kind == "contributions"
        for record in requirement.records
        if record.counted and isinstance(record.record, Contribution)
    )
    return (*told, Message("short-week.own-share", count=share)) if share else tuple(told)


def _location(week: JudgedWeek, requirement: JudgedRequirement, kind: Kind) -> Location:
    """Where to fix it: the week's last record in the file with most of them, else a new file."""
    origins = [record.origin for record in requirement.records if record.date in week.week]
    if origins:
        paths = [origin.path for origin in origins]
        path = max(sorted(set(paths)), key=paths.count)
        last = max((origin for origin in origins if origin.path == path), key=lambda origin: origin.position)
        return last.location
    day = week.week.starts
    return Location(kind.new_file(day, week.week.name), 1, 1)
