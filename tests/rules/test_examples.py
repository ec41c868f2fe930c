"""Each rule's two examples, the ones that `weekproof explain` prints, do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Severity
from generator.rules.registry import RULES
from generator.rules.rule import Rule, load_page
from tests.support.rules.blocks import block_of
from tests.support.rules.judging import RULES_OF_THE_SITE, findings

_WITH_EXAMPLES = [pytest.param(rule, id=rule.name) for rule in RULES.values() if load_page(rule.name).fails]


@pytest.mark.parametrize("rule", _WITH_EXAMPLES)
def test_the_failing_example_breaks_its_rule(rule: Rule, tmp_path: Path) -> None:
    block = block_of(load_page(rule.name).fails)
    found = findings(block, tmp_path, site=rule.name in RULES_OF_THE_SITE)
    ours = [one for one in found if one.rule == rule.name]
    assert ours, [one.rule for one in found]
    assert {one.severity for one in ours} == {rule.severity}


@pytest.mark.parametrize("rule", _WITH_EXAMPLES)
def test_the_fixed_example_does_not_and_has_no_error_in_its_files(rule: Rule, tmp_path: Path) -> None:
    block = block_of(load_page(rule.name).fixed)
    found = findings(block, tmp_path, site=rule.name in RULES_OF_THE_SITE)
    assert rule.name not in [one.rule for one in found]
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert [one for one in errors if one.location.path in block.files] == []
