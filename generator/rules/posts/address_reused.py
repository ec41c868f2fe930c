"""One address is one post."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(
    name="post-address-reused",
    severity=Severity.WARNING,
    applies_to="posts",
    points_at="published_url",
)


def same_address(url: str, *, keep_fragment: bool = False) -> str:
    """The address without what does not change where it leads: case of host, last slash, fragment."""
    parts = urlsplit(url)
    fragment = parts.fragment if keep_fragment else ""
    return urlunsplit((parts.scheme, parts.netloc.casefold(), parts.path.rstrip("/"), parts.query, fragment))


def reused(posts: Sequence[Post]) -> frozenset[int]:
    """Positions of posts, given by date and path, with an address that an earlier one has.

    Drafts are not posted, so they take no address.
    """
    seen: set[str] = set()
    found: set[int] = set()
    for position, post in enumerate(posts):
        addresses = {same_address(url) for url in (post.published_url, post.video) if url}
        if addresses & seen:
            found.add(position)
        if not post.draft:
            seen |= addresses
    return frozenset(found)
