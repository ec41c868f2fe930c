"""The leak guard: no public file says what the private records say."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Place, Severity
from generator.output.guarded import Guarded
from generator.render.files import RenderedSite


def leaks(site: RenderedSite, guarded: Guarded, sources: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """One error for each secret and place. `sources` are the texts of content files by path."""
    del sources
    return tuple(
        Diagnostic(
            "private-text-in-public-output",
            Severity.ERROR,
            f"“{first} {last}” is in your private records",
            Place(f"site/{path}"),
            personal=True,
        )
        for path, file in sorted(site.files.items())
        for first, last in guarded.names
        if f"{first} {last}".encode() in file.data
    )
