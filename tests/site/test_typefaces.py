"""The type of themes: what is loaded ahead, what typst is given, and that the shipped faces are whole."""

from __future__ import annotations

import io
import re

import pytest
from fontTools.ttLib import TTFont

from generator.site.typefaces import Typefaces, typefaces
from tests.support.site_views import THEMES, full_site, one_post, rendered, text_of

MOST_AHEAD = 52 * 1024
RULES = """
@font-face { font-family: "My Serif"; src: url("fonts/a.woff2") format("woff2"); unicode-range: U+0-FF }
@font-face { font-family: "My Serif"; src: url("fonts/greek.woff2"); unicode-range: U+370-3FF }
@font-face { font-family: "My Serif"; src: url("fonts/slanted.woff2"); font-style: italic }
@font-face { font-family: "My Serif as Georgia"; src: local("Georgia"); size-adjust: 104% }
/* @font-face { font-family: Sans; src: url("fonts/gone.woff2") } */
@font-face { font-family: Sans; src: url(fonts/sans.woff2) }
"""
TOKENS = (
    ':root { --font-text: "My Serif", Georgia, serif; --font-label: Arial; --font-title: var(--font-text); }'
)
ASSETS = {f"assets/fonts/{name}.woff2" for name in ("a", "greek", "slanted", "gone", "sans")}


@pytest.mark.parametrize(
    ("later", "ahead", "text", "label", "title", "weight"),
    [
        ("", ["a"], ["my serif", "my serif greek"], [], ["my serif", "my serif greek"], 400),
        (":root { --font-label: sans; --title-weight: 700; }", ["a", "sans"], ["my serif", "my serif greek"],
         ["sans"], ["my serif", "my serif greek"], 700),
        (":root { --font-text: Georgia, serif; }", [], [], [], [], 400),
        (":root { --font-title: Sans; --title-weight: bold; }", ["a", "sans"], ["my serif", "my serif greek"],
         [], ["sans"], 400),
        (":root { --font-title: var(--nothing); }", ["a"], ["my serif", "my serif greek"], [],
         ["my serif", "my serif greek"], 400),
    ],
)  # fmt: skip
def test_the_first_font_of_each_token_is_loaded_ahead_and_printed(
    later: str, ahead: list[str], text: list[str], label: list[str], title: list[str], weight: int
) -> None:
    printed = ("my-serif.ttf", "my-serif-greek.ttf", "sans.otf", "other.ttf")
    faces = typefaces((RULES, TOKENS, later), ASSETS, printed)
    files = tuple(f"assets/fonts/{name}.woff2" for name in ahead)
    assert faces == Typefaces(files, tuple(text), tuple(label), tuple(title), weight)


def test_a_theme_without_type_of_its_own_loads_nothing() -> None:
    assert typefaces((), (), ()) == Typefaces()
    assert typefaces((TOKENS,), ASSETS, ()) == Typefaces()


@pytest.mark.parametrize("name", THEMES.names())
def test_shipped_type_is_light_and_whole(name: str) -> None:
    theme = THEMES.find(name)
    assets, printed = theme.assets(), theme.fonts()
    sheets = [assets[file].decode() for file in ("type.css", "tokens.css", "theme.css")]
    faces = typefaces(sheets, {f"assets/{file}" for file in assets}, printed)
    assert len(faces.ahead) == 2
    assert sum(len(assets[file.removeprefix("assets/")]) for file in faces.ahead) < MOST_AHEAD
    assert "SIL Open Font License" in assets["fonts/OFL.txt"].decode()
    assert sheets[0].count("optional") == sheets[0].count("url(")
    for families in (faces.text, faces.label, faces.title):
        assert families
        file = printed[f"{families[0].replace(' ', '-')}.ttf"]
        font = TTFont(io.BytesIO(file))
        assert font["name"].getDebugName(1).lower() == families[0]
        letters = font.getBestCmap()
        assert not [letter for letter in "AZaz09–—“”‘’…·éüñ€" if ord(letter) not in letters]


def test_pages_load_fonts_ahead_and_the_pdf_has_them() -> None:
    site = full_site()
    page = text_of(site, "blog/index.html")
    assert '<link rel="preload" href="../assets/fonts/almanac-serif.woff2" as="font"' in page
    assert page.index("preload") < page.index('rel="stylesheet"')
    pdf = next(file.data for path, file in site.files.items() if path.endswith("resume.pdf"))
    assert b"AlmanacSerif" in pdf


def test_only_a_page_with_a_formula_loads_the_face_for_formulas() -> None:
    assets = THEMES.find("almanac").assets()
    assert "SIL Open Font License" in assets["fonts/OFL-formulas.txt"].decode()
    assert len(assets["fonts/formulas.woff2"]) < 40_000
    faces = assets["math.css"].decode().split("@font-face")[1:]
    ranges = [set(re.findall(r"U\+([0-9A-F-]+)", face)) for face in faces]
    assert len(ranges) == 2
    assert not ranges[0] & ranges[1]
    site = rendered(one_post("Then $x^2$ is even."))
    page = text_of(site, "blog/first/index.html")
    assert '<link rel="stylesheet" href="../../assets/math.css">' in page
    assert '<link rel="preload" href="../../assets/fonts/formulas.woff2" as="font"' in page
    others = [file for file in site.files if file.endswith(".html") and "blog/first" not in file]
    assert not [
        file for file in others if "formulas" in text_of(site, file) or "math.css" in text_of(site, file)
    ]
