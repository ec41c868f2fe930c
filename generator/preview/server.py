"""The live-reloading server: livereload's channel to the browser, our pages from memory.

livereload answers any `Host` and accepts any `Origin`, so any website could read the preview (DNS
rebinding). Here both must name this machine.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import ioloop, web

from generator.core.errors import MachineError
from generator.preview.overlay import SHEET, STYLE
from generator.preview.preview import Preview
from generator.preview.snapshot import Stamp, changed, snapshot, stamp_of

ADDRESS = "127.0.0.1"
POLL_MS = 150
"""Milliseconds between two scans of all files."""
LOOK_MS = 15
"""Milliseconds between two looks at the texts of open pages."""
_MOST_OPEN = 8
_SWITCH = 0.001  # seconds after which a thread lets another go on: a page is made while a build runs
_PATIENCE = 0.5  # seconds that the rest waits for the browser to load an open page


class Timings(NamedTuple):
    """Seconds: `seen` after the file was saved, the open page `made`, its `answer`, and all the `rest`.

    `made` and `answer` are None where no open page could be made first.
    """

    seen: float
    made: float | None = None
    answer: float | None = None
    rest: float = 0.0

    @property
    def words(self) -> str:
        """The timings in a line."""
        if self.made is None or self.answer is None:
            return f"Timings: {_ms(self.seen)} to notice, {_ms(self.rest)} to make everything"
        parts = (
            f"{_ms(self.seen)} to notice, {_ms(self.made)} to make the page, {_ms(self.answer)} to send it"
        )
        total = _ms(self.seen + self.made + self.answer)
        return (
            f"Timings: {total} from saving to the page ({parts}); everything else {_ms(self.rest)}, after it"
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


_POLICY = b"default-src 'none';"
_CONNECTIONS = b" connect-src 'self';"


def serve(
    preview: Preview,
    port: int,
    on_change: Callable[[list[str]], None],
    secret: str = "",
    on_ready: Callable[[], None] = lambda: None,
    on_timings: Callable[[Timings], None] = lambda _: None,
) -> None:
    """Serve the preview on this machine until Ctrl-C.

    `on_change` is called after each refresh with the paths that changed, and `on_timings` with how long it
    took; `on_ready` once the port is open.
    `secret` is the first part of the path of the coach's report; if it is empty, the report is not served.
    Raises `MachineError` if the port is in use.
    """
    watcher = _Watcher(preview, on_change, on_timings)
    hosts = frozenset({f"localhost:{port}", f"{ADDRESS}:{port}"})
    private = (
        [(rf"/{re.escape(secret)}/(.*)", _guarded(_Report, hosts), {"preview": preview})] if secret else []
    )
    application = web.Application(
        [
            *private,
            (rf"/{re.escape(SHEET)}", _guarded(_Sheet, hosts)),
            (r"/livereload", _channel(hosts, watcher)),
            (r"/livereload\.js", _guarded(LiveReloadJSHandler, hosts)),
            (r"/(.*)", _guarded(_Page, hosts), {"watcher": watcher, "preview": preview, "port": port}),
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
    sys.setswitchinterval(_SWITCH)
    loop = ioloop.IOLoop.current()
    watch = ioloop.PeriodicCallback(watcher.look, LOOK_MS)
    watch.start()
    try:
        loop.start()
    except KeyboardInterrupt:
        watch.stop()


class _Watcher:
    """Looks for changes: at the texts of open pages many times a second, at all that is read now and then.

    An open page whose text was saved is made and sent first, and everything else behind it.
    """

    def __init__(
        self,
        preview: Preview,
        on_change: Callable[[list[str]], None],
        on_timings: Callable[[Timings], None] = lambda _: None,
    ) -> None:
        self._preview = preview
        self._on_change = on_change
        self._on_timings = on_timings
        self._files = snapshot(preview.watched())
        self._looked_at: dict[str, Stamp] = {}
        self._due = time.monotonic() + POLL_MS / 1000
        self._opened: dict[str, float] = {}
        self._changed = 0.0
        self._answers: dict[str, asyncio.Future[float]] = {}
        self._building: asyncio.Future[None] | None = None
        self._first: Timings | None = None

    def answered(self, name: str, seconds: float) -> None:
        """Note that a browser has asked for a page, and how long its answer took."""
        self._opened.pop(name, None)
        self._opened[name] = time.monotonic() - seconds
        if len(self._opened) > _MOST_OPEN:
            self._opened.pop(next(iter(self._opened)))
        waiting = self._answers.get(name)
        if waiting is not None and not waiting.done():
            waiting.set_result(seconds)

    def is_outdated(self, address: str) -> bool:
        """Whether a page that has just connected was answered before something that it shows changed.

        Until it is connected, nobody can tell it to load again.
        """
        path = urlsplit(address).path.strip("/")
        answered = [
            self._opened[name] for name in (path, f"{path}/index.html".lstrip("/")) if name in self._opened
        ]
        return bool(answered) and max(answered) < self._changed

    def _reload(self) -> None:
        """Let the open pages load again."""
        self._changed = time.monotonic()
        LiveReloadHandler.reload_waiters("*")

    async def look(self) -> None:
        """Look once."""
        saved = self._saved_text()
        if saved is not None:
            await self._show_first(saved)
        if self._building is not None and self._building.done():
            self._building.result()
            self._building = None
        if self._building is not None or (saved is None and time.monotonic() < self._due):
            return
        self._due = time.monotonic() + POLL_MS / 1000
        now = snapshot(self._preview.watched())
        paths = changed(self._files, now)
        if paths:
            self._files = now
            self._looked_at.clear()
            self._building = asyncio.ensure_future(self._build(paths))

    def _saved_text(self) -> str | None:
        """The text of an open page that was saved since the last look."""
        for name in self._opened:
            file = self._preview.files.get(name)
            for source in file.sources[:1] if file else ():
                path = str(self._preview.request.root / source)
                now = stamp_of(path)
                if now is not None and now != self._looked_at.get(path, self._files.get(path)):
                    self._looked_at[path] = now
                    return path
        return None

    async def _show_first(self, path: str) -> None:
        """Make the open page of this text, and let the browser load it before anything else is made."""
        loop = asyncio.get_running_loop()
        seen = max(time.time_ns() - self._looked_at[path][0], 0) / 1e9
        began = time.perf_counter()
        name = await loop.run_in_executor(None, self._preview.first_look, Path(path))
        if name is None or name not in self._opened:
            return
        made = time.perf_counter() - began
        answer = self._answers[name] = loop.create_future()
        self._reload()
        try:
            self._first = Timings(seen, made, await asyncio.wait_for(answer, _PATIENCE))
        except TimeoutError:  # no browser has it open any more
            self._first = None
        del self._answers[name]

    async def _build(self, paths: list[str]) -> None:
        """Build again in a thread, and let the browsers load what shows something else then."""
        first, self._first = self._first, None
        shown = self._shown()
        saved = max((self._files[path][0] for path in paths if path in self._files), default=time.time_ns())
        seen = max(time.time_ns() - saved, 0) / 1e9
        began = time.perf_counter()
        await asyncio.get_running_loop().run_in_executor(None, self._preview.refresh)
        took = time.perf_counter() - began
        self._on_change(paths)
        if first is None or shown != self._shown():
            self._reload()
        self._on_timings(first._replace(rest=took) if first else Timings(seen, rest=took))

    def _shown(self) -> object:
        """What the open pages show, without the time that it took."""
        files = self._preview.files
        pages = [(name, files[name].digest if name in files else "") for name in self._opened]
        return pages, self._preview.diagnostics, self._preview.error


def _guarded(handler: type[web.RequestHandler], hosts: frozenset[str]) -> type[web.RequestHandler]:
    """The handler, restricted to requests whose `Host` is this machine."""

    class Guarded(handler):  # type: ignore[misc,valid-type] # a base chosen at run time
        def prepare(self) -> None:
            if self.request.host not in hosts:
                raise web.HTTPError(421, reason="Misdirected Request")

    return Guarded


def _channel(hosts: frozenset[str], watcher: _Watcher) -> type[web.RequestHandler]:
    class Channel(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
        """The WebSocket that tells the browser to reload."""

        def prepare(self) -> None:
            if self.request.host not in hosts:
                raise web.HTTPError(421, reason="Misdirected Request")

        def check_origin(self, origin: str) -> bool:
            return urlsplit(origin).netloc in hosts

        def on_message(self, message: str | bytes) -> None:
            super().on_message(message)
            told = json.loads(message)
            if told.get("command") == "info" and watcher.is_outdated(str(told.get("url", ""))):
                self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": True})

    class _Unwatched:
        """Answers livereload, which asks for the path that changed: we always reload the page."""

        filepath = "*"

    LiveReloadHandler.watcher = _Unwatched()
    LiveReloadHandler.live_css = False
    return Channel


class _Page(web.RequestHandler):
    """A page of the site in memory, with the reloading script added."""

    def initialize(self, watcher: _Watcher, preview: Preview, port: int) -> None:
        self.watcher = watcher
        self.preview = preview
        self.port = port

    def get(self, path: str) -> None:
        """Answer with the file for `path`."""
        began = time.perf_counter()
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
        if not name.endswith(".html"):
            self.finish(data)
            return
        self.finish(_reloading(data, self.port, self.preview.overlay(name)))
        self.watcher.answered(name, time.perf_counter() - began)


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
