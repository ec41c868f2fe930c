"""The address of the site, in whatever form people paste it: put right where it is clear, else refused."""

from __future__ import annotations

import datetime as dt
import ipaddress
import posixpath
import re
from urllib.parse import quote, unquote, urlsplit

from generator.core.messages import Message
from generator.model.fields import ONLY_HERE, SiteUrl

_MARKDOWN = re.compile(r"!?\[[^\]]*\]\(\s*<?([^\s<>()]+)>?\s*\)")
_AROUND = " \t\r\n\u00a0\u200b\u2060\ufeff<>\"'`“”„‘’«»()[]"
_SCHEME = re.compile(r"(?i)(?:h?t{1,3}ps?\s*[:;]?\s*[/\\]{1,3}|https?:)")
_OTHER_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:/|$))")
_SSH = re.compile(r"(?i)(?:ssh://)?git@([^:/]+)[:/](.+?)(?:\.git)?/?")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|md)$", re.IGNORECASE)
_PAGE = re.compile(r"/[^/]+\.(?:html?|php|md|pdf|aspx?)$", re.IGNORECASE)
_SAFE = "/@!$&'()*+,;=:~-._"
# Letters that the old and the new standard for names in other scripts write in two ways.
_IN_TWO_WAYS = "ßς\u200c\u200d"
# Hosts that serve every site by https.
_SECURE = (".github.io", ".gitlab.io", ".netlify.app", ".pages.dev", ".vercel.app", ".codeberg.page")
# Where people keep code or settings → the host that shows what they publish there.
_PUBLISHED = {
    "github.com": "github.io",
    "gitlab.com": "gitlab.io",
    "codeberg.org": "codeberg.page",
    "raw.githubusercontent.com": "github.io",
}
_NO_SITES = frozenset({"linkedin.com", "medium.com", "dev.to", "x.com", "twitter.com", "docs.google.com"})


def read_site_url(text: str, _: dt.tzinfo) -> SiteUrl | Message:
    """The address of a site that others can open, with a scheme, a lower-case host in ASCII and no query."""
    link = _MARKDOWN.fullmatch(text.strip())
    plain = (link[1] if link else text).strip(_AROUND).rstrip(",;")
    if match := _SSH.fullmatch(plain):
        plain = f"https://{match[1]}/{match[2]}"
    scheme = _SCHEME.match(plain)
    if scheme is None and _OTHER_SCHEME.match(plain):
        return Message("unreadable-address.site", text=text)
    is_plain_http = scheme is not None and re.fullmatch(r"(?i)http:[/\\]*", scheme[0]) is not None
    rest = (plain[scheme.end() :] if scheme else plain).lstrip("/\\")
    while (again := _SCHEME.match(rest)) is not None:
        rest = rest[again.end() :]
    if not rest or any(ord(char) <= 32 for char in rest) or "\\" in rest:
        return Message("unreadable-address.site", text=text)
    try:
        parts = urlsplit(f"//{rest}")
        port = parts.port
    except ValueError:
        return Message("unreadable-address.site", text=text)
    name = _host(parts.hostname or "", text)
    if isinstance(name, Message):
        return name
    is_secure = not is_plain_http or name.endswith(_SECURE)
    address = f"{'https' if is_secure else 'http'}://{name}"
    if port and port != (443 if is_secure else 80):
        address += f":{port}"
    has_more = bool(parts.query or parts.fragment or parts.username)
    return _read_rest(address, name, parts.path, has_more=has_more)


def _read_rest(address: str, host: str, path: str, *, has_more: bool) -> SiteUrl | Message:
    bare = host.removeprefix("www.")
    if (site := _published_at(bare, path)) is not None:
        return Message("unreadable-address.code", host=bare, meant=site)
    if bare in _NO_SITES:
        return Message("unreadable-address.not-a-site", host=bare)
    whole = address + _path(_INDEX.sub("/", path))
    if page := _PAGE.search(whole[len(address) :]):
        folder = address + whole[len(address) :][: page.start()]
        return Message("unreadable-address.page", meant=folder)
    if has_more:
        return Message("unreadable-address.more-than-site", meant=whole)
    return SiteUrl(whole)


def _host(name: str, text: str) -> str | Message:
    """The host in lower case and ASCII, or what is wrong with it; `text` is the whole address as written."""
    name = name.rstrip(".").lower()
    if name == "localhost" or name.endswith(ONLY_HERE):
        return Message("unreadable-address.only-here", text=text)
    try:
        number = ipaddress.ip_address(name)
    except ValueError:
        pass
    else:
        shown = f"[{name}]" if number.version == 6 else name
        return shown if number.is_global else Message("unreadable-address.only-here", text=text)
    if any(char in name for char in _IN_TWO_WAYS):
        return Message("unreadable-address.host-letters", text=text)
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return Message("unreadable-address.site", text=text)
    labels = name.split(".")
    is_host = len(labels) > 1 and len(name) <= 253 and all(map(_LABEL.fullmatch, labels))
    return name if is_host and not labels[-1].isdigit() else Message("unreadable-address.site", text=text)


def _path(path: str) -> str:
    """The path without empty and dotted parts, with other letters than ASCII escaped."""
    if not path.strip("/"):
        return path[:1]
    end = "/" if path.endswith("/") else ""
    return quote(unquote(posixpath.normpath("/" + path.lstrip("/"))), safe=_SAFE) + end


def _published_at(host: str, path: str) -> str | None:
    """The address of the site that is made from a repository or a provider's settings page."""
    names = [part for part in path.split("/") if part]
    if host in _PUBLISHED and names:
        user, pages = names[0].lower(), _PUBLISHED[host]
        own = f"{user}.{pages}"
        name = names[1].removesuffix(".git") if len(names) > 1 else own
        return f"https://{own}" if name.lower() == own else f"https://{own}/{name}"
    if host == "app.netlify.com" and len(names) > 1:
        return f"https://{names[1]}.netlify.app"
    if host == "vercel.com" and len(names) > 1:
        return f"https://{names[1]}.vercel.app"
    return None
