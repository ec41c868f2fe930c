"""A font of a few letters, all of them boxes: for what no font that comes along has."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def tiny_font(letters: str, family: str = "Tiny") -> bytes:
    """A TrueType font that has `letters` and the space."""
    names = {ord(letter): f"u{ord(letter):04X}" for letter in sorted({*letters, " "})}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: _blank() if name == "u0020" else _box() for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    font = io.BytesIO()
    builder.save(font)
    return font.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _blank() -> object:
    return TTGlyphPen(None).glyph()
