"""Public contributions on GitHub: one record per login, day and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from generator.core.text import count
from generator.model.fields import DateOrDateTime, Url
from generator.model.origin import Record

ContributionSource = Literal[
    "github-graphql", "github-events", "gitlab-events", "forgejo-events", "git-log", "by-hand"
]
# By trust: for one day the first of these wins (commitment manual).
SOURCES: tuple[ContributionSource, ...] = get_args(ContributionSource)
AMOUNTS = ("commits", "pull_requests", "issues", "reviews", "repositories_created", "other")
"""The fields that are added up."""


ELSEWHERE: frozenset[ContributionSource] = frozenset({"gitlab-events", "forgejo-events"})
"""Sources of contributions that are not on GitHub."""


SPECIAL_COMMITS: Mapping[str, str] = {
    "bots": "by a bot",
    "merges": "with nothing but a merge",
    "readme_only": "to a README alone",
    "whitespace_only": "of white space alone",
    "within_two_minutes": "within two minutes of another",
}
"""What may be special about a commit → how it is told. Nothing of it is judged."""


class Receipt(Struct, frozen=True):
    """That this machine fetched a record: when, and in which run of a CI, at which commit."""

    at: dt.datetime
    run: str | None = None
    commit: str | None = None


class Contribution(Record, frozen=True, kw_only=True):
    """The public contributions of one login on one day, according to one source."""

    date: Annotated[dt.date, Meta(description="the day; in UTC if it comes from GitHub")]
    source: Annotated[ContributionSource, Meta(description="how it is known")]
    login: Annotated[str, Meta(description="the GitHub login")]
    commits: Annotated[int, Meta(description="public commits")] = 0
    pull_requests: Annotated[int, Meta(description="public pull requests opened")] = 0
    issues: Annotated[int, Meta(description="public issues opened")] = 0
    reviews: Annotated[int, Meta(description="public reviews given")] = 0
    repositories_created: Annotated[int, Meta(description="public repositories made")] = 0
    other: Annotated[int, Meta(description="public ones of other kinds, such as discussions")] = 0
    by_repository: Annotated[
        Mapping[str, int], Meta(description="how many in each repository; may be incomplete")
    ] = {}
    worth_a_look: Annotated[
        Mapping[str, int],
        Meta(description="how many commits a coach may want to look at, by what is special; all count"),
    ] = {}
    links: Annotated[tuple[Url, ...], Meta(description="proof; needed for by-hand")] = ()
    fetched_at: Annotated[DateOrDateTime | None, Meta(description="when it was fetched")] = None
    receipt: Receipt | None = None

    @property
    def total(self) -> int:
        """Commits, pull requests, issues, reviews, repositories created and others."""
        return sum(getattr(self, name) for name in AMOUNTS)

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def label(self) -> str:
        """How reports name the record."""
        parts = (
            (self.commits, "commit"),
            (self.pull_requests, "pull request"),
            (self.issues, "issue"),
            (self.reviews, "review"),
        )
        counts = [count(n, word) for n, word in parts if n]
        if self.repositories_created:
            counts.append(count(self.repositories_created, "new repository", "new repositories"))
        if self.other:
            counts.append(f"{self.other} other")
        return f"{', '.join(counts) or 'nothing'} ({self.source})"
