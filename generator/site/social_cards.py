"""Social cards: the pictures that other sites show beside a link to a page, in the theme's colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.core.addresses import CARDS, HOME, PROGRESS, RESUME
from generator.core.fileops import Spool
from generator.core.text import truncate
from generator.public.view import ProjectView, SiteView
from generator.site.files import Kept, RenderedFile
from generator.site.filters import host
from generator.site.pages.page import Page
from generator.site.typst import TypesettingContext, is_installed
from generator.site.week_strip import level

WIDTH, HEIGHT = 1200, 630
_TEMPLATE = Path(__file__).with_name("card.typ")
_OWN_FONT = "Libertinus Serif"  # typst has it
_LONGEST_TITLE = 150  # characters; longer titles end in an ellipsis
_LONGEST_LINE = 110
_ROOM_FOR_LINE = 60  # characters of a title that leaves room for a line below
_LONGEST_NAME = 40
_LONGEST_WORD = 24
_BREAK = "\u200b"  # allows a line break
# Categories of symbols and their modifiers, which a title can do without.
_SYMBOLS = frozenset({"So", "Sk", "Sc", "Sm", "Cf", "Mn", "Co"})
_JOINERS = {0x200D: None, 0xFE0F: None}
Say = Callable[..., str]
PictureFiles = Mapping[str, tuple[str, bytes]]
_NO_PICTURES: PictureFiles = {}
_WIDEST_PICTURE = 1200
_HEAVIEST_PICTURE = 150_000  # bytes


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its address and its alternative text."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by the address of their page, and their files."""

    by_page: Mapping[str, Card] = field(default_factory=dict)
    files: Mapping[str, RenderedFile] = field(default_factory=dict)

    def of(self, address: str) -> Card | None:
        """The page's own card, else that of the home page."""
        return self.by_page.get(address, self.by_page.get(HOME))


class _Pictures(Mapping[str, RenderedFile]):
    """The files of the cards, which are drawn meanwhile: whoever looks waits for them."""

    def __init__(
        self, sources: Sequence[tuple[str, tuple[str, ...]]], pictures: Callable[[], Iterable[Kept]]
    ) -> None:
        self._sources = sources
        self._pictures = pictures

    @cached_property
    def _files(self) -> dict[str, RenderedFile]:
        rows = zip(self._sources, self._pictures(), strict=True)
        return {address: RenderedFile(picture, sources) for (address, sources), picture in rows}

    def __getitem__(self, address: str) -> RenderedFile:
        return self._files[address]

    def __iter__(self) -> Iterator[str]:
        # Two pages have one address where a finding says so.
        return iter(dict(self._sources))

    def __len__(self) -> int:
        return len(dict(self._sources))


@dataclass(frozen=True, slots=True)
class _CardText:
    """The texts of a card, and the weeks or the picture that it shows."""

    kicker: str
    title: str
    line: str = ""
    weeks: tuple[tuple[int, int], ...] = ()
    picture: bytes = b""


def social_cards(
    pages: Iterable[Page],
    view: SiteView,
    typesetting: TypesettingContext,
    spool: Spool | None = None,
    images: PictureFiles = _NO_PICTURES,
) -> Cards:
    """Cards for the home page, posts, projects, the résumé and the weeks.

    That of a project has its picture beside the title. `images` are the files of pictures by address.
    None if the graduate wants none, or if the site has no URL, because links to cards must be absolute. A
    page has no card of its own if no font has some letter of its title; no page has one if that is so for the
    name.
    """
    if view.url is None or not view.cards or not is_installed():
        return Cards()
    say = typesetting.language.ui.say
    texts = [(page, text) for page in pages if (text := _card_text(page, view, say, images)) is not None]
    missing = frozenset(typesetting.typesetter.missing(_all_text(view, [text for _, text in texts])))
    name = truncate(_displayable(view.name, missing), _LONGEST_NAME, "…")
    if not name:
        return Cards()
    items = [(page, _item(text, name, view, typesetting, missing)) for page, text in texts]
    # Two pages at one address are a finding; they have one card.
    shown = list({page.address: (page, item) for page, item in items if item["title"]}.values())
    pictures = typesetting.typesetter.start_pngs(
        _TEMPLATE.read_bytes(), [item for _, item in shown], spool or Spool()
    )
    cards = {page.address: Card(_address(page.address), _alt(page, view, say)) for page, _ in shown}
    sources = [(cards[page.address].address, page.sources) for page, _ in shown]
    return Cards(cards, _Pictures(sources, pictures))


def _card_text(page: Page, view: SiteView, say: Say, images: PictureFiles = _NO_PICTURES) -> _CardText | None:
    """The texts of the page's card; None if it has no card of its own."""
    if page.address == HOME:
        line = view.availability or view.description
        return _CardText(view.label or "", view.name, line, _weeks(view))
    if page.address == RESUME:
        return _CardText(say("Résumé"), view.resume.name if view.resume else page.title, view.label or "")
    if page.address == PROGRESS:
        return _CardText(say("Progress"), page.title, page.description, _weeks(view))
    kicker = {"post.html": say("Writing"), "project.html": say("Project")}.get(page.template)
    if kicker is not None:
        line = page.description if len(page.title) <= _ROOM_FOR_LINE else ""
        project = page.values.get("project")
        picture = _picture(project, images) if isinstance(project, ProjectView) else b""
        return _CardText(kicker, page.title, line, picture=picture)
    return None


def _picture(project: ProjectView, images: PictureFiles) -> bytes:
    """A file of the project's cover that is large enough for a card and not too heavy to draw."""
    image = project.cover.image
    if image is None:
        return b""
    webps = [choice for source in image.sources if source.type == "image/webp" for choice in source.choices]
    fitting = [choice.address for choice in webps if choice.width <= _WIDEST_PICTURE]
    for address in (*reversed(fitting), image.address):
        _, data = images.get(address, ("", b""))
        if data and len(data) <= _HEAVIEST_PICTURE and not address.endswith(".svg"):
            return data
    return b""


def _weeks(view: SiteView) -> tuple[tuple[int, int], ...]:
    """Of each week how much was written and made, as parts of ten of the fullest week."""
    weeks = view.progress.weeks if view.progress else ()
    writing = max((week.writing for week in weeks), default=0)
    making = max((week.making for week in weeks), default=0)
    return tuple((level(week.writing, writing), level(week.making, making)) for week in weeks)


def _all_text(view: SiteView, texts: Iterable[_CardText]) -> str:
    return view.name + "".join(text.kicker + text.title + text.line for text in texts)


def _item(
    text: _CardText, name: str, view: SiteView, typesetting: TypesettingContext, missing: frozenset[str]
) -> dict[str, object]:
    """The template's data for one card."""
    title = truncate(_displayable(text.title, missing), _LONGEST_TITLE, "…")
    host_name = truncate(_displayable(host(view.url), missing), _LONGEST_NAME, "…")
    return {
        "kicker": truncate(_displayable(text.kicker, missing), _LONGEST_LINE // 2, "…"),
        "title": " ".join(map(_breakable, title.split())),
        "line": truncate(_displayable(text.line, missing), _LONGEST_LINE, "…"),
        "weeks": text.weeks,
        "picture": list(text.picture),
        "name": host_name if title == name else name,
        "host": "" if title == name else host_name,
        "rtl": _is_rtl(title),
        "colours": typesetting.palette.light(),
        "fonts": [*typesetting.typefaces.text, _OWN_FONT],
        "labels": [*typesetting.typefaces.label, _OWN_FONT],
        "titles": [*typesetting.typefaces.title, _OWN_FONT],
        "title-weight": typesetting.typefaces.title_weight,
    }


def _displayable(text: str, missing: frozenset[str]) -> str:
    """The text without symbols that no font has; empty if a letter would be missing."""
    displayable = "".join(letter for letter in text if letter not in missing or not _is_symbol(letter))
    if displayable != text:  # joiners between removed symbols
        displayable = displayable.translate(_JOINERS)
    return "" if missing.intersection(displayable) else " ".join(displayable.split())


def _is_symbol(letter: str) -> bool:
    return unicodedata.category(letter) in _SYMBOLS


def _breakable(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else _BREAK.join(word)


def _is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next(
        (direction in ("R", "AL") for direction in directions if direction in ("L", "R", "AL")), False
    )


def _address(page: str) -> str:
    return f"{CARDS}{page.strip('/').replace('/', '-') or 'home'}.png"


def _alt(page: Page, view: SiteView, say: Say) -> str:
    return say("{title}, by {name}", title=page.title, name=view.name) if page.title else view.name
