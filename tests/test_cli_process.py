"""The command as a process: other languages, other encodings, odd paths, readers that leave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import PROJECT, start, tree
from tests.support.repositories import repository, write

NAMES = "- {date: 2026-06-02, kind: Überraschung, first_name: 日本}\n"
DAY = ("--as-of", "2026-06-03")
ENVIRONMENTS = {
    "none": {},
    "C": {"LANG": "C", "LC_ALL": "C"},
    "C and ASCII": {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    "strict ASCII": {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    "Latin 1": {"PYTHONIOENCODING": "latin-1"},
    "POSIX without help": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_whatever_the_terminal_says_of_itself_the_words_are_the_same(
    environment: dict[str, str], tmp_path: Path
) -> None:
    root = repository(tmp_path / "Jobsuche für Zoë 日本", {"content/private/contacts/wöche 1 📇.yaml": NAMES})
    ran = start("check", "--root", str(root), *DAY, environment=environment)
    assert ran.code == 1, ran.err
    assert "content/private/contacts/wöche 1 📇.yaml:1:28 error unknown-word" in ran.out
    assert "`kind` cannot be `Überraschung`." in ran.out
    assert ran.err == ""


def test_a_build_from_within_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    root = repository(
        tmp_path / "my search (№ 2) — für Zoë, 日本", {"content/pages/über mich.md": "---\ntitle: É\n---\n"}
    )
    ran = start("build", *DAY, cwd=root)
    assert (ran.code, ran.err) == (0, "")
    assert (root / "site/uber-mich/index.html").is_file()
    assert (root / "report/report.json").is_file()


def test_the_same_repository_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/private/contacts/a.yaml": NAMES.replace("Überraschung", "interview")
    }
    one, two = repository(tmp_path / "one", files), repository(tmp_path / "zwei ü", files)
    start(
        "build",
        "--root",
        str(one),
        *DAY,
        environment={"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
    )
    start("build", *DAY, cwd=two, environment={"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "2"})
    assert "site/index.html" in tree(one)
    assert tree(one) == tree(two)


def _shell(command: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHON": sys.executable, "ROOT": str(root)}
    words = ("bash", "-c", f"set -o pipefail; {command}")
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


COMMAND = '"$PYTHON" -m generator check --root "$ROOT" --as-of 2026-06-03'


@pytest.mark.skipif(os.name != "posix", reason="needs a shell with pipes")
@pytest.mark.parametrize(("count", "code"), [(0, 0), (1, 1), (3000, 1)])
def test_a_reader_that_leaves_changes_nothing(count: int, code: int, tmp_path: Path) -> None:
    root = repository(tmp_path, {"content/private/goals.yaml": "- no\n" * count})
    done = _shell(f"{COMMAND} | head -c 10", root)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_an_output_without_room_is_the_machines_fault(tmp_path: Path) -> None:
    done = _shell(f"{COMMAND} > /dev/full", repository(tmp_path))
    assert done.returncode == 3
    assert done.stderr == "weekproof: The machine failed: No space left on device.\n"


def test_a_mistake_of_our_own_names_itself_and_no_record(tmp_path: Path) -> None:
    root = repository(tmp_path / "search", {"content/private/contacts/a.yaml": NAMES})
    write(tmp_path, {"broken/sitecustomize.py": _BREAK})
    environment = {"PYTHONPATH": f"{tmp_path / 'broken'}{os.pathsep}{PROJECT}"}
    ran = start("check", "--root", str(root), *DAY, environment=environment)
    assert ran.code == 3
    assert ran.err.startswith(
        "weekproof: Weekproof itself made a mistake: ZeroDivisionError in sitecustomize.py, line "
    )
    assert "secret" not in ran.said
    assert "Traceback" not in ran.said


_BREAK = """\
import generator.reading.journal as journal

def broken(*_):
    raise ZeroDivisionError("a secret of somebody")

journal.read_folder = broken
"""
