"""The preview as a browser meets it: from memory, for this machine only, alive whatever breaks."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

import pytest

from generator.preview import server
from tests.support.repositories import repository

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0
"""Seconds until something that should happen counts as not happening; machines can be slow."""
POST = "content/blog/2026-06-02-maps.md"
TEXT = "---\ntitle: {title}\ndate: 2026-06-02\npublished_url: https://writing.example/maps\n---\nShort.\n"


class Served(NamedTuple):
    root: Path
    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str, host: str | None = None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": host or f"localhost:{self.port}", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def shows(self, path: str, text: str) -> bool:
        try:
            return text in self.get(path)[1]
        except OSError:
            return False


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Served]:
    """The preview of a small repository below `root`, once it can be seen."""
    repository(root, {POST: TEXT.format(title="Maps without a server")})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", str(port), "--as-of", "2026-06-03"]
    process = subprocess.Popen(
        [*command, "--root", str(root), *options],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    here = Served(root, port, process)
    try:
        eventually(lambda: here.shows("/", "Sam Example"))
        yield here
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as here:
        yield here


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_pages_are_answered_while_the_next_build_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("livereload.handlers.LiveReloadHandler.reload_waiters", lambda _: None)
    watched = tmp_path / "portfolio.yaml"
    watched.write_text("a")
    started, finish = threading.Event(), threading.Event()
    told: list[list[str]] = []

    class Slow:
        files: ClassVar[dict[str, object]] = {}
        diagnostics, error = (), None

        def watched(self) -> tuple[Path, ...]:
            return (watched,)

        def refresh(self) -> None:
            started.set()
            assert finish.wait(PATIENCE)

    async def change_and_ask() -> None:
        monkeypatch.setattr(server, "POLL_MS", 0)
        watcher = server._Watcher(Slow(), told.append)  # type: ignore[arg-type] # all that it uses
        watched.write_text("changed")
        await watcher.look()
        while not started.is_set():
            await asyncio.sleep(0.001)
        assert told == []  # and this loop goes on
        await watcher.look()
        finish.set()
        while not told:
            await asyncio.sleep(0.001)

    asyncio.run(change_and_ask())
    assert told == [[str(watched)]]


def test_pages_come_from_memory_and_nothing_is_written(served: Served) -> None:
    assert served.get("/blog/maps/")[0] == 200
    assert served.get("/blog/maps")[0] == 302
    assert served.get("/nothing/here/")[0] == 404
    assert sorted(path.name for path in served.root.iterdir()) == ["content", "portfolio.yaml"]


def test_a_stranger_who_rebinds_a_name_gets_nothing(served: Served) -> None:
    for path in ("/", "/livereload.js", "/livereload"):
        assert served.get(path, host="evil.example")[0] == 421, path


def test_a_page_of_a_stranger_cannot_listen(served: Served) -> None:
    hello = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
        "Sec-WebSocket-Version": "13",
    }
    assert served.get("/livereload", Origin="http://evil.example", **hello)[0] == 403


def test_only_this_machine_can_reach_it(served: Served) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("needs /proc to see who can connect")
    port = f":{served.port:04X}"
    rows = [row.split()[1] for row in listening.read_text().splitlines()[1:] if row.split()[1].endswith(port)]
    assert rows
    assert all(row.startswith("0100007F") for row in rows)


def test_a_change_is_shown_in_the_open_page_first(tmp_path: Path) -> None:
    with serving(tmp_path, "--timings") as served:
        assert served.shows("/blog/maps/", "Maps without a server")
        (served.root / POST).write_text(TEXT.format(title="Maps, revised"))
        eventually(lambda: served.shows("/blog/maps/", "Maps, revised"))
        eventually(lambda: served.shows("/blog/", "Maps, revised"))
        assert served.process.stdout is not None
        lines = iter(served.process.stdout.readline, b"")
        timings = next(line for line in lines if line.startswith(b"Timings: "))
    assert b"from saving to the page" in timings
    assert b"to make the page" in timings


def test_broken_files_leave_the_pages_as_they_were_and_it_recovers(served: Served) -> None:
    settings = served.root / "portfolio.yaml"
    sound = settings.read_text()
    for broken in ("graduate: [", "", "\0\0"):
        settings.write_text(broken)
        eventually(lambda: served.shows("/", "portfolio.yaml"))  # it has been read, and told
        assert served.shows("/", "Sam Example")
        settings.write_text(sound)
        eventually(lambda: not served.shows("/", "portfolio.yaml"))
    settings.unlink()
    eventually(lambda: served.shows("/", "portfolio.yaml"))
    assert served.shows("/", "Sam Example")
    settings.write_text(sound.replace("Sam Example", "Sam Renamed", 1))
    eventually(lambda: served.shows("/", "Sam Renamed"))


def test_what_is_wrong_is_shown_in_the_page_until_it_is_mended(served: Served) -> None:
    contacts = served.root / "content/private/contacts/2026-W23.yaml"
    contacts.parent.mkdir(parents=True)
    contacts.write_text("- date: 2026-06-31\n  kind: networking\n")
    eventually(lambda: served.shows("/", "content/private/contacts/2026-W23.yaml:1:9"))
    assert served.get("/.weekproof/overlay.css")[0] == 200
    contacts.unlink()
    eventually(lambda: not served.shows("/", "2026-W23.yaml"))


def test_the_report_is_shown_on_a_secret_path_alone_and_only_where_it_is_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path, "--report") as here:
        assert here.process.stdout is not None
        lines = iter(here.process.stdout.readline, b"")
        address = next(line for line in lines if line.startswith(b"Report")).split()[1].decode()
        path = urlsplit(address).path
        assert here.get(path)[0] == 200
        assert "This is a record, not a ruling." in here.get(path)[1]
        assert here.get(path + "report.json")[0] == 200
        assert here.get(path, host="evil.example")[0] == 421
        assert [here.get(other)[0] for other in ("/report/", "/report/index.html", path[:-3] + "/")] == [
            404
        ] * 3


def test_drafts_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    draft = TEXT.replace("published_url", "draft: true\npublished_url").format(title="Unfinished")
    files = {"content/blog/2026-06-03-unfinished.md": draft}
    with serving(repository(tmp_path, files), "--drafts") as here:
        assert here.shows("/blog/unfinished/", "Draft: Unfinished")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_ends_it_quietly(served: Served) -> None:
    served.process.send_signal(signal.SIGINT)
    said, _ = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 0
    assert b"Traceback" not in said
    assert said.rstrip().endswith(b"Stopped.")
