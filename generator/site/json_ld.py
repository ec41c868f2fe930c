"""JSON-LD for search engines, in the terms of schema.org.

It is a data block, which no browser runs, so the content security policy needs no exception. A site
without a URL has none, because each statement is about a URL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.core.addresses import ABOUT, HOME, RESUME
from generator.public.view import PostView, ProjectView, SiteView
from generator.site.filters import outward
from generator.site.pages.page import Page
from generator.site.urls import absolute

Node = dict[str, Any]
_CONTEXT = "https://schema.org"
_ME, _SITE = "#me", "#site"
# Characters that could end the block, as JSON escapes.
_ESCAPES = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


def linked_data(page: Page, view: SiteView, labels: Mapping[str, str]) -> str:
    """The JSON-LD of `page`, safe inside a script element; empty if the page is not listed.

    `labels` names the sections of the site by their addresses.
    """
    if not view.url or not page.listed:
        return ""
    nodes = [without_none(node) for node in _nodes(page, view, view.url, labels)]
    return in_script({"@context": _CONTEXT, "@graph": nodes})


def in_script(data: Node) -> str:
    """JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _nodes(page: Page, view: SiteView, url: str, labels: Mapping[str, str]) -> Iterable[Node]:
    post, project = page.values.get("post"), page.values.get("project")
    if page.address == HOME:
        yield _site(view, url)
    if page.address in (HOME, ABOUT, RESUME):
        yield _person(view, url)
    if isinstance(post, PostView):
        yield _posting(post, page, view, url)
    if isinstance(project, ProjectView):
        yield _work(project, page, view, url)
    if page.address != HOME:
        yield _breadcrumbs(page, view, url, labels)


def _site(view: SiteView, url: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": absolute(HOME, url) + _SITE,
        "url": absolute(HOME, url),
        "name": view.title,
        "description": view.description or None,
        "inLanguage": view.language,
        "author": {"@id": absolute(HOME, url) + _ME},
    }


def _person(view: SiteView, url: str) -> Node:
    return {
        **_author(view, url),
        "jobTitle": view.label,
        "description": view.availability or view.description or None,
        "image": absolute(view.portrait.address, url) if view.portrait else None,
        "sameAs": _profiles(view) or None,
    }


def _author(view: SiteView, url: str) -> Node:
    return {
        "@type": "Person",
        "@id": absolute(HOME, url) + _ME,
        "name": view.name,
        "url": absolute(HOME, url),
    }


def _profiles(view: SiteView) -> list[str]:
    """Links to the graduate's accounts."""
    links = [profile.url for profile in view.profiles]
    return [link for link in dict.fromkeys(links) if outward(link) and link.lower().startswith("http")]


def _modified(post: PostView) -> str | None:
    if post.updated_at is not None:
        return post.updated_at.isoformat(timespec="seconds")
    return post.updated.isoformat() if post.updated else None


def _posting(post: PostView, page: Page, view: SiteView, url: str) -> Node:
    page_url = absolute(post.address, url)
    return {
        "@type": "BlogPosting",
        "@id": page_url,
        "url": page_url,
        "mainEntityOfPage": page_url,
        "headline": post.title,
        "description": post.summary or None,
        "datePublished": post.moment.isoformat(timespec="seconds"),
        "dateModified": _modified(post),
        "author": _author(view, url),
        "keywords": list(post.tags) or None,
        "wordCount": post.words or None,
        "image": absolute(page.picture.address, url) if page.picture else None,
        "inLanguage": view.language,
        "sameAs": outward(post.published_url),
        "citation": [source.url for source in post.citations if outward(source.url)] or None,
    }


def _work(project: ProjectView, page: Page, view: SiteView, url: str) -> Node:
    """A project: source code if it has a repository, else a creative work."""
    repository = outward(project.repository)
    page_url = absolute(project.address, url)
    image = page.picture or project.cover.image
    return {
        "@type": "SoftwareSourceCode" if repository else "CreativeWork",
        "@id": page_url,
        "url": page_url,
        "name": project.title,
        "description": project.summary or None,
        "codeRepository": repository,
        "keywords": list(project.stack) or None,
        "dateCreated": project.date.isoformat() if project.date else None,
        "author": _author(view, url),
        "image": absolute(image.address, url) if image else None,
        "inLanguage": view.language,
    }


def _breadcrumbs(page: Page, view: SiteView, url: str, labels: Mapping[str, str]) -> Node:
    """The breadcrumbs from the home page to this one, by its section."""
    trail = [(view.title, HOME)]
    if page.section in labels and page.section != page.address:
        trail.append((labels[page.section], page.section))
    trail.append((page.title, page.address))
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(address, url)}
        for position, (name, address) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def without_none(values: Node) -> Node:
    """The entries that have a value."""
    return {name: value for name, value in values.items() if value is not None}
