"""`make bench`: whole builds of ours and of the programs that people would use instead, in turn.

    make bench                          # the sizes of docs/benchmarks.md, which it writes
    make bench SIZES="26 260" ONLY="hugo weekproof" DRY=1

In each round every program builds the same posts cold, again with nothing changed, and again with one post
changed, each time as a new process. One round before the first is for the disk and checks what was built.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import datetime as dt
import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import IO

from msgspec import Struct, field

from benchmarks.make import AS_OF, make_portfolio
from benchmarks.posts import Post, posts
from benchmarks.programs import PROGRAMS, LeftOutError, Program, check, weekproof
from generator.core.text import count

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = ROOT / "docs" / "benchmarks.md"
SIZES = (26, 260, 1_000, 5_000)
STATES = ("cold", "nothing changed", "one changed")
CONTACTS = (1_000, 10_000, 100_000)
_LONGEST = 120
"""In seconds: a program whose first build of a size takes longer is left out of that size."""


class Taken(Struct):
    """What one process took: seconds by the clock, and those that all processors worked for it."""

    wall: float
    cpu: float


class Figures(Struct):
    """All runs of one program with one number of posts."""

    program: Program
    taken: dict[str, list[Taken]] = field(default_factory=lambda: {state: [] for state in STATES})
    memory: int = 0
    """The most that all its processes together held in a cold build, in bytes."""

    def wall(self, state: str) -> float:
        """The median by the clock, in seconds."""
        return statistics.median(taken.wall for taken in self.taken[state])

    def cpu(self, state: str) -> float:
        """The median of all processors, in seconds."""
        return statistics.median(taken.cpu for taken in self.taken[state])


class Measured(Struct):
    """The figures with one number of posts, and which programs were left out for what reason."""

    size: int
    rounds: int
    figures: dict[str, Figures] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Measure, print the tables, and write them into the manual."""
    parser = argparse.ArgumentParser(description="Measure whole builds beside other programs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=tuple(PROGRAMS))
    parser.add_argument(
        "--rounds", type=int, help="of each size; by default 7 of the smallest, 3 of the largest"
    )
    parser.add_argument("--longest", type=float, default=_LONGEST, help="of a first build, in seconds")
    parser.add_argument("--contacts", type=int, nargs="*", default=CONTACTS)
    parser.add_argument(
        "--dry", action="store_true", help="print only, and leave docs/benchmarks.md as it is"
    )
    asked = parser.parse_args()
    commit = _commit()
    # As an installer leaves it, and as the peers are installed. Where Python may write no bytecode, each run
    # would compile all of a checkout.
    compileall.compile_dir(ROOT / "generator", quiet=1)
    with tempfile.TemporaryDirectory(prefix="weekproof-bench-") as scratch:
        measured = [
            _measure(size, asked.rounds or _rounds(size), asked.only, Path(scratch), asked.longest)
            for size in asked.sizes
        ]
        alone = _ours_alone(asked.contacts, Path(scratch))
    text = _page(measured, alone, commit)
    print(text)
    if not asked.dry:
        PAGE.write_text(text, "utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")


def _rounds(size: int) -> int:
    return 7 if size < 100 else 5 if size < 2_000 else 3


# --- measuring


def _measure(size: int, rounds: int, names: Sequence[str], scratch: Path, longest: float) -> Measured:
    """Rounds of all programs in turn."""
    written = list(posts(size))
    measured = Measured(size, rounds)
    for name in names:
        folder = scratch / str(size) / name
        folder.mkdir(parents=True)
        try:
            program = PROGRAMS[name]()
            program.write(folder, written)
            measured.figures[name] = Figures(program)
            measured.figures[name].memory = _memory(program, folder, longest)
            check(program, folder, written)
        except LeftOutError as error:
            measured.figures.pop(name, None)
            measured.left_out[name] = str(error)
            print(f"{size} posts: {name} is left out: {error}", flush=True)
    for turn in range(rounds):
        for name, figures in measured.figures.items():
            _round(figures, scratch / str(size) / name, written[size // 2], turn)
        print(f"{size} posts: round {turn + 1} of {rounds} done", flush=True)
    shutil.rmtree(scratch / str(size))
    return measured


def _round(figures: Figures, folder: Path, post: Post, turn: int) -> None:
    program = figures.program
    _forget(program, folder)
    figures.taken["cold"].append(_run(program, folder))
    figures.taken["nothing changed"].append(_run(program, folder))
    said = f"Sentence {turn} was added."
    with (folder / program.source(post)).open("a", encoding="utf-8") as file:
        file.write(f"\n{said}\n")
    figures.taken["one changed"].append(_run(program, folder))
    if said not in (folder / program.page(post)).read_text("utf-8"):
        raise SystemExit(f"{program.name} did not build the changed post")


def _forget(program: Program, folder: Path) -> None:
    """Remove what was built and all caches: those in the folder, and the user's, which is beside it."""
    for name in program.made:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    shutil.rmtree(_cache(folder), ignore_errors=True)


def _cache(folder: Path) -> Path:
    return folder.with_name(folder.name + ".cache")


def _start(program: Program, folder: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    cache = str(_cache(folder))
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "HUGO_CACHEDIR": cache, "LOCALAPPDATA": cache}
    return subprocess.Popen(
        program.command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
    )


def _run(program: Program, folder: Path) -> Taken:
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = _start(program, folder, said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{program.name} ended with {process.returncode}: {_first_line(said)}")
    return Taken(wall, usage.ru_utime + usage.ru_stime)


def _first_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[0][:200] if lines else "it said nothing"


def _memory(program: Program, folder: Path, longest: float) -> int:
    """The most that the processes of a cold build hold together. It is not timed."""
    _forget(program, folder)
    most, over = [0], threading.Event()
    with tempfile.TemporaryFile() as said:
        process = _start(program, folder, said)

        def watch() -> None:
            while not over.wait(0.01):
                most[0] = max(most[0], sum(held(pid) for pid in family(process.pid)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            process.wait(longest)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.wait()
            raise LeftOutError(f"its first build takes more than {longest:g} s") from error
        finally:
            over.set()
            watcher.join()
        if process.returncode:
            raise LeftOutError(f"it ended with {process.returncode}: {_first_line(said)}")
    return most[0]


def family(parent: int) -> Iterator[int]:
    """A process and all that it started, where the system tells."""
    yield parent
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                yield from family(int(child))


def held(process: int) -> int:
    """The memory of a process in bytes: what it shares with others counts in parts."""
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        if found := re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE):
            return int(found.group(1)) * 1024
    return 0


# --- ours alone


def _ours_alone(sizes: Sequence[int], scratch: Path) -> list[tuple[str, list[float]]]:
    """Of the sample and of contacts: a first build, one with nothing changed, and `check`; medians."""
    rows = []
    sample = scratch / "sample"
    shutil.copytree(ROOT / "content", sample / "content")
    shutil.copy(ROOT / "portfolio.yaml", sample)
    rows.append(("the sample graduate", _three(sample, "2026-11-22")))
    for contacts in sizes:
        root = scratch / f"contacts-{contacts}"
        make_portfolio(root, contacts, 0)
        rows.append((f"{contacts:,} contacts", _three(root, str(AS_OF))))
        shutil.rmtree(root)
    return rows


def _three(root: Path, day: str) -> list[float]:
    program = weekproof(everything=True)
    script = program.command[0]
    taken: list[list[float]] = []
    for _ in range(3):
        _forget(program, root)
        turn = []
        for verb in ("build", "build", "check"):
            began = time.perf_counter()
            command = (script, verb, "--as-of", day, "--private-repository", "--quiet")
            environment = {**os.environ, "XDG_CACHE_HOME": str(_cache(root))}
            # What the records are found short of does not matter here, so neither does how it ends.
            subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
            turn.append(time.perf_counter() - began)
        taken.append(turn)
    return [statistics.median(column) for column in zip(*taken, strict=True)]


# --- telling


def _page(measured: Sequence[Measured], alone: Sequence[tuple[str, list[float]]], commit: str) -> str:
    programs = {name: figures.program for each in measured for name, figures in each.figures.items()}
    rows = [f"| {program.name} | {program.version} | {program.note} |" for program in programs.values()]
    left_out = [
        f"Left out with {each.size:,} posts: {name}, because {why}."
        for each in measured
        for name, why in each.left_out.items()
    ]
    lines = [f"| {name} | {' | '.join(map(_short, taken))} |" for name, taken in alone]
    return Template(HERE.joinpath("page.md").read_text("utf-8")).substitute(
        day=dt.datetime.now(tz=dt.UTC).date(),
        commit=commit,
        machine=_machine(),
        programs="\n\n".join(
            ["\n".join(["| program | version | what it is given |", "| --- | --- | --- |", *rows]), *left_out]
        ),
        ratios=_ratios(measured, programs, Figures.wall),
        ratios_cpu=_ratios(measured, programs, Figures.cpu),
        seconds=_table(measured, programs, lambda each, name: _three_of(each.figures[name].wall)),
        cpu=_table(measured, programs, lambda each, name: _three_of(each.figures[name].cpu)),
        memory=_table(measured, programs, lambda each, name: f"{each.figures[name].memory / 1e6:,.0f} MB"),
        alone="\n".join(["| | first build | nothing changed | check |", "| --- | --- | --- | --- |", *lines]),
    )


def _table(
    measured: Sequence[Measured], programs: Mapping[str, Program], cell: Callable[[Measured, str], str]
) -> str:
    head = [f"{each.size:,} posts, {count(each.rounds, 'round')}" for each in measured]
    rows = [
        [program.name, *(cell(each, name) if name in each.figures else "–" for each in measured)]
        for name, program in programs.items()
    ]
    table = [["", *head], ["---"] * (len(head) + 1), *rows]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in table)


def _ratios(
    measured: Sequence[Measured],
    programs: Mapping[str, Program],
    seconds: Callable[[Figures, str], float],
) -> str:
    if not all("hugo" in each.figures for each in measured):
        return "Hugo was left out."

    def cell(each: Measured, name: str) -> str:
        hugo, figures = each.figures["hugo"], each.figures[name]
        return _three_of(lambda state: seconds(figures, state) / seconds(hugo, state))

    return _table(measured, programs, cell)


def _three_of(seconds: Callable[[str], float]) -> str:
    return " / ".join(_short(seconds(state)) for state in STATES)


def _short(number: float) -> str:
    """Two digits that say something."""
    return f"{number:.0f}" if number >= 9.95 else f"{number:.1f}" if number >= 0.995 else f"{number:.2f}"


def _machine() -> str:
    cores = os.cpu_count() or 1
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        model = f" of {' '.join(found.group(1).split())}" if found else ""
        busy = Path("/proc/loadavg").read_text().split()[2]
        return (
            f"{cores} cores{model}, {platform.system()}, Python {platform.python_version()}; "
            f"on average {busy} processes ran or waited in the last quarter of an hour"
        )
    return f"{cores} cores, {platform.system()}, Python {platform.python_version()}"


def _commit() -> str:
    asked = ("git", "-C", str(ROOT), "describe", "--always", "--dirty")
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return f"commit {told.stdout.strip()}" if told.returncode == 0 else f"version {version('weekproof')}"


if __name__ == "__main__":
    main()
