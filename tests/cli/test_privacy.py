"""Nothing personal of a private record stands in a public log, whatever is wrong and whatever the format."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.core.diagnostics import public_path
from generator.environment import machine
from generator.environment.machine import CI_VARIABLES
from generator.model.kinds import KINDS, Kind
from generator.reporters.registry import FORMATS
from tests.support.canaries import AS_OF, CANARY, FILES, WRONG_SETTINGS
from tests.support.command import Ran, run
from tests.support.repositories import write

AT_TERMINAL = machine.at_terminal  # before anybody patches it
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
    place = quote("contacts/…") if name == "sarif" else json.dumps("contacts/…").strip('"')
    assert place in ran.out or "contacts/…" in ran.out or name == "github", "the findings are all there"
    assert "b.yaml" not in ran.said, "and no file by a name that somebody chose"
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
    places = [{**one, "path": public_path(one["path"])} for one in open_]
    assert [[one[key] for key in kept] for one in closed] == [[one[key] for key in kept] for one in places]


def test_weeks_and_counts_may_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    kept = ("portfolio.yaml", "content/private/contacts/a.yaml")
    ran = _check(capsys, write(tmp_path, {path: FILES[path] for path in kept}), "--format", "json")
    short = [one for one in json.loads(ran.out)["diagnostics"] if one["rule"] == "contacts-below-minimum"]
    counts = {one["week"]: one["message"].rpartition(". In ")[2] for one in short}
    assert counts["2026-W23"] == "week 1 (1–7 Jun): 1 of 8."
    assert counts["2026-W24"] == "week 2 (8–14 Jun): 4 of 8."
    assert CANARY not in ran.said.casefold()


@pytest.mark.parametrize("value", ["true", "1", "yes", "woodpecker"])
def test_any_ci_is_one(
    value: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", value)
    assert CANARY not in _check(capsys, root).said.casefold()


@pytest.mark.parametrize("variable", CI_VARIABLES)
def test_a_ci_is_known_by_what_it_sets(
    variable: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "false")
    monkeypatch.setenv(variable, "https://ci.example" if variable != "CI" else "true")
    assert CANARY not in _check(capsys, root, "--private-details").said.casefold()


@pytest.mark.parametrize("name", FORMATS)
def test_without_a_terminal_details_are_shown_only_on_request(
    name: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "at_terminal", lambda: False)
    assert CANARY not in _check(capsys, root, "--format", name).said.casefold()
    assert CANARY in _check(capsys, root, "--format", name, "--private-details").said.casefold()


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_one_stream_of_a_terminal_is_enough(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        closed = False

        def __init__(self, *, is_terminal: bool) -> None:
            self.isatty = lambda: is_terminal

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(is_terminal=name == stream))
    assert AT_TERMINAL()
    monkeypatch.setattr(sys, stream, None)  # as under pythonw, or after >&-
    assert not AT_TERMINAL()


def test_the_name_of_a_private_file_is_no_name_of_a_person() -> None:
    kept = (
        "content/blog/ann-lee.md",
        "content/private/contacts/2026-W31.yaml",
        "content/private/contacts/2026/2026-07-04.yml",
        "content/private/coaching/check-ins.yaml",
        "content/private/coach-decisions.yaml",
    )
    assert [public_path(path) for path in kept] == list(kept)
    hidden = {
        "content/private/contacts/ann-lee.yaml": "content/private/contacts/…",
        "content/private/contacts/2026-W31-ann.yaml": "content/private/contacts/…",
        "content/private/ann/2026-W31.yaml": "content/private/…/2026-W31.yaml",
        "content/private/evidence/ann/mail.eml": "content/private/evidence/…/…",
    }
    assert {path: public_path(path) for path in hidden} == hidden


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
