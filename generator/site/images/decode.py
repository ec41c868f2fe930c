"""Bytes to pixels: upright, in sRGB, without metadata; or a `Message` that says what is wrong."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from generator.core.messages import Message
from generator.site.images.variants import ENDINGS, FORMATS, kind_of

_PNG = b"\x89PNG\r\n\x1a\n"
# markers of a frame's header in JPEG: SOF0 to SOF15 without DHT, JPG and DAC
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP, read from its header; None if unknown."""
    try:
        return _size(data)
    except (struct.error, IndexError):
        return None


def _size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(_PNG):
        return _pair(">II", data, 16)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _pair("<HH", data, 6)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _pair(layout: str, data: bytes, offset: int) -> tuple[int, int]:
    first, second = struct.unpack_from(layout, data, offset)
    return int(first), int(second)


def _jpeg(data: bytes) -> tuple[int, int] | None:
    for marker, offset in _segments(data):
        if marker in _JPEG_FRAMES:
            height, width = _pair(">HH", data, offset + 3)
            return width, height
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each marker and the offset of its length, up to the image data."""
    offset = 2
    while data[offset] == 0xFF and data[offset + 1] != 0xDA:
        yield data[offset + 1], offset + 2
        offset += 2 + int(struct.unpack_from(">H", data, offset + 2)[0])


def _webp(data: bytes) -> tuple[int, int] | None:
    if len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = _pair("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


MAX_PIXELS = 60_000_000
MAX_ANIMATION_PIXELS = 4 * MAX_PIXELS  # all frames together
# What Pillow raises for malformed pictures: it does not validate before it reads.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, MemoryError),
    struct.error,
)
_ORIENTATION = 0x0112
_SRGB = (b"sRGB", "sRGB".encode("utf-16-be"))
_ROTATED_90 = frozenset({5, 6, 7, 8})


def open_image(name: str, data: bytes) -> Image.Image | Message:
    """The picture with only its header read, or what is wrong (a `Message` without its `file`)."""
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
        return broken_image()


def broken_image() -> Message:
    """The message for data that ends early or makes no sense."""
    return Message("unusable-picture.broken")


def is_animated(picture: Image.Image) -> bool:
    """Whether it has several frames to play. The two views in a phone's MPO photograph do not count."""
    return picture.format != "MPO" and int(getattr(picture, "n_frames", 1)) > 1


def animation_too_long(picture: Image.Image) -> Message | None:
    """What is wrong if all frames together exceed `MAX_ANIMATION_PIXELS`: small files can hold hours."""
    frames = int(getattr(picture, "n_frames", 1))
    is_long = frames * picture.width * picture.height > MAX_ANIMATION_PIXELS
    return _too_large(MAX_ANIMATION_PIXELS, "unusable-picture.frames") if is_long else None


def upright_width(picture: Image.Image) -> int:
    """The width in pixels once it is rotated as EXIF says."""
    return picture.height if picture.getexif().get(_ORIENTATION) in _ROTATED_90 else picture.width


def load_upright(picture: Image.Image, widest: int | None = None) -> Image.Image:
    """All pixels, rotated as EXIF says and in sRGB; a JPEG is decoded no larger than `widest` needs."""
    if widest is not None:
        is_rotated = picture.getexif().get(_ORIENTATION) in _ROTATED_90
        picture.draft(picture.mode, (1, widest) if is_rotated else (widest, 1))
    return without_metadata(_in_srgb(ImageOps.exif_transpose(picture)))


def without_metadata(picture: Image.Image) -> Image.Image:
    """A copy without metadata. Pillow saves whatever is in `info`, so only the transparent colour stays."""
    copy = picture.copy()
    copy.info = {key: copy.info[key] for key in ("transparency",) if key in copy.info}
    return copy


def to_8_bit(picture: Image.Image) -> Image.Image:
    """The picture as 8-bit grey, RGB or RGBA, which every encoder takes."""
    if picture.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in picture.info:
        converted = picture.convert("RGBA")
        return (
            converted.convert("RGB")
            if converted.getchannel("A").getextrema() == (255, 255)
            else without_metadata(converted)
        )
    if picture.mode.startswith("I"):  # 16 bits a pixel: the upper half of them
        converted = picture.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
        return without_metadata(converted)
    return without_metadata(
        picture if picture.mode in ("L", "RGB") else picture.convert(_plain_mode(picture.mode))
    )


def _plain_mode(mode: str) -> str:
    return "L" if mode in ("1", "F") else "RGB"


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Convert to sRGB. A profile that cannot be read is ignored."""
    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or any(name in profile for name in _SRGB):
        return picture
    source = picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else to_8_bit(picture)
    mode = "RGBA" if source.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(source, source_profile, target, outputMode=mode)
        if converted is not None:
            return converted.convert("L") if picture.mode == "L" else converted
    return picture


def _too_large(max_pixels: int, key: str = "unusable-picture.pixels") -> Message:
    return Message(key, millions=max_pixels // 1_000_000)


def _mislabelled(name: str, kind: str, data: bytes) -> Message:
    """The message for a file whose content is not what its name says; it names the real format if known."""
    if data[4:8] == b"ftyp":
        return Message("unusable-picture.heic", kind=kind)
    try:
        with Image.open(io.BytesIO(data), formats=sorted(set(FORMATS.values()))) as picture:
            extension = ENDINGS.get("JPEG" if picture.format == "MPO" else str(picture.format))
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning):
        extension = None
    if extension is None:
        return Message("unusable-picture.no-picture", kind=kind)
    return Message("unusable-picture.mislabelled", kind=kind, name=f"{name[: name.rfind('.')]}.{extension}")
