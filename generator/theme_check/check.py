"""A theme on trial: it is given made-up portfolios, and what comes of them is read as a critic would.

Everything happens in memory. Findings stand at the template's or style sheet's own line.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, in_order
from generator.core.messages import Message
from generator.public.view import SiteView
from generator.site.site import render_site
from generator.site.templates import BrokenTemplateError
from generator.site.theme import Theme, ThemeFolders
from generator.theme_check.css import css_problems
from generator.theme_check.html import (
    PageReader,
    Problem,
    is_signpost,
    missing,
    unasked_links,
    weeks_without_table,
)
from generator.theme_check.samples import images, portfolios
from generator.theme_check.source_map import Marks, unmarked
from generator.theme_check.templates import TemplateProblem, Trees, parsed, unknown_names, unread


@dataclass(slots=True)
class _Register:
    given: dict[str, dict[str, object]] = field(default_factory=dict)

    def mark(self, environment: Environment, text: str, template: str) -> str:  # noqa: ARG002  # a watcher's
        return text

    def saw(self, template: str, values: Mapping[str, object]) -> None:
        known = self.given.setdefault(template, {})
        known.update({name: value for name, value in values.items() if not known.get(name)})


@functools.cache
def given(shipped: Path) -> Mapping[str, Mapping[str, object]]:
    """The names that each template of a page is given, each with a value that is not empty if there is one.

    It is the same for every theme, so the first of the folder of `shipped` ones is asked.
    """
    themes = ThemeFolders(shipped)
    register = _Register()
    render_site(portfolios(themes.names()[0])["full"], themes, images(), watcher=register)
    return register.given


_WARNINGS = {"theme-link-to-other-host", "theme-token-contrast", "theme-file-unread"}


def check_theme(themes: ThemeFolders, name: str, cache: Path | None = None) -> tuple[Diagnostic, ...]:
    """All that is wrong with the theme; `UserError` if there is none, or a link leads out of it.

    Paths are given from the folder that holds `themes/`. `cache` is a folder for what can be made again.
    """
    theme = themes.find(name)
    trial = _Trial(themes, theme, cache)
    trees, slips = parsed(theme)
    for slip in slips:
        trial.tell(*slip)
    if not slips:
        for portfolio, view in portfolios(name).items():
            trial.try_on(portfolio, view)
        for slip in _unknown(trees, themes.shipped):
            trial.tell(*slip)
    for stain in css_problems(theme):
        trial.tell(*stain)
    for path in unread(theme):
        trial.tell(Message("theme-file-unread.here"), path, None)
    return in_order(trial.diagnostics.values())


def _unknown(trees: Trees, shipped: Path) -> list[TemplateProblem]:
    """Names that nobody gives; none are looked for where a shipped theme is broken, which is told already."""
    try:
        return list(unknown_names(trees, given(shipped)))
    except BrokenTemplateError:
        return []


@dataclass(slots=True)
class _Trial:
    """What has been found so far: each trouble once, on the first page that shows it."""

    themes: ThemeFolders
    theme: Theme
    cache: Path | None
    marks: Marks = field(default_factory=Marks)
    diagnostics: dict[tuple[Message, Location], Diagnostic] = field(default_factory=dict)

    def tell(self, text: Message, path: Path, line: int | None, where: Message | None = None) -> None:
        location, rule = Location(self._shown(path), line), text.rule
        if (
            rule == "theme-template-broken"
            and line
            and any((rule, location) == (known.rule, spot) for known, spot in self.diagnostics)
        ):
            return  # what broke in one portfolio breaks in the others, each time in other words
        severity = Severity.WARNING if rule in _WARNINGS else Severity.ERROR
        self.diagnostics.setdefault(
            (text, location), diagnostic(text.having(where=where), location, severity)
        )

    def try_on(self, portfolio: str, view: SiteView) -> None:
        try:
            site, _ = render_site(view, self.themes, images(), cache=self.cache, watcher=self.marks)
        except BrokenTemplateError as fault:
            broken = Message("theme-template-broken.jinja", problem=fault.trouble.rstrip("."))
            where = Message("theme-template-broken.in-portfolio", portfolio=portfolio)
            self.tell(broken, self._file(fault.name), fault.line, where)
            return
        for file, rendered_file in site.files.items():
            if file.endswith(".html"):
                where = Message("theme-template-broken.on-page", file=file, portfolio=portfolio)
                self._page(file, rendered_file.data.decode("utf-8"), view, where)

    def _page(self, file: str, marked: str, view: SiteView, where: Message) -> None:
        text, origins = unmarked(marked)
        for trouble in _troubles(PageReader(text), view, file):
            spot = origins.of(trouble.at) if trouble.at is not None else None
            template = spot.template if spot else self.marks.templates.get(file, "redirect.html")
            line = spot.line if spot else None
            self.tell(trouble.text, self._file(template), line, where)

    def _file(self, template: str) -> Path:
        return self.theme.template(template) or self.theme.folders[0] / template

    def _shown(self, path: Path) -> str:
        above: Iterable[Path] = (folder.parent for folder in self.theme.folders)
        folder = next((folder for folder in above if path.is_relative_to(folder)), path.parent)
        return f"themes/{path.relative_to(folder).as_posix()}"


def _troubles(page: PageReader, view: SiteView, file: str) -> Iterator[Problem]:
    yield from page.troubles
    if is_signpost(page):
        return
    yield from missing(page, view.language)
    yield from unasked_links(page, view)
    yield from weeks_without_table(page, view, file)
