"""Evaluation → what the coach is told: everything, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.model.commitment import Commitment, Programme
from generator.model.contact import Contact
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.verdict import (
    Evaluation,
    JudgedDecision,
    JudgedRecord,
    JudgedRequirement,
    JudgedWeek,
)
from generator.rules.posts.words import count_words
from generator.views import coach as view

Spot = tuple[str, int]


def brief(
    evaluation: Evaluation,
    commitment: Commitment,
    programme: Programme,
    diagnostics: Iterable[Diagnostic],
    generator: str,
) -> view.ReportView:
    """The coach's report on one evaluation. `diagnostics` are those of the whole run."""
    journal = evaluation.journal
    portfolio = journal.portfolio
    judged = _judged(evaluation, commitment)
    offers = {_spot(offer.origin): _offer(offer, evaluation) for offer in journal.offers}
    qualifying = evaluation.qualifying_offer
    return view.ReportView(
        as_of=evaluation.as_of,
        as_of_from=evaluation.as_of_from,
        generator=generator,
        name=portfolio.graduate.name,
        github=portfolio.graduate.github,
        programme=programme.id,
        programme_title=programme.title,
        coach=portfolio.coach.name or "",
        commitment=view.CommitmentRow(
            name=commitment.name,
            title=commitment.title,
            digest=commitment.digest,
            differs=tuple(view.ParameterRow(*row) for row in commitment.differs),
        ),
        window=_window(evaluation),
        standing=evaluation.standing,
        qualifying_offer=offers[_spot(qualifying.origin)] if qualifying else None,
        strikes=(evaluation.strikes.count, evaluation.strikes.limit) if evaluation.strikes else None,
        weeks=tuple(_week(week) for week in evaluation.weeks),
        obligations=tuple(
            view.ObligationRow(o.id, o.label, o.origin.path, o.origin.line, o.due, o.verdict)
            for o in evaluation.obligations
        ),
        decisions=tuple(_decision(decision) for decision in evaluation.decisions),
        pauses=tuple(view.PauseRow(p.first, p.last, p.reason, p.by, p.on) for p in evaluation.pauses),
        contacts=tuple(_contacts(evaluation, judged)),
        posts=tuple(_posts(evaluation, judged)),
        days=tuple(_days(evaluation, judged)),
        offers=tuple(offers.values()),
        coaching=tuple(_coaching(evaluation)),
        goals=tuple(
            view.GoalRow(g.title, g.why or "", g.measure or "", g.target, g.current, g.due, g.done)
            for g in journal.goals
        ),
        findings=tuple(finding_row(one) for one in diagnostics),
    )


def finding_row(found: Diagnostic) -> view.FindingRow:
    """One diagnostic as the report shows it."""
    return view.FindingRow(
        rule=found.rule,
        severity=found.severity.value,
        message=found.message,
        path=found.place.path,
        line=found.place.line,
        column=found.place.column,
        week=found.week,
        requirement=found.requirement,
        hint=found.hint,
    )


def _spot(origin: Origin) -> Spot:
    """Where a record stands: no two records begin at one place."""
    return origin.path, origin.line


def _judged(evaluation: Evaluation, commitment: Commitment) -> Mapping[str, Mapping[Spot, _Place]]:
    """Kind of requirement → where a record stands → how it was judged."""
    kinds = {requirement.id: requirement.kind for requirement in commitment.requirements}
    found: dict[str, dict[Spot, _Place]] = {}
    for week in evaluation.weeks:
        for requirement in week.requirements:
            places = found.setdefault(kinds[requirement.id], {})
            for record in requirement.records:
                places[_spot(record.origin)] = week.week.name, record
    for record in evaluation.outside:
        for places in found.values():
            places.setdefault(_spot(record.origin), (None, record))
    return found


_Place = tuple[str | None, JudgedRecord]


def _window(evaluation: Evaluation) -> view.WindowRow | None:
    window, ended = evaluation.window, evaluation.journal.portfolio.search.ended
    if window is None:
        return None
    return view.WindowRow(
        start=window.start,
        end=window.end,
        day=window.day_number(evaluation.as_of),
        days=window.days,
        ended_on=ended.on if ended else None,
        ended_reason=ended.reason if ended else None,
    )


def _week(week: JudgedWeek) -> view.WeekRow:
    return view.WeekRow(
        week=week.week.name,
        number=week.number,
        starts=week.week.starts,
        ends=week.week.ends,
        verdict=week.verdict,
        requirements=tuple(_requirement(requirement) for requirement in week.requirements),
    )


def _requirement(requirement: JudgedRequirement) -> view.RequirementRow:
    return view.RequirementRow(
        id=requirement.id,
        title=requirement.title,
        needed=requirement.needed,
        counted=requirement.counted,
        verdict=requirement.verdict,
        acknowledged=requirement.acknowledged,
        alternatives=tuple(
            view.AlternativeRow(way.id, way.needed, way.counted) for way in requirement.alternatives
        ),
        records=tuple(
            view.RecordRow(r.origin.path, r.origin.line, r.date, r.label, r.counted, r.reasons)
            for r in requirement.records
        ),
    )


def _decision(judged: JudgedDecision) -> view.DecisionRow:
    decision = judged.decision
    return view.DecisionRow(
        weeks=judged.weeks,
        requirements=decision.requirements or (),
        decision=decision.decision,
        reason=decision.reason,
        by=decision.by,
        on=decision.on,
        until=decision.until,
        holds=judged.holds,
    )


def _contacts(
    evaluation: Evaluation, judged: Mapping[str, Mapping[Spot, _Place]]
) -> Iterator[view.ContactRow]:
    places = judged.get("contacts", {})
    for contact in evaluation.journal.contacts:
        week, record = places.get(_spot(contact.origin), (None, None))
        yield _contact(contact, week, record)


def _contact(contact: Contact, week: str | None, record: JudgedRecord | None) -> view.ContactRow:
    step = contact.next_step
    return view.ContactRow(
        path=contact.origin.path,
        line=contact.origin.line,
        week=week,
        date=contact.date,
        first_name=contact.first_name or "",
        last_name=contact.last_name or "",
        title=contact.title or "",
        employer=contact.employer or "",
        kind=contact.kind,
        channel=contact.channel or "",
        stage=contact.stage or "",
        summary=contact.summary or "",
        follow_up=contact.follow_up,
        next_step_on=step.on if step else None,
        next_step=step.what if step else "",
        evidence=tuple(evidence.text for evidence in contact.evidence),
        introduced_by=contact.introduced_by or "",
        counted=record.counted if record else False,
        reasons=record.reasons if record else (),
        email=contact.email or "",
        phone=contact.phone or "",
        profile=contact.profile or "",
        person=contact.person or "",
    )


def _posts(evaluation: Evaluation, judged: Mapping[str, Mapping[Spot, _Place]]) -> Iterator[view.PostRow]:
    places = judged.get("posts", {})
    url = evaluation.journal.portfolio.site.url
    for post in sorted(evaluation.journal.posts, key=lambda post: (post.date.day, post.origin.path)):
        _, record = places.get(_spot(post.origin), (None, None))
        page = f"{url.rstrip('/')}/blog/{post.name}/" if url and not post.draft else None
        yield view.PostRow(
            path=post.origin.path,
            date=post.date.day,
            title=post.title,
            address=post.published_url or post.video or page,
            words=count_words(post.body),
            draft=post.draft,
            counted=record.counted if record else False,
            reasons=record.reasons if record else (),
        )


def _days(evaluation: Evaluation, judged: Mapping[str, Mapping[Spot, _Place]]) -> Iterator[view.DayRow]:
    by_hand = {_spot(c.origin) for c in evaluation.journal.contributions if c.source == "by-hand"}
    places = judged.get("contributions", {})
    for spot, (_, record) in sorted(places.items(), key=lambda item: (item[1][1].date, item[0])):
        if record.counted:
            yield view.DayRow(record.date, record.amount, "claimed" if spot in by_hand else "recorded")


def _offer(offer: Offer, evaluation: Evaluation) -> view.OfferRow:
    due = (o.due for o in evaluation.obligations if o.id == "offer-answer" and o.origin == offer.origin)
    return view.OfferRow(
        path=offer.origin.path,
        line=offer.origin.line,
        employer=offer.employer,
        title=offer.title,
        received=offer.received,
        due=next(due, None),
        full_time=offer.full_time,
        in_field=offer.in_field,
        answer=offer.answer or "",
        answered=offer.answered,
        terms=offer.terms or "",
    )


def _coaching(evaluation: Evaluation) -> Iterator[view.CoachingRow]:
    for record in sorted(evaluation.journal.coaching, key=lambda r: (r.date, r.origin.path, r.origin.line)):
        yield view.CoachingRow(
            path=record.origin.path,
            line=record.origin.line,
            date=record.date,
            kind=record.kind,
            title=record.title or "",
            notes=record.notes or "",
            attended=record.attended or "",
            answered=record.answered,
            completed=record.completed,
            link=record.link or "",
            employer=record.employer or "",
        )
