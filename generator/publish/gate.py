"""The gate: the one way from a rendered site to a site that may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn, final

from generator.core.diagnostics import Diagnostic, has_errors
from generator.site.files import RenderedFile, RenderedSite


@final
class _Key:
    """What a `CheckedSite` asks for. Only `gate` hands it over."""

    __slots__ = ()


_KEY: Final = _Key()


@final
class CheckedSite:
    """A site that came from a run without one error. Only `gate` makes one.

    `files` is a copy taken at the gate: what is added to the rendered site afterwards is not in it.
    """

    __slots__ = ("files",)

    files: Mapping[str, RenderedFile]

    def __init__(self, site: RenderedSite, key: _Key) -> None:
        if key is not _KEY:
            raise TypeError("only gate() makes a CheckedSite")
        object.__setattr__(self, "files", MappingProxyType(dict(site.files)))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a CheckedSite does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a CheckedSite does not change")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a CheckedSite has no subclasses: they could skip the gate")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a CheckedSite is not copied or pickled: it passes the gate or it does not")


def gate(site: RenderedSite, diagnostics: Iterable[Diagnostic]) -> CheckedSite | None:
    """The site, ready to be published, or None where any finding of any stage is an error."""
    return None if has_errors(diagnostics) else CheckedSite(site, _KEY)
