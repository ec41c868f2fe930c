"""The pictures of a portfolio, encoded on demand and cached between builds."""

from __future__ import annotations

import hashlib
import itertools
import os
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from generator.core.addresses import IMAGES
from generator.core.file_names import FileNames
from generator.core.messages import Message
from generator.core.progress import Progress, no_progress, with_progress
from generator.public.view import Choice, ResponsiveImage, Source
from generator.site.images.cache import get_variants, has_avif, put_variants
from generator.site.images.variants import ENDINGS, TYPES, WIDEST, ImageVariants, Variant, kind_of
from generator.site.urls import slug

COLUMN = "34rem"
_LONGEST_NAME = 50
_NOTHING_MORE = 640  # pixels: a picture no larger stands in its own size already
# The finding on the file itself says why.
UNREAD = Message("unusable-picture.unread")
_REDUCED = "(prefers-reduced-motion: reduce)"
_NONE: Mapping[str, bytes] = MappingProxyType({})


class Album(Collection[str]):
    """Pictures by their paths below `content/images/`.

    `raw` maps these to the bytes in the repository; only pictures that a page shows are looked up, and
    a `KeyError` means that the file cannot be read. `measure` is the width of the theme's text column.
    `files` maps each address that pages link to to the picture's name and bytes; it grows on demand.
    `papers` are PDFs that pages may show the first page of, by their addresses.
    """

    def __init__(
        self,
        raw: Mapping[str, bytes],
        cache: Path | None = None,
        measure: str = COLUMN,
        progress: Progress = no_progress,
        papers: Mapping[str, bytes] = _NONE,
    ) -> None:
        self._raw = raw
        self.papers = papers
        self._made: dict[str, bytes] = {}
        self._names = FileNames(raw)
        self._cache = cache
        self._progress = progress
        self.measure = measure
        self._sizes = f"min({measure}, 100vw - 2.5rem)"
        self._encoded: dict[tuple[str, bool], ImageVariants | Message] = {}
        self.files: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._raw or name in self._made

    def __iter__(self) -> Iterator[str]:
        return itertools.chain(self._raw, self._made)

    def __len__(self) -> int:
        return len(self._raw) + len(self._made)

    def add(self, name: str, data: bytes) -> None:
        """Add a picture that was made for this site."""
        self._made[name] = data

    def _bytes(self, name: str) -> bytes:
        return self._made[name] if name in self._made else self._raw[name]

    def similar(self, name: str) -> str | None:
        """The only picture whose name looks like `name`, or differs from it only in capitals."""
        return self._names.similar(name)

    @property
    def lacks_avif(self) -> bool:
        """Whether pictures were encoded without AVIF because this Pillow lacks it."""
        return bool(self._encoded) and not has_avif()

    def prepare(self, names: Iterable[str]) -> None:
        """Encode these pictures now, on all processors."""
        known = [name for name in sorted(set(names)) if name in self]
        missing = [name for name in known if not self._is_ready(name, full_size=False)]
        if missing:
            self._encode_all(missing, full_size=False)
        large = [name for name in known if self._is_large_drawing(name)]
        missing = [name for name in large if not self._is_ready(name, full_size=True)]
        if missing:
            self._encode_all(missing, full_size=True)

    def responsive(self, name: str, alt: str) -> ResponsiveImage | Message:
        """The picture for a text, with all its variants, which are added to `files`."""
        variants = self._variants(name, full_size=False)
        if isinstance(variants, Message):
            return variants
        fallback = variants.fallback
        address = self._publish(name, fallback)
        by_type = itertools.groupby(variants.choices, key=lambda variant: TYPES[variant.kind])
        sources = [
            Source(kind, tuple(Choice(self._publish(name, variant), variant.width) for variant in group))
            for kind, group in by_type
        ]
        if variants.still is not None:
            choice = Choice(self._publish(name, variants.still), variants.still.width)
            sources = [Source(TYPES[variants.still.kind], (choice,), _REDUCED)]
        return ResponsiveImage(address, alt, (fallback.width, fallback.height), tuple(sources), self._sizes)

    def largest(self, name: str) -> str:
        """The address of the file to look closely at; empty if there is nothing more to see in it.

        Drawings and screenshots come in their own size, because they have small letters. Of a photograph
        the widest file is enough for every screen, and does not weigh megabytes.
        """
        variants = self._variants(name, full_size=False)
        if isinstance(variants, Message):
            return ""
        shown = variants.fallback
        if self._is_large_drawing(name):
            full = self.full_size(name)
            if isinstance(full, str):
                return full
        if max(shown.width, shown.height) <= _NOTHING_MORE:
            return ""
        return self._publish(name, max((shown, *variants.choices), key=lambda variant: variant.width))

    def full_size(self, name: str) -> str | Message:
        """The address of the picture in its own size; it is added to `files`."""
        variants = self._variants(name, full_size=True)
        return variants if isinstance(variants, Message) else self._publish(name, variants.fallback)

    def _publish(self, name: str, variant: Variant) -> str:
        # Of a picture beside a text the name of its folder is enough.
        short = "/".join(name.split("/")[-2:]) if name.startswith("content/") else name
        stem = slug(short[: short.rfind(".")])[:_LONGEST_NAME].rstrip("-")
        digest = hashlib.sha256(variant.data).hexdigest()[:10]
        address = f"{IMAGES}{stem}-{variant.width}.{digest}.{ENDINGS[variant.kind]}"
        self.files[address] = name, variant.data
        return address

    def _variants(self, name: str, *, full_size: bool) -> ImageVariants | Message:
        if not self._is_ready(name, full_size=full_size):
            with _strict():
                self._encode(name, full_size)
        return self._encoded[name, full_size]

    def _is_ready(self, name: str, *, full_size: bool) -> bool:
        """Whether it is in memory or in the cache, or known to be unreadable."""
        if (name, full_size) in self._encoded:
            return True
        try:
            data = self._bytes(name)
        except KeyError:
            self._encoded[name, full_size] = UNREAD
            return True
        cached = get_variants(self._cache, name, data, full_size=full_size)
        if cached is not None:
            self._encoded[name, full_size] = cached
        return cached is not None

    def _is_large_drawing(self, name: str) -> bool:
        """Whether it has a file in its own size to look closely at."""
        variants = self._encoded.get((name, False))
        if not isinstance(variants, ImageVariants):
            return False
        return variants.own_width > WIDEST and kind_of(name) != "JPEG"

    def _encode_all(self, names: list[str], *, full_size: bool) -> None:
        from concurrent.futures import ThreadPoolExecutor

        # Pillow works without Python's lock, so threads are as good as processes here.
        with _strict(), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            encoded = pool.map(lambda name: self._encode(name, full_size), names)
            for _ in zip(with_progress(names, "Images", self._progress), encoded, strict=True):
                pass

    def _encode(self, name: str, full_size: bool) -> None:
        from generator.site.images.encode import encode, encode_full_size

        data = self._bytes(name)
        variants = encode_full_size(name, data) if full_size else encode(name, data, avif=has_avif())
        self._encoded[name, full_size] = variants
        if isinstance(variants, ImageVariants):
            put_variants(self._cache, name, data, variants, full_size=full_size)


@contextmanager
def _strict() -> Iterator[None]:
    """Make Pillow's warning about decompression bombs an error. Set once, for all threads.

    Its warnings about broken metadata are ignored: metadata is dropped anyway.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield
