"""Ask a server, mostly for JSON: time limits, retries, a size limit, and answers kept by their ETag.

Whatever goes wrong is `Unanswered`: then nothing is known, which is never the same as nothing done.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import stamina

from generator.core.cache import cache_get, cache_put
from generator.core.version import VERSION

MAX_BYTES = 8 * 1024 * 1024
ATTEMPTS = 4
PATIENCE_SECONDS = 60
"""For one answer, with all its retries."""
_CONNECT_SECONDS = 10
_READ_SECONDS = 20
_ANSWER_SECONDS = 30
"""For one attempt, however slowly the bytes come."""
_FROM_SERVER = frozenset({429, 500, 502, 503, 504})
MAX_REDIRECTS = 5


class Unanswered(Exception):  # noqa: N818 - the server's state, and no bug of ours
    """A server gave no usable answer. The message says why, in one sentence."""

    def __init__(self, message: str, *, status: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.hint = hint


class _TryAgain(Exception):  # noqa: N818 - says what to do
    """The same question may be answered later; `wait` is how long the server asks to wait."""

    def __init__(self, why: Unanswered, wait: float | None = None) -> None:
        super().__init__(why.message)
        self.why = why
        self.wait = wait


stamina.instrumentation.set_on_retry_hooks([])  # it would log each retry for the user to see


def _may_retry(error: Exception) -> bool | float:
    if not isinstance(error, _TryAgain):
        return False
    return True if error.wait is None else error.wait


class Client:
    """Asks one server, named `name` for people. `token` is sent to that server only.

    Without a token the connection need not be encrypted.
    """

    def __init__(
        self,
        name: str,
        base: str,
        token: Mapping[str, str],
        cache: Path | None = None,
        *,
        encrypted: bool = True,
    ) -> None:
        self.name = name
        self.base = base.rstrip("/")
        self.cache = cache
        if encrypted or token:
            check_address(base)
        self._client = httpx.Client(
            headers={"User-Agent": f"weekproof/{VERSION}", "Accept": "application/json", **token},
            timeout=httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
        )
        # One signed in may see more: what is kept for one token is not shown to another.
        self._who = hashlib.sha256(repr(sorted(token.items())).encode()).hexdigest()[:16]

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def post(self, body: object) -> Any:
        """The JSON that the server answers to `body` at its base address."""
        request = self._client.build_request("POST", self.base, json=body)
        data, _ = self._ask(request)
        return self._parsed(data)

    def post_bytes(self, address: str, body: bytes, kind: str, wanted: str) -> tuple[str, bytes]:
        """What the server answers to bytes of a media type: the type of its answer, and its bytes."""
        headers = {"Content-Type": kind, "Accept": wanted}
        request = self._client.build_request("POST", address, content=body, headers=headers)
        data, answer = self._ask(request)
        return answer.headers.get("content-type", ""), data

    def get(self, path: str, **params: str | int) -> tuple[Any, Mapping[str, str]]:
        """The JSON at `path` and the headers of the answer. An unchanged answer comes from the cache."""
        address = httpx.URL(f"{self.base}{path}", params=params)
        key = hashlib.sha256(f"{self._who} {address}".encode()).hexdigest()
        kept = _unpacked(cache_get(self.cache, "sync", key))
        for _ in range(MAX_REDIRECTS):
            headers = {"If-None-Match": kept["etag"]} if kept else {}
            data, answer = self._ask(self._client.build_request("GET", address, headers=headers))
            if answer.status_code == httpx.codes.NOT_MODIFIED and kept:
                return self._parsed(kept["body"].encode()), kept["headers"]
            if not answer.has_redirect_location:
                found = self._parsed(data)
                if "etag" in answer.headers:
                    entry = {"etag": answer.headers["etag"], "body": data.decode(), "headers": {}}
                    entry["headers"] = {
                        k: v for k, v in answer.headers.items() if k.startswith(("x-", "link"))
                    }
                    cache_put(self.cache, "sync", key, json.dumps(entry).encode())
                return found, answer.headers
            address = self._next(address, answer)
        raise Unanswered(f"{self.name} redirects in a circle.")

    def _next(self, address: httpx.URL, answer: httpx.Response) -> httpx.URL:
        target = address.join(answer.headers["location"])
        if (target.scheme, target.netloc) != (address.scheme, address.netloc):
            raise Unanswered(f"{self.name} redirects to another address, {target.host}.")
        return target

    def _ask(self, request: httpx.Request) -> tuple[bytes, httpx.Response]:
        try:
            for attempt in stamina.retry_context(
                on=_may_retry, attempts=ATTEMPTS, timeout=PATIENCE_SECONDS, wait_initial=0.5, wait_max=10
            ):
                with attempt:
                    return self._once(request)
        except _TryAgain as error:
            raise error.why from None
        raise AssertionError  # an attempt either returns or raises

    def _once(self, request: httpx.Request) -> tuple[bytes, httpx.Response]:
        try:
            answer = self._client.send(request, stream=True)
            try:
                data = self._read(answer)
            finally:
                answer.close()
        except httpx.TimeoutException:
            raise _TryAgain(Unanswered(f"{self.name} did not answer in time.")) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _TryAgain(self._unreachable(error)) from None
        self._check(answer)
        return data, answer

    def _unreachable(self, error: Exception) -> Unanswered:
        if isinstance(error, httpx.ConnectError):
            return Unanswered(f"{self.name} cannot be reached.", hint="Are you online? Try again later.")
        return Unanswered(f"{self.name} broke off its answer.")

    def _read(self, answer: httpx.Response) -> bytes:
        until, data = time.monotonic() + _ANSWER_SECONDS, bytearray()
        for part in answer.iter_bytes():
            data += part
            if len(data) > MAX_BYTES:
                raise Unanswered(f"{self.name} answered with more than {MAX_BYTES // 1024 // 1024} MB.")
            if time.monotonic() > until:
                raise Unanswered(f"{self.name} did not answer in time.")
        return bytes(data)

    def _check(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status < 300 or status == httpx.codes.NOT_MODIFIED:
            return
        if answer.has_redirect_location and answer.request.method == "GET":
            return
        is_limited = status == 429 or (
            status == 403
            and ("retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0")
        )
        if is_limited:
            self._limited(answer)
        if status in _FROM_SERVER:
            raise _TryAgain(Unanswered(f"{self.name} has a problem (status {status}).", status=status))
        if status == 401:
            hint = "The token is wrong or has expired."
            raise Unanswered(f"{self.name} does not accept the token.", status=status, hint=hint)
        raise Unanswered(f"{self.name} refused (status {status}).", status=status)

    def _limited(self, answer: httpx.Response) -> None:
        wait = _wait(answer.headers)
        hint = "Try again later." if wait is None else f"Try again in {max(1, round(wait / 60))} min."
        why = Unanswered(f"{self.name} has had too many requests.", status=answer.status_code, hint=hint)
        if wait is None or wait <= PATIENCE_SECONDS / 2:
            raise _TryAgain(why, wait)
        raise why

    def _parsed(self, data: bytes) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise Unanswered(f"{self.name} answered with something that is not JSON.") from None


def _wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that a server asks to wait: a number, a date, or when its limit is reset."""
    after = headers.get("retry-after", "")
    if after.isascii() and after.isdigit():
        return float(after[:9])
    try:
        until = parsedate_to_datetime(after).timestamp() if after else float(headers["x-ratelimit-reset"])
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
    return max(0.0, until - dt.datetime.now(dt.UTC).timestamp())


def check_address(base: str) -> None:
    """Refuse an address without encryption, except of this machine: a token would be readable on its way."""
    parts = urlsplit(base)
    if parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    ):
        return
    raise Unanswered(f"{parts.hostname or base} has no https address.")


def _unpacked(data: bytes | None) -> dict[str, Any] | None:
    try:
        entry = json.loads(data) if data else None
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and entry.keys() == {"etag", "body", "headers"} else None
