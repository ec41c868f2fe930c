"""A picture as pages show it: addresses and sizes, no bytes; and its HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from generator.public.view import ResponsiveImage, Source


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
