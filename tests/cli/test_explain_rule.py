"""`weekproof explain RULE`: the clause that is quoted is the one that asks, whatever its school calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.explain import WIDTH, rule_text
from generator.commitment.loader import load_commitment
from generator.rules.registry import RULES
from tests.support.command import PROJECT
from tests.support.repositories import write

TERMS = """\
name: ours
title: Our terms
programmes:
  - {id: web, title: Web, field: web, requirements: [outreach, work]}
requirements:
  - {id: outreach, kind: contacts, title: Outreach, clause: Ask two people., source: Handbook}
  - {id: posts, kind: activities, title: Design, activity: extra-credit, clause: Draw., source: Handbook}
  - id: work
    kind: any-of
    title: Work
    clause: Show your work.
    source: Handbook
    of:
      - {id: commits, kind: contributions, title: Commits}
      - {id: post, kind: posts, title: Post}
  - {id: essay, kind: posts, title: Essay, clause: Write an essay., source: Handbook}
obligations:
  - {id: coach-answer, title: Answers, clause: Answer., source: Handbook}
"""


@pytest.mark.parametrize(
    ("rule", "clauses"),
    [
        ("contacts-below-minimum", ["Outreach: Ask two people."]),
        ("contact-bounced", ["Outreach: Ask two people."]),
        ("design-activities-below-minimum", ["Design: Draw."]),
        ("post-too-short", ["Work: Show your work.", "Essay: Write an essay."]),
        ("other-login", ["Work: Show your work."]),
        ("no-alternative-met", ["Work: Show your work."]),
        ("coach-answer", ["Answers: Answer."]),
        ("check-ins-below-minimum", []),
        ("offer-answer", []),
        ("yaml-syntax", []),
    ],
)
def test_a_clause_is_found_by_what_it_asks_for(tmp_path: Path, rule: str, clauses: list[str]) -> None:
    root = write(tmp_path, {"terms.yaml": TERMS})
    commitment, found = load_commitment(root, "terms.yaml")
    assert commitment is not None, found
    text = rule_text(RULES[rule], commitment)
    told = [line for line in text.splitlines() if line.startswith("Our terms, ")]
    assert told == [f"Our terms, {clause} (Handbook)" for clause in clauses]


def test_the_alternatives_of_one_kind_are_of_that_kind_alone() -> None:
    commitment, _ = load_commitment(Path(), "flatiron")
    assert commitment is not None
    assert [one.id for one in commitment.terms_for("activities")] == ["design-activity"]
    assert commitment.terms_for("any-of") == ()


def test_it_is_the_page_beside_the_rule() -> None:
    text = rule_text(RULES["contact-bounced"], None)
    assert "What: A record with `bounced: true` is kept but doesn't count.\n" in text
    assert "Fails:\n\n    # file: content/private/contacts/2026-W23.yaml\n" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_check_reads_no_page(tmp_path: Path) -> None:
    program = (
        "import sys; sys.addaudithook(lambda event, args: event == 'open' and '/rules/pages/' in "
        "str(args[0]) and print('read', args[0]));"
        "from generator.cli import main; sys.exit(main.run(sys.argv[1:]))"
    )
    root = write(tmp_path, {"portfolio.yaml": "graduate: {name: Sam\n"})
    for words, reads in ((["check", "--root", str(root)], False), (["explain", "yaml-syntax"], True)):
        done = subprocess.run(
            [sys.executable, "-c", program, *words], cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert ("read " in done.stdout) is reads
        assert "yaml-syntax" in done.stdout
