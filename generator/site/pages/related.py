"""Which other posts a reader of one may want: those that share its tags, the rarer the better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.core.text import fold_name
from generator.public.view import PostView
from generator.site.pages.page import Tag

_MOST = 3
_COMMON = 100  # posts from which a tag no longer says what one of them is about


def related(
    post: PostView, tags: Mapping[str, Tag], named: Iterable[PostView | None] = ()
) -> tuple[PostView, ...]:
    """At most three posts, the nearest first.

    Parts of the same series are not among them, nor those that the page has `named` already.

    A shared tag weighs the more the fewer posts have it, and nothing where more than a hundred do. Of
    posts that weigh the same, the one written nearer in time comes first.
    """
    left_out = {post.address, *(other.address for other in named if other is not None)}
    weights: dict[str, float] = {}
    found: dict[str, PostView] = {}
    for tag in _tags(post, tags):
        for other in tag.posts:
            if other.address not in left_out and not (post.series and other.series == post.series):
                found[other.address] = other
                weights[other.address] = weights.get(other.address, 0) + 1 / len(tag.posts)
    return tuple(
        sorted(
            found.values(),
            key=lambda other: (
                -round(weights[other.address], 9),
                abs((other.date - post.date).days),
                other.address,
            ),
        )[:_MOST]
    )


def _tags(post: PostView, tags: Mapping[str, Tag]) -> Iterator[Tag]:
    for name in dict.fromkeys(fold_name(tag) for tag in post.tags if tag.strip()):
        if len(tags[name].posts) <= _COMMON:
            yield tags[name]
