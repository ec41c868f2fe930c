"""Projects: the index and the case studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.addresses import PROJECTS
from generator.site.pages.blog import contents
from generator.site.pages.page import Page, SiteContext


def projects(context: SiteContext) -> Iterator[Page]:
    """All pages about projects; none if there are none."""
    project_views = context.view.projects
    if not project_views:
        return
    say = context.say
    description = say("Projects by {name}.", name=context.view.name)
    paths = tuple(project.path for project in project_views)
    yield Page(
        PROJECTS, "projects.html", say("Projects"), description, {"projects": project_views}, paths, PROJECTS
    )
    for position in range(len(project_views)):
        yield project_page(position, context)


def project_page(position: int, context: SiteContext) -> Page:
    """The page of the project at that place among all."""
    views = context.view.projects
    project = views[position]
    following = views[(position + 1) % len(views)] if len(views) > 1 else None
    picture = context.picture(project)
    body = context.texts[project.path].html
    values = {
        "project": replace(project),
        "body": body,
        "picture": picture,
        "contents": contents(body),
        "following": following,
    }
    return Page(
        project.address,
        "project.html",
        project.title,
        project.summary,
        values,
        (project.path, following.path) if following else (project.path,),
        PROJECTS,
        updated=project.date,
        picture=picture,
    )
