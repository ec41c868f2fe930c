"""The text for people: place, rule, sentence, the line with a caret, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Location, Severity
from generator.reporters.registry import RunResult, Style, reporter
from tests.support.diagnostics import PATH, finding, told
from tests.support.repositories import marked, write


def test_a_finding_is_told_in_full(tmp_path: Path) -> None:
    root = write(tmp_path, {PATH: "---\ntitel: x\n---\n"})
    assert told("text", finding("`titel` is no key.", hint="Did you mean `title`?"), root=root) == (
        "content/blog/a.md:2:1 error unknown-key\n"
        "  `titel` is no key.\n"
        "      2 | titel: x\n"
        "          ^\n"
        "  hint: Did you mean `title`?\n"
        "\n"
        "Failed: 1 error.\n"
    )


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("title: ‸x", "title: "),
        ("\ttitle: ‸x", " title: "),
        ("日本: ‸x", "nnnn: "),
        ("e\u0301te\u0301: ‸x", "ete: "),
        ("😀: ‸x", "nn: "),
        ("a\x1b[31m: ‸x", "a\\x1b[31m: "),
        ("a\u202eb: ‸x", "a\\u202eb: "),
        ("‸", None),
        ("x‸", "x"),
    ],
)
def test_the_caret_stands_below_the_character_at_fault(
    tmp_path: Path, written: str, before: str | None
) -> None:
    text, line, column = marked(written)
    root = write(tmp_path, {PATH: text})
    lines = told("text", finding(location=Location(PATH, line, column)), root=root).split("\n")
    carets = [row for row in lines if row.endswith("^")]
    assert carets == ([] if before is None else [" " * (len("      1 | ") + len(before)) + "^"])
    assert all(sign.isprintable() for row in lines for sign in row)


@pytest.mark.parametrize("at", [1, 80, 5000, 9999])
def test_a_long_line_is_cut_around_the_fault(tmp_path: Path, at: int) -> None:
    root = write(tmp_path, {PATH: "a" * (at - 1) + "X" + "b" * (9999 - at)})
    lines = told("text", finding(location=Location(PATH, 1, at)), root=root).split("\n")
    excerpt, caret = lines[2], lines[3]
    assert len(excerpt) <= 175
    assert excerpt[caret.index("^")] == "X"


@pytest.mark.parametrize(
    "location",
    [
        Location(PATH),
        Location(PATH, 9, 1),
        Location("content/nowhere.md", 1, 1),
        Location("content/binary.md", 1, 1),
    ],
)
def test_where_there_is_no_line_none_is_shown(tmp_path: Path, location: Location) -> None:
    root = write(tmp_path, {PATH: "title: x\n", "content/binary.md": b"\0"})
    assert " | " not in told("text", finding(location=location), root=root)
    assert " | " not in told("text", finding(location=Location(PATH, 1, 1))), "no source without a root"


def test_warnings_of_a_kind_are_told_three_times_and_notes_on_request() -> None:
    loud = [finding(f"Warning {n}.", severity=Severity.WARNING, rule="file-ignored") for n in range(5)]
    quiet = finding("A note.", severity=Severity.NOTE)
    errors = [finding(f"Error {n}.") for n in range(5)]
    text = told("text", *errors, *loud, quiet)
    assert [f"Warning {n}." in text for n in range(5)] == [True, True, True, False, False]
    assert all(f"Error {n}." in text for n in range(5)), "errors are never held back"
    assert "and 2 more file-ignored (--verbose shows all)" in text
    assert "A note." not in text
    assert text.endswith("Failed: 5 errors, 5 warnings, 1 note.\n")
    verbose = told("text", *errors, *loud, quiet, verbose=True)
    assert "Warning 4." in verbose
    assert "A note." in verbose
    assert "more file-ignored" not in verbose


def test_the_last_line_says_how_it_ended() -> None:
    assert told("text", code=0) == "Passed: nothing found.\n"
    assert told("text", finding(severity=Severity.WARNING), code=0).endswith("Passed: 1 warning.\n")


def test_colour_is_painted_around_and_never_inside() -> None:
    painted = reporter("text")(RunResult((finding("\x1b[2J"),), 1), Style(root=None, colour=True))
    assert "\x1b[1mcontent/blog/a.md:2:1\x1b[0m \x1b[31;1merror\x1b[0m" in painted
    assert "\x1b[2J" not in painted
    assert "\\x1b[2J" in painted
