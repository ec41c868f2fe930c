"""The hostile repositories of `repository`, judged and rendered in this process, without the leak guard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.core.resources import shipped_themes
from generator.pipeline import run
from generator.pipeline.report import render_coach_report
from generator.public.disclose import disclose
from generator.site.files import RenderedSite
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from tests.support.attacks.repository import AS_OF, write_private, write_public
from tests.support.repositories import request
from tests.support.shelf import shelf


def hostile_site(
    root: Path, attacks: Sequence[str], *, theme: str = "almanac", together: int = 1
) -> RenderedSite:
    """The site of a repository of attacks, written below `root`."""
    judged = run.judge(request(write_public(root, attacks, theme=theme, together=together), AS_OF))
    verdict = judged.verdict
    assert verdict is not None, judged.diagnostics
    view = disclose(verdict.evaluation, verdict.commitment, verdict.programme, "Weekproof")
    return render_site(view, ThemeFolders(shipped_themes()), {}, cache=shelf())[0]


def hostile_report(root: Path, attacks: Sequence[str]) -> Mapping[str, bytes]:
    """The report of a repository of attacks, written below `root`."""
    asked = request(write_private(root, attacks), AS_OF)
    judged = run.judge(asked)
    return render_coach_report(judged, judged.diagnostics, asked)


def written(site: RenderedSite, folder: Path) -> list[str]:
    """Write the site's files below `folder`; the paths of its pages, redirections left out."""
    for name, made in site.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
    lead_on = b'<meta http-equiv="refresh"'
    return [name for name, made in site.files.items() if name.endswith(".html") and lead_on not in made.data]
