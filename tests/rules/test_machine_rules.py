"""Rules that no file in small can break: they need other bytes, a history or an accident."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.markdown import convert as timeout
from generator.markdown import highlight
from generator.rules import offers
from generator.rules.counting import contacts
from tests.support.rules.blocks import block_of
from tests.support.rules.judging import check, findings, lay, mark_of

GOALS = "content/private/goals.yaml"
CONTACTS = "content/private/contacts/2026-W23.yaml"
CONTACT = (
    f"# file: {CONTACTS}\n"
    "- {date: 2026-06-02, kind: cold-outreach, first_name: Ingrid, last_name: Solberg, title: Developer,\n"
    "   employer: Arbor, summary: Asked about tests.}\n"
)
ABOUT = "# file: content/pages/about.md\n---\ntitle: About\n---\n"


def told(found: Iterable[Diagnostic], rule: str) -> list[tuple[str, int]]:
    """Path and line of each finding of `rule`."""
    return [(one.location.path, mark_of(one).line) for one in found if one.rule == rule]


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    lay(block_of(CONTACT), tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("- title: Gespräche".encode("latin-1"), 1),
        ("- title: Ten\n- title: Gespräche".encode("cp1252"), 2),
        ("- title: Ten".encode("utf-16"), 1),
        (b"- title: Ten\0", 1),
    ],
)
def test_file_not_text(repository: Path, data: bytes, line: int) -> None:
    (repository / GOALS).write_bytes(data)
    assert told(check(repository), "file-not-text") == [(GOALS, line)]


def test_file_not_text_lets_utf_8_pass_with_and_without_a_mark(repository: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        (repository / GOALS).write_text("- title: Gespräche\r\n", encoding)
        assert told(check(repository), "file-not-text") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_unreadable_without_permission(repository: Path) -> None:
    (repository / CONTACTS).chmod(0)
    assert told(check(repository), "file-unreadable") == [(CONTACTS, 1)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_file_unreadable_pipe_does_not_hang_the_build(repository: Path) -> None:
    os.mkfifo(repository / GOALS)
    assert told(check(repository), "file-unreadable") == [(GOALS, 1)]


def test_symlink_in_content_is_not_followed_wherever_it_leads(repository: Path) -> None:
    outside = repository / "outside.yaml"
    outside.write_text("- title: Ten conversations\n", "utf-8")
    (repository / GOALS).symlink_to(outside)
    (repository / "content/private/offers").symlink_to(repository / "content/private/contacts")
    (repository / "content/private/contacts/gone.yaml").symlink_to("nowhere.yaml")
    expected = {"content/private/contacts/gone.yaml", GOALS, "content/private/offers"}
    assert {path for path, _ in told(check(repository), "symlink-in-content")} == expected


def test_markdown_too_deep(tmp_path: Path) -> None:
    page = "content/pages/about.md"
    assert (
        told(findings(block_of(ABOUT + "+ * " * 20 + "deep\n"), tmp_path, site=True), "markdown-too-deep")
        == []
    )
    found = findings(block_of(ABOUT + "+ * " * 400 + "deep\n"), tmp_path, site=True)
    assert told(found, "markdown-too-deep") == [(page, 4)]


def test_markdown_too_slow_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeout, "SECONDS", 0.05)
    found = findings(block_of(ABOUT + "[" * 20_000 + "\n"), tmp_path, site=True)
    assert told(found, "markdown-too-slow") == [("content/pages/about.md", 4)]


def test_code_not_coloured_is_told_at_its_fence_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlight, "BLOCK_SECONDS", 0.2)
    slow, fine = "```docker\nCMD " + " " * 6000 + "x\n```\n\n", "```python\nx = 1\n```\n\n"
    found = findings(block_of(f"{ABOUT}Text.\n\n{fine}{slow}{fine}"), tmp_path, site=True)
    assert told(found, "code-not-coloured") == [("content/pages/about.md", 10)]
    assert [one.severity for one in found if one.rule == "code-not-coloured"] == [Severity.NOTE]


def test_rule_crashed_names_the_requirement_and_no_value(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> bool:
        raise ValueError("Ingrid Solberg")

    monkeypatch.setattr(contacts, "looks_external", broken)
    found = check(repository, dt.date(2026, 6, 8))
    (crash,) = (one for one in found if one.rule == "rule-crashed")
    assert (crash.severity, crash.requirement) == (Severity.ERROR, "contacts")
    assert "Ingrid" not in crash.message + (crash.hint or "")
    # What could not be counted is not short, and what the other rules found is still told.
    assert told(found, "contacts-below-minimum") == []
    assert told(found, "blog-posts-below-minimum") != []


def test_rule_crashed_in_an_obligation_leaves_the_others(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise KeyError("Arbor")

    lay(
        block_of(
            "# file: content/private/offers/2026.yaml\n"
            "- {employer: Arbor, title: Developer, received: 2026-06-02, deadline: 2026-06-03}\n"
        ),
        repository,
    )
    monkeypatch.setattr(offers, "judge_granted", broken)
    found = check(repository)
    assert [one.requirement for one in found if one.rule == "rule-crashed"] == ["offer-granted"]
    assert told(found, "offer-answer") == [("content/private/offers/2026.yaml", 1)]


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [("public", [("content/private", 1)]), ("private", []), ("internal", []), (None, [])],
)
def test_private_records_in_public_repository(
    repository: Path, visibility: str | None, expected: list[tuple[str, int]]
) -> None:
    environment = {"CI_PROJECT_VISIBILITY": visibility} if visibility else {}
    found = check(repository, environment=environment)
    assert told(found, "private-records-in-public-repository") == expected


def test_private_records_in_public_repository_needs_records(repository: Path) -> None:
    (repository / CONTACTS).unlink()
    found = check(repository, environment={"CI_PROJECT_VISIBILITY": "public"})
    assert told(found, "private-records-in-public-repository") == []


def test_image_without_avif_is_told_where_pictures_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = block_of(
        "# file: content/images/bus.png\n{picture: 4x3}\n" + ABOUT + "![A bus](images/bus.png)\n"
    )
    assert told(findings(block, tmp_path, site=True), "image-without-avif") == []
    monkeypatch.setattr("generator.site.images.album.has_avif", lambda: False)
    (one,) = [one for one in findings(block, tmp_path, site=True) if one.rule == "image-without-avif"]
    assert one.severity is Severity.NOTE


def test_search_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = block_of(ABOUT + "Hello.\n")
    assert told(findings(block, tmp_path, site=True), "search-left-out") == []
    monkeypatch.setattr("generator.site.search.executable", lambda: None)
    (one,) = [one for one in findings(block, tmp_path, site=True) if one.rule == "search-left-out"]
    assert one.severity is Severity.NOTE
