"""What every page must have, whatever it looks like: a language, one heading, a way past the navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.core.messages import Message, Value
from generator.public.view import SiteView
from generator.theme_check.html import PageReader, Problem, host_of

_OURS = {"github.com"}  # the base links to the graduate's profile there
POLICY = "Content-Security-Policy"
_WEAK = re.compile(r"'unsafe-(?:inline|eval|hashes)'|[ ](?:\*|https?:|data:|blob:)(?=[ ;]|\Z)")


def is_signpost(page: PageReader) -> bool:
    """Whether the page only sends its reader on to another."""
    return any(meta.get("http-equiv", "").lower() == "refresh" for meta in page.all("meta"))


def missing(page: PageReader, language: str) -> Iterator[Problem]:
    """What an ordinary page lacks."""
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
    """The policy comes first in the head: what stands before it is not held to it."""
    head = next((location for location, (tag, _, _) in enumerate(page.tags) if tag == "head"), None)
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
    """Links to hosts that stand nowhere in the portfolio: the theme's own, in everybody's site."""
    written = repr(view)
    for tag, attributes, at in page.tags:
        host = host_of(attributes.get("href", "")) if tag == "a" else ""
        if host and host not in written and host not in _OURS:
            yield Problem(Message("theme-link-to-other-host.here", host=host), at)


def weeks_without_table(page: PageReader, view: SiteView, address: str) -> Iterator[Problem]:
    """The page of the weeks says in a table what their drawing draws."""
    if view.progress is None or address != "progress/index.html":
        return
    rows = len([row for row in page.all("th") if row.get("scope") == "row"])
    if not page.all("table") or rows < len(view.progress.weeks):
        yield _lacks("theme-weeks-without-table.rows", count=len(view.progress.weeks))
