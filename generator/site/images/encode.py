"""One picture to the files that pages show: several widths in AVIF and WebP, and one for old browsers.

Everything here is a function of the bytes that come in and of the codecs that are installed: one
thread to a picture, since AVIF comes out different with more.
"""

from __future__ import annotations

import io

from PIL import Image

from generator.core.messages import Message
from generator.site.images.animated import draw_moving
from generator.site.images.decode import (
    BROKEN,
    broken,
    in_full_colour,
    moves,
    moves_too_long,
    opened,
    upright,
)
from generator.site.images.variants import Drawn, Variant, kind_of

WIDTHS = (480, 800, 1200, 1600)
_FALLBACK_WIDTH = 1200
_LEFT_ALONE = 10 * 1024  # bytes: lighter pictures are served as they are
_NEARLY = 1.15  # widths closer than that serve the same screens
_FEW_COLOURS = 4096  # a drawing or a screenshot, not a photograph
_FLAT = 0.25  # bits a pixel: what an exact copy may weigh to need no lossy one beside it


def draw(name: str, data: bytes, *, avif: bool) -> Drawn | Message:
    """The files of a picture as it stands in a text."""
    picture = opened(name, data)
    if isinstance(picture, Message):
        return picture
    try:
        with picture:
            if moves(picture):
                return moves_too_long(picture) or draw_moving(picture)
            return _still(upright(picture, WIDTHS[-1]), kind_of(name) or "", len(data), avif=avif)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return moves_too_long(picture) or broken()
    except BROKEN:
        return broken()


def draw_whole(name: str, data: bytes) -> Drawn | Message:
    """The picture in its own size and format: what a link to it leads to."""
    picture = opened(name, data)
    if isinstance(picture, Message):
        return picture
    try:
        with picture:
            if moves(picture):
                return moves_too_long(picture) or draw_moving(picture)
            return Drawn(_saved(upright(picture), kind_of(name) or ""))
    except BROKEN:
        return broken()


def _still(picture: Image.Image, kind: str, size: int, *, avif: bool) -> Drawn:
    if picture.width < WIDTHS[0] or size < _LEFT_ALONE:
        return Drawn(_saved(picture, kind))
    full = in_full_colour(picture)
    is_drawing = kind in ("PNG", "GIF") and picture.getcolors(_FEW_COLOURS) is not None
    flat = _flat(picture, full, kind) if is_drawing and picture.width <= WIDTHS[-1] else None
    if flat is not None:
        return flat
    widths = _widths(picture.width)
    fits = max((width for width in widths if width <= _FALLBACK_WIDTH), default=widths[0])
    fallback = _saved(picture if fits == picture.width else _narrowed(full, fits), kind)
    sizes = [_narrowed(full, width) for width in widths]
    webp = _lighter([_webp(each, is_drawing) for each in sizes], fallback)
    modern = _lighter([_avif(each, is_drawing) for each in sizes], fallback) if avif else []
    if _at(modern, fallback.width) > _at(webp, fallback.width):
        modern = []  # browsers take AVIF where they are offered it
    return Drawn(fallback, (*modern, *webp))


def _flat(picture: Image.Image, full: Image.Image, kind: str) -> Drawn | None:
    """A drawing of plain areas, as it is; None of one that is too heavy so.

    Narrowed, its edges become shades and it grows, and AVIF is heavier than an exact WebP of it: so
    nothing else is tried but one file for small places.
    """
    exact = _exact(full)
    if len(exact.data) * 8 > _FLAT * full.width * full.height:
        return None
    narrow = [_webp(_narrowed(full, WIDTHS[0]), is_drawing=True)] if WIDTHS[0] * _NEARLY < full.width else []
    fallback = _saved(picture, kind)
    return Drawn(fallback, tuple(_lighter([exact, *narrow], fallback)))


def _widths(own: int) -> list[int]:
    """The widths to make of a picture `own` pixels wide, the widest first; none is larger than it is."""
    widest = min(own, WIDTHS[-1])
    return [widest, *(width for width in reversed(WIDTHS) if width * _NEARLY < widest)]


def _lighter(variants: list[Variant], fallback: Variant) -> list[Variant]:
    """Those that are worth their place, narrow before wide; none where the fallback is as light.

    A drawing can grow when it is narrowed, for its sharp edges become shades: a browser would rather
    be given the wider one.
    """
    same = next((each for each in variants if each.width == fallback.width), None)
    if same is not None and len(same.data) >= len(fallback.data):
        return []
    worth: list[Variant] = []
    for each in variants:
        if not worth or len(each.data) < len(worth[-1].data):
            worth.append(each)
    return worth[::-1]


def _at(variants: list[Variant], width: int) -> float:
    """What a browser has to load for a place `width` pixels wide; endless where there is nothing."""
    return next((len(each.data) for each in variants if each.width >= width), float("inf"))


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _saved(picture: Image.Image, kind: str) -> Variant:
    """The picture in its own format."""
    if kind == "JPEG":
        ready = picture if picture.mode in ("L", "RGB") else in_full_colour(picture).convert("RGB")
        return _encoded(ready, kind, quality=85, optimize=True, progressive=True)
    if kind == "WEBP":
        return _encoded(in_full_colour(picture), kind, quality=85, method=4)
    ready = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else in_full_colour(picture)
    clear = {"transparency": ready.info["transparency"]} if "transparency" in ready.info else {}
    return _encoded(ready, kind, optimize=True, **clear)


def _webp(picture: Image.Image, is_drawing: bool) -> Variant:
    lossy = _encoded(picture, "WEBP", quality=80, method=4)
    if not is_drawing:
        return lossy
    return min(_exact(picture), lossy, key=lambda each: len(each.data))


def _exact(picture: Image.Image) -> Variant:
    return _encoded(picture, "WEBP", lossless=True, quality=80, method=4)


def _avif(picture: Image.Image, is_drawing: bool) -> Variant:
    # Coloured letters blur where colours are stored at half the size.
    subsampling, quality = ("4:4:4", 70) if is_drawing else ("4:2:0", 60)
    return _encoded(picture, "AVIF", quality=quality, subsampling=subsampling, speed=8, max_threads=1)


def _encoded(picture: Image.Image, kind: str, **options: object) -> Variant:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return Variant(kind, picture.width, picture.height, out.getvalue())
