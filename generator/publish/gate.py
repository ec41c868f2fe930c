"""The gate between a rendered site and a site that may be published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NoReturn, final

from generator.core.diagnostics import Diagnostic, has_errors
from generator.site.files import RenderedFile, RenderedSite


@final
class _Key:
    """The key that the constructor of `CheckedSite` requires. Only `gate` has it."""

    __slots__ = ()


_KEY: Final = _Key()


@final
class CheckedSite:
    """A site from a run without an error that holds it back. Only `gate` creates one.

    `files` is a copy: files that are added to the rendered site later are not in it.
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
    """The site, ready to be published; None if any diagnostic is an error.

    The caller leaves out the errors that do not hold a site back by the school's terms (short weeks).
    """
    return None if has_errors(diagnostics) else CheckedSite(site, _KEY)
