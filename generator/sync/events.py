"""Public contributions from GitLab's and Forgejo's lists of public events."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.model.calendar import DAY
from generator.sync.client import Client, Unanswered
from generator.sync.days import Fetched, Span, Tally, records_of

MAX_PAGES = 60
_PER_PAGE = 100
_FORGEJO_PER_PAGE = 50  # its default maximum


class Account(NamedTuple):
    """An account on a forge."""

    host: str
    login: str

    @property
    def address(self) -> str:
        """The address of the forge. Only this machine may be without encryption."""
        is_local = self.host.partition(":")[0] in ("127.0.0.1", "localhost")
        return f"{'http' if is_local else 'https'}://{self.host}"


def account(text: str, host: str) -> Account:
    """`login` or `host/login`, as portfolio.yaml has it."""
    named, _, login = text.strip().removeprefix("https://").strip("/").rpartition("/")
    return Account(named or host, login)


def fetch_gitlab(
    who: Account,
    spans: Sequence[Span],
    zone: dt.tzinfo,
    token: str | None,
    at: dt.datetime,
    cache: Path | None = None,
) -> Fetched:
    """Pushed commits, merge requests, issues, approvals and projects that are public."""
    first, last = _whole(spans, zone)
    tally, projects = Tally(), dict[int, str | None]()
    headers = {"PRIVATE-TOKEN": token} if token else {}
    with Client(who.host, f"{who.address}/api/v4", headers, cache) as client:
        asked: dict[str, str | int] = {
            "after": f"{first - DAY}",
            "before": f"{last + DAY}",
            "per_page": _PER_PAGE,
        }
        for event in _pages(client, f"/users/{quote(who.login, safe='')}/events", asked, _PER_PAGE):
            kind, number = _gitlab_kind(event)
            if not kind:
                continue
            project = event.get("project_id")
            if not isinstance(project, int):
                continue
            if project not in projects:
                projects[project] = _public_project(client, project)
            name = projects[project]
            if name:
                tally.add(_day(event.get("created_at"), client), kind, name, number)
    records = records_of(tally, spans, zone, "gitlab-events", who.login, at)
    return Fetched(source="gitlab-events", login=who.login, at=at, records=records, answered=tuple(spans))


_GITLAB_KINDS: Mapping[tuple[str, str], str] = {
    ("opened", "MergeRequest"): "pull_requests",
    ("opened", "Issue"): "issues",
    ("opened", "WorkItem"): "issues",
    ("approved", "MergeRequest"): "reviews",
    ("created", "Project"): "repositories_created",
    ("created", ""): "repositories_created",
}


def _gitlab_kind(event: Mapping[str, Any]) -> tuple[str, int]:
    """The kind of contribution that an event is, and how many; an empty kind for none."""
    pushed = event.get("push_data")
    action, target = str(event.get("action_name") or ""), str(event.get("target_type") or "")
    if isinstance(pushed, dict):
        number = pushed.get("commit_count")
        is_work = pushed.get("ref_type") == "branch" and pushed.get("action") != "removed"
        return ("commits", number) if is_work and isinstance(number, int) and number > 0 else ("", 0)
    return _GITLAB_KINDS.get((action, target), ""), 1


def _public_project(client: Client, project: int) -> str | None:
    """The name of a project if everybody can see it."""
    try:
        found, _ = client.get(f"/projects/{project}")
    except Unanswered as error:
        if error.status in (403, 404):
            return None
        raise
    # Without a token only public projects are shown, and without their visibility.
    if not isinstance(found, dict) or found.get("visibility", "public") != "public":
        return None
    return str(found.get("path_with_namespace") or "") or None


def fetch_forgejo(
    who: Account,
    spans: Sequence[Span],
    zone: dt.tzinfo,
    token: str | None,
    at: dt.datetime,
    cache: Path | None = None,
) -> Fetched:
    """Pushed commits, pull requests, issues, reviews and repositories that are public."""
    first, _ = _whole(spans, zone)
    tally = Tally()
    headers = {"Authorization": f"token {token}"} if token else {}
    with Client(who.host, f"{who.address}/api/v1", headers, cache) as client:
        asked: dict[str, str | int] = {"only-performed-by": "true", "limit": _FORGEJO_PER_PAGE}
        path = f"/users/{quote(who.login, safe='')}/activities/feeds"
        for event in _pages(client, path, asked, _FORGEJO_PER_PAGE):
            day = _day(event.get("created"), client)
            if day < first:
                break  # the newest come first
            repository = event.get("repo")
            kind, number = _forgejo_kind(event)
            if kind and isinstance(repository, dict) and not _is_hidden(event, repository):
                tally.add(day, kind, str(repository.get("full_name") or "") or None, number)
    records = records_of(tally, spans, zone, "forgejo-events", who.login, at)
    return Fetched(source="forgejo-events", login=who.login, at=at, records=records, answered=tuple(spans))


def _is_hidden(event: Mapping[str, Any], repository: Mapping[str, Any]) -> bool:
    return event.get("is_private") is not False or repository.get("private") is not False


_FORGEJO_KINDS: Mapping[str, str] = {
    "create_pull_request": "pull_requests",
    "create_issue": "issues",
    "approve_pull_request": "reviews",
    "reject_pull_request": "reviews",
    "create_repo": "repositories_created",
}


def _forgejo_kind(event: Mapping[str, Any]) -> tuple[str, int]:
    operation = event.get("op_type")
    if operation != "commit_repo":
        return _FORGEJO_KINDS.get(str(operation), ""), 1
    try:
        content = json.loads(event.get("content") or "{}")
        number = content.get("Len") or len(content.get("Commits") or ())
    except (ValueError, TypeError, AttributeError):
        return "", 0
    return ("commits", number) if isinstance(number, int) and number > 0 else ("", 0)


def _whole(spans: Sequence[Span], zone: dt.tzinfo) -> tuple[dt.date, dt.date]:
    """The first and the last day in UTC of all weeks."""
    touched = [span.days_touched(zone) for span in spans]
    return min(first for first, _ in touched), max(last for _, last in touched)


def _pages(
    client: Client, path: str, asked: Mapping[str, str | int], per_page: int
) -> Iterator[Mapping[str, Any]]:
    """The items of all pages. A list too long to read to its end is not an answer."""
    for page in range(1, MAX_PAGES + 1):
        items, _ = client.get(path, **asked, page=page)
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise Unanswered(f"{client.name} answered with something unexpected.")
        yield from items
        if len(items) < per_page:
            return
    raise Unanswered(f"{client.name} lists more than can be read at once.", hint="Fetch fewer weeks.")


def _day(when: Any, client: Client) -> dt.date:
    """The day in UTC of a time with an offset."""
    try:
        return dt.datetime.fromisoformat(when).astimezone(dt.UTC).date()
    except (TypeError, ValueError, OverflowError):
        raise Unanswered(f"{client.name} gave an event without a time that can be read.") from None
