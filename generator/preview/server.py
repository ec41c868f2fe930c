"""The live-reloading server: livereload's channel to the browser, our pages from memory.

livereload answers any `Host` and accepts any `Origin`, so any website could read the preview (DNS
rebinding). Here both must name this machine.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Coroutine
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import ioloop, web

from generator.core.errors import MachineError
from generator.preview.overlay import SHEET, STYLE
from generator.preview.preview import Preview
from generator.preview.snapshot import changed, snapshot

ADDRESS = "127.0.0.1"
POLL_MS = 150
"""Milliseconds between two scans of the files."""

_POLICY = b"default-src 'none';"
_CONNECTIONS = b" connect-src 'self';"


def serve(
    preview: Preview,
    port: int,
    on_change: Callable[[list[str]], None],
    secret: str = "",
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the preview on this machine until Ctrl-C.

    `on_change` is called after each refresh with the paths that changed, `on_ready` once the port is open.
    `secret` is the first part of the path of the coach's report; if it is empty, the report is not served.
    Raises `MachineError` if the port is in use.
    """
    hosts = frozenset({f"localhost:{port}", f"{ADDRESS}:{port}"})
    private = (
        [(rf"/{re.escape(secret)}/(.*)", _guarded(_Report, hosts), {"preview": preview})] if secret else []
    )
    application = web.Application(
        [
            *private,
            (rf"/{re.escape(SHEET)}", _guarded(_Sheet, hosts)),
            (r"/livereload", _channel(hosts)),
            (r"/livereload\.js", _guarded(LiveReloadJSHandler, hosts)),
            (r"/(.*)", _guarded(_Page, hosts), {"preview": preview, "port": port}),
        ],
        log_function=lambda _: None,
    )
    try:
        application.listen(port, address=ADDRESS)
    except OSError as error:
        raise MachineError(
            f"Port {port} is already in use.", hint="Choose another port with --port."
        ) from error
    on_ready()
    loop = ioloop.IOLoop.current()
    watch = ioloop.PeriodicCallback(_poll(preview, on_change), POLL_MS)
    watch.start()
    try:
        loop.start()
    except KeyboardInterrupt:
        watch.stop()


def _poll(
    preview: Preview, on_change: Callable[[list[str]], None]
) -> Callable[[], Coroutine[None, None, None]]:
    """Looks for changes, and builds again in a thread: requests are answered meanwhile."""
    state = {"files": snapshot(preview.watched())}

    async def poll() -> None:
        now = snapshot(preview.watched())
        paths = changed(state["files"], now)
        if not paths:
            return
        state["files"] = now
        await ioloop.IOLoop.current().run_in_executor(None, preview.refresh)
        on_change(paths)
        LiveReloadHandler.reload_waiters("*")

    return poll


def _guarded(handler: type[web.RequestHandler], hosts: frozenset[str]) -> type[web.RequestHandler]:
    """The handler, restricted to requests whose `Host` is this machine."""

    class Guarded(handler):  # type: ignore[misc,valid-type] # a base chosen at run time
        def prepare(self) -> None:
            if self.request.host not in hosts:
                raise web.HTTPError(421, reason="Misdirected Request")

    return Guarded


def _channel(hosts: frozenset[str]) -> type[web.RequestHandler]:
    class Channel(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
        """The WebSocket that tells the browser to reload."""

        def prepare(self) -> None:
            if self.request.host not in hosts:
                raise web.HTTPError(421, reason="Misdirected Request")

        def check_origin(self, origin: str) -> bool:
            return urlsplit(origin).netloc in hosts

    class _Unwatched:
        """Answers livereload, which asks for the path that changed: we always reload the page."""

        filepath = "*"

    LiveReloadHandler.watcher = _Unwatched()
    LiveReloadHandler.live_css = False
    return Channel


class _Page(web.RequestHandler):
    """A page of the site in memory, with the reloading script added."""

    def initialize(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self.port = port

    def get(self, path: str) -> None:
        """Answer with the file for `path`."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        path = unquote(path)
        page = self.preview.page(path)
        if page is None:
            self.set_status(404)
            page = "404.html", self.preview.missing()
        name, data = page
        if name.endswith("/index.html") and not path.endswith("/") and path != name:
            self.redirect(f"/{name.removesuffix('index.html')}")
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        overlay = self.preview.overlay(name) if name.endswith(".html") else ""
        self.finish(_reloading(data, self.port, overlay) if name.endswith(".html") else data)


class _Sheet(web.RequestHandler):
    """The overlay's style sheet."""

    def get(self) -> None:
        """Answer with the style sheet."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE)


class _Report(web.RequestHandler):
    """The coach's report, on a secret path: other programs on this machine can read this port too."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, name: str) -> None:
        """Answer with a file of the report."""
        data = self.preview.report.get(name or "index.html")
        if data is None:
            raise web.HTTPError(404)
        kind = mimetypes.guess_type(name or "index.html")[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(data)


def _reloading(page: bytes, port: int, overlay: str) -> bytes:
    """The page with livereload's script, allowed by the page's policy, and with the overlay."""
    channel = f" connect-src ws://localhost:{port} ws://{ADDRESS}:{port}".encode()
    if (
        _CONNECTIONS in page
    ):  # the search page, which loads its index: of two such directives the first counts
        page = page.replace(_CONNECTIONS, channel + b" 'self';", 1)
    else:
        page = page.replace(_POLICY, _POLICY + channel + b";", 1)
    script = f'<script src="/livereload.js?port={port}" defer></script>'
    return page.replace(b"</body>", f"{overlay}{script}</body>".encode("utf-8", "replace"), 1)
