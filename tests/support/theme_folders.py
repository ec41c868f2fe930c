"""Themes of one or two files in a folder of their own, and what comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.errors import UserError
from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from tests.support import site_views
from tests.support.shelf import shelf
from tests.support.site_views import THEMES, full_view

SHIPPED = THEMES.shipped


def site_with(own: Path, theme: str = "mine") -> RenderedSite:
    return render_site(
        full_view(theme=theme), ThemeFolders(SHIPPED, own), site_views.images(), cache=shelf()
    )[0]


def fault_with(own: Path, theme: str = "mine") -> UserError:
    with pytest.raises(UserError) as told:
        site_with(own, theme)
    return told.value


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
