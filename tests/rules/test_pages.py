"""The further examples on each rule's page: what they mark is found at that line, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.rules.registry import RULES
from generator.rules.rule import load_page
from tests.support.rules.blocks import Block, blocks_of
from tests.support.rules.judging import RULES_OF_THE_SITE, findings, mark_of


@pytest.mark.parametrize("rule", sorted(RULES))
def test_page(rule: str, tmp_path: Path) -> None:
    blocks = blocks_of(load_page(rule).more)
    assert blocks
    for number, block in enumerate(blocks, start=1):
        found = findings(block, tmp_path / str(number), site=rule in RULES_OF_THE_SITE)
        told = sorted(mark_of(one) for one in found if _matters(one, block, rule))
        assert told == sorted(block.marks), f"block {number}"


def _matters(found: Diagnostic, block: Block, rule: str) -> bool:
    """The page's own rule wherever it is found, what is marked, and all that weighs in the block's files."""
    if found.rule == rule or mark_of(found) in block.marks:
        return True
    is_note = found.severity.value == "note"
    return found.location.path in block.files and not is_note and found.rule not in block.also
