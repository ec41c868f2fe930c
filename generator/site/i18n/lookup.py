"""Which language a site is in, by its tag."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from generator.site.i18n.language import ENGLISH, Catalogue, Language

CATALOGUES = Path(__file__).with_name("locales")


@cache
def language_of(tag: str) -> Language:
    """The language of a site. Of a tag that nobody knows days are written in English."""
    if tag.lower() == "en":
        return ENGLISH
    from generator.site.i18n.locale import foreign  # needs babel, which a site in English does not

    return foreign(tag, catalogue_of(tag.lower().partition("-")[0]))


@cache
def catalogue_of(language: str) -> Catalogue | None:
    """The catalogue of a language (`de`); None if there is none."""
    path = CATALOGUES / f"{language}.toml"
    if not (language.isalpha() and path.is_file()):
        return None
    read = tomllib.loads(path.read_text("utf-8"))
    forms = {name: (one, many) for name, (one, many) in read["counted"].items()}
    return Catalogue(language, read["words"], forms)
