"""Typesetting: PDFs and PNGs made offline by typst from our templates and data.

Texts of users go in as data (`json(bytes(sys.inputs.data))` in the template), never as markup, so nothing
in them can run. Typst sees an empty folder and the given fonts only: the same data makes the same bytes
on every machine.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.core.fileops import Spool, scratch_folder
from generator.core.worker import crew
from generator.site.colours import Palette
from generator.site.files import Kept, find_kept, keep, set_aside
from generator.site.i18n.language import Language
from generator.site.typefaces import Typefaces

if TYPE_CHECKING:  # a large library, loaded when something is drawn for the first time
    import typst

_KIND = "typeset"
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# They can make a reader see another text than the one that is there.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PROBE = b"""\
#set document(title: "Letters", date: none)
#for line in json(bytes(sys.inputs.data)) [#line #parbreak()]
"""


class MissingLettersError(Exception):
    """No font has some letters. `letters` names them, each once."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        super().__init__(" ".join(letters))
        self.letters = letters


def is_installed() -> bool:
    """Whether typst can be loaded: there are systems without a wheel of it."""
    try:
        import typst  # noqa: F401  # asked for, not used
    except ImportError:
        return False
    return True


@dataclass(frozen=True)
class Typesetter:
    """Typesets with typst's embedded fonts and with `fonts` (files by name). Results are kept in `cache`."""

    cache: Path | None
    fonts: Mapping[str, bytes] = field(default_factory=dict)

    def pdf(self, template: bytes, data: object) -> bytes:
        """A PDF/UA-1: tagged, with its language and title. Raises `MissingLettersError`."""
        text = _as_json(data)
        key = self._key(b"pdf", template, text)
        pdf = cache_get(self.cache, _KIND, key)
        if pdf is None:
            pdf = self._compile(template, text, format="pdf", pdf_standards="ua-1")[0]
            cache_put(self.cache, _KIND, key, pdf)
        return pdf

    def pngs(self, template: bytes, items: Sequence[object]) -> tuple[bytes, ...]:
        """One PNG for each of `items`, one typst point per pixel.

        `template` gets the items that are not in the cache, as lists, and makes one page of each. Letters
        that no font has are silently left out: ask `missing` before.
        """
        return tuple(picture.read() for picture in self.start_pngs(template, items, Spool())())

    def start_pngs(
        self, template: bytes, items: Sequence[object], spool: Spool
    ) -> Callable[[], tuple[Kept, ...]]:
        """Begin to draw, in other processes if there is much to draw; call the result for the pictures."""
        texts = [_as_json(item) for item in items]
        keys = [self._key(b"png", template, text) for text in texts]
        found = {
            key: find_kept(self.cache, _KIND, key, partial(self._render_png, template, text))
            for key, text in zip(keys, texts, strict=True)
        }
        new = {key: text for key, text in zip(keys, texts, strict=True) if found[key] is None}
        row = list(new.items())
        batches = [dict(row[at : at + _BATCH]) for at in range(0, len(row), _BATCH)]
        helpers = crew() if len(new) > _BATCH else None
        fonts = (
            {name: b64encode(data).decode("ascii") for name, data in self.fonts.items()} if helpers else {}
        )

        def keep_all(batch: Mapping[str, bytes], drawn: Sequence[str] | None) -> None:
            made = (
                [b64decode(picture) for picture in drawn]
                if drawn
                else self._render_pngs(template, list(batch.values()))
            )
            for key, picture in zip(batch, made, strict=True):
                aside = set_aside(picture, spool)
                found[key] = aside
                keep(self.cache, _KIND, key, aside)

        coming = [
            helpers.ask(
                __name__,
                draw.__name__,
                [_plain(template), [*map(_plain, batch.values())], fonts],
                partial(keep_all, batch),
            )
            for batch in (batches if helpers else ())
            if helpers
        ]

        def pictures() -> tuple[Kept, ...]:
            for answer in coming:
                answer.result()
            for batch in () if helpers else batches:
                keep_all(batch, None)
            return tuple(kept for key in keys if (kept := found[key]) is not None)

        return pictures

    def cache_key(self, template: bytes, data: object) -> bytes:
        """The cache key of a PDF."""
        return self._key(b"pdf", template, _as_json(data)).encode()

    def family(self, name: str) -> str | None:
        """The family name of the font file `name`; None if it is no font."""
        import typst

        with _sandbox({name: self.fonts[name]}) as (folder, _):
            font_folder = str(Path(folder).with_name("fonts"))
            given_fonts = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder]
            )
            return next(iter(given_fonts.families()), None)

    def missing(self, text: str) -> tuple[str, ...]:
        """The letters of `text` that no font has, each once, in order."""
        letters = "".join(sorted({letter for letter in _without_controls(text) if letter > "~"}))
        if not letters:
            return ()
        try:
            # One letter a line, because typst looks for a font for a run of letters, not for each.
            self.pdf(_PROBE, [letter for letter in letters if not letter.isspace()])
        except MissingLettersError as error:
            return tuple(letter for letter in dict.fromkeys(text) if letter in error.letters)
        return ()

    def _render_png(self, template: bytes, text: bytes) -> bytes:
        return self._render_pngs(template, [text])[0]

    def _render_pngs(self, template: bytes, texts: Sequence[bytes]) -> list[bytes]:
        pages = self._compile(template, _json_list(texts), format="png", ppi=72)
        if len(pages) == len(texts):
            return pages
        # Some item took more than one page: render each by itself and take its first page.
        return [self._compile(template, _json_list([text]), format="png", ppi=72)[0] for text in texts]

    def _compile(self, template: bytes, data: bytes, **options: Any) -> list[bytes]:
        import typst

        with _sandbox(self.fonts) as (root, fonts):
            try:
                pages: Any = typst.compile(  # bytes, or with pictures of many pages a list of them
                    template,
                    root=root,
                    font_paths=fonts,
                    sys_inputs={"data": data.decode()},
                    timestamp=0,
                    **options,
                )
            except typst.TypstError as error:
                letters = _missing_letters(str(error.diagnostic))
                if letters:
                    raise MissingLettersError(letters) from None
                raise
        return list(pages) if isinstance(pages, list) else [pages]

    def _key(self, kind: bytes, template: bytes, text: bytes) -> str:
        return cache_key(_edition(), kind, template, text, *self._fonts_key)

    @functools.cached_property
    def _fonts_key(self) -> tuple[bytes, ...]:
        """The fonts, short: they are a part of every key."""
        files = [part for name, data in sorted(self.fonts.items()) for part in (name.encode(), data)]
        return (cache_key(*files).encode(),) if files else ()


_BATCH = 16
"""Pictures of one document: with more, typst needs more memory and no less time."""


def draw(question: tuple[str, Sequence[str], Mapping[str, str]]) -> list[str]:
    """The pictures that a template makes of some data, in base64: for other processes."""
    template, texts, fonts = question
    typesetter = Typesetter(None, {name: b64decode(data) for name, data in fonts.items()})
    pictures = typesetter._render_pngs(template.encode(), [text.encode() for text in texts])
    return [b64encode(picture).decode("ascii") for picture in pictures]


def _plain(text: bytes) -> str:
    return text.decode()


@functools.cache
def _edition() -> bytes:
    return code_fingerprint("typst")


@contextmanager
def _sandbox(font_files: Mapping[str, bytes]) -> Iterator[tuple[str, typst.Fonts]]:
    """An empty root folder for typst, and the fonts: typst reads given ones from files, and lazily."""
    import typst

    numbered = enumerate(sorted(font_files.items()))
    files = {f"fonts/{number}{Path(name).suffix.lower()}": data for number, (name, data) in numbered}
    with scratch_folder(files, folders=("empty",)) as folder:
        font_folder = str(folder / "fonts")
        fonts = (
            typst.Fonts(include_system_fonts=False, font_paths=[font_folder])
            if font_files
            else _embedded_fonts()
        )
        yield str(folder / "empty"), fonts


@functools.cache
def _embedded_fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False)


def _as_json(data: object) -> bytes:
    return json.dumps(_clean(data), ensure_ascii=False, sort_keys=True).encode()


def _json_list(texts: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(texts) + b"]"


def _clean(data: object) -> object:
    """`data` with only printable characters in its texts."""
    if isinstance(data, str):
        return _without_controls(data)
    if isinstance(data, Mapping):
        return {str(key): _clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value) for value in data]
    return data


def _without_controls(text: str) -> str:
    return "".join(_printable(letter) for letter in text)


def _printable(letter: str) -> str:
    # A byte order mark inside a text joins its neighbours, and PDF/UA forbids it.
    if letter in _BIDI_CONTROLS or letter == "\ufeff":
        return ""
    kind = unicodedata.category(letter)
    return " " if kind == "Cc" else "" if kind in ("Cs", "Cn") else letter


def _missing_letters(diagnostic: str) -> tuple[str, ...]:
    texts = [
        _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in _MISSING.findall(diagnostic)
    ]
    return tuple(dict.fromkeys("".join(texts)))


@dataclass(frozen=True)
class TypesettingContext:
    """What PDFs and cards are made with: the site's language and colours, the typesetter, and its type."""

    language: Language
    palette: Palette
    typesetter: Typesetter
    typefaces: Typefaces = field(default_factory=Typefaces)
