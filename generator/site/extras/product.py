"""What stands around the pages: feeds, icons, signposts. A product is made from the same material as they."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.public.view import SiteView
from generator.site.files import RenderedFile
from generator.site.markdown.link_targets import LinkTargets
from generator.site.pages.page import Page, SiteContext
from generator.site.palette import Palette
from generator.site.templates import Templates


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What products are made from. `pages` is every page of the site, not yet printed.

    `files` is what the site has so far: a product that needs the others stands behind them in the
    table. `cache` is a folder for what can be made again, which nobody else can write to.
    """

    material: SiteContext
    pages: tuple[Page, ...]
    known: LinkTargets
    templates: Templates
    files: Mapping[str, RenderedFile]
    cache: Path | None
    palette: Palette

    @property
    def view(self) -> SiteView:
        """The view that all of it shows."""
        return self.material.view


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Files by their paths below `site/`, and what was found wrong while they were made."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def nothing(_: SiteView) -> tuple[str, ...]:
    """The addresses of a product that no text should link to."""
    return ()


@dataclass(frozen=True, slots=True)
class Product:
    """`make` gives its files; `addresses` those of them that a text of the graduate's may link to."""

    make: Callable[[BuildContext], BuildResult]
    addresses: Callable[[SiteView], tuple[str, ...]] = nothing
