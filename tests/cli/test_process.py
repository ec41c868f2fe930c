"""The command as a process: other languages, other encodings, odd paths, readers that leave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.command import PROJECT, Ran, start, tree
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
    ran = start("check", "--root", str(root), *DAY, "--private-details", environment=environment)
    assert ran.code == 1, ran.err
    assert "content/private/contacts/wöche 1 📇.yaml:1:28 error unknown-word" in ran.out
    assert "`Überraschung` isn't a valid `kind`." in ran.out
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


# What is raised while the journal is read; the words after `raise` differ.
_BREAK = """\
import generator.reading.journal as journal

def broken(*_):
    secret = "a secret of somebody"
    raise {}

journal.read_folder = broken
"""
# A rule that breaks: its finding fails the run, and the log of it is kept likewise.
_BREAK_A_RULE = """\
import msgspec
import generator.rules.obligations as obligations

def broken(*_):
    raise ZeroDivisionError("a secret of somebody")

obligations.OBLIGATION = {
    name: msgspec.structs.replace(row, judge=broken) for name, row in obligations.OBLIGATION.items()
}
"""
OURS = "weekproof: Weekproof itself made a mistake: ZeroDivisionError in sitecustomize.py, line "
ZERO = "ZeroDivisionError(secret)"


class Broken(NamedTuple):
    """A search, and the environment in which reading it breaks."""

    root: Path
    environment: dict[str, str]

    def check(self, **more: str) -> Ran:
        return start("check", "--root", str(self.root), *DAY, environment={**self.environment, **more})

    def logs(self) -> list[str]:
        folder = Path(self.environment["XDG_CACHE_HOME"]) / "weekproof/crashes"
        return [path.read_text("utf-8") for path in sorted(folder.glob("*"))] if folder.exists() else []


def broken(tmp_path: Path, raised: str = ZERO, code: str = _BREAK) -> Broken:
    root = repository(tmp_path / "search", {"content/private/contacts/a.yaml": NAMES})
    write(tmp_path, {"broken/sitecustomize.py": code.replace("{}", raised)})
    path = f"{tmp_path / 'broken'}{os.pathsep}{PROJECT}"
    return Broken(root, {"PYTHONPATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")})


def assert_no_secret(text: str, at: Broken) -> None:
    assert "secret of" not in text
    assert "Traceback" not in text
    assert str(at.root) not in text
    assert DAY[1] not in text


def test_a_mistake_of_our_own_names_itself_and_no_record(tmp_path: Path) -> None:
    here = broken(tmp_path)
    ran = here.check()
    assert ran.code == 3
    assert ran.err.startswith(OURS)
    (log,) = here.logs()
    (written,) = (tmp_path / "cache/weekproof/crashes").iterdir()
    assert f"weekproof: Details are in {written}\n" in ran.err
    assert "When a build fails" in ran.err
    assert_no_secret(ran.said.replace(str(written), ""), here)
    assert_no_secret(log, here)
    assert "command: weekproof check --root --as-of\n" in log
    assert "  sitecustomize.py:5 in broken\n" in log
    assert "  generator/pipeline/run.py:" in log
    assert written.stat().st_mode & 0o777 == 0o600 or os.name != "posix"


def test_a_log_that_cannot_be_written_is_shown(tmp_path: Path) -> None:
    here = broken(tmp_path)
    (tmp_path / "file").write_text("")
    ran = here.check(XDG_CACHE_HOME=str(tmp_path / "file"))
    assert ran.code == 3
    assert ran.err.startswith(OURS)
    assert "weekproof: The log could not be written: Not a directory.\n" in ran.err
    assert "    sitecustomize.py:5 in broken\n" in ran.err
    assert_no_secret(ran.said, here)


def test_in_ci_the_log_is_shown_since_the_machine_is_gone_after_it(tmp_path: Path) -> None:
    here = broken(tmp_path)
    ran = here.check(CI="true")
    assert ran.code == 3
    assert "    sitecustomize.py:5 in broken\n" in ran.err
    assert here.logs() == []
    assert_no_secret(ran.said, here)


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", "1>&- 2>&-"])
def test_where_nobody_can_be_told_the_log_is_written_all_the_same(closed: str, tmp_path: Path) -> None:
    here = broken(tmp_path)
    command = f'"$PYTHON" -m generator check --root "$ROOT" --as-of 2026-06-03 {closed}'
    environment = {**os.environ, **here.environment, "PYTHON": sys.executable, "ROOT": str(here.root)}
    words = ["bash", "-c", command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stdout == done.stderr == ""
    assert len(here.logs()) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_were_closed_before_we_began_are_no_mistake(closed: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "search")
    for command, code in (("new contact", 2), ("build --as-of 2026-06-03", 0), ("status", 0)):
        done = _shell(f'{COMMAND.partition(" check")[0]} {command} --root "$ROOT" {closed}', root)
        assert "itself made a mistake" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode == code, (command, done.stderr)
    assert (root / "site" / "index.html").is_file()


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        ("KeyboardInterrupt", 130, "weekproof: Stopped.\n"),
        ("BrokenPipeError(32, 'Broken pipe')", 1, ""),
        (
            "OSError(28, 'No space left on device')",
            3,
            "weekproof: The machine failed: No space left on device.\n",
        ),
    ],
)
def test_what_is_no_mistake_of_ours_leaves_no_log(raised: str, code: int, said: str, tmp_path: Path) -> None:
    here = broken(tmp_path, raised)
    ran = here.check()
    assert (ran.code, ran.err.lstrip()) == (code, said)
    assert here.logs() == []


def test_a_rule_that_stopped_leaves_a_log_too(tmp_path: Path) -> None:
    here = broken(tmp_path, code=_BREAK_A_RULE)
    ran = here.check()
    assert "error rule-crashed" in ran.out
    assert ran.code == 1
    (log,) = here.logs()
    assert "\nZeroDivisionError\n" in log
    assert "weekproof: Details are in " in ran.err
    assert_no_secret(log, here)
