"""`weekproof theme new|check`: for whoever wants their site to look different."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.cli.findings import print_findings
from generator.cli.options import ROOT, asked, output, request
from generator.core import fileops
from generator.core.diagnostics import Diagnostic, Severity, has_errors, sort_diagnostics
from generator.core.errors import UserError, machine_errors
from generator.core.resources import shipped_themes
from generator.reporters.registry import FORMATS
from generator.site.theme import EXTENDS, SHEET, ThemeFolders, is_name
from generator.theme_check.check import check_theme

_MEANINGS: Mapping[str, str] = {
    "paper": "background of every page",
    "wash": "background of code",
    "line": "thin lines",
    "ink": "text",
    "soft": "less important text",
    "accent": "links, the weeks, the focus ring",
    "code-word": "keywords in code",
    "code-text": "strings in code",
    "code-number": "numbers in code",
    "font-text": "body text",
    "font-label": "labels, dates, navigation",
    "font-code": "code",
    "font-title": "titles",
    "title-weight": "how bold titles are",
    "size": "text size",
    "measure": "maximum line length",
    "density": "spacing: 1 is normal, less is denser",
}

_HOME = """\
{# Your home page: that of “PARENT”, with your changes to its blocks: intro, work, strip, recent and about.
   `super()` prints PARENT's version of a block. Delete this file to get PARENT's page back. #}
{% extends "PARENT/home.html" %}

{% block about %}
{{ super() }}
{# Write your own text here. #}
{% endblock %}
"""

_CHANGES = """\
/* Loaded after all other style sheets: your rules here override those of “PARENT”. For example:
   .intro h1 { font-weight: 700; }
*/
"""

_README = """\
# NAME

A theme of your own. It looks like “PARENT” until you change something.

1. Add `theme: NAME` below `site:` in portfolio.yaml and run `weekproof serve`: it reloads when you save.
2. `assets/tokens.css`: colours, fonts, spacing. The whole theme uses them.
3. `assets/changes.css`: a few rules of your own over those of PARENT.
4. `home.html`: one part of the home page. Any other template can be changed the same way: a file with its
   name and `{% extends "PARENT/that-name.html" %}`.
5. `weekproof theme check NAME`: checks the theme with sample portfolios and shows problems.

Files that are not here are taken from PARENT. The manual lists all templates and their variables:
docs/themes.md and docs/theme-reference.md.
"""


@click.group()
def theme() -> None:
    """Make your own theme, and check it for problems."""


@theme.command()
@click.argument("name")
@click.option("--from", "parent", default="almanac", show_default=True, help="The theme to start from.")
@ROOT
def new(name: str, parent: str, root: Path) -> int:
    """Create themes/NAME: a theme that changes another one, file by file."""
    root, out = root.absolute(), output(asked(root))
    themes = ThemeFolders(shipped_themes(), root / "themes")
    folder = _folder(name, root)
    sheet = themes.find(parent).assets().get(SHEET, b"").decode("utf-8", "replace")
    files = {EXTENDS: f"{parent}\n", f"assets/{SHEET}": _commented(sheet, parent)} | {
        file: text.replace("PARENT", parent).replace("NAME", name)
        for file, text in {
            "assets/changes.css": _CHANGES,
            "home.html": _HOME,
            "README.md": _README,
        }.items()
    }
    fileops.confine(root)
    with machine_errors("the theme"):
        fileops.make_folders(folder / "assets")
        for file, text in files.items():
            fileops.write_new(folder / file, text.encode())
            out.echo(f"Created themes/{name}/{file}")
    out.echo(f"Now add `theme: {name}` below `site:` in portfolio.yaml and run `weekproof serve`.")
    return 0


def _folder(name: str, root: Path) -> Path:
    """Where the theme goes; a `UserError` if it cannot be called so, or if something is there already."""
    if not is_name(name):
        raise UserError(
            f"“{name}” can't be the name of a theme.", hint="Use small letters, digits, - and _: my-theme."
        )
    if name in ThemeFolders(shipped_themes()).names():
        hint = f"To change some of its files, put yours into themes/{name}/. Otherwise choose another name."
        raise UserError(f"“{name}” comes with Weekproof.", hint=hint)
    if not (root / "portfolio.yaml").is_file():
        raise UserError("There is no portfolio.yaml here.", hint="Go to its folder, or give it with --root.")
    folder = root / "themes" / name
    if (root / "themes").is_symlink():
        raise UserError("themes/ is a link, and links are not followed.", hint="Make it a folder.")
    if folder.exists() or folder.is_symlink():
        raise UserError(f"themes/{name} already exists. Nothing was changed.")
    return folder


def _commented(sheet: str, parent: str) -> str:
    """The parent's tokens, each with what it is for."""
    head = (
        f"/* The tokens of “{parent}”, yours to change. Colours come in pairs: the first for light mode,\n"
        "   the second for dark. `weekproof theme check` finds text that is hard to read. */\n"
    )
    body = re.sub(r"\A\s*/\*.*?\*/\n", "", sheet, flags=re.DOTALL)
    return head + re.sub(r"(?m)^( *--([a-z-]+):[^;\n]*;)$", _comment, body)


def _comment(match: re.Match[str]) -> str:
    meaning = _MEANINGS.get(match[2])
    return f"{match[1]} /* {meaning} */" if meaning else match[1]


@theme.command()
@click.argument("name", required=False)
@ROOT
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", help="How findings are shown."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def check(name: str | None, root: Path, **given: Any) -> int:
    """Check a theme with sample portfolios; without a NAME, all themes in themes/."""
    options = asked(root, verbose=True, **given)
    wanted, out = request(options), output(options)
    themes = ThemeFolders(shipped_themes(), wanted.root / "themes")
    names = (name,) if name is not None else themes.own_names()
    if not names:
        raise UserError(
            "You have no theme in themes/.",
            hint=f"`weekproof theme new NAME` creates one. To check a shipped one, give its name: "
            f"{', '.join(themes.names())}.",
        )
    diagnostics = sort_diagnostics(
        diagnostic for each in names for diagnostic in check_theme(themes, each, wanted.cache)
    )
    if wanted.strict:
        diagnostics = sort_diagnostics(_strict(diagnostic) for diagnostic in diagnostics)
    code = 1 if has_errors(diagnostics) else 0
    print_findings(diagnostics, code, out)
    if out.is_text:
        out.echo(f"Checked {', '.join(names)} with four sample portfolios: full, empty, small and hostile.")
    return code


def _strict(diagnostic: Diagnostic) -> Diagnostic:
    warning = diagnostic.severity is Severity.WARNING
    return replace(diagnostic, severity=Severity.ERROR) if warning else diagnostic
