"""The command: where an export may go, what it says, and what it never does."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from generator.cli.main import weekproof
from generator.core import fileops
from generator.core.report_files import BUILD_FILES, EXPORT_FILES
from generator.export.registry import EXPORTS
from generator.pipeline import report as briefing
from generator.pipeline import run as pipeline
from generator.pipeline.report import report_on
from generator.publish.publish import write_report
from generator.report.as_csv import contacts_csv
from generator.report.as_json import report_json
from tests.support.command import Ran, run, tree
from tests.support.exports import book
from tests.support.repositories import repository, request

FIRST = "Zebulon"
CONTACT = f"""\
- {{date: 2026-06-02, kind: interview, first_name: {FIRST}, last_name: Quist, title: Lead, employer: Q,
   email: z@q.example, phone: "312 555 0141", profile: "https://q.example/z", person: zq}}
"""
FILES: dict[str, str | bytes] = {"content/private/contacts/a.yaml": CONTACT}
Export = Callable[..., Ran]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "search", FILES)


@pytest.fixture
def export(root: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    def call(name: str, *more: str) -> Ran:
        return run(capsys, "export", name, "--root", str(root), "--as-of", "2026-06-03", *more)

    return call


def test_the_command_and_the_table_know_the_same_formats() -> None:
    command = weekproof.get_command(click.Context(weekproof), "export")
    assert command is not None
    (choice,) = (one.type for one in command.params if one.name == "name")
    assert isinstance(choice, click.Choice)
    assert tuple(EXPORTS) == choice.choices


@pytest.mark.parametrize("name", EXPORTS)
def test_writes_into_the_report_and_says_where(name: str, export: Export, root: Path) -> None:
    ran = export(name)
    file = EXPORTS[name].file
    assert (ran.code, ran.out, ran.err) == (0, f"Written: report/{file} (private)\n", "")
    first = (root / "report" / file).read_bytes()
    assert (root / "report/.gitignore").read_text("utf-8").endswith("*\n")
    assert export(name).code == 0
    assert (root / "report" / file).read_bytes() == first
    assert sorted(path.name for path in (root / "report").iterdir()) == [".gitignore", file]


@pytest.mark.parametrize("name", EXPORTS)
def test_no_export_stays_where_strangers_can_read_the_repository(
    name: str, export: Export, root: Path
) -> None:
    """Which files those were stood in a list that nothing tied to the table of exports."""
    assert export(name).code == 0
    report = root / "report"
    assert (report / EXPORTS[name].file).is_file()
    write_report({}, report, root / "site")
    assert not (report / EXPORTS[name].file).exists()
    assert {one.file for one in EXPORTS.values()} == set(EXPORT_FILES.values())


def test_every_file_that_a_build_makes_is_one_that_it_clears_away(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.seals.age.is_installed", lambda: True)
    monkeypatch.setattr("generator.seals.age.seal", lambda data, _: data)
    asked = request(root, dt.date(2026, 7, 1))
    judged = pipeline.judge(asked)
    assert judged.verdict is not None
    plain = briefing.plain_files(judged, judged.diagnostics)
    sealed = briefing.sealed_files(plain, ["age1"], whole=True)
    assert {*plain, *sealed} == BUILD_FILES


def test_a_build_leaves_exports_where_they_are(
    export: Export, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("vcard")
    assert run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03").code == 0
    assert FIRST in (root / "report/contacts.vcf").read_text("utf-8")
    assert (root / "report/index.html").is_file()
    assert export("xlsx").code == 0


def test_all_that_was_logged_of_a_contact_comes_through(export: Export, root: Path) -> None:
    export("vcard")
    card = (root / "report/contacts.vcf").read_text("utf-8")
    for line in ("EMAIL:z@q.example", "TEL:312 555 0141", "URL:https://q.example/z", "FN:Zebulon Quist"):
        assert f"{line}\n" in card
    export("xlsx")
    assert book((root / "report/workbook.xlsx").read_bytes())["Job Search Activity"].cell(2, 3).value == FIRST


def test_the_file_can_be_anywhere_that_is_not_published(export: Export, root: Path, tmp_path: Path) -> None:
    (tmp_path / "shown").mkdir()
    file = tmp_path / "shown" / "mine.ICS"
    assert export("ics", "--output", str(file)).out == f"Written: {file} (private)\n"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert export("vcard", "--output", str(root / "mine.vcf")).out == "Written: mine.vcf (private)\n"
    assert not (root / "report").exists()


@pytest.mark.parametrize("location", ["site", "site/a/b", "content/images", "themes", ".git", ".weekproof"])
def test_never_into_what_is_published_nor_among_what_people_wrote(
    location: str, export: Export, root: Path
) -> None:
    (root / location).mkdir(parents=True, exist_ok=True)
    before = tree(root)
    ran = export("vcard", "--output", str(root / location / "x.vcf"))
    assert ran.code == 2
    assert "cannot be written to" in ran.err
    assert tree(root) == before


def test_never_into_a_site_of_ours_that_is_elsewhere(
    export: Export, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = tmp_path / "shown"
    built = run(capsys, "build", "--root", str(root), "--as-of", "2026-06-03", "--site", str(shown))
    assert built.code == 0, built.said
    for location in (shown, shown / "blog" / "deep"):
        location.mkdir(parents=True, exist_ok=True)
        ran = export("vcard", "--output", str(location / "x.vcf"))
        assert (ran.code, "is published" in ran.err) == (2, True)
    link = tmp_path / "link"
    link.symlink_to(shown, target_is_directory=True)
    assert export("vcard", "--output", str(link / "x.vcf")).code == 2
    assert not list(shown.rglob("*.vcf"))


def test_a_file_of_another_kind_is_never_overwritten(export: Export, root: Path) -> None:
    before = tree(root)
    for name in ("portfolio.yaml", "-", "a.xlsx", "vcf"):
        ran = export("vcard", "--output", str(root / name))
        assert (ran.code, "does not end with .vcf" in ran.err) == (2, True)
    (root / "folder.vcf").mkdir()
    assert "is a folder" in export("vcard", "--output", str(root / "folder.vcf")).err
    assert "There is no folder" in export("vcard", "--output", str(root / "no/x.vcf")).err
    (root / "folder.vcf").rmdir()
    assert tree(root) == before


def test_a_disk_that_is_full_leaves_the_former_file(
    export: Export, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("vcard")
    before = tree(root / "report")

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fileops, "replace", full)
    ran = export("vcard")
    assert (ran.code, ran.out) == (3, "")
    assert "The export could not be written: the disk is full." in ran.err
    assert tree(root / "report") == before


def test_a_ci_hears_the_name_of_the_file_alone(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert export("xlsx").said == "Written: workbook.xlsx (private)\n"
    assert export("ics", "--output", str(tmp_path / "x.ics")).said == "Written: x.ics (private)\n"


def test_a_public_repository_exports_nothing(export: Export, root: Path) -> None:
    before = tree(root)
    ran = export("xlsx", "--public-repository")
    assert ran.code == 2
    assert "This repository is public" in ran.err
    assert tree(root) == before


@pytest.mark.parametrize("name", EXPORTS)
def test_a_library_that_is_missing_is_told_with_how_to_install_it(
    name: str, export: Export, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, EXPORTS[name].library, None)
    before = tree(root)
    ran = export(name)
    assert ran.code == 2
    assert ran.err.endswith(
        "is not installed, and " + name + " needs it.\n  pipx install 'weekproof[export]'\n"
    )
    assert tree(root) == before


def test_other_formats_are_refused(export: Export) -> None:
    assert export("pdf").code == 2


def test_settings_that_cannot_be_used_give_findings_and_no_file(export: Export, root: Path) -> None:
    (root / "portfolio.yaml").write_text("graduate: {}\n", "utf-8")
    ran = export("xlsx")
    assert ran.code == 2
    assert "portfolio.yaml" in ran.out
    assert not (root / "report").exists()


def test_failing_weeks_are_exported_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "export", "xlsx", "--root", str(root), "--as-of", "2026-07-01", "--quiet")
    assert (ran.code, ran.said) == (0, "")
    page = book((root / "report/workbook.xlsx").read_bytes())["Dashboard"]
    assert "short" in [cell.value for row in page.iter_rows() for cell in row]


def test_what_cards_need_changes_neither_the_reports_json_nor_its_csv(root: Path) -> None:
    judged = pipeline.judge(request(root))
    verdict = judged.verdict
    assert verdict is not None
    view = report_on(verdict, judged.diagnostics)
    assert view.contacts[0].record.person == "zq"
    for data in (report_json(view), contacts_csv(view)):
        assert FIRST.encode() in data
        assert b"z@q.example" not in data
        assert b"0141" not in data


def test_an_empty_repository_can_be_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    for name in EXPORTS:
        assert run(capsys, "export", name, "--root", str(root), "--as-of", "2026-06-03").code == 0
    assert (root / "report/contacts.vcf").read_bytes() == b""
