"""From raw HTML to what a page shows: cleaned, its links turned into the site's, its pictures made ready."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape, unescape

from generator.core.messages import Message
from generator.site.characters import tidied
from generator.site.images.album import Album
from generator.site.images.html import Shown, as_html
from generator.site.markdown.link_targets import ID_PREFIX, IMAGES, Known, Target, is_outside, resolve
from generator.site.markdown.sanitize import clean

_IMG = re.compile(r'<img((?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_PICTURES = IMAGES.split("/", 1)[1]
_FIRST_SCREEN = 500  # letters of text above a picture that a visitor may still see without scrolling


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text is shown.

    `link` turns a site address with fragment into a link. `in_feed` is for readers that know plain
    pictures alone; `leads` says whether a picture of the page stands above the text already.
    """

    path: str
    address: str
    link: Callable[[str], str]
    in_feed: bool = False
    leads: bool = False


@dataclass(slots=True)
class Finished:
    """A clean text and what it was found to point at.

    `links` are the links within the site as they were written, with what they mean; `broken`,
    `missing` and `remote` are links to nothing, pictures that do not exist and pictures of other
    hosts, as they were written; `undescribed` pictures without a word on what they show, `unusable`
    those that cannot be published and why. `images` are the pictures shown or linked to, by name.
    """

    html: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, Target]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)
    undescribed: list[str] = field(default_factory=list)
    unusable: dict[str, tuple[str, Message]] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)


def finish(raw: str, known: Known, album: Album, setting: Setting) -> Finished:
    """`raw` as shown in `setting`."""
    desk = _Desk(known, album, setting, Finished())
    page = clean(raw, desk.attribute)
    desk.made.html = _IMG.sub(desk.picture, page)
    return desk.made


@dataclass(slots=True)
class _Desk:
    known: Known
    album: Album
    setting: Setting
    made: Finished
    written: dict[str, tuple[str, Shown]] = field(default_factory=dict)
    seen: int = 0

    def attribute(self, _tag: str, name: str, value: str) -> str | None:
        """One attribute that passed the lists: the value to keep, or None to drop it."""
        if name == "href":
            return self._href(value)
        if name == "src":
            return self._src(value)
        if name == "id":
            return self._id(value)
        return value

    def picture(self, match: re.Match[str]) -> str:
        """A picture with its files, or its description alone where there is no picture to show."""
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        source = attributes.get("src", "")
        alt = attributes.get("alt", "").strip()
        if source not in self.written:
            return escape(alt)
        as_written, shown = self.written[source]
        if "alt" not in attributes:
            self.made.undescribed.append(as_written)
        self.seen += 1
        shown = replace(shown, alt=alt, sources=() if self.setting.in_feed else shown.sources)
        first = self._is_first(match)
        return as_html(shown, attributes.get("title", ""), self.setting.link, first=first)

    def _is_first(self, match: re.Match[str]) -> bool:
        """Whether this is the page's first picture, with little text above it."""
        if self.seen > 1 or self.setting.leads:
            return False
        return len(_TAG.sub("", match.string[: match.start()])) < _FIRST_SCREEN

    def _href(self, value: str) -> str | None:
        if is_outside(value):
            return tidied(value)
        target = resolve(value, self.setting.path, self.setting.address, self.known)
        if target is None:
            self.made.broken.append(value)
            return None
        self.made.links.append((value, target))
        if not target.address.startswith(_PICTURES):
            return self.setting.link(str(target))
        name = target.address.removeprefix(_PICTURES)
        whole = self.album.whole(name)
        if isinstance(whole, Message):
            self.made.unusable[value] = name, whole
            return None
        self.made.images.add(name)
        return self.setting.link(whole)

    def _src(self, value: str) -> str | None:
        if is_outside(value):
            self.made.remote.append(value)
            return None
        target = resolve(value, self.setting.path, self.setting.address, self.known)
        if target is None or not target.address.startswith(_PICTURES):
            self.made.missing.append(value)
            return None
        name = target.address.removeprefix(_PICTURES)
        shown = self.album.shown(name, "")
        if isinstance(shown, Message):
            self.made.unusable[value] = name, shown
            return None
        self.made.images.add(name)
        location = str(len(self.written))  # stands for this one picture until `picture` has its turn
        self.written[location] = value, shown
        return location

    def _id(self, value: str) -> str | None:
        """The id with its prefix; None of one that is taken or cannot be an id."""
        name = ID_PREFIX + value
        if not value or name in self.made.ids or any(letter.isspace() for letter in value):
            return None
        self.made.ids.add(name)
        return name
