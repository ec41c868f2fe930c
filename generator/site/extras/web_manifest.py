"""The web manifest: name, colours and icons for whoever keeps the site on a telephone's first screen."""

from __future__ import annotations

import json

from generator.core.addresses import ICON, LARGE_ICON, MANIFEST, MASKABLE_ICON, MIDDLE_ICON
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.files import RenderedFile

_SHORT = 12  # letters that fit below an icon
_ICONS = {
    ICON: {"sizes": "any", "type": "image/svg+xml"},
    MIDDLE_ICON: {"sizes": "192x192", "type": "image/png"},
    LARGE_ICON: {"sizes": "512x512", "type": "image/png"},
    MASKABLE_ICON: {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
}


def make(making: BuildContext) -> BuildResult:
    """The manifest of those icons that were made. All its addresses are seen from itself, at the root."""
    view, paper = making.view, making.palette.paper[0]
    made = {
        "id": "./",
        "name": view.title,
        "short_name": view.title if len(view.title) <= _SHORT else (view.name.split() or [view.title])[0],
        "lang": view.language,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": paper,
        "theme_color": paper,
        "icons": [{"src": file, **kind} for file, kind in _ICONS.items() if file in making.files],
    }
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return BuildResult({MANIFEST: RenderedFile(f"{text}\n".encode("utf-8", "replace"))})
