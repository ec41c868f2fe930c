"""`weekproof cohort`: many graduates on one board. One broken repository never stops the others."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from generator.cohort import gather, judge
from generator.cohort.exports import STATUSES, status_of
from generator.cohort.members import read_cohort
from generator.core.errors import UserError
from generator.report.summary import Outcome, Summary, data_block, read_summary
from tests.support.command import Ran, run
from tests.support.repositories import SETTINGS, repository, write

Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-09")
EVIL = "</script><script>alert(1)</script>"
OFFER = "- {employer: Wren, title: Clerk, received: 2026-06-08, full_time: true, in_field: true}\n"


@pytest.fixture(name="base")
def _base(tmp_path: Path) -> Path:
    """Four graduates: short with an offer, hired with an odd name, broken, and not there."""
    repository(tmp_path / "sam", {"content/private/offers/2026.yaml": OFFER})
    hired = OFFER.replace("}", ", answer: accepted, answered: 2026-06-08}")
    settings = SETTINGS.replace("Sam Example", f"'=Zoë {EVIL}'").replace("Dana Coach", "Luis Coach")
    repository(tmp_path / "zoe", {"portfolio.yaml": settings, "content/private/offers/2026.yaml": hired})
    repository(tmp_path / "bad", {"portfolio.yaml": "graduate: [\n"})
    entries = "".join(f"  - path: {name}\n" for name in ("sam", "zoe", "bad", "gone"))
    (tmp_path / "cohort.yaml").write_text(f"title: June\ngraduates:\n{entries}", "utf-8")
    return tmp_path


def board(capsys: Capture, base: Path, *more: str) -> Ran:
    return run(capsys, "cohort", "build", str(base / "cohort.yaml"), "--workers", "1", *DAY, *more)


def test_the_board_says_who_needs_somebody_and_what_is_broken(base: Path, capsys: Capture) -> None:
    ran = board(capsys, base)
    assert ran.code == 1
    assert "1 graduate needs you; 2 repositories could not be read. 3 of 4 searches are running." in ran.out
    page = (base / "board/index.html").read_text("utf-8")
    waiting = page.partition('id="today"')[2].partition("</section>")[0]
    assert waiting.index("An offer needs an answer") < waiting.index("Decide on week 1 (1–7 Jun)")
    assert f"weekproof cohort decide {base / 'cohort.yaml'} &#39;Sam Example&#39; 1 --waive" in waiting
    assert "portfolio.yaml:" in page.partition('id="broken"')[2]
    assert "there is no portfolio.yaml in it, since 9 Jun 2026" in page
    assert page.count('<tr id="') == 4
    report = re.search(r'<a href="(reports/sam-[^"]+)">Sam Example</a>', page)
    assert report is not None
    assert (base / "board" / report[1]).is_file()


def test_what_people_wrote_stays_text(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    for page in (base / "board/index.html", *(base / "board/reports").glob("zoe*")):
        assert EVIL not in page.read_text("utf-8")
    zoe = next((base / "board/reports").glob("zoe*"))
    summary = read_summary(zoe.read_bytes())
    assert summary is not None
    assert summary.name == f"=Zoë {EVIL}"


def test_only_who_changed_is_judged_again(
    base: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    real = judge.judge

    def noted(root: Path, terms: judge.Terms) -> judge.Judged:
        judged.append(root.name)
        return real(root, terms)

    monkeypatch.setattr(gather, "judge", noted)
    board(capsys, base)
    assert judged == ["sam", "zoe", "bad"]
    judged.clear()
    first = (base / "board/index.html").read_bytes()
    board(capsys, base)
    assert judged == ["bad"]
    assert (base / "board/index.html").read_bytes() == first
    judged.clear()
    (base / "sam/content/private/offers/2026.yaml").write_text("[]\n", "utf-8")
    board(capsys, base)
    assert "sam" in judged
    assert "zoe" not in judged
    judged.clear()
    run(capsys, "cohort", "build", str(base / "cohort.yaml"), "--workers", "1", "--as-of", "2026-06-10")
    assert {"sam", "zoe"} <= set(judged)


def test_the_schools_own_terms_count_wherever_they_are(tmp_path: Path, capsys: Capture) -> None:
    settings = f"commitment: school/terms.yaml\n{SETTINGS}"
    terms = "extends: flatiron\nname: ours\ntitle: {title}\n"
    sam = repository(tmp_path / "sam", {"portfolio.yaml": settings})
    (tmp_path / "cohort.yaml").write_text("graduates:\n  - path: sam\n", "utf-8")
    (sam / "school").mkdir()
    found = []
    for title in ("Ours", "Yours"):
        (sam / "school/terms.yaml").write_text(terms.format(title=title), "utf-8")
        assert board(capsys, tmp_path).code == 0
        kept = json.loads(next((tmp_path / "board/kept").iterdir()).read_bytes())
        found.append(kept["row"]["summary"]["terms"])
    assert len(set(found)) == 2


def test_one_that_ends_its_process_or_meets_a_mistake_of_ours_is_a_row(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a", "b", "c", "d", "e")
    for name in names:
        repository(tmp_path / name)
    (tmp_path / "cohort.yaml").write_text(f"graduates: [{', '.join(f'{{path: {n}}}' for n in names)}]\n")
    real = judge._judge

    def failing(root: Path, terms: judge.Terms) -> judge.Judged:
        if root.name == "b":
            os._exit(1)  # as the system ends what takes too much memory
        if root.name == "d":
            raise KeyError("a person's name")
        return real(root, terms)

    monkeypatch.setattr(judge, "_judge", failing)
    run(capsys, "cohort", "build", str(tmp_path / "cohort.yaml"), "--workers", "2", *DAY)
    rows = {
        kept["row"]["label"]: kept["row"]["problem"]
        for kept in (json.loads(path.read_bytes()) for path in (tmp_path / "board/kept").iterdir())
    }
    assert [rows[name] for name in "ace"] == ["", "", ""]
    assert rows["b"].startswith("judging it ended the program")
    assert rows["d"] == "Weekproof itself made a mistake, KeyError: run `weekproof check` in it"


@pytest.mark.skipif(os.name == "nt", reason="a pipe with a name, and Ctrl-C for a group of processes")
def test_after_ctrl_c_it_goes_on_where_it_was(base: Path, capsys: Capture) -> None:
    """The clone of the last one never ends."""
    pipe, program = base / "begun", base / "bin/git"
    os.mkfifo(pipe)
    waits = f'*" clone "*) echo > {pipe}; exec sleep 600;;'
    write(base, {"bin/git": f'#!/bin/sh\ncase " $* " in {waits} esac\nexec {which("git")} "$@"\n'})
    program.chmod(0o755)
    with (base / "cohort.yaml").open("a") as file:
        file.write(f"  - {{git: {base}/sam, name: Slow}}\n")
    words = ("cohort", "build", str(base / "cohort.yaml"), "--workers", "2", *DAY)
    started = subprocess.Popen(
        [sys.executable, "-m", "generator", *words],
        env=os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    pipe.read_bytes()
    os.killpg(started.pid, signal.SIGINT)
    assert started.communicate(timeout=60) == ("", "\nweekproof: Stopped.\n")
    assert started.returncode == 130
    reports = [path for name in ("sam", "zoe") for path in (base / "board/reports").glob(f"{name}-*")]
    made = [path.stat().st_mtime_ns for path in reports]
    assert (len(made), (base / "board/index.html").exists()) == (2, False)
    assert "5 searches" in board(capsys, base).out
    assert [path.stat().st_mtime_ns for path in reports] == made  # neither was judged again


def test_what_was_known_of_a_broken_one_stays(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    (base / "sam/portfolio.yaml").write_text("graduate: [\n", "utf-8")
    run(capsys, "cohort", "build", str(base / "cohort.yaml"), "--workers", "1", "--as-of", "2026-06-11")
    page = (base / "board/index.html").read_text("utf-8")
    assert "since 11 Jun 2026" in page
    assert "What you see here is from 9 Jun 2026." in page
    # And since when it has been broken.
    run(capsys, "cohort", "build", str(base / "cohort.yaml"), "--workers", "1", "--as-of", "2026-06-12")
    assert "since 11 Jun 2026" in (base / "board/index.html").read_text("utf-8")


def test_several_workers_say_the_same(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    one = (base / "board/index.html").read_bytes()
    more = ("--workers", "2", "--board", str(base / "two"))
    run(capsys, "cohort", "build", str(base / "cohort.yaml"), *more, *DAY)
    two = (base / "two/index.html").read_bytes()
    assert two.replace(f" --board {base / 'two'}".encode(), b"") == one


def test_a_clone_is_made_and_kept_up_to_date(tmp_path: Path, capsys: Capture) -> None:
    quiet = ("-c", "user.name=s", "-c", "user.email=s@mail.example", "-c", "init.defaultBranch=main")

    def git(*words: str) -> None:
        subprocess.run(["git", *quiet, *words], cwd=root, check=True, capture_output=True)

    root = repository(tmp_path / "origin")
    (root / "content").mkdir()
    (root / "content/link").symlink_to("/etc/passwd")
    (root / ".gitattributes").write_text("* filter=evil\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        git(*words)
    (tmp_path / "cohort.yaml").write_text(f"graduates:\n  - git: {root}\n    name: Sam\n", "utf-8")
    assert board(capsys, tmp_path).code == 0
    clone = next((tmp_path / "board/clones").iterdir())
    assert not (clone / "content/link").is_symlink()
    (root / "portfolio.yaml").write_text(SETTINGS.replace("Sam Example", "Sam Renamed"), "utf-8")
    git("commit", "-qam", "y")
    git("commit", "-q", "--amend", "-m", "rewritten")
    assert board(capsys, tmp_path).code == 0
    assert "Sam Renamed" in (tmp_path / "board/index.html").read_text("utf-8")
    # Where it cannot be reached, what was known stays.
    root.rename(tmp_path / "moved")
    ran = board(capsys, tmp_path)
    assert ran.code == 1
    page = (tmp_path / "board/index.html").read_text("utf-8")
    assert "Sam Renamed" in page
    assert "git: " in page


def test_a_report_alone_is_read_sealed_or_not(base: Path, capsys: Capture) -> None:
    pytest.importorskip("pyrage")
    key = base / "coach.key"
    made = run(capsys, "coach", "keygen", "--output", str(key))
    public = re.search(r"age1\w+", made.out)
    assert public is not None
    settings = SETTINGS.replace("Dana Coach", f"Dana Coach, public_keys: [{public[0]}]")
    repository(base / "ann", {"portfolio.yaml": settings.replace("Sam Example", "Ann Sealed")})
    run(capsys, "build", "--root", str(base / "ann"), *DAY, "-q")
    (base / "cohort.yaml").write_text(
        "graduates:\n  - report: ann/report/report.age\n  - report: ann/report/index.html\n"
        "  - {report: cohort.yaml, name: None of ours}\n"
    )
    ran = board(capsys, base, "--key", str(key))
    page = (base / "board/index.html").read_text("utf-8")
    assert page.count(">Ann Sealed</a>") >= 2
    assert "this is no report of Weekproof" in page
    assert ran.code == 1
    key.unlink()
    board(capsys, base, "--key", str(key))
    assert "the report is sealed, and there is no key at" in (base / "board/index.html").read_text("utf-8")


def test_outcomes_are_counted_and_formulas_stay_text(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    file = base / "outcomes.csv"
    ran = run(capsys, "cohort", "outcomes", str(base / "cohort.yaml"), "--csv", str(file))
    assert "1   25.0 %  employed full-time in the field" in ran.out
    assert "2   50.0 %  unknown" in ran.out
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    zoe = next(row for row in rows if "Zoë" in row["Name"])
    assert zoe["Name"].startswith("'=")
    assert (zoe["Employer"], zoe["On"], zoe["Days to the job"]) == ("Wren", "2026-06-08", "7")


def summary(standing: str = "on-track", **outcome: object) -> Summary:
    given = {
        "as_of": "2026-06-09",
        "generator": "",
        "name": "",
        "programme": "",
        "commitment": "",
        "terms": "",
    }
    text = json.dumps({**given, "standing": standing, "line": "", "outcome": outcome})
    found = read_summary(text.encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (None, "unknown"),
        (summary(), "still seeking"),
        (summary("not-started"), "unknown"),
        (summary("fulfilled"), "unknown"),
        (summary("ended", ended="withdrawn"), "no longer seeking"),
        (summary("hired", ended="hired", full_time=True, in_field=True), "employed full-time in the field"),
        (summary("hired", ended="hired", full_time=False, in_field=True), "employed part-time in the field"),
        (summary("hired", ended="hired", full_time=True, in_field=False), "employed out of the field"),
        (summary("hired", ended="hired", in_field=True), "employed, terms unknown"),
        (summary("hired", ended="hired", in_field=False), "employed out of the field"),
    ],
)
def test_what_is_not_written_down_is_unknown(found: Summary | None, status: str) -> None:
    assert status_of(found) == status
    assert status in STATUSES


def test_a_person_can_be_forgotten(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    file = str(base / "cohort.yaml")
    assert run(capsys, "cohort", "forget", file, "Nobody").code == 2
    ran = run(capsys, "cohort", "forget", file, "sam example")
    assert (ran.code, "Removed 2 files and folders" in ran.out) == (0, True)
    left = [path for path in (base / "board").rglob("*") if path.is_file()]
    assert not [path for path in left if b"Sam Example" in path.read_bytes()]


def test_the_board_is_private(base: Path, capsys: Capture) -> None:
    board(capsys, base)
    for path in (base / "board").rglob("*"):
        if path.name != ".gitignore":
            assert path.stat().st_mode & 0o077 == 0, path
    for folder in ("sam/board", "sam/site/x"):
        assert board(capsys, base, "--board", str(base / folder)).code == 2
    others = base / "papers"
    others.mkdir(mode=0o755)
    (others / "tax.txt").write_text("mine")
    assert "has other files in it" in board(capsys, base, "--board", str(others)).err
    assert ([path.name for path in others.iterdir()], others.stat().st_mode & 0o777) == (["tax.txt"], 0o755)
    subprocess.run(["git", "init", "-q"], cwd=base, check=True)
    assert board(capsys, base).code == 1
    subprocess.run(["git", "remote", "add", "origin", "https://code.example/x.git"], cwd=base, check=True)
    assert "a repository with a remote" in board(capsys, base).err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("graduates: []\n", "There are none"),
        ("graduates:\n  - name: X\n", "Write one of `path`, `git` or `report`."),
        ("graduates:\n  - {path: a, git: b}\n", "Write one of `path`, `git` or `report`."),
        ("graduates:\n  - git: --upload-pack=x\n", "an address that begins with"),
        ("graduates:\n  - git: ext::sh\n", "an address that begins with"),
        ("graduates:\n  - path: a\n  - path: a\n", "is there twice"),
        ("graduates:\n  - pth: a\n", "cohort.yaml:2"),
        ("x", "cohort.yaml:1"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "cohort.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError, match=re.escape(why)):
        read_cohort(tmp_path / "cohort.yaml")


def test_a_block_of_data_cannot_be_ended_from_inside() -> None:
    found = summary("hired", ended="hired", employer=EVIL)
    assert isinstance(found.outcome, Outcome)
    block = data_block(found)
    assert block.count('"') == 4
    assert "<script" not in block
    assert read_summary(b"x" + block.encode() + b"y") == found
