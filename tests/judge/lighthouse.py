"""Lighthouse on a phone: home, a post and the résumé, and a directory, have 100 in all four categories."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium, node, told
from tests.support.browser import FLAGS

TRIES = 3  # a busy machine slows a page down; a slow page stays slow


def judge(stage: Stage) -> Iterator[Finding]:
    """Categories below 100, with the audits that cost points."""
    os.environ["CHROME_PATH"] = needs_chromium()
    command = node("lighthouse", "cli/index.js")
    for site in (*stage.samples, *stage.directories):
        for path in ("", *site.posts[:1], "resume/" if "resume/" in site.pages else "skills/"):
            for left in reversed(range(TRIES)):
                said = _asked(command, site.address + path, stage.folder)
                scores = {name: one["score"] for name, one in said["categories"].items()}
                if not left or all(score == 1 for score in scores.values()):
                    break
            shown = ", ".join(f"{name} {round((score or 0) * 100)}" for name, score in scores.items())
            stage.note(f"Lighthouse, {site.theme}, {path or 'home'}: {shown}")
            yield from ((f"{site.label}: {path or 'home'}", one) for one in _lost(said))


def _asked(command: list[str], url: str, folder: Path) -> Any:
    flags = " ".join(("--headless=new", *FLAGS, f"--user-data-dir={folder / 'lighthouse'}"))
    options = ["--output=json", "--quiet", "--no-enable-error-reporting", f"--chrome-flags={flags}"]
    return told([*command, url, *options], folder / "lighthouse.json", cwd=folder)


def _lost(told_by: Any) -> Iterator[str]:
    """Audits that took points from a category."""
    for category in told_by["categories"].values():
        if category["score"] == 1:
            continue
        weights = {one["id"]: one["weight"] for one in category["auditRefs"]}
        for name, audit in told_by["audits"].items():
            if weights.get(name) and (audit["score"] or 0) < 1:
                said = audit.get("displayValue") or audit["title"]
                yield f"{category['id']} {category['score']}: {name} {audit['score']}: {said}"
