"""A picture as pages show it: addresses and sizes, no bytes."""

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
class Shown:
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


def as_html(shown: Shown, title: str, link: Callable[[str], str], *, first: bool) -> str:
    """The picture in a text. `first` is one that a visitor sees before scrolling: it is not put off."""
    width, height = shown.size
    entitled = f' title="{escape(title)}"' if title else ""
    when = ' fetchpriority="high"' if first else ' loading="lazy" decoding="async"'
    image = (
        f'<img src="{escape(link(shown.address))}" alt="{escape(shown.alt)}"{entitled}'
        f' width="{width}" height="{height}"{when}>'
    )
    if not shown.sources:
        return image
    return f"<picture>{''.join(_source(each, shown.sizes, link) for each in shown.sources)}{image}</picture>"


def _source(source: Source, sizes: str, link: Callable[[str], str]) -> str:
    if source.media:
        address = escape(link(source.choices[0].address))
        return f'<source media="{source.media}" type="{source.type}" srcset="{address}">'
    listed = ", ".join(f"{escape(link(each.address))} {each.width}w" for each in source.choices)
    return f'<source type="{source.type}" srcset="{listed}" sizes="{sizes}">'
