"""Cut the themes' type from open variable faces: small files for browsers, and the same faces for typst.

`make fonts` installs what fonts/package.json names and runs this. For each theme it writes

- `assets/fonts/*.woff2`: one file per face and script, only the weights that the theme uses; a browser loads
  those whose letters a page has;
- `assets/type.css`: their rules, and rules that fit the reader's own fonts to their width and height, so that
  nothing moves if a page is shown with those;
- `type/*.ttf`: the same faces for the résumé's PDF and the cards, called like their family;
- `assets/fonts/OFL.txt`: their licence.

For formulas all themes have the same face, which pages without a formula don't load: `_base/assets/math.css`
with its files and licence.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@fontsource-variable"
THEMES = HERE.parent / "themes"

# The first script is loaded ahead by every page; the others when a page has one of their letters.
SCRIPTS = {
    "latin": "",
    "latin-ext": "Ext",
    "vietnamese": "Vietnamese",
    "greek": "Greek",
    "cyrillic": "Cyrillic",
}
KERNED = ("kern", "mark", "mkmk", "locl", "ccmp", "rlig", "liga", "tnum", "lnum", "pnum")
PLAIN = ("mark", "mkmk", "locl", "ccmp")
# Letters that no text of a page has: controls, and marks to be put over another letter.
UNUSED = {
    *range(0x20),
    *range(0x300, 0x370),
    0x200B,
    0x200C,
    0x200D,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    0xFEFF,
    0xFFFD,
}


@dataclass(frozen=True)
class Near:
    """A font that readers have: the names by which systems call it, and its measures in parts of the size."""

    name: str
    local: tuple[str, ...]
    ascent: float
    width: float  # of a letter of English text, on average


# By the fonts' own tables. Fonts in one row have letters of the same width.
GEORGIA = Near("Georgia", ("Georgia", "Gelasio"), 0.917, 913 / 2048)
TIMES = Near("Times", ("Times New Roman", "Liberation Serif", "Tinos"), 0.891, 832 / 2048)
NOTO_SERIF = Near("Noto Serif", ("Noto Serif",), 1.069, 0.481)
ARIAL = Near("Arial", ("Arial", "Helvetica", "Liberation Sans", "Arimo"), 0.905, 913 / 2048)
ROBOTO = Near("Roboto", ("Roboto",), 0.928, 911 / 2048)
COURIER = Near("Courier", ("Courier New", "Liberation Mono", "Cousine"), 0.833, 0.6001)
MENLO = Near("Menlo", ("Menlo", "DejaVu Sans Mono", "Roboto Mono"), 0.928, 0.6021)


@dataclass(frozen=True)
class Face:
    """A face of a theme. `family` is what it is called there, `package` where it is from.

    `weights` are the lightest and the boldest in use; a single one makes a file without axes. `axes` fixes
    others. `file` names the package's file of one script. `italic` asks for one of weight 400.
    """

    family: str
    package: str
    weights: tuple[int, int]
    near: tuple[Near, ...]
    file: str = "wght"
    axes: tuple[tuple[str, float], ...] = ()
    features: tuple[str, ...] = KERNED
    italic: bool = False

    @property
    def slug(self) -> str:
        """How its files are called."""
        return slug(self.family)


FACES = {
    # “Source” is a reserved name: a part of the face may not be called so.
    "almanac": (
        Face("Almanac Serif", "source-serif-4", (400, 600), (GEORGIA, NOTO_SERIF, TIMES), italic=True),
        Face("Hanken Grotesk", "hanken-grotesk", (400, 600), (ARIAL, ROBOTO)),
    ),
    "gauge": (
        Face("Archivo", "archivo", (400, 700), (ARIAL, ROBOTO), italic=True),
        Face("Spline Sans Mono", "spline-sans-mono", (400, 600), (COURIER, MENLO), features=PLAIN),
    ),
    "plate": (
        Face("Instrument Sans", "instrument-sans", (400, 600), (ARIAL, ROBOTO), italic=True),
        Face(
            "Bricolage Grotesque", "bricolage-grotesque", (600, 600), (ARIAL, ROBOTO), "opsz", (("opsz", 36),)
        ),
    ),
}
# What formulas are written with: first what most need, then what the others need too.
MATH = {
    "formulas": (
        "20-7E A0-B1 B4 B7 D7 F7 131 237 302-304 307-308 30A 30C 338 391-3A9 3B1-3C9 3D1 3D5-3D6 3F1 "
        "3F5 2010-2016 2018-201D 2020-2022 2026 2032-2034 203E 2044 2057 2061-2064 20D7 2102 210E "
        "2113 2115 2119-211A 211D 2124 2190-2194 21A6 21D0-21D4 2200-2213 2217-221A 221D-2220 2223 "
        "2225-222E 2234-2235 223C 2243 2245 2248 2260-2261 2264-2265 226A-226B 227A-227B 2282-2283 "
        "2286-2287 228E 2295-2297 22A2-22A5 22C0-22C5 22EE-22EF 22F1 2308-230B 23DE-23DF 25A0-25A1 "
        "25CB 27E8-27E9 27F6 27F9-27FA 2A7D-2A7E 1D434-1D467 1D53C 1D6A4-1D6A5 1D6E2-1D71B 1D7D9"
    ),
    "formulas-more": (
        "20D6 20DB-20DC 210B-210D 210F-2112 2118 211B-211C 212C-2131 2133-2138 2195-21A5 21A7-21CF "
        "21D5-21FF 2214-2216 221B-221C 2221-2222 2224 222F-2233 2236-223B 223D-2242 2244 2246-2247 "
        "2249-225F 2262-2263 2266-2269 226C-2279 227C-2281 2284-2285 2288-228D 228F-2294 2298-22A1 "
        "22A6-22BF 22C6-22ED 22F0 22F2-22FF 231C-231F 23B4-23B5 23DC-23DD 23E0-23E1 25B3 25B5 25B9 "
        "25BD 25BF 25C3 25CA 27E6-27E7 27EA-27EB 27F5 27F7-27F8 27FB-27FF 2A00-2A06 2AAF-2AB0 "
        "1D400-1D433 1D468-1D53B 1D53D-1D56B 1D6A8-1D6E1 1D7CE-1D7D8 1D7DA-1D7E1"
    ),
}
MATH_PACKAGE = HERE / "node_modules" / "@fontsource" / "stix-two-math"
MATH_FACE = "Formulas"
# How often a letter comes in a thousand of English text, spaces among them.
FREQUENT = dict(
    zip(
        "etaoinshrdlcumwfgypbvk ",
        (102, 73, 66, 61, 57, 56, 52, 49, 49, 34, 33, 23, 23, 20, 19, 18, 16, 16, 16, 12, 8, 6, 180),
        strict=True,
    )
)


def slug(family: str) -> str:
    """`almanac-serif`."""
    return family.lower().replace(" ", "-")


def main() -> None:
    """Write every theme's files and say how large they are."""
    for theme, faces in FACES.items():
        folder = THEMES / theme
        rules, ahead = [], 0
        for face in faces:
            for script, suffix in SCRIPTS.items():
                source = _source(face, script, "normal")
                if source is None:
                    continue
                font = _cut(source, face, italic=False)
                name = f"{face.slug}{'-' + slug(suffix) if suffix else ''}"
                size = _save(font, folder / "assets" / "fonts" / f"{name}.woff2", "woff2")
                ahead += 0 if suffix else size
                rules.append(_rule(face, name, script, "normal"))
                _rename(font, f"{face.family} {suffix}".strip())
                _save(font, folder / "type" / f"{name}.ttf", None)
                if not suffix:
                    rules += _near_rules(face, font)
            if face.italic and (source := _source(face, "latin", "italic")):
                font = _cut(source, face, italic=True)
                _save(font, folder / "assets" / "fonts" / f"{face.slug}-italic.woff2", "woff2")
                rules.append(_rule(face, f"{face.slug}-italic", "latin", "italic"))
        _write(folder / "assets" / "type.css", _HEAD + "\n".join(rules) + "\n")
        _write(folder / "assets" / "fonts" / "OFL.txt", "\n\n".join(map(_licence, faces)))
        print(f"{theme}: {ahead / 1024:.1f} KB in every page")
    _make_math(THEMES / "_base" / "assets")


def _make_math(assets: Path) -> None:
    source = MATH_PACKAGE / "files" / "stix-two-math-latin-400-normal.woff2"
    rules = []
    for name, ranges in MATH.items():
        font = TTFont(source, recalcTimestamp=False)
        options = subset.Options(layout_features=["ssty", "dtls", "flac"], hinting=False, notdef_outline=True)
        letters = subset.Subsetter(options)
        letters.populate(unicodes=[code for each in ranges.split() for code in _codes(each)])
        letters.subset(font)
        size = _save(font, assets / "fonts" / f"{name}.woff2", "woff2")
        print(f"{name}: {size / 1024:.1f} KB in a page with formulas")
        rules.append(
            f'@font-face {{ font-family: "{MATH_FACE}"; src: url("fonts/{name}.woff2") format("woff2"); '
            f"font-display: swap; unicode-range: {', '.join(f'U+{each}' for each in ranges.split())}; }}"
        )
    rules.append(f'math {{ font-family: "{MATH_FACE}", math; font-size-adjust: none; }}')
    head = _HEAD.replace("OFL.txt", "OFL-formulas.txt").replace("beside the files", "beside their files")
    _write(assets / "math.css", head + "\n".join(rules) + "\n")
    text = (MATH_PACKAGE / "LICENSE").read_text("utf-8")
    _write(
        assets / "fonts" / "OFL-formulas.txt",
        f"{MATH_FACE}: parts of STIX Two Math ({MATH_PACKAGE.name}).\n{text.strip()}\n",
    )


def _codes(each: str) -> range:
    low, _, high = each.partition("-")
    return range(int(low, 16), int(high or low, 16) + 1)


_HEAD = "/* Made by `make fonts` from fonts/make.py. OFL.txt beside the files is their licence. */\n"


def _source(face: Face, script: str, style: str) -> Path | None:
    path = PACKAGES / face.package / "files" / f"{face.package}-{script}-{face.file}-{style}.woff2"
    return path if path.exists() else None


def _cut(source: Path, face: Face, *, italic: bool) -> Any:
    """The face with the weights, letters and features that are used."""
    low, high = (400, 400) if italic else face.weights
    font = TTFont(source)
    has = {axis.axisTag for axis in font["fvar"].axes}
    limits: dict[str, Any] = {name: value for name, value in face.axes if name in has}
    limits["wght"] = low if low == high else (low, high)
    font = _again(instancer.instantiateVariableFont(font, limits))
    options = subset.Options(layout_features=list(face.features), hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17, 25]
    letters = subset.Subsetter(options)
    letters.populate(unicodes=[code for code in font.getBestCmap() if code not in UNUSED])
    letters.subset(font)
    _rename(font, face.family)
    return font


def _again(font: Any) -> Any:
    """`font` as read from its own bytes: the instancer leaves tables that the subsetter can't take."""
    font.flavor = None
    data = io.BytesIO()
    font.save(data)
    return TTFont(io.BytesIO(data.getvalue()), recalcTimestamp=False)


def _rename(font: Any, family: str) -> None:
    plain = family.replace(" ", "")
    style = "Italic" if font["OS/2"].fsSelection & 1 else "Regular"
    names = {
        1: family,
        2: style,
        3: f"{plain}-{style}",
        4: f"{family} {style}",
        6: f"{plain}-{style}",
        16: family,
        17: style,
        25: plain,
    }
    table = font["name"]
    for name, text in names.items():
        if table.getDebugName(name) is not None or name in (1, 2, 3, 4, 6):
            table.setName(text, name, 3, 1, 0x409)
    font["head"].modified = font["head"].created


def _save(font: Any, path: Path, flavor: str | None) -> int:
    font.flavor = flavor
    data = io.BytesIO()
    font.save(data, reorderTables=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.getvalue())
    return len(data.getvalue())


def _rule(face: Face, name: str, script: str, style: str) -> str:
    low, high = (
        (400, 400) if style == "italic" else face.weights if len(set(face.weights)) > 1 else (400, 700)
    )
    weight = f"{low} {high}" if low != high else str(low)
    ranges = json.loads((PACKAGES / face.package / "unicode.json").read_text("utf-8"))[script]
    return (
        f'@font-face {{ font-family: "{face.family}"; src: url("fonts/{name}.woff2") format("woff2"); '
        f"font-weight: {weight}; font-style: {style}; font-display: optional; "
        f"unicode-range: {ranges.replace('+00', '+').replace('+0', '+').replace(',', ', ')}; }}"
    )


def _near_rules(face: Face, font: Any) -> Iterator[str]:
    """A reader's own font made as wide and as high as the face."""
    unit, widths, cmap = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    width = (
        sum(widths[cmap[ord(letter)]][0] * often for letter, often in FREQUENT.items())
        / sum(FREQUENT.values())
        / unit
    )
    ascent, descent = font["hhea"].ascent / unit, -font["hhea"].descent / unit
    for near in face.near:
        scale = width / near.width
        local = ", ".join(f'local("{name}")' for name in near.local)
        yield (
            f'@font-face {{ font-family: "{face.family} as {near.name}"; src: {local}; '
            f"size-adjust: {scale:.2%}; ascent-override: {ascent / scale:.2%}; "
            f"descent-override: {descent / scale:.2%}; line-gap-override: 0%; }}"
        )


def _licence(face: Face) -> str:
    text = (PACKAGES / face.package / "LICENSE").read_text("utf-8")
    name = json.loads((PACKAGES / face.package / "package.json").read_text("utf-8"))["name"]
    source = _source(face, "latin", "normal")
    owner = TTFont(source)["name"].getDebugName(0) if source else ""
    body = text[text.index("This Font Software is licensed") :]
    return f"{face.family}: a part of {face.package} ({name.split('/')[-1]}).\n{owner}\n\n{body.strip()}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(re.sub(r"[ \t]+\n", "\n", text), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
