"""GitLab's and Forgejo's public events as contributions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import stamina

from generator.sync.client import Unanswered
from generator.sync.days import Fetched, Span
from generator.sync.events import Account, account, fetch_forgejo, fetch_gitlab
from tests.support.fake_servers import Asked, Reply, serving

W1 = Span("week 1", dt.date(2026, 6, 1), dt.date(2026, 6, 7))
NOW = dt.datetime(2026, 6, 20, 8, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


def days(fetched: Fetched) -> dict[str, str]:
    return {f"{record.date}"[5:]: record.label.partition(" (")[0] for record in fetched.records}


def pushed(count: int, at: str, project: int = 1, **more: Any) -> dict[str, Any]:
    push = {"commit_count": count, "action": "pushed", "ref_type": "branch", "ref": "main", **more}
    return {
        "action_name": "pushed to",
        "target_type": None,
        "project_id": project,
        "created_at": at,
        "push_data": push,
    }


def opened(kind: str, at: str, project: int = 1, action: str = "opened") -> dict[str, Any]:
    return {"action_name": action, "target_type": kind, "project_id": project, "created_at": at}


PROJECTS: dict[str, Any] = {
    "1": {"path_with_namespace": "sam/app", "visibility": "public"},
    "2": {"path_with_namespace": "sam/hidden", "visibility": "private"},
    "3": {"path_with_namespace": "sam/inside", "visibility": "internal"},
}


def gitlab(events: list[dict[str, Any]]) -> Any:
    def answer(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        if parts.path.startswith("/api/v4/projects/"):
            project = PROJECTS.get(parts.path.rpartition("/")[2])
            return Reply(project) if project else Reply({}, 404)
        assert parts.path == "/api/v4/users/sam/events"
        asked_for = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert (asked_for["after"], asked_for["before"]) == ("2026-05-31", "2026-06-08")
        page, size = int(asked_for["page"]), int(asked_for["per_page"])
        return Reply(events[(page - 1) * size : page * size])

    return answer


def test_gitlabs_events_by_kind_and_only_of_public_projects() -> None:
    noon = "2026-06-02T12:00:00.000Z"
    events = [
        pushed(3, noon),
        pushed(2, "2026-06-03T01:00:00.000+02:00"),  # still the 2nd in UTC
        pushed(5, noon, project=2),
        pushed(5, noon, project=3),
        pushed(5, noon, project=4),
        pushed(1, noon, ref_type="tag"),
        pushed(0, noon, action="removed"),
        opened("MergeRequest", "2026-06-04T12:00:00Z"),
        opened("Issue", "2026-06-04T12:00:00Z"),
        opened("WorkItem", "2026-06-04T12:00:00Z"),
        opened("MergeRequest", "2026-06-04T12:00:00Z", action="approved"),
        opened("MergeRequest", "2026-06-04T12:00:00Z", action="closed"),
        opened("Note", "2026-06-04T12:00:00Z", action="commented on"),
        {
            "action_name": "created",
            "target_type": None,
            "project_id": 1,
            "created_at": "2026-06-05T12:00:00Z",
        },
    ]
    with serving(gitlab(events)) as server:
        fetched = fetch_gitlab(Account(server.host, "sam"), [W1], dt.UTC, "token", NOW)
    assert days(fetched) == {
        "06-02": "5 commits",
        "06-04": "1 pull request, 2 issues, 1 review",
        "06-05": "1 new repository",
    }
    assert fetched.records[0].by_repository == {"sam/app": 5}
    assert {one.headers["PRIVATE-TOKEN"] for one in server.asked} == {"token"}
    assert sum("/projects/" in one.path for one in server.asked) == 4  # each project once


def test_all_pages_are_read_and_an_unchanged_one_comes_from_the_cache(tmp_path: Path) -> None:
    events = [pushed(1, "2026-06-02T12:00:00Z") for _ in range(150)]
    answer = gitlab(events)

    def with_tags(asked: Asked) -> Reply:
        reply = answer(asked)
        tag = f'"{hash(json.dumps(reply.body))}"'
        if asked.headers.get("If-None-Match") == tag:
            return Reply(b"", 304)
        return Reply(reply.body, reply.status, {"ETag": tag})

    with serving(with_tags) as server:
        for asked_before in (0, 3):
            fetched = fetch_gitlab(Account(server.host, "sam"), [W1], dt.UTC, None, NOW, tmp_path)
            assert days(fetched) == {"06-02": "150 commits"}
            fresh = [one for one in server.asked[asked_before:] if "If-None-Match" not in one.headers]
            assert len(fresh) == (3 if asked_before == 0 else 0)
        # What one token may see is not shown to another.
        fetch_gitlab(Account(server.host, "sam"), [W1], dt.UTC, "token", NOW, tmp_path)
        assert all("If-None-Match" not in one.headers for one in server.asked[6:])


def did(
    operation: str, at: str, content: object = "", *, private: bool = False, name: str = "sam/app"
) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    repository = {"full_name": name, "private": private}
    return {"op_type": operation, "created": at, "content": text, "is_private": private, "repo": repository}


def test_forgejos_feed_by_kind_and_no_further_back_than_needed() -> None:
    feed = [
        did("create_issue", "2026-06-09T12:00:00Z", "1|later"),
        did("commit_repo", "2026-06-05T12:00:00+02:00", {"Commits": [{}, {}], "Len": 4}),
        did("commit_repo", "2026-06-05T12:00:00Z", {"Commits": [{}, {}]}),
        did("commit_repo", "2026-06-05T12:00:00Z", {"Len": 9}, private=True, name="sam/hidden"),
        did("commit_repo", "2026-06-05T12:00:00Z", "broken {"),
        did("create_pull_request", "2026-06-04T12:00:00Z"),
        did("approve_pull_request", "2026-06-04T12:00:00Z"),
        did("reject_pull_request", "2026-06-04T12:00:00Z"),
        did("create_issue", "2026-06-04T12:00:00Z"),
        did("star_repo", "2026-06-04T12:00:00Z"),
        did("create_repo", "2026-06-03T12:00:00Z"),
        *[did("commit_repo", "2026-05-20T12:00:00Z", {"Len": 1}) for _ in range(90)],
    ]

    def answer(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        assert parts.path == "/api/v1/users/sam/activities/feeds"
        values = {name: text[0] for name, text in parse_qs(parts.query).items()}
        assert values["only-performed-by"] == "true"
        page = int(values["page"])
        return Reply(feed[(page - 1) * 50 : page * 50])

    with serving(answer) as server:
        fetched = fetch_forgejo(Account(server.host, "sam"), [W1], dt.UTC, None, NOW)
    assert days(fetched) == {
        "06-03": "1 new repository",
        "06-04": "1 pull request, 1 issue, 2 reviews",
        "06-05": "6 commits",
    }
    assert len(server.asked) == 1
    assert "Authorization" not in server.asked[0].headers


REFUSED: dict[str, tuple[Reply, str]] = {
    "401": (Reply({}, 401), "does not accept the token"),
    "404": (Reply({}, 404), "refused (status 404)"),
    "not a list": (Reply({"message": "no"}), "something unexpected"),
    "a list of something else": (Reply([1, 2]), "something unexpected"),
    "an event without a time": (Reply([did("create_issue", "")]), "without a time"),
    "a redirect in a circle": (Reply({}, 302, {"location": "?page=1"}), "redirects in a circle"),
    "a redirect to another host": (
        Reply({}, 302, {"location": "https://elsewhere.example/x"}),
        "another address",
    ),
    "an ETag that was never given": (Reply(b"", 304), "not JSON"),
    "a list without an end": (
        Reply([did("create_issue", "2026-06-09T12:00:00Z")] * 50),
        "more than can be read",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_answer_is_never_taken_for_zero(name: str) -> None:
    reply, told = REFUSED[name]
    with serving(lambda _: reply) as server, pytest.raises(Unanswered) as caught:
        fetch_forgejo(Account(server.host, "sam"), [W1], dt.UTC, "token", NOW)
    assert told in caught.value.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sam", ("gitlab.com", "sam")),
        ("git.example.org/sam", ("git.example.org", "sam")),
        ("https://git.example.org/sam/", ("git.example.org", "sam")),
    ],
)
def test_an_account_is_a_login_or_a_host_and_a_login(text: str, found: tuple[str, str]) -> None:
    assert account(text, "gitlab.com") == found
    assert account(text, "gitlab.com").address.startswith("https://")
