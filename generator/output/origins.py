"""Which content file an output file was made of, so that a finding points to what can be mended."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.diagnostics import Place
from generator.render.files import RenderedSite

SITE = "site/"


def place_of(site: RenderedSite, path: str) -> Place:
    """The content file that a page is about, known by its name; else the output file itself.

    A page shows more than it is about (what comes before and after it, the navigation), so its
    other sources tell nothing.
    """
    page = PurePosixPath(path)
    name = page.parent.name if page.stem == "index" else page.stem
    for source in site.files[path].sources:
        stem = PurePosixPath(source).stem
        if name and (stem == name or stem.endswith(f"-{name}")):
            return Place(source)
    return Place(SITE + path)
