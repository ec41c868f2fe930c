"""Themes: how their files are found, and that none lies outside the theme's folder.

A theme is data: templates, and files in `assets/` that are copied unchanged. A missing file is taken from
the theme that it extends, and finally from `_base`. If a folder of the graduate has the name of a shipped
theme, its files override those of that theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.core.errors import UserError

BASE = "_base"
EXTENDS = "extends"
ASSETS = "assets"
TYPE = "type"  # fonts for PDFs and cards
SHEET = "tokens.css"  # below the assets: the theme's tokens
FONTS = (".ttf", ".otf")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_LARGEST = 5_000_000  # bytes of one file of a theme


class ThemeFolders(Struct, frozen=True):
    """The folder of the shipped themes and the graduate's `own`, if any."""

    shipped: Path
    own: Path | None = None

    def names(self) -> tuple[str, ...]:
        """The names of all themes."""
        return tuple(sorted({name for folder in self._folders() for name in _names_in(folder)}))

    def own_names(self) -> tuple[str, ...]:
        """The names of the graduate's theme folders, including overrides of shipped themes."""
        return tuple(sorted(_names_in(self.own))) if self.own in self._folders() and self.own else ()

    def find(self, name: str) -> Theme:
        """The theme called `name`. Raises `UserError`, with the names that exist, if there is none."""
        chain: list[Path] = []
        names: list[str] = []
        while name != BASE or not names:
            if name in names:
                raise UserError(f"The themes {' and '.join(sorted(names))} extend each other.", hint=_HINT)
            names.append(name)
            folders = [folder / name for folder in self._folders() if name in _names_in(folder)]
            if not folders:
                raise UserError(f"There is no theme “{name}”.", hint=f"There are: {', '.join(self.names())}.")
            chain += folders
            name = _extended(folders)
        return Theme(names[0], (*chain, self.shipped / BASE))

    def _folders(self) -> tuple[Path, ...]:
        """The folders that hold themes, the graduate's first."""
        if self.own is None or not self.own.is_dir() or self.own.is_symlink():
            return (self.shipped,)
        return (self.shipped,) if self.own.resolve() == self.shipped.resolve() else (self.own, self.shipped)


_HINT = "The file `extends` in a theme's folder names the one theme that it changes."


class Theme(Struct, frozen=True):
    """A theme's folders in search order: its own, then those it extends."""

    name: str
    folders: tuple[Path, ...]

    def template(self, name: str) -> Path | None:
        """The file of a template, or None. `name` is a path with `/` below a theme's folder.

        `almanac/home.html` is the template of almanac itself, even if it is overridden: so a template can
        extend the one that it overrides.
        """
        if not _is_plain(name):
            return None
        theme, _, rest = name.partition("/")
        return _first_file(name, self.folders) or _first_file(rest, self._from(theme))

    def name_of(self, file: str) -> str | None:
        """The path of a file below its theme folder; None if it is not of this theme."""
        path = Path(file)
        return next((path.relative_to(f).as_posix() for f in self.folders if path.is_relative_to(f)), None)

    def _from(self, theme: str) -> tuple[Path, ...]:
        """The folders from the theme of that name on, without the graduate's overrides of it."""
        indices = [index for index, folder in enumerate(self.folders) if folder.name == theme]
        return self.folders[indices[-1] :] if indices else ()

    def assets(self) -> dict[str, bytes]:
        """All files of the theme's `assets/` folders, by path below them."""
        return self._all(ASSETS)

    def fonts(self) -> dict[str, bytes]:
        """The fonts of the theme's `type/` folders by path below them: those that typst draws with."""
        files = self._all(TYPE)
        return {name: data for name, data in files.items() if name.lower().endswith(FONTS)}

    def _all(self, part: str) -> dict[str, bytes]:
        """All files of the folders of that name, the nearest of each."""
        files: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            for path in _files(folder / part):
                name = path.relative_to(folder / part).as_posix()
                files[name] = read(inside(path, folder))
        return dict(sorted(files.items()))


def _first_file(name: str, folders: tuple[Path, ...]) -> Path | None:
    candidates = ((folder, folder / name) for folder in folders)
    return next((inside(path, folder) for folder, path in candidates if path.is_file()), None)


def inside(path: Path, folder: Path) -> Path:
    """`path`, if it resolves to a file inside `folder`; else raises `UserError`."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(
            f"The theme's file {path} leads out of the theme's folder.", hint="Copy it into the theme."
        )
    return path


def read(path: Path) -> bytes:
    """The file's bytes. Raises `UserError` if it cannot be read or is too large for a theme."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"The theme's file {path} is larger than {_LARGEST // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"The theme's file {path} cannot be read: {error.strerror}.") from error


def is_name(name: str) -> bool:
    """Whether this is a valid name for a theme."""
    return bool(_NAME.match(name))


def _names_in(folder: Path) -> set[str]:
    """The names of themes in `folder`; symbolic links do not count."""
    entries = [entry for entry in folder.iterdir() if is_name(entry.name)] if folder.is_dir() else []
    return {entry.name for entry in entries if entry.is_dir() and not entry.is_symlink()}


def _extended(folders: list[Path]) -> str:
    """The name of the theme to extend; `_base` by default."""
    for folder in folders:
        if (folder / EXTENDS).is_file():
            return read(inside(folder / EXTENDS, folder)).decode("utf-8", "replace").strip()
    return BASE


def _files(folder: Path) -> Iterator[Path]:
    """The regular files below `folder`, sorted, without hidden files."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif entry.is_file():
            yield entry


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return "\\" not in name and ":" not in name and not any(part in ("", ".", "..") for part in parts)
