"""Commitments: the shipped ones, a school's own, their digest and what differs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.commitment.diff import canonical
from generator.commitment.loader import SHIPPED_FOLDER, load_commitment, shipped_names
from generator.core.errors import UserError
from generator.model.commitment import Commitment
from tests.support.repositories import places, write

FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")


def _own(root: Path, text: str) -> Commitment:
    commitment, found = load_commitment(write(root, {"terms.yaml": text}), "terms.yaml")
    assert commitment is not None, found
    return commitment


def _differs(root: Path, old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    assert FLATIRON.count(old) == 1, old
    return _own(root, FLATIRON.replace(old, new)).differs


@pytest.mark.parametrize("name", shipped_names())
def test_each_shipped_one_is_sound_and_quotes_its_source(name: str, tmp_path: Path) -> None:
    commitment, found = load_commitment(tmp_path, name)
    assert found == ()
    assert commitment is not None
    assert commitment.name == name
    assert len(commitment.digest) == 64
    assert commitment.differs == ()
    quoted = {terms.id: (terms.clause, terms.source) for terms in commitment.requirements}
    quoted |= {terms.id: (terms.clause, terms.source) for terms in commitment.obligations}
    for name_of_terms, (clause, source) in quoted.items():
        assert clause.strip().endswith("."), name_of_terms
        assert source, name_of_terms


def _without_words(terms: Any) -> Any:
    return replace(terms, title="", clause="", source="")


def test_a_parameter_that_is_added_changes_no_digest() -> None:
    """Coaches pin digests: terms that do not set a new parameter keep theirs. Words may be improved."""
    digests = {}
    for name in ("epicodus", "flatiron"):
        terms, _ = load_commitment(Path(), name)
        assert terms is not None
        asked = tuple(
            replace(_without_words(one), of=tuple(_without_words(way) for way in one.of))
            for one in terms.requirements
        )
        owed = tuple(_without_words(one) for one in terms.obligations)
        taught = tuple(replace(one, fields=()) for one in terms.programmes)
        plain = canonical(replace(terms, title="", programmes=taught, requirements=asked, obligations=owed))
        digests[name] = hashlib.sha256(plain).hexdigest()
    assert digests == {
        "epicodus": "ff1223a4fce724d27c62ddcfcb85831ed4429fb127180bbdea8de1a06d06d87d",
        "flatiron": "97a9ab796f110abdebb838e0d77ef5ededcd1995c4935e5a6c16532279672a8b",
    }


def test_flatiron_asks_what_its_documents_ask(tmp_path: Path) -> None:
    commitment, _ = load_commitment(tmp_path, "flatiron")
    assert commitment is not None
    assert (commitment.window.days, commitment.window.from_) == (180, "start")
    assert (commitment.weeks.start, commitment.weeks.grace_days, commitment.weeks.partial) == (
        "monday",
        0,
        "exempt",
    )
    asked = {programme.id: programme.requirements for programme in commitment.programmes}
    assert asked == {
        "software-engineering": ("contacts", "blog-post", "github-contributions"),
        "data-science": ("contacts", "blog-post", "github-contributions"),
        "ux-ui-design": ("contacts", "blog-post", "design-activity"),
    }
    assert [(terms.id, terms.minimum) for terms in commitment.requirements[:3]] == [
        ("contacts", 8),
        ("blog-post", 1),
        ("github-contributions", 5),
    ]
    ways = {way.id: way.minimum for way in commitment.requirements[3].of}
    assert ways == {"extra-credit": 1, "track-module": 3, "design-challenge": 1}
    days = {obligation.id: obligation.business_days for obligation in commitment.obligations}
    assert days["offer-answer"] == 5


def test_a_copy_differs_in_nothing_and_has_the_same_digest(tmp_path: Path) -> None:
    shipped, _ = load_commitment(tmp_path, "flatiron")
    copy = _own(tmp_path, FLATIRON.replace("\n", "\r\n") + "\n# a remark\n")
    assert shipped is not None
    assert (copy.differs, copy.digest) == ((), shipped.digest)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minimum: 8", "minimum: 7", ("requirements.contacts.minimum", "7", "8")),
        ("days: 180  ", "days: 200  ", ("window.days", "200", "180")),
        ("start: monday", "start: sunday", ("weeks.start", "sunday", "monday")),
        ("similarity: 0.8", "similarity: 1", ("requirements.blog-post.similarity", "1.0", "0.8")),
        ("extend_window: false", "extend_window: true", ("pauses.extend_window", "yes", "no")),
        (
            "standing:\n",
            "short_week: {site: publish}\nstanding:\n",
            ("short_week.site", "publish", "hold"),
        ),
        (
            "exclude_repositories: [self]",
            "exclude_repositories: []",
            ("requirements.github-contributions.exclude_repositories", "none", "self"),
        ),
        ("business_days: 5", "business_days: 9", ("obligations.offer-answer.business_days", "9", "5")),
        (
            "approved_pages: [designchallenge.xyz]",
            "approved_pages: [a.example, b.example]",
            (
                "requirements.design-activity.of.design-challenge.approved_pages",
                "a.example, b.example",
                "designchallenge.xyz",
            ),
        ),
        (
            "requirements: [contacts, blog-post, design-activity]",
            "requirements: [contacts]",
            ("programmes.ux-ui-design.requirements", "contacts", "contacts, blog-post, design-activity"),
        ),
        (
            "\nstanding:",
            "\nseverities: {post-too-short: note}\nstanding:",
            ("severities.post-too-short", "note", "—"),
        ),
    ],
)
def test_every_loosened_parameter_is_named(
    tmp_path: Path, old: str, new: str, told: tuple[str, str, str]
) -> None:
    assert _differs(tmp_path, old, new) == (told,)


def test_words_that_are_no_parameter_change_the_digest_and_nothing_else(tmp_path: Path) -> None:
    shipped, _ = load_commitment(tmp_path, "flatiron")
    other = _own(tmp_path, FLATIRON.replace("title: Blog post", "title: Blog"))
    assert shipped is not None
    assert other.differs == ()
    assert other.digest != shipped.digest


def test_a_requirement_left_out_is_named(tmp_path: Path) -> None:
    text = FLATIRON.replace("[contacts, blog-post, design-activity]", "[contacts, design-activity]")
    text = text.replace("[contacts, blog-post, github-contributions]", "[contacts, github-contributions]")
    start, end = text.index("  - id: blog-post"), text.index("  - id: github-contributions\n    kind")
    named = {name for name, _, _ in _own(tmp_path, text[:start] + text[end:]).differs}
    assert "requirements.blog-post" in named


def test_what_makes_one_school_differ_from_another_is_no_difference(tmp_path: Path) -> None:
    text = FLATIRON.replace("name: flatiron", "name: riverbend").replace("minimum: 8", "minimum: 9")
    assert _own(tmp_path, text).differs == ()


@pytest.mark.parametrize(
    "named", ["flat-iron", "", "..", "/", "flatiron.yml ", "Flatiron", "loader.py", "‮flatiron"]
)
def test_a_name_that_is_none_is_a_fault_that_offers_the_names(tmp_path: Path, named: str) -> None:
    with pytest.raises(UserError) as fault:
        load_commitment(tmp_path, named)
    assert fault.value.exit_code == 2
    assert "flatiron" in (fault.value.hint or "")


@pytest.mark.parametrize(
    "named",
    [
        "terms.yaml",
        "../in/../outside.yaml",
        "/etc/x.yaml",
        "folder.yaml",
        "a\0.yaml",
        "a" * 300 + ".yaml",
        "~/x.yml",
    ],
)
def test_a_path_that_leads_to_no_file_of_the_repository_is_a_fault(tmp_path: Path, named: str) -> None:
    root = write(tmp_path / "in", {"folder.yaml/x": ""})
    write(tmp_path, {"outside.yaml": FLATIRON})
    with pytest.raises(UserError) as fault:
        load_commitment(root, named)
    assert "is not in this repository" in fault.value.message
    assert len(fault.value.message) < 160


def test_a_file_anywhere_in_the_repository_will_do(tmp_path: Path) -> None:
    root = write(tmp_path, {"school/our terms.yml": FLATIRON})
    for named in ("school/our terms.yml", "./school/../school/our terms.yml"):
        commitment, found = load_commitment(root, named)
        assert commitment is not None
        assert found == ()
        assert commitment.origin.path == "school/our terms.yml"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1 value-of-wrong-shape"),
        ("- a\n", "1:1 value-of-wrong-shape"),
        ("name: [\n", "1:7 yaml-syntax"),
        (b"\xff", "1:1 file-not-text"),
        ("[" * 100_000, "1:21 yaml-nested-too-deep"),
        ("x" * 300_000, "1:1 file-too-large"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_else(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    commitment, found = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    assert commitment is None
    assert places(found) == [f"terms.yaml:{told}"]
    assert found[0].hint


def test_a_parameter_that_was_added_later_is_in_the_digest_once_it_is_set(tmp_path: Path) -> None:
    shipped, _ = load_commitment(tmp_path, "flatiron")
    assert shipped is not None
    old = "    kind: contacts\n"
    assert FLATIRON.count(old) == 1
    same = _own(tmp_path, FLATIRON.replace(old, f"{old}    kinds: []\n    shared: false\n"))
    assert (same.digest, same.differs) == (shipped.digest, ())
    for line, row in (
        ("kinds: [interview]", ("requirements.contacts.kinds", "interview", "none")),
        ("shared: true", ("requirements.contacts.shared", "yes", "—")),
    ):
        other = _own(tmp_path, FLATIRON.replace(old, f"{old}    {line}\n"))
        assert other.digest != shipped.digest
        assert other.differs == (row,)


@pytest.mark.parametrize("kind", ["application", "external-recruiter", "interviews"])
def test_kinds_that_never_count_cannot_be_asked_for(tmp_path: Path, kind: str) -> None:
    text = FLATIRON.replace("    kind: contacts\n", f"    kind: contacts\n    kinds: [{kind}]\n")
    commitment, found = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    assert commitment is None
    assert [one.rule for one in found] == ["unknown-word"]
