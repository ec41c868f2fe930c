"""Small repositories: files in, a request to judge them, findings in one line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.model.verdict import AsOfFrom
from generator.pipeline.types import Request

AS_OF = dt.date(2026, 6, 3)
"""In the open first week of the search of `SETTINGS`: nothing is short yet."""

SETTINGS = """\
graduate: {name: Sam Example, github: sam-example, repository: sam-example/job-search}
search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}
coach: {name: Dana Coach}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their path below `root`; `root`."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def repository(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A repository with sound settings, unless `files` has its own, and `files`; its root."""
    return write(root, {"portfolio.yaml": SETTINGS, **(files or {})})


def request(root: Path, as_of: dt.date = AS_OF, *, strict: bool = False) -> Request:
    """A request as `--as-of` makes it."""

    def clock(_: dt.tzinfo) -> tuple[dt.date, AsOfFrom]:
        return as_of, "option"

    return Request(root=root, clock=clock, strict=strict)


def places(found: Iterable[Diagnostic]) -> list[str]:
    """`path:line:column rule` of each finding, in the order given."""
    return [f"{':'.join(str(part) for part in one.location)} {one.rule}" for one in found]


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark `‸`, and the 1-based line and column where it stood."""
    at = text.index("‸")
    return text.replace("‸", "", 1), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
