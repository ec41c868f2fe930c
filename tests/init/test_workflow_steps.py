"""The shell steps of the workflows, run for real on a fresh repository."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.commitment.loader import SHIPPED_FOLDER
from tests.support.fake_servers import Asked, Reply, serving, week
from tests.support.init_repositories import REQUIREMENT, Runner, begin, event, git, run_blocks, workflow
from tests.support.user_input import body, coach_body

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the steps run in bash on Linux"),
    pytest.mark.skipif(
        shutil.which("bash") is None or shutil.which("git") is None, reason="needs bash and git"
    ),
]
CANARY = "Kanariana"
FETCH = "Fetch contributions"


def started(tmp_path: Path) -> Path:
    root = begin(tmp_path / "search")
    contact = f"- {{date: 2026-11-20, kind: interview, first_name: {CANARY}, last_name: [x]}}\n"
    (root / "content/private/contacts/2026-W47.yaml").write_text(contact)
    return root


def build_steps(root: Path) -> list[str]:
    """The steps of a run in which GitHub says nothing of contributions."""
    blocks = run_blocks(workflow(root)["jobs"]["build"])
    return [block for name, block in blocks.items() if name != FETCH]


def searching(tmp_path: Path) -> Path:
    """A repository whose search began yesterday."""
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(1)
    return begin(tmp_path / "search", "--start", f"{yesterday}", "--coach", "Dana Coach")


def test_contributions_are_fetched_before_the_verdict_and_seen_by_the_run(tmp_path: Path) -> None:
    root = searching(tmp_path)
    blocks = run_blocks(workflow(root)["jobs"]["build"])
    assert list(blocks).index(FETCH) < list(blocks).index("Check and build")
    settings = yaml.safe_load((root / "portfolio.yaml").read_text("utf-8"))
    noon, login = f"{settings['search']['start']}T12:00:00Z", settings["graduate"]["github"]
    first = dt.date.fromisoformat(noon[:10])

    def answer(asked: Asked) -> Reply:
        spans = sum(name.startswith("f") for name in json.loads(asked.body)["variables"])
        found = week({noon[:10]: 9}, commits={"sam-example/app": {noon: 9}})
        return Reply({"data": {"user": {"login": login, **{f"w{n}": found for n in range(spans)}}}})

    with serving(answer) as server:
        more = {
            "GITHUB_GRAPHQL_URL": server.address,
            "GITHUB_TOKEN": "ghs_x",
            "GITHUB_SERVER_URL": "https://code.example",
        }
        more |= {
            "GITHUB_RUN_ID": "7",
            "GITHUB_SHA": "abc123def456789",
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        machine = Runner(tmp_path / "machine", root, event(), more=more)
        done = machine.run(blocks[FETCH])
    assert (done.returncode, done.stderr) == (0, "")
    assert f"9 public contributions of {login} in" in done.stdout
    assert "ghs_x" not in done.stdout
    assert server.asked[0].headers["Authorization"] == "Bearer ghs_x"
    machine.run(blocks["Check and build"])
    report = json.loads((root / "report/report.json").read_bytes())
    known = [
        record["known"]
        for week in report["weeks"]
        for requirement in week["requirements"]
        for record in requirement["records"]
        if record["date"] == f"{first}" and requirement["id"] == "github-contributions"
    ]
    assert known == ["seen"]
    page = (root / "report/index.html").read_text("utf-8")
    assert "https://code.example/sam-example/job-search/actions/runs/7" in page
    # In another run, or without what this one kept, the same record is only written down.
    later = Runner(tmp_path / "later", root, event(), more={**more, "GITHUB_RUN_ID": "8"})
    later.run(blocks["Check and build"])
    assert b'"known": "seen"' not in (root / "report/report.json").read_bytes()


def test_seals_are_handed_on_from_run_to_run(tmp_path: Path) -> None:
    root = begin(tmp_path / "search", "--start", "2026-06-01", "--coach", "Dana Coach")
    blocks = run_blocks(workflow(root)["jobs"]["build"])
    steps = [blocks[name] for name in ("Fetch the seals that were kept", "Keep the seals of closed weeks")]
    kept = tmp_path / "kept"

    def one_run(number: int, day: str, **more: str) -> tuple[str, list[str]]:
        """What it said, and what it hands on; it is kept as an artifact if it may be."""
        machine = Runner(
            tmp_path / f"m{number}",
            root,
            event(),
            more={"GH_KEPT": str(kept), "GITHUB_REF_NAME": "main", "SOURCE_DATE_EPOCH": day, **more},
        )
        said = ""
        for block in steps if "GH_RUNS" in more else steps[:1]:
            done = machine.run(block)
            assert done.returncode == 0, done.stderr
            said += done.stdout + done.stderr
        output = machine.folder / "output"
        files = sorted(path.name for path in (root / "seals").glob("*"))
        if output.exists():
            shutil.move(root / "seals", kept / f"{number}")
        shutil.rmtree(root / "seals", ignore_errors=True)
        return said, files if output.exists() else []

    kept.mkdir()
    june, july = "1781611200", "1783425600"  # 16 Jun and 7 Jul 2026
    assert one_run(1, june, GH_RUNS="")[1] == ["2026-W24.json", "2026-W24.seal"]
    both = ["2026-W24.json", "2026-W24.seal", "2026-W27.json", "2026-W27.seal"]
    before = (kept / "1/2026-W24.json").read_bytes()
    # The newest run of the default branch is taken, not one of another branch.
    assert one_run(2, july, GH_RUNS="9 other\n1 main\n0 main\n")[1] == both
    assert (kept / "2/2026-W24.json").read_bytes() == before
    # Where GitHub gives no answer, or the artifact does not come, nothing is handed on.
    for number, more in ((3, {}), (4, {"GH_RUNS": "5 main\n"})):
        said, files = one_run(number, july, **more)
        assert "::warning::The seals that were kept could not be fetched" in said
        assert files == []


def test_without_an_answer_the_run_goes_on_and_says_so(tmp_path: Path) -> None:
    root = searching(tmp_path)
    block = run_blocks(workflow(root)["jobs"]["build"])[FETCH]
    with serving(lambda _: Reply({}, 401)) as server:
        more = {"GITHUB_GRAPHQL_URL": server.address, "GITHUB_TOKEN": "ghs_x"}
        done = Runner(tmp_path / "machine", root, event(), more=more).run(block)
    assert done.returncode == 0
    assert done.stdout == (
        "::warning::The contributions could not be fetched, so this run judges what is written down.\n"
    )
    assert not (root / "content/contributions").exists()


def test_a_fresh_repository_passes_and_hands_on_its_site(tmp_path: Path) -> None:
    root = begin(tmp_path / "search")
    machine = Runner(tmp_path / "machine", root, event())
    for block in build_steps(root):
        done = machine.run(block)
        assert done.returncode == 0, done.stderr
    assert (root / "site/index.html").is_file()
    assert (root / "report/index.html").is_file()
    assert "## Weekproof: passed" in (tmp_path / "machine/summary.md").read_text("utf-8")
    assert REQUIREMENT in machine.asked()


def test_a_failing_one_says_where_and_names_nobody(tmp_path: Path) -> None:
    root = started(tmp_path)
    machine = Runner(tmp_path / "machine", root, event())
    codes, said = [], ""
    for block in build_steps(root):
        done = machine.run(block)
        codes.append(done.returncode)
        said += done.stdout + done.stderr
    summary = (tmp_path / "machine/summary.md").read_text("utf-8")
    assert codes == [0, 0, 1, 0, 0, 0, 0]
    assert "ready" not in (tmp_path / "machine/output").read_text("utf-8")
    assert "Nothing to publish: the summary says why." in said
    assert "::error file=content/private/contacts/2026-W47.yaml,line=1" in said
    assert "## Weekproof: failed" in summary
    assert CANARY not in said + summary
    assert not (root / "site").exists()
    assert (
        CANARY in (root / "report/report.json").read_text("utf-8") or (root / "report/index.html").is_file()
    )


@pytest.mark.parametrize("site", ["hold", "publish"])
def test_a_short_week_hands_on_the_site_only_if_the_terms_say_so(site: str, tmp_path: Path) -> None:
    """The job fails all the same; and a site that was committed is not taken for one of this build."""
    root = begin(tmp_path / "search", "--start", "2026-06-01", "--coach", "Dana Coach")
    settings = (root / "portfolio.yaml").read_text("utf-8")
    settings = re.sub(r"(?m)^commitment:.*$", "commitment: terms.yaml", settings)
    (root / "portfolio.yaml").write_text(settings, "utf-8")
    terms = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
    text = terms.replace("\nweeks:", f"\nshort_week: {{site: {site}}}\nweeks:", 1)
    (root / "terms.yaml").write_text(text, "utf-8")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("committed long ago")
    machine = Runner(tmp_path / "machine", root, event(), more={"SOURCE_DATE_EPOCH": "1781611200"})
    steps = run_blocks(workflow(root)["jobs"]["build"])
    assert machine.run(steps["Check and build"]).returncode == 1
    assert machine.run(steps["Find out whether the site was published"]).returncode == 0
    output = machine.folder / "output"
    assert ("ready=true" in (output.read_text("utf-8") if output.exists() else "")) == (site == "publish")


def test_a_public_repository_keeps_no_plain_report(tmp_path: Path) -> None:
    root = begin(tmp_path / "search", "--one-repo")
    machine = Runner(tmp_path / "machine", root, event(private=False))
    done = machine.run(run_blocks(workflow(root)["jobs"]["build"])["Check and build"])
    assert done.returncode == 1
    assert "private-records-in-public-repository" in done.stdout
    assert not (root / "report/index.html").exists()


def test_a_weekly_run_asks_who_can_read_it(tmp_path: Path) -> None:
    """The event of a schedule tells nothing of the repository: nothing may hang on what it would say."""
    root = searching(tmp_path)
    block = run_blocks(workflow(root)["jobs"]["build"])["Find out who can read the repository"]
    told = ("private=true\npages=false", "private=null\npages=$(id)", "")
    outputs = []
    for number, answer in enumerate(told):
        machine = Runner(
            tmp_path / f"m{number}", root, {"schedule": "32 4 * * 1"}, more={"GH_READERS": answer}
        )
        assert machine.run(block).returncode == 0
        outputs.append((machine.folder / "output").read_text())
    assert outputs == ["private=true\npages=false\n", "", ""]
    text = (root / ".github/workflows/weekproof.yml").read_text("utf-8")
    one = (begin(tmp_path / "one", "--one-repo") / ".github/workflows/weekproof.yml").read_text("utf-8")
    assert "event.repository.private" not in text + one
    assert "event.repository.has_pages" not in one


def test_a_weekly_run_of_a_public_repository_refuses_private_records(tmp_path: Path) -> None:
    root = begin(tmp_path / "search")
    more = {"READERS": "--public-repository"}
    machine = Runner(tmp_path / "machine", root, {"schedule": "32 4 * * 1"}, more=more)
    done = machine.run(run_blocks(workflow(root)["jobs"]["build"])["Check and build"])
    assert "private-records-in-public-repository" in done.stdout


def publish(
    tmp_path: Path, name: str = "machine", seals: bool = False, **more: str
) -> subprocess.CompletedProcess[str]:
    """The step that pushes, in a workspace with a site."""
    source = tmp_path / "source"
    if not source.exists():
        begin(source)
    workspace = tmp_path / name / "workspace"
    (workspace / "site/blog").mkdir(parents=True)
    (workspace / "site/index.html").write_text('<meta name="generator" content="weekproof 0.1.0">')
    (workspace / "site/blog/index.html").write_text(name)
    if seals:
        (workspace / "seals").mkdir()
        for end in ("json", "seal", "tsr"):
            (workspace / f"seals/2026-W24.{end}").write_text(end)
    machine = Runner(
        tmp_path / name / "machine", workspace, event(), public=tmp_path / "public.git", more=more
    )
    return machine.run(run_blocks(workflow(source)["jobs"]["publish"])["Push it to the public repository"])


@pytest.fixture
def public(tmp_path: Path) -> Path:
    path = tmp_path / "public.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(path)], check=True)
    return path


def held(public: Path) -> set[str]:
    return set(git(public, "ls-tree", "-r", "--name-only", "main").split())


def test_the_site_is_pushed_and_nothing_else(tmp_path: Path, public: Path) -> None:
    done = publish(tmp_path)
    assert done.returncode == 0, done.stderr
    assert held(public) == {".nojekyll", "index.html", "blog/index.html"}
    assert git(public, "log", "--format=%an %s").strip() == "github-actions[bot] Publish the site"
    again = publish(tmp_path, "again")
    assert again.returncode == 0, again.stderr
    assert git(public, "show", "main:blog/index.html") == "again"


def test_the_same_site_makes_no_commit(tmp_path: Path, public: Path) -> None:
    publish(tmp_path, "one")
    shutil.rmtree(tmp_path / "one")
    assert "already published" in publish(tmp_path, "one").stdout
    assert len(git(public, "log", "--format=%h").split()) == 1


def fill_public(tmp_path: Path, public: Path, *names: str) -> None:
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", str(public), str(work))
    for name in names:
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text("mine")
    git(work, "add", "-A")
    git(work, "commit", "-qm", "mine")
    git(work, "push", "-q", "origin", "HEAD:main")


def test_what_the_owner_put_beside_it_stays(tmp_path: Path, public: Path) -> None:
    fill_public(tmp_path, public, "README.md", "CNAME")
    assert publish(tmp_path).returncode == 0
    assert held(public) >= {"README.md", "CNAME", "index.html"}


def test_seals_are_published_only_where_they_are_attested(tmp_path: Path, public: Path) -> None:
    assert publish(tmp_path, "one", seals=True).returncode == 0
    assert held(public) == {".nojekyll", "index.html", "blog/index.html"}
    workflow_file = ".github/workflows/attest-seals.yml"
    fill_public(tmp_path, public, workflow_file)
    assert publish(tmp_path, "two", seals=True).returncode == 0
    there = {".nojekyll", "index.html", "blog/index.html", workflow_file, "seals/2026-W24.seal"}
    assert held(public) == there
    assert publish(tmp_path, "three").returncode == 0
    assert held(public) == there  # a run without the seals takes none away


def test_another_project_is_left_alone(tmp_path: Path, public: Path) -> None:
    fill_public(tmp_path, public, "main.py", "README.md")
    done = publish(tmp_path)
    assert done.returncode == 1
    assert "not a Weekproof site" in done.stdout
    assert held(public) == {"main.py", "README.md"}


def test_without_a_key_it_is_green_and_says_what_is_missing(tmp_path: Path, public: Path) -> None:
    done = publish(tmp_path, DEPLOY_KEY="")
    assert done.returncode == 0
    assert "::notice::Not published yet" in done.stdout
    assert git(public, "branch") == ""


@pytest.mark.usefixtures("public")
def test_the_source_is_never_the_target(tmp_path: Path) -> None:
    done = publish(tmp_path, PUBLIC_REPOSITORY="sam-example/job-search")
    assert done.returncode == 1
    assert "is this repository itself" in done.stdout


OF_ISSUE = "content/private/contacts/2026-W48-issue-12.yaml"


class Phone:
    """The graduate's repository with its origin, and the workflow that answers an issue."""

    def __init__(
        self, tmp_path: Path, root: Path | None = None, name: str = "log-a-contact", job: str = "log"
    ) -> None:
        self.tmp_path, self.origin, self.checkout = tmp_path, tmp_path / "origin.git", tmp_path / "checkout"
        root = root or begin(tmp_path / "mine")
        git(root, "init", "-q", "-b", "main")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "Begin")
        git(tmp_path, "clone", "-q", "--bare", str(root), str(self.origin))
        git(tmp_path, "clone", "-q", str(self.origin), str(self.checkout))
        self.steps = run_blocks(workflow(root, name)["jobs"][job])

    def machine(self, text: str, **more: str) -> Runner:
        about = event(body=text, number=12, created_at="2026-11-23T15:00:00Z")
        given = {"BRANCH": "main", "NUMBER": "12", "AUTHOR": "sam-example", "EDITOR_OF_IT": "sam-example"}
        return Runner(self.tmp_path / "machine", self.checkout, about, more={**given, **more})

    def log(self) -> str:
        return git(self.origin, "log", "--format=%s", "main")


def test_an_issue_becomes_a_commit_and_is_closed(tmp_path: Path) -> None:
    phone = Phone(tmp_path)
    hostile = body(First_name=CANARY, Summary="`touch pwned` $(touch pwned)\n::error::x\n### Kind")
    machine = phone.machine(hostile, LOGGED="success")
    said = ""
    for name, block in phone.steps.items():
        done = machine.run(block)
        assert done.returncode == 0, (name, done.stderr)
        said += done.stdout + done.stderr
    assert phone.log().splitlines()[0] == "Log a contact (issue 12)"
    assert CANARY in git(phone.origin, "show", f"main:{OF_ISSUE}")
    assert CANARY not in said
    assert "::error" not in said
    assert not (phone.checkout / "pwned").exists()
    assert "gh issue close 12" in machine.asked()
    assert "Thank you" in (tmp_path / "machine/gh.log.comment").read_text("utf-8")


def test_a_coach_answers_by_an_issue_and_nobody_else_can(tmp_path: Path) -> None:
    start = dt.datetime.now(dt.UTC).date() - dt.timedelta(21)
    root = begin(tmp_path / "mine", "--start", f"{start}", "--coach", "Dana", "--coach-github", "dana")
    phone = Phone(tmp_path, root, "answer-as-coach", "answer")
    text = coach_body("Excuse a week", Weeks="2", text=f"{CANARY} `touch pwned` $(touch pwned)\n::error::x")
    for login, titles in (("mallory", 1), ("dana", 2)):
        about = event(body=text, number=12, user={"login": login})
        about |= {"action": "opened", "sender": {"login": login}}
        machine = Runner(
            tmp_path / f"machine-{login}",
            phone.checkout,
            about,
            more={"BRANCH": "main", "NUMBER": "12", "REASON": "completed"},
        )
        said, codes = "", []
        for name, block in phone.steps.items():
            if name not in ("Install Weekproof", FETCH):
                done = machine.run(block)
                codes.append(done.returncode)
                said += done.stdout + done.stderr
        assert codes == [0 if login == "dana" else 1, 0]
        assert len(phone.log().splitlines()) == titles
        assert CANARY not in said
        assert "::error" not in said
        assert "gh issue close 12" in machine.asked()
    assert not (phone.checkout / "pwned").exists()
    written = git(phone.origin, "show", "main:content/private/coach-decisions.yaml")
    assert "account: dana\n" in written
    assert "Week 2 (" in (machine.folder / "gh.log.comment").read_text("utf-8")


def test_a_form_to_mend_is_answered_and_stays_open(tmp_path: Path) -> None:
    phone = Phone(tmp_path)
    machine = phone.machine(body(Date="soon"), LOGGED="failure")
    assert machine.run(phone.steps["Log the contact and commit it"]).returncode == 1
    assert machine.run(phone.steps["Reply"]).returncode == 0
    assert "Not logged yet" in (tmp_path / "machine/gh.log.comment").read_text("utf-8")
    assert "gh issue close" not in machine.asked()
    assert phone.log() == "Begin\n"


def test_a_reader_of_the_repository_cannot_log(tmp_path: Path) -> None:
    phone = Phone(tmp_path)
    machine = phone.machine(body(), GH_MAY="read")
    assert machine.run(phone.steps["Check that the author may write here"]).returncode == 1


def test_a_push_that_somebody_else_was_faster_with_is_tried_again(tmp_path: Path) -> None:
    phone = Phone(tmp_path)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(phone.origin), str(other))
    week = other / "content/private/contacts/2026-W48.yaml"
    week.write_text(
        week.read_text() + "- {date: 2026-11-23, kind: interview, first_name: Eve, last_name: Adams}\n"
    )
    git(other, "commit", "-qam", "By hand")
    git(other, "push", "-q")
    done = phone.machine(body()).run(phone.steps["Log the contact and commit it"])
    assert done.returncode == 0, done.stderr
    assert phone.log().splitlines() == ["Log a contact (issue 12)", "By hand", "Begin"]
    # Each device has a file of its own, so that nothing collides.
    assert "Eve" in git(phone.origin, "show", "main:content/private/contacts/2026-W48.yaml")
    assert "Ingrid" in git(phone.origin, "show", f"main:{OF_ISSUE}")
