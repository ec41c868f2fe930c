"""`weekproof verify`: which links are checked, what is said of them, and copies of posts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.cli import verify
from generator.sync import links
from tests.support.command import Ran, run, tree
from tests.support.fake_servers import Asked, Reply, Server, serving
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
OTHER = "the page is called “Somebody else’s post”"
HTML = {"Content-Type": "text/html"}
CONTACTS = "content/private/contacts/2026-W23.yaml"


def answer(asked: Asked) -> Reply:
    title = {"/late": "Late buses", "/other": "Somebody else’s post"}.get(asked.path)
    if title is None:
        return Reply(b"", 404)
    return Reply(f"<title>{title}</title>".encode(), headers=HTML)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(verify, "moment", lambda: dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(links, "is_local", lambda _: False)
    monkeypatch.setattr(verify, "check_links", lambda wanted: links.check_links(wanted, 0))


def files(address: str) -> dict[str, str]:
    post = "---\ntitle: Late buses\ndate: 2026-06-02\npublished_url: {}\n---\n"
    contact = "- {{date: 2026-06-02, kind: interview, first_name: Ada, last_name: Quist, evidence: [{}]}}\n"
    return {
        "content/blog/2026-06-02-late.md": post.format(f"{address}/late"),
        "content/blog/2026-06-03-other.md": post.format(f"{address}/other"),
        "content/blog/2026-06-04-draft.md": post.format(f"{address}/draft\ndraft: true"),
        "content/projects/app.md": f"---\ntitle: App\nsummary: It is.\ndemo: {address}/demo\n---\n",
        CONTACTS: contact.format(f"{address}/mail"),
        "content/private/activities/a.yaml": "- {date: 2026-06-02, kind: extra-credit, evidence: Figma}\n",
    }


def verified(capsys: Capture, root: Path, *flags: str) -> Ran:
    return run(capsys, "verify", "--root", str(root), "--as-of", "2026-06-10", *flags)


def lines(ran: Ran, server: Server) -> list[str]:
    return ran.out.replace(server.address, "HOST").splitlines()


def test_each_link_with_its_place(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer) as server:
        root = repository(tmp_path, files(server.address))
        before = tree(root)
        ran = verified(capsys, root)
        assert (ran.code, ran.err) == (1, "")
        assert lines(ran, server) == [
            "4 links: 1 fine, 2 gone, 1 with another title.",
            f"content/blog/2026-06-03-other.md:4: with another title: HOST/other ({OTHER})",
            "content/projects/app.md:4: gone: HOST/demo (status 404)",
            f"{CONTACTS}:1: gone: HOST/mail (status 404)",
        ]
        assert tree(root) == before
        # What was fine is not asked for again this week.
        server.asked.clear()
        assert "1 fine" in verified(capsys, root).out
        assert "/late" not in {one.path for one in server.asked}
        verified(capsys, root, "--all")
        assert "/late" in {one.path for one in server.asked}
        # Strangers read the log of a CI: a private link is not in it.
        monkeypatch.setenv("CI", "true")
        said = lines(verified(capsys, root), server)
        assert f"{CONTACTS}:1: gone." in said
        assert not [line for line in said if "mail" in line]


def test_copies_of_own_posts_are_kept_once(tmp_path: Path, capsys: Capture) -> None:
    with serving(answer) as server:
        root = repository(tmp_path, files(server.address))
        ran = verified(capsys, root, "--archive")
        kept = [line for line in ran.out.splitlines() if line.startswith("Kept: ")]
        assert len(kept) == 1
        path = root / kept[0].removeprefix("Kept: ")
        assert path.name.startswith("2026-06-10-late-")
        assert path.read_bytes() == b"<title>Late buses</title>"
        assert path.is_relative_to(root / "content/private/evidence")
        assert "Kept" not in verified(capsys, root, "--archive").out


def test_offline_nothing_is_called_broken(tmp_path: Path, capsys: Capture) -> None:
    ran = verified(capsys, repository(tmp_path, files("http://127.0.0.1:9")))
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "4 links: 4 unknown.",
        "No host could be reached, so nothing is known. Are you online?",
    ]


def test_what_a_host_refuses_is_one_line_with_the_first_place(tmp_path: Path, capsys: Capture) -> None:
    with serving(lambda _: Reply(b"", 403)) as server:
        ran = verified(capsys, repository(tmp_path, files(server.address)))
        first = "content/blog/2026-06-02-late.md:4"
        assert (ran.code, lines(ran, server)[1:]) == (
            3,
            [f"unknown: {server.host}: the host does not tell programs, status 403; {first} and 3 more"],
        )


def test_no_links_and_no_settings(tmp_path: Path, capsys: Capture) -> None:
    assert verified(capsys, repository(tmp_path / "a")).out == "There is no link to check.\n"
    assert verified(capsys, repository(tmp_path / "b", {"portfolio.yaml": "graduate: [\n"})).code == 2
