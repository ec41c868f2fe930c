"""Pictures of posts and projects, at their head and in lists: their files, and findings at their lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.file_names import is_seen_alike, looks_like
from generator.core.messages import Message
from generator.core.text import SimilarWords
from generator.public.view import Cover, Picture, PostView, ProjectView, ResponsiveImage, SiteView
from generator.site.images.album import Album
from generator.site.markdown.link_targets import is_outside, picture_path
from generator.site.plates import plate


def picture_file(picture: Picture | None, path: str, images: Album) -> str | None:
    """The name of the picture of the text at `path`, if it exists, beside it or in `content/images/`."""
    if picture is None:
        return None
    names = _names(picture, path)
    found = (name for name in names if name in images)
    return next(found, None) or next(filter(None, map(images.similar, names)), None)


def lead_image(
    picture: Picture | None, path: str, album: Album, *, enlarged: bool = False
) -> ResponsiveImage | None:
    """The picture that the text at `path` names, with its files; None if there is none that can be shown.

    If it is to be `enlarged`, also with the file to look closely at.
    """
    file = picture_file(picture, path, album)
    if picture is None or file is None:
        return None
    image = album.responsive(file, picture.alt or "")
    if isinstance(image, Message):
        return None
    left, top = picture.focus
    dark = lead_image(picture.dark, path, album)
    full = album.largest(file) if enlarged else ""
    return replace(image, x=round(left / 10), y=round(top / 10), dark=dark, full=full)


_SMALLEST = 320  # pixels: narrower pictures of a text are badges and icons


def cover_of(text: PostView | ProjectView, shown: Iterable[str], album: Album) -> Cover:
    """What stands for a text in lists. `shown` are the names of the pictures in it, in their order."""
    for picture in (text.thumbnail, text.picture):
        image = lead_image(picture, text.path, album)
        if image is not None:
            return Cover(_still(image))
    for name in shown:
        first = album.responsive(name, "")
        if isinstance(first, ResponsiveImage) and first.size[0] >= _SMALLEST:
            return Cover(_still(first))
    return Cover(plate=plate(text.address))


def portrait_of(view: SiteView, album: Album) -> ResponsiveImage | None:
    """The picture of the graduate. A face is mostly in the upper half of a tall one."""
    portrait = view.portrait_file
    image = lead_image(portrait, portrait.path, album) if portrait else None
    if image is None:
        return None
    width, height = image.size
    return _still(replace(image, y=2) if height > width else image)


def _still(image: ResponsiveImage) -> ResponsiveImage:
    """The picture without motion: lists do not move."""
    stills = [source for source in image.sources if source.media]
    return replace(image, address=stills[0].choices[0].address, sources=()) if stills else image


def _names(picture: Picture, path: str) -> tuple[str, ...]:
    """The names that are meant, the likeliest first. People also write it with the folder."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), picture.file))
    parts = [part for part in picture.file.split("/") if part not in ("", ".", "..")]
    return beside, "/".join(parts), "/".join(parts).removeprefix("content/").removeprefix("images/")


def lead_files(view: SiteView, images: Album) -> Iterator[tuple[str, str]]:
    """Each picture that a text names and that exists, with the path of the text."""
    for picture, path in _named(view):
        file = picture_file(picture, path, images)
        if file is not None:
            yield file, path


def lead_findings(view: SiteView, album: Album) -> Iterator[Diagnostic]:
    """Pictures that texts name and that are missing, unusable, or without alternative text."""
    for picture, path in _named(view):
        yield from _findings(picture, path, album)


# A picture of the résumé is not asked for: résumés of other programs name one on another site.
_KEYS = {"basics.image": "image"}
_PLAIN = re.compile(r"\w[\w./-]*")  # needs no quotes in YAML
_LEAST = {"thumbnail": 480, "portrait": 240, "basics.image": 240}
"""The fewest pixels in width that a picture of a key needs where it is shown."""


def _findings(picture: Picture, path: str, album: Album) -> Iterator[Diagnostic]:
    location = Location(path, picture.line, picture.column)
    file = picture_file(picture, path, album)
    if file is None:
        yield _missing(picture, location, album)
        return
    if not any(is_seen_alike(file, name) for name in _names(picture, path)):
        written = looks_like(file.removeprefix(f"{posixpath.dirname(path)}/"))
        yield diagnostic("file-spelled-otherwise.here", location, Severity.WARNING, written=written)
    image = album.responsive(file, "")
    if isinstance(image, Message):
        yield diagnostic(image.having(file=picture_path(file)), location)
    elif picture.key in _LEAST and image.size[0] < _LEAST[picture.key]:
        width, least = image.size[0], _LEAST[picture.key]
        yield diagnostic(
            "image-too-small.here", location, Severity.WARNING, file=picture.file, width=width, least=least
        )
    elif picture.alt is None:
        yield diagnostic("image-without-alt.lead", location, Severity.WARNING, file=picture.file)


def _missing(picture: Picture, location: Location, album: Album) -> Diagnostic:
    key = _KEYS.get(picture.key, picture.key)
    severity = Severity.WARNING if picture.key == "basics.image" else Severity.ERROR
    if is_outside(picture.file):
        name = picture.file.rpartition("/")[2] or "image.png"
        return diagnostic(
            "image-missing.elsewhere", location, severity, key=picture.key, line=_line(key, name)
        )
    names = {name.rpartition("/")[2]: name for name in sorted(album)}
    close = SimilarWords(names).closest(picture.file.rpartition("/")[2])
    hint = (
        Message("image-missing.meant", line=_line(key, names[close]))
        if close
        else Message("image-missing.none-like-it", key=key)
    )
    return diagnostic("image-missing.lead", location, severity, file=picture.file, hint=hint)


def _line(key: str, name: str) -> str:
    return f"{key}: {name}" if _PLAIN.fullmatch(name) else f'{key}: "{name}"'


def _named(view: SiteView) -> Iterator[tuple[Picture, str]]:
    """Each picture that is named under a key, with the path of its file."""
    texts: tuple[PostView | ProjectView, ...] = (*view.posts, *view.projects)
    for text in texts:
        lead = text.picture
        for picture in (lead, lead.dark if lead else None, text.thumbnail):
            if picture is not None:
                yield picture, text.path
    if view.portrait_file is not None:
        yield view.portrait_file, view.portrait_file.path
