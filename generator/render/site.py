"""The public site: one view in, all files in memory out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.render.files import RenderedFile, RenderedSite
from generator.render.theme import ThemeFolders
from generator.views.public import SiteView


def render_site(
    view: SiteView,
    themes: ThemeFolders,
    images: Mapping[str, bytes],
    *,
    cache: Path | None = None,
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    """All public files of `view`, and what was found wrong while making them.

    `images` maps paths below `content/images/` to bytes that have been cleaned. `cache` is a
    folder for compiled templates; without it they are compiled anew. Raises `Fault` when the
    theme is missing or broken.
    """
    page = f"<!doctype html><title>{html.escape(view.title)}</title>\n"
    return RenderedSite({"index.html": RenderedFile(page.encode())}), ()
