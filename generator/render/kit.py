"""What all that is drawn has in common: the language, the colours, and who sets it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.language import Language
from generator.render.palette import Palette
from generator.render.typeset import Typesetter


@dataclass(frozen=True)
class Kit:
    """The site's language and colours, and the typesetter with its fonts and its cache."""

    language: Language
    palette: Palette
    typesetter: Typesetter
