"""Servers on this machine that answer like GitHub, GitLab and Forgejo, and that can fail in many ways."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Reply:
    """An answer. `cut` leaves out so many of the bytes it promised; `reset` hangs up without any."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    reset: bool = False


@dataclass
class Server:
    """A server that runs, and what it was asked."""

    address: str
    asked: list[Asked]

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")


@contextmanager
def serving(answer: Callable[[Asked], Reply]) -> Iterator[Server]:
    """A server on the loopback that gives each request to `answer`."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            request = Asked(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
            asked.append(request)
            reply = answer(request)
            if reply.reset:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
                return
            data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD" and reply.status != 304:
                self.wfile.write(data[: len(data) - reply.cut])
            self.close_connection = True

        do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - named by the library

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def week(
    days: Mapping[str, int] | None = None,
    *,
    commits: Mapping[str, Mapping[str, int]] | None = None,
    restricted: int = 0,
    private: tuple[str, ...] = (),
    **lists: list[tuple[str, str]],
) -> dict[str, Any]:
    """One alias of GitHub's answer: the calendar, commits by repository and time, other lists."""
    calendar = dict(days or {})

    def repository(name: str) -> dict[str, Any]:
        return {"nameWithOwner": name, "isPrivate": name in private}

    def connection(nodes: list[dict[str, Any]]) -> dict[str, Any]:
        return {"totalCount": len(nodes), "nodes": nodes}

    inside = {"pullRequestContributions": "pullRequest", "issueContributions": "issue"}
    names = (*inside, "pullRequestReviewContributions", "repositoryContributions")
    made: dict[str, Any] = {}
    for name in names:
        nodes = []
        for when, where in lists.get(name, []):
            held = {"repository": repository(where)}
            nodes.append({"occurredAt": when, **({inside[name]: held} if name in inside else held)})
        made[name] = connection(nodes)
    groups = [
        {
            "repository": repository(name),
            "contributions": connection([{"occurredAt": at, "commitCount": n} for at, n in at_times.items()]),
        }
        for name, at_times in (commits or {}).items()
    ]
    return {
        "restrictedContributionsCount": restricted,
        "contributionCalendar": {
            "totalContributions": sum(calendar.values()),
            "weeks": [
                {"contributionDays": [{"date": d, "contributionCount": n} for d, n in calendar.items()]}
            ],
        },
        "commitContributionsByRepository": groups,
        **made,
    }


def github(weeks: Mapping[str, dict[str, Any]], login: str = "sam-example") -> Callable[[Asked], Reply]:
    """Answers GraphQL for these weeks by the day they start on; every other week is empty."""

    def answer(asked: Asked) -> Reply:
        values = json.loads(asked.body)["variables"]
        spans = sum(name.startswith("f") for name in values)
        aliases = {f"w{n}": weeks.get(values[f"f{n}"][:10], week()) for n in range(spans)}
        return Reply({"data": {"user": {"login": login, **aliases}, "rateLimit": {"cost": 1}}})

    return answer
