"""The picture at the head of a post or a project: its file, and what is wrong with it, at its line."""

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
    forms = ("/".join(parts), "/".join(parts).removeprefix("content/").removeprefix("images/"))
    return next((form for form in forms if form in images), None)


def lead_files(view: SiteView, images: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each picture that heads a text, and the path of the text."""
    for each in _pictured(view):
        file = picture_file(each.picture, images)
        if file is not None:
            yield file, each.path


def lead_findings(view: SiteView, album: Album) -> Iterator[Diagnostic]:
    """Pictures that are not there, that cannot be shown, and those that nobody described."""
    for each in _pictured(view):
        if each.picture is not None:
            yield from _findings(each.picture, each.path, album)


def _findings(picture: Picture, path: str, album: Album) -> Iterator[Diagnostic]:
    location = Location(path, picture.line, picture.column)
    file = picture_file(picture, album)
    if file is None:
        yield diagnostic("image-missing.lead", location, file=picture.file)
        return
    shown = album.shown(file, "")
    if isinstance(shown, Message):
        yield diagnostic(shown.having(file=file), location)
    elif picture.alt is None:
        yield diagnostic("image-without-alt.lead", location, Severity.WARNING, file=picture.file)


def _pictured(view: SiteView) -> tuple[PostView | ProjectView, ...]:
    return (*view.posts, *view.projects)
