"""`weekproof commitment check|diff|test` as a school runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.commitment.loader import SHIPPED_FOLDER, shipped_names
from tests.support.repositories import write

FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
Capture = pytest.CaptureFixture[str]


def school(root: Path, *changes: tuple[str, str]) -> str:
    """A copy of flatiron's file with changes; its path."""
    text = FLATIRON
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return str(write(root, {"school/terms.yaml": text}) / "school" / "terms.yaml")


@pytest.mark.parametrize("name", shipped_names())
def test_what_is_shipped_is_sound_and_its_examples_hold(name: str, capsys: Capture) -> None:
    assert main.run(["commitment", "check", name]) == 0
    assert "Passed: nothing found." in capsys.readouterr().out
    assert main.run(["commitment", "test", name]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith(" passed, 0 failed")
    assert int(last.split()[0]) >= 7


def test_a_check_shows_the_line_of_the_file_it_was_given(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"terms.yaml": "another: file\n" * 40})
    monkeypatch.chdir(tmp_path)
    school(tmp_path, ("minimum: 8", "minimum: 2000"))
    assert main.run(["commitment", "check", "school/terms.yaml"]) == 2
    said = capsys.readouterr().out
    assert "minimum: 2000" in said
    assert "another" not in said


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"- a\n- b\n",
        b"name: x\n",
        b"name: [\n",
        b"a: &a [*a]\n",
        b"\x00",
        b"just words\n",
    ],
)
@pytest.mark.parametrize("verb", ["check", "test", "diff"])
def test_a_file_that_is_no_commitment_is_told_and_crashes_nothing(
    tmp_path: Path, capsys: Capture, verb: str, text: bytes
) -> None:
    file = write(tmp_path, {"terms.yaml": text}) / "terms.yaml"
    assert main.run(["commitment", verb, str(file)]) == 2
    told = capsys.readouterr()
    assert "terms.yaml" in told.out
    assert "mistake" not in told.err


@pytest.mark.parametrize("verb", ["check", "test", "diff"])
@pytest.mark.parametrize("named", ["nowhere.yaml", "flat-iron", ".", "/"])
def test_a_file_that_is_not_there_is_told(capsys: Capture, verb: str, named: str) -> None:
    assert main.run(["commitment", verb, named]) == 2
    assert f"There is no commitment called {named}." in capsys.readouterr().err


def test_a_copy_differs_in_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert main.run(["commitment", "diff", school(tmp_path)]) == 0
    assert capsys.readouterr().out == "The same as flatiron.\n"


IN_WORDS = [
    (("minimum: 8", "minimum: 6"), "requirements, contacts, minimum: 6 here, 8 in flatiron"),
    (("days: 180 ", "days: 90 "), "window, days: 90 here, 180 in flatiron"),
    (("extend_window: false", "extend_window: true"), "pauses, extend window: yes here, no in flatiron"),
    (
        ("from: start ", "max_start_delay_days: 30 "),
        "window, max start delay days: 30 here, none in flatiron",
    ),
    (
        ("exclude_repositories: [self]", "exclude_repositories: []"),
        "requirements, github-contributions, exclude repositories: none here, self in flatiron",
    ),
    (
        ("        minimum: 3", "        minimum: 2"),
        "requirements, design-activity, of, track-module, minimum: 2 here, 3 in flatiron",
    ),
    (
        ("business_days: 5", "business_days: 9"),
        "obligations, offer-answer, business days: 9 here, 5 in flatiron",
    ),
    (("  - id: attendance", "  - id: check-in"), "obligations, attendance: only in flatiron"),
    (("  - id: attendance", "  - id: check-in"), "obligations, check-in: only here"),
    (
        ("\nstanding:", "\nseverities: {attendance: error}\nstanding:"),
        "severities, attendance: error here, not set in flatiron",
    ),
    (("mode: strict", "mode: strikes\n  limit: 4"), "standing, limit: 4 here, not set in flatiron"),
    (
        ("field: design", "field: motion"),
        "programmes, ux-ui-design, field: motion here, design in flatiron",
    ),
    (
        ("specializations: [ux, ui]", "specializations: [ux]"),
        "programmes, ux-ui-design, specializations: ux here, ux, ui in flatiron",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), IN_WORDS)
def test_a_difference_is_told_in_words(
    tmp_path: Path, capsys: Capture, change: tuple[str, str], sentence: str
) -> None:
    assert main.run(["commitment", "diff", school(tmp_path, change), "flatiron"]) == 0
    assert sentence in capsys.readouterr().out.splitlines()


def test_what_one_of_the_two_lacks_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    other = school(tmp_path, ("  - id: attendance", "  - id: check-in\n    days: 9"))
    assert main.run(["commitment", "diff", other]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "obligations, attendance: only in flatiron",
        "obligations, check-in: only here",
    ]


def test_only_words_differing_is_no_difference(tmp_path: Path, capsys: Capture) -> None:
    other = school(tmp_path, ("title: Blog post", "title: A post"), ("Every week, publish", "Publish"))
    assert main.run(["commitment", "diff", other]) == 0
    assert capsys.readouterr().out == "The same as flatiron.\n"


def test_a_failing_example_says_what_was_expected(tmp_path: Path, capsys: Capture) -> None:
    assert main.run(["commitment", "test", school(tmp_path, ("minimum: 8", "minimum: 9"))]) == 1
    said = capsys.readouterr().out.splitlines()
    what = "it is met by eight individuals, a post and five contributions"
    file = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(file, 1) if text.strip() == f"- it: {what[3:]}")
    assert f"failed  {what} (line {line})" in said
    assert "        2026-W23, contacts: expected 8 of 8, got 8 of 9" in said
    passed, _, failed, _ = said[-1].replace(",", "").split()
    assert (int(passed) > 5, int(failed) > 1) == (True, True)


def test_a_file_without_examples_is_no_success(tmp_path: Path, capsys: Capture) -> None:
    file = school(tmp_path, (FLATIRON[FLATIRON.index("tests:\n") :], ""))
    assert main.run(["commitment", "test", file]) == 2
    assert "has no examples" in capsys.readouterr().err


def test_what_a_school_writes_steers_no_terminal_and_no_runner(tmp_path: Path, capsys: Capture) -> None:
    nasty = '"\\e[31m::error::x ##[add-mask]y"'
    file = school(
        tmp_path,
        ("  - it: leaves the open week alone", f"  - it: {nasty}"),
        ("field: design", f"field: {nasty}"),
        ("title: Flatiron School, Career Services Commitment", f"title: {nasty}"),
    )
    for verb in ("check", "diff", "test"):
        main.run(["commitment", verb, file])
        said = capsys.readouterr().out
        assert "\x1b" not in said
        assert "##[" not in said
        assert not [line for line in said.splitlines() if line.startswith("::")]
