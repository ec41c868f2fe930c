"""Public contributions on GitHub: one record per login, day and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from generator.core.text import count
from generator.model.fields import DateOrDateTime, Url
from generator.model.origin import Record

ContributionSource = Literal["github-graphql", "github-events", "git-log", "by-hand"]
# By trust: for one login and day the first of these wins (commitment manual).
SOURCES: tuple[ContributionSource, ...] = ("github-graphql", "github-events", "git-log", "by-hand")


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
    by_repository: Annotated[
        Mapping[str, int], Meta(description="how many in each repository; may be incomplete")
    ] = {}
    links: Annotated[tuple[Url, ...], Meta(description="proof; needed for by-hand")] = ()
    fetched_at: Annotated[DateOrDateTime | None, Meta(description="when it was fetched")] = None

    @property
    def total(self) -> int:
        """Commits, pull requests, issues, reviews and repositories created."""
        return self.commits + self.pull_requests + self.issues + self.reviews + self.repositories_created

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
        return f"{', '.join(counts) or 'nothing'} ({self.source})"
