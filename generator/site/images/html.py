"""A picture as pages show it: addresses and sizes, no bytes; and its HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Choice:
    """One file of a picture: its `address`, and its `width` in pixels."""

    address: str
    width: int


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one type.

    `type` is their media type (`image/avif`). `choices` are narrow before wide. `media` says when they
    are meant at all.
    """

    type: str
    choices: tuple[Choice, ...]
    media: str | None = None


@dataclass(frozen=True, slots=True)
class ResponsiveImage:
    """A picture that exists.

    `address` is the file that every browser shows, `size` its width and height in pixels. `alt` says
    what it shows. `sources` are lighter files, the best first; `sizes` says how wide the picture stands
    in the column of text.
    """

    address: str
    alt: str
    size: tuple[int, int]
    sources: tuple[Source, ...] = ()
    sizes: str = ""


def picture_html(image: ResponsiveImage, title: str, link: Callable[[str], str], *, first: bool) -> str:
    """The `picture` or `img` element. `first` is one visible without scrolling: it is not loaded lazily."""
    width, height = image.size
    title_attribute = f' title="{escape(title)}"' if title else ""
    loading = ' fetchpriority="high"' if first else ' loading="lazy" decoding="async"'
    img = (
        f'<img src="{escape(link(image.address))}" alt="{escape(image.alt)}"{title_attribute}'
        f' width="{width}" height="{height}"{loading}>'
    )
    if not image.sources:
        return img
    return (
        f"<picture>{''.join(_source(source, image.sizes, link) for source in image.sources)}{img}</picture>"
    )


def _source(source: Source, sizes: str, link: Callable[[str], str]) -> str:
    if source.media:
        address = escape(link(source.choices[0].address))
        return f'<source media="{source.media}" type="{source.type}" srcset="{address}">'
    listed = ", ".join(f"{escape(link(choice.address))} {choice.width}w" for choice in source.choices)
    return f'<source type="{source.type}" srcset="{listed}" sizes="{sizes}">'
