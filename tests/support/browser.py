"""A Chromium that calls nobody, and a folder served to it as a host would: compressed, under a path."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 300_000
"""Milliseconds until what should happen in a browser counts as not happening; machines can be slow."""
_TEXT = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest")


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's browser, run by Playwright; it must be there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as control:
        running = control.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE)
        opened = running.new_context

        def new_context(**options: Any) -> Any:
            context = opened(**options)
            context.set_default_timeout(PATIENCE)
            return context

        running.new_context = new_context  # type: ignore[method-assign]
        running.new_page = lambda **options: new_context(**options).new_page()  # type: ignore[method-assign]
        yield running
        running.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, with a slash at its end, at which the files below `folder` can be had."""
    handler = functools.partial(_Host, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Host(http.server.SimpleHTTPRequestHandler):
    """As static hosts do: texts come compressed, what is not there gets `404.html`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass

    def do_GET(self) -> None:
        asked = Path(self.translate_path(self.path))
        file = asked / "index.html" if asked.is_dir() else asked
        if asked.is_dir() and not self.path.partition("?")[0].endswith("/"):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", file, location=self.path + "/")
        elif file.is_file():
            self._answer(HTTPStatus.OK, file.read_bytes(), file)
        else:
            missing = Path(self.directory, "404.html")
            said = missing.read_bytes() if missing.is_file() else b"There is no such page."
            self._answer(HTTPStatus.NOT_FOUND, said, Path("404.html"))

    def _answer(self, status: HTTPStatus, data: bytes, file: Path, location: str | None = None) -> None:
        self.send_response(status)
        kind = self.guess_type(str(file))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if file.suffix in _TEXT else kind)
        self.send_header("Cache-Control", "max-age=600")
        if location:
            self.send_header("Location", location)
        if file.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
