"""The icon: the graduate's initials."""

from __future__ import annotations

import re
from html import escape

from generator.render.files import RenderedFile
from generator.render.products.product import Made, Making
from generator.views.public import SiteView


def make(making: Making) -> Made:
    """The icon that browsers put beside the title."""
    return Made({"favicon.svg": icon(making.view)})


def icon(view: SiteView) -> RenderedFile:
    """The graduate's initials, in ink on paper or the other way round as the browser is set."""
    words = re.findall(r"\w+", view.name)
    initials = (words[0][0] + words[-1][0] if len(words) > 1 else (words or ["·"])[0][:1]).upper()
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        "<style>rect{fill:#1f1c17}text{fill:#fbf9f4}"
        "@media (prefers-color-scheme:dark){rect{fill:#fbf9f4}text{fill:#1f1c17}}</style>"
        '<rect width="64" height="64" rx="8"/>'
        '<text x="32" y="43" font-family="Georgia,serif" font-size="32" text-anchor="middle">'
        f"{escape(initials)}</text></svg>\n"
    )
    return RenderedFile(drawn.encode())
