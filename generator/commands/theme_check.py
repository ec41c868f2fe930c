"""`weekproof theme check`: a theme on trial, in memory."""

from __future__ import annotations

from dataclasses import replace

from generator.commands.told import tell
from generator.diagnostics import Diagnostic, Severity, has_errors, in_order
from generator.faults import Fault
from generator.places import shipped_themes
from generator.render.theme import ThemeFolders
from generator.render.trial.check import check_theme
from generator.reporters.table import Output
from generator.run import Request


def check(name: str | None, request: Request, output: Output) -> int:
    """Try one theme, or all of the graduate's own; 1 if one of them has an error, else 0."""
    themes = ThemeFolders(shipped_themes(), request.root / "themes")
    names = (name,) if name is not None else themes.own_names()
    if not names:
        raise Fault(
            "There is no theme of your own in themes/.",
            hint=f"`weekproof theme new NAME` makes one. To try a shipped one, name it: "
            f"{', '.join(themes.names())}.",
        )
    # Its own: templates are compiled with marks in them.
    cache = request.cache / "themes" if request.cache else None
    found = in_order(one for each in names for one in check_theme(themes, each, cache))
    if request.strict:
        found = in_order(_strict(one) for one in found)
    code = 1 if has_errors(found) else 0
    tell(found, code, output)
    if output.is_text:
        output.say(f"Tried {', '.join(names)} on four made-up portfolios: full, empty, small and hostile.")
    return code


def _strict(found: Diagnostic) -> Diagnostic:
    warning = found.severity is Severity.WARNING
    return replace(found, severity=Severity.ERROR) if warning else found
