"""All Markdown of a view, converted once, with what was found wrong in it, at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType

from generator.core.addresses import IMAGES
from generator.core.messages import Message, Value
from generator.core.text import closest_match
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.site.urls import absolute, relative
from generator.site.markdown.timeout import LONGEST, SECONDS, convert
from generator.site.markdown.converted import TOO_DEEP, TOO_LONG, TOO_SLOW
from generator.site.markdown.postprocess import Finished, Setting, finish
from generator.site.lead_images import lead_files, picture_file
from generator.site.images.album import Album
from generator.site.markdown.link_targets import Known, candidates, places_of, resolve
from generator.public.view import PageView, PostView, ProjectView, SiteView

Written = PostView | ProjectView | PageView

_SOURCE = re.compile(r'<img[^>]*?\ssrc="([^"]*)"')
_BARE = re.compile(r"!\[\s*\]\(\s*<?\Z")
_WRITTEN = ("content/blog/", "content/projects/", "content/pages/")
_NO_SOURCES: Mapping[str, str] = MappingProxyType({})
_TROUBLE = {
    TOO_LONG: Message("markdown-too-long.here", most=LONGEST // 1024),
    TOO_DEEP: Message("markdown-too-deep.here"),
    TOO_SLOW: Message("markdown-too-slow.here", seconds=round(SECONDS)),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A converted text. `raw` is not cleaned: only `finish` may have it."""

    of: Written
    raw: str
    made: Finished

    @property
    def html(self) -> str:
        """Clean HTML for the text's own page."""
        return self.made.html


def read_texts(
    view: SiteView,
    known: Known,
    album: Album,
    cache: Path | None = None,
    sources: Mapping[str, str] = _NO_SOURCES,
) -> tuple[dict[str, Text], list[Diagnostic]]:
    """The texts of all posts, projects and pages by their paths, and the findings.

    `cache` keeps what Markdown became, by what it was made from. `sources` has every text below
    `content/`: asked only whether what a broken link means is there and not published.
    """
    diagnostics: list[Diagnostic] = []
    everything: tuple[Written, ...] = (*view.posts, *view.projects, *view.pages)
    raws = [(written, _raw(written, cache, diagnostics)) for written in everything]
    album.prepare(_wanted(view, raws, known))
    texts = {written.path: _text(written, raw, known, album) for written, raw in raws}
    ids = {text.of.address: text.made.ids for text in texts.values()}
    for text in texts.values():
        diagnostics += _findings(text, ids, known, sources)
    return texts, diagnostics


def for_feed(text: Text, known: Known, album: Album, url: str) -> str:
    """The same text for readers far from its page: all links whole."""

    def link(target: str) -> str:
        return absolute(target, url)

    setting = Setting(text.of.path, text.of.address, link, in_feed=True)
    return finish(text.raw, known, album, setting).html


def _raw(written: Written, cache: Path | None, diagnostics: list[Diagnostic]) -> str:
    converted = convert(written.body, cache)
    if converted.trouble is None:
        return converted.html or ""
    message = _TROUBLE[converted.trouble]
    diagnostics.append(diagnostic(message, Location(written.path, written.body_line)))
    return f"<p><em>{escape(message.text)}</em></p>"


def _wanted(view: SiteView, raws: list[tuple[Written, str]], known: Known) -> Iterator[str]:
    """The pictures that pages will show, so that all can be drawn at once; one forgotten is drawn later."""
    yield from (file for file, _ in lead_files(view, known.images))
    for written, raw in raws:
        for source in _SOURCE.findall(raw):
            target = resolve(unescape(source), written.path, written.address, known)
            if target is not None and target.address.startswith(IMAGES):
                yield target.address.removeprefix(IMAGES)


def _text(written: Written, raw: str, known: Known, album: Album) -> Text:
    lead = None if isinstance(written, PageView) else picture_file(written.picture, album)

    def link(target: str) -> str:
        return relative(target, written.address)

    setting = Setting(written.path, written.address, link, leads=lead is not None)
    return Text(written, raw, finish(raw, known, album, setting))


def _findings(
    text: Text, ids: Mapping[str, set[str]], known: Known, sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.made.broken):
        if _is_unpublished(link, text.of, sources):
            yield from _told(text, link, "broken-link.unpublished")
        else:
            yield from _told(text, link, "broken-link.in-text", hint=_near(link, known))
    for link in dict.fromkeys(_lost_anchors(text, ids)):
        yield from _told(text, link, "broken-link.heading")
    yield from _picture_findings(text, known)


def _is_unpublished(link: str, written: Written, sources: Mapping[str, str]) -> bool:
    """Whether a file is there, as a draft or a post dated later is."""
    return any(
        path.startswith(_WRITTEN) and path.endswith(".md") and path in sources
        for path in candidates(link, written.path, written.address)
    )


def _picture_findings(text: Text, known: Known) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.made.missing):
        yield from _told(text, link, "image-missing.in-text", hint=_near(link, known))
    for link in dict.fromkeys(text.made.remote):
        yield from _told(text, link, "image-remote.here", Severity.WARNING)
    for link, (name, trouble) in text.made.unusable.items():
        yield from (diagnostic(trouble.having(file=name), location) for location in _places(text, link))
    for link in dict.fromkeys(text.made.undescribed):
        diagnostics = list(_told(text, link, "image-without-alt.in-text", Severity.WARNING))
        yield from [one for one in diagnostics if _is_bare(one.location, text)] or diagnostics


def _is_bare(location: Location, text: Text) -> bool:
    """Whether what stands at `place` is a picture without a word in its brackets, not one beside it."""
    line = text.of.body.split("\n")[(location.line or 1) - text.of.body_line]
    return _BARE.search(line[: (location.column or 1) - 1]) is not None


def _lost_anchors(text: Text, ids: Mapping[str, set[str]]) -> Iterator[str]:
    """Links with a fragment that no heading or note of the page they lead to has."""
    for link, target in text.made.links:
        if target.fragment and target.address in ids and target.fragment not in ids[target.address]:
            yield link


def _told(
    text: Text, link: str, key: str, severity: Severity = Severity.ERROR, **params: Value
) -> Iterator[Diagnostic]:
    for location in _places(text, link):
        yield diagnostic(Message(key, link=link, **params), location, severity)


def _places(text: Text, link: str) -> Iterator[Location]:
    for line, column in places_of(link, text.of.body):
        yield Location(text.of.path, text.of.body_line + line, column)


def _near(link: str, known: Known) -> Message | None:
    """What may have been meant, by the last part of the path."""
    name = link.partition("#")[0].rstrip("/").rpartition("/")[2]
    paths = [*known.pages, *(f"content/images/{file}" for file in known.images)]
    names = {path.rpartition("/")[2]: path for path in sorted(paths)}
    close = closest_match(name, names)
    return Message("broken-link.meant", path=names[close]) if close else None
