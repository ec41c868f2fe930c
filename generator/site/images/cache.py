"""Drawn pictures kept from build to build, by what went into them."""

from __future__ import annotations

from functools import cache as once
from importlib.util import find_spec
from pathlib import Path

from generator.core.cache import cache_get, cache_key, cache_put
from generator.core.cache import pack, unpack
from generator.site.images.variants import Drawn, Variant, kind_of

_FOLDER = "pictures"
_EDITION = b"3"  # of how pictures are drawn: another one draws them anew


@once
def has_avif() -> bool:
    """Whether this Pillow was built with AVIF. Asked without importing it."""
    return find_spec("PIL._avif") is not None


def get_drawn(cache: Path | None, name: str, data: bytes, *, whole: bool) -> Drawn | None:
    """What was drawn of these bytes before, by the same Pillow."""
    kept = cache_get(cache, _FOLDER, _key(name, data, whole)) if cache else None
    unpacked = unpack(kept) if kept is not None else None
    if unpacked is None:
        return None
    try:
        return _drawn(*unpacked)
    except (LookupError, TypeError, ValueError):  # not what we wrote
        return None


def put_drawn(cache: Path | None, name: str, data: bytes, drawn: Drawn, *, whole: bool) -> None:
    """Keep `drawn` for the next build."""
    every = (drawn.fallback, *drawn.choices, *((drawn.still,) if drawn.still else ()))
    words = {
        "still": drawn.still is not None,
        "files": [[each.kind, each.width, each.height] for each in every],
    }
    cache_put(cache, _FOLDER, _key(name, data, whole), pack(words, [each.data for each in every]))


def _drawn(words: object, blobs: list[bytes]) -> Drawn:
    if not isinstance(words, dict):
        raise TypeError
    files = [
        Variant(str(kind), int(width), int(height), data)
        for (kind, width, height), data in zip(words["files"], blobs, strict=True)
    ]
    if words["still"]:
        return Drawn(files[0], tuple(files[1:-1]), files[-1])
    return Drawn(files[0], tuple(files[1:]))


def _key(name: str, data: bytes, whole: bool) -> str:
    from PIL import __version__  # the package's first file alone, which imports nothing heavy

    made = f"{__version__} {has_avif()} {kind_of(name)} {whole}"
    return cache_key(_EDITION, made.encode(), data)
