"""Icons with the graduate's initials, as SVG for browsers and PNG for phones; and the web manifest.

The SVG uses the visitor's fonts. The PNGs are typeset here, with fonts that lack some of the world's
letters: if one is missing, three columns of weeks take the place of the initials.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape
from pathlib import Path

from generator.core.addresses import ICON, LARGE_ICON, MANIFEST, MASKABLE_ICON, MIDDLE_ICON, TOUCH_ICON
from generator.public.view import SiteView
from generator.site.colours import Palette
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile, json_file
from generator.site.typst import Typesetter, is_installed

_TEMPLATE = Path(__file__).with_name("icon.typ")
# File → side in pixels, share of it that letters may fill, corner radius as a share. Systems round the
# first icon themselves and crop the last to a shape of theirs, which always leaves a circle of 80 %.
_PNGS = {
    TOUCH_ICON: (180, 0.7, 0.0),
    MIDDLE_ICON: (192, 0.7, 0.125),
    LARGE_ICON: (512, 0.7, 0.125),
    MASKABLE_ICON: (512, 0.5, 0.0),
}


_SHORT = 12  # characters that fit below an icon
_ICONS = {
    ICON: {"sizes": "any", "type": "image/svg+xml"},
    MIDDLE_ICON: {"sizes": "192x192", "type": "image/png"},
    LARGE_ICON: {"sizes": "512x512", "type": "image/png"},
    MASKABLE_ICON: {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
}


def make(context: BuildContext) -> BuildResult:
    """All icons, the SVG alone where typst is not installed, and the manifest that lists them."""
    view, palette = context.view, context.palette
    icons = {ICON: icon(view, palette)}
    icons |= pngs(view, palette, context.cache) if is_installed() else {}
    return BuildResult({**icons, MANIFEST: _manifest(view, palette.paper[0], icons)})


def _manifest(view: SiteView, paper: str, icons: Collection[str]) -> RenderedFile:
    """The web manifest. It lies at the site's root, and its addresses are relative to that."""
    manifest = {
        "id": "./",
        "name": view.title,
        "short_name": view.title if len(view.title) <= _SHORT else (view.name.split() or [view.title])[0],
        "lang": view.language,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": paper,
        "theme_color": paper,
        "icons": [{"src": file, **kind} for file, kind in _ICONS.items() if file in icons],
    }
    return json_file(manifest)


def initials(view: SiteView) -> str:
    """The first letters of the first and the last name; empty for a name without a letter."""
    words = re.findall(r"\w+", view.name)
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def icon(view: SiteView, palette: Palette) -> RenderedFile:
    """The SVG: initials in the colour of paper on ink, reversed in dark mode."""
    (paper, dark_paper), (ink, dark_ink) = palette.paper, palette.ink
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f"<style>rect{{fill:{ink}}}text{{fill:{paper}}}"
        f"@media (prefers-color-scheme:dark){{rect{{fill:{dark_ink}}}text{{fill:{dark_paper}}}}}</style>"
        '<rect width="64" height="64" rx="8"/>'
        '<text x="32" y="43" font-family="Georgia,serif" font-size="32" text-anchor="middle">'
        f"{escape(initials(view)) or '·'}</text></svg>\n"
    )
    return RenderedFile(svg.encode())


def pngs(view: SiteView, palette: Palette, cache: Path | None) -> dict[str, RenderedFile]:
    """The icons as PNG, by file."""
    typesetter = Typesetter(cache)
    letters = initials(view)
    printable = "" if typesetter.missing(letters) else letters
    colours = {"ground": palette.ink[0], "mark": palette.paper[0]}
    items = [
        {"letters": printable, "side": side, "room": letter_share, "round": radius, **colours}
        for side, letter_share, radius in _PNGS.values()
    ]
    images = typesetter.pngs(_TEMPLATE.read_bytes(), items)
    return {file: RenderedFile(data) for file, data in zip(_PNGS, images, strict=True)}
