"""Paths of the package's own files, in a checkout and when installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def shipped_themes() -> Path:
    """The folder of the shipped themes."""
    packed = _PACKAGE / "themes"
    return packed if packed.is_dir() else _PACKAGE.parent / "themes"


def shipped_template() -> Path:
    """The folder of the files that `init` copies."""
    return _PACKAGE / "init" / "template"


def shipped_rule_pages() -> Path:
    """The folder of the Markdown pages that explain the rules."""
    return _PACKAGE / "rules" / "pages"
