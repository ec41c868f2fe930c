"""GitHub's counts: the query, what becomes of an answer, and whatever can go wrong on the way."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import graphql
import pytest
import stamina

from generator.sync import client, github
from generator.sync.client import Unanswered
from generator.sync.days import Fetched, Span
from tests.support.fake_servers import Asked, Reply, serving, week
from tests.support.fake_servers import github as answering

CHICAGO, TOKYO = ZoneInfo("America/Chicago"), ZoneInfo("Asia/Tokyo")
W1 = Span("week 1 (1\u20137 Jun)", dt.date(2026, 6, 1), dt.date(2026, 6, 7))
W2 = Span("week 2 (8\u201314 Jun)", dt.date(2026, 6, 8), dt.date(2026, 6, 14))
NOW = dt.datetime(2026, 6, 20, 8, tzinfo=dt.UTC)
OWN = "sam-example/app"
GOOD = week({"2026-06-02": 3}, commits={OWN: {"2026-06-02T07:00:00Z": 3}})


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3):
        yield


def fetch(
    answer: Callable[[Asked], Reply],
    *spans: Span,
    zone: dt.tzinfo = CHICAGO,
    asked: list[Asked] | None = None,
) -> Fetched:
    with serving(answer) as server:
        try:
            return github.fetch(
                "sam-example", spans or (W1,), zone, "secret", NOW, api=f"{server.address}/graphql"
            )
        finally:
            if asked is not None:
                asked += server.asked


def days(fetched: Fetched) -> dict[str, str]:
    return {f"{record.date}"[5:]: record.label for record in fetched.records}


@pytest.mark.parametrize("spans", [1, 2, 26])
def test_the_query_is_valid_by_githubs_published_schema(spans: int) -> None:
    text = Path(__file__).with_name("github-excerpt.graphql").read_text("utf-8")
    schema = graphql.build_schema(text)
    assert graphql.validate(schema, graphql.parse(github.query(spans))) == []
    broken = github.query(spans).replace("occurredAt", "happenedAt")
    assert graphql.validate(schema, graphql.parse(broken))


def test_all_weeks_are_one_request_with_the_token() -> None:
    asked: list[Asked] = []
    spans = [
        Span(f"week {n}", W1.starts + dt.timedelta(7 * n), W1.ends + dt.timedelta(7 * n)) for n in range(26)
    ]
    fetched = fetch(answering({}), *spans, asked=asked)
    assert len(asked) == fetched.requests == 1
    assert asked[0].headers["Authorization"] == "Bearer secret"
    assert json.loads(asked[0].body)["variables"]["login"] == "sam-example"
    begun = [span for span in spans if span.starts <= NOW.date()]
    # A week without any contributions is known to be one: a record says zero.
    assert [record.total for record in fetched.records] == [0] * len(begun)


def test_kinds_repositories_and_what_only_the_calendar_has() -> None:
    found = week(
        {"2026-06-02": 6, "2026-06-03": 2, "2026-06-04": 1},
        commits={OWN: {"2026-06-02T07:00:00Z": 3}, "sam-example/job-search": {"2026-06-02T07:00:00Z": 1}},
        pullRequestContributions=[("2026-06-02T10:00:00Z", "other/tool")],
        issueContributions=[("2026-06-02T11:00:00Z", "other/tool")],
        pullRequestReviewContributions=[("2026-06-03T10:00:00Z", "other/tool")],
        repositoryContributions=[("2026-06-03T10:00:00Z", OWN)],
    )
    fetched = fetch(answering({"2026-06-01": found}))
    assert days(fetched) == {
        "06-02": "4 commits, 1 pull request, 1 issue (github-graphql)",
        "06-03": "1 review, 1 new repository (github-graphql)",
        "06-04": "1 other (github-graphql)",
    }
    first = fetched.records[0]
    assert first.by_repository == {OWN: 3, "other/tool": 2, "sam-example/job-search": 1}
    assert first.fetched_at is not None
    assert first.fetched_at.at == NOW


def test_what_the_calendar_has_on_another_day_is_not_counted_twice() -> None:
    found = week(
        {"2026-06-02": 1, "2026-06-03": 0, "2026-06-04": 2},
        issueContributions=[("2026-06-03T01:00:00Z", OWN)],
    )
    found["contributionCalendar"]["totalContributions"] = 3
    fetched = fetch(answering({"2026-06-01": found}))
    assert sum(record.total for record in fetched.records) == 3
    moved = week({"2026-06-02": 1}, issueContributions=[("2026-06-03T01:00:00Z", OWN)])
    assert days(fetch(answering({"2026-06-01": moved}))) == {"06-03": "1 issue (github-graphql)"}


def test_no_record_is_of_tomorrow_in_the_graduates_zone() -> None:
    evening = dt.datetime(2026, 6, 4, 1, tzinfo=dt.UTC)  # still the 3rd in Chicago
    at = {"2026-06-03T20:00:00Z": 1, "2026-06-04T00:30:00Z": 2}
    with serving(answering({"2026-06-01": week(commits={OWN: at})})) as server:
        fetched = github.fetch("sam-example", (W1,), CHICAGO, "secret", evening, api=server.address)
    assert days(fetched) == {"06-03": "1 commit (github-graphql)"}


def test_private_repositories_are_left_out_whoever_asks() -> None:
    hidden = "sam-example/hidden"
    found = week(
        {"2026-06-02": 7},
        commits={OWN: {"2026-06-02T07:00:00Z": 3}, hidden: {"2026-06-02T07:00:00Z": 4}},
        private=(hidden,),
    )
    fetched = fetch(answering({"2026-06-01": found}))
    assert days(fetched) == {"06-02": "3 commits (github-graphql)"}
    assert "hidden" not in str(fetched.records)
    restricted = week({"2026-06-02": 9}, commits={OWN: {"2026-06-02T07:00:00Z": 3}}, restricted=6)
    fetched = fetch(answering({"2026-06-01": restricted}))
    assert days(fetched) == {"06-02": "3 commits (github-graphql)"}
    assert fetched.notes == (f"{W1.words}: 6 in private repositories, which do not count.",)


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        (dt.UTC, "2026-06-01", "2026-06-07"),
        (CHICAGO, "2026-06-01", "2026-06-08"),
        (TOKYO, "2026-05-31", "2026-06-07"),
    ],
)
def test_the_edges_of_a_week_are_whole_days_in_utc_and_in_the_graduates_zone(
    zone: dt.tzinfo, first: str, last: str
) -> None:
    assert [f"{day}" for day in W1.days_touched(zone)] == [first, last]
    asked: list[Asked] = []
    at_edges = {
        f"{first}T00:00:00Z": 1,
        f"{last}T23:59:00Z": 2,
        "2026-05-30T10:00:00Z": 9,
        "2026-06-09T10:00:00Z": 9,
    }
    found = week(commits={OWN: at_edges})
    fetched = fetch(answering({first: found}), zone=zone, asked=asked)
    values = json.loads(asked[0].body)["variables"]
    assert (values["f0"], values["t0"]) == (f"{first}T00:00:00Z", f"{last}T23:59:59Z")
    kept = {f"{record.date}": record.commits for record in fetched.records if record.commits}
    assert kept == {first: 1, last: 2}


def errors(kind: str, data: Any = None) -> Reply:
    return Reply({"data": data, "errors": [{"type": kind, "message": "no"}]})


def of_week(found: Any) -> Reply:
    return Reply({"data": {"user": {"login": "sam-example", "w0": found}}})


LATER = {"retry-after": "3600"}
REFUSED: dict[str, tuple[Reply, str]] = {
    "200 with errors": (errors("INTERNAL"), "answered with an error"),
    "200 with errors and a part of the data": (
        Reply({"data": {"user": {"login": "sam-example", "w0": GOOD}}, "errors": [{"message": "x"}]}),
        "answered with an error",
    ),
    "over the limit with 200": (errors("RATE_LIMITED"), "too many requests"),
    "nobody of that name": (errors("NOT_FOUND", {"user": None}), "knows nobody called sam-example"),
    "a renamed login": (Reply({"data": {"user": {"login": "sam-new", "w0": GOOD}}}), "for sam-new, not for"),
    "401": (Reply({}, 401), "does not accept the token"),
    "403": (Reply({}, 403), "refused (status 403)"),
    "403 with retry-after": (Reply({}, 403, LATER), "too many requests"),
    "403 with nothing left": (
        Reply({}, 403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999"}),
        "many",
    ),
    "404": (Reply({}, 404), "refused (status 404)"),
    "429 with retry-after": (Reply({}, 429, LATER), "too many requests"),
    "429 with a date": (
        Reply({}, 429, {"retry-after": "Fri, 31 Dec 2999 23:59:59 GMT"}),
        "too many requests",
    ),
    "502": (Reply(b"<html>bad gateway</html>", 502), "has a problem (status 502)"),
    "503": (Reply({}, 503), "has a problem (status 503)"),
    "a body cut off": (Reply({"data": {}}, cut=5), "broke off its answer"),
    "a connection reset": (Reply(reset=True), "broke off its answer"),
    "a page instead of JSON": (Reply(b"<!doctype html>"), "not JSON"),
    "JSON cut in a character": (Reply(b'{"data": "\xc3'), "not JSON"),
    "nested without end": (Reply(b"[" * 100_000), "not JSON"),
    "JSON of another shape": (Reply([]), "something unexpected"),
    "no data at all": (Reply({"data": None}), "something unexpected"),
    "a redirect": (Reply({}, 302, {"location": "/elsewhere"}), "refused (status 302)"),
    "too large": (Reply(b" " * (client.MAX_BYTES + 1)), "more than 8 MB"),
}
UNKNOWN: dict[str, Any] = {
    "a missing week": None,
    "restricted above total": week({"2026-06-02": 3}, restricted=4),
    "a negative count": week({"2026-06-02": -3}),
    "a count that is text": {**GOOD, "restrictedContributionsCount": "0"},
    "a week without its calendar": {**GOOD, "contributionCalendar": None},
    "a time that is none": week(commits={OWN: {"yesterday": 3}}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_answer_that_is_none_is_never_taken_for_zero(name: str) -> None:
    reply, told = REFUSED[name]
    with pytest.raises(Unanswered) as caught:
        fetch(lambda _: reply)
    assert told in caught.value.message
    assert "secret" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_week_that_cannot_be_right_is_unknown_and_the_others_stand(name: str) -> None:
    answer = Reply(
        {"data": {"user": {"login": "Sam-Example", "w0": UNKNOWN[name], "w1": week({"2026-06-09": 2})}}}
    )
    fetched = fetch(lambda _: answer, W1, W2)
    assert list(fetched.unknown) == [W1.words]
    assert fetched.answered == (W2,)
    assert days(fetched) == {"06-09": "2 other (github-graphql)"}


@pytest.mark.parametrize(
    "first",
    [Reply({}, 502), Reply({}, 429, {"retry-after": "1"}), Reply(reset=True), Reply({"data": 1}, cut=3)],
    ids=["502", "429", "reset", "cut"],
)
def test_what_fails_once_is_asked_again(first: Reply) -> None:
    replies = iter([first, of_week(GOOD)])
    asked: list[Asked] = []
    fetched = fetch(lambda _: next(replies), asked=asked)
    assert days(fetched) == {"06-02": "3 commits (github-graphql)"}
    assert len(asked) == 2


def test_what_takes_github_too_long_is_asked_in_two_parts() -> None:
    def answer(asked: Asked) -> Reply:
        values = json.loads(asked.body)["variables"]
        return Reply({}, 502) if "f1" in values else of_week(GOOD if values["f0"] < "2026-06-05" else week())

    fetched = fetch(answer, W1, W2)
    assert fetched.requests == 3
    assert fetched.unknown == {}
    assert days(fetched) == {"06-02": "3 commits (github-graphql)", "06-14": "nothing (github-graphql)"}


def test_an_answer_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_READ_SECONDS", 0.05)
    over = threading.Event()

    def late(_: Asked) -> Reply:
        over.wait(60)
        return of_week(GOOD)

    with serving(late) as server:
        with pytest.raises(Unanswered, match="did not answer in time"):
            github.fetch("sam-example", (W1,), CHICAGO, "secret", NOW, api=server.address)
        over.set()


def test_bytes_that_drip_in_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_ANSWER_SECONDS", -1)
    with pytest.raises(Unanswered, match="did not answer in time"):
        fetch(lambda _: of_week(GOOD))


def test_a_token_is_sent_over_https_only() -> None:
    with pytest.raises(Unanswered, match="no https address"):
        github.fetch("sam-example", (W1,), CHICAGO, "secret", NOW, api="http://api.example/graphql")
    with pytest.raises(Unanswered, match="cannot be reached"):
        github.fetch("sam-example", (W1,), CHICAGO, "secret", NOW, api="http://127.0.0.1:9/graphql")


def test_lists_that_are_not_whole_say_so() -> None:
    found = week({"2026-06-02": 150}, pullRequestContributions=[("2026-06-02T10:00:00Z", OWN)])
    found["pullRequestContributions"]["totalCount"] = 150
    fetched = fetch(answering({"2026-06-01": found}))
    assert days(fetched) == {"06-02": "1 pull request (github-graphql)"}
    assert "at least" in fetched.notes[0]
