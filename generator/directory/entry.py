"""One person of the directory: copied from their public view, as far as their own site shows it.

Nothing here knows a record. What a graduate's site does not show, for whatever reason, is not here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.core.addresses import HOME, PROJECTS, RESUME
from generator.core.text import fold_line
from generator.public.view import (
    Choice,
    Cover,
    PostView,
    Profile,
    ProjectView,
    ResponsiveImage,
    ResumeView,
    SiteView,
)
from generator.site.files import RenderedSite
from generator.site.filters import outward
from generator.site.plates import plate
from generator.site.urls import absolute, file_of

WORKS, SKILLS = 3, 100
"""How many pieces of work are shown, and how many skills count. Who names more has named none."""
_WIDEST = 1000  # pixels: a picture stands in a third of the page


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: `url` is its page, on the person's own site."""

    title: str
    summary: str
    url: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class Entry:
    """A person. `url` is their own site, without a slash at its end; `links` are outward addresses.

    `line` says what they are, `availability` what they look for and from when, `place` where they are. They
    may be empty. `pictures` are the files of their site that the covers name.
    """

    name: str
    url: str
    language: str
    line: str
    availability: str
    place: str
    skills: tuple[str, ...]
    links: tuple[Profile, ...]
    works: tuple[Work, ...]
    pictures: tuple[str, ...] = ()


def entry_of(view: SiteView, site: RenderedSite) -> Entry | None:
    """The person whose public view this is and whose whole site is `site`.

    None if they have no public address, or if their own pages do not even have their name.
    """
    if not view.url:
        return None
    texts = _works(view)
    pages = (HOME, PROJECTS, RESUME, *(text.address for text in texts))
    shown = _Shown(site, pages)
    if not shown.has(view.name):
        return None
    works: list[Work] = []
    pictures: set[str] = set()
    for text in texts:
        if not shown.has(text.title):
            continue
        cover = _cover(text, site)
        pictures |= set(_addresses(cover))
        summary = text.summary if shown.has(text.summary) else ""
        works.append(Work(text.title, summary, absolute(text.address, view.url), cover))
    return Entry(
        name=view.name,
        url=view.url,
        language=view.language,
        line=shown.or_nothing(_line(view)),
        availability=shown.or_nothing(view.availability),
        place=shown.or_nothing(view.resume.place if view.resume else None),
        skills=tuple(skill for skill in _skills(view) if shown.has(skill)),
        links=tuple(_links(view, shown)),
        works=tuple(works),
        pictures=tuple(sorted(pictures)),
    )


class _Shown:
    """What the pages of a site say, in their text and their attributes."""

    def __init__(self, site: RenderedSite, addresses: Iterable[str]) -> None:
        files = (site.files.get(file_of(address)) for address in dict.fromkeys(addresses))
        pages = (file.data.decode("utf-8", "replace") for file in files if file)
        self._text = " ".join(" ".join(map(html.unescape, pages)).split())

    def has(self, text: str) -> bool:
        """Whether these words stand there, not as a part of others."""
        words = re.escape(" ".join(text.split()))
        return re.search(rf"(?<!\w){words}(?!\w)", self._text) is not None

    def or_nothing(self, text: str | None) -> str:
        """The text if it stands there, else an empty one."""
        return text if text and self.has(text) else ""


def _line(view: SiteView) -> str:
    """One sentence: the description, where it says more than the other lines and the programme."""
    is_more = view.description not in (view.availability, view.label, f"{view.programme} portfolio")
    return (view.description if is_more else view.label) or ""


def _works(view: SiteView) -> tuple[ProjectView | PostView, ...]:
    """As on the person's home page: featured projects, other projects, posts."""
    projects = sorted(view.projects, key=lambda project: not project.featured)
    posts = [post for post in view.posts if post.kind == "written"]
    texts: tuple[ProjectView | PostView, ...] = (*projects, *posts)
    return texts[:WORKS]


def _skills(view: SiteView) -> tuple[str, ...]:
    """The skills of the résumé, each once; where it has none, what the projects are made with."""
    named = [skill for entry in _entries(view.resume) for skill in entry]
    named = named or [name for project in view.projects for name in project.stack]
    unique: dict[str, str] = {}
    for name in named:
        if name.strip():
            unique.setdefault(skill_key(name), " ".join(name.split()))
    return tuple(unique.values())[:SKILLS]


def _entries(resume: ResumeView | None) -> Iterable[tuple[str, ...]]:
    """The keywords of each entry, or its name: `Languages: Python, SQL` are two skills."""
    return ((skill.keywords or (skill.name,)) for skill in (resume.skills if resume else ()))


def skill_key(name: str) -> str:
    """What makes two spellings one skill: case and accents do not count, signs do (C, C++, C#)."""
    return fold_line(name.replace("♯", "#"))


def _links(view: SiteView, shown: _Shown) -> Iterable[Profile]:
    """Where else to look: the résumé, the accounts, and how to write to them."""
    if view.resume is not None and view.url:
        yield Profile("Résumé", absolute(RESUME, view.url), "paper")
    for profile in view.profiles:
        url = outward(profile.url)
        if url and shown.has(url):
            yield replace(profile, url=url)
    contact = outward(view.contact)
    if contact and shown.has(contact):
        yield Profile("Get in touch", contact, "mail")


def _cover(text: ProjectView | PostView, site: RenderedSite) -> Cover:
    """The cover of a work, in those of its files that its site has and that are not too large here."""
    image = _fitting(text.cover.image, site)
    return Cover(image) if image else Cover(plate=text.cover.plate or plate(text.address))


def _fitting(image: ResponsiveImage | None, site: RenderedSite) -> ResponsiveImage | None:
    if image is None or image.address not in site.files:
        return None
    sources = []
    for source in image.sources:
        there = [choice for choice in source.choices if choice.address in site.files]
        if there:
            some = [choice for choice in there if choice.width <= _WIDEST]
            sources.append(replace(source, choices=tuple(some or there[:1])))
    return replace(image, sources=tuple(sources), dark=_fitting(image.dark, site), full="")


def _addresses(cover: Cover) -> Iterable[str]:
    for image in (cover.image, cover.image.dark if cover.image else None):
        if image is not None:
            yield image.address
            yield from (choice.address for source in image.sources for choice in source.choices)


def moved(entry: Entry, addresses: Mapping[str, str]) -> Entry:
    """The entry with its pictures at other addresses."""

    def image(each: ResponsiveImage | None) -> ResponsiveImage | None:
        if each is None:
            return None
        sources = tuple(
            replace(
                source,
                choices=tuple(Choice(addresses[one.address], one.width) for one in source.choices),
            )
            for source in each.sources
        )
        return replace(each, address=addresses[each.address], sources=sources, dark=image(each.dark))

    works = (replace(work, cover=replace(work.cover, image=image(work.cover.image))) for work in entry.works)
    return replace(entry, works=tuple(works))
