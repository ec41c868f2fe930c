"""Check the HTML of a page: well-formed, complete, and within the content security policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.core.messages import Message, Value
from generator.public.view import SiteView

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_FRAMES = {"iframe", "frame", "object", "embed", "form", "base", "audio", "video"}
_LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background"}
_LINKING = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect"}
_DATA = {"application/ld+json", "application/json"}  # scripts of these types are never run
_POISON = "alert(1)"  # part of every text of the hostile portfolio


class Problem(NamedTuple):
    """Something wrong with a page, at an offset in its HTML."""

    text: Message
    offset: int | None


class FileProblem(NamedTuple):
    """Something wrong with a file of the theme, at a line."""

    text: Message
    path: Path
    line: int | None


class PageReader(HTMLParser):
    """Parses a page: its tags with attributes and offsets, the text by tag, and problems."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str], int]] = []
        self.words: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._open: list[tuple[str, int]] = []
        self._ids: set[str] = set()
        self.feed(text)
        self.close()
        self.problems += [
            Problem(Message("theme-page-malformed.unclosed", tag=tag), offset) for tag, offset in self._open
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        self._note(tag, attrs)
        if tag not in VOID:
            self._open.append((tag, self._at()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens and is closed at once."""
        self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        elif any(name == tag for name, _ in self._open):
            while self._open[-1][0] != tag:
                name, offset = self._open.pop()
                self.problems.append(Problem(Message("theme-page-malformed.unclosed", tag=name), offset))
            self._open.pop()
        else:
            self.problems.append(Problem(Message("theme-page-malformed.not-open", tag=tag), self._at()))

    def handle_data(self, data: str) -> None:
        """Text directly in a tag."""
        tag = self._open[-1][0] if self._open else ""
        self.words[tag] = self.words.get(tag, "") + data
        if tag == "script" and data.strip() and self.tags[-1][1].get("type") not in _DATA:
            self.problems.append(_inline(Message("theme-blocked-by-policy.script"), data, self._at()))
        if tag == "style" and data.strip():
            self.problems.append(_inline(Message("theme-blocked-by-policy.style"), data, self._at()))

    def all(self, tag: str) -> list[Mapping[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes, _ in self.tags if name == tag]

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        offset = self._at()
        self.tags.append((tag, attributes, offset))
        if len(attributes) != len(attrs):
            self.problems.append(Problem(Message("theme-page-malformed.attribute-twice", tag=tag), offset))
        name = attributes.get("id")
        if name is not None and name in self._ids:
            self.problems.append(Problem(Message("theme-page-malformed.id-twice", id=name), offset))
        self._ids.add(name or "")
        self.problems += _refused(tag, attributes, offset)
        self.problems += _incomplete_picture(tag, attributes, offset)
        self.problems += _elsewhere(tag, attributes, offset)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _refused(tag: str, attributes: Mapping[str, str], offset: int) -> Iterator[Problem]:
    """What the content security policy blocks, or what would be active content without it."""
    if tag in _FRAMES:
        yield Problem(Message("theme-blocked-by-policy.tag", tag=tag), offset)
    for name, value in attributes.items():
        if name == "style" or name == "srcdoc" or name.startswith("on"):
            yield _inline(Message("theme-blocked-by-policy.attribute", name=name, tag=tag), value, offset)
        scheme = re.sub(r"[\x00-\x20]", "", value).partition(":")[0].lower()
        if name in {"href", *_LOADS} and scheme in {"javascript", "vbscript", "data"}:
            what = Message("theme-blocked-by-policy.scheme", name=name, tag=tag, scheme=scheme)
            yield _inline(what, value, offset)


def _incomplete_picture(tag: str, attributes: Mapping[str, str], offset: int) -> Iterator[Problem]:
    """An image without its size, which makes the page jump, or without a description."""
    if tag != "img":
        return
    unsized = [name for name in ("width", "height") if not attributes.get(name, "").isdigit()]
    if unsized:
        yield Problem(Message("theme-picture-incomplete.size", name=" and no ".join(unsized)), offset)
    if "alt" not in attributes:
        yield Problem(Message("theme-picture-incomplete.alt"), offset)


def _elsewhere(tag: str, attributes: Mapping[str, str], offset: int) -> Iterator[Problem]:
    """What a page loads from another host. Links are checked in `unasked_links`."""
    loads = {name: attributes[name] for name in _LOADS & attributes.keys()}
    if tag == "link" and _LINKING & set(attributes.get("rel", "").lower().split()):
        loads["href"] = attributes.get("href", "")
    for name, value in sorted(loads.items()):
        host = host_of(value)
        if host:
            yield Problem(Message("theme-other-host.of-tag", name=name, tag=tag, host=host), offset)


def host_of(link: str) -> str:
    """The host of a link; empty for links within the site and invalid ones."""
    try:
        return urlsplit(link.strip()).hostname or ""
    except ValueError:
        return ""


def _inline(what: Message, value: str, offset: int) -> Problem:
    """A problem with inline code: from the portfolio's text, or the theme's own."""
    key = "theme-text-unescaped.is-text" if _POISON in value else "theme-blocked-by-policy.refused"
    return Problem(Message(key, what=what), offset)


_ALLOWED_HOSTS = {"github.com"}  # the base links to the graduate's profile there
POLICY = "Content-Security-Policy"
_WEAK = re.compile(r"'unsafe-(?:inline|eval|hashes)'|[ ](?:\*|https?:|data:|blob:)(?=[ ;]|\Z)")


def is_redirect(page: PageReader) -> bool:
    """Whether the page is a redirect."""
    return any(meta.get("http-equiv", "").lower() == "refresh" for meta in page.all("meta"))


def missing(page: PageReader, language: str) -> Iterator[Problem]:
    """Required elements that a page lacks."""
    if [html.get("lang") for html in page.all("html")] != [language]:
        yield _lacks("theme-page-incomplete.language", language=language)
    if not page.words.get("title", "").strip():
        yield _lacks("theme-page-incomplete.title")
    headings = len(page.all("h1"))
    if headings != 1:
        yield _lacks(
            "theme-page-incomplete.headings", count=headings or Message("theme-page-incomplete.no-such")
        )
    if not any(meta.get("name") == "viewport" for meta in page.all("meta")):
        yield _lacks("theme-page-incomplete.viewport")
    yield from _policy(page)
    yield from _main(page)


def _policy(page: PageReader) -> Iterator[Problem]:
    """The policy must come first in the head: it does not apply to elements before it."""
    head = next((index for index, (tag, _, _) in enumerate(page.tags) if tag == "head"), None)
    first = page.tags[head + 1] if head is not None and head + 1 < len(page.tags) else None
    if first is None or first[1].get("http-equiv") != POLICY:
        yield _lacks("theme-page-incomplete.policy", policy=POLICY)
    elif "default-src 'none'" not in (policy := first[1].get("content", "")) or _WEAK.search(policy):
        yield Problem(Message("theme-blocked-by-policy.weaker"), first[2])


def _main(page: PageReader) -> Iterator[Problem]:
    mains = page.all("main")
    if len(mains) != 1:
        count = len(mains) or Message("theme-page-incomplete.no-such")
        yield _lacks("theme-page-incomplete.mains", count=count)
        return
    first = next(iter(page.all("a")), {})
    if not mains[0].get("id") or first.get("href") != f"#{mains[0]['id']}":
        yield _lacks("theme-page-incomplete.skip-link")


def _lacks(text: str, **params: Value) -> Problem:
    return Problem(Message(text, **params), None)


def unasked_links(page: PageReader, view: SiteView) -> Iterator[Problem]:
    """Links to hosts that are not in the portfolio: they come from the theme and would be on every site."""
    portfolio_text = repr(view)
    for tag, attributes, offset in page.tags:
        host = host_of(attributes.get("href", "")) if tag == "a" else ""
        if host and host not in portfolio_text and host not in _ALLOWED_HOSTS:
            yield Problem(Message("theme-link-to-other-host.here", host=host), offset)


_WORKS_AT_HOME = 3


def works_without_cover(page: PageReader, view: SiteView, address: str) -> Iterator[Problem]:
    """The home page and the list of projects show each work with its cover, a picture or a drawing."""
    least = {"index.html": min(_WORKS_AT_HOME, len(view.projects)), "projects/index.html": len(view.projects)}
    works = least.get(address, 0)
    plates = [drawing for drawing in page.all("svg") if "plate" in drawing.get("class", "").split()]
    covers = len(page.all("img")) + len(plates)
    if address == "index.html" and view.portrait_file is not None:
        covers -= 1
    if covers < works:
        yield _lacks("theme-work-without-cover.fewer", works=works, covers=max(covers, 0))


def weeks_without_table(page: PageReader, view: SiteView, address: str) -> Iterator[Problem]:
    """The page of the weeks must have a table with the data of the strip."""
    if view.progress is None or address != "progress/index.html":
        return
    rows = len([row for row in page.all("th") if row.get("scope") == "row"])
    if not page.all("table") or rows < len(view.progress.weeks):
        yield _lacks("theme-weeks-without-table.rows", count=len(view.progress.weeks))
