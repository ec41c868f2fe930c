"""Cards: the pictures that others show beside a link to a page. Drawn offline, in the theme's colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.addresses import CARDS, HOME, PROGRESS, RESUME
from generator.core.text import clipped
from generator.site.files import RenderedFile
from generator.site.filters import host
from generator.site.typst import Kit
from generator.site.pages.page import Page
from generator.site.typst import is_installed
from generator.public.view import SiteView

WIDTH, HEIGHT = 1200, 630
_TEMPLATE = Path(__file__).with_name("card.typ")
_LONGEST_TITLE = 150  # letters; what is longer ends in an ellipsis
_LONGEST_LINE = 110
_ROOM_FOR_LINE = 60  # letters of a title that leaves room for a line below it
_LONGEST_NAME = 40
_LONGEST_WORD = 24
_BREAK = "\u200b"  # a place at which a word may go on in the next line
# Signs and what hangs on them: a title says the same without.
_SIGNS = frozenset({"So", "Sk", "Sc", "Sm", "Cf", "Mn", "Co"})
_GLUE = {0x200D: None, 0xFE0F: None}
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Card:
    """A card: where it lies below the site, and what it says in words."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by the addresses of their pages, and their files."""

    by_page: Mapping[str, Card] = field(default_factory=dict)
    files: Mapping[str, RenderedFile] = field(default_factory=dict)

    def of(self, address: str) -> Card | None:
        """The page's own card, else that of the home page."""
        return self.by_page.get(address, self.by_page.get(HOME))


@dataclass(frozen=True, slots=True)
class _Words:
    """What a card says."""

    kicker: str
    title: str
    line: str = ""
    weeks: tuple[tuple[bool, bool], ...] = ()


def draw_cards(pages: Iterable[Page], view: SiteView, kit: Kit) -> Cards:
    """Cards for the home page, posts, projects, the résumé and the weeks.

    None without an address of the site, for a card is called by its whole link. A page whose title
    has letters that no font has goes without a card of its own; if the name has, all do.
    """
    if view.url is None or not is_installed():
        return Cards()
    say = kit.language.own.say
    said = [(page, words) for page in pages if (words := _words(page, view, say)) is not None]
    missing = frozenset(kit.typesetter.missing(_all_text(view, [words for _, words in said])))
    name = clipped(_sayable(view.name, missing), _LONGEST_NAME, "…")
    if not name:
        return Cards()
    items = [(page, _item(words, name, view, kit, missing)) for page, words in said]
    drawn = [(page, item) for page, item in items if item["title"]]
    pictures = kit.typesetter.pictures(_TEMPLATE.read_bytes(), [item for _, item in drawn])
    cards = {page.address: Card(_address(page.address), _alt(page, view, say)) for page, _ in drawn}
    files = {
        cards[page.address].address: RenderedFile(picture, page.sources)
        for (page, _), picture in zip(drawn, pictures, strict=True)
    }
    return Cards(cards, files)


def _words(page: Page, view: SiteView, say: Say) -> _Words | None:
    """What the page's card says; None where it has none of its own."""
    if page.address == HOME:
        line = view.availability or view.description
        return _Words(view.label or "", view.name, line, _weeks(view))
    if page.address == RESUME:
        return _Words(say("Résumé"), view.resume.name if view.resume else page.title, view.label or "")
    if page.address == PROGRESS:
        return _Words(say("Progress"), page.title, page.description, _weeks(view))
    kicker = {"post.html": say("Writing"), "project.html": say("Project")}.get(page.template)
    if kicker is not None:
        line = page.description if len(page.title) <= _ROOM_FOR_LINE else ""
        return _Words(kicker, page.title, line)
    return None


def _weeks(view: SiteView) -> tuple[tuple[bool, bool], ...]:
    weeks = view.progress.weeks if view.progress else ()
    return tuple((week.writing > 0, week.making > 0) for week in weeks)


def _all_text(view: SiteView, said: Iterable[_Words]) -> str:
    return view.name + "".join(words.kicker + words.title + words.line for words in said)


def _item(words: _Words, name: str, view: SiteView, kit: Kit, missing: frozenset[str]) -> dict[str, object]:
    """What the template is given for one card."""
    title = clipped(_sayable(words.title, missing), _LONGEST_TITLE, "…")
    where = clipped(_sayable(host(view.url), missing), _LONGEST_NAME, "…")
    return {
        "kicker": clipped(_sayable(words.kicker, missing), _LONGEST_LINE // 2, "…"),
        "title": " ".join(map(_breakable, title.split())),
        "line": clipped(_sayable(words.line, missing), _LONGEST_LINE, "…"),
        "weeks": words.weeks,
        "name": where if title == name else name,
        "host": "" if title == name else where,
        "rtl": _is_rtl(title),
        "colours": kit.palette.light(),
    }


def _sayable(text: str, missing: frozenset[str]) -> str:
    """The text without signs that no font has; empty where a letter would be missing."""
    kept = "".join(letter for letter in text if letter not in missing or not _is_sign(letter))
    if kept != text:  # what held the parts of a sign together holds nothing now
        kept = kept.translate(_GLUE)
    return "" if missing.intersection(kept) else " ".join(kept.split())


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) in _SIGNS


def _breakable(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else _BREAK.join(word)


def _is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((way in ("R", "AL") for way in directions if way in ("L", "R", "AL")), False)


def _address(page: str) -> str:
    return f"{CARDS}{page.strip('/').replace('/', '-') or 'home'}.png"


def _alt(page: Page, view: SiteView, say: Say) -> str:
    return say("{title}, by {name}", title=page.title, name=view.name) if page.title else view.name
