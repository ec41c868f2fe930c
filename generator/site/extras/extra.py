"""Extra: a builder of files beside the pages, such as feeds and icons; what it is given and returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.core.diagnostics import Diagnostic
from generator.public.view import SiteView
from generator.site.colours import Palette
from generator.site.files import RenderedFile
from generator.site.markdown.link_targets import LinkTargets
from generator.site.pages.page import Page, SiteContext
from generator.site.templates import Templates


class BuildContext(Struct, frozen=True):
    """What extras are built from. `pages` are all pages of the site, not rendered yet.

    `files` are the files of the site so far: an extra that needs another comes after it in the table.
    `cache` is the build cache, a folder that only the user can write to.
    """

    site: SiteContext
    pages: tuple[Page, ...]
    targets: LinkTargets
    templates: Templates
    files: Mapping[str, RenderedFile]
    cache: Path | None
    palette: Palette

    @property
    def view(self) -> SiteView:
        """The public view of the portfolio."""
        return self.site.view


class BuildResult(Struct, frozen=True):
    """Files by their paths below `site/`, and findings."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def no_addresses(_: SiteView) -> tuple[str, ...]:
    """For extras that no text should link to."""
    return ()


class Extra(Struct, frozen=True):
    """`make` builds the files; `addresses` lists those that texts may link to."""

    make: Callable[[BuildContext], BuildResult]
    addresses: Callable[[SiteView], tuple[str, ...]] = no_addresses
