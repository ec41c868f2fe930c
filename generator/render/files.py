"""A site in memory: what renderers make, what the guard reads and what is written in one move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
