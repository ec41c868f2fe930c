"""`weekproof sync`: from a server's answer to the graduate's files, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from generator.cli import options, sync
from tests.support.command import run
from tests.support.fake_servers import Reply, github, serving, week
from tests.support.git_repositories import Repository
from tests.support.repositories import SETTINGS, repository

OWN, APP = "sam-example/job-search", "sam-example/app"
NOON = "T12:00:00Z"
WEEKS = {
    "2026-06-01": week(
        {"2026-06-02": 5}, commits={APP: {f"2026-06-02{NOON}": 4}, OWN: {f"2026-06-02{NOON}": 1}}
    ),
    "2026-06-08": week({"2026-06-09": 6}, commits={APP: {f"2026-06-09{NOON}": 6}}),
}
FILE = "content/contributions/2026-06.yaml"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in (
        "GITHUB_TOKEN",
        "GH_TOKEN",
        "GITLAB_TOKEN",
        "FORGEJO_TOKEN",
        "GITHUB_GRAPHQL_URL",
        "GITHUB_RUN_ID",
    ):
        monkeypatch.delenv(name, raising=False)
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.fixture
def _on(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-06-11T08:00:00+00:00")


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    import datetime as dt

    monkeypatch.setattr(sync, "moment", lambda: dt.datetime.fromisoformat(moment))
    assert options.moment().tzinfo is dt.UTC


@pytest.mark.usefixtures("_on")
def test_from_github_into_the_files_and_into_the_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_token")
    with serving(github(WEEKS)) as server:
        monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"{server.address}/graphql")
        ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-11")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == [
            "11 public contributions of sam-example in 2 weeks.",
            f"Saved: {FILE} (2 new)",
            "Not settled yet: week 2 (8\u201314 Jun). Fetch again after Wed 17 Jun, 00:00.",
        ]
        assert (root / FILE).read_text("utf-8") == (
            "- date: 2026-06-02\n"
            "  source: github-graphql\n"
            "  login: sam-example\n"
            "  commits: 5\n"
            "  by_repository:\n"
            "    sam-example/app: 4\n"
            "    sam-example/job-search: 1\n"
            "  fetched_at: 2026-06-11T08:00:00Z\n"
            "\n"
            "- date: 2026-06-09\n"
            "  source: github-graphql\n"
            "  login: sam-example\n"
            "  commits: 6\n"
            "  by_repository:\n"
            "    sam-example/app: 6\n"
            "  fetched_at: 2026-06-11T08:00:00Z\n"
        )
        log = run(capsys, "log", "W24", "--records", "--root", str(root), "--as-of", "2026-06-11")
        assert "6 commits (github-graphql)" in log.out
        # Week 1 has settled and is not asked for again; week 2 is, and its record is written anew.
        at(monkeypatch, "2026-06-18T08:00:00+00:00")
        later = {**WEEKS, "2026-06-08": week({"2026-06-09": 8}, commits={APP: {f"2026-06-09{NOON}": 8}})}
    with serving(github(later)) as server:
        monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"{server.address}/graphql")
        ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-14")
        assert ran.out.splitlines() == [
            "8 public contributions of sam-example in 1 week.",
            f"Saved: {FILE} (1 fetched again)",
            "Changed: 2026-06-09 has 8, before it had 6.",
        ]
        text = (root / FILE).read_text("utf-8")
        assert text.count("- date:") == 2
        assert "commits: 8" in text
        ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-14")
        assert ran.out == "Everything is fetched and settled. --all fetches it again.\n"
        assert len(server.asked) == 1
        ran = run(capsys, "sync", "github", "--all", "--root", str(root), "--as-of", "2026-06-14")
        assert "in 2 weeks" in ran.out


@pytest.mark.usefixtures("_on")
def test_what_cannot_be_fetched_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path)
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_token")
    with serving(lambda _: Reply({"data": None, "errors": [{"type": "X"}]})) as server:
        monkeypatch.setenv("GITHUB_GRAPHQL_URL", server.address)
        ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-11")
    assert ran.code == 3
    assert ran.err == "weekproof: GitHub answered with an error. Nothing was changed.\n  Try again later.\n"
    assert "ghs_token" not in ran.said
    assert not (root / "content").exists()
    with serving(
        github({"2026-06-01": WEEKS["2026-06-01"], "2026-06-08": week({"2026-06-09": 1}, restricted=2)})
    ) as server:
        monkeypatch.setenv("GITHUB_GRAPHQL_URL", server.address)
        ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-11")
    assert ran.code == 3  # a week is unknown
    assert (
        "Unknown: week 2 (8\u201314 Jun): GitHub's numbers contradict each other. Nothing was written"
        in ran.out
    )
    assert (root / FILE).read_text("utf-8").count("- date:") == 1


@pytest.mark.usefixtures("_on")
def test_what_is_missing_is_said_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.environment.programs.find_program", lambda _: None)
    root = repository(tmp_path)
    on = ("--root", str(root), "--as-of", "2026-06-11")
    ran = run(capsys, "sync", "github", *on)
    assert ran.code == 2
    assert "gh auth login" in ran.err
    for command, told in (("gitlab", "graduate.gitlab"), ("forgejo", "graduate.forgejo")):
        ran = run(capsys, "sync", command, *on)
        assert (ran.code, told in ran.err) == (2, True)
    ran = run(capsys, "sync", "git", str(root), *on)
    assert "Give --email" in ran.err
    for programme, code, told in (
        ("software-engineering", 2, "error"),
        ("ux-ui-design, specialization: ux", 0, "asks for no contributions"),
    ):
        settings = SETTINGS.replace(" github: sam-example,", "").replace("software-engineering", programme)
        (root / "portfolio.yaml").write_text(settings)
        ran = run(capsys, "sync", "github", *on)
        assert (ran.code, told in ran.out) == (code, True)


@pytest.mark.usefixtures("_on")
@pytest.mark.parametrize(("word", "name"), [("gitlab", "PRIVATE-TOKEN"), ("forgejo", "Authorization")])
def test_a_token_goes_to_no_host_that_only_a_portfolio_names(
    word: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{word.upper()}_TOKEN", "glpat-x")
    with serving(lambda _: Reply([])) as server:
        settings = SETTINGS.replace(
            "github: sam-example,", f'github: sam-example, {word}: "{server.host}/sam",'
        )
        root = repository(tmp_path, {"portfolio.yaml": settings})
        on = ("--root", str(root), "--as-of", "2026-06-11", "--all")
        assert run(capsys, "sync", word, *on).code == 0
        assert name not in server.asked[-1].headers
        monkeypatch.setenv(f"{word.upper()}_HOST", server.host)
        assert run(capsys, "sync", word, *on).code == 0
        assert "glpat-x" in server.asked[-1].headers[name]


@pytest.mark.usefixtures("_on")
def test_clones_into_the_files_and_a_graduates_own_lines_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = "# mine\r\n- {date: 2026-06-03, source: by-hand, login: sam-example, commits: 1,\r\n   links: [https://work.example/1]}\r\n"
    root = repository(tmp_path / "search", {"content/contributions/2026-06.yaml": kept})
    app = Repository(tmp_path / "app", "https://github.com/sam-example/app.git")
    app.commit("06-02", {"a": "1"})
    ran = run(
        capsys, "sync", "git", str(app.root), "--email", "SAM", "--root", str(root), "--as-of", "2026-06-11"
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "1 commit of sam-example in 2 weeks."
    text = (root / FILE).read_bytes().decode()
    assert text.startswith(kept)
    assert "source: git-log\r\n" in text


def test_nobody_who_has_not_begun_has_weeks_to_fetch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path, {"portfolio.yaml": SETTINGS.replace("2026-06-01", "2027-06-07")})
    ran = run(capsys, "sync", "github", "--root", str(root), "--as-of", "2026-06-11")
    assert (ran.code, "has not begun" in ran.out) == (0, True)


@pytest.mark.parametrize("word", ["build", "check", "status"])
def test_nothing_else_uses_the_network(word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` gives these commands no socket: one that asked for one would crash."""
    root = repository(tmp_path)
    ran = run(capsys, word, "--root", str(root), "--as-of", "2026-06-03")
    assert (ran.code, ran.err) == (0, "")
