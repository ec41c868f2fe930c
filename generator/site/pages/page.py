"""What a kind of page hands on to be printed, and the context it is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.public.view import PostView, ProjectView, ResponsiveImage, SiteView
from generator.site.i18n.language import ENGLISH, Language
from generator.site.images.album import Album
from generator.site.lead_images import lead_image
from generator.site.markdown.render_markdown import RenderedText


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its `name` as it was first written, its page's `address`, its `posts`, newest first."""

    name: str
    address: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers.

    `label` says what it is, `address` where it is, `note` what else there is to know, such as
    `2 pages`; it may be empty.
    """

    label: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class SiteContext:
    """All that pages are built from. The keys of `tags` are folded names.

    `downloads` are those files of the résumé that could be made, by the address of its page.
    """

    view: SiteView
    texts: Mapping[str, RenderedText]
    tags: Mapping[str, Tag]
    images: Album
    language: Language = ENGLISH
    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)

    @property
    def say(self) -> Callable[..., str]:
        """Translates one of the site's own texts."""
        return self.language.ui.say

    def picture(self, text: PostView | ProjectView) -> ResponsiveImage | None:
        """The lead picture of a text; None if there is none that can be shown."""
        return lead_image(text.picture, text.path, self.images, enlarged=True)


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is rendered.

    `title` is empty on the home page only. `values` are for the template, `sources` the content files
    that it shows. `section` is the address of its navigation entry. `updated` is for the sitemap, which
    has only pages that are `listed`.
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
    picture: ResponsiveImage | None = None
    listed: bool = True
