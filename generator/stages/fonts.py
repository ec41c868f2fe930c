"""The fonts that a graduate brings along for the résumé's PDF, read where one is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, diagnostic
from generator.model.portfolio import Portfolio
from generator.render.resume.files import font_file
from generator.run import Request
from generator.source.files import list_files, read_bytes
from generator.views.public import SiteView

FOLDER = "content/fonts"
ENDINGS = (".ttf", ".otf", ".ttc")
MAX_KB = 32 * 1024


def asked_fonts(
    view: SiteView, portfolio: Portfolio, request: Request
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """All fonts below `content/fonts/` by their path below it; none where the résumé asks for none.

    The neighbours of the one that is named are its other weights, or have letters that it lacks.
    """
    asked = view.resume.font if view.resume else None
    if asked is None:
        return {}, ()
    paths, found = list_files(request.root, FOLDER)
    fonts: dict[str, bytes] = {}
    told = list(found)
    for path in (path for path in paths if path.lower().endswith(ENDINGS)):
        data, unread = read_bytes(request.root, path, MAX_KB)
        told.extend(unread)
        if data is not None:
            fonts[path.removeprefix(f"{FOLDER}/")] = data
    if font_file(asked) not in fonts:
        place = portfolio.origin.place_of("site.resume.font")
        told.append(diagnostic("resume-font-unusable.missing", place, font=asked))
    return fonts, tuple(told)
