"""Count posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.commitment import Requirement
from generator.model.fields import is_public_address
from generator.model.post import Post
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.near_duplicates import near_duplicates
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
    text = fingerprint(post.body, post.dialect)
    return text.quotes and not text.links
