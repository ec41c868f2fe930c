from __future__ import annotations

from pathlib import Path

import pytest

import generator.publish.publish as publish_module
from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.export.registry import EXPORTS
from generator.publish.publish import publish, write_report
from tests.support.folders import fill, times, tree
from tests.support.guard import checked

FULL = {"index.html": b"<h1>report", "report.json": b"{}", "weeks.csv": b"week\n"}
FINDINGS_ONLY = {"index.html": b"<h1>findings"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "report"


def write(files: dict[str, bytes], report: Path) -> dict[str, bytes]:
    write_report(files, report, report.parent / "site")
    return {name: data for name, data in (tree(report) or {}).items() if isinstance(data, bytes)}


def test_the_report_keeps_itself_out_of_git(report: Path) -> None:
    written = write(FULL, report)
    assert written.pop(".gitignore").splitlines()[-1] == b"*"
    assert written == FULL


def test_an_old_file_of_ours_goes(report: Path) -> None:
    write(FULL, report)
    fill(report, {"notes.txt": "mine"})
    written = write(FINDINGS_ONLY, report)
    written.pop(".gitignore")
    assert written == {**FINDINGS_ONLY, "notes.txt": b"mine"}


def test_exports_stay_until_nothing_plain_may_lie_there(report: Path) -> None:
    """Where strangers can read the repository the report is sealed, or there is none."""
    exports = {export.file for export in EXPORTS.values()}
    write(FULL, report)
    fill(report, {**dict.fromkeys(exports, "private"), "notes.txt": "mine"})
    assert write(FULL, report).keys() >= exports
    assert write({"report.age": b"sealed"}, report).keys() == {".gitignore", "report.age", "notes.txt"}


def test_what_has_not_changed_is_not_touched(report: Path) -> None:
    write(FULL, report)
    before = times(report)
    write(FULL, report)
    assert times(report) == before
    write({**FULL, "report.json": b"{1}"}, report)
    after = times(report)
    assert {name for name in before if before[name] != after[name]} == {"report.json"}


def test_a_report_is_known_by_its_gitignore_when_the_manifest_is_lost(report: Path) -> None:
    write(FULL, report)
    (report.parent / ".weekproof/report.manifest.json").unlink()
    written = write(FINDINGS_ONLY, report)
    written.pop(".gitignore")
    assert written == FINDINGS_ONLY


def test_a_file_of_somebody_is_never_overwritten(report: Path) -> None:
    fill(report, {"index.html": "mine", "report.json": "mine too"})
    with pytest.raises(UserError, match=r"index\.html"):
        write(FULL, report)
    assert tree(report) == {"index.html": b"mine", "report.json": b"mine too"}


def test_somebodys_gitignore_stays(report: Path) -> None:
    fill(report, {".gitignore": "index.html\n"})
    assert write(FULL, report) == {**FULL, ".gitignore": b"index.html\n"}
    assert write(FINDINGS_ONLY, report) == {**FINDINGS_ONLY, ".gitignore": b"index.html\n"}


def test_the_site_and_the_report_do_not_disturb_each_other(report: Path) -> None:
    site = report.parent / "site"
    for _ in range(2):
        write(FULL, report)
        publish(checked({"index.html": "public"}), site)
        write(FINDINGS_ONLY, report)
    assert tree(site) == {"index.html": b"public"}
    assert sorted(tree(report) or ()) == [".gitignore", "index.html"]


def test_another_build_is_told(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FULL, report)
    monkeypatch.setattr(publish_module, "_PATIENCE", 0.1)
    with fileops.locked(report.parent / ".weekproof/lock", 0), pytest.raises(MachineError):
        write(FINDINGS_ONLY, report)
    assert (report / "report.json").read_bytes() == b"{}"


def test_a_killed_run_leaves_nothing_behind_for_long(report: Path) -> None:
    fill(report.parent / ".weekproof/report.new", {"index.html": "half"})
    fill(report, {"report.json.weekproof-new": "half"})
    write(FULL, report)
    assert sorted(tree(report) or ()) == [".gitignore", "index.html", "report.json", "weeks.csv"]
    assert not (report.parent / ".weekproof/report.new").exists()
