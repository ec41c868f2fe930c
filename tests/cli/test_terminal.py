"""At a real terminal: what is typed, Tab, a wrong date corrected, Ctrl-C in the middle."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import PROJECT, tree
from tests.support.repositories import repository

pexpect = pytest.importorskip("pexpect", reason="pexpect is for posix systems")
if os.name != "posix":
    pytest.skip("a pseudo-terminal is posix's", allow_module_level=True)

FILE = "content/private/contacts/2026-W24.yaml"
ADA = """\
- date: 2026-06-08
  kind: interview
  first_name: Ada
  last_name: Byron
  title: Lead engineer
  employer: Harbour
  summary: First talk.
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    # A folder as people have them: a space, an umlaut, Chinese.
    return repository(tmp_path / "mein Ordner für 求职", {FILE: ADA})


class Terminal:
    """The command at a terminal of 80 columns."""

    def __init__(self, root: Path, *arguments: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
            "TERM": "xterm",
            "NO_COLOR": "1",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "LC_ALL": "C.UTF-8",
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "generator", *arguments, "--as-of", "2026-06-10"],
            env=environment,
            cwd=str(root),
            encoding="utf-8",
            dimensions=(30, 80),
            timeout=300,
        )

    def type(self, after: str, text: str) -> None:
        """Wait until `after` is shown, then type."""
        self.child.expect_exact(after)
        self.child.send(text)

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown since the last wait."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.child.before).replace("\r", "")
        return self.child.exitstatus, shown


@pytest.fixture(name="contact")
def _contact(root: Path) -> Iterator[Terminal]:
    terminal = Terminal(root, "new", "contact")
    yield terminal
    terminal.child.close(force=True)


def test_a_contact_is_typed_with_tab_and_a_wrong_date_corrected(root: Path, contact: Terminal) -> None:
    contact.type("Full name", "by\t")
    contact.type("Ada Byron", "\r")
    contact.type("Employer [Harbour]", "\r")
    contact.type("Job title [Lead engineer]", "\r")
    contact.type("6 application", "w\r")
    contact.type("[2026-06-10]", "2026-06-31\r")
    contact.type("June has 30 days", "\x15yesterday\r")
    contact.type("Summary", "She said: “not yet”.\r")
    contact.type("Proof, link", "https://m.example/1\r")
    contact.type("Save anyway? [y/N], or e to edit", "y\r")
    contact.type("Another one?", "\r")
    code, _ = contact.end()
    assert code == 0
    assert (root / FILE).read_text("utf-8") == (
        ADA + "\n- date: 2026-06-09\n  kind: warm-outreach\n  first_name: Ada\n  last_name: Byron\n"
        '  title: Lead engineer\n  employer: Harbour\n  summary: "She said: “not yet”."\n'
        "  evidence: [https://m.example/1]\n"
    )


def test_a_contact_that_would_not_count_is_edited_at_the_terminal(root: Path, contact: Terminal) -> None:
    for after, text in (
        ("Full name", "Bea Lund"),
        ("Employer", "Wren"),
        ("Job title", "CTO"),
        ("6 application", "net"),
        ("[2026-06-10]", "mon"),
        ("Date you followed up", ""),
        ("Summary", "Met her."),
        ("Proof, link", "https://m.example/1"),
        ("Save? [Y/n], or e to edit", "maybe"),
        ("Type y, n or e.", "\x15e"),
        ("Full name: Bea Lund", ""),
        ("Employer: Wren", " Labs"),  # typed behind what is in the line
        ("Job title: CTO", ""),
        ("[networking]", ""),
        ("[2026-06-08]", ""),
        ("Date you followed up", "tue"),
        ("Summary", ""),
        ("https://m.example/1", ""),
        ("Another one?", ""),
    ):
        contact.type(after, f"{text}\r")
    code, _ = contact.end()
    assert code == 0
    assert (root / FILE).read_text("utf-8") == (
        ADA + "\n- date: 2026-06-08\n  kind: networking\n  first_name: Bea\n  last_name: Lund\n  title: CTO\n"
        "  employer: Wren Labs\n  summary: Met her.\n  follow_up: 2026-06-09\n"
        "  evidence: [https://m.example/1]\n"
    )


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_in_the_middle_writes_nothing(root: Path, contact: Terminal, key: str) -> None:
    before = tree(root)
    contact.type("Full name", "Bea Lund\r")
    contact.type("Employer", key)
    code, shown = contact.end()
    assert (code, "weekproof: Stopped." in shown, "Traceback" in shown) == (130, True, False)
    assert tree(root) == before


def test_status_has_colour_only_at_a_terminal_that_wants_it(root: Path) -> None:
    terminal = Terminal(root, "status")
    code, shown = terminal.end()
    assert code == 0
    assert "Individuals contacted  ██░" in shown
    assert "\x1b[33m" not in terminal.child.before
