"""What the manual shows as files is read without an error."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from docs.make import DOCS
from generator.commitment.loader import load_examples
from generator.core.diagnostics import Severity
from generator.pipeline import run
from tests.support.repositories import repository, request

FILES = {
    "graduate/settings.md": ("graduate:\n", "portfolio.yaml"),
    "graduate/writing-down.md": ("- date: 2026-11-17\n  kind", "content/private/contacts/2026-W47.yaml"),
    "graduate/contributions.md": (
        "- date: 2026-11-17\n  source",
        "content/contributions/2026-11.yaml",
    ),
    "graduate/posts.md": ("---\ntitle: The bus", "content/blog/2026-11-18-late-buses.md"),
    "graduate/projects.md": ("---\ntitle: Latebus", "content/projects/latebus.md"),
    "coach/answering.md": ("graduate: Amara", "content/private/coach-decisions.yaml"),
    "coach/answering.md#pauses": ("pauses:", "content/private/coach-decisions.yaml"),
}


@pytest.mark.parametrize("where", FILES)
def test_a_file_that_the_manual_shows_has_no_error(tmp_path: Path, where: str) -> None:
    begins, path = FILES[where]
    files = {"portfolio.yaml": block("graduate/settings.md", "graduate:\n")}
    text = block(where.partition("#")[0], begins)
    if path.endswith("decisions.yaml") and not text.startswith("graduate:"):
        text = f"graduate: Amara Okafor\n{text}"
    judged = run.judge(request(repository(tmp_path, {**files, path: text}), dt.date(2026, 12, 2)))
    found = [
        one for one in judged.diagnostics if one.location.path == path and one.severity is Severity.ERROR
    ]
    assert [one for one in found if not one.rule.endswith("-below-minimum")] == []


def test_the_terms_that_the_manual_shows_hold_their_own_example(tmp_path: Path) -> None:
    file = tmp_path / "terms.yaml"
    file.write_text(block("school/terms.md", "name: riverbend"), "utf-8")
    commitment, _, found = load_examples(file)
    assert commitment is not None
    assert [one for one in found if one.severity is not Severity.NOTE] == []


def block(page: str, begins: str) -> str:
    """The block of code of a page that begins so."""
    text = (DOCS / page).read_text("utf-8")
    found: list[str] = re.findall(r"^```\w+\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return next(each for each in found if each.startswith(begins))
