"""N graduates that differ, and how long a board of them takes: `python -m benchmarks.cohort 100`.

Each has 26 weeks, 208 contacts and 26 posts, and a commit a week; gaps, offers, coach and programme vary with
the number. The same number gives the same files. `--engines local dask --workers 1 2` compares.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.run import family, held

START = dt.date(2026, 6, 1)
AS_OF = dt.date(2026, 11, 26)
WEEKS, PER_WEEK = 26, 8
_FIRST = ("Ada", "Bela", "Chen", "Dilek", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jomo", "Kaya", "Lucia")
_LAST = ("Abara", "Bauer", "Castell", "Dvorak", "Eriksen", "Falk", "Grau", "Haas", "Ito", "Jansen", "Petit")
_COACHES = ("Dana Whitfield", "Luis Ortega", "Mei Tanaka")
_WORDS: tuple[str, ...] = (
    "index",
    "query",
    "cache",
    "table",
    "row",
    "schema",
    "test",
    "build",
    "branch",
    "review",
    "merge",
)
_WORDS += ("trace", "metric", "queue", "worker", "page", "route", "form", "error", "retry", "limit", "lock")


def name_of(number: int) -> str:
    """The graduate's name."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number * 7 % len(_LAST)]}"


def write_portfolio(root: Path, number: int) -> None:
    """One graduate's repository, without git."""
    dice = random.Random(number)  # noqa: S311 - the same files each time
    lag = (0, 0, 0, 1, 0, 3, 0, 0, 9, 0, 26)[number % 11]  # weeks ago that they stopped logging
    slips = {dice.randrange(WEEKS) for _ in range((0, 0, 1, 0, 3)[number % 5])}
    (root / "content/blog").mkdir(parents=True)
    for folder in ("contacts", "offers", "coaching"):
        (root / "content/private" / folder).mkdir(parents=True)
    (root / "content/contributions").mkdir()
    (root / "portfolio.yaml").write_text(_settings(number), "utf-8")
    for week in range(WEEKS - lag):
        monday = START + dt.timedelta(weeks=week)
        wanted = PER_WEEK - 3 if week in slips else PER_WEEK
        contacts = "".join(_contact(dice, monday, week, n) for n in range(wanted))
        year, iso, _ = monday.isocalendar()
        (root / f"content/private/contacts/{year}-W{iso:02}.yaml").write_text(contacts, "utf-8")
        (root / f"content/blog/{monday}-week-{week}.md").write_text(_post(dice, monday, week), "utf-8")
        (root / f"content/contributions/{monday}.yaml").write_text(
            f"- {{date: {monday}, source: github-graphql, login: user-{number}, "
            f"commits: {5 + dice.randrange(9)}}}\n"
        )
    (root / "content/private/offers/2026.yaml").write_text(_offers(number), "utf-8")
    check_ins = "".join(
        f"- {{kind: check-in, date: {START + dt.timedelta(weeks=2 * n, days=2)}, attended: on-time}}\n"
        for n in range((WEEKS - lag) // 2)
    )
    (root / "content/private/coaching/2026.yaml").write_text(check_ins, "utf-8")


def _settings(number: int) -> str:
    programme = ("software-engineering", "data-science")[number % 3 == 2]
    return (
        f"graduate: {{name: {name_of(number)}, github: user-{number}}}\n"
        f"search: {{programme: {programme}, start: {START}, time_zone: America/Chicago, country: US}}\n"
        f"coach: {{name: {_COACHES[number % len(_COACHES)]}}}\n"
        f'site: {{url: "https://user-{number}.example", contact: "mailto:me@user-{number}.example"}}\n'
    )


def _contact(dice: random.Random, monday: dt.date, week: int, n: int) -> str:
    day = monday + dt.timedelta(days=n % 5)
    return (
        f"- date: {day}\n  kind: {('cold-outreach', 'warm-outreach', 'interview')[n % 3]}\n"
        f"  first_name: Person{week}x{n}\n  last_name: Example\n  title: Engineer\n"
        f"  employer: Company {dice.randrange(400)}\n  summary: Asked about {dice.choice(_WORDS)}.\n"
    )


def _post(dice: random.Random, monday: dt.date, week: int) -> str:
    text = "\n\n".join(" ".join(dice.choices(_WORDS, k=60)).capitalize() + "." for _ in range(4))
    return f"---\ntitle: Week {week}, {dice.choice(_WORDS)}\ndate: {monday}\n---\n{text}\n"


def _offers(number: int) -> str:
    if number % 6 == 3:
        return "- {employer: Wren, title: Engineer, received: 2026-11-24, full_time: true, in_field: true}\n"
    if number % 7 == 5:
        return (
            "- {employer: Wren, title: Engineer, received: 2026-10-05, full_time: true, in_field: true, "
            "answer: accepted, answered: 2026-10-07}\n"
        )
    return "[]\n"


def write_history(root: Path) -> None:
    """The repository of git: a commit each Sunday with the files of the week."""
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    by_week: dict[int, list[Path]] = {}
    for path in sorted((root / "content").rglob("*")):
        if path.is_file():
            by_week.setdefault(_week_of(path.name), []).append(path)
    stream = bytearray()
    growing = root / "content/private/coaching/2026.yaml"
    check_ins = growing.read_text("utf-8").splitlines(keepends=True)
    for week in range(WEEKS):
        files = {path: path.read_bytes() for path in by_week.get(week, ())}
        if week == 0:
            files[root / "portfolio.yaml"] = (root / "portfolio.yaml").read_bytes()
        if week % 2 == 0 and week // 2 < len(check_ins):
            files[growing] = "".join(check_ins[: week // 2 + 1]).encode()
        if not files:
            continue
        sunday = dt.datetime.combine(START + dt.timedelta(weeks=week, days=6), dt.time(18), dt.UTC)
        seconds = int(sunday.timestamp())
        stream += b"commit refs/heads/main\ncommitter G <g@mail.example> %d +0000\ndata 4\nweek\n" % seconds
        for path, data in files.items():
            stream += b"M 100644 inline %s\n" % path.relative_to(root).as_posix().encode()
            stream += b"data %d\n%s\n" % (len(data), data)
    subprocess.run(
        ["git", "-c", "core.fsync=none", "fast-import", "--quiet"], cwd=root, input=bytes(stream), check=True
    )


def _week_of(name: str) -> int:
    """The week of the search that a file belongs to, by its name; the last one if that does not say."""
    if "-W" in name:
        year, _, week = name.removesuffix(".yaml").partition("-W")
        day = dt.date.fromisocalendar(int(year), int(week), 1)
    else:
        try:
            day = dt.date.fromisoformat(name[:10])
        except ValueError:
            return WEEKS - 1
    return (day - START).days // 7


def write_cohort(folder: Path, number: int, *, history: bool = True) -> Path:
    """`number` graduates below `folder`; the path of cohort.yaml."""
    rows = ["title: A cohort", "graduates:"]
    for n in range(number):
        write_portfolio(folder / f"g{n}", n)
        if history:
            write_history(folder / f"g{n}")
        rows.append(f"  - path: g{n}")
    file = folder / "cohort.yaml"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return file


def main() -> None:
    """Write a cohort, build its board in each way, cold and again, and print a table of what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--workers", type=int, nargs="+", default=[2])
    parser.add_argument("--engines", nargs="+", choices=("local", "dask"), default=["local"])
    parser.add_argument("--reports", action="store_true", help="with the report of each graduate")
    parser.add_argument("--no-history", action="store_true", help="without git")
    given = parser.parse_args()
    names = (
        "graduates",
        "engine",
        "workers",
        "",
        "seconds",
        "a second",
        "ms of processors each",
        "MB",
        "load",
    )
    print(f"| {' | '.join(names)} |\n{'| --- ' * len(names)}|")
    with tempfile.TemporaryDirectory() as name:
        file = write_cohort(Path(name), given.number, history=not given.no_history)
        more = [] if given.reports else ["--verdicts-only"]
        for engine, workers in itertools.product(given.engines, given.workers):
            _measure(file, given.number, engine, workers, more)


def _measure(file: Path, number: int, engine: str, workers: int, more: list[str]) -> None:
    """Two rows of the table: a first build, and the same again."""
    with tempfile.TemporaryDirectory() as scratch, _cluster(engine, workers) as scheduler:
        words = [
            sys.executable,
            "-m",
            "generator",
            "cohort",
            "build",
            str(file),
            "--as-of",
            str(AS_OF),
            *more,
        ]
        words += ["--board", f"{scratch}/board"]
        words += ["--engine", "dask", "--scheduler", scheduler] if scheduler else ["--workers", str(workers)]
        for what in ("cold", "nothing changed"):
            began, used = time.monotonic(), _used()
            build = subprocess.Popen(
                words,
                env=os.environ | {"XDG_CACHE_HOME": f"{scratch}/cache"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            most = _most_memory(build)
            out, err = build.communicate()
            took = time.monotonic() - began
            if build.returncode:
                raise SystemExit(out + err)
            each = (_used() - used) / number * 1000
            figures = (
                f"{took:.1f} | {number / took:.0f} | {each:.0f} | {most / 1e6:.0f} | {os.getloadavg()[0]:.1f}"
            )
            print(f"| {number:,} | {engine} | {workers} | {what} | {figures} |", flush=True)


def _used() -> float:
    """Seconds of processors of all that this process started, those of a cluster's workers too."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time()  # the scheduler runs in here
    return own + ended.ru_utime + ended.ru_stime + sum(map(_seconds_of, _children()))


def _children() -> list[int]:
    own = os.getpid()
    return [process for process in family(own) if process != own]


def _seconds_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _most_memory(build: subprocess.Popen[str]) -> int:
    """The most that all processes held together, looked at twice a second, in bytes."""
    most = 0
    while build.poll() is None:
        most = max(most, sum(map(held, _children())))
        with suppress(subprocess.TimeoutExpired):
            build.wait(0.5)
    return most


@contextmanager
def _cluster(engine: str, workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers on this machine; empty for the local engine."""
    if engine == "local":
        yield ""
        return
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local.scheduler_address


if __name__ == "__main__":
    main()
