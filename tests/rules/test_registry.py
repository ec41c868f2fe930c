"""The table of rules: complete, said in words, backed by the terms, and shown by examples and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from generator.commitment.loader import load_commitment, shipped_names
from generator.core.resources import shipped_rule_pages
from generator.model.commitment import Commitment, Obligation, Requirement
from generator.rules import registry
from generator.rules.registry import READING_RULES, RENDERING_RULES, RULES
from generator.rules.rule import SECTIONS, Rule, load_page
from generator.rules.severities import ALREADY_SET
from tests.support.rules.blocks import blocks_of
from tests.support.source_code import emitted_names

# No file in small can break these: a test of this folder does, by the name of the rule.
WITHOUT_EXAMPLES = {
    "code-not-coloured",
    "commits-out-of-order",
    "decision-changed-after-signing",
    "decision-for-other-graduate",
    "decision-line-ends-changed",
    "decision-signature-unchecked",
    "decision-signature-unreadable",
    "decision-signed-by-other-key",
    "decision-signed-for-other-purpose",
    "decision-unsigned",
    "file-not-text",
    "goal-review",
    "image-without-avif",
    "logged-promptly",
    "markdown-too-deep",
    "markdown-too-slow",
    "private-records-in-public-repository",
    "report-not-sealed",
    "resume-too-long",
    "rule-crashed",
    "search-left-out",
    "symlink-in-content",
    "theme-blocked-by-policy",
    "theme-file-unread",
    "theme-link-to-other-host",
    "theme-other-host",
    "theme-page-incomplete",
    "theme-page-malformed",
    "theme-picture-incomplete",
    "theme-template-broken",
    "theme-text-unescaped",
    "theme-token-missing",
    "theme-weeks-without-table",
    "theme-work-without-cover",
    "typesetter-missing",
}
SCHOOLS = ("flatiron", "epicodus")  # what else is shipped are examples to copy from
EVERY_RULE = [pytest.param(rule, id=rule.name) for rule in RULES.values()]


def shipped() -> list[Commitment]:
    loaded = (load_commitment(Path(), name) for name in shipped_names())
    return [commitment for commitment, _ in loaded if commitment is not None]


def terms(name: str) -> list[Requirement | Obligation]:
    """What the shipped commitments say of a kind of requirement, or of an obligation."""
    return [one for commitment in shipped() for one in commitment.terms_for(name)]


def _rules_in(module: ModuleType) -> Iterator[str]:
    return (value.name for value in vars(module).values() if isinstance(value, Rule))


def test_every_finding_has_a_row() -> None:
    emitted = emitted_names()
    assert len(emitted) > 40
    assert sorted(emitted - RULES.keys()) == ["phrase", "redacted", "short-week"]


def test_every_row_is_found_by_somebody() -> None:
    elsewhere = {rule.name for rule in (*READING_RULES, *RENDERING_RULES)}
    assert len(elsewhere) > 40
    assert sorted(elsewhere - emitted_names()) == []


def test_every_row_stands_once() -> None:
    assert len(registry._ALL) == len(RULES)


def test_every_rule_that_is_written_is_in_the_table() -> None:
    modules = [path for path in Path("generator/rules").rglob("*.py") if path.name != "__init__.py"]
    names = (".".join(path.with_suffix("").parts) for path in modules)
    written = {rule for name in names for rule in _rules_in(import_module(name))}
    assert sorted(written - RULES.keys()) == []


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_is_said_in_words(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"[^.!?{}]+(\.\w[^.!?{}]*)*\.", rule.title), "one plain sentence, no value in it"
    page = load_page(rule.name)
    for text in (page.what, page.why, *((rule.hint,) if rule.hint else ())):
        assert text[-1] in ".?", text
        assert "  " not in text, text


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_has_two_examples_or_a_test_of_its_own(rule: Rule) -> None:
    page = load_page(rule.name)
    assert bool(page.fails) == bool(page.fixed) == (rule.name not in WITHOUT_EXAMPLES)
    assert page.fails != page.fixed or not page.fails


@pytest.mark.parametrize("name", sorted(WITHOUT_EXAMPLES))
def test_a_rule_without_examples_has_its_test(name: str) -> None:
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*_rules.py")]
    assert any(f"def test_{name.replace('-', '_')}" in text for text in texts)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_has_a_page_with_prose_and_a_line_it_marks(rule: Rule) -> None:
    more = load_page(rule.name).more
    prose, _, _ = more.partition("```")
    assert 20 < len(prose.strip()) < 500
    marked = [mark for block in blocks_of(more) for mark in block.marks if mark.rule == rule.name]
    assert marked or rule.name in WITHOUT_EXAMPLES


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_page_has_its_name_and_its_sections_in_order(rule: Rule) -> None:
    text = (shipped_rule_pages() / f"{rule.name}.md").read_text("utf-8")
    outside = re.sub(r"^(`{3,})[a-z]*\n.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    examples = SECTIONS[1:3] if rule.name not in WITHOUT_EXAMPLES else ()
    last = "More examples" if "```" in load_page(rule.name).more else "Notes"
    assert re.findall(r"^#.*", outside, re.MULTILINE) == [
        f"# {rule.name}",
        *(f"## {name}" for name in (SECTIONS[0], *examples, last)),
    ]


def test_every_page_is_of_a_rule() -> None:
    pages = [path.name for path in shipped_rule_pages().iterdir()]
    assert sorted(pages) == sorted(f"{name}.md" for name in RULES)


@pytest.mark.parametrize("rule", [rule for rule in EVERY_RULE if rule.values[0].applies_to])  # type: ignore[union-attr]  # each value is a Rule
def test_what_a_rule_applies_to_has_a_clause_and_a_source(rule: Rule) -> None:
    found = terms(rule.applies_to or "")
    assert found
    assert all(one.clause.strip() and one.source.strip() for one in found)


def test_every_requirement_and_obligation_of_a_school_has_a_rule() -> None:
    applied = {rule.applies_to for rule in RULES.values()}
    schools = [commitment for commitment in shipped() if commitment.name in SCHOOLS]
    kinds = {kind for c in schools for one in c.requirements for kind in one.kinds_counted}
    asked = kinds | {one.id for c in schools for one in c.obligations}
    assert len(schools) == len(SCHOOLS)
    assert sorted(asked - applied) == []


def test_what_guards_others_is_fixed() -> None:
    leaks = {"private-text-in-public-output", "private-records-in-public-repository"}
    unread = {
        rule.name for rule in RULES.values() if rule.name.startswith(("file-", "yaml-", "front-matter-"))
    }
    read_all_the_same = {"file-ignored", "file-spelled-otherwise", "yaml-text-lost"}
    guarding = leaks | unread - read_all_the_same | {"rule-crashed", "symlink-in-content"}
    fixed = {rule.name for rule in RULES.values() if rule.fixed}
    assert sorted(guarding - fixed) == []
    assert sorted(ALREADY_SET - RULES.keys() | ALREADY_SET & fixed) == []
