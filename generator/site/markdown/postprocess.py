"""Raw HTML to what a page shows: sanitized, with links and pictures resolved within the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import quote

from generator.core.messages import Message
from generator.markdown.raw_html import names_a_user
from generator.markdown.sanitize import sanitize
from generator.public.view import ResponsiveImage
from generator.site.images.album import Album
from generator.site.images.html import picture_html
from generator.site.markdown.link_targets import IMAGES, LinkTargets, Target, is_outside, page_id, resolve
from generator.site.urls import escape_url

_IMG = re.compile(r'<img((?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_TOP = ("#", "#top")
_TAG = re.compile(r"<[^>]*>")
_PICTURES = IMAGES.split("/", 1)[1]
_FIRST_SCREEN = 500  # characters of text above a picture that is still visible without scrolling


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text is shown: `path` is its file, `address` its page.

    `link` turns a site address with fragment into a link. `in_feed` is for feed readers, which only know
    plain `img`. `has_lead_image` says whether the page shows a picture above the text. `table` is what a
    table without a caption is called.
    """

    path: str
    address: str
    link: Callable[[str], str]
    in_feed: bool = False
    has_lead_image: bool = False
    table: str = "Table"


@dataclass(slots=True)
class SafeHtml:
    """Sanitized HTML and what it links to. Links are kept as they were written.

    `links` are links within the site with their targets; `broken` links without one; `missing` pictures
    that do not exist; `remote` pictures on other hosts; `undescribed` pictures without alternative text;
    `unusable` pictures that cannot be published, with name and reason. `images` are the names of the
    pictures shown or linked to, `shown` of those shown, in their order. `otherwise` are links that write the
    path of a file in another way.
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
    shown: list[str] = field(default_factory=list)
    otherwise: dict[str, str] = field(default_factory=dict)


def postprocess(raw: str, targets: LinkTargets, album: Album, placement: Placement) -> SafeHtml:
    """Sanitize `raw` and resolve its links and pictures for `placement`."""
    postprocessor = _Postprocessor(targets, album, placement, has_top=' id="top"' in raw)
    html = sanitize(raw, postprocessor.attribute, placement.table)
    postprocessor.result.html = _IMG.sub(postprocessor.picture, html)
    if placement.in_feed:  # readers of feeds leave boxes out
        postprocessor.result.html = _BOX.sub(_sign, postprocessor.result.html)
    return postprocessor.result


_BOX = re.compile(r"<input\b[^>]*>")


def _sign(match: re.Match[str]) -> str:
    return "☑" if " checked" in match[0] else "☐"


@dataclass(slots=True)
class _Postprocessor:
    """`images` has the pictures by the placeholder in their `src`: the written link, the name, the picture.

    `has_top` is whether a heading of the text has the anchor `top`, which is else the beginning of the page.
    """

    targets: LinkTargets
    album: Album
    placement: Placement
    has_top: bool
    result: SafeHtml = field(default_factory=SafeHtml)
    images: dict[str, tuple[str, str, ResponsiveImage]] = field(default_factory=dict)

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """The value to keep of an attribute that is allowed; None to drop it."""
        if name == "href":
            return self._href(value)
        if name == "src":
            return self._src(value) if tag == "img" else None
        if name == "id":
            return self._id(value)
        return value

    def picture(self, match: re.Match[str]) -> str:
        """The HTML of a picture; its alternative text alone if there is no picture to show."""
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        placeholder = attributes.get("src", "")
        alt = attributes.get("alt", "").strip()
        if placeholder not in self.images:
            return escape(alt)
        link, name, image = self.images[placeholder]
        if "alt" not in attributes:
            self.result.undescribed.append(link)
        self.result.shown.append(name)
        image = replace(image, alt=alt, sources=() if self.placement.in_feed else image.sources)
        is_first = self._is_first(match)
        return picture_html(image, attributes.get("title", ""), self.placement.link, first=is_first)

    def _is_first(self, match: re.Match[str]) -> bool:
        """Whether this is the page's first picture, and near the top."""
        if len(self.result.shown) > 1 or self.placement.has_lead_image:
            return False
        return len(_TAG.sub("", match.string[: match.start()])) < _FIRST_SCREEN

    def _href(self, value: str) -> str | None:
        if is_outside(value):
            return None if names_a_user(value) else escape_url(value)
        if value.strip().lower() in _TOP and not self.has_top:
            return self.placement.link(f"{self.placement.address}#top")
        target = resolve(value, self.placement.path, self.placement.address, self.targets)
        if target is None:
            self.result.broken.append(value)
            return None
        if target.fragment.lower() == "top" and target.address != self.placement.address:
            target = replace(target, fragment="")
        self.result.links.append((value, target))
        self._note(value, target)
        if not target.address.startswith(_PICTURES):
            path, mark, rest = target.address.partition("#")  # in the name of a file
            return (
                self.placement.link(path) + quote(mark + rest) if mark else self.placement.link(str(target))
            )
        name = target.address.removeprefix(_PICTURES)
        address = self.album.full_size(name)
        if isinstance(address, Message):
            self.result.unusable[value] = name, address
            return None
        self.result.images.add(name)
        return self.placement.link(address)

    def _src(self, value: str) -> str | None:
        if is_outside(value):
            self.result.remote.append(value)
            return None
        target = resolve(value, self.placement.path, self.placement.address, self.targets)
        if target is None or not target.address.startswith(_PICTURES):
            self.result.missing.append(value)
            return None
        self._note(value, target)
        name = target.address.removeprefix(_PICTURES)
        image = self.album.responsive(name, "")
        if isinstance(image, Message):
            self.result.unusable[value] = name, image
            return None
        self.result.images.add(name)
        placeholder = str(len(self.images))  # a placeholder until `picture` is called
        self.images[placeholder] = value, name, image
        return placeholder

    def _note(self, value: str, target: Target) -> None:
        if target.file:
            self.result.otherwise[value] = target.file

    def _id(self, value: str) -> str | None:
        """The id on the page; None if it is taken or invalid."""
        name = page_id(value)
        if not value or name in self.result.ids or any(letter.isspace() for letter in value):
            return None
        self.result.ids.add(name)
        return name
