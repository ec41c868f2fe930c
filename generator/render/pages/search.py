"""The page for those who look for something."""

from __future__ import annotations

from generator.core.addresses import SEARCH
from generator.render.pages.page import Material, Page


def search_page(material: Material) -> Page:
    """The search. Search engines have no use for it."""
    say = material.say
    described = say("Search what {name} has written and made.", name=material.view.name)
    return Page(SEARCH, "search.html", say("Search"), described, section=SEARCH, listed=False)
