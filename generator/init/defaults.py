"""Suggested defaults from git, the system clock and the time zone database; not checked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH

from generator.environment import git
from generator.environment.git_remote import repository_name
from generator.model.portfolio import zone_from_name


def user_name(root: Path) -> str | None:
    """The name that git writes into commits."""
    return _git_setting(root, "user.name")


def github_login(root: Path) -> str | None:
    """The owner of the remote `origin`, else git's setting `github.user`."""
    origin = repository_name(root)
    return origin.partition("/")[0] if origin else _git_setting(root, "github.user")


def time_zone() -> str:
    """The system's time zone; UTC if the system has none."""
    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
    except Exception:  # broken system settings must not stop `init`
        name = None
    return name if name and zone_from_name(name) else "UTC"


def country_of(zone: str) -> str | None:
    """The country of the zone in the time zone database."""
    for line in _zone_table():
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 3 and not line.startswith("#") and cells[2] == zone:
            return cells[0]
    return None


def _zone_table() -> Iterator[str]:
    """The lines of the system's zone.tab, else of the one in the package tzdata."""
    for folder in TZPATH:
        table = Path(folder) / "zone.tab"
        if table.is_file():
            yield from table.read_text("utf-8", "replace").splitlines()
            return
    try:
        yield from (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    except (ModuleNotFoundError, OSError):
        return


def _git_setting(root: Path, name: str) -> str | None:
    folder = next(folder for folder in (root, *root.parents) if folder.is_dir())
    try:
        value = git.run_git(folder, "config", "--get", name)
    except git.GitError:
        return None
    return value.decode("utf-8", "replace").strip() or None
