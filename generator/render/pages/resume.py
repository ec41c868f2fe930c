"""The résumé as a page, which prints as one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.addresses import RESUME
from generator.render.pages.page import Material, Page


def resume(material: Material) -> Iterator[Page]:
    """The résumé's page, if there is a résumé."""
    shown = material.view.resume
    if shown is None:
        return
    say = material.say
    description = say("The résumé of {name}", name=shown.name) + (f", {shown.label}." if shown.label else ".")
    values = {"resume": shown, "downloads": material.downloads}
    yield Page(RESUME, "resume.html", say("Résumé"), description, values, (shown.path,), RESUME)
