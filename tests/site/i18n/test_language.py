"""Days, numbers and the site's own words in the language of the site, and English where there are none."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.i18n.language import ENGLISH
from generator.site.i18n.lookup import CATALOGUES, catalogue_of, language_of
from generator.site.site import render_site
from generator.site.week_strip import _DESIGN, _ROWS, _SINGULAR
from tests.support import site_views
from tests.support.html_reader import Page
from tests.support.site_views import THEMES, full_view, rendered, text_of

ROOT = Path(__file__).parents[3]
JUNE, JULY = dt.date(2026, 6, 29), dt.date(2026, 7, 5)
TAGS = [path.stem for path in sorted(CATALOGUES.glob("*.toml"))]
BLANKS = re.compile(r"\{\w+\}")


# --- the catalogues -----------------------------------------------------------------------------------


def said() -> set[str]:
    """Every text that a shipped template or a page says."""
    templates = [path for path in (ROOT / "themes").rglob("*.html") if "_report" not in path.parts]
    found = {text for path in templates for text in re.findall(r"'([^'\n]+)'\|say", path.read_text("utf-8"))}
    return found | set(_spoken("say", 0)) | set(_ROWS.values()) | {row for row, _, _ in _DESIGN.values()}


def counted() -> set[str]:
    templates = [path for path in (ROOT / "themes").rglob("*.html") if "_report" not in path.parts]
    found = {
        f"{one}s"
        for path in templates
        for one in re.findall(r"counted\('([^']+)'\)", path.read_text("utf-8"))
    }
    constant = {*_SINGULAR, *(several for _, _, several in _DESIGN.values()), "contacts", "contributions"}
    return found | {f"{one}s" for one in _spoken("counted", 1)} | constant


def _spoken(name: str, location: int) -> Iterator[str]:
    """The literal texts that Python code hands to a method of a language."""
    for path in (ROOT / "generator" / "site").rglob("*.py"):
        if path.parent.name == "report":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > location:
                called = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                text = node.args[location]
                if called == name and isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def test_there_are_catalogues_and_they_are_shipped() -> None:
    assert TAGS == ["de", "es", "fr", "pt"]


@pytest.mark.parametrize("tag", TAGS)
def test_every_catalogue_has_every_word_and_no_other(tag: str) -> None:
    read = tomllib.loads((CATALOGUES / f"{tag}.toml").read_text("utf-8"))
    assert read["words"].keys() == said()
    assert read["counted"].keys() == counted()


@pytest.mark.parametrize("tag", TAGS)
def test_blanks_are_kept_and_nothing_is_empty(tag: str) -> None:
    catalogue = catalogue_of(tag)
    assert catalogue is not None
    for english, word in catalogue.words.items():
        assert word.strip() == word != "", english
        assert sorted(BLANKS.findall(word)) == sorted(BLANKS.findall(english)), english
        assert "<" not in word
    assert all(one and many for one, many in catalogue.forms.values())


# --- days, numbers, lists -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "day", "month", "week", "since"),
    [
        ("en", "29 June 2026", "June 2026", "29 Jun – 5 Jul", "Mar 2020 – Present"),
        ("en-US", "June 29, 2026", "June 2026", "Jun 29 – Jul 5", "Mar 2020 – Present"),
        ("de", "29. Juni 2026", "Juni 2026", "29. Juni – 5. Juli", "März 2020 – heute"),
        ("fr", "29 juin 2026", "juin 2026", "29 juin – 5 juil.", "mars 2020 – aujourd’hui"),
        ("es-MX", "29 de junio de 2026", "junio de 2026", "29 de jun – 5 de jul", "mar 2020 – actualidad"),
        ("ja", "2026年6月29日", "2026年6月", "6月29日～7月5日", "2020年3月 – Present"),
        ("fa", "29 ژوئن 2026", "ژوئن 2026", "29 ژوئن تا 5 ژوئیه", "مارس 2020 – Present"),
        ("tlh", "29 June 2026", "June 2026", "29 Jun – 5 Jul", "Mar 2020 – Present"),
    ],
)
def test_days_are_written_as_the_language_writes_them(
    tag: str, day: str, month: str, week: str, since: str
) -> None:
    language = language_of(tag)
    assert language.day(JUNE) == day
    assert language.month(JUNE) == month
    assert language.days(JUNE, JULY).replace("\u2009", " ") == week
    assert language.period("2020-03", None) == since


def test_numbers_and_lists_too() -> None:
    german, french, english = (language_of(tag) for tag in ("de", "fr", "en"))
    assert german.counted(1204, "public contribution") == "1.204 öffentliche Code-Beiträge"
    assert (french.counted(0, "post"), french.counted(2, "post")) == ("0 article", "2 articles")
    assert german.listed(["a", "b", "c"]) == "a, b und c"
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert german.minutes(690) == "3 Min. Lesezeit"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_english_without_babel_is_the_english_of_babel(date: dt.date) -> None:
    british = language_of("en-GB")
    assert ENGLISH.day(date) == british.day(date)
    assert ENGLISH.month(date) == british.month(date)
    if date.month != 9:  # Unicode shortens September to “Sept”
        assert ENGLISH.short_day(date) == british.short_day(date)


@pytest.mark.parametrize("tag", ["de", "ja", "he"])
@pytest.mark.parametrize("text", [None, "", "2020", "2020-13", "spring", "2020-03-04-05", "0000-01"])
def test_a_date_that_is_none_stays_as_it_was_written(tag: str, text: str | None) -> None:
    if text != "0000-01":
        assert language_of(tag).partial(text) == (text or "")
    else:
        assert language_of(tag).partial(text)


def test_one_language_does_not_leak_into_the_next() -> None:
    """Babel's locales share what they looked up: in one process Persian had Japanese months."""
    script = (
        "from generator.site.i18n.lookup import language_of; import datetime as dt;"
        "print(*[language_of(tag).short_month(dt.date(2026, 6, 1)) for tag in 'ja he fa ar de'.split()])"
    )
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True,
        encoding="utf-8",
    ).stdout  # fmt: skip
    assert told.split() == ["6月", "יוני", "ژوئن", "يونيو", "Jun"]


def test_english_loads_no_library() -> None:
    script = (
        "import sys; from tests.support.site_views import full_site; full_site();"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'babel']"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


# --- pages ----------------------------------------------------------------------------------------------


def page(tag: str, file: str = "index.html") -> str:
    return text_of(rendered(full_view(language=tag)), file)


def test_a_page_in_german_is_german_throughout() -> None:
    text = page("de")
    read = Page(text)
    assert read.all("html") == [{"lang": "de"}]
    assert 'lang="en"' not in text
    for words in (
        "Zum Inhalt springen",
        "Lebenslauf",
        "Kontakt",
        "in 25 Wochen, automatisch geprüft",
    ):
        assert words in read.text
    assert "Stand: 22. November 2026" in read.text
    assert ">Woche vom 1. Juni<" in text


@pytest.mark.parametrize("tag", TAGS)
def test_no_english_is_left_on_any_page_of_a_language_with_words_of_ours(tag: str) -> None:
    catalogue = catalogue_of(tag)
    assert catalogue is not None
    site = rendered(full_view(language=tag, progress=site_views.progress("full")))
    changed = {
        english
        for english, word in catalogue.words.items()
        if len(english) > 9 and not BLANKS.search(english) and english.casefold() != word.casefold()
    }
    for file in site.files:
        if file.endswith(".html"):
            shown = Page(text_of(site, file)).text
            assert [english for english in changed if english in shown] == [], file


def test_where_there_are_no_words_of_ours_english_ones_are_marked_and_days_are_not() -> None:
    text = page("ja")
    assert '<a class="skip" href="#main" lang="en">Skip to main content</a>' in text
    assert '<table class="strip" lang="en">' in text
    assert "Week of 1 Jun<" in text
    assert "2026年11月22日" in text
    assert Page(text).all("html") == [{"lang": "ja"}]
    assert 'aria-current="true" lang="en">Writing</a>' in page("ja", "blog/first/index.html")
    assert 'lang="en">About</a>' not in text.partition("<main")[0]  # that word is the graduate's


def test_right_to_left_is_said() -> None:
    assert Page(page("ar")).all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert Page(page("de")).all("html") == [{"lang": "de"}]
    assert language_of("ckb-Arab").direction == "rtl"


def test_templates_compiled_for_one_language_serve_another(tmp_path: Path) -> None:
    """A compiled template is kept by its text: what it says must be said anew."""
    for tag, words in (
        ("de", "Zum Inhalt springen"),
        ("ja", "Skip to main content"),
        ("fr", "Aller au contenu"),
    ):
        site, _ = render_site(full_view(language=tag), THEMES, site_views.images(), cache=tmp_path)
        assert words in text_of(site, "index.html")


def test_what_is_said_in_a_blank_is_not_read_again() -> None:
    assert ENGLISH.say("{a} and {b}", a="{b}", b="x") == "{b} and x"
    assert ENGLISH.say("{a.__class__} {b}", a="x") == "{a.__class__} {b}"


def test_what_the_dialects_say_themselves_is_in_the_language_of_the_site() -> None:
    body = "> [!WARNING]\n> a\n\n- [x] b\n- [ ] c\n\nd[^1]\n\n[^1]: e"
    german = text_of(
        rendered(dataclasses.replace(site_views.one_post(body), language="de")), "blog/first/index.html"
    )
    for word in (">Warnung<", 'aria-label="erledigt"', 'aria-label="offen"', "Zurück zu Anmerkung 1 im Text"):
        assert word in german
    english = text_of(rendered(site_views.one_post(body)), "blog/first/index.html")
    assert ">Warning<" in english
