"""A desk that is open: in this process, at a free port, with a way to send it forms as a browser does."""

from __future__ import annotations

import asyncio
import http.client
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tornado import httpserver
from tornado.testing import bind_unused_port

from generator.desk.desk import Desk
from generator.desk.server import application
from tests.support.repositories import request

SECRET = "x9" * 16
PATIENCE = 300.0


class Answer(NamedTuple):
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def words(self) -> str:
        """The text without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def hidden(self) -> dict[str, str]:
        """The fields of its form that nobody sees."""
        return {
            name: unescape(value)
            for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.text)
        }


class OpenDesk(NamedTuple):
    desk: Desk
    port: int
    mistakes: list[Exception]

    @property
    def root(self) -> Path:
        return self.desk.root

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/{SECRET}/"

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to any request; the path is behind the secret unless it begins with a slash."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            address = path if path.startswith("/") else f"/{SECRET}/{path}"
            connection.request(method, address, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers))
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form from the desk's own page."""
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        return self.ask("POST", path, urlencode(fields).encode(), {**sent, **headers})

    def upload(self, to: str, name: str, data: bytes) -> Answer:
        """Drop a file on a form."""
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="to"\r\n\r\n{to}\r\n'
            f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        ).encode()
        sent = {"Content-Type": "multipart/form-data; boundary=x", "Origin": f"http://127.0.0.1:{self.port}"}
        return self.ask("POST", "upload", parts + data + b"\r\n--x--\r\n", sent)

    def saved(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form that is saved; the address to which that leads."""
        answer = self.post(path, fields)
        assert answer.status == 303, answer.words
        return answer.headers["Location"].removeprefix(f"/{SECRET}/")


@contextmanager
def open_desk(root: Path) -> Iterator[OpenDesk]:
    """The desk of the repository at `root`, open until the end."""
    desk, mistakes = Desk(request(root)), list[Exception]()
    socket, port = bind_unused_port(address="127.0.0.1")
    loop = asyncio.new_event_loop()
    begun = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)

        async def begin() -> None:
            server = httpserver.HTTPServer(application(desk, port, SECRET, mistakes.append))
            server.add_socket(socket)
            begun.set()

        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert begun.wait(PATIENCE)
    yield OpenDesk(desk, port, mistakes)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)
    loop.close()
    socket.close()
    assert mistakes == []
