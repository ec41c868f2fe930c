"""The records of a journal as the coach is told them, with how each was judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.contact import Contact
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.model.verdict import Evaluation, JudgedRecord
from generator.rules.counting.words import count_words
from generator.views import coach as view

Spot = tuple[str, int]
"""Path and line."""
Place = tuple[str | None, JudgedRecord]
"""The week of a record, None outside the window, and how it was judged."""
Judged = Mapping[Spot, Place]
"""Where a record stands → how it was judged."""


def spot_of(origin: Origin) -> Spot:
    """Where a record stands: no two records begin at one place."""
    return origin.path, origin.line


def contacts(evaluation: Evaluation, judged: Judged) -> Iterator[view.ContactRow]:
    """All contacts up to the day of judging, as the journal has them."""
    for contact in evaluation.journal.contacts:
        week, record = judged.get(spot_of(contact.origin), (None, None))
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


def posts(evaluation: Evaluation, judged: Judged) -> Iterator[view.PostRow]:
    """All posts, the oldest first, drafts too."""
    url = evaluation.journal.portfolio.site.url
    for post in sorted(evaluation.journal.posts, key=lambda post: (post.date.day, post.origin.path)):
        _, record = judged.get(spot_of(post.origin), (None, None))
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


def days(evaluation: Evaluation, judged: Judged) -> Iterator[view.DayRow]:
    """The days with counted contributions, the oldest first."""
    known = {
        spot_of(found.origin): "claimed" if found.source == "by-hand" else "recorded"
        for found in evaluation.journal.contributions
    }
    placed = [(judged[spot][1], spot) for spot in known if spot in judged]
    for record, spot in sorted(placed, key=lambda item: (item[0].date, item[1])):
        if record.counted:
            yield view.DayRow(record.date, record.amount, known[spot])


def activities(evaluation: Evaluation, judged: Judged) -> Iterator[view.ActivityRow]:
    """All design activities, the oldest first."""
    for each in sorted(evaluation.journal.activities, key=lambda a: (a.date, a.origin.path, a.origin.line)):
        week, record = judged.get(spot_of(each.origin), (None, None))
        yield view.ActivityRow(
            path=each.origin.path,
            line=each.origin.line,
            week=week,
            date=each.date,
            kind=each.kind,
            title=each.title or "",
            evidence=each.evidence or "",
            challenge_page=each.challenge_page or "",
            counted=record.counted if record else False,
            reasons=record.reasons if record else (),
        )


def offer_row(offer: Offer, evaluation: Evaluation) -> view.OfferRow:
    """One offer, with the day by which it is to be answered."""
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


def coaching(evaluation: Evaluation) -> Iterator[view.CoachingRow]:
    """All records of coaching, the oldest first."""
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
