"""Nothing personal of a private record stands in a public log, whatever is wrong and whatever the format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.model.kinds import KINDS, Kind
from generator.reporters.registry import FORMATS
from tests.support.canaries import AS_OF, CANARY, FILES, WRONG_SETTINGS
from tests.support.command import Ran, run
from tests.support.repositories import write

# Read by people at their own machine, or by programs there; the others end in logs and merge requests.
LOCAL = ("text", "json")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("canaries"), FILES)


def _check(capsys: pytest.CaptureFixture[str], root: Path, *more: str) -> Ran:
    return run(capsys, "check", "--site", "--root", str(root), "--as-of", AS_OF, "--verbose", *more)


def _rules(ran: Ran) -> set[str]:
    return {one["rule"] for one in json.loads(ran.out)["diagnostics"]}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.is_private], ids=lambda kind: kind.name)
def test_the_portfolio_has_records_of_every_private_kind(kind: Kind) -> None:
    texts = [str(text) for path, text in FILES.items() if path.startswith(kind.path)]
    assert any(CANARY in text.casefold() for text in texts)


def test_the_portfolio_provokes_most_kinds_of_findings(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = _check(capsys, root, "--format", "json")
    assert ran.code == 1
    assert len(_rules(ran)) >= 45, sorted(_rules(ran))
    assert "rule-crashed" not in _rules(ran)
    quoting = [one for one in json.loads(ran.out)["diagnostics"] if CANARY in json.dumps(one).casefold()]
    assert len({one["rule"] for one in quoting}) >= 10, (
        "messages quote what was written: there is something to hide"
    )
    assert _check(capsys, root).out.casefold().count(CANARY) > 60, "and text shows the lines"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("more", [(), ("--private-details",)], ids=["plain", "asked for"])
def test_no_canary_leaves_a_ci(
    name: str,
    more: tuple[str, ...],
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    ran = _check(capsys, root, "--format", name, *more)
    assert ran.code == 1
    assert "contacts/b.yaml" in ran.out or name == "github", "the findings are all there, by their place"
    assert CANARY not in ran.said.casefold()


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in LOCAL])
def test_formats_for_logs_have_none_anywhere_unless_asked_for(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert CANARY not in _check(capsys, root, "--format", name).said.casefold()
    assert CANARY in _check(capsys, root, "--format", name, "--private-details").said.casefold()


def test_the_same_findings_are_told_redacted_or_not(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = json.loads(_check(capsys, root, "--format", "json").out)["diagnostics"]
    monkeypatch.setenv("CI", "1")
    closed = json.loads(_check(capsys, root, "--format", "json").out)["diagnostics"]
    kept = ("rule", "severity", "path", "line", "column", "week", "requirement")
    assert [[one[key] for key in kept] for one in closed] == [[one[key] for key in kept] for one in open_]


def test_weeks_and_counts_may_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    kept = ("portfolio.yaml", "content/private/contacts/a.yaml")
    ran = _check(capsys, write(tmp_path, {path: FILES[path] for path in kept}), "--format", "json")
    short = [one for one in json.loads(ran.out)["diagnostics"] if one["rule"] == "contacts-below-minimum"]
    counts = {one["week"]: one["message"].rpartition(" (")[2] for one in short}
    assert (counts["2026-W23"], counts["2026-W24"]) == ("1 of 8)", "4 of 8)")
    assert CANARY not in ran.said.casefold()


@pytest.mark.parametrize("value", ["true", "1", "yes", "woodpecker"])
def test_any_ci_is_one(
    value: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", value)
    assert CANARY not in _check(capsys, root).said.casefold()


@pytest.mark.parametrize("value", ["", "false", "0", "No"])
def test_what_is_none_is_none(
    value: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", value)
    assert CANARY in _check(capsys, root).said.casefold()


@pytest.mark.parametrize("settings", WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_settings_that_cannot_be_used_are_not_quoted_either(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {**FILES, "portfolio.yaml": settings})
    assert CANARY in _check(capsys, root).said.casefold()
    monkeypatch.setenv("CI", "true")
    for name in ("text", "json", "github"):
        ran = _check(capsys, root, "--format", name)
        assert ran.code == 2
        assert CANARY not in ran.said.casefold()


def test_neither_does_a_build_nor_an_explanation(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    where = ("--root", str(root), "--as-of", AS_OF)
    folders = ("--site", str(tmp_path / "site"), "--report", str(tmp_path / "report"))
    subjects = (
        "2026-W23",
        "2026-W24",
        "2026-W25",
        "content/private/contacts/a.yaml:1",
        "content/private/offers/a.yaml:1",
    )
    said = [run(capsys, "build", *where, *folders).said, run(capsys, "forecast", *where).said]
    said += [run(capsys, "explain", subject, *where).said for subject in subjects]
    for text in said:
        assert text
        assert CANARY not in text.casefold()
    assert CANARY in (tmp_path / "report/index.html").read_text("utf-8").casefold(), (
        "the report is the coach's"
    )
