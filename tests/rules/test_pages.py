"""Each rule's page: what it marks is found at that line, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from tests.rules.blocks import Block, blocks_of
from tests.rules.judging import PAGES, RULES_OF_THE_SITE, findings, mark_of


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in sorted(PAGES.glob("*.md"))])
def test_page(page: Path, tmp_path: Path) -> None:
    for number, block in enumerate(blocks_of(page.read_text("utf-8")), start=1):
        found = findings(block, tmp_path / str(number), site=page.stem in RULES_OF_THE_SITE)
        told = sorted(mark_of(one) for one in found if _matters(one, block, page.stem))
        assert told == sorted(block.marks), f"block {number}"


def _matters(found: Diagnostic, block: Block, rule: str) -> bool:
    """The page's own rule wherever it is found, what is marked, and all that weighs in the block's files."""
    if found.rule == rule or mark_of(found) in block.marks:
        return True
    is_note = found.severity.value == "note"
    return found.place.path in block.files and not is_note and found.rule not in block.also
