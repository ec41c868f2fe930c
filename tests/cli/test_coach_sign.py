"""`weekproof coach sign`, and what a check makes of what was signed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.support.repositories import write
from tests.support.ssh_keys import DECISIONS, TEXT, key, lay, public, signed

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
Capture = pytest.CaptureFixture[str]
SETTINGS = """\
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
coach:
  name: Dana Coach
  signing_keys:
    - KEY
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A first week without any record, which the coach has waived, and a second one, paused. Unsigned."""
    root = write(tmp_path / "sam", {"portfolio.yaml": SETTINGS.replace("KEY", public(key()))})
    return lay(root)


def sign(root: Path, private: Path | None = None) -> int:
    return main.run(["coach", "sign", "--root", str(root), "--key", str(private or key())])


def outcome(root: Path, *options: str) -> tuple[int, list[str], Any]:
    """Exit code, rules about decisions that are broken, and the report."""
    folders = ["--site", str(root.parent / "site"), "--report", str(root.parent / "report")]
    code = main.run(["build", "--root", str(root), "--as-of", "2026-06-15", "-q", *folders, *options])
    report = json.loads((root.parent / "report" / "report.json").read_text("utf-8"))
    rules = [one["rule"] for one in report["diagnostics"] if one["rule"].startswith("decision-")]
    return code, rules, report


def verdicts(report: Any) -> list[str]:
    return [week["verdict"] for week in report["weeks"][:2]]


def test_what_was_signed_holds(root: Path, capsys: Capture) -> None:
    assert sign(root) == 0
    assert capsys.readouterr().out == f"Signed: {DECISIONS}.sig. Commit both files together.\n"
    code, rules, report = outcome(root)
    assert (code, rules, verdicts(report)) == (0, [], ["excused", "paused"])
    assert [one["holds"] for one in report["decisions"]] == [True]


def test_what_was_not_signed_is_void_and_so_are_pauses(root: Path) -> None:
    code, rules, report = outcome(root)
    assert (code, rules, verdicts(report)) == (1, ["decision-unsigned"], ["short", "short"])
    assert [one["holds"] for one in report["decisions"]] == [False]


def test_void_decisions_are_listed_all_the_same(root: Path) -> None:
    sign(root)
    (root / DECISIONS).write_bytes(TEXT.replace(b"Ill.", b"Very ill."))
    code, rules, report = outcome(root)
    assert (code, rules) == (1, ["decision-changed-after-signing"])
    assert [(one["by"], one["holds"]) for one in report["decisions"]] == [("Dana Coach", False)]


def test_without_ssh_keygen_what_is_waived_is_unknown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign(root)
    monkeypatch.setenv("PATH", str(root))
    code, rules, report = outcome(root)
    assert (code, rules, verdicts(report)) == (
        0,
        ["decision-signature-unchecked"],
        ["unknown", "paused"],
    )
    assert report["standing"] == "unknown"
    (found,) = [one for one in report["diagnostics"] if one["rule"] == "decision-signature-unchecked"]
    assert found["severity"] == "warning"
    code, rules, report = outcome(root, "--strict")
    assert (code, rules) == (1, ["decision-signature-unchecked"])


def test_what_is_not_waived_is_an_error_without_ssh_keygen_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / DECISIONS).write_bytes(
        TEXT.replace(b"decision: waived", b"requirements: [contacts], decision: waived")
    )
    sign(root)
    monkeypatch.setenv("PATH", str(root))
    code, _, report = outcome(root)
    assert code == 1
    found = [one["requirement"] for one in report["diagnostics"] if one["severity"] == "error"]
    assert found == ["blog-post", "github-contributions"]


REFUSED = [
    (TEXT.replace(b"\n", b"\r\n"), "has CRLF line endings"),
    (TEXT.replace(b"graduate: Sam Example\n", b""), "do not say which graduate they are for"),
    (TEXT.replace(b"Sam Example", b"Sam Other"), "do not say which graduate they are for"),
    (TEXT.replace(b"decisions:", b"decisons:"), "has errors"),
    (TEXT.replace(b"2026-W23", b"2026-W99"), "has errors"),
    (TEXT.replace(b"[", b""), "has errors"),
    (b"\xff\xfe\x00", "has errors"),
    (b"- a list\n", "has errors"),
    (b"", "do not say which graduate they are for"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_nobody_signs_what_would_be_void(root: Path, capsys: Capture, data: bytes, why: str) -> None:
    (root / DECISIONS).write_bytes(data)
    assert sign(root) == 2
    assert why in capsys.readouterr().err
    assert not (root / f"{DECISIONS}.sig").exists()


def test_a_file_that_is_not_there_cannot_be_signed(root: Path, capsys: Capture) -> None:
    (root / DECISIONS).unlink()
    assert sign(root) == 2
    assert f"There is no {DECISIONS}." in capsys.readouterr().err


def test_a_link_in_the_files_place_is_not_followed(root: Path) -> None:
    (root / DECISIONS).rename(root / "elsewhere.yaml")
    (root / DECISIONS).symlink_to(root / "elsewhere.yaml")
    assert sign(root) == 2


def test_a_link_in_the_signatures_place_is_replaced_and_not_written_through(root: Path) -> None:
    precious = root.parent / "precious"
    precious.write_text("mine")
    (root / f"{DECISIONS}.sig").symlink_to(precious)
    assert sign(root) == 0
    assert precious.read_text() == "mine"
    assert not (root / f"{DECISIONS}.sig").is_symlink()
    assert outcome(root)[0] == 0


def test_a_signing_that_fails_leaves_the_old_signature(root: Path, tmp_path: Path, capsys: Capture) -> None:
    sign(root)
    before = (root / f"{DECISIONS}.sig").read_bytes()
    broken = tmp_path / "broken"
    broken.write_text("no key\n")
    broken.chmod(0o600)
    assert sign(root, broken) == 3
    assert sign(root, tmp_path / "nowhere") == 2
    assert "There is no key" in capsys.readouterr().err
    assert (root / f"{DECISIONS}.sig").read_bytes() == before
    assert [path.name for path in (root / DECISIONS).parent.iterdir() if path.name.startswith(".")] == []


def test_without_ssh_keygen_nothing_is_signed(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert sign(root) == 3
    assert "ssh-keygen is not installed." in capsys.readouterr().err


def test_a_coach_hears_that_the_key_is_not_the_one_asked_for(root: Path, capsys: Capture) -> None:
    assert sign(root, key("rsa", "other")) == 0
    assert "not in `coach.signing_keys`" in capsys.readouterr().out
    assert outcome(root)[1] == ["decision-signed-by-other-key"]
    settings = (root / "portfolio.yaml").read_text("utf-8")
    write(root, {"portfolio.yaml": settings.partition("  signing_keys")[0]})
    assert sign(root) == 0
    assert "has no `coach.signing_keys`" in capsys.readouterr().out


def test_signing_again_replaces_the_signature(root: Path) -> None:
    sign(root, key("ecdsa", "other"))
    assert sign(root) == 0
    assert outcome(root)[:2] == (0, [])


def test_spaces_in_the_name_make_nobody_else(root: Path) -> None:
    (root / DECISIONS).write_bytes(TEXT.replace(b"Sam Example", b"Sam  Example "))
    assert sign(root) == 0
    assert outcome(root)[:2] == (0, [])


def test_another_graduates_file_is_void_though_it_is_signed(root: Path) -> None:
    data = TEXT.replace(b"Sam Example", b"Alex Example")
    lay(root, data, signed(data, key()))
    code, rules, report = outcome(root)
    assert (code, rules, verdicts(report)) == (1, ["decision-for-other-graduate"], ["short", "short"])


def test_a_key_that_cannot_sign_is_told_at_its_line(root: Path, capsys: Capture) -> None:
    write(root, {"portfolio.yaml": SETTINGS.replace("KEY", f"'command=\"x\" {public(key())}'")})
    code = main.run(["check", "--root", str(root), "--as-of", "2026-06-15", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    (found,) = [one for one in told if one["rule"] == "unreadable-signing-key"]
    assert (code, found["severity"]) == (2, "error")
    assert (found["path"], found["line"], found["column"]) == ("portfolio.yaml", 7, 7)
    assert public(key()).split()[1] not in json.dumps(found)
