"""Rules about the coach's signature, with keys and signatures made on the spot."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from tests.support.rules.blocks import block_of
from tests.support.rules.judging import check, lay

DECISIONS = "content/private/coach-decisions.yaml"
DAY = dt.date(2026, 6, 9)
SHORT = "contacts-below-minimum"

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


@pytest.fixture(name="key", scope="module")
def _key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_key(tmp_path_factory.mktemp("keys") / "dana")


def make_key(path: Path) -> Path:
    """A new key pair; the path is that of the private half."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "dana", "-f", path], check=True)
    return path


@pytest.fixture(name="repository")
def _repository(tmp_path: Path, key: Path) -> Path:
    """A short week that a signed decision excuses."""
    lay(block_of(_BLOCK.replace("KEY", key.with_suffix(".pub").read_text("utf-8").strip())), tmp_path)
    sign(tmp_path, key)
    return tmp_path


_BLOCK = f"""\
# file: portfolio.yaml
graduate: {{name: Sam Example, github: sam-example}}
search: {{programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}}
coach: {{name: Dana Coach, signing_keys: [KEY]}}
site: {{url: "https://sam.example", contact: "mailto:hi@sam.example"}}
# file: {DECISIONS}
graduate: Sam Example
decisions:
  - {{weeks: [2026-W23], decision: waived, reason: Ill., by: Dana Coach, on: 2026-06-08}}
"""


def sign(root: Path, key: Path, namespace: str = "weekproof") -> None:
    (root / f"{DECISIONS}.sig").unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace, str(root / DECISIONS)]
    subprocess.run(command, check=True, capture_output=True)


def found_on(root: Path) -> tuple[list[str], bool]:
    """The rules about decisions that are broken, and whether the decision holds."""
    found = check(root, DAY)
    return [one.rule for one in found if one.rule.startswith("decision-")], not _has(found, SHORT)


def _has(found: tuple[Diagnostic, ...], rule: str) -> bool:
    return any(one.rule == rule and one.severity is Severity.ERROR for one in found)


def change(root: Path, old: bytes, new: bytes) -> None:
    text = (root / DECISIONS).read_bytes()
    assert old in text
    (root / DECISIONS).write_bytes(text.replace(old, new))


def test_a_good_signature_breaks_no_rule(repository: Path) -> None:
    assert found_on(repository) == ([], True)


def test_decision_unsigned(repository: Path) -> None:
    (repository / f"{DECISIONS}.sig").unlink()
    assert found_on(repository) == (["decision-unsigned"], False)


@pytest.mark.parametrize("written", [b"", b"signed, Dana", b"-----BEGIN SSH SIGNATURE-----\nAAAA\n"])
def test_decision_signature_unreadable(repository: Path, written: bytes) -> None:
    (repository / f"{DECISIONS}.sig").write_bytes(written)
    assert found_on(repository) == (["decision-signature-unreadable"], False)


@pytest.mark.parametrize(("old", "new"), [(b"W23", b"W24"), (b"Ill.", b"Ill!"), (b"08}\n", b"08}\n\n")])
def test_decision_changed_after_signing(repository: Path, old: bytes, new: bytes) -> None:
    change(repository, old, new)
    assert found_on(repository) == (["decision-changed-after-signing"], False)


def test_decision_signed_by_other_key(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    sign(repository, make_key(tmp_path_factory.mktemp("other") / "sam"))
    assert found_on(repository) == (["decision-signed-by-other-key"], False)


def test_decision_signed_for_other_purpose(repository: Path, key: Path) -> None:
    sign(repository, key, "file")
    assert found_on(repository) == (["decision-signed-for-other-purpose"], False)


def test_decision_line_ends_changed(repository: Path) -> None:
    change(repository, b"\n", b"\r\n")
    assert found_on(repository) == (["decision-line-ends-changed"], False)


@pytest.mark.parametrize("named", [b"graduate: Sam Other\n", b""])
def test_decision_for_other_graduate(repository: Path, key: Path, named: bytes) -> None:
    change(repository, b"graduate: Sam Example\n", named)
    sign(repository, key)
    assert found_on(repository) == (["decision-for-other-graduate"], False)


def test_decision_signature_unchecked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert found_on(repository) == (["decision-signature-unchecked"], True)
