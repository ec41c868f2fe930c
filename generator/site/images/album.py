"""All pictures of a portfolio, drawn when a page asks for them and kept for the next build."""

from __future__ import annotations

import hashlib
import itertools
import os
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.core.addresses import IMAGES
from generator.core.messages import Message
from generator.core.progress import Progress, no_progress, with_progress
from generator.site.urls import slug
from generator.site.images.variants import ENDINGS, TYPES, Drawn, Variant
from generator.site.images.cache import has_avif, put_drawn, get_drawn
from generator.site.images.html import Choice, Shown, Source

COLUMN = "34rem"
_LONGEST_NAME = 50
# Why it cannot be read has been told at the file itself.
UNREAD = Message("unusable-picture.unread")
_REDUCED = "(prefers-reduced-motion: reduce)"


class Album(Collection[str]):
    """Pictures by their paths below `content/images/`.

    `raw` maps these to bytes as they lie in the repository; it is asked for what a page shows, and
    may raise `KeyError` for what cannot be read. `measure` is how wide the theme's column of text is.
    `files` grows with what was asked for: for each address that pages point at the picture's name
    and the bytes.
    """

    def __init__(
        self,
        raw: Mapping[str, bytes],
        cache: Path | None = None,
        measure: str = COLUMN,
        progress: Progress = no_progress,
    ) -> None:
        self._raw = raw
        self._cache = cache
        self._progress = progress
        self._sizes = f"min({measure}, 100vw - 2.5rem)"
        self._drawn: dict[tuple[str, bool], Drawn | Message] = {}
        self.files: dict[str, tuple[str, bytes]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def is_without_avif(self) -> bool:
        """Whether pictures were drawn, and Pillow could not make the lightest kind of them."""
        return bool(self._drawn) and not has_avif()

    def prepare(self, names: Iterable[str]) -> None:
        """Draw these now, on all processors: what is asked for later is then there."""
        known = [name for name in sorted(set(names)) if name in self]
        waiting = [name for name in known if not self._find(name, whole=False)]
        if waiting:
            self._draw_all(waiting)

    def shown(self, name: str, alt: str) -> Shown | Message:
        """The picture as it stands in a text. Its files join `files`."""
        drawn = self._get(name, whole=False)
        if isinstance(drawn, Message):
            return drawn
        fallback = drawn.fallback
        address = self._published(name, fallback)
        by_type = itertools.groupby(drawn.choices, key=lambda each: TYPES[each.kind])
        sources = [
            Source(kind, tuple(Choice(self._published(name, each), each.width) for each in variants))
            for kind, variants in by_type
        ]
        if drawn.still is not None:
            choice = Choice(self._published(name, drawn.still), drawn.still.width)
            sources = [Source(TYPES[drawn.still.kind], (choice,), _REDUCED)]
        return Shown(address, alt, (fallback.width, fallback.height), tuple(sources), self._sizes)

    def whole(self, name: str) -> str | Message:
        """The address of the picture in its own size. The file joins `files`."""
        drawn = self._get(name, whole=True)
        return drawn if isinstance(drawn, Message) else self._published(name, drawn.fallback)

    def _published(self, name: str, variant: Variant) -> str:
        stem = slug(name[: name.rfind(".")])[:_LONGEST_NAME].rstrip("-")
        digest = hashlib.sha256(variant.data).hexdigest()[:10]
        address = f"{IMAGES}{stem}-{variant.width}.{digest}.{ENDINGS[variant.kind]}"
        self.files[address] = name, variant.data
        return address

    def _get(self, name: str, *, whole: bool) -> Drawn | Message:
        if not self._find(name, whole=whole):
            with _strict():
                self._draw(name, whole)
        return self._drawn[name, whole]

    def _find(self, name: str, *, whole: bool) -> bool:
        """Whether it is there: asked for before, drawn at an earlier build, or known to be unreadable."""
        if (name, whole) in self._drawn:
            return True
        try:
            data = self._raw[name]
        except KeyError:
            self._drawn[name, whole] = UNREAD
            return True
        drawn = get_drawn(self._cache, name, data, whole=whole)
        if drawn is not None:
            self._drawn[name, whole] = drawn
        return drawn is not None

    def _draw_all(self, names: list[str]) -> None:
        from concurrent.futures import ThreadPoolExecutor

        # Pillow works without Python's lock, so threads are as good as processes here.
        with _strict(), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            drawn = pool.map(lambda name: self._draw(name, whole=False), names)
            for _ in zip(with_progress(names, "Pictures", self._progress), drawn, strict=True):
                pass

    def _draw(self, name: str, whole: bool) -> None:
        from generator.site.images.encode import draw, draw_whole

        data = self._raw[name]
        made = draw_whole(name, data) if whole else draw(name, data, avif=has_avif())
        self._drawn[name, whole] = made
        if isinstance(made, Drawn):
            put_drawn(self._cache, name, data, made, whole=whole)


@contextmanager
def _strict() -> Iterator[None]:
    """Pillow's warning of pictures that unpack to too much is an error. Set once, for all threads.

    What it says of notes that are broken is nobody's business: they are left behind.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield
