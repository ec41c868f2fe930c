"""A site in memory: what renderers return, what the guard reads and what is published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.core.diagnostics import Location


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One output file.

    `sources` are the repository paths of the content files that it shows: they tell the guard whom the
    page may name (`mentions`) and where a finding should point.
    """

    data: bytes
    sources: tuple[str, ...] = ()


def json_file(value: object, sources: tuple[str, ...] = ()) -> RenderedFile:
    """`value` as an indented JSON file in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return RenderedFile(f"{text}\n".encode("utf-8", "replace"), sources)


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A whole site, not checked yet. Keys are paths below `site/` with `/`."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)


SITE = "site/"


def location_of(site: RenderedSite, path: str) -> Location:
    """The content file with the name of the page; else the output file itself.

    A page also shows other content (neighbouring posts, the navigation), so its other sources do not count.
    """
    page = PurePosixPath(path)
    name = page.parent.name if page.stem == "index" else page.stem
    for source in site.files[path].sources:
        stem = PurePosixPath(source).stem
        if name and (stem == name or stem.endswith(f"-{name}")):
            return Location(source)
    return Location(SITE + path)
