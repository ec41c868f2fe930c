"""From raw HTML to what a page shows: cleaned, its links turned into the site's, its pictures sized."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.render.hygiene import clean
from generator.render.pictures import size_of
from generator.render.targets import ID_PREFIX, IMAGES, Known, Target, is_outside, resolve

_IMG = re.compile(r'<img((?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_PICTURES = IMAGES.split("/", 1)[1]


@dataclass(slots=True)
class Finished:
    """A clean text and what it was found to point at.

    `links` are the links within the site as they were written, with what they mean; `broken`,
    `missing` and `remote` are links to nothing, pictures that do not exist and pictures of other
    hosts, as they were written. `images` are files below `content/images/`.
    """

    html: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, Target]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)
    images: set[str] = field(default_factory=set)


def finish(raw: str, path: str, address: str, known: Known, link: Callable[[str], str]) -> Finished:
    """`raw` as shown at `address`. `link` turns a site address with fragment into a link."""
    desk = _Desk(path, address, known, link, Finished())
    page = clean(raw, desk.attribute)
    desk.made.html = _IMG.sub(desk.picture, page)
    return desk.made


@dataclass(slots=True)
class _Desk:
    path: str
    address: str
    known: Known
    link: Callable[[str], str]
    made: Finished
    sizes: dict[str, tuple[int, int] | None] = field(default_factory=dict)

    def attribute(self, _tag: str, name: str, value: str) -> str | None:
        """One attribute that passed the lists: the value to keep, or None to drop it."""
        if name == "href":
            return self._href(value)
        if name == "src":
            return self._src(value)
        if name == "id":
            return self._id(value)
        return value

    def picture(self, found: re.Match[str]) -> str:
        """A picture with its size, or its description alone where there is no picture to show."""
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(found[1]))
        alt: str = attributes.get("alt", "")
        source = attributes.get("src")
        if source is None:
            return alt
        size = self.sizes.get(source)
        measured = f' width="{size[0]}" height="{size[1]}"' if size else ""
        title = f' title="{attributes["title"]}"' if "title" in attributes else ""
        return f'<img src="{source}" alt="{alt}"{title}{measured} loading="lazy" decoding="async">'

    def _href(self, value: str) -> str | None:
        if is_outside(value):
            return value
        target = resolve(value, self.path, self.address, self.known)
        if target is None:
            self.made.broken.append(value)
            return None
        self.made.links.append((value, target))
        self._note_picture(target.address)
        return self.link(str(target))

    def _src(self, value: str) -> str | None:
        if is_outside(value):
            self.made.remote.append(value)
            return None
        target = resolve(value, self.path, self.address, self.known)
        if target is None or not target.address.startswith(_PICTURES):
            self.made.missing.append(value)
            return None
        self._note_picture(target.address)
        link = self.link(target.address)
        self.sizes[link.replace("&", "&amp;")] = size_of(
            self.known.images[target.address.removeprefix(_PICTURES)]
        )
        return link

    def _note_picture(self, address: str) -> None:
        if address.startswith(_PICTURES):
            self.made.images.add(address.removeprefix(_PICTURES))

    def _id(self, value: str) -> str | None:
        """The id with its prefix; None of one that is taken or cannot be an id."""
        name = ID_PREFIX + value
        if not value or name in self.made.ids or any(letter.isspace() for letter in value):
            return None
        self.made.ids.add(name)
        return name
