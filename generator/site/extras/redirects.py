"""Signposts: a page at each old address of a post that leads to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.text import fold_path
from generator.public.view import PostView, SiteView
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.templates import Templates
from generator.site.urls import absolute, file_of, relative

_OLD = re.compile(r"[A-Za-z0-9._~%+@,=-]+(?:/[A-Za-z0-9._~%+@,=-]+)*/?\Z")


def make(making: BuildContext) -> BuildResult:
    """The signposts, and findings on addresses that cannot be."""
    made: dict[str, RenderedFile] = {}
    diagnostics: list[Diagnostic] = []
    for post, old in _moved(making.view.posts):
        address = _address(old)
        file = file_of(address) if address is not None else None
        if address is None or file is None:
            diagnostics.append(diagnostic("redirect-invalid.no-address", Location(post.path), address=old))
        elif _is_taken(file, {*making.files, *made}):
            diagnostics.append(diagnostic("redirect-invalid.taken", Location(post.path), address=old))
        else:
            made[file] = _signpost(post, address, making.view, making.templates)
    return BuildResult(made, tuple(diagnostics))


def _moved(posts: Iterable[PostView]) -> Iterator[tuple[PostView, str]]:
    for post in posts:
        for old in dict.fromkeys(post.redirect_from):
            yield post, old


def _address(old: str) -> str | None:
    """An old path as an address of ours; None of one that leads out or is none."""
    way = old.strip().lstrip("/")
    parts = way.rstrip("/").split("/")
    if not _OLD.match(way) or any(part.strip(".") == "" for part in parts):
        return None
    if way.endswith("/index.html"):
        return way.removesuffix("index.html")
    return way if way.endswith(("/", ".html", ".htm")) else way + "/"


def _is_taken(file: str, files: set[str]) -> bool:
    """As a file system sees it that takes no heed of case, folders included."""
    folded = {fold_path(name) for name in files}
    parts = fold_path(file).split("/")
    above = {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return bool(above & folded) or any(name.startswith(fold_path(file) + "/") for name in folded)


def _signpost(post: PostView, address: str, view: SiteView, templates: Templates) -> RenderedFile:
    values = {
        "site": view,
        "post": post,
        "target": relative(post.address, address),
        "canonical": absolute(post.address, view.url) if view.url else relative(post.address, address),
    }
    return RenderedFile(templates.page("redirect.html", values), (post.path,))
