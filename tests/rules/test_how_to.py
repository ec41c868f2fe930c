"""What docs/how-to-add-a-rule.md shows is so."""

from __future__ import annotations

import re
from pathlib import Path

from generator.core import messages
from generator.core.resources import shipped_rule_pages
from generator.rules.counting import contacts
from tests.support.rules.blocks import blocks_of
from tests.support.rules.judging import findings, mark_of
from tests.support.source_code import ROOT

TEXT = (ROOT / "docs" / "how-to-add-a-rule.md").read_text("utf-8")


def test_the_rule_shown_and_its_texts_are_ours() -> None:
    row, *texts = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    for shown, path in ((row, contacts.__file__), *((text, str(messages.__file__)) for text in texts)):
        source = Path(path).read_text("utf-8").splitlines()
        assert [line for line in shown.splitlines() if line not in source] == []
    assert len(row.splitlines()) > 5
    assert len(texts) == 2


def test_the_page_shown_begins_as_one_of_ours() -> None:
    shown = re.search(r"````markdown\n(.*?)## Fails", TEXT, re.DOTALL)
    assert shown is not None
    assert (shipped_rule_pages() / "post-too-short.md").read_text("utf-8").startswith(shown[1])


def test_the_page_shown_does_what_it_says(tmp_path: Path) -> None:
    shown = re.search(r"````markdown\n(.*?)````", TEXT, re.DOTALL)
    assert shown is not None
    blocks = list(blocks_of(shown[1].partition("## More examples")[2]))
    assert [len(block.marks) for block in blocks] == [1, 0]
    for number, block in enumerate(blocks):
        found = findings(block, tmp_path / str(number), site=False)
        assert [mark_of(one) for one in found] == block.marks


def test_every_header_is_explained() -> None:
    for header in ("as-of", "option", "programme", "commitment", "also", "error", "file"):
        assert f"`# {header}: " in TEXT
