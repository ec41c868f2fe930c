"""The icons: the graduate's initials, as a drawing for browsers and as pictures for telephones.

The drawing uses the fonts of whoever looks at it. The pictures are set here, with fonts that have
not every letter of the world: where one is missing, three columns of weeks stand in.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from generator.core.addresses import ICON, LARGE_ICON, MASKABLE_ICON, MIDDLE_ICON, TOUCH_ICON
from generator.public.view import SiteView
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.palette import Palette
from generator.site.typst import Typesetter, is_installed

_TEMPLATE = Path(__file__).with_name("icon.typ")
# File → its side in pixels, the part of it that letters may take, how round its corners are. Systems
# round the first and cut the last to a shape of theirs, of which a circle of 80 % is always left.
_PICTURES = {
    TOUCH_ICON: (180, 0.7, 0.0),
    MIDDLE_ICON: (192, 0.7, 0.125),
    LARGE_ICON: (512, 0.7, 0.125),
    MASKABLE_ICON: (512, 0.5, 0.0),
}


def make(making: BuildContext) -> BuildResult:
    """All icons; the drawing alone where typst is not to be had."""
    view, palette = making.view, making.palette
    icons = {ICON: icon(view, palette)}
    return BuildResult(icons | (pictures(view, palette, making.cache) if is_installed() else {}))


def initials(view: SiteView) -> str:
    """The first letters of the first and the last name; empty for a name without a letter."""
    words = re.findall(r"\w+", view.name)
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def icon(view: SiteView, palette: Palette) -> RenderedFile:
    """The initials in paper on ink, the other way round where the browser is dark."""
    (paper, dark_paper), (ink, dark_ink) = palette.paper, palette.ink
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f"<style>rect{{fill:{ink}}}text{{fill:{paper}}}"
        f"@media (prefers-color-scheme:dark){{rect{{fill:{dark_ink}}}text{{fill:{dark_paper}}}}}</style>"
        '<rect width="64" height="64" rx="8"/>'
        '<text x="32" y="43" font-family="Georgia,serif" font-size="32" text-anchor="middle">'
        f"{escape(initials(view)) or '·'}</text></svg>\n"
    )
    return RenderedFile(drawn.encode())


def pictures(view: SiteView, palette: Palette, cache: Path | None) -> dict[str, RenderedFile]:
    """The same as PNG, by file."""
    setter = Typesetter(cache)
    letters = initials(view)
    shown = "" if setter.missing(letters) else letters
    colours = {"ground": palette.ink[0], "mark": palette.paper[0]}
    items = [
        {"letters": shown, "side": side, "room": room, "round": corner, **colours}
        for side, room, corner in _PICTURES.values()
    ]
    drawn = setter.pictures(_TEMPLATE.read_bytes(), items)
    return {file: RenderedFile(data) for file, data in zip(_PICTURES, drawn, strict=True)}
