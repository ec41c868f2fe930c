"""Record the first ten minutes: `make recording`.

Real commands are typed into a real shell at a pseudo-terminal; what they show becomes a film in one SVG file,
docs/pictures/first-ten-minutes.svg, and a text in docs/graduate/first-ten-minutes.md. Waiting is left out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte

from docs.film import Film, svg

ROOT = Path(__file__).parent.parent
TARGET = Path(__file__).parent / "pictures" / "first-ten-minutes.svg"
PAGE = Path(__file__).parent / "graduate" / "first-ten-minutes.md"
BEGIN, END = "<!-- the recording as text -->\n", "<!-- end of the recording -->"
COLUMNS, ROWS = 114, 26
DAY = "1795608000"  # 2026-11-25, a Wednesday: the first release's week
MOST_BYTES = 400_000
_KEY, _READ = 0.07, 2.2  # seconds for two keys, and to read the output

# The text to wait for, the keys to type, and how long to show the screen before.
INIT = (
    ("Your name", "Robin Vance"),
    ("Your GitHub user name", "robin-vance"),
    ("Number [1]", ""),
    ("First day of your search", "2026-11-23"),
    ("time zone", "America/Chicago"),
    ("country", "US-IL"),
    ("coach", "Dana Whitfield"),
    ("Two or one", ""),
)
CONTACT = (
    ("Full name", "Ingrid Solberg"),
    ("Employer", "Harbour Analytics"),
    ("Job title", "Data engineer"),
    ("6 application", "warm"),
    ("Date (YYYY", ""),
    ("Summary", "She explained how their nightly loads are tested."),
    ("Proof, link or file", "https://mail.example/sent/81"),
    ("Another one?", ""),
)


class Terminal:
    """A shell at a terminal of `COLUMNS` by `ROWS`, and the film of what it showed."""

    def __init__(self, home: Path) -> None:
        self.screen = pyte.HistoryScreen(COLUMNS, ROWS, history=500)
        self.stream = pyte.Stream(self.screen)
        self.film = Film()
        self.text: list[str] = []
        self.home = str(home)
        self.child = pexpect.spawn(
            "bash",
            ["--norc", "--noprofile"],
            env=_environment(home),
            cwd=str(home),
            encoding="utf-8",
            dimensions=(ROWS, COLUMNS),
            timeout=60,
        )
        self.wait("$ ")

    def run(self, command: str, answers: tuple[tuple[str, str], ...] = (), read: float = _READ) -> None:
        """Type a command, answer what it asks, and look at what it says."""
        self.type(command)
        for asked, answer in answers:
            self.wait(asked)
            self.type(answer)
        self.wait("$ ")
        self.look(read)

    def type(self, text: str) -> None:
        """Type, two keys at a time, and press Enter."""
        for start in range(0, len(text), 2):
            self.child.send(text[start : start + 2])
            self._take_in(0.05)
            self.look(_KEY)
        self.look(0.4)
        self.child.send("\r")

    def wait(self, shown: str) -> None:
        """Wait until `shown` is on the cursor's line or the one above; the prompt has its own line."""
        for _ in range(300):
            self._take_in(0.1)
            here = self.screen.cursor.y
            lines = self.screen.display[max(0, here - 1) : here + 1]
            there = lines[-1].strip() == "$" if shown == "$ " else any(shown in line for line in lines)
            if there and self._rests():
                return
        raise RuntimeError(f"never shown: {shown}\n" + "\n".join(self.screen.display))

    def look(self, seconds: float) -> None:
        """Hold the screen for some time."""
        self.film.show(self.screen, seconds)

    def clear(self) -> None:
        """Save the screen as text, and start with an empty screen."""
        lines = ["".join(cells[x].data for x in range(COLUMNS)) for cells in self.screen.history.top]
        lines += self.screen.display
        shown = "\n".join(line.rstrip() for line in lines if line.strip() != "$")
        self.text.append(re.sub(r"\n{3,}", "\n\n", shown).strip())
        self.screen.history.top.clear()
        self.child.send("\x0c")
        self._take_in(0.3)
        self.screen.history.top.clear()

    def _rests(self) -> bool:
        """Whether no more output comes for a moment."""
        before = list(self.screen.display)
        self._take_in(0.4)
        return before == list(self.screen.display)

    def _take_in(self, seconds: float) -> None:
        try:
            while True:
                came = self.child.read_nonblocking(4096, timeout=seconds)
                self.stream.feed(came.replace(self.home, "~"))
        except pexpect.TIMEOUT:
            return


def _environment(home: Path) -> dict[str, str]:
    tools = home / "bin"
    tools.mkdir()
    starter = tools / "weekproof"
    starter.write_text(f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n')
    starter.chmod(0o755)
    return {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TERM": "xterm-256color",
        "PS1": "$ ",
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Chicago",
        "SOURCE_DATE_EPOCH": DAY,
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def record(home: Path) -> Terminal:
    """The whole session."""
    terminal = Terminal(home)
    terminal.run("weekproof init my-job-search", INIT, read=4)
    terminal.clear()
    terminal.run("cd my-job-search && git init -q -b main", read=0.5)
    terminal.run("weekproof build", read=4)
    terminal.clear()
    terminal.type("weekproof serve --drafts")
    terminal.wait("Showing")
    terminal.look(3)
    terminal.child.send("\x03")
    terminal.wait("$ ")
    terminal.clear()
    terminal.run("weekproof new contact", CONTACT, read=2.5)
    terminal.clear()
    terminal.run("weekproof status", read=5)
    terminal.clear()
    terminal.run("weekproof check", read=6)
    terminal.clear()
    return terminal


def main() -> None:
    """Record, and write the film and the text."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = record(Path(folder))
    made = svg(terminal.film, COLUMNS, ROWS, "The first ten minutes of Weekproof, in a terminal")
    if len(made.encode()) > MOST_BYTES:
        raise RuntimeError(f"the film has {len(made.encode())} bytes, more than {MOST_BYTES}")
    TARGET.write_text(made, "utf-8")
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    text = "\n\n".join(terminal.text)
    PAGE.write_text(f"{before}{BEGIN}\n```\n{text}\n```\n\n{END}{rest.partition(END)[2]}", "utf-8")
    print(
        f"docs/pictures/{TARGET.name}  {len(made.encode()) // 1000} kB, {terminal.film.seconds:.0f} seconds"
    )


if __name__ == "__main__":
    main()
