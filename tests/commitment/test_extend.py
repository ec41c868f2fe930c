"""Terms that extend shipped ones: what is taken, what is changed, where findings point."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commitment.lint import lint_warnings
from generator.commitment.loader import load_commitment
from generator.core.diagnostics import Diagnostic
from generator.model.commitment import Commitment
from tests.support.repositories import write

HEAD = "extends: flatiron\nname: hudson\ntitle: Hudson\n"


def _load(root: Path, text: str) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    return load_commitment(write(root, {"terms.yaml": text}), "terms.yaml")


def _own(root: Path, text: str) -> Commitment:
    commitment, found = _load(root, HEAD + text)
    assert commitment is not None, found
    return commitment


def test_everything_is_taken_that_the_file_does_not_say(tmp_path: Path) -> None:
    shipped, _ = load_commitment(tmp_path, "flatiron")
    own = _own(tmp_path, "")
    assert shipped is not None
    assert (own.name, own.title, own.url) == ("hudson", "Hudson", shipped.url)
    assert own.differs == ()
    assert [one.id for one in own.requirements] == [one.id for one in shipped.requirements]
    assert [one.clause for one in own.obligations] == [one.clause for one in shipped.obligations]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("weeks: {start: sunday}", [("weeks.start", "sunday", "monday")]),
        ("requirements: [{id: contacts, minimum: 6}]", [("requirements.contacts.minimum", "6", "8")]),
        (
            "requirements:\n  - id: design-activity\n    of: [{id: track-module, minimum: 2}]",
            [("requirements.design-activity.of.track-module.minimum", "2", "3")],
        ),
        ("requirements: [{id: contacts, per: month}]", [("requirements.contacts.per", "month", "—")]),
        (
            "obligations: [{id: coach-answer, business_days: 1}]",
            [("obligations.coach-answer.business_days", "1", "3")],
        ),
        ("obligations: [{id: leave, title: Leave, days: 7}]", [("obligations.leave", "there", "—")]),
        (
            "programmes: [{id: data-science, requirements: [contacts]}]",
            [
                (
                    "programmes.data-science.requirements",
                    "contacts",
                    "contacts, blog-post, github-contributions",
                )
            ],
        ),
        ("severities: {post-too-short: note}", [("severities.post-too-short", "note", "—")]),
        ("without: [logged-promptly]", [("obligations.logged-promptly", "—", "there")]),
        (
            "without: [design-activity, ux-ui-design]",
            [("programmes.ux-ui-design", "—", "there"), ("requirements.design-activity", "—", "there")],
        ),
    ],
)
def test_a_change_is_told_against_what_is_extended(
    tmp_path: Path, text: str, rows: list[tuple[str, str, str]]
) -> None:
    assert list(_own(tmp_path, text).differs) == rows


def test_what_is_left_out_is_left_out_wherever_it_is_named(tmp_path: Path) -> None:
    own = _own(tmp_path, "without: [blog-post]")
    assert {one.requirements for one in own.programmes} == {
        ("contacts", "github-contributions"),
        ("contacts", "design-activity"),
    }


def test_another_kind_takes_nothing_of_the_old_one(tmp_path: Path) -> None:
    text = "requirements: [{id: blog-post, kind: check-ins, title: Calls}]"
    changed = _own(tmp_path, text).requirement("blog-post")
    assert changed is not None
    assert (changed.kind, changed.min_words, changed.clause) == ("check-ins", 75, "")


def test_lists_without_ids_and_single_values_are_replaced(tmp_path: Path) -> None:
    text = "requirements: [{id: github-contributions, exclude_repositories: [o/r]}]"
    changed = _own(tmp_path, text).requirement("github-contributions")
    assert changed is not None
    assert changed.exclude_repositories == ("o/r",)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (HEAD + "weeks: {start: noon}\n", 4, 16),
        (HEAD + "without: [contacts, nothing]\n", 4, 21),
        (HEAD + "requirements: [{id: contacts, minimum: 0}]\n", 4, 40),
        # What is inherited stands at the line of `extends`: the programmes still ask for it.
        (HEAD + "programmes: [{id: data-science, requirements: [nothing]}]\n", 4, 47),
        ("name: hudson\ntitle: Hudson\nextends: hudson\nprogrammes: []\n", 3, 10),
        (
            "name: a\ntitle: A\nwithout: [a]\nprogrammes: [{id: a, title: A, field: a, requirements: []}]\n",
            3,
            10,
        ),
    ],
)
def test_a_mistake_is_found_at_its_line(tmp_path: Path, text: str, line: int, column: int) -> None:
    commitment, found = _load(tmp_path, text)
    assert commitment is None
    assert (found[0].location.path, found[0].location.line, found[0].location.column) == (
        "terms.yaml",
        line,
        column,
    )
    assert found[0].hint


def test_a_name_and_a_title_are_never_taken(tmp_path: Path) -> None:
    _, found = _load(tmp_path, "extends: flatiron\n")
    assert [one.rule for one in found] == ["missing-key", "missing-key"]


def test_a_changed_number_with_the_old_clause_is_a_warning_to_its_author(tmp_path: Path) -> None:
    said = "clause: Six., source: Handbook"
    for text, told in (
        ("requirements: [{id: contacts, minimum: 6}]", [("terms.yaml", 4, 21)]),
        (f"requirements: [{{id: contacts, minimum: 6, {said}}}]", []),
        ("requirements: [{id: contacts, title: People}]", []),
    ):
        found = [one.location for one in lint_warnings(_own(tmp_path, text))]
        assert [(one.path, one.line, one.column) for one in found] == told


def test_only_shipped_terms_are_extended(tmp_path: Path) -> None:
    """A file in the repository must not decide what another one is compared with."""
    write(tmp_path, {"flatiron.yaml": "name: mine\n"})
    assert _own(tmp_path, "").window.days == 180
