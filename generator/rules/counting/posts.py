"""Posts: which count, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model.commitment import Requirement
from generator.model.post import Post
from generator.model.verdict import JudgedRecord
from generator.rules import outside_window
from generator.rules.case import Case
from generator.rules.counting.judged import Counted, reasons_told
from generator.rules.finding import finding
from generator.rules.posts import (
    address_reused,
    draft,
    near_duplicate,
    other_field,
    quotation_without_source,
    too_short,
    without_public_address,
)
from generator.rules.posts.words import count_words
from generator.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    draft.RULE,
    other_field.RULE,
    without_public_address.RULE,
    too_short.RULE,
    near_duplicate.RULE,
    address_reused.RULE,
    outside_window.RULE,
)


def count_posts(case: Case, terms: Requirement) -> Counted:
    """Every post that exists, judged."""
    posts = sorted(case.journal.posts, key=lambda post: (post.date.day, post.origin.path))
    copies = near_duplicate.near_duplicates(posts, terms)
    again = address_reused.reused(posts)
    judged = tuple(
        _judge(post, case, terms, position in copies, position in again)
        for position, post in enumerate(posts)
    )
    found = [
        *reasons_told(judged, RULES, case, terms.id),
        *_quotations(posts, judged, case, terms),
    ]
    return Counted(judged, tuple(found))


def _judge(post: Post, case: Case, terms: Requirement, copied: bool, again: bool) -> JudgedRecord:
    day = post.date.day
    failing = (
        (draft.RULE, draft.fails(post)),
        (other_field.RULE, other_field.fails(post, case)),
        (without_public_address.RULE, without_public_address.fails(post, case)),
        (too_short.RULE, too_short.fails(post, count_words(post.body), terms)),
        (near_duplicate.RULE, copied),
        (address_reused.RULE, again),
        (outside_window.RULE, case.is_outside(day)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=post, day=day, amount=0 if reasons else 1, reasons=reasons)


def _quotations(
    posts: list[Post], judged: tuple[JudgedRecord, ...], case: Case, terms: Requirement
) -> Iterator[Diagnostic]:
    for post, record in zip(posts, judged, strict=True):
        if not post.draft and quotation_without_source.warns(post):
            week = None if case.is_outside(record.day) else case.week_of(record.day).name
            yield finding(quotation_without_source.RULE, post.origin, week=week, requirement=terms.id)
