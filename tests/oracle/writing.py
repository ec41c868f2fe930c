"""The oracle's posts: which count, and why not."""

from __future__ import annotations

from typing import Any

from tests.oracle.frames import place, window_days
from tests.oracle.people import is_own_field
from tests.oracle.work import same_link

Plain = dict[str, Any]


def words(body: str) -> list[str]:
    """The words of a body outside fenced and inline code."""
    kept = []
    fenced = False
    for line in body.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            pieces = line.split("`")
            kept.append(" ".join(pieces[0::2]))
    return [word for word in " ".join(kept).casefold().split() if any(c.isalnum() for c in word)]


def grams(body: str) -> set[tuple[str, ...]]:
    """Every run of five words."""
    found = words(body)
    return {tuple(found[n : n + 5]) for n in range(len(found) - 4)}


def alike(one: str, other: str) -> float:
    """Jaccard similarity of two bodies."""
    mine, theirs = grams(one), grams(other)
    either = mine | theirs
    return len(mine & theirs) / len(either) if either else 0.0


def is_link_post(one: Plain) -> bool:
    """Posted elsewhere: what is shorter than a post here is a teaser."""
    return one["published_url"] is not None


def is_public(link: str | None) -> bool:
    """Whether a link leads to a host that others can reach."""
    if link is None:
        return False
    name = link.partition("://")[2].partition("/")[0].partition(":")[0].casefold()
    only_here = name.endswith((".local", ".internal")) or name.startswith(("127.", "10.", "192.168."))
    return "." in name and not only_here


def addresses(one: Plain) -> set[str]:
    """The addresses that a post takes up."""
    return {same_link(link) for link in (one["published_url"], one["video"]) if link is not None}


def judge_posts(world: Plain, terms: Plain) -> list[Plain]:
    """Each post that exists as of the day, and why it does not count."""
    inside = window_days(world)
    known = [one for one in world["posts"] if one["date"] <= world["as_of"]]
    known.sort(key=lambda one: (one["date"], one["path"]))
    rows = []
    for location, one in enumerate(known):
        earlier = [other for other in known[:location] if not other["draft"]]
        reasons = post_reasons(world, one, earlier, terms)
        if one["date"] not in inside:
            reasons.add("outside")
        rows.append({"at": place(one), "day": one["date"], "reasons": reasons, "amount": 1})
    return rows


def post_reasons(world: Plain, one: Plain, earlier: list[Plain], terms: Plain) -> set[str]:
    """Every condition that the post fails."""
    reasons = set()
    if one["draft"]:
        reasons.add("draft")
    if not is_own_field(world, one["field"]):
        reasons.add("field")
    if not (world["site_url"] or is_public(one["published_url"]) or is_public(one["video"])):
        reasons.add("no-address")
    long_enough = len(words(one["body"])) >= terms["min_words"]
    if not (long_enough or one["video"] or is_link_post(one)):
        reasons.add("short")
    mine = addresses(one)
    for other in earlier:
        comparable = not one["draft"] and long_enough and len(words(other["body"])) >= terms["min_words"]
        if comparable and alike(one["body"], other["body"]) >= terms["similarity"]:
            reasons.add("same-text")
        if mine & addresses(other):
            reasons.add("same-address")
    return reasons
