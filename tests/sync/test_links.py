"""Links: what is fine, what is gone, what only looks fine, and what nobody can know."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.sync import links
from generator.sync.links import Link, check_links
from tests.support.fake_servers import Asked, Reply, serving

IS_LOCAL = links.is_local
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture(autouse=True)
def _servers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers of these tests are on this machine."""
    monkeypatch.setattr(links, "is_local", lambda _: False)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("https://example.com/a", False),
        ("https://93.184.216.34/", False),
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("http://192.168.1.1/admin", True),
        ("http://169.254.169.254/latest/meta-data", True),
        ("http://localhost/", True),
        ("http://router/", True),
        ("http://printer.local/", True),
        ("http://[broken/", False),
    ],
)
def test_addresses_of_a_local_network(url: str, local: bool) -> None:
    assert IS_LOCAL(url) is local


def test_no_link_and_no_redirect_leads_into_a_local_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _: page()) as inside, serving(lambda _: to(f"{inside.address}/admin")) as outside:
        monkeypatch.setattr(links, "is_local", lambda url: url.startswith(inside.address))
        wanted = [Link(f"{inside.address}/"), Link(f"{outside.address}/")]
        found = check_links(wanted, 0)
        assert [found[link].state for link in wanted] == ["unknown", "unknown"]
    assert inside.asked == []


def page(title: str = "Late buses", h1: str = "") -> Reply:
    return Reply(f"<!doctype html><title>{title}</title><h1>{h1}</h1><p>x".encode(), headers=HTML)


def to(where: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"Location": where})


def only_get(asked: Asked) -> Reply:
    return Reply(b"", 405) if asked.method == "HEAD" else page()


CASES: dict[str, tuple[Callable[[Asked], Reply] | Reply, str, str]] = {
    "fine": (page(), "", "fine"),
    "no HEAD": (only_get, "", "fine"),
    "gone": (Reply(b"", 404), "", "gone"),
    "gone for good": (Reply(b"", 410), "", "gone"),
    "refused to programs": (Reply(b"", 999), "", "unknown"),
    "asks for a login": (Reply(b"", 401), "", "unknown"),
    "too many": (Reply(b"", 429), "", "unknown"),
    "broken": (Reply(b"", 500), "", "unknown"),
    "hangs up": (Reply(reset=True), "", "unknown"),
    "the title": (page("Late buses | Sam’s blog"), "Late buses", "fine"),
    "the title in the heading": (page("Medium", "LATE  BUSES!"), "Late buses", "fine"),
    "another title": (page("Ten tips for tidy desks"), "Late buses", "other-title"),
    "no page at all": (Reply(b"%PDF", headers={"Content-Type": "application/pdf"}), "Late buses", "fine"),
    "says that it was not found": (page("Page not found – Blog"), "Late buses", "odd"),
    "a post about the number 404": (page("What a 404 taught me"), "What a 404 taught me", "fine"),
    "a page not closed": (Reply(b"<title>Late buses<p>", headers=HTML), "Late buses", "fine"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_link(name: str) -> None:
    answer, title, state = CASES[name]
    with serving(answer if callable(answer) else lambda _: answer) as server:
        link = Link(f"{server.address}/p/1", title)
        assert check_links([link], 0)[link].state == state


def test_redirects_are_followed_and_told() -> None:
    ways = {"/old": to("/new", 301), "/soon": to("/new"), "/a": to("/a/", 301), "/circle": to("/circle")}
    ways |= {"/lost": to("/"), "/odd": to("mailto:sam@mail.example")}
    with serving(lambda asked: ways.get(asked.path, page())) as server:
        named = {path: Link(server.address + path) for path in ways}
        found = check_links(named.values(), 0)
        state = {path: found[link].state for path, link in named.items()}
        final = found[named["/old"]].final
    assert state == {
        "/old": "moved",
        "/soon": "fine",
        "/a": "fine",
        "/circle": "gone",
        "/lost": "odd",
        "/odd": "unknown",
    }
    assert final == f"{server.address}/new"


def test_without_a_network_everything_is_unknown() -> None:
    link = Link("http://127.0.0.1:9/x")
    assert check_links([link], 0)[link].state == "unknown"
    assert check_links([Link("http://[broken/")], 0)[Link("http://[broken/")].state == "unknown"


def test_a_host_that_cannot_be_reached_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("generator.sync.links.time.sleep", pauses.append)
    found = check_links([Link(f"http://127.0.0.1:9/{n}") for n in range(5)])
    assert {one.why for one in found.values()} == {links.UNREACHABLE}
    assert len(found) == 5
    assert pauses == []


def test_a_host_is_asked_one_thing_at_a_time_and_each_link_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("generator.sync.links.time.sleep", pauses.append)
    with serving(lambda _: page()) as server:
        check_links([Link(f"{server.address}/{n % 3}") for n in range(9)], 0.7)
    assert len(server.asked) == 3
    assert pauses == [0.7, 0.7]


def test_a_page_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_PAGE", 1000)
    big = Reply(b"<title>Late buses</title>" + b"x" * 100_000, headers=HTML)
    with serving(lambda _: big) as server:
        link = Link(server.address, "Late buses", keep=True)
        found = check_links([link], 0)[link]
    assert found.state == "fine"
    assert found.page is not None
    assert len(found.page) == 1000
