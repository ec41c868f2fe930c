"""Where the generator's own files are, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def shipped_themes() -> Path:
    """The folder of the themes that come with the generator."""
    packed = _PACKAGE / "themes"
    return packed if packed.is_dir() else _PACKAGE.parent / "themes"


def shipped_template() -> Path:
    """The folder of the files with which a graduate begins."""
    return _PACKAGE / "init" / "template"


def shipped_rule_pages() -> Path:
    """The folder of the pages that say in words what each rule means, with its examples."""
    return _PACKAGE / "rules" / "pages"
