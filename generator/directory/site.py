"""Entries in, all files of the directory out: everybody on one page, a page for each skill, and the feeds.

The pages are those of a theme, with templates of their own in `themes/_directory`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from generator.core.addresses import ASSETS, FEED, HOME, JSON_FEED, LARGE_ICON, NOT_FOUND, TOUCH_ICON
from generator.core.diagnostics import Diagnostic
from generator.core.text import count, fold_line
from generator.directory.entry import Entry, Work, moved, skill_key
from generator.public.view import PostView, SiteView
from generator.site.colours import palette
from generator.site.extras import icon, sitemap
from generator.site.extras.extra import BuildContext
from generator.site.extras.feeds import MOST, atom, json_feed
from generator.site.files import RenderedFile, RenderedSite
from generator.site.filters import outward
from generator.site.i18n.language import ENGLISH
from generator.site.images.album import Album
from generator.site.json_ld import in_script, without_none
from generator.site.markdown.link_targets import LinkTargets
from generator.site.page_writer import Entry as NavEntry
from generator.site.page_writer import Head
from generator.site.pages.page import Page, SiteContext
from generator.site.templates import Templates, lang_attribute
from generator.site.theme import Theme, ThemeFolders
from generator.site.tokens import token_sheet
from generator.site.typefaces import typefaces
from generator.site.typst import is_installed
from generator.site.urls import absolute, base_path, file_of, relative, slug, slugs

TEMPLATES = "_directory"
SKILLS = "skills/"
_FEW = 12  # skills on the first page
_AT_ONCE = 14  # skills of a person that are seen without a click
_PEOPLE = "people/"
_SHEETS = ("base.css", "type.css", "tokens.css", "theme.css", "directory.css", "changes.css")


@dataclass(frozen=True, slots=True)
class Person:
    """A listed person. `slug` is their anchor, `since` the day since which they are in the directory.

    `works_since` has that day for each piece of work, by its address.
    """

    entry: Entry
    slug: str
    since: dt.date
    works_since: Mapping[str, dt.date]
    skills: tuple[Skill, ...] = ()

    def anchor(self, work: Work) -> str:
        """The anchor of a piece of work. A name has no two hyphens, so these are nobody's own."""
        return f"{self.slug}--{slug(work.title)}-{self.entry.works.index(work) + 1}"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill: its `name` as most people write it, its page's `address`, and how many people have it."""

    name: str
    address: str
    people: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be listed, as they were found: pictures are read by the addresses of their own site."""

    entry: Entry
    since: dt.date
    works_since: Mapping[str, dt.date]
    pictures: Mapping[str, RenderedFile]


def render_directory(
    view: SiteView, found: Iterable[Newcomer], themes: ThemeFolders, cache: Path | None
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    """All files of the directory, and what is wrong with its tokens.

    `view` has what the school says of it: title, address, theme. Raises `UserError` for an unusable theme.
    """
    theme = themes.find(view.theme)
    theme = Theme(theme.name, (themes.shipped / TEMPLATES, *theme.folders))
    assets, diagnostics = _assets(theme, view)
    people, skills, pictures = _people(found)
    album = Album({})
    context = SiteContext(view, {}, {}, album)
    files: dict[str, RenderedFile] = {**assets, **pictures}
    styles = tuple(assets[f"{ASSETS}{name}"].data.decode() for name in _SHEETS if f"{ASSETS}{name}" in assets)
    faces = typefaces(styles, assets, theme.fonts())
    colours = palette(*styles)
    templates = Templates(theme, cache)
    shared = {
        "site": view,
        "sheets": tuple(
            sheet for sheet in (*(f"{ASSETS}{name}" for name in _SHEETS), _OWN) if sheet in assets
        ),
        "fonts": faces.ahead,
        "papers": colours.paper,
        "contact": outward(view.contact),
    }
    pages = tuple(_pages(view, people, skills))
    for page in pages:
        values = {**shared, **page.values, **_around(page, view, people)}
        files[file_of(page.address)] = RenderedFile(templates.page(page.template, values))
    build = BuildContext(
        context, pages, LinkTargets({}, frozenset(), album), templates, files, cache, colours
    )
    for extra in (icon, sitemap):
        files |= extra.make(build).files
    files |= _feeds(view, people, files)
    return RenderedSite(dict(sorted(files.items()))), tuple(diagnostics)


_OWN = f"{ASSETS}own.css"


def _assets(theme: Theme, view: SiteView) -> tuple[dict[str, RenderedFile], list[Diagnostic]]:
    """The theme's assets without the scripts of pages that are not here."""
    unused = {"search.js", "enlarge.js"}
    given = {name: data for name, data in theme.assets().items() if name not in unused}
    sheet, diagnostics = token_sheet(view.tokens, given.get("tokens.css", b"").decode("utf-8", "replace"))
    files = {f"{ASSETS}{name}": RenderedFile(data) for name, data in given.items()}
    return (files | {_OWN: RenderedFile(sheet.encode())} if sheet else files), diagnostics


def _people(
    found: Iterable[Newcomer],
) -> tuple[tuple[Person, ...], tuple[Skill, ...], dict[str, RenderedFile]]:
    """Everybody by name, all skills by name, and the pictures at their addresses here."""
    ordered = sorted(found, key=lambda one: (fold_line(one.entry.name), one.entry.name, one.entry.url))
    names = _names([one.entry for one in ordered])
    spellings: dict[str, dict[str, int]] = {}
    for one in ordered:
        for name in one.entry.skills:
            spelled = spellings.setdefault(skill_key(name), {})
            spelled[name] = spelled.get(name, 0) + 1
    chosen = {
        key: min(spelled, key=lambda name: (-spelled[name], name)) for key, spelled in spellings.items()
    }
    addresses = slugs(chosen)
    skills = {
        key: Skill(name, f"{SKILLS}{addresses[key]}/", sum(spellings[key].values()))
        for key, name in sorted(chosen.items())
    }
    people: list[Person] = []
    pictures: dict[str, RenderedFile] = {}
    for one, name in zip(ordered, names, strict=True):
        new = {old: f"{_PEOPLE}{name}/{old.rpartition('/')[2]}" for old in one.entry.pictures}
        pictures |= {new[old]: one.pictures[old] for old in one.entry.pictures}
        own = tuple(skills[skill_key(skill)] for skill in one.entry.skills)
        people.append(Person(moved(one.entry, new), name, one.since, one.works_since, own))
    return tuple(people), tuple(skills.values()), pictures


def _names(entries: Sequence[Entry]) -> list[str]:
    """A name for addresses each. Those that would be the same differ by their sites' addresses."""
    plain = [slug(entry.name) for entry in entries]
    longer = slugs(f"{entry.name} {entry.url}" for entry in entries)
    return [
        name if plain.count(name) == 1 else longer[f"{entry.name} {entry.url}"]
        for name, entry in zip(plain, entries, strict=True)
    ]


def _pages(view: SiteView, people: tuple[Person, ...], skills: tuple[Skill, ...]) -> Iterator[Page]:
    by_number = sorted(skills, key=lambda skill: (-skill.people, fold_line(skill.name), skill.name))
    values = {"people": people, "few": tuple(by_number[:_FEW]), "skills": len(skills), "at_once": _AT_ONCE}
    updated = max((day for one in people for day in (one.since, *one.works_since.values())), default=None)
    yield Page(HOME, "directory.html", "", view.description, values, updated=updated)
    if skills:
        listed = count(len(skills), "skill")
        yield Page(
            SKILLS, "skills.html", "Skills", f"{listed} of the people in {view.title}.", {"skills": skills}
        )
    for skill in skills:
        having = tuple(person for person in people if skill in person.skills)
        yield Page(
            skill.address,
            "skill.html",
            skill.name,
            f"{count(len(having), 'person', 'people')} in {view.title} with {skill.name}.",
            {"skill": skill, "people": having, "at_once": _AT_ONCE},
            section=SKILLS,
            updated=max(person.since for person in having),
        )
    yield Page(NOT_FOUND, "404.html", "Page not found", "There is no page at this address.", listed=False)


def _around(page: Page, view: SiteView, people: tuple[Person, ...]) -> dict[str, object]:
    """What the frame of a page needs: its head, its links, the data for search engines."""
    has_feed = bool(view.url and people)
    base = base_path(view.url)

    def to(address: str) -> str:
        if page.address == NOT_FOUND:  # it is shown at any depth
            return base + relative(address, HOME).removeprefix("./")
        return relative(address, page.address)

    title = f"{page.title} – {view.title}" if page.title else view.title
    head = Head(
        title=title,
        heading=page.title or view.title,
        description=" ".join((page.description or view.title).split()),
        canonical=absolute(page.address, view.url) if view.url and page.listed else None,
        picture=None,
        touch_icon=TOUCH_ICON if is_installed() else None,
        card=None,
        feed=FEED if has_feed else None,
        json_feed=JSON_FEED if has_feed else None,
        is_article=False,
        published=None,
        updated=None,
        is_listed=page.listed,
    )
    nav = (
        (NavEntry("Skills", SKILLS, page.section == SKILLS, ours=True),)
        if any(person.skills for person in people)
        else ()
    )
    return {
        "head": head,
        "nav": nav,
        "here": page.address,
        "to": to,
        "search": None,
        "direction": "ltr",
        "ours": lang_attribute(ENGLISH),
        "linked": Markup(_linked(page, view, people)),  # noqa: S704  # JSON without characters that HTML interprets
    }


def _linked(page: Page, view: SiteView, people: tuple[Person, ...]) -> str:
    """The list of people in the terms of schema.org, on the first page; empty without an address."""
    if not view.url or page.address != HOME:
        return ""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "item": without_none(
                {
                    "@type": "Person",
                    "@id": f"{person.entry.url}/#me",
                    "name": person.entry.name,
                    "url": f"{person.entry.url}/",
                    "description": person.entry.line or None,
                    "knowsAbout": [skill.name for skill in person.skills] or None,
                    "sameAs": [link.url for link in person.entry.links if link.icon not in ("paper", "mail")]
                    or None,
                }
            ),
        }
        for position, person in enumerate(people, start=1)
    ]
    node = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "@id": f"{absolute(HOME, view.url)}#people",
        "name": view.title,
        "numberOfItems": len(items),
        "itemListElement": items,
    }
    return in_script(node)


def _feeds(
    view: SiteView, people: tuple[Person, ...], files: Mapping[str, RenderedFile]
) -> dict[str, RenderedFile]:
    """The feeds of new people and of work that came later, the newest first. Their links need an address."""
    if not view.url or not people:
        return {}
    news = sorted(_news(people), key=lambda post: post.title.casefold())
    news.sort(key=lambda post: post.moment, reverse=True)
    told = replace(view, posts=tuple(news[:MOST]))
    pictures = {post.address: post.cover.image for post in news}
    large = LARGE_ICON if LARGE_ICON in files else None
    return {
        FEED: atom(told, view.url, _no_text),
        JSON_FEED: json_feed(told, view.url, _no_text, lambda post: pictures[post.address], large),
    }


def _no_text(_: PostView) -> str:
    return ""


def _news(people: Iterable[Person]) -> Iterator[PostView]:
    for person in people:
        entry = person.entry
        lines = (entry.line, entry.availability, ", ".join(entry.skills[:_AT_ONCE]))
        summary = "\n".join(line for line in lines if line)
        yield _item(f"#{person.slug}", f"New: {entry.name}", summary, f"{entry.url}/", person.since)
        for work in entry.works:
            since = person.works_since.get(work.url, person.since)
            if since > person.since:
                title = f"{entry.name}: {work.title}"
                item = _item(f"#{person.anchor(work)}", title, work.summary, work.url, since)
                yield replace(item, cover=work.cover)


def _item(address: str, title: str, summary: str, url: str, day: dt.date) -> PostView:
    return PostView(
        path="",
        body_line=1,
        address=address,
        title=title,
        date=day,
        moment=dt.datetime.combine(day, dt.time(), dt.UTC),
        updated=None,
        summary=summary,
        body="",
        words=0,
        kind="link",
        tags=(),
        series=None,
        published_url=url,
        video=None,
        citations=(),
        picture=None,
        week="",
        redirect_from=(),
    )
