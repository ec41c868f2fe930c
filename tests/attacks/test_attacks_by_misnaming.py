"""A private file under a wrong name: an error that says the right one, and nothing of it is published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.reading.journal import read_journal, unread_private
from generator.reading.portfolio import PLACEHOLDER
from tests.support.repositories import repository

SUMMARY = "We met at the harbour festival and spoke about her stolen blue bicycle for an hour."
RECORD = f"""\
- date: 2026-06-02
  kind: networking
  first_name: Wilhelmina
  last_name: Quarterstaff
  title: CTO
  employer: Quill
  email: wq@quill.example
  phone: "+1 312 555 0188"
  summary: {SUMMARY}
"""
AS_JSON = json.dumps([{"first_name": "Wilhelmina", "last_name": "Quarterstaff", "summary": SUMMARY}])
POST = "---\ntitle: People\ndate: 2026-06-02\n---\n\n{}\n"
TOLD = (
    "I met Wilhelmina Quarterstaff, who helped.",
    "Somebody spoke about her stolen blue bicycle for an hour, really.",
)
MORE = ("Write to wq@quill.example.", "Call +1 312 555 0188.")
RIGHT = "content/private/contacts/a.yaml"
# Where the record lies → how it should be called.
NAMES = {
    "content/private/contacts/a.yaml.txt": RIGHT,
    "content/private/contact/a.yaml": RIGHT,
    "content/private/Contacts/a.yaml": RIGHT,
    "content/private/contacts/a.json": RIGHT,
    "content/private/contacts/a.YAML": RIGHT,
    "content/private/contacts/a.YML": RIGHT,
    "content/private/contacts/a": RIGHT,
    "content/private/contacts/2026/a.yaml.txt": "content/private/contacts/2026/a.yaml",
    "content/Private/contacts/a.yaml": RIGHT,
    "content/PRIVATE/CONTACTS/a.yaml": RIGHT,
    "content/privat/contacts/a.yaml": RIGHT,
    "content/private /contacts/a.yaml": RIGHT,
    "content/\ufeffprivate/contacts/a.yaml": RIGHT,
    "content/contacts/a.yaml": RIGHT,
    "content/private/a.txt": "evidence",
    "content/private/people/a.md": "evidence",
}


def build(root: Path) -> int:
    """Build quietly; the exit code."""
    return main.run(["build", "--root", str(root), "--as-of", "2026-06-03", "--format", "json"])


def findings(capsys: pytest.CaptureFixture[str], rule: str) -> list[dict[str, str]]:
    """The errors of one rule that the last build told."""
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return [one for one in found if one["rule"] == rule and one["severity"] == "error"]


@pytest.mark.parametrize("name", NAMES)
def test_a_misnamed_private_file_is_an_error_that_says_how_it_should_be_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = repository(tmp_path / "sam", {name: RECORD, "content/blog/p.md": POST.format(TOLD[0])})
    assert build(root) == 1
    (one,) = findings(capsys, "private-file-unread")
    assert one["path"] == name
    assert NAMES[name] in one["hint"]
    assert not (root / "site" / "index.html").exists()


# What lies elsewhere, or is hidden → how it should be called; None where only the guard reads it.
ELSEWHERE = {
    "private/contacts/a.yaml": RIGHT,
    "Private/contacts/a.yml": RIGHT,
    "contacts/a.yaml": RIGHT,
    "contacts.yaml": "content/private/contacts/contacts.yaml",
    "letters/a.md": "content/private/letters/a.md",
    "goals.yaml": "content/private/goals.yaml",
    "content/contacts.yaml": "content/private/contacts/contacts.yaml",
    "content/private/contacts.yaml": "content/private/contacts/contacts.yaml",
    "content/private/goal.yaml": "content/private/goals.yaml",
    "content/private/coach_decisions.yaml": "content/private/coach-decisions.yaml",
    "content/private-notes/a.md": "evidence",
    "content/private.yaml": "evidence",
    "content/private/contacts/.a.yaml": None,
    "content/private/contacts/.old/a.yaml": None,
}
NO_RECORDS = (
    "contacts.csv", "contacts/jane.vcf", "private/diary.txt", "letters/a.txt", "content/private/.gitkeep",
    "content/private/evidence/.a.txt", "report/contacts.yaml",
)  # fmt: skip


def test_what_lies_beside_the_private_folder_is_found_and_read_by_the_guard(tmp_path: Path) -> None:
    root = repository(tmp_path / "sam", dict.fromkeys((*ELSEWHERE, *NO_RECORDS), RECORD))
    assert set(unread_private(root)) == set(ELSEWHERE)
    _, found = read_journal(root, PLACEHOLDER, None)
    hints = {one.location.path: one.hint or "" for one in found if one.rule == "private-file-unread"}
    assert hints.keys() == {name for name, right in ELSEWHERE.items() if right}
    assert {name: right for name, right in ELSEWHERE.items() if right and right not in hints[name]} == {}


def test_nothing_below_a_folder_called_private_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path / "sam", {"content/blog/Private/jane.md": POST.format("Text.")})
    assert build(root) == 1
    (one,) = findings(capsys, "private-file-unread")
    assert one["path"] == "content/blog/Private/jane.md"
    assert not (root / "site" / "index.html").exists()


@pytest.mark.parametrize("name", ["contacts/a.yaml.txt", "contacts/a.json", "contact/a.yaml", "a.txt"])
@pytest.mark.parametrize("said", [*TOLD, *MORE])
def test_the_guard_reads_it_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    text = AS_JSON if name.endswith("json") else RECORD
    files = {f"content/private/{name}": text, "content/blog/p.md": POST.format(said)}
    build(repository(tmp_path / "sam", files))
    told = findings(capsys, "private-text-in-public-output")
    assert bool(told) is not (name.endswith("json") and said in MORE)


def test_the_guard_reads_what_is_no_yaml_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = RECORD + "  evidence: [unclosed\n"
    build(repository(tmp_path / "sam", {RIGHT: broken, "content/blog/p.md": POST.format(TOLD[0])}))
    assert findings(capsys, "private-text-in-public-output")


@pytest.mark.parametrize("name", ["Content", "CONTENT", "content "])
def test_a_content_folder_in_other_capitals_takes_nothing_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = repository(tmp_path / "sam", {RIGHT: RECORD, "content/blog/p.md": POST.format("Text.")})
    assert build(root) == 0
    before = sorted(path for path in (root / "site").rglob("*"))
    capsys.readouterr()
    shutil.move(root / "content", root / name)
    assert build(root) == 1
    (one,) = findings(capsys, "name-in-other-capitals")
    assert (one["path"], one["hint"]) == (name, "Rename it to content.")
    assert sorted(path for path in (root / "site").rglob("*")) == before


@pytest.mark.parametrize("name", ["PORTFOLIO.YAML", "Portfolio.yaml", "portfolio.yaml.txt", "portfolio.yml"])
def test_settings_under_another_name_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = repository(tmp_path / "sam")
    (root / "portfolio.yaml").rename(root / name)
    assert build(root) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "Rename it to portfolio.yaml" in said


@pytest.mark.parametrize(
    "name", ["a.yaml~", "#a.yaml#", ".a.yaml.swp", "a.swp", "Thumbs.db", ".DS_Store", "~$a.docx"]
)
def test_what_editors_and_systems_leave_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = repository(tmp_path / "sam", {f"content/private/contacts/{name}": RECORD})
    assert build(root) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []
