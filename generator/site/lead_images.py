"""Lead images of posts and projects: their files, and findings at the line that names them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.file_names import is_seen_alike, looks_like
from generator.core.messages import Message
from generator.public.view import Picture, PostView, ProjectView, SiteView
from generator.site.images.album import Album
from generator.site.markdown.link_targets import picture_path


def picture_file(picture: Picture | None, path: str, images: Album) -> str | None:
    """The name of the picture of the text at `path`, if it exists, beside it or in `content/images/`."""
    if picture is None:
        return None
    names = _names(picture, path)
    found = (name for name in names if name in images)
    return next(found, None) or next(filter(None, map(images.similar, names)), None)


def _names(picture: Picture, path: str) -> tuple[str, ...]:
    """The names that are meant, the likeliest first. People also write it with the folder."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), picture.file))
    parts = [part for part in picture.file.split("/") if part not in ("", ".", "..")]
    return beside, "/".join(parts), "/".join(parts).removeprefix("content/").removeprefix("images/")


def lead_files(view: SiteView, images: Album) -> Iterator[tuple[str, str]]:
    """Each lead image that exists, with the path of its text."""
    for entry in _entries(view):
        file = picture_file(entry.picture, entry.path, images)
        if file is not None:
            yield file, entry.path


def lead_findings(view: SiteView, album: Album) -> Iterator[Diagnostic]:
    """Lead images that are missing, unusable or without alternative text."""
    for entry in _entries(view):
        if entry.picture is not None:
            yield from _findings(entry.picture, entry.path, album)


def _findings(picture: Picture, path: str, album: Album) -> Iterator[Diagnostic]:
    location = Location(path, picture.line, picture.column)
    file = picture_file(picture, path, album)
    if file is None:
        yield diagnostic("image-missing.lead", location, file=picture.file)
        return
    if not any(is_seen_alike(file, name) for name in _names(picture, path)):
        written = looks_like(file.removeprefix(f"{posixpath.dirname(path)}/"))
        yield diagnostic("file-spelled-otherwise.here", location, Severity.WARNING, written=written)
    image = album.responsive(file, "")
    if isinstance(image, Message):
        yield diagnostic(image.having(file=picture_path(file)), location)
    elif picture.alt is None:
        yield diagnostic("image-without-alt.lead", location, Severity.WARNING, file=picture.file)


def _entries(view: SiteView) -> tuple[PostView | ProjectView, ...]:
    return (*view.posts, *view.projects)
