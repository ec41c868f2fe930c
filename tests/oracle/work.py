"""The oracle's GitHub contributions and design activities."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from tests.oracle.frames import place, window_days
from tests.oracle.people import folded, is_blank, of_an_employer

Plain = dict[str, Any]
TRUST = ["github-graphql", "github-events", "git-log", "by-hand"]
PARTS = ["commits", "pull_requests", "issues", "reviews", "repositories_created"]


def judge_contributions(world: Plain, terms: Plain) -> list[Plain]:
    """Each day's contributions that exist as of the day, and why they do not count."""
    inside = window_days(world)
    known = [one for one in world["contributions"] if one["date"] <= world["as_of"]]
    known.sort(key=lambda one: (one["date"], *place(one)))
    rows = []
    for one in known:
        reasons = unusable(world, one)
        added = amount(world, one, terms)
        day = [other for other in known if other["date"] == one["date"] and not unusable(world, other)]
        typed = [other for other in day if other["source"] == "by-hand"]
        if not reasons:
            if one not in believed(world, day, typed, terms):
                reasons.add("superseded")
            elif one in typed:
                added = claimed(world, one, typed, terms)
                if added == 0 and amount(world, one, terms) > 0:
                    reasons.add("same-links")
        if share(world, one, terms) > 0 and amount(world, one, terms) == 0:
            reasons.add("own-repository")
        if one["date"] not in inside:
            reasons.add("outside")
        rows.append({"at": place(one), "day": one["date"], "reasons": reasons, "amount": added})
    return rows


def claimed(world: Plain, one: Plain, typed: list[Plain], terms: Plain) -> int:
    """What a claim by hand adds: links that earlier ones of the day have are counted already."""
    earlier = {same_place(link) for other in typed[: typed.index(one)] for link in other["links"]}
    mine = {same_place(link) for link in one["links"]}
    if not mine - earlier:
        return 0
    return int(max(0, amount(world, one, terms) - len(mine & earlier)))


def same_place(link: str) -> str:
    """A link as it is compared where its fragment counts."""
    whole, _, fragment = link.partition("#")
    return same_link(whole) + "#" + fragment.rstrip("/")


def believed(world: Plain, day: list[Plain], typed: list[Plain], terms: Plain) -> list[Plain]:
    """The records of a day that are believed: all claims by hand, or one of another source."""
    best: Plain | None = None
    for one in day:
        if one not in typed and (best is None or beats(one, best)):
            best = one
    if best is None:
        return typed
    claims = sum(claimed(world, one, typed, terms) for one in typed)
    fetched = best["fetched_at"]
    early = fetched is not None and fetched.astimezone(dt.UTC).date() <= best["date"]
    return typed if early and claims > amount(world, best, terms) else [best]


def unusable(world: Plain, one: Plain) -> set[str]:
    """What makes a record worthless by itself."""
    reasons = set()
    if one["login"].casefold() != world["github"].casefold():
        reasons.add("other-login")
    if one["source"] == "by-hand" and not one["links"]:
        reasons.add("no-links")
    return reasons


def beats(other: Plain, one: Plain) -> bool:
    """Whether `other` is what is believed of that date, and `one` is not."""
    if other is one or other["date"] != one["date"]:
        return False
    if other["source"] != one["source"]:
        return TRUST.index(other["source"]) < TRUST.index(one["source"])
    theirs, mine = other["fetched_at"], one["fetched_at"]
    if theirs != mine:
        return mine is None or (theirs is not None and theirs > mine)
    return bool(place(other) < place(one))


def amount(world: Plain, one: Plain, terms: Plain) -> int:
    """What the day adds, less the share of repositories that are left out."""
    total = one["commits"] if terms["count"] == "commits" else sum(one[part] for part in PARTS)
    return int(max(0, total - share(world, one, terms)))


def share(world: Plain, one: Plain, terms: Plain) -> int:
    """What the day owes to repositories that are left out."""
    left_out = set()
    for name in terms["exclude_repositories"]:
        if name != "self":
            left_out.add(name.casefold())
        elif world["repository"]:
            left_out.add(world["repository"].casefold())
    return sum(count for name, count in one["by_repository"].items() if name.casefold() in left_out)


def same_link(link: str) -> str:
    """A link without its fragment and last slash, its host in small letters: what leads to one place.

    A fragment with `/` or `!` first is a place of its own.
    """
    whole, _, fragment = link.partition("#")
    route = "#" + fragment.rstrip("/") if fragment.startswith(("/", "!")) else ""
    scheme, _, rest = whole.partition("://")
    host_part, slash, path = rest.partition("/")
    return (scheme.casefold() + "://" + host_part.casefold() + slash + path).rstrip("/") + route


def host(link: str | None) -> str | None:
    """The host of a web link; None if it is none."""
    if link is None:
        return None
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname:
        return None
    return parts.hostname.casefold()


def judge_activities(world: Plain, ways: list[Plain]) -> list[Plain]:
    """Each design activity that exists as of the day, and why it does not count."""
    inside = window_days(world)
    known = [one for one in world["activities"] if one["date"] <= world["as_of"]]
    known.sort(key=lambda one: (one["date"], *place(one)))
    used = set()
    rows = []
    for one in known:
        way = next(way for way in ways if way["activity"] == one["kind"])
        reasons = activity_reasons(world, one, way)
        if one["date"] not in inside:
            reasons.add("outside")
        link = same_link(one["evidence"]) if host(one["evidence"]) else None
        if link in used:
            reasons.add("used-link")
        if not reasons:
            used.add(link)
        rows.append(
            {
                "at": place(one),
                "day": one["date"],
                "reasons": reasons,
                "amount": 1,
                "kind": one["kind"],
            }
        )
    return rows


def activity_reasons(world: Plain, one: Plain, way: Plain) -> set[str]:
    """Every condition that the activity fails by itself."""
    reasons = set()
    if host(one["evidence"]) is None:
        reasons.add("no-link")
    if one["kind"] == "track-module" and one["track"] in (None, world["specialization"]):
        reasons.add("own-track")
    if one["kind"] == "design-challenge":
        page = host(one["challenge_page"])
        approved = any(
            page is not None and (page == known or page.endswith("." + known))
            for known in way["approved_pages"]
        )
        if not approved:
            reasons.add("page")
    return reasons


def judge_applications(world: Plain) -> list[Plain]:
    """Each application that exists as of the day, contacts among them, and why it does not count."""
    inside = window_days(world)
    as_contacts = [one for one in world["contacts"] if one["kind"] == "application"]
    known = [one for one in world["applications"] + as_contacts if one["date"] <= world["as_of"]]
    known.sort(key=lambda one: (one["date"], *place(one)))
    counted: list[Plain] = []
    rows = []
    for one in known:
        reasons = set()
        if is_blank(one["employer"]) or is_blank(one["title"]):
            reasons.add("no-job")
        if one.get("status") == "saved":
            reasons.add("saved")
        if one.get("bounced"):
            reasons.add("bounced")
        if one["date"] not in inside:
            reasons.add("outside")
        if not reasons:
            if any(same_job(one, other) for other in counted):
                reasons.add("same-job")
            else:
                counted.append(one)
        at = place(one)
        rows.append({"at": at, "day": one["date"], "reasons": reasons, "amount": 1})
    return rows


def same_job(one: Plain, other: Plain) -> bool:
    """Whether two applications are for one job: by its names, or by the link of its posting."""
    same_title = folded(one["title"]) == folded(other["title"])
    if of_an_employer(one["employer"]) == of_an_employer(other["employer"]) and same_title:
        return True
    links = [one.get("link"), other.get("link")]
    return None not in links and same_link(str(links[0])) == same_link(str(links[1]))
