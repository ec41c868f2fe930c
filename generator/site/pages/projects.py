"""Projects: the index and the case studies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.addresses import PROJECTS
from generator.site.pages.page import SiteContext, Page
from generator.public.view import ProjectView


def projects(material: SiteContext) -> Iterator[Page]:
    """All pages about projects; none if there are none."""
    every = material.view.projects
    if not every:
        return
    say = material.say
    description = say("Projects by {name}.", name=material.view.name)
    paths = tuple(project.path for project in every)
    yield Page(PROJECTS, "projects.html", say("Projects"), description, {"projects": every}, paths, PROJECTS)
    for location, project in enumerate(every):
        following = every[(location + 1) % len(every)] if len(every) > 1 else None
        yield _project(project, following, material)


def _project(project: ProjectView, following: ProjectView | None, material: SiteContext) -> Page:
    picture = material.picture(project.picture)
    body = material.texts[project.path].html
    values = {"project": project, "body": body, "picture": picture, "following": following}
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
