"""Checks that the site's paths are valid and distinct on every file system and web server."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, diagnostic, sort_diagnostics
from generator.core.messages import Message
from generator.core.text import fold_path
from generator.site.files import RenderedSite, location_of

_LONGEST_PART = 100  # bytes
_LONGEST_PATH = 200
_FORBIDDEN = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)


def unsafe_names(site: RenderedSite) -> tuple[Diagnostic, ...]:
    """The diagnostics `unsafe-address` and `address-collision`.

    The first is for a path that some system cannot store, the second for paths that are the same on systems
    that ignore case or the composition of letters.
    """
    return sort_diagnostics([*_unsafe(site), *_collisions(site)])


def _unsafe(site: RenderedSite) -> Iterator[Diagnostic]:
    for path in site.files:
        reason = _reason_against(path)
        if reason:
            yield diagnostic("unsafe-address.path", location_of(site, path), path=repr(path), reason=reason)


def _reason_against(path: str) -> Message | None:
    if len(path.encode()) > _LONGEST_PATH:
        return Message("unsafe-address.path-too-long", most=_LONGEST_PATH)
    return next(filter(None, map(_reason_against_part, path.split("/"))), None)


def _reason_against_part(part: str) -> Message | None:
    if part in ("", ".", ".."):
        return Message("unsafe-address.no-name", part=repr(part))
    if any(char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in part):
        return Message("unsafe-address.forbidden-sign", part=repr(part))
    if part[-1] in ". " or part[0] == " ":
        return Message("unsafe-address.ends", part=repr(part))
    if part.split(".")[0].rstrip().casefold() in _DEVICES:
        return Message("unsafe-address.device", part=repr(part))
    if len(part.encode()) > _LONGEST_PART:
        return Message("unsafe-address.part-too-long", part=repr(part[:20]), most=_LONGEST_PART)
    return None


def _collisions(site: RenderedSite) -> Iterator[Diagnostic]:
    """Files with the same name, a file where a folder has to be, and folders in two spellings."""
    first: dict[str, tuple[str, bool]] = {}
    for path in sorted(site.files):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            name, is_file = "/".join(parts[:depth]), depth == len(parts)
            other, other_is_file = first.setdefault(fold_path(name), (name, is_file))
            if (other, other_is_file) != (name, is_file):
                yield _collision(site, path, other)
                break


def _collision(site: RenderedSite, path: str, other: str) -> Diagnostic:
    return diagnostic("address-collision.paths", location_of(site, path), path=repr(path), other=repr(other))
