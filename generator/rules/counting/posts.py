"""Count posts."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from urllib.parse import urlsplit, urlunsplit

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.markdown.convert import prose_of
from generator.model.commitment import Requirement
from generator.model.fields import is_public_address
from generator.model.post import Post
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.result import OUTSIDE_WINDOW, CountResult, reason_findings
from generator.rules.counting.words import count_words, fingerprint
from generator.rules.rule import Rule, finding

DRAFT = Rule(name="post-draft", severity=Severity.NOTE, applies_to="posts", points_at="draft")
OTHER_FIELD = Rule(name="post-in-other-field", severity=Severity.NOTE, applies_to="posts", points_at="field")
WITHOUT_PUBLIC_ADDRESS = Rule(
    name="post-without-public-address", severity=Severity.WARNING, applies_to="posts"
)
TOO_SHORT = Rule(name="post-too-short", severity=Severity.WARNING, applies_to="posts", ours=True)
NEAR_DUPLICATE = Rule(name="post-near-duplicate", severity=Severity.WARNING, applies_to="posts", ours=True)
ADDRESS_REUSED = Rule(
    name="post-address-reused", severity=Severity.WARNING, applies_to="posts", points_at="published_url"
)
QUOTATION_WITHOUT_SOURCE = Rule(
    name="post-quotation-without-source", severity=Severity.WARNING, applies_to="posts"
)

_BODY = "body"

RULES: tuple[Rule, ...] = (
    DRAFT,
    OTHER_FIELD,
    WITHOUT_PUBLIC_ADDRESS,
    TOO_SHORT,
    NEAR_DUPLICATE,
    ADDRESS_REUSED,
    OUTSIDE_WINDOW,
)


def count_posts(context: RuleContext, terms: Requirement) -> CountResult:
    """Judge all posts."""
    posts = sorted(context.journal.posts, key=lambda post: (post.date.day, post.origin.path))
    copies = near_duplicates(posts, terms)
    again = reused_addresses(posts)
    judged = tuple(
        _judge(post, context, terms, position in copies, position in again)
        for position, post in enumerate(posts)
    )
    position_of = {post.origin.position: position for position, post in enumerate(posts)}

    def details(record: JudgedRecord, reason: str) -> tuple[Message, str | None] | None:
        post, position = posts[position_of[record.origin.position]], position_of[record.origin.position]
        if reason == TOO_SHORT.name:
            words = count_words(post.body, post.dialect)
            return Message("post-too-short.words", words=words, needed=terms.min_words), _BODY
        if reason == NEAR_DUPLICATE.name:
            return Message("post-near-duplicate.of", earlier=posts[copies[position]].origin.path), _BODY
        if reason == ADDRESS_REUSED.name:
            earlier = posts[again[position]]
            key = "published_url" if _address_of(post.published_url) in _addresses(earlier) else "video"
            return Message("post-address-reused.of", earlier=earlier.origin.path), key
        if reason == WITHOUT_PUBLIC_ADDRESS.name and (post.published_url or post.video):
            key = "published_url" if post.published_url else "video"
            return Message("post-without-public-address.unreachable"), key
        return None

    diagnostics = [
        *reason_findings(judged, RULES, context, terms.id, details=details),
        *_quotations(posts, judged, context, terms),
    ]
    return CountResult(judged, tuple(diagnostics))


def _judge(post: Post, context: RuleContext, terms: Requirement, copied: bool, again: bool) -> JudgedRecord:
    day = post.date.day
    failing = (
        (DRAFT, post.draft),
        (OTHER_FIELD, not context.is_own_field(post.field)),
        (WITHOUT_PUBLIC_ADDRESS, _has_no_address(post, context)),
        (TOO_SHORT, _is_too_short(post, terms)),
        (NEAR_DUPLICATE, copied),
        (ADDRESS_REUSED, again),
        (OUTSIDE_WINDOW, context.is_outside(day)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=post, day=day, amount=0 if reasons else 1, reasons=reasons)


def _quotations(
    posts: list[Post], judged: tuple[JudgedRecord, ...], context: RuleContext, terms: Requirement
) -> Iterator[Diagnostic]:
    for post, record in zip(posts, judged, strict=True):
        if not post.draft and _quotes_without_source(post):
            week = None if context.is_outside(record.day) else context.week_of(record.day).name
            yield finding(QUOTATION_WITHOUT_SOURCE, post.origin, week=week, requirement=terms.id)


def _has_no_address(post: Post, context: RuleContext) -> bool:
    """Whether the public can reach the post nowhere: not here, and not where it was posted."""
    if context.journal.portfolio.site.url is not None:
        return False
    return not any(is_public_address(url) for url in (post.published_url, post.video) if url)


def _is_too_short(post: Post, terms: Requirement) -> bool:
    """Whether a written post has fewer than `min_words` words outside code.

    One that was posted elsewhere is a link post if it is shorter: what stands here is a teaser.
    """
    if post.video or post.published_url:
        return False
    return count_words(post.body, post.dialect) < terms.min_words


_ROUNDING = 1e-9


def near_duplicates(posts: Sequence[Post], terms: Requirement) -> Mapping[int, int]:
    """Position of each post whose text is nearly that of an earlier one → position of the first such.

    The posts are sorted by date and path. Two texts that are similar share one of the rarest fingerprints of
    each: of `n` fingerprints any `n - similarity * n + 1` are enough. So only these are looked up in an index
    of earlier posts, and what all posts share (a footer, say) makes no pairs. Each pair that is found is
    compared in full.
    """
    marks_of = {
        position: text.marks
        for position, post in enumerate(posts)
        if not post.draft and (text := fingerprint(post.body, post.dialect)).number >= terms.min_words
    }
    posts_with = _shared(marks_of.values())
    index: dict[int, list[int]] = {}
    copies: dict[int, int] = {}
    for position, marks in marks_of.items():
        enough = len(marks) - math.ceil(terms.similarity * len(marks) - _ROUNDING) + 1
        shared = sorted((posts_with[mark], mark) for mark in marks if mark in posts_with)
        # The rarest are those of this post alone, which lead to no other.
        rarest = [mark for _, mark in shared[: max(enough - len(marks) + len(shared), 0)]]
        earlier = {other for mark in rarest for other in index.get(mark, ())}
        mine = set(marks) if earlier else set()
        for other in sorted(earlier):
            if _similarity(mine, marks_of[other]) >= terms.similarity:
                copies[position] = other
                break
        for mark in rarest:
            index.setdefault(mark, []).append(position)
    return copies


def _shared(texts: Collection[array[int]]) -> Mapping[int, int]:
    """Each fingerprint of more than one text → of how many.

    Nearly all are of one text alone. A small table, in which several may have the same place, tells most of
    these, so that only the others are counted one by one.
    """
    places = 1 << min(max(sum(map(len, texts)) * 4, 1).bit_length(), _MOST_BITS)
    seen = bytearray(places)
    for marks in texts:
        for mark in marks:
            at = mark % places
            if seen[at] < 2:
                seen[at] += 1
    counts = Counter(mark for marks in texts for mark in marks if seen[mark % places] > 1)
    return {mark: number for mark, number in counts.items() if number > 1}


_MOST_BITS = 26


def _similarity(one: Set[int], other: Collection[int]) -> float:
    shared = len(one & set(other))
    return shared / (len(one) + len(other) - shared)


def normalize_address(url: str, *, keep_fragment: bool = False) -> str:
    """The address without differences that lead to the same page: case of host, final slash, fragment.

    A fragment that begins with `#/` or `#!` is a page of its own: a route within a page made by a script.
    """
    parts = urlsplit(url)
    is_route = parts.fragment.startswith(("/", "!"))
    fragment = parts.fragment if keep_fragment or is_route else ""
    fragment = fragment.rstrip("/") if is_route else fragment
    return urlunsplit((parts.scheme, parts.netloc.casefold(), parts.path.rstrip("/"), parts.query, fragment))


def _address_of(url: str | None) -> str | None:
    return normalize_address(url) if url else None


def _addresses(post: Post) -> set[str | None]:
    return {_address_of(url) for url in (post.published_url, post.video) if url}


def reused_addresses(posts: Sequence[Post]) -> Mapping[int, int]:
    """Position of each post with an address that an earlier one has → position of the first such.

    The posts are sorted by date and path. Drafts are not posted, so their addresses do not count.
    """
    seen: dict[str | None, int] = {}
    positions: dict[int, int] = {}
    for position, post in enumerate(posts):
        addresses = _addresses(post)
        earlier = [seen[address] for address in addresses if address in seen]
        if earlier:
            positions[position] = min(earlier)
        if not post.draft:
            for address in addresses:
                seen.setdefault(address, position)
    return positions


def _quotes_without_source(post: Post) -> bool:
    """Whether it has a block quotation but neither a citation nor a link."""
    if post.citations:
        return False
    prose = prose_of(post.body, post.dialect)
    return prose.quotes and not prose.links
