"""Encode one picture for the web: several widths in AVIF and WebP, and a fallback for old browsers.

The output depends only on the input bytes and the installed codecs: one thread per picture, because
AVIF comes out different with more.
"""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image, ImageSequence

from generator.core.messages import Message
from generator.site.images.decode import (
    BROKEN,
    animation_too_long,
    broken_image,
    is_animated,
    load_upright,
    open_image,
    to_8_bit,
    upright_width,
    without_metadata,
)
from generator.site.images.svg import encode_drawing
from generator.site.images.variants import WIDEST, ImageVariants, Variant, kind_of

WIDTHS = (480, 800, 1200, WIDEST)
_FALLBACK_WIDTH = 1200
_SMALL_FILE = 10 * 1024  # bytes: lighter pictures get no other variants
_MIN_RATIO = 1.15  # widths closer than this serve the same screens
_DRAWING_COLOURS = 4096  # at most so many: a drawing or a screenshot, not a photograph
_FRAME_MS = 100  # where a frame does not say how long it stays
_LOSSLESS_BITS_PER_PIXEL = 0.25  # below this no lossy variant is needed


def encode(name: str, data: bytes, *, avif: bool) -> ImageVariants | Message:
    """The files of a picture shown in a text; what is wrong with it as a `Message`."""
    if kind_of(name) == "SVG":
        return encode_drawing(data)
    picture = open_image(name, data)
    if isinstance(picture, Message):
        return picture
    try:
        with picture:
            if is_animated(picture):
                return animation_too_long(picture) or _encode_animation(picture)
            own_width = upright_width(picture)
            upright = load_upright(picture, WIDTHS[-1])
            variants = _encode_still(upright, kind_of(name) or "", len(data), avif=avif)
            return replace(variants, own_width=own_width)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return animation_too_long(picture) or broken_image()
    except BROKEN:
        return broken_image()


def encode_full_size(name: str, data: bytes) -> ImageVariants | Message:
    """The picture in its own size and format, for links to it."""
    if kind_of(name) == "SVG":
        return encode_drawing(data)
    picture = open_image(name, data)
    if isinstance(picture, Message):
        return picture
    try:
        with picture:
            if is_animated(picture):
                return animation_too_long(picture) or _encode_animation(picture)
            return ImageVariants(_encoded_as(load_upright(picture), kind_of(name) or ""))
    except BROKEN:
        return broken_image()


def _encode_still(picture: Image.Image, kind: str, size: int, *, avif: bool) -> ImageVariants:
    if picture.width < WIDTHS[0] or size < _SMALL_FILE:
        return ImageVariants(_encoded_as(picture, kind))
    full_colour = to_8_bit(picture)
    is_drawing = kind in ("PNG", "GIF") and picture.getcolors(_DRAWING_COLOURS) is not None
    lossless = (
        _encode_flat(picture, full_colour, kind) if is_drawing and picture.width <= WIDTHS[-1] else None
    )
    if lossless:
        return lossless
    widths = _widths(picture.width)
    fallback_width = max((width for width in widths if width <= _FALLBACK_WIDTH), default=widths[0])
    fallback = _encoded_as(
        picture if fallback_width == picture.width else _resized(full_colour, fallback_width), kind
    )
    images = [_resized(full_colour, width) for width in widths]
    webps = _lighter_than([_webp(image, is_drawing) for image in images], fallback)
    avifs = _lighter_than([_avif(image, is_drawing) for image in images], fallback) if avif else []
    if _bytes_for(avifs, fallback.width) > _bytes_for(webps, fallback.width):
        avifs = []  # browsers prefer AVIF whenever it is offered
    return ImageVariants(fallback, (*avifs, *webps))


def _encode_flat(picture: Image.Image, full_colour: Image.Image, kind: str) -> ImageVariants | None:
    """A drawing with plain areas, encoded without loss; None if that is too heavy.

    Resizing blurs its edges and makes it heavier, and AVIF is heavier than lossless WebP here: so the
    only other file is one for small screens.
    """
    lossless = _lossless(full_colour)
    if len(lossless.data) * 8 > _LOSSLESS_BITS_PER_PIXEL * full_colour.width * full_colour.height:
        return None
    narrower = (
        [_webp(_resized(full_colour, WIDTHS[0]), is_drawing=True)]
        if WIDTHS[0] * _MIN_RATIO < full_colour.width
        else []
    )
    fallback = _encoded_as(picture, kind)
    return ImageVariants(fallback, tuple(_lighter_than([lossless, *narrower], fallback)))


def _widths(full_width: int) -> list[int]:
    """The widths to make of a picture `own` pixels wide, the widest first; none is larger than it is."""
    widest = min(full_width, WIDTHS[-1])
    return [widest, *(width for width in reversed(WIDTHS) if width * _MIN_RATIO < widest)]


def _lighter_than(variants: list[Variant], fallback: Variant) -> list[Variant]:
    """The variants worth serving, narrow before wide; none if the fallback is as light.

    A drawing can get heavier when resized, because its sharp edges blur: then only the wider one is kept.
    """
    same_width = next((variant for variant in variants if variant.width == fallback.width), None)
    if same_width is not None and len(same_width.data) >= len(fallback.data):
        return []
    kept: list[Variant] = []
    for variant in variants:
        if not kept or len(variant.data) < len(kept[-1].data):
            kept.append(variant)
    return kept[::-1]


def _bytes_for(variants: list[Variant], width: int) -> float:
    """Bytes that a browser loads for a slot `width` pixels wide; infinite if no variant is wide enough."""
    return next((len(variant.data) for variant in variants if variant.width >= width), float("inf"))


def _resized(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded_as(picture: Image.Image, kind: str) -> Variant:
    """The picture encoded in the format called `kind`."""
    if kind == "JPEG":
        compatible = picture if picture.mode in ("L", "RGB") else to_8_bit(picture).convert("RGB")
        return _encoded(compatible, kind, quality=85, optimize=True, progressive=True)
    if kind == "WEBP":
        return _encoded(to_8_bit(picture), kind, quality=85, method=4)
    compatible = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else to_8_bit(picture)
    transparency = (
        {"transparency": compatible.info["transparency"]} if "transparency" in compatible.info else {}
    )
    return _encoded(compatible, kind, optimize=True, **transparency)


def _webp(picture: Image.Image, is_drawing: bool) -> Variant:
    lossy = _encoded(picture, "WEBP", quality=80, method=4)
    if not is_drawing:
        return lossy
    return min(_lossless(picture), lossy, key=lambda variant: len(variant.data))


def _lossless(picture: Image.Image) -> Variant:
    return _encoded(picture, "WEBP", lossless=True, quality=80, method=4)


def _avif(picture: Image.Image, is_drawing: bool) -> Variant:
    # Coloured letters blur where colours are stored at half the size.
    subsampling, quality = ("4:4:4", 70) if is_drawing else ("4:2:0", 60)
    return _encoded(picture, "AVIF", quality=quality, subsampling=subsampling, speed=8, max_threads=1)


def _encoded(picture: Image.Image, kind: str, **options: object) -> Variant:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return Variant(kind, picture.width, picture.height, out.getvalue())


def _encode_animation(picture: Image.Image) -> ImageVariants:
    """All frames in one WebP, which plays as often as the original, and the first frame alone."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(picture):
        frames.append(without_metadata(frame.convert("RGBA")))
        durations.append(int(frame.info.get("duration", 0)) or _FRAME_MS)
    animation = _encoded(
        frames[0],
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=_loop_count(picture),
        quality=80,
        method=4,
        allow_mixed=True,
    )
    return ImageVariants(animation, still=_encoded(frames[0], "WEBP", quality=80, method=4))


def _loop_count(picture: Image.Image) -> int:
    """0 means for ever. GIF counts the repeats after the first play; without a count it plays once."""
    loop = picture.info.get("loop")
    if picture.format == "GIF":
        return 1 if loop is None else int(loop) + 1 if loop else 0
    return int(loop or 0)
