"""Rules about sealing, on machines with and without the library, in public repositories and in others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.seals import age
from tests.support.rules.blocks import block_of
from tests.support.rules.judging import check, lay, mark_of

_PORTFOLIO = """\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
coach:
  name: Dana Coach
"""
PUBLIC = {"CI_PROJECT_VISIBILITY": "public"}


def told(found: tuple[Diagnostic, ...], rule: str = "report-not-sealed") -> list[tuple[int, Severity]]:
    return [(mark_of(one).line, one.severity) for one in found if one.rule == rule]


def with_key(root: Path, key: str | None) -> Path:
    lay(block_of(_PORTFOLIO + (f"  public_keys:\n    - {key}\n" if key else "")), root)
    return root


def test_report_not_sealed_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = with_key(tmp_path, age.new_key()[1])
    assert told(check(root)) == []
    monkeypatch.setattr(age, "is_installed", lambda: False)
    assert told(check(root)) == [(7, Severity.WARNING)]
    assert told(check(root, environment=PUBLIC)) == [(7, Severity.ERROR)]


def test_report_not_sealed_in_public_without_a_key(tmp_path: Path) -> None:
    root = with_key(tmp_path, None)
    assert told(check(root)) == []
    assert told(check(root, environment=PUBLIC)) == [(5, Severity.WARNING)]


def test_a_secret_key_is_told_and_never_quoted(tmp_path: Path) -> None:
    secret, _ = age.new_key()
    for text in (secret, secret.lower(), "'-----BEGIN OPENSSH PRIVATE KEY-----'"):
        found = [one for one in check(with_key(tmp_path, text)) if one.rule == "unreadable-public-key"]
        assert [one.text for one in found] == [Message("unreadable-public-key.secret")]
        assert secret.casefold() not in repr(found).casefold()


def test_private_records_in_public_repository_are_an_error(tmp_path: Path) -> None:
    root = with_key(tmp_path, None)
    (root / "content/private").mkdir(parents=True)
    (root / "content/private/goals.yaml").write_text("- title: Ten conversations\n", "utf-8")
    found = check(root, environment=PUBLIC)
    assert told(found, "private-records-in-public-repository") == [(1, Severity.ERROR)]
