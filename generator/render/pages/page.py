"""What a kind of page hands on to be printed, and the material it is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.render.pictures import size_of
from generator.render.texts import Text
from generator.views.public import Picture, PostView, SiteView

HOME = ""
BLOG = "blog/"
TAGS = "blog/tags/"
ARCHIVE = "blog/archive/"
PROJECTS = "projects/"
RESUME = "resume/"
PROGRESS = "progress/"
COLOPHON = "colophon/"
NOT_FOUND = "404.html"
FEED = "atom.xml"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it was first written, where its page is, and its posts, newest first."""

    name: str
    address: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that exists: its address, its description, its size in pixels where that is known."""

    address: str
    alt: str
    size: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Material:
    """All that pages are made from. `tags` are found by any spelling of theirs, in small letters."""

    view: SiteView
    texts: Mapping[str, Text]
    tags: Mapping[str, Tag]
    images: Mapping[str, bytes]

    def picture(self, picture: Picture | None) -> Shown | None:
        """What can be shown of a picture that was asked for."""
        if picture is None or picture.file not in self.images:
            return None
        return Shown(f"images/{picture.file}", picture.alt, size_of(self.images[picture.file]))


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is printed.

    `title` is empty on the home page alone. `values` are for the template, `sources` the content
    files it shows. `section` is the address of the entry in the navigation that it belongs to.
    `updated` is for the sitemap, from which a page that is not `listed` stays away.
    """

    address: str
    template: str
    title: str
    description: str
    values: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    section: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    picture: Shown | None = None
    listed: bool = True
