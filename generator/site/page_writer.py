"""Render pages to files: the head, the navigation, and the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from generator.core.addresses import (
    BLOG,
    FEED,
    HOME,
    JSON_FEED,
    NOT_FOUND,
    PROGRESS,
    PROJECTS,
    RESUME,
    SEARCH,
    SECTIONS,
    TOUCH_ICON,
)
from generator.public.view import SiteView
from generator.site.colours import Palette
from generator.site.files import RenderedFile, Why
from generator.site.filters import outward
from generator.site.i18n.language import Language
from generator.site.json_ld import linked_data
from generator.site.page_cache import PageCache
from generator.site.pages.page import Page, SiteContext
from generator.site.social_cards import HEIGHT, WIDTH, Cards
from generator.site.templates import Templates, lang_attribute
from generator.site.typst import is_installed
from generator.site.urls import absolute, base_path, file_of, relative
from generator.site.week_strip import shown_progress

_LONGEST_DESCRIPTION = 300


_PLAYS = b"default-src 'none'; media-src 'self'; "


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation.

    `label` is what it says. `address` is where it leads. `current` is whether this page is of its
    section. `ours` is whether the label is one of the site's own words.
    """

    label: str
    address: str
    current: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class HeadCard:
    """The picture that others show beside a link to the page.

    `url` is its whole link, `width` and `height` are in pixels, `alt` says what stands on it.
    """

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself to browsers, search engines and whoever quotes it.

    `title` is for the browser's tab. `heading` is the same without the site's name. `description` is a
    sentence or two. `canonical` is the page's whole address, where the site has one. `picture` is what
    is shown where the page is quoted, and `card` the picture drawn for it. `touch_icon` is the icon for
    home screens. `feed` and `json_feed` are the addresses of the feeds, where there are any.
    `is_article` is whether it is a post. `published` and `updated` are days of a post (`2026-11-22`).
    `is_listed` is whether search engines should know it.
    """

    title: str
    heading: str
    description: str
    canonical: str | None
    picture: str | None
    touch_icon: str | None
    card: HeadCard | None
    feed: str | None
    json_feed: str | None
    is_article: bool
    published: str | None
    updated: str | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class PageWriter:
    """Renders the pages of one site. `sheets` are the addresses of the style sheets in order.

    `fonts` are those of the fonts that every page needs. `search` says whether there is a search page.
    `kept` are pages of earlier builds. `math` are the style sheet and the font of pages with a formula.
    """

    templates: Templates
    context: SiteContext
    sheets: tuple[str, ...]
    palette: Palette
    fonts: tuple[str, ...] = ()
    search: bool = False
    cards: Cards = field(default_factory=Cards)
    kept: PageCache | None = None
    math: tuple[str, str] | None = None

    def render(self, page: Page) -> tuple[str, RenderedFile]:
        """The file of `page`, and its path below `site/`."""
        in_nav = tuple(each.path for each in self.context.view.pages if each.in_nav)
        sources = tuple(dict.fromkeys((*page.sources, *in_nav)))
        path = file_of(page.address)
        fill = partial(self._filled, page.template)
        if self.kept is None:
            return path, RenderedFile(fill(self._values(page)), sources)
        return path, RenderedFile(
            self.kept.page(path, page.template, partial(self._inputs, page), fill), sources
        )

    def _filled(self, template: str, values: Mapping[str, object]) -> bytes:
        """A page. Only one with a video may play something, from this site."""
        data = self.templates.page(template, values)
        return data.replace(b"default-src 'none'; ", _PLAYS, 1) if b"<video " in data else data

    def why(self, page: Page) -> Why | None:
        """Why a page is going to be made, or why not; None where nothing is kept."""
        if self.kept is None:
            return None
        return self.kept.why(file_of(page.address), page.template, self._inputs(page)[1])

    def _inputs(self, page: Page) -> tuple[dict[str, object], dict[str, object]]:
        """The values for the template, and the same as data, without the function for links."""
        values = self._values(page)
        return values, {**values, "to": (page.address, base_path(self.context.view.url))}

    def _values(self, page: Page) -> dict[str, object]:
        view, language = self.context.view, self.context.language
        values: dict[str, object] = {
            **page.values,
            "site": view,
            "head": _head(page, view, self.cards),
            "nav": tuple(_navigation(view, page, language)),
            "here": page.address,
            "to": _linker(page, view),
            "sheets": self.sheets,
            "fonts": self.fonts,
            "search": SEARCH if self.search else None,
            "papers": self.palette.paper,
            "contact": outward(view.contact),
            "direction": language.direction,
            "ours": lang_attribute(language),
            "linked": Markup(_linked(page, view, language)),  # noqa: S704  # JSON without characters that HTML interprets
        }
        if self.math and "<math" in str(page.values.get("body", "")):
            sheet, font = self.math
            values |= {"sheets": (sheet, *self.sheets), "fonts": (*self.fonts, font)}
        if "body" in page.values:  # sanitized HTML
            values["body"] = Markup(page.values["body"])  # noqa: S704  # see above
        return values


def _linked(page: Page, view: SiteView, language: Language) -> str:
    return linked_data(page, view, {address: label for label, address in sections(view, language).values()})


def sections(view: SiteView, language: Language) -> dict[str, tuple[str, str]]:
    """Name of a section as in `site.nav` → label and address."""
    say = language.ui.say
    sections_by_name = {
        "projects": (bool(view.projects), say("Projects"), PROJECTS),
        "blog": (bool(view.posts), say("Writing"), BLOG),
        "resume": (view.resume is not None, say("Résumé"), RESUME),
        "progress": (shown_progress(view) is not None, say("Progress"), PROGRESS),
    }
    entries = {
        name: (label, address) for name, (exists, label, address) in sections_by_name.items() if exists
    }
    return entries | {
        page.address.strip("/"): (page.title, page.address)
        for page in view.pages
        if page.in_nav or _is_asked_for(page.address, view)
    }


def _is_asked_for(address: str, view: SiteView) -> bool:
    return address.strip("/") in view.nav


def _navigation(view: SiteView, page: Page, language: Language) -> list[Entry]:
    entries = sections(view, language)
    chosen = [name for name in dict.fromkeys(view.nav) if name in entries]
    own_pages = [page.address.strip("/") for page in view.pages if page.in_nav]
    names = dict.fromkeys((*chosen, *own_pages)) if view.nav else entries
    return [
        Entry(label, address, address == page.section, address in SECTIONS)
        for name, (label, address) in ((name, entries[name]) for name in names)
    ]


def _linker(page: Page, view: SiteView) -> Callable[[str], str]:
    """The function for links to other pages. Those of the 404 page are absolute: it is shown at any depth."""
    if page.address == NOT_FOUND:
        base = base_path(view.url)
        return lambda address: base + relative(address, HOME).removeprefix("./")
    return lambda address: relative(address, page.address)


def _head(page: Page, view: SiteView, cards: Cards) -> Head:
    title = f"{page.title} – {view.title}" if page.title else _home_title(view)
    description = " ".join((page.description or view.description or view.title).split())
    picture = page.picture.address if page.picture else None
    published = page.published.isoformat() if page.published else None
    return Head(
        title,
        page.title or view.name,
        description[:_LONGEST_DESCRIPTION],
        absolute(page.address, view.url) if view.url and page.listed else None,
        absolute(picture, view.url) if view.url and picture else None,
        TOUCH_ICON if is_installed() else None,
        _head_card(page, view, cards),
        FEED if view.url and view.posts else None,
        JSON_FEED if view.url and view.posts else None,
        page.published is not None,
        published,
        page.updated.isoformat() if page.updated and published else None,
        page.listed,
    )


def _head_card(page: Page, view: SiteView, cards: Cards) -> HeadCard | None:
    card = cards.of(page.address)
    if card is None or view.url is None:
        return None
    return HeadCard(absolute(card.address, view.url), WIDTH, HEIGHT, card.alt)


def _home_title(view: SiteView) -> str:
    return f"{view.title} – {view.label}" if view.label and view.label != view.title else view.title
