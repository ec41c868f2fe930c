"""The W3C's Nu checker, on every page, style sheet and picture in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage
from tests.judge.tools import java, module, told

_OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg")


def judge(stage: Stage) -> Iterator[Finding]:
    """Every message, warnings too."""
    command = [java(), "-jar", str(module("vnu-jar/build/dist/vnu.jar")), *_OPTIONS, "--skip-non-html"]
    folders = [site.folder for site in stage.sites] + [stage.folder / "reports"]
    said = told([*command, *map(str, folders)], stage.folder / "nu.json")
    for message in said["messages"]:
        where = str(message.get("url", "")).removeprefix("file:").removeprefix(str(stage.folder))
        line = message.get("lastLine", 0)
        kind = message.get("subType", message["type"])
        yield f"{where}:{line}: {_near(message)}", f"{kind}: {message['message']}"
    stage.note(f"read by the Nu checker: {sum(1 for folder in folders for _ in pages(folder))} pages")


def pages(folder: Path) -> Iterator[Path]:
    """The pages of a folder."""
    return folder.rglob("*.html")


def _near(message: dict[str, object]) -> str:
    return " ".join(str(message.get("extract", "")).split())[-200:]
