"""The desk's server: for this machine, one browser and one run; every address begins with a secret.

Another page in the same browser must neither read nor write anything here, and another program on this
machine nothing without the secret. So: only requests that name this machine as `Host` (DNS rebinding); the
secret in the path, compared in constant time; writes only from our own pages (`Origin`, `Sec-Fetch-Site`),
and reads never from somebody else's; no cookies, nothing cached, no referrer for others, no frames, no script
but ours.

Every page works without script, as forms that are sent and answered with a redirect.
"""

from __future__ import annotations

import hmac
import json
import logging
import mimetypes
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from tornado import httpserver, ioloop, web

from generator.core.diagnostics import Location
from generator.core.errors import MachineError, UserError
from generator.desk import pages
from generator.desk.desk import EDITABLE, Desk, Judgement, Opened, Outdated, kind_of_path
from generator.desk.forms import BODY, names_asked, posted_texts
from generator.desk.uploads import MOST_MB, picture_type, store
from generator.environment import git_commit
from generator.intake.names import guess_name
from generator.intake.prompts import latest_contact
from generator.model.kinds import Kind

ADDRESS = "127.0.0.1"
_OURS = ("same-origin", "none")
"""Where a page may be opened from, as browsers say it: from here, or typed."""
_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # `no-referrer` would also take the `Origin` from our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_CLIP = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Weekproof desk</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/desk.css">
<script src="/clip.js" defer></script></head><body><main><h1>Open the desk first</h1>
<p>Run <code>weekproof desk</code>, and open its page in this browser. Then use the bookmark again.</p>
</main></body></html>
"""


class Ticket:
    """A word that opens the desk once, and only within a minute.

    Other people on this machine can see with which address a browser is started: by then it is worth nothing.
    """

    def __init__(self) -> None:
        self.word = secrets.token_urlsafe(24)
        self._until = time.monotonic() + _TICKET_SECONDS

    def take(self, word: str) -> bool:
        """Whether it is the word, for the first time and in time."""
        is_good = time.monotonic() < self._until and hmac.compare_digest(word.encode(), self.word.encode())
        self._until = 0.0 if is_good else self._until
        return is_good


_TICKET_SECONDS = 60


def serve(
    desk: Desk,
    port: int,
    secret: str,
    on_ready: Callable[[str], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Serve the desk on this machine until Ctrl-C.

    `on_ready` is given an address that opens the desk once. `on_error` is told of a mistake of the program's
    own. Raises `MachineError` if the port is in use.
    """
    ticket = Ticket()
    server = httpserver.HTTPServer(
        application(desk, port, secret, on_error, ticket),
        max_buffer_size=(MOST_MB + 2) * 1024 * 1024,
        max_body_size=(MOST_MB + 1) * 1024 * 1024,
    )
    for name in ("access", "application", "general"):
        # What tornado would log of a request can have contacts' data in it.
        logging.getLogger(f"tornado.{name}").disabled = True
    try:
        server.listen(port, address=ADDRESS)
    except OSError as error:
        raise MachineError(
            f"Port {port} is already in use.", hint="Is a desk open already? Else choose a port with --port."
        ) from error
    on_ready(f"http://{ADDRESS}:{port}/open/{ticket.word}")
    try:
        ioloop.IOLoop.current().start()
    except KeyboardInterrupt:
        server.stop()


def application(
    desk: Desk,
    port: int,
    secret: str,
    on_error: Callable[[Exception], None] = lambda _: None,
    ticket: Ticket | None = None,
) -> web.Application:
    """The desk's addresses."""
    given = {"desk": desk, "port": port, "secret": secret, "on_error": on_error}
    rows: tuple[tuple[str, type[_Page]], ...] = (
        ("", _Week),
        ("new/(?P<word>[a-z]+)", _New),
        ("edit", _Edit),
        ("judge(?:/(?P<word>[a-z]+))?", _Judge),
        ("today", _Today),
        ("remove", _Remove),
        ("saved/(?P<number>[0-9]{1,6})", _Saved),
        ("undo/(?P<number>[0-9]{1,6})", _Undo),
        ("records", _Records),
        ("file", _File),
        ("person", _Person),
        ("preview", _Preview),
        ("picture/(?P<name>.+)", _Picture),
        ("upload", _Upload),
        ("commit", _Commit),
        ("push", _Push),
        ("bookmarklet", _Bookmarklet),
    )
    return web.Application(
        [
            *((rf"/(?P<secret>[\w-]{{20,}})/{path}", handler, given) for path, handler in rows),
            ("/(desk.css|desk.js|clip.js)", _Shipped, given),
            ("/clip", _Clip, given),
            (r"/open/([\w-]+)", _Open, {**given, "ticket": ticket or Ticket()}),
            ("/.*", _Nothing, given),
        ],
        log_function=lambda _: None,
    )


class _Base(web.RequestHandler):
    """What all answers have in common."""

    from_anywhere = False
    """Whether a link on another page may lead here."""

    def initialize(self, desk: Desk, port: int, secret: str, on_error: Callable[[Exception], None]) -> None:
        self.desk, self.port, self.secret, self.on_error = desk, port, secret, on_error

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        hosts = (f"{ADDRESS}:{self.port}", f"localhost:{self.port}")
        if self.request.host not in hosts:
            raise web.HTTPError(421, reason="Misdirected Request")
        if self.request.method not in ("GET", "HEAD", "POST"):
            raise web.HTTPError(405)
        site, origin = self.request.headers.get("Sec-Fetch-Site"), self.request.headers.get("Origin")
        if self.request.method == "POST":
            is_ours = origin == f"http://{self.request.host}" and site in (None, "same-origin")
        else:
            is_ours = self.from_anywhere or site is None or site in _OURS
        if not is_ours:
            raise web.HTTPError(403)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:  # noqa: ARG002 - tornado's signature
        """Tell of our own mistakes only, without the request: it has contacts' data in it."""
        if isinstance(value, Exception) and not isinstance(value, web.HTTPError | UserError):
            self.on_error(value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 - tornado's signature
        reason = {
            403: "This was asked for by another page: open the desk itself.",
            404: "There is nothing at this address. The desk's address changes each time it is started.",
            413: "That is too large.",
        }.get(status_code, "Weekproof itself made a mistake. Nothing was written; the terminal says more.")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(reason)


class _Nothing(_Base):
    def get(self) -> None:
        raise web.HTTPError(404)

    post = get


class _Shipped(_Base):
    """The style sheet and the scripts. Nothing in them is private."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", f"{mimetypes.guess_type(name)[0]}; charset=utf-8")
        self.finish((pages.folder() / name).read_bytes())


class _Open(_Base):
    """The address that a browser is started with: it leads to the desk once."""

    def initialize(self, ticket: Ticket, **given: Any) -> None:  # type: ignore[override]
        super().initialize(**given)
        self.ticket = ticket

    def get(self, word: str) -> None:
        if not self.ticket.take(word):
            raise web.HTTPError(404)
        self.redirect(f"/{self.secret}/", status=303)


class _Clip(_Base):
    """The page that the bookmark opens. It has no secret; the data is behind the `#`, which is not sent."""

    from_anywhere = True

    def get(self) -> None:
        self.finish(_CLIP)


class _Page(_Base):
    """A page behind the secret."""

    def prepare(self) -> None:
        super().prepare()
        given = self.path_kwargs.pop("secret", "")
        if not hmac.compare_digest(str(given).encode(), self.secret.encode()):
            raise web.HTTPError(404)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, UserError):  # such as settings that cannot be read
            self.show(pages.message_page(self.base, "Not now", error.message, error.hint), 422)
        else:
            super().write_error(status_code, **kwargs)

    @property
    def base(self) -> str:
        return f"/{self.secret}/"

    def argument(self, name: str) -> str:
        """An argument of the address or the form, as it is."""
        found = self.get_arguments(name, strip=False)
        return found[-1].replace("\r\n", "\n") if found else ""

    def posted(self) -> Mapping[str, list[str]]:
        """The fields of the form that was sent."""
        return {
            name: [value.decode("utf-8", "replace") for value in values]
            for name, values in self.request.body_arguments.items()
        }

    def go(self, path: str) -> None:
        """Go on to another page, so that reloading it does nothing twice."""
        self.redirect(f"{self.base}{path}", status=303)

    def kind(self, word: str) -> Kind:
        found = next((kind for kind in EDITABLE if kind.command == word), None)
        if found is None:
            raise web.HTTPError(404)
        return found

    def opened(self) -> Opened:
        """The record that a form was opened for, as it is now; `Outdated` if it has changed."""
        path, number = self.argument("path"), self.argument("n")
        kind = kind_of_path(path)
        if kind is None or (number and not number.isdecimal()):
            raise web.HTTPError(404)
        return self.desk.current(self.argument("base"), kind, path, int(number) if number else None)

    def texts(self, kind: Kind) -> dict[str, str]:
        """The answers that were sent; files that came with them are kept, and named in their field."""
        posted = self.posted()
        texts = posted_texts(posted, names_asked(kind, posted))
        for name, files in self.request.files.items():
            field = name.removeprefix("file:")
            if field not in texts:
                continue
            where = "content/private/evidence" if field == "evidence" else "content/images"
            for file in files:
                if not file["body"]:
                    continue
                path = store(self.desk.root, where, file["filename"], file["body"])
                self.desk.dropped.append(path)
                shown = f"![]({path})\n" if field == BODY else path
                texts[field] = shown if field == "image" else "\n".join(filter(None, (texts[field], shown)))
        who = self.argument("who").strip()
        if kind.name == "contacts" and who and not (texts["first_name"] or texts["last_name"]):
            texts.update({key: text for key, text in self.known(who).items() if not texts.get(key)})
        return texts

    def known(self, who: str) -> dict[str, str]:
        """What is known of the person of that name."""
        before = latest_contact(self.desk.journal.contacts, who)
        if before is None:
            guess = guess_name(who)
            return {"first_name": guess.first, "last_name": guess.last}
        return {
            "first_name": before.first_name or "",
            "last_name": before.last_name or "",
            "title": before.title or "",
            "employer": before.employer or "",
            "person": before.person or "",
        }

    def show(self, html: str, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    def say(self, data: object) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(data))


class _Week(_Page):
    def get(self) -> None:
        self.show(pages.week_page(self.desk, self.base))


_NOT_YET = "Not saved yet: it would not count. See why, and save again if it is meant so."


class _Form(_Page):
    """A form that was sent: look at it, keep it or show it again."""

    def answer(self, kind: Kind, texts: dict[str, str], judged: Judgement, opened: Opened | None) -> None:
        """Save it, unless something has to be said first."""

        def again(status: int, **said: Any) -> None:
            said["who"] = self.argument("who")
            html = pages.form_page(
                self.desk, self.base, kind, texts, judged, opened, show_problems=True, status=said
            )
            self.show(html, status)

        if self.argument("do") == "preview":
            again(200, preview=self.preview_of(texts.get(BODY, "")))
        elif judged.is_unchanged:
            again(200)
        elif judged.draft is None:
            again(422)
        elif judged.key and self.argument("shown") != judged.key:
            again(200, error=_NOT_YET)  # why it does not count was not seen yet
        else:
            try:
                save = self.desk.save_new if opened is None else None
                change = save(kind, judged) if save else self.desk.save_edit(judged)
            except UserError as fault:
                status = 507 if isinstance(fault, MachineError) else 409
                again(status, error=fault.message, hint=fault.hint or "")
                return
            self.desk.last = judged
            self.go(f"saved/{change.number}")

    def preview_of(self, body: str) -> Any:
        from markupsafe import Markup

        from generator.desk.preview import preview_html

        language = self.desk.journal.portfolio.site.markdown
        return Markup(preview_html(body, self.base, language))  # noqa: S704 - sanitized there


class _New(_Form):
    def get(self, word: str) -> None:
        kind = self.kind(word)
        texts, who = self.desk.new_texts(kind), self.argument("who").strip()
        if kind.name == "contacts" and who:
            texts |= self.known(who)
        status = {"who": who}
        self.show(pages.form_page(self.desk, self.base, kind, texts, Judgement(), status=status))

    def post(self, word: str) -> None:
        kind = self.kind(word)
        try:
            texts = self.texts(kind)
        except UserError as fault:
            return self.refuse(kind, fault, None)
        self.answer(kind, texts, self.desk.judge_new(kind, texts), None)
        return None

    def refuse(self, kind: Kind, fault: UserError, opened: Opened | None) -> None:
        """Show the form again because a file that came with it cannot be kept."""
        posted = self.posted()
        texts = posted_texts(posted, names_asked(kind, posted))
        said = {"error": fault.message, "hint": fault.hint or "", "who": self.argument("who")}
        html = pages.form_page(self.desk, self.base, kind, texts, Judgement(), opened, status=said)
        self.show(html, 507 if isinstance(fault, MachineError) else 422)


class _Edit(_New):
    def get(self, word: str = "") -> None:  # noqa: ARG002 - the other form's signature
        line, column = (self.argument(name) for name in ("line", "column"))
        location = Location(
            self.argument("path"),
            int(line) if line.isdecimal() else None,
            int(column) if column.isdecimal() else None,
        )
        opened = self.desk.open_at(location)
        if opened is None:
            self.go(pages.file_link("", location))
            return
        judged, focus = self.desk.findings_at(opened, location)
        html = pages.form_page(
            self.desk,
            self.base,
            opened.kind,
            opened.texts,
            judged,
            opened,
            show_problems=True,
            status={"focus": focus},
        )
        self.show(html)

    def post(self, word: str = "") -> None:  # noqa: ARG002 - the other form's signature
        kind = kind_of_path(self.argument("path"))
        if kind is None:
            raise web.HTTPError(404)
        try:
            opened = self.opened()
        except Outdated as changed:
            self.tell_both(kind, changed.now)
            return
        try:
            texts = self.texts(kind)
        except UserError as fault:
            self.refuse(kind, fault, opened)
            return
        self.answer(kind, texts, self.desk.judge_edit(opened, texts), opened)

    def tell_both(self, kind: Kind, now: Opened | None) -> None:
        """Show both versions of a record that was changed in the file meanwhile."""
        posted = self.posted()
        texts = posted_texts(posted, names_asked(kind, posted))
        if now is None:
            message = "This record is not in the file any more. Nothing was written. What you typed:"
            lines = [("+", f"{name}: {text}") for name, text in texts.items() if text]
            self.show(pages.message_page(self.base, "Not there any more", message, None, lines), 409)
            return
        names = [name for name in texts if texts[name] or now.texts.get(name)]
        there = "\n".join(f"{name}: {now.texts.get(name, '')}" for name in names)
        mine = "\n".join(f"{name}: {texts[name]}" for name in names)
        said = {"mine": pages.changed_lines(there, mine)}
        judged = self.desk.judge_edit(now, texts)
        html = pages.form_page(self.desk, self.base, kind, texts, judged, now, status=said)
        self.show(html, 409)


class _Judge(_Page):
    """Judges what is typed, for the script: nothing is written."""

    def post(self, word: str | None = None) -> None:
        if word:
            kind = self.kind(word)
            judged = self.desk.judge_new(kind, self.texts(kind))
        else:
            try:
                opened = self.opened()
            except Outdated:
                judged = Judgement(general=("This record was changed in the file meanwhile.",))
            else:
                judged = self.desk.judge_edit(opened, self.texts(opened.kind))
                if judged.is_unchanged:
                    judged, _ = self.desk.findings_at(opened, Location(opened.path))
        lines = [*(("bad", text) for text in judged.general), *pages.told(judged)]
        self.say({"lines": lines, "problems": judged.problems, "key": judged.key})


class _Today(_Page):
    """One click: this was done today."""

    def post(self) -> None:
        try:
            opened = self.opened()
        except Outdated:
            self.show(
                pages.message_page(
                    self.base,
                    "Changed meanwhile",
                    "This record was changed in its file meanwhile. Nothing was written.",
                ),
                409,
            )
            return
        field = self.argument("field")
        if field not in pages.DAYS:
            raise web.HTTPError(404)
        texts = {**opened.texts, field: self.desk.today.isoformat()}
        judged = self.desk.judge_edit(opened, texts)
        if judged.draft is None:
            self.show(
                pages.message_page(
                    self.base, "Not written", " ".join(judged.general) or "It has other mistakes: open it."
                ),
                422,
            )
            return
        change = self.desk.save_edit(judged)
        self.desk.last = judged
        self.go(f"saved/{change.number}")


class _Remove(_Page):
    """Removes a record; it can be undone."""

    def post(self) -> None:
        try:
            opened = self.opened()
            if not opened.kind.command:
                raise web.HTTPError(404)
            change = self.desk.remove(opened)
        except Outdated:
            message = "This record was changed in its file meanwhile. Nothing was removed."
            self.show(pages.message_page(self.base, "Changed meanwhile", message), 409)
        except UserError as fault:
            status = 507 if isinstance(fault, MachineError) else 409
            self.show(pages.message_page(self.base, "Not removed", fault.message, fault.hint), status)
        else:
            self.desk.last = None
            self.go(f"saved/{change.number}")


class _Saved(_Page):
    def get(self, number: str) -> None:
        change = self.desk.change(int(number))
        if change is None:
            raise web.HTTPError(404)
        is_last = change.number == len(self.desk.changes) and not change.undone
        self.show(pages.saved_page(self.base, change, self.desk.last if is_last else None))


class _Undo(_Page):
    def post(self, number: str) -> None:
        change = self.desk.change(int(number))
        if change is None or change.undone:
            raise web.HTTPError(404)
        try:
            self.desk.undo(change)
        except UserError as fault:
            now = self.desk.bytes_of(change.path)
            lines = pages.changed_lines(change.after, now)
            html = pages.message_page(self.base, "Not undone", fault.message, fault.hint, lines)
            self.show(html, 507 if isinstance(fault, MachineError) else 409)
            return
        self.go(f"saved/{change.number}")


class _Records(_Page):
    def get(self) -> None:
        self.show(pages.records_page(self.desk, self.base, self.argument("q")))


class _File(_Page):
    """A file as text, where no form can show it."""

    def get(self) -> None:
        path, line = self.argument("path"), self.argument("line")
        text, digest = self.desk.open_text(path)
        self.show(pages.file_page(self.base, path, text, digest, int(line) if line.isdecimal() else 1))

    def post(self) -> None:
        path, text = self.argument("path"), self.argument("text")
        try:
            change = self.desk.save_text(path, text, self.argument("base"))
        except Outdated:
            now, digest = self.desk.open_text(path)
            error = "This file was changed by another program meanwhile."
            lines = pages.changed_lines(now, text)
            self.show(pages.file_page(self.base, path, text, digest, 1, error, lines), 409)
            return
        except UserError as fault:
            error = f"{fault.message} {fault.hint or ''}".strip()
            status = 507 if isinstance(fault, MachineError) else 422
            self.show(pages.file_page(self.base, path, text, self.argument("base"), 1, error=error), status)
            return
        self.desk.last = None
        self.go(f"saved/{change.number}" if change else "")


class _Person(_Page):
    def post(self) -> None:
        self.say(self.known(self.argument("who").strip()))


class _Preview(_Form):
    def post(self) -> None:
        self.finish(str(self.preview_of(self.argument("body"))))


class _Picture(_Page):
    """A picture of the portfolio, for the preview."""

    def get(self, name: str) -> None:
        kind = picture_type(name)
        data = self.desk.picture(name) if kind else None
        if data is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", str(kind))
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        self.finish(data)


class _Upload(_Page):
    """Keeps a dropped file at once, and says what its path is."""

    def post(self) -> None:
        files = self.request.files.get("file", [])
        if not files:
            raise web.HTTPError(404)
        try:
            path = store(self.desk.root, self.argument("to"), files[0]["filename"], files[0]["body"])
        except UserError as fault:
            self.set_status(507 if isinstance(fault, MachineError) else 422)
            self.say({"error": f"{fault.message} {fault.hint or ''}".strip()})
            return
        self.desk.dropped.append(path)
        self.say({"path": path})


class _Commit(_Page):
    """What is not committed yet; commits it, and pushes it if that is asked for."""

    def get(self) -> None:
        self.show_page()

    def show_page(self, status: int = 200, **said: Any) -> None:
        """The page; a commit that was made stays told when the push fails."""
        self.show(pages.commit_page(self.desk, self.base, **said), status)

    async def post(self) -> None:
        chosen = self.get_arguments("file", strip=False)
        message = " ".join(self.argument("message").split())
        try:
            name = self.desk.commit(chosen, message)
        except UserError as fault:
            self.show_page(409, error=fault.message, hint=fault.hint or "", message=message)
            return
        if self.argument("do") == "push":
            await self.push(name)
        else:
            self.show_page(done=f"Committed ({name[:7]}). It is on this machine only until you push.")

    async def push(self, name: str) -> None:
        """Push, while other tabs are answered."""
        try:
            to = await ioloop.IOLoop.current().run_in_executor(None, git_commit.push, self.desk.root)
        except UserError as fault:
            made = f"Committed ({name[:7]})." if name else ""
            self.show_page(502, done=made, error=fault.message, hint=fault.hint or "")
            return
        made = f"Committed ({name[:7]}) and pushed" if name else "Pushed"
        self.show_page(done=f"{made} to {to.remote}, branch {to.branch}.")


class _Push(_Commit):
    """Pushes what was committed before."""

    def get(self) -> None:
        self.go("commit")

    async def post(self) -> None:
        await self.push("")


class _Bookmarklet(_Page):
    def get(self) -> None:
        self.show(pages.bookmarklet_page(self.base, f"http://{ADDRESS}:{self.port}"))
