"""What the judges are shown: sites and reports on disk, each at an address of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.judge.portfolios import DIRECTORY, EXAMPLES, Made, made
from tests.support.browser import served
from tests.support.desks import open_desk

PROJECT = Path(__file__).parents[2]
Finding = tuple[str, str]
"""Where something was found, and what: the same in many places is told once."""


class Missing(Exception):  # noqa: N818  # a sentence for the user, not a mistake of the program's
    """A judge's tool is not here; the message says how to have it."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site. `pages` are one of each kind, as paths below `address`, which ends with a slash."""

    portfolio: str
    theme: str
    folder: Path
    address: str
    pages: tuple[str, ...]

    @property
    def posts(self) -> tuple[str, ...]:
        """The pages that are posts, the longest first."""
        return tuple(page for page in self.pages if _is_post(page))

    @property
    def label(self) -> str:
        """How findings name it."""
        return f"{self.portfolio}, {self.theme}"


@dataclass(frozen=True, slots=True)
class Report:
    """A coach's report: one page."""

    name: str
    file: Path
    address: str


@dataclass(frozen=True, slots=True)
class Stage:
    """All that is judged. `notes` collects what judges measured; `shots` is where pictures are left."""

    folder: Path
    sites: tuple[Site, ...]
    reports: tuple[Report, ...]
    shots: Path
    quick: bool
    notes: list[str] = field(default_factory=list)
    desk: tuple[tuple[str, str], ...] = ()
    """The name and address of pages of the desk of the sample graduate; as files in `desk/` too."""

    @property
    def samples(self) -> tuple[Site, ...]:
        """The sites of the sample graduate and of the examples."""
        return tuple(site for site in self.sites if site.portfolio in ("sample", *EXAMPLES))

    @property
    def directories(self) -> tuple[Site, ...]:
        """The directories of people."""
        return tuple(site for site in self.sites if site.portfolio == DIRECTORY)

    def note(self, said: str) -> None:
        """Keep something measured for the summary."""
        self.notes.append(said)


@contextmanager
def staged(folder: Path, shots: Path, *, quick: bool) -> Iterator[Stage]:
    """Everything built below `folder` and served while the judges look."""
    sites, reports = made(folder, quick=quick)
    with ExitStack() as hosts:
        at = hosts.enter_context(served(folder / "reports"))
        yield Stage(
            folder,
            tuple(_site(one, hosts.enter_context(served(one.host))) for one in sites),
            tuple(Report(name, folder / "reports" / f"{name}.html", f"{at}{name}.html") for name in reports),
            shots,
            quick,
            desk=hosts.enter_context(_desk(folder)),
        )


_DESK = {
    "week": "",
    "contact": "new/contact",
    "post": "new/post",
    "offer": "new/offer",
    "edit": "edit?path=content/private/contacts/2026-W23.yaml&line=1",
    "settings": "edit?path=portfolio.yaml",
    "text": "file?path=portfolio.yaml",
    "records": "records",
    "commit": "commit",
    "bookmark": "bookmarklet",
}


@contextmanager
def _desk(folder: Path) -> Iterator[tuple[tuple[str, str], ...]]:
    root = folder / "at-the-desk"
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "portfolio.yaml", root)
    (folder / "desk").mkdir()
    with open_desk(root) as desk:
        for name, path in _DESK.items():
            (folder / "desk" / f"{name}.html").write_text(desk.get(path).text, "utf-8")
        wrong = desk.post("new/contact", {"date": "2026-06-31", "next_step.on": "soon"})
        (folder / "desk/wrong.html").write_text(wrong.text, "utf-8")
        yield tuple((name, desk.home + path) for name, path in _DESK.items())


def _site(one: Made, host: str) -> Site:
    return Site(one.portfolio, one.theme, one.folder, host + one.path, kinds(one.folder))


def kinds(folder: Path) -> tuple[str, ...]:
    """One page of each kind, and of posts the longest, the shortest and the one in between."""
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    alone = [page for page in pages if page.count("/") < 2 and not _is_one_of_many(page)]
    many = [
        next((p for p in pages if p.startswith(at) and p.count("/") == at.count("/") + 1), "") for at in _MANY
    ]
    posts = sorted(
        (page for page in pages if _is_post(page.removesuffix("index.html"))),
        key=lambda page: ((folder / page).stat().st_size, page),
    )
    some = [posts[-1], posts[0], posts[len(posts) // 2]] if posts else []
    chosen = dict.fromkeys([*alone, *(page for page in pages if page in _BLOG), *some, *filter(None, many)])
    return tuple(page.removesuffix("index.html") for page in chosen)


def _is_post(page: str) -> bool:
    return page.startswith("blog/") and page.count("/") == 2 and page + "index.html" not in _BLOG


_BLOG = ("blog/archive/index.html", "blog/tags/index.html")
_MANY = ("blog/tags/", "projects/", "skills/")


def _is_one_of_many(page: str) -> bool:
    """Hostile portfolios have free pages by the dozen; the first stands for all."""
    return page.startswith("text-") and page != "text-0/index.html"
