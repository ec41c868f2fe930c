"""`weekproof init`: what it leaves builds at once, whatever was answered."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.commitment.loader import SHIPPED_FOLDER
from generator.init.answers import Answers, Course, check_name, commitment_named
from generator.init.template import starter_files
from generator.init.write import write_files
from generator.reading.portfolio import read_portfolio
from tests.support.command import run, tree
from tests.support.hypothesis_profile import examples
from tests.support.init_repositories import DAY, KNOWN, REQUIREMENT, begin, git

TODAY = dt.date(2026, 11, 23)
COURSES = ("software-engineering", "data-science", "ux-ui-design/ux", "ux-ui-design/ui")


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.parametrize("started", [False, True])
def test_every_programme_checks_green_at_once(
    course: str, started: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("--start", "2026-11-23", "--coach", "Dana Coach") if started else ()
    root = begin(tmp_path / "search", "--programme", course, *flags)
    ran = run(capsys, "check", "--site", "--root", str(root), *DAY, "--format", "json")
    told = {(one["rule"], one["severity"]) for one in json.loads(ran.out)["diagnostics"]}
    assert ran.code == 0, ran.said
    hints = {("search-not-started", "note"), ("post-draft", "note"), ("post-too-short", "warning")}
    assert told - hints == {("no-public-contact", "warning")}


def test_it_builds_with_nothing_known_of_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no git
    root = begin(tmp_path / "a b ü", known=())
    assert run(capsys, "build", "--root", str(root), *DAY).code == 0
    assert (root / "site/index.html").is_file()
    assert (root / "report/index.html").is_file()


def test_the_first_draft_is_of_the_graduates_trade(tmp_path: Path) -> None:
    for course, words in (("data-science", "what-i-set-out-to-build"), ("ux-ui-design/ui", "to-design")):
        root = begin(tmp_path / words, "--programme", course)
        (post,) = (root / "content/blog").iterdir()
        assert post.name.startswith("2026-11-23-")
        assert words in post.name
        text = post.read_text("utf-8")
        assert "your week from 75 words on." in text
        assert "\ndraft: true\n" in text


@pytest.mark.parametrize("terms", ["epicodus", "strikes-example", "school/terms.yaml"])
def test_other_schools_begin_alike(terms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "school").mkdir()
    shutil.copy(SHIPPED_FOLDER / "strikes-example.yaml", tmp_path / "school/terms.yaml")
    root = begin(tmp_path, "--commitment", terms)
    assert f"\ncommitment: {terms}\n" in (root / "portfolio.yaml").read_text("utf-8")
    assert run(capsys, "check", "--root", str(root), *DAY).code == 0


def test_the_draft_is_shown_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path)
    run(capsys, "build", "--root", str(root), *DAY)
    pages = [path.read_text("utf-8") for path in (root / "site").rglob("*.html")]
    assert pages
    assert not [page for page in pages if "set out to" in page]


def test_it_says_what_to_do_next_and_what_is_still_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "init", "--yes", "my search", "--name", "Sam", *DAY)
    assert ran.code == 0
    assert "Fill these in, in portfolio.yaml: graduate.github." in ran.out
    assert "cd 'my search'\n  git init -b main\n  weekproof build" in ran.out


def test_a_search_that_began_in_an_earlier_week_is_told_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for start, told in (("2026-11-22", True), ("2026-11-23", False)):
        flags = ("--start", start, "--coach", "Dana Coach", *DAY)
        ran = run(capsys, "init", "--yes", str(tmp_path / start), *flags)
        assert ("Its weeks before this one are unknown" in ran.out) is told


def test_a_search_that_began_long_ago_is_not_red_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ("--root", str(tmp_path / "sam"))
    flags = ("--name", "Sam Lee", "--github", "sam-lee", "--start", "2026-10-19", "--coach", "Dana Coach")
    assert run(capsys, "init", "--yes", str(tmp_path / "sam"), *flags, "--as-of", "2026-12-02").code == 0
    ran = run(capsys, "check", *root, "--as-of", "2026-12-02", "--private-details")
    assert (ran.code, "6 weeks began before your records here do, on 30 Nov 2026" in ran.out) == (0, True)
    # The first week with records is judged as any other.
    assert run(capsys, "check", *root, "--as-of", "2026-12-07").code == 1
    assert run(capsys, "build", *root, "--as-of", "2026-12-02", "-q").code == 0
    report = json.loads((tmp_path / "sam/report/report.json").read_text("utf-8"))
    needs = {need["kind"]: need for need in report["needs"]}
    assert list(needs) == ["week-before-records"]
    decide = ("coach", "decide", "1", "2", "3", "4", "5", "6", "--waive", "--reason", "Seen.")
    assert run(capsys, *decide, *root, "--as-of", "2026-12-02").code == 0
    assert "before your records" not in run(capsys, "check", *root, "--as-of", "2026-12-02").out


def test_taking_the_hash_from_any_setting_leaves_it_readable(tmp_path: Path) -> None:
    made("Sam Lee", None, tmp_path)
    settings = tmp_path / "portfolio.yaml"
    text = settings.read_text("utf-8")
    offered = re.findall(r"^ *#\w+: .*$", text, re.MULTILINE)
    assert len(offered) >= 5
    for line in offered:
        settings.write_text(text.replace(line, line.replace("#", "", 1)), "utf-8")
        _, found = read_portfolio(tmp_path)
        told = [item.text.key for item in found if item.rule != "missing-key"]
        assert told == [], line


def test_records_never_go_into_another_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other/.git").mkdir(parents=True)
    before = tree(tmp_path)
    ran = run(capsys, "init", "--yes", str(tmp_path / "other/deep/mine"), *DAY)
    assert (ran.code, "is inside another git repository" in ran.err) == (2, True)
    assert "weekproof init ~/mine" in ran.err
    assert tree(tmp_path) == before
    assert run(capsys, "init", "--yes", "--inside", str(tmp_path / "other/mine"), *DAY).code == 0
    assert run(capsys, "init", "--yes", str(tmp_path / "other"), *DAY).code == 0


def test_a_way_through_another_repository_does_not_stand_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other/.git").mkdir(parents=True)
    ran = run(capsys, "init", "--yes", str(tmp_path / "other/../mine"), *DAY)
    assert "git init -b main" in ran.out
    assert f"to {tmp_path / 'mine'}." in ran.out


def test_what_is_there_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine\n")
    (tmp_path / ".gitignore").write_text("node_modules\n")
    ran = run(capsys, "init", "--yes", str(tmp_path), *KNOWN, *DAY)
    assert ran.code == 0
    assert "README.md already exists and was not changed." in ran.out
    assert "Add these lines to it: /site/, /report/" in ran.out
    assert (tmp_path / "README.md").read_text() == "mine\n"
    assert (tmp_path / "portfolio.yaml").is_file()


def test_a_second_time_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(begin(tmp_path))
    ran = run(capsys, "init", "--yes", str(tmp_path), *KNOWN, *DAY)
    assert ran.code == 2
    assert "already has a portfolio.yaml" in ran.err
    assert tree(tmp_path) == before


def test_no_link_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "search").mkdir()
    (tmp_path / "search/content").symlink_to(tmp_path / "elsewhere")
    ran = run(capsys, "init", "--yes", str(tmp_path / "search"), *KNOWN, *DAY)
    assert (ran.code, tree(tmp_path / "elsewhere")) == (2, {})


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--time-zone", "Mars/Olympus"), "Invalid --time-zone: 'Mars/Olympus'."),
        (("--country", "Atlantis"), "Type two letters"),
        (("--github", "no/such"), "Type only the user name"),
        (("--programme", "alchemy"), "Use one of: software-engineering, data-science"),
        (("--start", "2026-02-30"), "Type year, month and day"),
        (("--start", "2026-11-23"), "--start needs --coach"),
        (("--commitment", "nowhere"), "There is no commitment"),
        (("--name", "Sam\x1b[2J"), "Remove the invisible character"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told_and_nothing_is_written(
    flags: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "init", "--yes", str(tmp_path / "new"), *flags, *DAY)
    assert ran.code == 2
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert not (tmp_path / "new").exists()


def test_what_is_built_is_never_committed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path)
    git(root, "init", "-q")
    run(capsys, "build", "--root", str(root), *DAY)
    git(root, "add", "-A")
    listed = git(root, "ls-files").splitlines()
    assert not [path for path in listed if path.startswith(("site", "report", ".weekproof"))]
    assert len(listed) == 28
    attributes = git(
        root, "check-attr", "text", "eol", "--", "portfolio.yaml", "content/private/coach-decisions.yaml"
    )
    assert "portfolio.yaml: eol: lf" in attributes
    assert "coach-decisions.yaml: text: unset" in attributes


HARD_NAMES = [
    "NO",
    "null",
    "Åsa: 'Q' \"quoted\" #1",
    "李 小龍",
    "O’Neil-Smith, Jr.",
    "~",
    "1e3",
    "@name@",
    "- x",
    "a@@coach?@",
]


def made(name: str, coach: str | None, root: Path) -> Path:
    course = Course("data-science", "Data Science", "data-science")
    answers = Answers(
        name, "sam", course, None, "Asia/Tokyo", "NO", coach, "two", "flatiron", None, REQUIREMENT
    )
    write_files(root, starter_files(answers, commitment_named(root, "flatiron"), TODAY))
    return root


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_comes_back_as_it_was_given(name: str, tmp_path: Path) -> None:
    portfolio, found = read_portfolio(made(name, name, tmp_path))
    assert portfolio is not None
    assert (portfolio.graduate.name, portfolio.coach.name, portfolio.search.country) == (name, name, "NO")
    assert found == ()
    assert main.run(["check", "--quiet", "--root", str(tmp_path), *DAY]) == 0


@examples(100)
@given(name=st.text(min_size=1, max_size=60), coach=st.none() | st.text(min_size=1, max_size=20))
def test_any_name_that_is_taken_comes_back(
    name: str, coach: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = " ".join(name.split())
    coach = " ".join(coach.split()) if coach else None
    if check_name(name) or (coach is not None and check_name(coach)):
        return
    portfolio, found = read_portfolio(made(name, coach, tmp_path_factory.mktemp("any")))
    assert portfolio is not None
    assert (portfolio.graduate.name, portfolio.coach.name) == (name, coach)
    assert found == ()
