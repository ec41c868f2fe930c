"""Bytes to pixels: upright, in sRGB, without a word of what the camera wrote; or what is wrong with them."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from generator.core.messages import Message
from generator.site.images.dimensions import size_of
from generator.site.images.variants import ENDINGS, FORMATS, kind_of

MAX_PIXELS = 60_000_000
MAX_MOVING_PIXELS = 4 * MAX_PIXELS  # all frames together
# What Pillow raises at pictures that are not what they say: it reads what it is given as it comes.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, MemoryError),
    struct.error,
)
_ORIENTATION = 0x0112
_SRGB = (b"sRGB", "sRGB".encode("utf-16-be"))
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})


def opened(name: str, data: bytes) -> Image.Image | Message:
    """The picture, its header read and no more; or why there is none, a text that wants the file's path."""
    kind = kind_of(name)
    if kind is None:
        return Message("unusable-picture.kind")
    size = size_of(data)
    if size is not None and size[0] * size[1] > MAX_PIXELS:
        return _too_large(MAX_PIXELS)
    try:
        return Image.open(io.BytesIO(data), formats=[kind])
    except UnidentifiedImageError:
        return _mislabelled(name, kind, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large(MAX_PIXELS)
    except BROKEN:
        return broken()


def broken() -> Message:
    """The picture cannot be read to its end."""
    return Message("unusable-picture.broken")


def moves(picture: Image.Image) -> bool:
    """Whether it has frames to play. The two views of a phone's photograph are none."""
    return picture.format != "MPO" and int(getattr(picture, "n_frames", 1)) > 1


def moves_too_long(picture: Image.Image) -> Message | None:
    """A short file can unpack to hours of film."""
    frames = int(getattr(picture, "n_frames", 1))
    is_long = frames * picture.width * picture.height > MAX_MOVING_PIXELS
    return _too_large(MAX_MOVING_PIXELS, "unusable-picture.frames") if is_long else None


def upright(picture: Image.Image, widest: int | None = None) -> Image.Image:
    """All pixels, turned the right way up and in sRGB; a JPEG decoded no larger than `widest` needs."""
    if widest is not None:
        turned = picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
        picture.draft(picture.mode, (1, widest) if turned else (widest, 1))
    return bare(_in_srgb(ImageOps.exif_transpose(picture)))


def bare(picture: Image.Image) -> Image.Image:
    """The pixels alone. Pillow writes what it finds in `info`, so only a clear colour stays there."""
    made = picture.copy()
    made.info = {key: made.info[key] for key in ("transparency",) if key in made.info}
    return made


def in_full_colour(picture: Image.Image) -> Image.Image:
    """The picture as grey, RGB or RGBA of 8 bits, whatever it was: what every encoder takes."""
    if picture.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in picture.info:
        made = picture.convert("RGBA")
        return made.convert("RGB") if made.getchannel("A").getextrema() == (255, 255) else bare(made)
    if picture.mode.startswith("I"):  # 16 bits a pixel: the upper half of them
        made = picture.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
        return bare(made)
    return bare(picture if picture.mode in ("L", "RGB") else picture.convert(_plain_mode(picture.mode)))


def _plain_mode(mode: str) -> str:
    return "L" if mode in ("1", "F") else "RGB"


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours as the web means them. A profile that cannot be read is left out of account."""
    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or any(name in profile for name in _SRGB):
        return picture
    source = picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else in_full_colour(picture)
    mode = "RGBA" if source.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(source, read, target, outputMode=mode)
        if made is not None:
            return made.convert("L") if picture.mode == "L" else made
    return picture


def _too_large(most: int, text: str = "unusable-picture.pixels") -> Message:
    return Message(text, millions=most // 1_000_000)


def _mislabelled(name: str, kind: str, data: bytes) -> Message:
    """What the file is instead, where we can tell."""
    if data[4:8] == b"ftyp":
        return Message("unusable-picture.heic", kind=kind)
    try:
        with Image.open(io.BytesIO(data), formats=sorted(set(FORMATS.values()))) as picture:
            ending = ENDINGS.get("JPEG" if picture.format == "MPO" else str(picture.format))
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning):
        ending = None
    if ending is None:
        return Message("unusable-picture.no-picture", kind=kind)
    return Message("unusable-picture.mislabelled", kind=kind, name=f"{name[: name.rfind('.')]}.{ending}")
