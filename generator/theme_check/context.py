"""What each template is given, seen while the full portfolio is made into pages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from generator.theme_check.samples import images, portfolios


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
