"""All Markdown of a view, converted once, with what was found wrong in it, at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType

from generator.core.addresses import IMAGES
from generator.core.text import nearest
from generator.diagnostics import Diagnostic, Place, Severity
from generator.render.addresses import absolute, relative
from generator.render.budget import LONGEST, SECONDS, convert
from generator.render.converted import TOO_DEEP, TOO_LONG, TOO_SLOW
from generator.render.finish import Finished, Setting, finish
from generator.render.leads import lead_files, picture_file
from generator.render.pictures.album import Album
from generator.render.targets import Known, candidates, places_of, resolve
from generator.views.public import PageView, PostView, ProjectView, SiteView

Written = PostView | ProjectView | PageView

_SOURCE = re.compile(r'<img[^>]*?\ssrc="([^"]*)"')
_BARE = re.compile(r"!\[\s*\]\(\s*<?\Z")
_WRITTEN = ("content/blog/", "content/projects/", "content/pages/")
_UNPUBLISHED = "It is a draft, dated later, or has faults of its own. Publish it first, or take the link out."
_NO_SOURCES: Mapping[str, str] = MappingProxyType({})
_NO_ALT = "Write what it shows between the brackets: ![A map of late buses](…)."
_TROUBLE = {
    TOO_LONG: (
        f"This text is longer than {LONGEST // 1024} KB.",
        "Split it into several posts, or put what is data into a file that the text links to.",
    ),
    TOO_DEEP: (
        "Lists or quotes are nested too deeply here to be shown.",
        "Look for a long run of list marks or spaces that was pasted in.",
    ),
    TOO_SLOW: (
        f"This text could not be converted within {SECONDS:.0f} seconds.",
        "Look for long runs of brackets, tags or backslashes that were pasted in.",
    ),
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
    found: list[Diagnostic] = []
    everything: tuple[Written, ...] = (*view.posts, *view.projects, *view.pages)
    raws = [(written, _raw(written, cache, found)) for written in everything]
    album.prepare(_wanted(view, raws, known))
    texts = {written.path: _text(written, raw, known, album) for written, raw in raws}
    ids = {text.of.address: text.made.ids for text in texts.values()}
    for text in texts.values():
        found += _findings(text, ids, known, sources)
    return texts, found


def for_feed(text: Text, known: Known, album: Album, url: str) -> str:
    """The same text for readers far from its page: all links whole."""

    def link(target: str) -> str:
        return absolute(target, url)

    setting = Setting(text.of.path, text.of.address, link, in_feed=True)
    return finish(text.raw, known, album, setting).html


def _raw(written: Written, cache: Path | None, found: list[Diagnostic]) -> str:
    made = convert(written.body, cache)
    if made.trouble is None:
        return made.html or ""
    message, hint = _TROUBLE[made.trouble]
    place = Place(written.path, written.body_line)
    found.append(Diagnostic(made.trouble, Severity.ERROR, message, place, hint=hint))
    return f"<p><em>{escape(message)}</em></p>"


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
            message = f"The link “{link}” leads to a page that is not published."
            yield from _told(text, link, "broken-link", message, _UNPUBLISHED)
        else:
            message = f"The link “{link}” leads nowhere."
            yield from _told(text, link, "broken-link", message, _near(link, known))
    for link in dict.fromkeys(_lost_anchors(text, ids)):
        message = f"The link “{link}” points at a heading that is not there."
        hint = "The name of a heading is its text in small letters, with - between the words."
        yield from _told(text, link, "broken-link", message, hint)
    yield from _picture_findings(text, known)


def _is_unpublished(link: str, written: Written, sources: Mapping[str, str]) -> bool:
    """Whether a file is there, as a draft or a post dated later is."""
    return any(
        path.startswith(_WRITTEN) and path.endswith(".md") and path in sources
        for path in candidates(link, written.path, written.address)
    )


def _picture_findings(text: Text, known: Known) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.made.missing):
        message = f"There is no picture “{link}” in content/images/."
        yield from _told(text, link, "image-missing", message, _near(link, known))
    for link in dict.fromkeys(text.made.remote):
        message = f"The picture “{link}” is on another host, so its description is shown instead."
        hint = "Save it into content/images/: a visitor's browser should call nobody else."
        yield from _told(text, link, "image-remote", message, hint, Severity.WARNING)
    for link, (name, trouble) in text.made.unusable.items():
        yield from _told(text, link, trouble.rule, f"content/images/{name} {trouble.message}", trouble.hint)
    for link in dict.fromkeys(text.made.undescribed):
        message = f"Nothing says what the picture “{link}” shows."
        told = _told(text, link, "image-without-alt", message, _NO_ALT, Severity.WARNING)
        bare = [one for one in told if _is_bare(one.place, text)]
        yield from bare or _told(text, link, "image-without-alt", message, _NO_ALT, Severity.WARNING)


def _is_bare(place: Place, text: Text) -> bool:
    """Whether what stands at `place` is a picture without a word in its brackets, not one beside it."""
    line = text.of.body.split("\n")[(place.line or 1) - text.of.body_line]
    return _BARE.search(line[: (place.column or 1) - 1]) is not None


def _lost_anchors(text: Text, ids: Mapping[str, set[str]]) -> Iterator[str]:
    """Links with a fragment that no heading or note of the page they lead to has."""
    for link, target in text.made.links:
        if target.fragment and target.address in ids and target.fragment not in ids[target.address]:
            yield link


def _told(
    text: Text, link: str, rule: str, message: str, hint: str | None, severity: Severity = Severity.ERROR
) -> Iterator[Diagnostic]:
    for line, column in places_of(link, text.of.body):
        place = Place(text.of.path, text.of.body_line + line, column)
        yield Diagnostic(rule, severity, message, place, hint=hint)


def _near(link: str, known: Known) -> str | None:
    """What may have been meant, by the last part of the path."""
    name = link.partition("#")[0].rstrip("/").rpartition("/")[2]
    paths = [*known.pages, *(f"content/images/{file}" for file in known.images)]
    names = {path.rpartition("/")[2]: path for path in sorted(paths)}
    close = nearest(name, names)
    return f"Did you mean {names[close]}?" if close else None
