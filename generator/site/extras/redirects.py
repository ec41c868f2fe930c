"""Redirects: a page at each old address of a post that leads to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.text import fold_path
from generator.public.view import PostView, SiteView
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.templates import Templates
from generator.site.urls import absolute, file_of, relative

_OLD = re.compile(r"[A-Za-z0-9._~%+@,=-]+(?:/[A-Za-z0-9._~%+@,=-]+)*/?\Z")


def make(context: BuildContext) -> BuildResult:
    """The redirects, and findings on old addresses that are invalid or taken."""
    redirects: dict[str, RenderedFile] = {}
    diagnostics: list[Diagnostic] = []
    for post, old in _old_addresses(context.view.posts):
        address = _address(old)
        file = file_of(address) if address is not None else None
        if address is None or file is None:
            diagnostics.append(diagnostic("redirect-invalid.no-address", Location(post.path), address=old))
        elif _is_taken(file, {*context.files, *redirects}):
            diagnostics.append(diagnostic("redirect-invalid.taken", Location(post.path), address=old))
        else:
            redirects[file] = _redirect(post, address, context.view, context.templates)
    return BuildResult(redirects, tuple(diagnostics))


def _old_addresses(posts: Iterable[PostView]) -> Iterator[tuple[PostView, str]]:
    for post in posts:
        for old in dict.fromkeys(post.redirect_from):
            yield post, old


def _address(old: str) -> str | None:
    """An old path as an address of the site; None if it is invalid or leads outside."""
    path = old.strip().lstrip("/")
    parts = path.rstrip("/").split("/")
    if not _OLD.match(path) or any(part.strip(".") == "" for part in parts):
        return None
    if path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path if path.endswith(("/", ".html", ".htm")) else path + "/"


def _is_taken(file: str, files: set[str]) -> bool:
    """Whether the path is in use, as a file or a folder, on a file system that ignores case."""
    folded = {fold_path(name) for name in files}
    parts = fold_path(file).split("/")
    above = {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return bool(above & folded) or any(name.startswith(fold_path(file) + "/") for name in folded)


def _redirect(post: PostView, address: str, view: SiteView, templates: Templates) -> RenderedFile:
    values = {
        "site": view,
        "post": post,
        "target": relative(post.address, address),
        "canonical": absolute(post.address, view.url) if view.url else relative(post.address, address),
    }
    return RenderedFile(templates.page("redirect.html", values), (post.path,))
