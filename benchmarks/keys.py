"""Count the keys of a graduate's day: `python -m benchmarks.keys`.

Real commands are typed into a shell at a pseudo-terminal, as for the recording of the first ten minutes. Keys
are all that is pressed, Enter included. Answers are what one has to say: names, titles, a summary, a link.
Seconds are from Enter until the program asks again or ends, without anybody's thinking.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from docs.recording import CONTACT, INIT, Terminal

KNOWN = (
    ("Full name", "Ingrid Solberg"),
    ("Employer [", ""),
    ("Job title [", ""),
    ("6 application", "int"),
    ("Date (YYYY", ""),
    ("5 culture", "phone"),
    ("Summary", "She sent me the name of her team's lead."),
    ("Proof, link or file", ""),
    ("Save anyway?", "y"),
    ("Another one?", ""),
)
MEETING = (
    ("Full name", "Tomas Berg"),
    ("Employer", "Quill"),
    ("Job title", "Developer"),
    ("6 application", "net"),
    ("Date (YYYY", "yesterday"),
    ("Date you followed up", ""),
    ("Summary", "We talked about maps at the open data evening."),
    ("Proof, link or file", ""),
    ("Save? [Y", ""),
    ("Another one?", ""),
)
CONTRIBUTION = (
    ("Date (YYYY", ""),
    ("Link to what you did", "https://code.example/robin/tides/pulls/4"),
    ("Commits (Enter", "5"),
    ("Pull requests", "1"),
    ("Issues (", ""),
    ("Reviews (", ""),
    ("Another one?", ""),
)


class Spent(NamedTuple):
    """What one task took: `said` are the keys of its answers."""

    task: str
    commands: int
    questions: int
    keys: int
    said: int
    seconds: float


class Counter(Terminal):
    """A terminal that counts; it films nothing."""

    def __init__(self, home: Path) -> None:
        self.commands = self.questions = self.keys = self.said = 0
        self.seconds = 0.0
        super().__init__(home)

    def look(self, seconds: float) -> None:
        """Show nothing to nobody."""

    def type(self, text: str) -> None:
        """Type at once."""
        self.keys += len(text) + 1
        self.child.send(text)
        self._take_in(0.3)
        self.child.send("\r")

    def wait(self, shown: str) -> None:
        """Wait, and count how long; the rest that shows the end of the output is not the program's."""
        began = time.monotonic()
        super().wait(shown)
        self.seconds += max(0.0, time.monotonic() - began - 0.5)

    def task(self, name: str, *steps: tuple[str, tuple[tuple[str, str], ...]]) -> Spent:
        """Do these commands with their answers."""
        self.commands = self.questions = self.keys = self.said = 0
        self.seconds = 0.0
        for command, answers in steps:
            self.commands += 1
            self.questions += len(answers)
            self.said += sum(len(answer) for _, answer in answers)
            self.run(command, answers)
        return Spent(name, self.commands, self.questions, self.keys, self.said, self.seconds)


def measure(home: Path) -> list[Spent]:
    """All tasks, one after the other, in one repository."""
    terminal = Counter(home)
    first = (("weekproof init my-job-search", INIT), ("cd my-job-search", ()), ("weekproof build", ()))
    return [
        terminal.task("From the empty folder to the first page", *first),
        terminal.task("A contact with a new person", ("weekproof new contact", CONTACT)),
        terminal.task("A contact with a person you know", ("weekproof new contact", KNOWN)),
        terminal.task("A meeting", ("weekproof new contact", MEETING)),
        terminal.task("Its follow-up, sent today", ("weekproof done tomas", (("Date [", ""),))),
        terminal.task("Contributions that no machine counted", ("weekproof new contribution", CONTRIBUTION)),
    ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    print("| | commands | questions | keys | of them answers | seconds of the program |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(
            f"| {row.task} | {row.commands} | {row.questions} | {row.keys} | {row.said} | {row.seconds:.1f} |"
        )


if __name__ == "__main__":
    main()
