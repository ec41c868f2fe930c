"""html-validate, a second opinion on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage
from tests.judge.tools import HERE, node, told


def judge(stage: Stage) -> Iterator[Finding]:
    """Every message, by the rules of `.htmlvalidate.json`."""
    folders = [site.folder for site in stage.sites] + [stage.folder / "reports", stage.folder / "desk"]
    command = [*node("html-validate", "bin/html-validate.mjs"), "-c", str(HERE / ".htmlvalidate.json")]
    said = told(
        [*command, "-f", "json", *(f"{folder}/**/*.html" for folder in folders)], stage.folder / "hv.json"
    )
    for page in said:
        where = Path(page["filePath"]).relative_to(stage.folder)
        for message in page["messages"]:
            yield f"{where}:{message['line']}", f"{message['ruleId']}: {message['message']}"
