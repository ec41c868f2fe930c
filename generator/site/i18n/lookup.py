"""Look up the language of a site by its tag."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.site.i18n.language import ENGLISH, Catalogue, Language

CATALOGUES = Path(__file__).with_name("locales")


@cache
def language_of(tag: str) -> Language:
    """The language for a BCP 47 tag; one with English dates if the tag is unknown."""
    if tag.lower() == "en":
        return ENGLISH
    from generator.site.i18n.locale import locale_language  # needs babel, which a site in English does not

    return locale_language(tag, catalogue_of(tag.lower().partition("-")[0]))


@cache
def catalogue_of(language: str) -> Catalogue | None:
    """The catalogue of translations for a language (`de`); None if there is none."""
    path = CATALOGUES / f"{language}.toml"
    if not (language.isalpha() and path.is_file()):
        return None
    import tomllib  # for translations, which a site in English does not need

    catalogue = tomllib.loads(path.read_text("utf-8"))
    forms = {name: (singular, plural) for name, (singular, plural) in catalogue["counted"].items()}
    return Catalogue(language, catalogue["words"], forms)
