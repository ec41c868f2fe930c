"""Encoded pictures in the build cache, keyed by everything that affects their bytes."""

from __future__ import annotations

from functools import cache as once
from importlib.util import find_spec
from pathlib import Path

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint, pack, unpack
from generator.site.images.variants import ImageVariants, Variant, kind_of

_KIND = "pictures"
_MADE_BY = tuple(f"generator.site.images.{name}" for name in ("decode", "encode", "svg", "variants"))


@once
def has_avif() -> bool:
    """Whether this Pillow was built with AVIF. Asked without importing it."""
    return find_spec("PIL._avif") is not None


def get_variants(cache: Path | None, name: str, data: bytes, *, full_size: bool) -> ImageVariants | None:
    """The variants made of the same bytes by the same code and the same Pillow; None if there are none."""
    if cache is None:
        return None
    return cache_read(cache, _KIND, _key(name, data, full_size), lambda kept: _variants(*unpack(kept)))


def put_variants(
    cache: Path | None, name: str, data: bytes, variants: ImageVariants, *, full_size: bool
) -> None:
    """Keep the variants for the next build."""
    files = (variants.fallback, *variants.choices, *((variants.still,) if variants.still else ()))
    metadata = {
        "still": variants.still is not None,
        "width": variants.own_width,
        "files": [[variant.kind, variant.width, variant.height] for variant in files],
    }
    cache_put(cache, _KIND, _key(name, data, full_size), pack(metadata, [variant.data for variant in files]))


def _variants(metadata: object, blobs: list[bytes]) -> ImageVariants:
    if not isinstance(metadata, dict):
        raise TypeError
    files = [
        Variant(str(kind), int(width), int(height), data)
        for (kind, width, height), data in zip(metadata["files"], blobs, strict=True)
    ]
    if metadata["still"]:
        return ImageVariants(files[0], tuple(files[1:-1]), files[-1])
    return ImageVariants(files[0], tuple(files[1:]), own_width=int(metadata["width"]))


def _key(name: str, data: bytes, full_size: bool) -> str:
    from PIL import __version__  # its `__init__` alone, which imports nothing heavy

    settings = f"{__version__} {has_avif()} {kind_of(name)} {full_size}"
    return cache_key(code_fingerprint(*_MADE_BY), settings.encode(), data)
