"""Cards: one for each page that is quoted, in the theme's colours, and never a gap where a letter was."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator.public.view import Choice, Cover, ResponsiveImage, SiteView, Source
from generator.site import social_cards as module
from generator.site.colours import Palette
from generator.site.i18n.language import ENGLISH
from generator.site.i18n.lookup import language_of
from generator.site.pages.page import Page
from generator.site.social_cards import HEIGHT, WIDTH, Cards, social_cards
from generator.site.typst import Typesetter, TypesettingContext
from tests.support import site_views
from tests.support.pngs import png
from tests.support.site_views import full_site, full_view, rendered, text_of

HOME = Page("", "home.html", "", "")


def drawn(pages: Iterable[Page], view: SiteView | None = None, cache: Path | None = None) -> Cards:
    return social_cards(pages, view or full_view(), TypesettingContext(ENGLISH, Palette(), Typesetter(cache)))


def article(title: str, slug: str = "one") -> Page:
    return Page(f"blog/{slug}/", "post.html", title, "")


def asked(monkeypatch: pytest.MonkeyPatch, pages: Iterable[Page], view: SiteView) -> list[dict[str, object]]:
    """What the template is given, without anything being drawn."""
    seen: list[dict[str, object]] = []

    def pictures(_: Typesetter, __: bytes, items: list[dict[str, object]], ___: object) -> object:
        seen.extend(items)
        return tuple

    monkeypatch.setattr(Typesetter, "start_pngs", pictures)
    drawn(pages, view)
    return seen


def test_every_page_that_is_quoted_has_one() -> None:
    cards = {name for name in full_site().files if name.startswith("cards/")}
    assert {"cards/home.png", "cards/resume.png", "cards/progress.png", "cards/blog-first.png"} <= cards
    assert "cards/projects-latebus.png" in cards
    for name in cards:
        assert Image.open(io.BytesIO(full_site().files[name].data)).size == (WIDTH, HEIGHT) == (1200, 630)


def test_the_head_names_it_by_its_whole_link() -> None:
    head = text_of(full_site(), "blog/first/index.html").partition("</head>")[0]
    metas = re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', head)
    named = {name: said for name, said in metas if name.startswith(("og:image", "twitter"))}
    assert named == {
        "og:image": "https://sam.example/cards/blog-first.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Post first, by Sam Example",
        "twitter:card": "summary_large_image",
    }


def test_a_page_without_one_has_that_of_the_home_page() -> None:
    assert "https://sam.example/cards/home.png" in text_of(full_site(), "about/index.html")


def test_a_site_without_an_address_has_none() -> None:
    site = rendered(full_view(url=None))
    assert not [name for name in site.files if name.startswith("cards/")]
    assert "og:image" not in text_of(site, "index.html")


def test_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    pages = [HOME, article("One")]
    assert drawn(pages).files == drawn(pages, cache=tmp_path).files == drawn(pages, cache=tmp_path).files


def test_a_second_build_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn([HOME, article("One — 1 € ✓")], cache=tmp_path)
    assert len(dict(first.files)) == 2
    monkeypatch.setattr(Typesetter, "_compile", None)
    assert drawn([HOME, article("One — 1 € ✓")], cache=tmp_path) == first


def test_signs_that_no_font_has_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [article("Shipped 🚀 at last 👩‍💻", "a"), article("🚀🚀", "b"), article("東京 by night", "c")]
    assert [item["title"] for item in asked(monkeypatch, pages, full_view())] == ["Shipped at last"]


def test_a_title_whose_letters_are_missing_has_the_home_page_s() -> None:
    cards = drawn([HOME, article("東京")])
    assert set(cards.files) == {"cards/home.png"}
    assert cards.of("blog/one/") == cards.of("") is not None


def test_a_name_whose_letters_are_missing_has_no_cards_at_all() -> None:
    cards = drawn([HOME, article("One")], full_view(name="東京太郎"))
    assert cards == Cards()
    assert cards.of("") is None


def test_long_titles_and_words_are_cut_and_can_be_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [article("word " * 90, "a"), article("x" * 90, "b")]
    (first, second) = asked(monkeypatch, pages, full_view())
    assert str(first["title"]).endswith("word…")
    assert len(str(first["title"])) <= 150
    assert set(str(second["title"])) == {"x", "\u200b"}


@pytest.mark.parametrize(("title", "is_rtl"), [("שלום", True), ("1. مرحبا", True), ("Hello שלום", False)])
def test_titles_begin_where_their_script_does(
    monkeypatch: pytest.MonkeyPatch, title: str, is_rtl: bool
) -> None:
    assert [item["rtl"] for item in asked(monkeypatch, [article(title)], full_view())] == [is_rtl]


def test_the_weeks_are_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    (home,) = asked(monkeypatch, [HOME], full_view())
    weeks = home["weeks"]
    assert isinstance(weeks, tuple)
    assert weeks[:3] == ((10, 2), (10, 3), (0, 0))


def test_the_site_s_own_words_are_in_its_language() -> None:
    kit = TypesettingContext(language_of("de"), Palette(), Typesetter(None))
    say = kit.language.ui.say
    words = module._card_text(article("Eins"), full_view(language="de"), say)
    assert words is not None
    assert words.kicker == "Texte"
    assert (
        social_cards([article("Eins")], full_view(), kit).by_page["blog/one/"].alt == "Eins, von Sam Example"
    )


def test_hostile_titles_are_drawn_and_not_run() -> None:
    attacks = ('#read("/etc/passwd")', "$x$ *b* <l> @l", "#panic()", '"; } #page[x]', "\\u{0}", "]" * 40)
    pages = [article(title, f"p{number}") for number, title in enumerate(attacks)]
    assert len(drawn(pages).files) == len(attacks)


# --- the picture of a project ------------------------------------------------------------------------------


def test_the_card_of_a_project_has_its_picture_in_a_file_that_is_not_too_heavy() -> None:
    webp = Source("image/webp", (Choice("a-480.webp", 480), Choice("a-1600.webp", 1600)))
    avif = Source("image/avif", (Choice("a-800.avif", 800),))
    image = ResponsiveImage("a-1200.png", "", (1200, 800), (avif, webp))
    files = {"a-480.webp": ("a", b"small"), "a-1600.webp": ("a", b"wide"), "a-1200.png": ("a", b"plain")}
    project = replace(site_views.projects()[0], cover=Cover(image))
    heavy = {**files, "a-480.webp": ("a", bytes(200_000))}
    drawing = replace(project, cover=Cover(replace(image, address="a.svg", sources=())))
    assert module._picture(project, files) == b"small"
    assert module._picture(project, heavy) == b"plain"
    assert module._picture(project, {}) == b""
    assert module._picture(drawing, {"a.svg": ("a", b"<svg/>")}) == b""
    assert module._picture(replace(project, cover=Cover()), files) == b""


def test_a_picture_changes_the_card_and_nothing_else_of_it(tmp_path: Path) -> None:
    image = ResponsiveImage("a.png", "", (800, 600))
    plain = Page("projects/a/", "project.html", "A", "About it.", {"project": site_views.projects()[0]})
    shown = replace(plain, values={"project": replace(site_views.projects()[0], cover=Cover(image))})
    kit = TypesettingContext(ENGLISH, Palette(), Typesetter(tmp_path))
    cards = [
        social_cards([page], full_view(), kit, images={"a.png": ("a", png(800, 600))})
        for page in (plain, shown)
    ]
    first, second = (card.files["cards/projects-a.png"].data for card in cards)
    assert first != second
    assert cards[0].by_page == cards[1].by_page
