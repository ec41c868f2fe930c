"""Setting type: papers and pictures drawn offline by typst, from a template of ours and data.

What somebody wrote goes in as data (`json(bytes(sys.inputs.data))` in the template) and is never read
as markup, so nothing in it can be run. Typst sees an empty folder and the fonts it is given: the same
data makes the same bytes on every machine.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.core.fileops import scratch_folder
from generator.site.i18n.language import Language
from generator.site.palette import Palette

if TYPE_CHECKING:  # a large library, loaded when something is drawn for the first time
    import typst

_FOLDER = "typeset"
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Right-to-left overrides and the like: they show a reader another text than the one that is there.
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
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
    """Draws with the fonts that come with typst and with `fonts`, files by name. Keeps all in `cache`."""

    cache: Path | None
    fonts: Mapping[str, bytes] = field(default_factory=dict)

    def paper(self, template: bytes, data: object) -> bytes:
        """A PDF after PDF/UA-1: tagged, with its language and title. Raises `MissingLettersError`."""
        text = _as_json(data)
        key = self._key(b"pdf", template, text)
        kept = cache_get(self.cache, _FOLDER, key)
        if kept is None:
            kept = self._compile(template, text, format="pdf", pdf_standards="ua-1")[0]
            cache_put(self.cache, _FOLDER, key, kept)
        return kept

    def pictures(self, template: bytes, items: Sequence[object]) -> tuple[bytes, ...]:
        """One PNG for each of `items`, a typst point to the pixel.

        `template` is given those items that are not in the cache, as a list, and makes one page of
        each. A letter that no font has is left out without a word: ask `missing` before.
        """
        texts = [_as_json(item) for item in items]
        keys = [self._key(b"png", template, text) for text in texts]
        made = {key: cache_get(self.cache, _FOLDER, key) for key in keys}
        new = {key: text for key, text in zip(keys, texts, strict=True) if made[key] is None}
        if new:
            for key, picture in zip(new, self._drawn(template, list(new.values())), strict=True):
                cache_put(self.cache, _FOLDER, key, picture)
                made[key] = picture
        return tuple(made[key] or b"" for key in keys)

    def cache_key(self, template: bytes, data: object) -> bytes:
        """What tells one paper from another, before it is set."""
        return self._key(b"pdf", template, _as_json(data)).encode()

    def family(self, name: str) -> str | None:
        """What the font in the given file `name` is called; None of a file that is no font."""
        import typst

        with _workshop({name: self.fonts[name]}) as (folder, _):
            shelf = str(Path(folder).with_name("fonts"))
            only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[shelf])
            return next(iter(only.families()), None)

    def missing(self, text: str) -> tuple[str, ...]:
        """Those letters of `text` that no font has, each once, in their order."""
        letters = "".join(sorted({letter for letter in _plain(text) if letter > "~"}))
        if not letters:
            return ()
        try:
            # A letter a line, since typst looks for a font for a run of letters, not for each.
            self.paper(_PROBE, [letter for letter in letters if not letter.isspace()])
        except MissingLettersError as found:
            return tuple(letter for letter in dict.fromkeys(text) if letter in found.letters)
        return ()

    def _drawn(self, template: bytes, texts: Sequence[bytes]) -> list[bytes]:
        pages = self._compile(template, _listed(texts), format="png", ppi=72)
        if len(pages) == len(texts):
            return pages
        # Some item ran over its page: each for itself, its first page.
        return [self._compile(template, _listed([text]), format="png", ppi=72)[0] for text in texts]

    def _compile(self, template: bytes, data: bytes, **options: Any) -> list[bytes]:
        import typst

        with _workshop(self.fonts) as (empty, fonts):
            try:
                made: Any = typst.compile(  # bytes, or with pictures of many pages a list of them
                    template,
                    root=empty,
                    font_paths=fonts,
                    sys_inputs={"data": data.decode()},
                    timestamp=0,
                    **options,
                )
            except typst.TypstError as error:
                letters = _letters(str(error.diagnostic))
                if letters:
                    raise MissingLettersError(letters) from None
                raise
        return list(made) if isinstance(made, list) else [made]

    def _key(self, kind: bytes, template: bytes, text: bytes) -> str:
        files = [part for name, data in sorted(self.fonts.items()) for part in (name.encode(), data)]
        return cache_key(code_fingerprint("typst"), kind, template, text, *files)


@contextmanager
def _workshop(given: Mapping[str, bytes]) -> Iterator[tuple[str, typst.Fonts]]:
    """An empty folder for typst to see, and the fonts: it reads those given from files, and late."""
    import typst

    numbered = enumerate(sorted(given.items()))
    files = {f"fonts/{number}{Path(name).suffix.lower()}": data for number, (name, data) in numbered}
    with scratch_folder(files, folders=("empty",)) as folder:
        shelf = str(folder / "fonts")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[shelf]) if given else _own_fonts()
        yield str(folder / "empty"), fonts


@functools.cache
def _own_fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False)


def _as_json(data: object) -> bytes:
    return json.dumps(_clean(data), ensure_ascii=False, sort_keys=True).encode()


def _listed(texts: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(texts) + b"]"


def _clean(data: object) -> object:
    """The same data with every text free of what is no letter at all."""
    if isinstance(data, str):
        return _plain(data)
    if isinstance(data, Mapping):
        return {str(key): _clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value) for value in data]
    return data


def _plain(text: str) -> str:
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    # A byte order mark inside a text joins what stands around it, and PDF/UA allows none.
    if letter in _STEERING or letter == "\ufeff":
        return ""
    kind = unicodedata.category(letter)
    return " " if kind == "Cc" else "" if kind in ("Cs", "Cn") else letter


def _letters(diagnostic: str) -> tuple[str, ...]:
    texts = [
        _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in _MISSING.findall(diagnostic)
    ]
    return tuple(dict.fromkeys("".join(texts)))


@dataclass(frozen=True)
class Kit:
    """The site's language and colours, and the typesetter with its fonts and its cache."""

    language: Language
    palette: Palette
    typesetter: Typesetter
