"""`weekproof doctor`: what it finds in repositories of every kind, and that it names nobody."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.core.version import VERSION
from generator.doctor import checks
from tests.support.command import run, tree
from tests.support.git_repositories import Repository
from tests.support.init_repositories import KNOWN, REQUIREMENT, begin

DAY = ("--as-of", "2026-11-23")
REMOTE = "git@github.com:sam-example/job-search.git"


def lines(
    root: Path, capsys: pytest.CaptureFixture[str], *flags: str, day: tuple[str, ...] = DAY
) -> tuple[int, dict[str, list[str]]]:
    """Exit code, and subject → `state message` of each line."""
    ran = run(capsys, "doctor", "--root", str(root), "--json", *day, *flags)
    found: dict[str, list[str]] = {}
    for line in json.loads(ran.out):
        assert set(line) == {"state", "subject", "message", "todo"}
        assert line["state"] == "ok" or line["todo"] or "more file" in line["message"], line
        found.setdefault(line["subject"], []).append(f"{line['state']} {line['message']}")
    return ran.code, found


@pytest.fixture(autouse=True)
def _came_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "own_source", lambda: REQUIREMENT)


@pytest.fixture
def mine(tmp_path: Path) -> Repository:
    """A repository as `init` leaves it, committed the day before."""
    root = begin(tmp_path / "mine")
    made = Repository(root, REMOTE)
    made.commit("11-22", {})
    return made


def test_a_fresh_private_one_is_well(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(mine.root)
    code, found = lines(mine.root, capsys, "--private-repository")
    assert code == 0
    assert [line for of_one in found.values() for line in of_one if not line.startswith("ok ")] == []
    assert found["history"] == ["ok The history contains 2 private files."]
    assert tree(mine.root) == before


def test_in_words_it_ends_with_what_it_came_to(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "doctor", "--root", str(mine.root), *DAY, "--private-repository")
    assert ran.out.endswith("\nAll is well.\n")
    ran = run(capsys, "doctor", "--root", str(mine.root), *DAY, "--public-repository", "--quiet")
    assert ran.out.startswith("fix    visibility: This repository is public.\n       Make it private")
    assert "       3. In a fresh clone: git filter-repo --path content/private" in ran.out
    assert ran.out.endswith("\n2 to fix.\n")
    assert ran.code == 1


def test_what_was_removed_still_stands_in_public_history(
    mine: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (mine.root / "content/private/contacts/2026-W48.yaml").unlink()
    (mine.root / "content/private/coach-decisions.yaml").unlink()
    mine.commit("11-23", {})
    code, found = lines(mine.root, capsys, "--public-repository")
    assert code == 1
    assert found["history"] == [
        "fail The history contains 2 private files, 2 of them removed since. Everybody can read them."
    ]


def test_ci_says_that_it_is_public(
    mine: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_PROJECT_VISIBILITY", "public")
    assert lines(mine.root, capsys)[1]["visibility"] == ["fail This repository is public."]


def test_where_nobody_knows_it_says_how_to_look(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = lines(mine.root, capsys)
    assert (code, found["visibility"]) == (
        0,
        ["warn It is not known here whether the repository is private."],
    )
    mine.git("remote", "set-url", "origin", "https://github.com/sam-example/sam-example.github.io")
    code, found = lines(mine.root, capsys)
    assert (code, found["visibility"][0].split()[0]) == (1, "fail")


def test_a_committed_report_is_to_be_taken_out(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    mine.write({"report/index.html": "x", "site/index.html": "x", "site/CNAME": "sam.example"})
    mine.git("add", "-f", "report", "site")
    mine.git("commit", "-qm", "Oops", day="11-23")
    code, found = lines(mine.root, capsys, "--private-repository")
    assert code == 1
    assert found["committed"] == [
        "warn 1 file of site/ is committed.",
        "fail 1 file of report/ is committed.",
    ]


def test_what_git_would_take_is_told(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (mine.root / ".gitignore").write_text("/site/\n")
    code, found = lines(mine.root, capsys, "--private-repository")
    assert (code, found["committed"]) == (1, ["fail Git doesn't ignore what builds make."])


@pytest.mark.parametrize(
    ("today", "subject", "line"),
    [
        ("2026-11-21", "clock", "fail The newest commit is from 2026-11-22, but today is 2026-11-21 here."),
        ("2019-11-21", "clock", "fail This machine's date is 2019-11-21, before Weekproof existed."),
        ("2027-01-05", "clock", "ok Today is 2027-01-05; the newest commit is from 2026-11-22."),
        ("2027-01-06", "weekly run", "warn The newest commit is 45 days old."),
    ],
)
def test_clocks_and_long_silence(
    today: str, subject: str, line: str, mine: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = lines(mine.root, capsys, "--private-repository", day=("--as-of", today))
    assert found[subject] == [line]
    assert ("weekly run" in found) is (today == "2027-01-06")


def test_the_workflows_version_is_held_to_this_one(
    mine: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    path = mine.root / ".github/workflows/weekproof.yml"
    text = path.read_text("utf-8")
    for other, said in (
        ("0.0.9", f"installs 0.0.9; this is {VERSION}."),
        ("99.1", "their results may differ"),
    ):
        path.write_text(text.replace(f"=={VERSION}", f"=={other}"))
        assert said in lines(mine.root, capsys)[1]["workflow"][0]
    path.unlink()
    assert "checks and publishes nothing" in lines(mine.root, capsys)[1]["workflow"][0]


def test_doctor_tells_the_truth_of_where_the_workflow_gets_weekproof(
    mine: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mine.root / ".github/workflows/weekproof.yml"
    text, at = path.read_text("utf-8"), "weekproof[seal] @ git+https://code.example/x/w"
    commit, digest = f"{at}@{'a' * 40}", f"weekproof @ https://code.example/w.whl#sha256={'b' * 64}"
    own: list[str | None] = [commit]
    monkeypatch.setattr(checks, "own_source", lambda: own[0])
    for source, said in (
        ("", "fail {} does not know where to get Weekproof, so it installs and checks nothing."),
        (commit, "ok {} installs this very copy of Weekproof."),
        (digest, "ok {} installs Weekproof from a pinned source, which is not where this copy came from."),
        (at, "warn {} installs Weekproof from a source that may change"),
        (f"{at}@main", "warn {} installs Weekproof from a source that may change"),
        (f"{at}@{'a' * 7}", "warn {} installs Weekproof from a source that may change"),
        (REQUIREMENT, "warn {} installs Weekproof by its name, and this copy did not come by that name."),
    ):
        path.write_text(text.replace(f'"{REQUIREMENT}"', f'"{source}"'))
        told = lines(mine.root, capsys)[1]["workflow"][0]
        assert told.startswith(said.format(".github/workflows/weekproof.yml")), source


def test_windows_line_ends_and_large_files(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (mine.root / ".gitattributes").unlink()
    mine.commit("11-23", {})  # git reads the one in the index until then
    mine.git("config", "core.autocrlf", "false")
    (mine.root / "content/pages").mkdir()
    (mine.root / "content/pages/now.md").write_bytes(b"---\r\ntitle: Now\r\n---\r\nx\r\n")
    mine.commit("11-23", {})
    for name, size in (("film.mov", 96), ("talk.mov", 6)):
        with (mine.root / name).open("wb") as file:
            file.truncate(1)
        mine.git("add", name)
        os.truncate(mine.root / name, size << 20)
    code, found = lines(mine.root, capsys, "--private-repository")
    assert code == 1
    assert found["line endings"] == ["warn 1 file has Windows line endings in git."]
    assert found["large file"] == ["fail film.mov has 96 MB.", "warn talk.mov has 6 MB."]


def test_another_order_of_the_resume_is_offered_and_not_asked_for(
    mine: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "work: [{name: Mercy, position: Nurse}]\nprojects: [{name: Latebus}]\n"
    for more, told in (("", ["ok The résumé begins with jobs"]), ("sections: [work]\n", [])):
        (mine.root / "content" / "resume.yaml").write_text(text + more, "utf-8")
        _, found = lines(mine.root, capsys, "--private-repository")
        assert [line[:30] for line in found.get("résumé", [])] == told


def test_keys_that_cannot_be_used(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    path = mine.root / "portfolio.yaml"
    path.write_text(path.read_text("utf-8") + "coach: {name: Kanari, public_keys: [age1nothing]}\n")
    ran = run(capsys, "doctor", "--root", str(mine.root), *DAY)
    assert "fix    coach's keys: Not valid: 1 key of your coach." in ran.out
    assert "Kanari" not in ran.said


def test_a_library_that_the_settings_need(
    mine: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mine.root / "portfolio.yaml"
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
    path.write_text(path.read_text("utf-8") + f"coach: {{name: D, public_keys: [{key}]}}\n")
    monkeypatch.setattr(checks, "_version", lambda _: None)
    code, found = lines(mine.root, capsys, "--private-repository")
    assert code == 1
    assert found["libraries"][0] == "fail pyrage is not installed, so your coach's report can't be sealed."
    assert {line.split()[0] for line in found["libraries"][1:]} == {"ok"}


@pytest.mark.parametrize(
    ("repository", "url", "state"),
    [
        ("sam-example/sam-example.github.io", "https://sam-example.github.io", "ok"),
        ("sam-example/Sam-Example.github.io", "https://sam-example.github.io/", "ok"),
        ("sam-example/work", "https://sam-example.github.io/work", "ok"),
        ("sam-example/work", "https://sam-example.github.io", "fail"),
        ("sam-example/sam-example.github.io", "https://sam-example.github.io/work", "fail"),
        ("sam-example/work", "https://sam.example", "ok"),
    ],
)
def test_the_address_is_held_to_where_github_publishes(
    mine: Repository, capsys: pytest.CaptureFixture[str], repository: str, url: str, state: str
) -> None:
    for path, old, new in (
        (".github/workflows/weekproof.yml", "sam-example/sam-example.github.io", repository),
        ("portfolio.yaml", "https://sam-example.github.io", url),
    ):
        file = mine.root / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    _, found = lines(mine.root, capsys, "--private-repository")
    assert {line.split()[0] for line in found["publishing"]} == {"ok", state}


def test_placeholders_and_broken_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path / "new", known=KNOWN[:2])
    code, found = lines(root, capsys)
    assert (code, found["settings"]) == (1, ["fail graduate.github is still a placeholder."])
    (root / "portfolio.yaml").write_text("graduate: [\n")
    assert lines(root, capsys)[1]["settings"][0].startswith("fail portfolio.yaml has 1 error")
    (root / "portfolio.yaml").unlink()
    assert lines(root, capsys)[1]["settings"] == ["fail There is no portfolio.yaml in this folder."]


def test_without_git_it_says_so_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "new")
    assert lines(root, capsys)[1]["git"][1] == "warn This folder is not in a git repository."
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lines(root, capsys)[1]["git"][0] == "warn Git is not installed."


def test_a_time_zone_that_this_machine_has_not(mine: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    path = mine.root / "portfolio.yaml"
    path.write_text(path.read_text("utf-8").replace("America/Chicago", "Mars/Olympus"))
    assert lines(mine.root, capsys)[1]["time zone"] == ["fail This machine has no time zone 'Mars/Olympus'."]
