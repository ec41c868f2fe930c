"""Lead images of posts and projects: their files, and findings at the line that names them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.public.view import Picture, PostView, ProjectView, SiteView
from generator.site.images.album import Album


def picture_file(picture: Picture | None, images: Collection[str]) -> str | None:
    """The picture's path below `content/images/`, if it exists. People also write it with the folder."""
    if picture is None:
        return None
    parts = [part for part in picture.file.split("/") if part not in ("", ".", "..")]
    candidates = ("/".join(parts), "/".join(parts).removeprefix("content/").removeprefix("images/"))
    return next((candidate for candidate in candidates if candidate in images), None)


def lead_files(view: SiteView, images: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each lead image that exists, with the path of its text."""
    for entry in _entries(view):
        file = picture_file(entry.picture, images)
        if file is not None:
            yield file, entry.path


def lead_findings(view: SiteView, album: Album) -> Iterator[Diagnostic]:
    """Lead images that are missing, unusable or without alternative text."""
    for entry in _entries(view):
        if entry.picture is not None:
            yield from _findings(entry.picture, entry.path, album)


def _findings(picture: Picture, path: str, album: Album) -> Iterator[Diagnostic]:
    location = Location(path, picture.line, picture.column)
    file = picture_file(picture, album)
    if file is None:
        yield diagnostic("image-missing.lead", location, file=picture.file)
        return
    image = album.responsive(file, "")
    if isinstance(image, Message):
        yield diagnostic(image.having(file=file), location)
    elif picture.alt is None:
        yield diagnostic("image-without-alt.lead", location, Severity.WARNING, file=picture.file)


def _entries(view: SiteView) -> tuple[PostView | ProjectView, ...]:
    return (*view.posts, *view.projects)
