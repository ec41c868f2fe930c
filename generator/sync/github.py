"""Public contributions from GitHub: one GraphQL request for all weeks, an alias for each.

Asked by login, not as `viewer`: the token may be a workflow's. What is in a private repository is left
out, whoever's token it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.model.calendar import DAY
from generator.model.contribution import AMOUNTS
from generator.sync.client import Client, Unanswered
from generator.sync.days import Fetched, Span, Tally, records_of

API = "https://api.github.com/graphql"
MAX_SPANS = 60
"""Weeks in one request. A year and some weeks; GitHub counts the nodes that a query may return."""
PAGE = 100
"""GitHub returns no more items of a list at once."""
_FRAGMENT = """
fragment Week on ContributionsCollection {
  restrictedContributionsCount
  contributionCalendar { totalContributions weeks { contributionDays { date contributionCount } } }
  commitContributionsByRepository(maxRepositories: 100) {
    repository { nameWithOwner isPrivate }
    contributions(first: 12) { totalCount nodes { occurredAt commitCount } }
  }
  pullRequestContributions(first: 100) {
    totalCount nodes { occurredAt pullRequest { repository { nameWithOwner isPrivate } } }
  }
  issueContributions(first: 100) {
    totalCount nodes { occurredAt issue { repository { nameWithOwner isPrivate } } }
  }
  pullRequestReviewContributions(first: 100) {
    totalCount nodes { occurredAt repository { nameWithOwner isPrivate } }
  }
  repositoryContributions(first: 100) {
    totalCount nodes { occurredAt repository { nameWithOwner isPrivate } }
  }
}
"""


def query(spans: int) -> str:
    """The query for so many weeks."""
    variables = "".join(f", $f{n}: DateTime!, $t{n}: DateTime!" for n in range(spans))
    aliases = "\n".join(
        f"    w{n}: contributionsCollection(from: $f{n}, to: $t{n}) {{ ...Week }}" for n in range(spans)
    )
    head = f"query Weeks($login: String!{variables}) {{\n  user(login: $login) {{\n    login\n{aliases}\n  }}"
    return f"{head}\n  rateLimit {{ cost remaining resetAt }}\n}}\n{_FRAGMENT}"


def variables(login: str, spans: Sequence[Span], zone: dt.tzinfo) -> dict[str, str]:
    """The values for the query. Whole days in UTC, so that the edges of the week in `zone` are in it too."""
    values = {"login": login}
    for n, span in enumerate(spans):
        first, last = span.days_touched(zone)
        values |= {f"f{n}": f"{first}T00:00:00Z", f"t{n}": f"{last}T23:59:59Z"}
    return values


def fetch(
    login: str,
    spans: Sequence[Span],
    zone: dt.tzinfo,
    token: str,
    at: dt.datetime,
    *,
    api: str = API,
    cache: Path | None = None,
) -> Fetched:
    """The public contributions of `login` in these weeks. Raises `Unanswered` if GitHub says nothing."""
    tally, answered, unknown, notes, requests = Tally(), list[Span](), dict[str, str](), list[str](), 0
    with Client("GitHub", api, {"Authorization": f"Bearer {token}"}, cache) as client:
        waiting = [list(spans[n : n + MAX_SPANS]) for n in range(0, len(spans), MAX_SPANS)]
        while waiting:
            part = waiting.pop(0)
            requests += 1
            try:
                user = _user(
                    client.post({"query": query(len(part)), "variables": variables(login, part, zone)}), login
                )
            except Unanswered as error:
                if error.status in (502, 504) and len(part) > 1:  # too much to count in ten seconds
                    waiting[:0] = [part[: len(part) // 2], part[len(part) // 2 :]]
                    continue
                if not answered:
                    raise
                unknown |= {span.words: error.message for span in part}
                continue
            for n, span in enumerate(part):
                try:
                    found, told = _week(user.get(f"w{n}"), span, zone)
                except _Odd as odd:
                    unknown[span.words] = str(odd)
                    continue
                for day, kinds in found.amounts.items():
                    tally.amounts[day], tally.repositories[day] = kinds, found.repositories[day]
                notes += told
                answered.append(span)
    records = records_of(tally, answered, zone, "github-graphql", login, at)
    return Fetched(
        source="github-graphql",
        login=login,
        at=at,
        records=records,
        answered=tuple(answered),
        unknown=unknown,
        notes=tuple(notes),
        requests=requests,
    )


class _Odd(Exception):  # noqa: N818 - what is said of an answer
    """An answer that cannot be right. The message says why."""


def _user(answer: Any, login: str) -> Mapping[str, Any]:
    """The user in an answer. Any error in it makes all of it unknown: a part of a count is not a count."""
    if not isinstance(answer, dict):
        raise Unanswered("GitHub answered with something unexpected.")
    errors = answer.get("errors")
    if errors:
        kinds = (
            {str(item.get("type", "")) for item in errors if isinstance(item, dict)}
            if isinstance(errors, list)
            else set()
        )
        if "NOT_FOUND" in kinds:
            raise Unanswered(
                f"GitHub knows nobody called {login}.",
                hint="If you renamed your account, write the new name at graduate.github in portfolio.yaml.",
            )
        if kinds & {"RATE_LIMITED", "RATE_LIMIT"}:
            raise Unanswered("GitHub has had too many requests.", hint="Try again in an hour.")
        if "RESOURCE_LIMITS_EXCEEDED" in kinds:
            raise Unanswered("GitHub took too long to count.", status=502)
        raise Unanswered("GitHub answered with an error.", hint="Try again later.")
    data = answer.get("data")
    user = data.get("user") if isinstance(data, dict) else None
    if not isinstance(user, dict):
        raise Unanswered("GitHub answered with something unexpected.")
    named = user.get("login")
    if not isinstance(named, str) or named.casefold() != login.casefold():
        raise Unanswered(
            f"GitHub answered for {named}, not for {login}.",
            hint="If you renamed your account, write the new name at graduate.github in portfolio.yaml.",
        )
    return user


def _week(found: Any, span: Span, zone: dt.tzinfo) -> tuple[Tally, list[str]]:
    """What an alias says, by day. Raises `_Odd` if it cannot be right."""
    if not isinstance(found, dict):
        raise _Odd("GitHub left this week out")
    first, last = span.days_touched(zone)
    tally, hidden = Tally(), Tally()
    try:
        restricted, calendar = _calendar(found)
        for kind, repository, when, number in _items(found):
            into = hidden if repository.get("isPrivate") is not False else tally
            day = dt.datetime.fromisoformat(when).astimezone(dt.UTC).date()
            if first <= day <= last:
                into.add(day, kind, str(repository["nameWithOwner"]), number)
        is_whole = _is_whole(found)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        raise _Odd("GitHub's answer for this week cannot be read") from None
    if restricted:
        return tally, [f"{span.words}: {restricted} in private repositories, which do not count."]
    if not is_whole:
        return tally, [f"{span.words}: more than GitHub lists at once; it counts at least what is written."]
    # The calendar has what no list has, such as discussions. It may put a contribution on the day before or
    # after the one that its list says: no more are added than the calendar has in all.
    days = [first + n * DAY for n in range((last - first).days + 1)]
    more = {day: calendar.get(day, 0) - tally.total(day) - hidden.total(day) for day in days}
    left = max(0, sum(more.values()))
    for day in days:
        other = min(left, more[day])
        if other > 0:
            tally.add(day, "other", None, other)
            left -= other
    return tally, []


def _calendar(found: Mapping[str, Any]) -> tuple[int, dict[dt.date, int]]:
    """The number of restricted contributions, and all that the calendar has, by day."""
    restricted, calendar = _number(found["restrictedContributionsCount"]), found["contributionCalendar"]
    if restricted > _number(calendar["totalContributions"]):
        raise _Odd("GitHub's numbers contradict each other")
    days = [day for week in calendar["weeks"] for day in week["contributionDays"]]
    return restricted, {dt.date.fromisoformat(day["date"]): _number(day["contributionCount"]) for day in days}


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("not a count")
    return value


_LISTS: Mapping[str, tuple[str, str]] = {
    "pullRequestContributions": ("pull_requests", "pullRequest"),
    "issueContributions": ("issues", "issue"),
    "pullRequestReviewContributions": ("reviews", ""),
    "repositoryContributions": ("repositories_created", ""),
}
assert {kind for kind, _ in _LISTS.values()} <= set(AMOUNTS)  # noqa: S101 - a misspelt one would count nothing


def _items(found: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any], str, int]]:
    """Every contribution that is listed: kind, repository, time, number."""
    for group in found["commitContributionsByRepository"]:
        for node in group["contributions"]["nodes"]:
            yield "commits", group["repository"], node["occurredAt"], _number(node["commitCount"])
    for name, (kind, inside) in _LISTS.items():
        for node in found[name]["nodes"]:
            if node is not None:  # one that this token may not see
                yield kind, (node[inside] if inside else node)["repository"], node["occurredAt"], 1


def _is_whole(found: Mapping[str, Any]) -> bool:
    """Whether the lists have everything."""
    groups = found["commitContributionsByRepository"]
    pages = [found[name] for name in _LISTS] + [group["contributions"] for group in groups]
    return len(groups) < PAGE and all(len(page["nodes"]) >= page["totalCount"] for page in pages)
