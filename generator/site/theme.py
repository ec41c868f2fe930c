"""Themes as folders: which files make a theme, and that none of them lies outside its folder.

A theme is data: templates, and files under `assets/` that are copied as they are. What a theme does
not have is taken from the theme it extends, and at last from `_base`. A folder of the graduate's
with the name of a shipped theme changes single files of that theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.core.errors import UserError

BASE = "_base"
EXTENDS = "extends"
ASSETS = "assets"
SHEET = "tokens.css"  # below the assets: the theme's tokens
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_LARGEST = 5_000_000  # bytes of one file of a theme


@dataclass(frozen=True, slots=True)
class ThemeFolders:
    """`shipped` holds the themes that come with the generator, `own` the graduate's, if any."""

    shipped: Path
    own: Path | None = None

    def names(self) -> tuple[str, ...]:
        """All themes that can be asked for."""
        return tuple(sorted({name for folder in self._folders() for name in _names_in(folder)}))

    def own_names(self) -> tuple[str, ...]:
        """The graduate's own folders, those that change a shipped theme included."""
        return tuple(sorted(_names_in(self.own))) if self.own in self._folders() and self.own else ()

    def find(self, name: str) -> Theme:
        """The theme called `name`. A `UserError` names those that exist if there is none."""
        chain: list[Path] = []
        seen: list[str] = []
        while name != BASE or not seen:
            if name in seen:
                raise UserError(f"The themes {' and '.join(sorted(seen))} extend each other.", hint=_HINT)
            seen.append(name)
            folders = [folder / name for folder in self._folders() if name in _names_in(folder)]
            if not folders:
                raise UserError(f"There is no theme “{name}”.", hint=f"There are: {', '.join(self.names())}.")
            chain += folders
            name = _extended(folders)
        return Theme(seen[0], (*chain, self.shipped / BASE))

    def _folders(self) -> tuple[Path, ...]:
        """The folders that hold themes, the graduate's first."""
        if self.own is None or not self.own.is_dir() or self.own.is_symlink():
            return (self.shipped,)
        return (self.shipped,) if self.own.resolve() == self.shipped.resolve() else (self.own, self.shipped)


_HINT = "The file `extends` in a theme's folder names the one theme that it changes."


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's folders, the nearest first: what the first does not have the next may."""

    name: str
    folders: tuple[Path, ...]

    def template(self, name: str) -> Path | None:
        """The file of a template, or None. `name` is a plain path with `/` below a theme's folder.

        `almanac/home.html` is the template that almanac itself has or inherits, whatever changes it:
        so a template can extend the one whose place it takes.
        """
        if not _is_plain(name):
            return None
        theme, _, rest = name.partition("/")
        return _first(name, self.folders) or _first(rest, self._from(theme))

    def name_of(self, file: str) -> str | None:
        """What a file of the theme is called below its folder; None of any other file."""
        path = Path(file)
        return next((path.relative_to(f).as_posix() for f in self.folders if path.is_relative_to(f)), None)

    def _from(self, theme: str) -> tuple[Path, ...]:
        """The chain from the theme of that name on, without what the graduate changes of a shipped one."""
        places = [location for location, folder in enumerate(self.folders) if folder.name == theme]
        return self.folders[places[-1] :] if places else ()

    def assets(self) -> dict[str, bytes]:
        """All files of the theme's `assets/` folders, by path below them."""
        found: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            for path in _files(folder / ASSETS):
                name = path.relative_to(folder / ASSETS).as_posix()
                found[name] = read(checked(path, folder))
        return dict(sorted(found.items()))


def _first(name: str, folders: tuple[Path, ...]) -> Path | None:
    candidates = ((folder, folder / name) for folder in folders)
    return next((checked(path, folder) for folder, path in candidates if path.is_file()), None)


def checked(path: Path, folder: Path) -> Path:
    """`path` itself, if what it really is lies in `folder`; a `UserError` for a link that leads out of it."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(
            f"The theme's file {path} leads out of the theme's folder.", hint="Copy it into the theme."
        )
    return path


def read(path: Path) -> bytes:
    """The file's bytes; a `UserError` for one that cannot be read or is far too large for a theme."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"The theme's file {path} is larger than {_LARGEST // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"The theme's file {path} cannot be read: {error.strerror}.") from error


def is_name(name: str) -> bool:
    """Whether a theme can be called so."""
    return bool(_NAME.match(name))


def _names_in(folder: Path) -> set[str]:
    """Themes are real folders: a link could lead anywhere."""
    entries = [entry for entry in folder.iterdir() if is_name(entry.name)] if folder.is_dir() else []
    return {entry.name for entry in entries if entry.is_dir() and not entry.is_symlink()}


def _extended(folders: list[Path]) -> str:
    """What a theme says it extends; `_base` if it says nothing."""
    for folder in folders:
        if (folder / EXTENDS).is_file():
            return read(checked(folder / EXTENDS, folder)).decode("utf-8", "replace").strip()
    return BASE


def _files(folder: Path) -> Iterator[Path]:
    """The ordinary files below `folder`, sorted; what starts with a dot is the system's own litter."""
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
