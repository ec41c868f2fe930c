"""Files in the site's folder that a build did not make: they stay there, and are published with the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.core import fileops
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.errors import UserError
from generator.core.state import STATE
from generator.publish.folders import absolute, listing, refuse_strangers, refuse_unsafe
from generator.publish.manifest import noted, recognised
from generator.site.files import SITE, RenderedFile, RenderedSite

_MOST_KB = 25 * 1024
_MOST_TOLD = 20
# What hosts, git and search engines ask for.
_ASKED_FOR = re.compile(
    r"(?:.*/)?(?:\.gitignore|\.gitkeep|\.gitattributes)"
    r"|CNAME|\.nojekyll|_headers|_redirects|BingSiteAuth\.xml|(?:google|yandex_)[0-9a-f]+\.html|\.well-known/.*"
)


def others_files(site: RenderedSite, folder: Path, *, adopt: bool = True) -> Mapping[str, int]:
    """The files in the folder that are not ours, with their sizes. Nothing is changed.

    None of a folder in which `publish` writes nothing: that may be a whole disk, named by mistake.
    """
    folder = absolute(folder)
    if folder.is_symlink() or not folder.is_dir():
        return {}
    try:
        refuse_unsafe(folder, "site")
        ours = noted(folder.parent / STATE, folder)
        if ours is None:
            ours = recognised(folder, site.files)
            if not ours and not adopt:
                refuse_strangers(folder, "site")
        return {
            path: entry.stat(follow_symlinks=False).st_size
            for path, entry in listing(folder).items()
            if path not in ours and path not in site.files and not path.endswith(("/", fileops.TEMPORARY))
        }
    except (OSError, UserError):  # whoever publishes is told
        return {}


def as_site(others: Mapping[str, int], folder: Path) -> RenderedSite:
    """Those of the files that can be read and are not too large, for the guard."""
    files: dict[str, RenderedFile] = {}
    for path, size in others.items():
        try:
            data = fileops.read_own(folder / path) if size <= _MOST_KB * 1024 else None
        except OSError:  # a link, a pipe
            continue
        if data is not None:
            files[path] = RenderedFile(data)
    return RenderedSite(files)


def unexpected(others: Iterable[str]) -> Iterator[Diagnostic]:
    """A warning for each file that nobody asks for."""
    told = [path for path in others if not _ASKED_FOR.fullmatch(path)]
    for path in told[:_MOST_TOLD]:
        yield diagnostic(
            "site-file-not-ours.named", Location(SITE + path), Severity.WARNING, path=SITE + path
        )
    if len(told) > _MOST_TOLD:
        yield diagnostic(
            "site-file-not-ours.more", Location(SITE), Severity.WARNING, count=len(told) - _MOST_TOLD
        )
