"""Formats, and the encoded files of one picture: a fallback for every browser and lighter variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDEST = 1600
"""Pixels of the widest file that pages show."""
# Ending → Pillow's name of the format. HEIC is read by few browsers.
FORMATS: Mapping[str, str] = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".gif": "GIF",
}
ENDINGS: Mapping[str, str] = {
    "PNG": "png",
    "JPEG": "jpg",
    "WEBP": "webp",
    "GIF": "gif",
    "AVIF": "avif",
    "SVG": "svg",
}
TYPES: Mapping[str, str] = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "SVG": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One file of a picture. `kind` is Pillow's name of its format; sizes are in pixels."""

    kind: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ImageVariants:
    """A picture's files, without metadata, upright and in sRGB.

    `fallback` is in a format that every browser knows. `choices` are the lighter ones, AVIF before
    WebP and narrow before wide. `still` is the first frame of a picture that is_animated. `own_width` is
    that of the file in the repository.
    """

    fallback: Variant
    choices: tuple[Variant, ...] = ()
    still: Variant | None = None
    own_width: int = 0


def kind_of(name: str) -> str | None:
    """The format for the file name's extension, in Pillow's words; None if we do not publish it."""
    ending = name[name.rfind(".") :].lower()
    return "SVG" if ending == ".svg" else FORMATS.get(ending)
