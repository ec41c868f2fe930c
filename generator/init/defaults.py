"""What the machine knows of its user: defaults that are offered, never taken for certain."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH

from generator.environment import git
from generator.environment.origin import repository_name
from generator.init.answers import wrong_login, wrong_name
from generator.model.zone import zone_from_name


def user_name(root: Path) -> str | None:
    """The name that git puts under commits."""
    name = _git_setting(root, "user.name")
    return name if name and wrong_name(name) is None else None


def github_login(root: Path) -> str | None:
    """The owner of the remote `origin`, else what git's setting `github.user` says."""
    origin = repository_name(root)
    login = origin.partition("/")[0] if origin else _git_setting(root, "github.user")
    return login if login and wrong_login(login) is None else None


def time_zone() -> str:
    """The system's time zone; UTC where it does not say."""
    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
    except Exception:  # whatever is wrong with the system's settings, it is no reason not to start
        name = None
    return name if name and zone_from_name(name) else "UTC"


def country_of(zone: str) -> str | None:
    """The country in which the zone's name is at home, as the time zone database has it."""
    for line in _zone_table():
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 3 and not line.startswith("#") and cells[2] == zone:
            return cells[0]
    return None


def _zone_table() -> Iterator[str]:
    """The lines of zone.tab, of the system or of the package that stands in for it."""
    places = [Path(folder) / "zone.tab" for folder in TZPATH]
    there = next((path for path in places if path.is_file()), None)
    if there is not None:
        yield from there.read_text("utf-8", "replace").splitlines()
        return
    try:
        yield from (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    except (ModuleNotFoundError, OSError):
        return


def _git_setting(root: Path, name: str) -> str | None:
    folder = next(at for at in (root, *root.parents) if at.is_dir())
    try:
        said = git.run_git(folder, "config", "--get", name)
    except git.GitError:
        return None
    return said.decode("utf-8", "replace").strip() or None
