"""Render all Markdown of a view, with findings at the line they are about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType

from generator.core.addresses import IMAGES
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.file_names import looks_like, odd_space
from generator.core.messages import Message, Value
from generator.core.stamps import doubt
from generator.core.text import Dialect, SimilarWords, truncate
from generator.markdown.convert import LONGEST, SECONDS, TOO_DEEP, TOO_LONG, TOO_SLOW, convert
from generator.markdown.converted import Place, PlaceKind
from generator.markdown.highlight import uncoloured
from generator.public.view import PageView, PostView, ProjectView, SiteView
from generator.site.i18n.lookup import language_of
from generator.site.images.album import Album
from generator.site.lead_images import lead_files, picture_file
from generator.site.markdown.link_targets import (
    LinkTargets,
    Target,
    anchor_of,
    candidates,
    picture_path,
    relative_link,
    resolve,
)
from generator.site.markdown.postprocess import PAPERS, Placement, SafeHtml, postprocess
from generator.site.urls import absolute, relative

TextView = PostView | ProjectView | PageView
"""A view with a body in Markdown."""

_SOURCE = re.compile(r'<img[^>]*?\ssrc="([^"]*)"')
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
    places: tuple[Place, ...] = ()

    @property
    def html(self) -> str:
        """Sanitized HTML for the text's own page."""
        return self.result.html

    @property
    def beginning(self) -> str:
        """The first paragraph that readers see, as plain text, cut at a word."""
        return first_paragraph(self.html)


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
    dialect: Dialect = "python-markdown" if view.markdown == "python-markdown" else "github"
    say = language_of(view.language).ui.say
    converted = [(text_view, *_raw(text_view, dialect, cache, diagnostics)) for text_view in views]
    raw_texts = [
        (text_view, _drawn(text_view, _in_words(raw, say), places, album, cache, diagnostics), places)
        for text_view, raw, places in converted
    ]
    raw_texts = [
        (text_view, _with_first_pages(text_view, raw, targets, album, cache), places)
        for text_view, raw, places in raw_texts
    ]
    album.prepare(_shown_pictures(view, raw_texts, targets, album))
    texts = {
        text_view.path: _text(text_view, raw, places, targets, album, say("Table"), view.language)
        for text_view, raw, places in raw_texts
    }
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


def _raw(
    source: TextView, dialect: Dialect, cache: Path | None, diagnostics: list[Diagnostic]
) -> tuple[str, tuple[Place, ...]]:
    converted = convert(source.body, cache, "notebook" if source.path.endswith(".ipynb") else dialect)
    if converted.problem is None:
        return converted.html or "", converted.places
    message = _MESSAGES[converted.problem]
    diagnostics.append(diagnostic(message, Location(source.path, source.body_line)))
    return f"<p><em>{escape(message.text)}</em></p>", ()


_DIAGRAM = re.compile(r'<pre><code class="language-mermaid">([^<]*)</code></pre>')
_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{?[ \t]*\.?mermaid\b", re.MULTILINE | re.IGNORECASE)


def _drawn(
    source: TextView,
    raw: str,
    places: tuple[Place, ...],
    album: Album,
    cache: Path | None,
    diagnostics: list[Diagnostic],
) -> str:
    """The HTML with each diagram as a drawing, which is added to the album; what cannot be drawn is told."""
    if not _DIAGRAM.search(raw):
        return raw
    lines = [place.line for place in places if place.kind == "diagram"]
    lines = lines or [source.body.count("\n", 0, fence.start()) for fence in _FENCE.finditer(source.body)]
    left = iter(lines)

    def drawing(match: re.Match[str]) -> str:
        from generator.site.diagrams import Diagram, draw

        line = next(left, 0)
        diagram = draw(unescape(match[1]), cache)
        if isinstance(diagram, Diagram):
            name = f"diagrams/{hashlib.sha256(diagram.svg).hexdigest()[:16]}.svg"
            album.add(f"content/{name}", diagram.svg)
            alt = escape(diagram.alt)
            return f'<div class="diagram" tabindex="0"><img src="/{name}" alt="{alt}"></div>'
        severity = Severity.NOTE if diagram == "missing" else Severity.WARNING
        location = Location(source.path, source.body_line + line)
        diagnostics.append(diagnostic(_NOT_DRAWN[diagram], location, severity))
        return match[0]

    return _DIAGRAM.sub(drawing, raw)


_PAPER = re.compile(
    r'<p>(?P<start><a href="(?P<link>[^"]*\.pdf)"[^>]*>)(?P<words>(?:(?!</?a\b|<img|</p>).)*)</a></p>',
    re.IGNORECASE | re.DOTALL,
)


def _with_first_pages(
    source: TextView, raw: str, targets: LinkTargets, album: Album, cache: Path | None
) -> str:
    """The HTML with the first page of each PDF above a link to it that has a paragraph to itself."""

    def with_page(match: re.Match[str]) -> str:
        from generator.site.papers import first_page

        target = resolve(unescape(match["link"]), source.path, source.address, targets)
        pdf = album.papers.get(target.address) if target and not target.file else None
        picture = first_page(pdf, cache) if pdf else None
        if picture is None:
            return match[0]
        name = f"{PAPERS}{hashlib.sha256(picture).hexdigest()[:16]}.png"
        album.add(name, picture)
        link = name.removeprefix("content")
        return f'<div class="paper">{match["start"]}<img src="{link}" alt="">{match["words"]}</a></div>'

    return _PAPER.sub(with_page, raw) if album.papers else raw


_OWN_WORDS = re.compile(
    r'(?<=<p class="alert-title">)(?:Note|Tip|Important|Warning|Caution)(?=</p>)'
    r"|(?<=<small>… )(?P<lines>\d+) more lines(?= …</small>)"
    r'|(?<=aria-label=")(?:done|to do)(?=")|(?<==")Back to note (?P<number>\d+) in the text(?=(?: \(\d+\))?")'
)


def _in_words(raw: str, say: Callable[..., str]) -> str:
    """The HTML with what the dialects say themselves in the language of the site."""

    def word(match: re.Match[str]) -> str:
        if match["lines"]:
            return escape(say("{n} more lines", n=match["lines"]))
        if match["number"]:
            return escape(say("Back to note {number} in the text", number=match["number"]))
        return escape(own[match[0]])

    own = {
        "Note": say("Note"),
        "Tip": say("Tip"),
        "Important": say("Important"),
        "Warning": say("Warning"),
        "Caution": say("Caution"),
        "done": say("done"),
        "to do": say("to do"),
    }
    return _OWN_WORDS.sub(word, raw) if own["Note"] != "Note" or own["done"] != "done" else raw


def _shown_pictures(
    view: SiteView,
    raw_texts: Iterable[tuple[TextView, str, tuple[Place, ...]]],
    targets: LinkTargets,
    album: Album,
) -> Iterator[str]:
    """The pictures that pages will show, to encode them in parallel; a missed one is encoded on demand."""
    yield from (file for file, _ in lead_files(view, album))
    for text_view, raw, _ in raw_texts:
        for source in _SOURCE.findall(raw):
            target = resolve(unescape(source), text_view.path, text_view.address, targets)
            if target is not None and target.address.startswith(IMAGES):
                yield target.address.removeprefix(IMAGES)


def _text(
    source: TextView,
    raw: str,
    places: tuple[Place, ...],
    targets: LinkTargets,
    album: Album,
    table: str,
    language: str,
) -> RenderedText:
    lead = None if isinstance(source, PageView) else picture_file(source.picture, source.path, album)

    def link(target: str) -> str:
        return relative(target, source.address)

    placement = Placement(
        source.path,
        source.address,
        link,
        has_lead_image=lead is not None,
        table=table,
        point="," if language.partition("-")[0] in ("de", "es", "fr", "pt") else ".",
        is_broad=isinstance(source, ProjectView),
    )
    return RenderedText(source, raw, postprocess(raw, targets, album, placement), places)


def _findings(
    text: RenderedText, ids: Mapping[str, set[str]], meant: _Meant, sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.result.broken):
        if _is_unpublished(link, text.source, sources):
            yield from _at_link(text, link, "broken-link.unpublished")
        else:
            yield from _at_link(text, link, "broken-link.in-text", hint=meant.hint(link, text.source.path))
    for link, hint in dict(_broken_fragments(text, ids, meant)).items():
        if hint is None:
            yield from _at_link(text, link, "broken-link.heading")
        else:
            yield from _at_link(text, link, "broken-link.heading-meant", hint=hint)
    yield from _picture_findings(text, meant)
    yield from _lost(text)
    yield from _code_findings(text)


def _code_findings(text: RenderedText) -> Iterator[Diagnostic]:
    """A note at the fence of each block that is shown without colours."""
    body, at = text.source.body, 0
    for code in uncoloured(text.raw):
        found = body.find(code, at)
        at = max(found, at) + 1
        line = max(body.count("\n", 0, found) - 1, 0) if found >= 0 else 0
        location = Location(text.source.path, text.source.body_line + line)
        doubt("colouring took too long")
        yield diagnostic("code-not-coloured", location, Severity.NOTE)


def _is_unpublished(link: str, source: TextView, sources: Mapping[str, str]) -> bool:
    """Whether the target is a file that exists, such as a draft or a post with a later date."""
    return any(
        path.startswith(_WRITTEN) and path.endswith((".md", ".ipynb")) and path in sources
        for path in candidates(link, source.path, source.address)
    )


def _picture_findings(text: RenderedText, meant: _Meant) -> Iterator[Diagnostic]:
    for link in dict.fromkeys(text.result.missing):
        yield from _at_link(text, link, "image-missing.in-text", hint=meant.hint(link, text.source.path))
    for link in dict.fromkeys(text.result.remote):
        if link.startswith("data:"):
            places = _places(text, link)
            yield from (
                diagnostic("image-remote.data", _at(text, place), Severity.WARNING) for place in places
            )
        else:
            yield from _at_link(text, link, "image-remote.here", Severity.WARNING)
    for link, (name, problem) in text.result.unusable.items():
        found = problem.having(file=picture_path(name))
        yield from (diagnostic(found, _at(text, place)) for place in _places(text, link))
    for link, name in text.result.stills.items():
        places = _places(text, link)
        for place in [place for place in places if place.kind != "link"] or places:
            message = Message("video-without-still.here", link=_as_written(place), name=name)
            yield diagnostic(message, _at(text, place), Severity.WARNING)
    for link, file in text.result.otherwise.items():
        message = _spelled_otherwise(file, text.source.path)
        yield from (diagnostic(message, _at(text, place), Severity.WARNING) for place in _places(text, link))
    for link in dict.fromkeys(text.result.undescribed):
        places = _places(text, link)
        for place in [place for place in places if place.kind == "bare-picture"] or places:
            message = Message("image-without-alt.in-text", link=_as_written(place))
            yield diagnostic(message, _at(text, place), Severity.WARNING)


def _spelled_otherwise(file: str, path: str) -> Message:
    """How a link in the text at `path` has to write `file`, and what in its name nobody can see."""
    name, char = looks_like(file), odd_space(file)
    written = relative_link(name, path)
    if char is None:
        return Message("file-spelled-otherwise.here", written=written)
    return Message("file-spelled-otherwise.space", file=name, code=ord(char), written=written)


def _broken_fragments(
    text: RenderedText, ids: Mapping[str, set[str]], meant: _Meant
) -> Iterator[tuple[str, Message | None]]:
    """Links whose fragment is no heading or note of the target page, and what may have been meant."""
    for link, target in text.result.links:
        if target.fragment and target.address in ids and target.fragment not in ids[target.address]:
            yield link, meant.heading(target, ids[target.address])


def _at_link(
    text: RenderedText, link: str, key: str, severity: Severity = Severity.ERROR, **params: Value
) -> Iterator[Diagnostic]:
    for place in _places(text, link):
        yield diagnostic(Message(key, link=_as_written(place), **params), _at(text, place), severity)


def _places(text: RenderedText, link: str) -> list[Place]:
    """Where the address of a link or a picture is; at least one place."""
    kinds: tuple[PlaceKind, ...] = ("link", "picture", "bare-picture")
    found = {
        (place.line, place.column): place
        for place in text.places
        if place.kind in kinds and place.text == link
    }
    return list(found.values()) or [Place("link", link, 0, 1, link)]


def _as_written(place: Place) -> str:
    return place.more or place.text


def _at(text: RenderedText, place: Place) -> Location:
    return Location(text.source.path, text.source.body_line + place.line, place.column)


_VIDEO = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|loom\.com)/")
_TOLD: Mapping[PlaceKind, str] = MappingProxyType(
    {
        "shown": "html-in-text.shown",
        "video": "html-in-text.video",
        "removed": "html-in-text.removed",
        "tag": "html-in-text.tag",
        "attributes": "html-in-text.attributes",
        "scheme": "html-in-text.scheme",
        "user": "html-in-text.user",
        "heading": "heading-without-space.here",
        "comment-unclosed": "html-in-text.comment",
        "note-unused": "html-in-text.note",
        "cells": "html-in-text.cells",
        "maths": "formula-unreadable.part",
        "other": "markup-of-another-program.here",
        "output": "notebook-output.cut",
    }
)
_NOT_DRAWN: Mapping[str, str] = MappingProxyType(
    {
        "missing": "diagram-not-drawn.missing",
        "unreadable": "diagram-not-drawn.unreadable",
        "slow": "diagram-not-drawn.slow",
        "too-long": "diagram-not-drawn.too-long",
    }
)
_OUTPUTS: Mapping[str, str] = MappingProxyType(
    {
        "cut": "notebook-output.cut",
        "too-large": "notebook-output.too-large",
        "too-much": "notebook-output.too-much",
        "interactive": "notebook-output.interactive",
        "raw": "notebook-output.raw",
        "picture": "notebook-output.picture",
        "unreadable": "notebook-output.unreadable",
    }
)


def _lost(text: RenderedText) -> Iterator[Diagnostic]:
    """What people wrote that the page does not show as they wrote it."""
    for place in text.places:
        key = _TOLD.get(place.kind)
        if key is None:
            continue
        message = _told(key, place, is_post=isinstance(text.source, PostView))
        yield diagnostic(message, _at(text, place), Severity.WARNING)


def _told(key: str, place: Place, *, is_post: bool) -> Message:
    match place.kind:
        case "shown":
            return Message(key, tag=place.text, code=place.more)
        case "video":
            if not place.more.startswith(("http:", "https:")):
                return Message("html-in-text.video-file", tag=place.text)
            is_video = is_post and _VIDEO.match(place.more) is not None
            return Message(key if is_video else "html-in-text.video-link", tag=place.text, address=place.more)
        case "attributes":
            return Message(key, tag=place.text, names=place.more)
        case "removed" if place.more:
            return Message("html-in-text.gist", address=place.more)
        case "heading":
            return Message(key, text=truncate(place.text, 60), heading=truncate(place.more, 60))
        case "scheme":
            return Message(key, link=place.text, scheme=place.more)
        case "comment-unclosed" | "user":
            return Message(key)
        case "maths" | "other" | "output":
            return _not_understood(key, place)
    return Message(key, tag=truncate(place.text, 60))


def _not_understood(key: str, place: Place) -> Message:
    """What no page can show as it is: a formula, markup of another program, an output of a notebook."""
    if place.kind == "output":
        return Message(_OUTPUTS[place.text], cell=place.more)
    if place.kind == "maths":
        return Message(key, part=place.text) if place.text else Message("formula-unreadable.here")
    if place.more:
        return Message("markup-of-another-program.instead", text=place.text, instead=place.more)
    return Message(key, text=place.text)


_DROPPED = re.compile(
    r"<(pre|table|sup|figure|annotation)\b.*?</\1>|<(?:picture|img|input)\b[^>]*>", re.DOTALL
)
_ALTTEXT = re.compile(r'<math\b[^>]*? alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_TEXT_OF = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_NO_PROSE = re.compile(
    r'<(table|ul|ol|dl|blockquote|pre|h[2-6]|summary)\b.*?</\1>|<div class="(?:footnote|alert)\b.*?</div>',
    re.DOTALL,
)
_BREAK = re.compile(r"<br\b[^>]*>|<[^>]*>")


def first_paragraph(html: str, most: int = 160) -> str:
    """The first paragraph of sanitized HTML that is text, without its tags, cut at a word."""
    shown = _ALTTEXT.sub(r"\1", html)
    for part in (_NO_PROSE.sub(" ", shown), shown):
        for match in _TEXT_OF.finditer(_DROPPED.sub("", part)):
            text = _plain(match[1])
            if any(letter.isalnum() for letter in text):
                return truncate(text, most)
    return truncate(_plain(_DROPPED.sub("", shown).replace("</", " </")), most)


def _plain(html: str) -> str:
    return " ".join(unescape(_BREAK.sub(_gap, html)).split())


def _gap(match: re.Match[str]) -> str:
    return " " if match[0].startswith("<br") else ""


class _Meant:
    """Suggests what a broken link may mean: of all pages and pictures, or of a page's headings."""

    def __init__(self, targets: LinkTargets) -> None:
        self._targets = targets
        self._headings: dict[str, SimilarWords] = {}

    @cached_property
    def _paths(self) -> dict[str, str]:
        pictures = map(picture_path, self._targets.images)
        paths = [*self._targets.pages, *pictures, *self._targets.files]
        return {path.rpartition("/")[2]: path for path in sorted(paths)}

    @cached_property
    def _names(self) -> SimilarWords:
        return SimilarWords(self._paths)

    def hint(self, link: str, path: str) -> Message | None:
        """A hint with the file whose name is most similar, as a text at `path` has to write it."""
        name = link.partition("#")[0].rstrip("/").rpartition("/")[2]
        close = self._names.closest(name)
        return Message("broken-link.meant", path=relative_link(self._paths[close], path)) if close else None

    def heading(self, target: Target, ids: Iterable[str]) -> Message | None:
        """A hint with the most similar of the ids of the page at `target`."""
        known = self._headings.get(target.address)
        if known is None:
            known = SimilarWords(anchor_of(name) for name in sorted(ids))
            self._headings[target.address] = known
        close = known.closest(anchor_of(target.fragment).lower())
        return Message("broken-link.meant", path=f"#{close}") if close else None
