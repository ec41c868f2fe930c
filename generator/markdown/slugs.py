"""Anchors of headings as GitHub makes them."""

from __future__ import annotations

import unicodedata

_KEPT = ("L", "M", "Nd", "Nl", "Pc")


class Slugs:
    """The anchors of one text: `für-wen`, and `setup-1` for a second `setup`."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def make(self, heading: str) -> str:
        """The anchor of a heading, unlike all others of the text."""
        anchor = base = slug(heading)
        while anchor in self._taken:
            self._taken[base] += 1
            anchor = f"{base}-{self._taken[base]}"
        self._taken[anchor] = 0
        return anchor


def slug(heading: str) -> str:
    """The heading in lower case, with hyphens for spaces, and no signs besides `-` and `_`."""
    text = unicodedata.normalize("NFC", heading.strip()).lower()
    kept = (letter for letter in text if letter in "- " or unicodedata.category(letter).startswith(_KEPT))
    return "".join(kept).replace(" ", "-")
