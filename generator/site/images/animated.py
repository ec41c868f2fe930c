"""Pictures that move: saved anew as one WebP, with a still for those who asked for less motion."""

from __future__ import annotations

import io

from PIL import Image, ImageSequence

from generator.site.images.decode import bare
from generator.site.images.variants import Drawn, Variant

_MOMENT = 100  # milliseconds, where a frame does not say how long it stays


def draw_moving(picture: Image.Image) -> Drawn:
    """All frames in one WebP, which plays them as often as before, and the first alone."""
    loop = _loops(picture)
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(picture):
        frames.append(bare(frame.convert("RGBA")))
        durations.append(int(frame.info.get("duration", 0)) or _MOMENT)
    out = io.BytesIO()
    frames[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loop,
        quality=80,
        method=4,
        allow_mixed=True,
    )
    return Drawn(_webp(frames[0], out), still=_webp(frames[0], _still(frames[0])))


def _loops(picture: Image.Image) -> int:
    """0 is for ever. GIF counts the times after the first; one that does not say plays once."""
    told = picture.info.get("loop")
    if picture.format == "GIF":
        return 1 if told is None else int(told) + 1 if told else 0
    return int(told or 0)


def _still(frame: Image.Image) -> io.BytesIO:
    out = io.BytesIO()
    frame.save(out, "WEBP", quality=80, method=4)
    return out


def _webp(frame: Image.Image, out: io.BytesIO) -> Variant:
    return Variant("WEBP", frame.width, frame.height, out.getvalue())
