"""Drawings in SVG: cleaned by an allow-list before they are published.

Pages show drawings as pictures, in which browsers run and load nothing. But a drawing has an address of its
own too, where it is a document. So scripts, handlers, foreign content, animation of addresses, links and
whatever loads something are left out, as are metadata, comments and what editors keep for themselves: names
of layers, folders of the author's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from generator.core.messages import Message
from generator.site.images.variants import ImageVariants, Variant

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _names(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    image style linearGradient radialGradient stop pattern clipPath mask marker switch filter feGaussianBlur
    feOffset feMerge feMergeNode feColorMatrix feBlend feFlood feComposite feDropShadow feMorphology
    feTurbulence feDisplacementMap feComponentTransfer feFuncR feFuncG feFuncB feFuncA feTile"""
)
_ATTRIBUTES = _names(
    """id class style x y x1 y1 x2 y2 cx cy r rx ry dx dy d points width height viewBox preserveAspectRatio
    transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility overflow font
    font-family font-size font-weight font-style font-variant font-stretch letter-spacing word-spacing
    text-anchor text-decoration text-rendering dominant-baseline alignment-baseline baseline-shift
    writing-mode rotate textLength lengthAdjust startOffset offset stop-color stop-opacity gradientUnits
    gradientTransform spreadMethod fx fy fr patternUnits patternContentUnits patternTransform clip-path
    clip-rule clipPathUnits mask maskUnits maskContentUnits mask-type marker-start marker-mid marker-end
    markerWidth markerHeight markerUnits refX refY orient filter filterUnits primitiveUnits
    color-interpolation-filters in in2 result stdDeviation mode type values operator k1 k2 k3 k4 flood-color
    flood-opacity radius baseFrequency numOctaves seed stitchTiles scale xChannelSelector yChannelSelector
    slope intercept tableValues amplitude exponent shape-rendering image-rendering paint-order vector-effect
    aria-label aria-labelledby lang"""
)
# What an `<image>` may have inside it: pixels, no further document.
_PIXELS = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_LOADS = re.compile(
    r"@import|@font-face|@namespace|expression|javascript|url\(\s*(?![\s\"']*#)|\\|<", re.IGNORECASE
)
_RULE = re.compile(r"[^{}]*\{[^{}]*\}")
# The declaration that editors write in front. The text is UTF-8, whatever it says.
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml\b[^>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*>)?", re.DOTALL)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in|q)?\s*\Z", re.IGNORECASE)
_PIXELS_PER = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
    "q": 24 / 25.4,
}
_DEEPEST = 200
_LARGEST = 8 * 1024 * 1024
_WIDEST = 4000


def encode_drawing(data: bytes) -> ImageVariants | Message:
    """The one file of a drawing, cleaned; what is wrong with it as a `Message`."""
    cleaned = clean_svg(data)
    if isinstance(cleaned, Message):
        return cleaned
    svg, width, height = cleaned
    return ImageVariants(Variant("SVG", width, height, svg))


def clean_svg(data: bytes) -> tuple[bytes, int, int] | Message:
    """The cleaned file with its width and height in pixels; what is wrong with it as a `Message`."""
    if len(data) > _LARGEST:
        return Message("unusable-picture.drawing-too-large", most=_LARGEST // 1024 // 1024)
    try:
        text = _PROLOGUE.sub("", data.decode("utf-8-sig"), count=1)
        if "<!ENTITY" in text or "<!DOCTYPE" in text:  # they can grow without end
            return Message("unusable-picture.drawing")
        root = Tree.fromstring(text)  # noqa: S314 - without entities there is nothing to expand
    except (Tree.ParseError, ValueError):
        return Message("unusable-picture.drawing")
    if root.tag not in ("svg", f"{{{_SVG}}}svg"):
        return Message("unusable-picture.drawing")
    cleaned = _cleaned(root, 0)
    if cleaned is None:
        return Message("unusable-picture.drawing")
    width, height = _size(root)
    cleaned.set("xmlns", _SVG)
    cleaned.set("width", str(width))
    cleaned.set("height", str(height))
    if "viewBox" not in cleaned.attrib:
        cleaned.set("viewBox", f"0 0 {width} {height}")
    return Tree.tostring(cleaned, encoding="utf-8"), width, height


def _cleaned(element: Tree.Element, depth: int, inside: str = "") -> Tree.Element | None:
    """The element with what is allowed in it; None if it is not, or nested too deeply."""
    name = str(element.tag).removeprefix(f"{{{_SVG}}}")
    if name == "a":  # its link leads nowhere in a picture
        name = "tspan" if inside in ("text", "tspan", "textPath") else "g"
    if name not in _ELEMENTS or depth > _DEEPEST:
        return None
    copy = Tree.Element(name, dict(_attributes(name, element)))
    copy.text = element.text
    if name == "style":
        copy.text = "".join(rule for rule in _RULE.findall(element.text or "") if not _LOADS.search(rule))
        return copy
    for child in element:
        kept = _cleaned(child, depth + 1, name) if isinstance(child.tag, str) else None
        if kept is not None:
            kept.tail = child.tail
            copy.append(kept)
        elif child.tail and name in ("text", "tspan", "textPath"):  # the text behind what is left out
            copy.append(Tree.Element("tspan"))
            copy[-1].text = child.tail
    return copy


def _attributes(name: str, element: Tree.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        if key in ("href", _XLINK):
            if value.startswith("#") or (name == "image" and _PIXELS.match(value)):
                yield "href", value
        elif key == "style":
            yield key, ";".join(part for part in value.split(";") if not _LOADS.search(part))
        elif key in _ATTRIBUTES and not _LOADS.search(value):
            yield key, value


def _size(root: Tree.Element) -> tuple[int, int]:
    """Width and height in pixels: as written, or in the shape that `viewBox` says."""
    box = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", root.get("viewBox", ""))[:4]]
    wide, high = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else (300.0, 150.0)
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if width is None and height is None:
        width, height = wide, high
    width = width if width is not None else (height or high) * wide / high
    height = height if height is not None else width * high / wide
    shrink = min(1, _WIDEST / max(width, height, 1))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def _pixels(written: str | None) -> float | None:
    match = _LENGTH.match(written or "")
    value = float(match[1]) * _PIXELS_PER[(match[2] or "").lower()] if match else 0
    return value or None
