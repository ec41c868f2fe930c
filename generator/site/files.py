"""A site in memory: what renderers make, what the guard reads and what is written in one move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.core.diagnostics import Location


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One output file.

    `sources` are the repository paths of the content files that it shows: the guard needs them to
    know whom a page may name (`mentions`) and where a finding should point.
    """

    data: bytes
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A whole site that nobody has checked yet. Keys are paths below `site/` with `/`."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)


SITE = "site/"


def location_of(site: RenderedSite, path: str) -> Location:
    """The content file that a page is about, known by its name; else the output file itself.

    A page shows more than it is about (what comes before and after it, the navigation), so its
    other sources tell nothing.
    """
    page = PurePosixPath(path)
    name = page.parent.name if page.stem == "index" else page.stem
    for source in site.files[path].sources:
        stem = PurePosixPath(source).stem
        if name and (stem == name or stem.endswith(f"-{name}")):
            return Location(source)
    return Location(SITE + path)
