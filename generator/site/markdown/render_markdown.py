"""Render all Markdown of a view, with findings at the line they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType

from generator.core.addresses import IMAGES
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message, Value
from generator.core.text import SimilarWords
from generator.public.view import PageView, PostView, ProjectView, SiteView
from generator.site.images.album import Album
from generator.site.lead_images import lead_files, picture_file
from generator.site.markdown.highlight import uncoloured
from generator.site.markdown.link_targets import LinkTargets, candidates, occurrences, resolve
from generator.site.markdown.postprocess import Placement, SafeHtml, postprocess
from generator.site.markdown.timeout import LONGEST, SECONDS, TOO_DEEP, TOO_LONG, TOO_SLOW, convert
from generator.site.urls import absolute, relative

TextView = PostView | ProjectView | PageView
"""A view with a body in Markdown."""

_SOURCE = re.compile(r'<img[^>]*?\ssrc="([^"]*)"')
_BARE = re.compile(r"!\[\s*\]\(\s*<?\Z")
_WRITTEN = ("content/blog/", "content/projects/", "content/pages/")
_NO_SOURCES: Mapping[str, str] = MappingProxyType({})
_MESSAGES = {
    TOO_LONG: Message("markdown-too-long.here", most=LONGEST // 1024),
    TOO_DEEP: Message("markdown-too-deep.here"),
    TOO_SLOW: Message("markdown-too-slow.here", seconds=round(SECONDS)),
}


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A rendered text. `raw` is not sanitized: it is for `postprocess` only."""

    source: TextView
    raw: str
    result: SafeHtml

    @property
    def html(self) -> str:
        """Sanitized HTML for the text's own page."""
        return self.result.html


def render_markdown(
    view: SiteView,
    targets: LinkTargets,
    album: Album,
    cache: Path | None = None,
    sources: Mapping[str, str] = _NO_SOURCES,
) -> tuple[dict[str, RenderedText], list[Diagnostic]]:
    """The texts of all posts, projects and pages by path, and the findings.

    `cache` keeps converted Markdown. `sources` has every text below `content/`, to tell whether the target
    of a broken link exists but is not published.
    """
    diagnostics: list[Diagnostic] = []
    views: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
    raw_texts = [(text_view, _raw(text_view, cache, diagnostics)) for text_view in views]
    album.prepare(_shown_pictures(view, raw_texts, targets))
    texts = {text_view.path: _text(text_view, raw, targets, album) for text_view, raw in raw_texts}
    ids = {text.source.address: text.result.ids for text in texts.values()}
    meant = _Meant(targets)
    for text in texts.values():
        diagnostics += _findings(text, ids, meant, sources)
    return texts, diagnostics


def render_for_feed(text: RenderedText, targets: LinkTargets, album: Album, url: str) -> str:
    """The HTML of a text for feeds: all links are absolute."""

    def link(target: str) -> str:
        return absolute(target, url)

    placement = Placement(text.source.path, text.source.address, link, in_feed=True)
    return postprocess(text.raw, targets, album, placement).html


def _raw(source: TextView, cache: Path | None, diagnostics: list[Diagnostic]) -> str:
    converted = convert(source.body, cache)
    if converted.problem is None:
        return converted.html or ""
    message = _MESSAGES[converted.problem]
    diagnostics.append(diagnostic(message, Location(source.path, source.body_line)))
    return f"<p><em>{escape(message.text)}</em></p>"


def _shown_pictures(
    view: SiteView, raw_texts: list[tuple[TextView, str]], targets: LinkTargets
) -> Iterator[str]:
    """The pictures that pages will show, to encode them in parallel; a missed one is encoded on demand."""
    yield from (file for file, _ in lead_files(view, targets.images))
    for text_view, raw in raw_texts:
        for source in _SOURCE.findall(raw):
            target = resolve(unescape(source), text_view.path, text_view.address, targets)
            if target is not None and target.address.startswith(IMAGES):
                yield target.address.removeprefix(IMAGES)


def _text(source: TextView, raw: str, targets: LinkTargets, album: Album) -> RenderedText:
    lead = None if isinstance(source, PageView) else picture_file(source.picture, album)

    def link(target: str) -> str:
        return relative(target, source.address)

    placement = Placement(source.path, source.address, link, has_lead_image=lead is not None)
    return RenderedText(source, raw, postprocess(raw, targets, album, placement))


def _findings(
    text: RenderedText, ids: Mapping[str, set[str]], meant: _Meant, sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.result.broken):
        if _is_unpublished(link, text.source, sources):
            yield from _at_link(text, link, "broken-link.unpublished")
        else:
            yield from _at_link(text, link, "broken-link.in-text", hint=meant.hint(link))
    for link in dict.fromkeys(_broken_fragments(text, ids)):
        yield from _at_link(text, link, "broken-link.heading")
    yield from _picture_findings(text, meant)
    yield from _code_findings(text)


def _code_findings(text: RenderedText) -> Iterator[Diagnostic]:
    """A note at the fence of each block that is shown without colours."""
    body, at = text.source.body, 0
    for code in uncoloured(text.raw):
        found = body.find(code, at)
        at = max(found, at) + 1
        line = max(body.count("\n", 0, found) - 1, 0) if found >= 0 else 0
        location = Location(text.source.path, text.source.body_line + line)
        yield diagnostic("code-not-coloured", location, Severity.NOTE)


def _is_unpublished(link: str, source: TextView, sources: Mapping[str, str]) -> bool:
    """Whether the target is a file that exists, such as a draft or a post with a later date."""
    return any(
        path.startswith(_WRITTEN) and path.endswith(".md") and path in sources
        for path in candidates(link, source.path, source.address)
    )


def _picture_findings(text: RenderedText, meant: _Meant) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.result.missing):
        yield from _at_link(text, link, "image-missing.in-text", hint=meant.hint(link))
    for link in dict.fromkeys(text.result.remote):
        yield from _at_link(text, link, "image-remote.here", Severity.WARNING)
    for link, (name, problem) in text.result.unusable.items():
        yield from (diagnostic(problem.having(file=name), location) for location in _locations(text, link))
    for link in dict.fromkeys(text.result.undescribed):
        diagnostics = list(_at_link(text, link, "image-without-alt.in-text", Severity.WARNING))
        yield from [finding for finding in diagnostics if _is_bare(finding.location, text)] or diagnostics


def _is_bare(location: Location, text: RenderedText) -> bool:
    """Whether the Markdown at `location` is a picture with empty brackets, not another on its line."""
    line = text.source.body.split("\n")[(location.line or 1) - text.source.body_line]
    return _BARE.search(line[: (location.column or 1) - 1]) is not None


def _broken_fragments(text: RenderedText, ids: Mapping[str, set[str]]) -> Iterator[str]:
    """Links whose fragment is no heading or note of the target page."""
    for link, target in text.result.links:
        if target.fragment and target.address in ids and target.fragment not in ids[target.address]:
            yield link


def _at_link(
    text: RenderedText, link: str, key: str, severity: Severity = Severity.ERROR, **params: Value
) -> Iterator[Diagnostic]:
    for location in _locations(text, link):
        yield diagnostic(Message(key, link=link, **params), location, severity)


def _locations(text: RenderedText, link: str) -> Iterator[Location]:
    for line, column in occurrences(link, text.source.body):
        yield Location(text.source.path, text.source.body_line + line, column)


class _Meant:
    """Suggests what a broken link may mean, by the names of all pages and pictures."""

    def __init__(self, targets: LinkTargets) -> None:
        self._targets = targets

    @cached_property
    def _paths(self) -> dict[str, str]:
        paths = [*self._targets.pages, *(f"content/images/{file}" for file in self._targets.images)]
        return {path.rpartition("/")[2]: path for path in sorted(paths)}

    @cached_property
    def _names(self) -> SimilarWords:
        return SimilarWords(self._paths)

    def hint(self, link: str) -> Message | None:
        """A hint with the path whose last part is most similar."""
        name = link.partition("#")[0].rstrip("/").rpartition("/")[2]
        close = self._names.closest(name)
        return Message("broken-link.meant", path=self._paths[close]) if close else None
