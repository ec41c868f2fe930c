"""N graduates that differ, and how long a board of them takes: `python -m benchmarks.cohort 100`.

Each has 26 weeks, 208 contacts and 26 posts; gaps, offers, coach and programme vary with the number.
The same number gives the same files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def write_cohort(folder: Path, number: int) -> Path:
    """`number` graduates below `folder`; the path of cohort.yaml."""
    rows = ["title: A cohort", "graduates:"]
    for n in range(number):
        write_portfolio(folder / f"g{n}", n)
        rows.append(f"  - path: g{n}")
    file = folder / "cohort.yaml"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return file


def main() -> None:
    """Write a cohort, build its board twice, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reports", action="store_true", help="with the report of each graduate")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = write_cohort(Path(folder), given.number)
        words = [sys.executable, "-m", "generator", "cohort", "build", str(file), "--as-of", str(AS_OF)]
        words += ["--workers", str(given.workers), *([] if given.reports else ["--verdicts-only"])]
        for what in ("cold", "nothing changed"):
            began = time.monotonic()
            done = subprocess.run(words, check=False, capture_output=True, text=True)
            took = time.monotonic() - began
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(
                f"{given.number} graduates, {given.workers} workers, {what}: {took:.1f} s, "
                f"{given.number / took:.0f} a second, at most {most:.0f} MB a process"
            )
            print(f"  {done.stdout.splitlines()[0] if done.stdout else done.stderr}")


if __name__ == "__main__":
    main()
